package direct

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"github.com/obferry/obferry/engine/direct/wire"
)

// dialTries is how often a connection is tried before it has failed. A server's own
// refusal is never tried again.
const dialTries = 3

// connecting is the operation of a TransportError before there is a connection.
const connecting = "connect"

// dial opens a connection and logs in, within the Config's DialTimeout for each of
// three tries.
func (c *Config) dial(ctx context.Context) (*link, error) {
	var err error
	for try := range dialTries {
		if try > 0 {
			if pause(ctx, time.Duration(try)*200*time.Millisecond) != nil {
				return nil, err
			}
		}
		var l *link
		if l, err = c.dialOnce(ctx); err == nil {
			return l, nil
		}
		var lost *TransportError
		if ctx.Err() != nil || !errors.As(err, &lost) {
			return nil, err
		}
	}
	return nil, err
}

func (c *Config) dialOnce(ctx context.Context) (*link, error) {
	limit := &TimeoutError{What: "connecting", Limit: c.DialTimeout}
	ctx, cancel := context.WithTimeoutCause(ctx, c.DialTimeout, limit)
	defer cancel()
	conn, err := c.Dial(ctx, "tcp", c.Address)
	if err != nil {
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		return nil, &TransportError{Operation: connecting, Peer: c.Address, Trace: wire.Trace{}.String(), Err: err}
	}
	l := &link{conn: conn, peer: c.Address, frames: wire.NewFrameReader(conn, maxAnswer), limit: c.AnswerTimeout}
	if err := l.login(ctx, c); err != nil {
		l.close()
		return nil, err
	}
	return l, nil
}

func (l *link) login(ctx context.Context, c *Config) error {
	scramble, err := newScramble()
	if err != nil {
		return err
	}
	q := wire.NewLogin(c.Tenant, c.User, c.Password, c.Database, scramble)
	ask := &call{name: "LOGIN", code: wire.CodeLogin, tenant: wire.LoginTenant, limit: c.DialTimeout, trace: wire.NewTrace(l.local(), 1)}
	r, err := l.request(ctx, ask, q.Append)
	if err != nil {
		return err
	}
	told := r.LoginResult()
	if err := r.Err(); err != nil {
		return l.breach(ask, err.Error(), err)
	}
	if len(told.Credential) == 0 {
		return l.breach(ask, "the credential is empty", nil)
	}
	l.credential, l.tenant, l.version = told.Credential, told.Tenant, told.ServerVersion
	return nil
}

// newScramble is what the secret of a login is made with.
func newScramble() (string, error) {
	const letters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	var p [wire.ScrambleLen]byte
	if _, err := rand.Read(p[:]); err != nil {
		return "", fmt.Errorf("direct load: no random numbers: %w", err)
	}
	for i, b := range p {
		// The slight preference for the first letters does not matter: the server holds
		// nothing that the scramble protects.
		p[i] = letters[int(b)%len(letters)]
	}
	return string(p[:]), nil
}

// pause waits, or answers why ctx ended.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-timer.C:
		return nil
	}
}
