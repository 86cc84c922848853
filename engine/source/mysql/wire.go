package mysql

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"

	driver "github.com/go-sql-driver/mysql"
)

// tap is a server's connection as the driver dialled it, kept so that rows can be read
// from it past the driver, which makes a Go value of each of theirs. It is of no use
// once the driver has turned to TLS.
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

// wire is the tap's connection for reading rows; nil where it cannot be used.
func (t *tap) wire() *wire {
	if t == nil || len(t.head) < headBytes {
		return nil
	}
	capabilities := binary.LittleEndian.Uint32(t.head[4:])
	if capabilities&(capableCompress|capableSSL|capableAttributes) != 0 {
		return nil
	}
	return &wire{conn: t.Conn, shortEnd: capabilities&capableDeprecateEOF != 0}
}

// tapKey is the key of the *tap that a dial puts its connection into.
type tapKey struct{}

// tapped gives a context whose next connection can be read past the driver.
func tapped(ctx context.Context) (context.Context, **tap) {
	slot := new(*tap)
	return context.WithValue(ctx, tapKey{}, slot), slot
}

// tapping has a dial leave its connection with whoever asked by [tapped].
func tapping(dial func(ctx context.Context, network, addr string) (net.Conn, error)) func(context.Context, string, string) (net.Conn, error) {
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

// wire reads the answer to a query in the text protocol (MySQL's documentation, "Text
// Resultset"), over a connection whose driver has nothing under way.
type wire struct {
	conn net.Conn
	// shortEnd says that no EOF packet follows the columns, and that the last packet is
	// an OK (CLIENT_DEPRECATE_EOF).
	shortEnd bool
	buffer   []byte // from:to holds what has come and was not read
	from, to int
	long     []byte // a packet that came in several parts
	// gathering says that reads wait for many bytes; short are the reads, one after the
	// other, that brought few.
	gathering bool
	short     int
}

const (
	wireBuffer    = 128 << 10
	generous      = 4 << 20 // buffers that had to grow beyond are given back
	packetHeader  = 4
	longestPacket = 1<<24 - 1 // one of this size goes on in the next
	commandQuery  = 0x03
	answerOK      = 0x00
	answerEOF     = 0xfe
	answerError   = 0xff
	answerFile    = 0xfb // the server wants a file of the client's: never allowed
)

var errWire = errors.New("the server's answer does not follow its protocol")

// query sends a statement and reads up to its rows. An error of the server's is a
// *mysql.MySQLError, after which the connection is as it was; any other breaks it.
func (w *wire) query(statement string) (columns int, err error) {
	w.short = 0 // many short answers are not one that comes in small pieces
	packet := make([]byte, packetHeader, packetHeader+1+len(statement))
	packet = append(packet, commandQuery)
	packet = append(packet, statement...)
	size := len(packet) - packetHeader
	if size >= longestPacket {
		return 0, errWire
	}
	packet[0], packet[1], packet[2] = byte(size), byte(size>>8), byte(size>>16)
	if _, err := w.conn.Write(packet); err != nil {
		return 0, err
	}
	first, err := w.packet()
	switch {
	case err != nil:
		return 0, err
	case first[0] == answerError:
		return 0, w.ended(serverError(first))
	case first[0] == answerOK, first[0] == answerFile:
		return 0, errWire
	}
	count, rest, ok := length(first)
	if !ok || count == 0 || count > 1<<16 || len(rest) > 1 {
		return 0, errWire
	}
	skip := int(count)
	if len(rest) == 1 && rest[0] == 0 {
		skip = 0 // MariaDB says here that the columns are those of last time
	}
	if !w.shortEnd {
		skip++
	}
	for range skip {
		if _, err := w.packet(); err != nil {
			return 0, err
		}
	}
	return int(count), nil
}

// row gives the next row's values as they came, to be taken apart by [length]: the bytes
// are good until the next call. At the end of the rows it is io.EOF.
func (w *wire) row() ([]byte, error) {
	p, err := w.packet()
	switch {
	case err != nil:
		return nil, err
	case p[0] == answerError:
		return nil, w.ended(serverError(p))
	case p[0] == answerEOF && len(p) < longestPacket:
		// A value of so many bytes would begin so too.
		return nil, w.ended(io.EOF)
	}
	return p, nil
}

// ended leaves the connection to its driver as it was. The error is that which ended the
// answer, unless even that fails.
func (w *wire) ended(end error) error {
	if err := w.gather(false); err != nil {
		return err
	}
	return end
}

// length takes a value's length off the front of a row; ok is false for NULL. Where the
// row is too short, size is larger than what is left.
func length(p []byte) (size uint64, rest []byte, ok bool) {
	if len(p) == 0 {
		return 1, nil, true
	}
	n := 0
	switch p[0] {
	case 0xfb:
		return 0, p[1:], false
	case 0xfc:
		n = 2
	case 0xfd:
		n = 3
	case 0xfe:
		n = 8
	default:
		return uint64(p[0]), p[1:], true
	}
	if len(p) <= n {
		return 1, nil, true
	}
	for i := n; i > 0; i-- {
		size = size<<8 | uint64(p[i])
	}
	return size, p[1+n:], true
}

// packet reads one; it is good until the next is read.
func (w *wire) packet() ([]byte, error) {
	if cap(w.long) > generous {
		w.long = nil
	}
	p, more, err := w.part()
	if err != nil || !more {
		if err == nil && len(p) == 0 {
			err = errWire
		}
		return p, err
	}
	w.long = append(w.long[:0], p...)
	for more {
		if p, more, err = w.part(); err != nil {
			return nil, err
		}
		w.long = append(w.long, p...)
	}
	return w.long, nil
}

// part reads a packet's part; more says that it goes on.
func (w *wire) part() (p []byte, more bool, err error) {
	if err := w.need(packetHeader); err != nil {
		return nil, false, err
	}
	h := w.buffer[w.from:]
	size := int(h[0]) | int(h[1])<<8 | int(h[2])<<16
	if err := w.need(packetHeader + size); err != nil {
		return nil, false, err
	}
	p = w.buffer[w.from+packetHeader : w.from+packetHeader+size]
	w.from += packetHeader + size
	return p, size == longestPacket, nil
}

// need reads until so many bytes are there.
func (w *wire) need(n int) error {
	if w.to-w.from >= n {
		return nil
	}
	if w.from == w.to && len(w.buffer) > generous && n <= wireBuffer {
		w.buffer, w.from, w.to = make([]byte, wireBuffer), 0, 0
	}
	if n > len(w.buffer) {
		larger := make([]byte, max(n, wireBuffer))
		w.to = copy(larger, w.buffer[w.from:w.to])
		w.buffer, w.from = larger, 0
	} else if w.from+n > len(w.buffer) || w.from == w.to {
		w.to = copy(w.buffer, w.buffer[w.from:w.to])
		w.from = 0
	}
	for w.to-w.from < n {
		read, err := w.read(w.buffer[w.to:])
		w.to += read
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return err
		}
	}
	return nil
}

// serverError reads an ERR packet.
func serverError(p []byte) error {
	e := &driver.MySQLError{Message: "?"}
	if len(p) < 3 {
		return errWire
	}
	e.Number = binary.LittleEndian.Uint16(p[1:])
	p = p[3:]
	if len(p) >= 6 && p[0] == '#' {
		copy(e.SQLState[:], p[1:6])
		p = p[6:]
	}
	e.Message = string(p)
	return e
}
