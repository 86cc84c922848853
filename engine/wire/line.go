package wire

import (
	"database/sql/driver"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"slices"

	"github.com/go-sql-driver/mysql"
)

// Line is a connection whose driver has nothing under way, for statements whose rows are
// read, or whose text is sent, without a detour (MySQL's documentation, "Text Protocol").
// It is for one goroutine.
type Line struct {
	conn net.Conn
	// shortEnd says that no EOF packet follows the columns, and that the last packet is
	// an OK (CLIENT_DEPRECATE_EOF).
	shortEnd bool
	out      net.Buffers
	heads    []byte // of the packets in out
	buffer   []byte // from:to holds what has come and was not read
	from, to int
	long     []byte // a packet that came in several parts
	sequence byte   // the number of the last part
	ended    bool   // the server has ended the connection
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

// ErrProtocol says that what a server sent makes no sense; the connection is then of no use.
var ErrProtocol = errors.New("the server's answer does not follow its protocol")

// send sends a statement, as it lies in memory, in as many packets as it takes, and gives
// the number of the packet that answers it. An error that is [driver.ErrBadConn] says that
// nothing has been sent.
func (w *Line) send(statement []byte) (answer byte, err error) {
	w.short = 0 // many short answers are not one that comes in small pieces
	w.out, w.heads = w.out[:0], w.heads[:0]
	// A packet of the longest size goes on in the next, which may be empty.
	packets := (1+len(statement))/longestPacket + 1
	w.heads = slices.Grow(w.heads, packets*packetHeader+1)
	for rest, command := statement, 1; ; command = 0 {
		size := min(len(rest), longestPacket-command)
		from, total := len(w.heads), size+command
		w.heads = append(w.heads, byte(total), byte(total>>8), byte(total>>16), answer, commandQuery)[:from+packetHeader+command]
		w.out = append(w.out, w.heads[from:], rest[:size])
		answer++
		if rest = rest[size:]; total < longestPacket {
			break
		}
	}
	all := w.out // which WriteTo uses up
	written, err := w.out.WriteTo(w.conn)
	clear(all)
	w.out = all
	if err != nil && written == 0 {
		return 0, errors.Join(driver.ErrBadConn, err)
	}
	return answer, err
}

// Close has the connection end at once; a call that is under way fails. It may be called
// from any goroutine.
func (w *Line) Close() error { return w.conn.Close() }

// packet reads one; it is good until the next is read.
func (w *Line) packet() ([]byte, error) {
	if cap(w.long) > generous {
		w.long = nil
	}
	p, more, err := w.part()
	if err != nil || !more {
		if err == nil && len(p) == 0 {
			err = ErrProtocol
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
func (w *Line) part() (p []byte, more bool, err error) {
	if err := w.need(packetHeader); err != nil {
		return nil, false, err
	}
	h := w.buffer[w.from:]
	w.sequence = h[3]
	size := int(h[0]) | int(h[1])<<8 | int(h[2])<<16
	if err := w.need(packetHeader + size); err != nil {
		return nil, false, err
	}
	p = w.buffer[w.from+packetHeader : w.from+packetHeader+size]
	w.from += packetHeader + size
	return p, size == longestPacket, nil
}

// need reads until so many bytes are there.
func (w *Line) need(n int) error {
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
	e := &mysql.MySQLError{Message: "?"}
	if len(p) < 3 {
		return ErrProtocol
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
