package direct

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/obferry/obferry/engine/direct/wire"
)

// DefaultAbortTimeout is how long [Load.Close] waits for the server to let a load go. A
// server that cannot be told aborts by itself, when it misses the heartbeats.
const DefaultAbortTimeout = 30 * time.Second

// stage is where a load stands for this client.
type stage uint8

const (
	stageBegin stage = iota
	stageLoading
	stageCommitting
	stageOver // committed, aborted, detached, or left
)

// A Load is one direct load of one table. Any number of goroutines may call its
// methods. It must be closed.
type Load struct {
	client  *Client
	options Options
	id      wire.ExecutionID
	joined  bool // begun by another process, which alone may end it
	begun   bool // the server knows it: it must be told the end

	// ctx ends when the load does, for whatever reason, which is its cause.
	ctx  context.Context
	fail context.CancelCauseFunc
	stop context.CancelFunc // releases the timer of the load's limit

	control, beat *line
	writers       []*line
	free          chan *line // of writers, those at rest

	beating  sync.WaitGroup
	stopBeat context.CancelFunc

	mu      sync.Mutex // guards the two below
	stage   stage
	sending int // INSERTs under way

	statusMu sync.Mutex // guards the two below, and the order of OnStatus
	status   wire.Status
	told     bool

	rows, bytes, resent atomic.Int64
}

// Stats are what a load has done so far.
type Stats struct {
	Rows   int64 // that the server has taken
	Bytes  int64 // of their payloads
	Resent int64 // rows that were sent again though they may have been taken before
}

// Stats counts what has been inserted.
func (l *Load) Stats() Stats {
	return Stats{Rows: l.rows.Load(), Bytes: l.bytes.Load(), Resent: l.resent.Load()}
}

// Trace is the id under which every server logs this load.
func (l *Load) Trace() string { return l.id.Trace.String() }

// Task names the load on its server.
func (l *Load) Task() wire.Task { return l.id.Task }

// ExecutionID is the token with which other processes [Client.Join] the load.
func (l *Load) ExecutionID() []byte { return l.id.Append(nil) }

// Done is closed when the load has ended; [Load.Err] then tells why.
func (l *Load) Done() <-chan struct{} { return l.ctx.Done() }

// Err is why the load ended, where it was neither committed nor left by its user: an
// EndedError, or a TimeoutError where it took longer than Options.Timeout.
func (l *Load) Err() error {
	if err := context.Cause(l.ctx); err != nil && err != errOver {
		return err
	}
	return nil
}

// errOver is the cause of a load's end that its user wished.
var errOver = &UsageError{What: "the load is over"}

func (c *Client) newLoad(o *Options) *Load {
	l := &Load{client: c, options: *o, control: newLine(&c.config), beat: newLine(&c.config), free: make(chan *line, o.Writers)}
	for range o.Writers {
		w := newLine(&c.config)
		l.writers = append(l.writers, w)
		l.free <- w
	}
	limited, stop := context.WithTimeoutCause(context.Background(), o.Timeout, &TimeoutError{What: "the load", Limit: o.Timeout})
	l.stop = stop
	l.ctx, l.fail = context.WithCancelCause(limited)
	l.stopBeat = func() {}
	return l
}

// connect opens all connections and logs in on each before anything is begun: a
// server that has no room for them says so before the table is locked.
func (l *Load) connect(ctx context.Context) error {
	lines := append([]*line{l.control, l.beat}, l.writers...)
	failures := make(chan error, len(lines))
	for _, each := range lines {
		go func() {
			_, err := each.take(ctx)
			if err == nil {
				each.leave()
			}
			failures <- err
		}()
	}
	var first error
	for range lines {
		if err := <-failures; err != nil && first == nil {
			first = err
		}
	}
	return first
}

// call is what every request of the load carries.
func (l *Load) call(op wire.Operation, limit time.Duration) *call {
	c := &call{name: op.String(), code: wire.CodeDirectLoad, trace: l.id.Trace, limit: limit}
	if op == wire.HeartBeat || op == wire.Detach {
		c.group = wire.GroupBeat
	}
	if until, ok := l.ctx.Deadline(); ok {
		c.told = max(time.Millisecond, time.Until(until))
	}
	return c
}

// within is ctx until the load ends.
func (l *Load) within(ctx context.Context) (context.Context, func()) {
	both, cancel := context.WithCancelCause(ctx)
	stop := context.AfterFunc(l.ctx, func() { cancel(context.Cause(l.ctx)) })
	return both, func() {
		stop()
		cancel(nil)
	}
}

// Status asks the server where the load stands: the status, and the server's code
// where it is Failed or Aborted.
func (l *Load) Status(ctx context.Context) (wire.Status, int, error) {
	a, err := l.control.ask(ctx, wire.GetStatus, l.call(wire.GetStatus, l.client.config.AnswerTimeout), l.id.Address, l.id.Task.Append(nil))
	if err != nil {
		return 0, 0, err
	}
	s, err := wire.ParseStatus(a.Content)
	if err != nil {
		return 0, 0, &ProtocolError{Operation: wire.GetStatus.String(), Peer: l.client.config.Address, Trace: l.Trace(), Reason: err.Error(), Err: err}
	}
	l.note(s.Status)
	return s.Status, int(s.Code), nil
}

// note tells the listener a status that is new.
func (l *Load) note(s wire.Status) {
	l.statusMu.Lock()
	defer l.statusMu.Unlock()
	if l.told && l.status == s {
		return
	}
	l.status, l.told = s, true
	if l.options.OnStatus != nil {
		l.options.OnStatus(s)
	}
}

// ended is the error for a load that the server has ended.
func (l *Load) ended(s wire.Status, code int, because error) *EndedError {
	return &EndedError{Table: l.options.Table, Status: s, Code: code, Trace: l.Trace(), Err: because}
}

// release ends the heartbeats and closes all connections.
func (l *Load) release() {
	l.fail(errOver)
	l.stopBeat()
	l.beating.Wait()
	l.stop()
	for _, each := range append([]*line{l.control, l.beat}, l.writers...) {
		each.close()
	}
}

// Close ends whatever is under way, aborts a load that was neither committed nor
// detached, for at most DefaultAbortTimeout, and closes the connections. After a
// commit or an abort it does nothing, so that it can be deferred.
func (l *Load) Close() error {
	ctx, cancel := context.WithTimeoutCause(context.Background(), DefaultAbortTimeout, &TimeoutError{What: "the abort", Limit: DefaultAbortTimeout})
	defer cancel()
	return l.Abort(ctx)
}
