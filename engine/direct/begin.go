package direct

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/obferry/obferry/engine/direct/wire"
)

// beginPause is how long a BEGIN waits that the server was not ready for.
const beginPause = time.Second

// Begin starts a load and waits until the server takes rows. A server that is not ready
// for it (a schema that is being changed, a leader that is moving, another load of the
// table) is asked again until ctx or Options.BeginTimeout ends. Its errors: those of [Dial], UsageError,
// UnsupportedError, EndedError.
//
// Where the answer to BEGIN itself is lost, the server may have begun; it aborts what
// gets no heartbeat, so that the table stays locked no longer than
// Options.HeartbeatTimeout.
func (c *Client) Begin(ctx context.Context, o Options) (*Load, error) {
	if err := o.complete(); err != nil {
		return nil, err
	}
	if err := c.version.check(&o); err != nil {
		return nil, err
	}
	l := c.newLoad(&o)
	err := l.start(ctx)
	if err == nil {
		return l, nil
	}
	return nil, errors.Join(err, l.Close())
}

// start connects, begins as often as it takes, and leaves the load ready for rows.
func (l *Load) start(ctx context.Context) error {
	ctx, done := l.within(ctx)
	defer done()
	limit := l.options.BeginTimeout
	ctx, cancel := context.WithTimeoutCause(ctx, limit, &TimeoutError{What: "beginning", Limit: limit})
	defer cancel()
	if err := l.connect(ctx); err != nil {
		return err
	}
	l.id.Trace = wire.NewTrace(l.control.link.local(), uint64(time.Now().UnixMicro()))
	for {
		err := l.begin(ctx)
		if err == nil {
			l.mu.Lock()
			defer l.mu.Unlock()
			l.stage = stageLoading
			return nil
		}
		if !retriable(err) {
			return err
		}
		l.quiet()
		l.begun = false
		l.retry(err, beginPause)
		if ended := pause(ctx, beginPause); ended != nil {
			return errors.Join(ended, err)
		}
	}
}

// retriable says that the server was not ready for a BEGIN, and ended what it had
// begun.
func retriable(err error) bool {
	var over *EndedError
	if errors.As(err, &over) {
		return over.Err == nil && again[over.Code]
	}
	return again[code(err)]
}

// retry tells the listener of a request that is sent again.
func (l *Load) retry(why error, after time.Duration) {
	if l.options.OnRetry != nil {
		l.options.OnRetry(why, after)
	}
}

// begin asks once for a load and waits for it.
func (l *Load) begin(ctx context.Context) error {
	result, err := l.sendBegin(ctx)
	if err != nil {
		return err
	}
	l.begun = true
	l.note(result.Status)
	switch result.Status {
	case wire.Initializing, wire.Waiting, wire.Running:
	default:
		// Told at once, an end is about the request: not worth another try.
		return l.ended(result.Status, int(result.Code), errors.New("BEGIN was answered with it"))
	}
	if err := l.checkColumns(result.Columns); err != nil {
		return err
	}
	l.startBeat()
	return l.awaitRunning(ctx)
}

func (l *Load) sendBegin(ctx context.Context) (*wire.BeginResult, error) {
	o := &l.options
	argument := wire.BeginArgument{
		Table: o.Table, Parallel: int64(o.Parallel), MaxErrorRows: o.MaxErrorRows, Dup: o.Dup,
		Timeout: o.Timeout.Microseconds(), HeartbeatTimeout: o.HeartbeatTimeout.Microseconds(),
		ForceCreate: !o.KeepOther, Async: true, Method: o.Method, Columns: o.Columns, Partitions: o.Partitions,
	}
	c := l.call(wire.Begin, l.client.config.AnswerTimeout)
	a, err := l.control.ask(ctx, wire.Begin, c, wire.Address{}, argument.Append(nil))
	if err != nil {
		return nil, err
	}
	result, err := wire.ParseBeginResult(a.Content)
	if err != nil {
		return nil, &ProtocolError{Operation: c.name, Peer: l.client.config.Address, Trace: l.Trace(), Reason: err.Error(), Err: err}
	}
	l.id.Task, l.id.Address = result.Task, a.Address
	return result, nil
}

// checkColumns compares the columns that an older server tells it will fill with those
// that were asked for: one that does not know column lists would put values into
// others.
func (l *Load) checkColumns(told []string) error {
	if len(l.options.Columns) == 0 || len(told) == 0 || slices.EqualFunc(told, l.options.Columns, strings.EqualFold) {
		return nil
	}
	return &UnsupportedError{Feature: "a load into named columns", Has: l.client.version, Needs: "a newer version (this one fills " + strings.Join(told, ", ") + ")"}
}

// awaitRunning polls the status until the server takes rows. Polls that fail are
// repeated for as long as a load may go without a heartbeat.
func (l *Load) awaitRunning(ctx context.Context) error {
	patience := newPatience(l.options.HeartbeatTimeout)
	for {
		s, code, err := l.Status(ctx)
		switch {
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case err != nil:
			if err := l.gone(err); err != nil {
				return err
			}
			if patience.over() {
				return err
			}
		case s == wire.Running:
			return nil
		case s == wire.Initializing, s == wire.Waiting:
			patience.renew()
		default:
			return l.ended(s, code, nil)
		}
		if err := pause(ctx, l.options.PollInterval); err != nil {
			return err
		}
	}
}

// gone is the end of a load that the server does not know any more.
func (l *Load) gone(err error) error {
	if code(err) == CodeNoEntry {
		return l.ended(wire.Aborted, CodeNoEntry, err)
	}
	return nil
}

// patience is how long failures in a row are borne.
type patience struct {
	limit time.Duration
	since time.Time
}

func newPatience(limit time.Duration) *patience { return &patience{limit: limit, since: time.Now()} }

func (p *patience) renew() { p.since = time.Now() }

func (p *patience) over() bool { return time.Since(p.since) > p.limit }
