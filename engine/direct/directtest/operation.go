package directtest

import (
	"errors"
	"fmt"
	"time"

	"github.com/obferry/obferry/engine/direct/wire"
)

// find is the load of a task; nil if there is none.
func (s *Server) find(t wire.Task) *load {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.loads[t]
}

// operation reads an operation's argument and answers what carries it out. Its error
// is a breach of the protocol.
func (s *Server) operation(c *conn, q *wire.Request) (func(*Fault) reply, error) {
	switch q.Operation {
	case wire.Begin:
		b, err := wire.ParseBegin(q.Argument)
		return func(fault *Fault) reply { return s.begin(c.database, b).in(s, q, fault) }, err
	case wire.Insert:
		a, err := wire.ParseInsert(q.Argument)
		if err != nil {
			return nil, err
		}
		return func(fault *Fault) reply {
			return s.withLoad(a.Task, fault, func(l *load) reply { return l.insert(s, a) }).in(s, q, fault)
		}, nil
	}
	task, err := wire.ParseTask(q.Argument)
	return func(fault *Fault) reply {
		return s.withLoad(task, fault, func(l *load) reply { return l.step(s, q.Operation) }).in(s, q, fault)
	}, err
}

// in puts what an operation answers into its envelope.
func (r reply) in(s *Server, q *wire.Request, fault *Fault) reply {
	if r.code != 0 {
		return r
	}
	a := wire.Answer{Address: s.address, Operation: q.Operation}
	if r.object != nil {
		a.Content = r.object(nil)
	}
	if fault.BadContent {
		if len(a.Content) == 0 {
			a.Content = []byte{1}
		} else {
			a.Content = nil
		}
	}
	if fault.BadEcho {
		a.Operation = (a.Operation + 1) % (wire.Detach + 1)
	}
	r.object = a.Append
	return r
}

// withLoad finds the load of a request, turned to the state that the fault wants.
func (s *Server) withLoad(t wire.Task, fault *Fault, do func(*load) reply) reply {
	l := s.find(t)
	if l == nil {
		return refuse(codeNoEntry, "no such load")
	}
	if fault.Turns {
		l.end(fault.State, fault.StateCode)
	}
	return do(l)
}

// begin starts a load.
func (s *Server) begin(database string, b *wire.BeginArgument) reply {
	if wrong := checkBegin(b); wrong != "" {
		return refuse(codeInvalidArgument, wrong)
	}
	for _, other := range s.current() {
		other.mu.Lock()
		over := other.over()
		other.mu.Unlock()
		switch {
		case other.table != b.Table || over:
		case s.options.RefuseSecond:
			return refuse(codeNotAllowed, "the table is being loaded")
		case !b.ForceCreate:
			return refuse(codeExists, "the table is being loaded")
		default:
			other.end(wire.Aborted, codeCancelled)
		}
	}
	landing, err := s.options.Sink.Begin(database, b)
	if err != nil {
		return refusal(err)
	}
	l := &load{
		table: b.Table, rows: landing, bears: time.Duration(b.HeartbeatTimeout) * time.Microsecond, heard: time.Now(),
		status: wire.Initializing, opening: s.options.Opening, closing: s.options.Closing,
	}
	s.mu.Lock()
	if s.loads == nil {
		s.mu.Unlock()
		landing.Abort()
		return refuse(codeNoEntry, "the server ends")
	}
	if s.tables[b.Table] == 0 {
		s.tables[b.Table] = 500000 + uint64(len(s.tables)) + 1
	}
	s.lastTask++
	l.task = wire.Task{Table: s.tables[b.Table], ID: 700000 + s.lastTask}
	s.loads[l.task] = l
	s.mu.Unlock()
	result := wire.BeginResult{Task: l.task, Columns: s.options.TellColumns, Status: wire.Initializing}
	return reply{object: result.Append, note: fmt.Sprintf("table=%s parallel=%d errors=%d dup=%d method=%q columns=%q partitions=%q force=%t task=%v", b.Table, b.Parallel, b.MaxErrorRows, b.Dup, b.Method, b.Columns, b.Partitions, b.ForceCreate, l.task)}
}

// refusal is an error of a sink as an answer.
func refusal(err error) reply {
	var r *Refusal
	if errors.As(err, &r) {
		return refuse(r.Code, r.Message)
	}
	var format *wire.FormatError
	if errors.As(err, &format) {
		return refuse(codeInvalidArgument, format.Error())
	}
	return refuse(codeUnexpected, err.Error())
}

const codeUnexpected = -4016
