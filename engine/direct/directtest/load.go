package directtest

import (
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
