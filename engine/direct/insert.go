package direct

import (
	"context"
	"errors"
	"time"

	"github.com/obferry/obferry/engine/direct/wire"
)

// insertPauses are how long an INSERT waits that the server asked to send again.
var insertPauses = []time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 16 * time.Second, time.Minute}

// maxUnsent is how often an INSERT may fail to get out before it is given up.
const maxUnsent = 3

// NewBucket makes a bucket for the load's rows.
func (l *Load) NewBucket() *Bucket { return NewBucket(l.options.Width, l.options.BufferSize) }

// Insert sends the rows of a bucket over any connection that is at rest, and waits for
// the server to take them. The bucket stays as it is: call [Bucket.Next] after. Its
// errors: DoubtError where the answer was lost (see [Options.Resend]), EndedError where
// the load is over, ServerError for rows that the server refused while the load goes
// on, TransportError where the rows could not be sent, UsageError.
func (l *Load) Insert(ctx context.Context, b *Bucket) error {
	if b.rows == 0 {
		return nil
	}
	if err := l.enter(); err != nil {
		return err
	}
	defer l.exit()
	both, done := l.within(ctx)
	defer done()
	payload := b.payload()
	err := l.insert(both, payload, b.rows)
	if err != nil {
		return l.cause(ctx, err)
	}
	l.rows.Add(int64(b.rows))
	l.bytes.Add(int64(len(payload)))
	return nil
}

// enter counts an INSERT in while the load takes rows.
func (l *Load) enter() error {
	if err := l.Err(); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.stage != stageLoading {
		return &UsageError{What: "the load takes no rows: it is being ended, or over"}
	}
	l.sending++
	return nil
}

func (l *Load) exit() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sending--
}

func (l *Load) insert(ctx context.Context, payload []byte, rows int) error {
	var writer *line
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case writer = <-l.free:
	}
	defer func() { l.free <- writer }()
	waits, unsent := 0, 0
	for {
		err := l.insertOnce(ctx, writer, payload)
		if err == nil {
			return nil
		}
		wait := time.Duration(0)
		switch {
		case ctx.Err() != nil && !sent(err):
			return err
		case untouched(err) && unsent < maxUnsent:
			unsent++
		case code(err) != 0:
			if over := l.refusal(ctx, err); over != err || code(err) != CodeAgain {
				return over
			}
			wait = insertPauses[min(waits, len(insertPauses)-1)]
			waits++
		case sent(err):
			if err := l.doubt(ctx, err, rows); err != nil {
				return err
			}
			l.resent.Add(int64(rows))
		default:
			return err
		}
		l.retry(err, wait)
		if pause(ctx, wait) != nil {
			return err
		}
	}
}

func (l *Load) insertOnce(ctx context.Context, writer *line, payload []byte) error {
	here, err := writer.take(ctx)
	if err != nil {
		return err
	}
	defer writer.leave()
	c := l.call(wire.Insert, l.client.config.AnswerTimeout)
	c.tenant = here.tenant
	r, err := here.insert(ctx, c, l.id.Address, l.id.Task, payload)
	if err != nil {
		here.forget(err)
		return err
	}
	_, err = here.operation(c, wire.Insert, r)
	return err
}

// sent says that a request reached the network whole and its answer did not come, or
// made no sense.
func sent(err error) bool {
	var lost *TransportError
	if errors.As(err, &lost) {
		return lost.Sent
	}
	var breach *ProtocolError
	return errors.As(err, &breach)
}

// refusal is what the server's refusal of rows means: where the load is over, its end;
// else the refusal itself.
func (l *Load) refusal(ctx context.Context, err error) error {
	s, code, asked := l.Status(ctx)
	switch {
	case asked != nil && l.gone(asked) != nil:
		over := l.ended(wire.Aborted, CodeNoEntry, err)
		l.fail(over)
		return over
	case asked == nil && s != wire.Running:
		over := l.ended(s, code, err)
		l.fail(over)
		return over
	}
	return err
}

// doubt is what a lost answer means: where the load is over, its end; nil where the
// user allows the rows to be sent again; else a DoubtError.
func (l *Load) doubt(ctx context.Context, err error, rows int) error {
	in := &DoubtError{Operation: wire.Insert.String(), Rows: rows, Trace: l.Trace(), Err: err}
	if ctx.Err() != nil {
		return in
	}
	var over *EndedError
	if errors.As(l.refusal(ctx, err), &over) {
		return over
	}
	if l.options.Resend == nil || !l.options.Resend(in) {
		return in
	}
	return nil
}
