package wire

import (
	"context"
	"encoding/binary"
	"net"
)

// tap is a server's connection as the driver dialled it, kept so that it can be used past
// the driver. It is of no use once the driver has turned to TLS.
type tap struct {
	net.Conn
	// head is the beginning of what the driver sent first: its answer to the server's
	// greeting, or its wish for TLS.
	head []byte
}

// headBytes are the packet's header and the capabilities of the client that follow it.
const headBytes = 8

// Write keeps the head.
func (t *tap) Write(p []byte) (int, error) {
	if missing := headBytes - len(t.head); missing > 0 {
		t.head = append(t.head, p[:min(missing, len(p))]...)
	}
	return t.Conn.Write(p)
}

// The capabilities that matter here (MySQL's documentation, "Capabilities Flags").
const (
	capableCompress     = 1 << 5
	capableSSL          = 1 << 11
	capableDeprecateEOF = 1 << 24
	capableAttributes   = 1 << 27
)

// line is the tap's connection for use past the driver; nil where it cannot be used.
func (t *tap) line() *Line {
	if t == nil || len(t.head) < headBytes {
		return nil
	}
	capabilities := binary.LittleEndian.Uint32(t.head[4:])
	if capabilities&(capableCompress|capableSSL|capableAttributes) != 0 {
		return nil
	}
	return &Line{conn: t.Conn, shortEnd: capabilities&capableDeprecateEOF != 0}
}

// tapKey is the key of the *tap that a dial puts its connection into.
type tapKey struct{}

// Tapped gives a context for opening a connection whose dial is [Tapping], and what then
// gives its line: nil where none was dialled, or where it cannot be used past the driver,
// as with TLS or compression.
func Tapped(ctx context.Context) (dialling context.Context, line func() *Line) {
	slot := new(*tap)
	return context.WithValue(ctx, tapKey{}, slot), func() *Line { return (*slot).line() }
}

// Dial opens a connection, as a driver's configuration has it.
type Dial = func(ctx context.Context, network, addr string) (net.Conn, error)

// Tapping has a dial leave its connection with whoever asked by [Tapped].
func Tapping(dial Dial) Dial {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := dial(ctx, network, addr)
		slot, wanted := ctx.Value(tapKey{}).(**tap)
		if err != nil || !wanted {
			return conn, err
		}
		*slot = &tap{Conn: conn}
		return *slot, nil
	}
}
