package direct

import (
	"context"
	"errors"
	"time"

	"github.com/obferry/obferry/engine/direct/wire"
)

// startBeat sends heartbeats from now on, at once and then at every interval, until
// quiet is called.
func (l *Load) startBeat() {
	ctx, cancel := context.WithCancel(context.Background())
	l.stopBeat = cancel
	l.beating.Add(1)
	go func() {
		defer l.beating.Done()
		l.keepBeating(ctx)
	}()
}

// quiet ends the heartbeats.
func (l *Load) quiet() {
	l.stopBeat()
	l.beating.Wait()
}

func (l *Load) keepBeating(ctx context.Context) {
	const afterFailure = 500 * time.Millisecond
	heard := newPatience(l.options.HeartbeatTimeout)
	for ctx.Err() == nil {
		wait := l.options.HeartbeatInterval
		s, err := l.sendBeat(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err == nil:
			heard.renew()
			if s.Status == wire.Failed || s.Status == wire.Aborted {
				l.lose(l.ended(s.Status, int(s.Code), nil))
			}
		case code(err) == CodeNoEntry:
			l.lose(l.epitaph(ctx, err))
		case heard.over():
			// The server aborts what it has not heard of for so long.
			l.lose(l.ended(wire.Aborted, CodeTimeout, err))
		default:
			wait = min(wait, afterFailure)
		}
		if pause(ctx, wait) != nil {
			return
		}
	}
}

// sendBeat sends one heartbeat. It waits no longer than a third of the time that the
// server bears, so that a connection that hangs leaves time for another.
func (l *Load) sendBeat(ctx context.Context) (wire.StatusResult, error) {
	limit := min(l.client.config.AnswerTimeout, l.options.HeartbeatTimeout/3)
	ctx, cancel := context.WithTimeoutCause(ctx, limit, &TimeoutError{What: "a heartbeat", Limit: limit})
	defer cancel()
	a, err := l.beat.ask(ctx, wire.HeartBeat, l.call(wire.HeartBeat, limit), l.id.Address, l.id.Task.Append(nil))
	if err != nil {
		return wire.StatusResult{}, err
	}
	// The listener is not told: this answer may be older than one that polling has had.
	return wire.ParseStatus(a.Content)
}

// epitaph asks for the end of a load that heartbeats do not find any more; the server
// keeps a record of it for a while.
func (l *Load) epitaph(ctx context.Context, err error) *EndedError {
	s, code, asked := l.Status(ctx)
	if asked == nil {
		return l.ended(s, code, err)
	}
	return l.ended(wire.Aborted, CodeNoEntry, err)
}

// lose ends the load for everybody who waits on it. Before it takes rows, and while it
// is being committed, somebody asks for its status and judges by that.
func (l *Load) lose(err *EndedError) {
	l.mu.Lock()
	loading := l.stage == stageLoading
	l.mu.Unlock()
	if loading {
		l.fail(err)
	}
}

// cause is why a wait ended: the load's own end before that of the caller.
func (l *Load) cause(ctx context.Context, err error) error {
	var over *EndedError
	if errors.As(context.Cause(l.ctx), &over) {
		return over
	}
	if ctx.Err() != nil && !errors.Is(err, context.Cause(ctx)) {
		return errors.Join(context.Cause(ctx), err)
	}
	return err
}
