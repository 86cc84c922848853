package direct

import (
	"context"
	"errors"
)

// Probe tells what listens at host:port, without an account: a login that no server
// can let in is answered by an RPC port, and by no other. Its error is a
// TransportError where nobody listens or nothing is answered.
func Probe(ctx context.Context, address string) (Speech, error) {
	c := Config{Address: address, Tenant: "-", User: "-", Database: "-"}
	if err := c.complete(); err != nil {
		return SpeaksUnknown, err
	}
	l, err := c.dialOnce(ctx)
	var (
		said  *ServerError
		wrong *WrongPortError
	)
	switch {
	case err == nil:
		l.close()
		return SpeaksRPC, nil
	case errors.As(err, &said):
		return SpeaksRPC, nil
	case errors.As(err, &wrong):
		return wrong.Looks, nil
	}
	return SpeaksUnknown, err
}
