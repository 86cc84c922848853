package profiles

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/go-sql-driver/mysql"
)

// patience is how long a server may stay silent before it is asked what it is. A
// MySQL server that looks up our name first may be slow to greet: it is listened to
// all the while, up to the connection's timeout.
const patience = 3 * time.Second

// dial reaches the address and hears the greeting out, so that the driver only ever
// meets a server that speaks its protocol: it takes every other byte for a packet,
// and indexes beyond a short one.
func dial(ctx context.Context, a Address) (net.Conn, error) {
	w := watcherOf(ctx)
	w.begin(Resolving)
	var resolved sync.Once
	d := net.Dialer{ControlContext: func(context.Context, string, string, syscall.RawConn) error {
		resolved.Do(func() { w.begin(Connecting) })
		return nil
	}}
	conn, err := d.DialContext(ctx, "tcp", a.address())
	if err != nil {
		return nil, unreachable(ctx, a, err)
	}
	w.begin(Greeting)
	stop := context.AfterFunc(ctx, func() {
		// A deadline in the past ends a Read that is under way. It fails only where
		// the connection is closed, and then nothing reads.
		_ = conn.SetDeadline(time.Unix(1, 0))
	})
	head, err := greeting(ctx, a, conn)
	if !stop() && err == nil {
		err = stopped(a, ctx.Err())
	}
	if err == nil {
		err = conn.SetDeadline(time.Time{})
	}
	if err != nil {
		_ = conn.Close() // the error at hand says more
		return nil, err
	}
	w.begin(LoggingIn)
	tcp, ok := conn.(*net.TCPConn)
	if !ok {
		return nil, newError(Unreachable, "unreachable", "Address", a.address())
	}
	return &replay{TCPConn: tcp, head: head}, nil
}

// replay is a connection whose first bytes were already read.
type replay struct {
	*net.TCPConn
	head []byte
}

// Read gives the bytes already read first.
func (r *replay) Read(p []byte) (int, error) {
	if len(r.head) == 0 {
		return r.TCPConn.Read(p)
	}
	n := copy(p, r.head)
	r.head = r.head[n:]
	return n, nil
}

// greeting reads a server's first packet, whole.
func greeting(ctx context.Context, a Address, conn net.Conn) ([]byte, error) {
	var head []byte
	asked := false
	if err := listenUntil(ctx, a, conn, time.Now().Add(patience)); err != nil {
		return nil, err
	}
	for {
		chunk := make([]byte, 512)
		n, err := conn.Read(chunk)
		head = append(head, chunk[:n]...)
		switch whole, known := measure(head); {
		case known && whole == 0:
			return nil, foreign(a, banner(conn, head))
		case known && len(head) >= whole:
			return head, judge(a, head[4:whole])
		}
		switch {
		case err == nil:
		case errors.Is(ctx.Err(), context.Canceled):
			return nil, stopped(a, ctx.Err())
		case ctx.Err() != nil || (asked && errors.Is(err, os.ErrDeadlineExceeded)):
			return nil, newError(Unreachable, "silent", "Address", a.address())
		case errors.Is(err, os.ErrDeadlineExceeded):
			asked = true
			if e := interrogate(ctx, a); e != nil {
				return nil, e
			}
			if err := listenUntil(ctx, a, conn, deadline(ctx)); err != nil {
				return nil, err
			}
		case errors.Is(err, io.EOF) && len(head) > 0:
			return nil, foreign(a, head)
		default:
			return nil, newError(Unreachable, "closed", "Address", a.address()).because(err)
		}
	}
}

// listenUntil sets how long is waited for the next bytes.
func listenUntil(ctx context.Context, a Address, conn net.Conn, t time.Time) error {
	if err := conn.SetReadDeadline(t); err != nil {
		return unreachable(ctx, a, err)
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		// The deadline that its end set may just have been overwritten.
		return stopped(a, ctx.Err())
	}
	return nil
}

// deadline is the context's, or the usual one where it has none.
func deadline(ctx context.Context) time.Time {
	if t, ok := ctx.Deadline(); ok {
		return t
	}
	return time.Now().Add(connectTimeout)
}

// measure tells how long the first packet is with its header: 0 where these bytes
// begin no MySQL greeting. It is not known before five bytes are there, except where
// fewer already tell.
func measure(head []byte) (whole int, known bool) {
	if len(head) >= 3 && (head[1] > 0x10 || head[2] != 0) {
		return 0, true // a greeting is far shorter than 4 KiB; this is somebody's text
	}
	if len(head) < 5 {
		return 0, false
	}
	size := int(head[0]) | int(head[1])<<8
	if head[3] != 0 || size < 4 || (head[4] != protocol10 && head[4] != errorPacket) {
		return 0, true
	}
	return 4 + size, true
}

// The first byte of a greeting.
const (
	protocol10  = 10
	errorPacket = 0xff
)

// judge tells whether a packet is a greeting that the driver can read.
func judge(a Address, packet []byte) error {
	if packet[0] == errorPacket {
		e := &mysql.MySQLError{Number: uint16(packet[1]) | uint16(packet[2])<<8}
		text := packet[3:]
		if len(text) >= 6 && text[0] == '#' {
			copy(e.SQLState[:], text[1:6])
			text = text[6:]
		}
		e.Message = string(text)
		return explain(a, e)
	}
	version := strings.IndexByte(string(packet[1:]), 0)
	// After the version: connection id 4, scramble 8 and a zero, capabilities 2,
	// character set, status 2, capabilities 2, scramble's length, 10 reserved, scramble 13.
	if version < 0 || len(packet) < 1+version+1+4+8+1+2+1+2+2+1+10+13 {
		return newError(Unreachable, "protocol", "Address", a.address())
	}
	return nil
}

// unreachable says why there is no connection.
func unreachable(ctx context.Context, a Address, err error) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return stopped(a, ctx.Err())
	}
	id := "unreachable"
	var dns *net.DNSError
	var errno syscall.Errno
	var timeout net.Error
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		id = "dns"
	case errors.As(err, &dns):
		id = "resolver"
	case errors.As(err, &errno) && (errno == syscall.ECONNREFUSED || errno == windowsRefused):
		id = "refused"
	case errors.As(err, &timeout) && timeout.Timeout():
		id = "timeout.tcp"
	}
	return newError(Unreachable, id, "Host", a.Host, "Address", a.address()).because(err)
}

// windowsRefused is WSAECONNREFUSED, which package syscall does not map.
const windowsRefused = syscall.Errno(10061)

func stopped(a Address, cause error) error {
	e := newError(Stopped, "stopped", "Address", a.address())
	e.Cause = cause // its own words would add nothing
	return e
}
