package direct

import (
	"context"
	"errors"
	"time"

	"github.com/obferry/obferry/engine/direct/wire"
)

// commitTries is how often COMMIT may get lost before it is given up.
const commitTries = 3

// Commit has the server sort and merge all rows into the table, and waits for it. No
// INSERT may be under way. Where the answer to COMMIT is lost, the status tells whether
// it arrived; where it did not, it is sent again, which harms nothing: a load commits
// once. Its errors: EndedError where the server gave up and the table is as it was;
// DoubtError where nobody can say; ServerError where the server refused; UsageError.
// After any error the load can still be closed, which aborts what is left of it.
func (l *Load) Commit(ctx context.Context) error {
	if err := l.leaveLoading(stageCommitting); err != nil {
		return err
	}
	if err := l.commit(ctx); err != nil {
		return err
	}
	l.mu.Lock()
	l.stage = stageOver
	l.mu.Unlock()
	l.release()
	return nil
}

func (l *Load) commit(ctx context.Context) error {
	var lost error
	for range commitTries {
		err := l.sendCommit(ctx, lost != nil)
		switch {
		case err == nil:
			return l.awaitCommit(ctx, true)
		case lost != nil && code(err) == CodeStateNotMatch:
			return l.awaitCommit(ctx, true) // the one before has arrived after all
		case !sent(err):
			return err
		}
		lost = err
		if err = l.awaitCommit(ctx, false); err != errNotCommitting {
			return err
		}
		// A server that closes connections may be about to close this one too.
		if pause(ctx, l.options.PollInterval) != nil {
			break
		}
	}
	return l.uncertain(lost)
}

// leaveLoading goes on to a stage that takes no rows.
func (l *Load) leaveLoading(next stage) error {
	if err := l.Err(); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case l.joined:
		return &UsageError{What: "only the process that began the load may end it"}
	case l.stage != stageLoading:
		return &UsageError{What: "the load is being ended already, or over"}
	case l.sending > 0:
		return &UsageError{What: "rows are still being sent"}
	}
	l.stage = next
	return nil
}

// sendCommit sends COMMIT, the first time or once more. A refusal of a load that is
// over is answered as its end; that of a second COMMIT may only say that the first has
// arrived.
func (l *Load) sendCommit(ctx context.Context, more bool) error {
	_, err := l.control.ask(ctx, wire.Commit, l.call(wire.Commit, l.client.config.AnswerTimeout), l.id.Address, l.id.Task.Append(nil))
	if code(err) == 0 || more && code(err) == CodeStateNotMatch {
		return err
	}
	return l.refusal(ctx, err)
}

// errNotCommitting says that the server runs on after a COMMIT whose answer was lost.
var errNotCommitting = errors.New("the server does not commit")

func (l *Load) uncertain(err error) error {
	return &DoubtError{Operation: wire.Commit.String(), Trace: l.Trace(), Err: err}
}

// awaitCommit polls the status until the rows are in. Where it is not known that COMMIT
// has arrived, a load that runs on is errNotCommitting. Polls that fail are repeated for
// as long as a load may go without a heartbeat.
func (l *Load) awaitCommit(ctx context.Context, arrived bool) error {
	patience := newPatience(l.options.HeartbeatTimeout)
	for {
		s, code, err := l.Status(ctx)
		switch {
		case err != nil && (ctx.Err() != nil || l.gone(err) != nil || patience.over()):
			return l.uncertain(err)
		case err != nil:
		case s == wire.Committed:
			return nil
		case s == wire.Committing:
			arrived = true
			patience.renew()
		case s == wire.Running && !arrived:
			return errNotCommitting
		case s == wire.Running && patience.over():
			return l.uncertain(errNotCommitting)
		case s == wire.Running:
			// The server has agreed and not yet begun.
		default:
			over := l.ended(s, code, nil)
			l.fail(over)
			return over
		}
		if l.ctx.Err() != nil {
			return l.uncertain(context.Cause(l.ctx))
		}
		if err := pause(ctx, l.options.PollInterval); err != nil {
			return l.uncertain(err)
		}
	}
}

// Abort ends the load and leaves the table as it was. It asks until the server does
// not know the load any more, or ctx ends: then the server aborts by itself, after
// Options.HeartbeatTimeout. After a commit or an abort it does nothing; a load that
// another process began is only left.
func (l *Load) Abort(ctx context.Context) error {
	l.mu.Lock()
	over := l.stage == stageOver
	l.stage = stageOver
	l.mu.Unlock()
	if over {
		return nil
	}
	l.fail(errOver) // whoever sends rows stops
	l.quiet()
	var err error
	if l.begun && !l.joined {
		err = l.sendAbort(ctx)
	}
	l.release()
	return err
}

func (l *Load) sendAbort(ctx context.Context) error {
	for between := 50 * time.Millisecond; ; between = min(2*between, 500*time.Millisecond) {
		_, err := l.control.ask(ctx, wire.Abort, l.call(wire.Abort, l.client.config.AnswerTimeout), l.id.Address, l.id.Task.Append(nil))
		switch {
		case code(err) == CodeNoEntry:
			l.note(wire.Aborted)
			return nil
		case code(err) != 0:
			return err
		}
		if ended := pause(ctx, between); ended != nil {
			return errors.Join(ended, err)
		}
	}
}

// Detach gives the load's ownership up: [Load.Close] will not abort it, and another
// process that has its execution id goes on. It wants 4.2.5.3 of 4.2, 4.4.2.0 of 4.3
// and 4.4, or 4.5.1.0.
func (l *Load) Detach(ctx context.Context) error {
	if !l.client.version.detaches() {
		return &UnsupportedError{Feature: "detaching from a load", Has: l.client.version, Needs: "4.2.5.3 of 4.2, 4.4.2.0 of 4.3 and 4.4, or 4.5.1.0"}
	}
	if err := l.leaveLoading(stageOver); err != nil {
		return err
	}
	_, err := l.control.ask(ctx, wire.Detach, l.call(wire.Detach, l.client.config.AnswerTimeout), l.id.Address, l.id.Task.Append(nil))
	if err != nil {
		l.mu.Lock()
		l.stage = stageLoading
		l.mu.Unlock()
		return err
	}
	l.release()
	return nil
}
