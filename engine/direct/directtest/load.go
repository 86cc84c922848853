package directtest

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/obferry/obferry/engine/direct/wire"
)

// A load is one that a BEGIN has begun, until well after its end.
type load struct {
	task  wire.Task
	table string
	rows  Landing
	bears time.Duration // without a heartbeat

	mu      sync.Mutex // guards what follows
	status  wire.Status
	code    int
	opening []wire.Status // that looks will find before Running
	closing []wire.Status // that looks will find before Committed
	landing bool          // the rows are being landed: too late to abort
	landed  bool          // they are
	heard   time.Time     // of the last heartbeat
	gone    bool          // the task is over and only its record is left
	sending sync.WaitGroup
}

// over says that nothing more becomes of the load.
func (l *load) over() bool {
	return l.status == wire.Committed || l.status == wire.Failed || l.status == wire.Aborted
}

// late says that the load's heartbeat has stayed away for too long.
func (l *load) late(now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return !l.over() && now.Sub(l.heard) > l.bears
}

// end turns the load to a state in which it takes nothing more.
func (l *load) end(s wire.Status, code int) {
	l.mu.Lock()
	was := l.over() || l.landing
	if !was {
		l.status, l.code = s, code
	}
	l.mu.Unlock()
	if !was {
		l.rows.Abort()
	}
}

// look answers where the load stands, and lets it go on by one state.
func (l *load) look(s *Server) wire.StatusResult {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case l.status == wire.Initializing || l.status == wire.Waiting:
		l.status, l.opening = next(l.opening, wire.Running)
	case l.status == wire.Committing && l.landed:
		l.status = wire.Committed
	case l.status == wire.Committing && !l.landing:
		l.status, l.closing = next(l.closing, wire.Committing)
		l.land(s)
	}
	return wire.StatusResult{Status: l.status, Code: int32(l.code)}
}

func next(list []wire.Status, last wire.Status) (wire.Status, []wire.Status) {
	if len(list) == 0 {
		return last, nil
	}
	return list[0], list[1:]
}

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

// insert takes rows while the load runs. As on a real server, rows that are refused end
// the load.
func (l *load) insert(s *Server, a *wire.InsertArgument) reply {
	switch {
	case a.Rows == 0:
		return refuse(codeInvalidArgument, "no rows")
	case a.Rows > wire.MaxRows:
		return refuse(codeSizeOverflow, fmt.Sprintf("%d rows", a.Rows))
	}
	l.mu.Lock()
	if wrong := l.unless(wire.Running); wrong.code != 0 {
		l.mu.Unlock()
		return wrong
	}
	l.sending.Add(1)
	l.mu.Unlock()
	err := l.rows.Insert(a)
	l.sending.Done()
	if err != nil {
		r := refusal(err)
		l.end(wire.Failed, r.code)
		return r
	}
	s.rows.Add(int64(a.Rows))
	return reply{note: fmt.Sprintf("rows=%d bytes=%d", a.Rows, len(a.Raw))}
}

// unless refuses what only a load in this state does: with the load's own code where
// it has one. The caller holds mu.
func (l *load) unless(s wire.Status) reply {
	switch {
	case l.status == s:
		return reply{}
	case l.code != 0:
		return refuse(l.code, "the load has ended as "+l.status.String())
	}
	return refuse(codeStateNotMatch, "the load is "+l.status.String())
}

// step carries out an operation whose argument is the task alone.
func (l *load) step(s *Server, op wire.Operation) reply {
	switch op {
	case wire.GetStatus:
		if s.options.ForgetEnded && l.forgotten() {
			return refuse(codeNoEntry, "no such load")
		}
		result := l.look(s)
		return reply{object: result.Append, note: result.Status.String()}
	case wire.HeartBeat:
		return l.beat()
	case wire.Commit:
		return l.commit(s)
	case wire.Abort:
		return l.abort()
	}
	return reply{} // DETACH: whose load it is makes no difference here
}

func (l *load) forgotten() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.over()
}

// beat hears a heartbeat. A load that is gone does not take it.
func (l *load) beat() reply {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.gone || l.status == wire.Committed {
		return refuse(codeNoEntry, "no such load")
	}
	l.heard = time.Now()
	result := wire.StatusResult{Status: l.status, Code: int32(l.code)}
	return reply{object: result.Append, note: result.Status.String()}
}

// commit begins to commit; looks find it done later.
func (l *load) commit(s *Server) reply {
	l.mu.Lock()
	defer l.mu.Unlock()
	if wrong := l.unless(wire.Running); wrong.code != 0 {
		return wrong
	}
	l.status = wire.Committing
	l.land(s)
	return reply{}
}

// land has the rows landed once no look waits for another state before. The caller
// holds mu.
func (l *load) land(s *Server) {
	if len(l.closing) > 0 || l.status != wire.Committing {
		return
	}
	l.landing = true
	s.running.Add(1)
	go func() {
		defer s.running.Done()
		l.sending.Wait()
		err := l.rows.Commit()
		l.mu.Lock()
		defer l.mu.Unlock()
		if err != nil {
			l.status, l.code = wire.Failed, refusal(err).code
			return
		}
		l.landed = true
	}()
}

// abort ends the load; once it is over, no task is found any more.
func (l *load) abort() reply {
	l.mu.Lock()
	gone := l.gone || l.status == wire.Committed
	l.gone = true
	l.mu.Unlock()
	if gone {
		return refuse(codeNoEntry, "no such load")
	}
	l.end(wire.Aborted, 0)
	return reply{}
}
