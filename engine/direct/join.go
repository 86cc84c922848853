package direct

import (
	"context"
	"errors"

	"github.com/obferry/obferry/engine/direct/wire"
)

// Join takes part in a load that another process began: token is what its
// [Load.ExecutionID] answered. Rows can be inserted; to commit or abort is the
// other's, and closing only leaves. Of the options, those about BEGIN are not looked
// at; beat says to send heartbeats too.
func (c *Client) Join(ctx context.Context, token []byte, o Options, beat bool) (*Load, error) {
	id, err := wire.ParseExecutionID(token)
	if err != nil {
		return nil, err
	}
	if o.Parallel == 0 {
		o.Parallel = 1
	}
	if err := o.complete(); err != nil {
		return nil, err
	}
	if err := c.version.check(&o); err != nil {
		return nil, err
	}
	l := c.newLoad(&o)
	l.id, l.joined = *id, true
	if err := l.join(ctx, beat); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

func (l *Load) join(ctx context.Context, beat bool) error {
	if err := l.connect(ctx); err != nil {
		return err
	}
	s, code, err := l.Status(ctx)
	switch {
	case err != nil && l.gone(err) != nil:
		return l.gone(err)
	case err != nil:
		return err
	case s != wire.Running:
		return l.ended(s, code, nil)
	}
	l.mu.Lock()
	l.stage = stageLoading
	l.mu.Unlock()
	if beat {
		l.startBeat()
	}
	return nil
}
