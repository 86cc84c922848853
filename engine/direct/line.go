package direct

import (
	"context"
	"errors"

	"github.com/obferry/obferry/engine/direct/wire"
)

// A line is a place in a load for one connection: when the one that is there was
// closed, the next request opens another and logs in anew. A line carries one request
// at a time.
type line struct {
	config *Config
	turn   chan struct{} // holds one token; who has it owns the two below
	link   *link
	over   bool
}

func newLine(c *Config) *line {
	l := &line{config: c, turn: make(chan struct{}, 1)}
	l.turn <- struct{}{}
	return l
}

// take waits for the line's turn and makes sure that its connection is open. The
// caller must leave the line after.
func (l *line) take(ctx context.Context) (*link, error) {
	select {
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	case <-l.turn:
	}
	if l.over {
		l.leave()
		return nil, errOver
	}
	if l.link != nil && l.link.usable() {
		return l.link, nil
	}
	fresh, err := l.config.dial(ctx)
	if err != nil {
		l.leave()
		return nil, err
	}
	l.link = fresh
	return fresh, nil
}

func (l *line) leave() { l.turn <- struct{}{} }

// close closes the connection once whoever uses the line has left it; no other is
// opened.
func (l *line) close() {
	<-l.turn
	l.over = true
	if l.link != nil {
		l.link.close()
	}
	l.turn <- struct{}{}
}

// ask sends an operation and answers its content. A request that did not get out
// whole, and one that a server without the tenant refused, is sent once more over a
// new connection: it cannot have been carried out.
func (l *line) ask(ctx context.Context, op wire.Operation, c *call, at wire.Address, argument []byte) (wire.Answer, error) {
	a, err := l.askOnce(ctx, op, c, at, argument)
	if ctx.Err() == nil && untouched(err) {
		a, err = l.askOnce(ctx, op, c, at, argument)
	}
	return a, err
}

func (l *line) askOnce(ctx context.Context, op wire.Operation, c *call, at wire.Address, argument []byte) (wire.Answer, error) {
	here, err := l.take(ctx)
	if err != nil {
		return wire.Answer{}, err
	}
	defer l.leave()
	c.tenant = here.tenant
	q := &wire.Request{Address: at, Operation: op, Credential: here.credential, Argument: argument}
	r, err := here.request(ctx, c, q.Append)
	if err != nil {
		here.forget(err)
		return wire.Answer{}, err
	}
	return here.operation(c, op, r)
}

// untouched says that a request failed before any server could act on it.
func untouched(err error) bool {
	var lost *TransportError
	if errors.As(err, &lost) {
		return !lost.Sent && lost.Operation != connecting
	}
	return code(err) == CodeNoTenantHere
}

// code is the server's code in an error, 0 where it has none.
func code(err error) int {
	var said *ServerError
	if errors.As(err, &said) {
		return said.Code
	}
	return 0
}

// forget gives up a connection to a server that does not have the tenant: the next
// one is made and logged in anew.
func (l *link) forget(err error) {
	if code(err) == CodeNoTenantHere {
		l.close()
	}
}

// operation reads what answers an operation, and holds it to what the operation
// answers. The content is a copy: the reader's buffer goes on.
func (l *link) operation(c *call, op wire.Operation, r *wire.Reader) (wire.Answer, error) {
	a := r.Answer()
	switch err := r.Err(); {
	case err != nil:
		return a, l.breach(c, err.Error(), err)
	case a.Operation != op:
		return a, l.breach(c, "it answers "+a.Operation.String(), nil)
	case op.HasContent() && len(a.Content) == 0:
		return a, l.breach(c, "it holds nothing", nil)
	case !op.HasContent() && len(a.Content) > 0:
		return a, l.breach(c, "it holds something where nothing belongs", nil)
	}
	a.Content = append([]byte(nil), a.Content...)
	return a, nil
}
