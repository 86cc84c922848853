package direct

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"sync/atomic"
	"time"

	"github.com/obferry/obferry/engine/direct/wire"
)

// maxAnswer is the largest answer in bytes that is taken. Answers hold a few numbers,
// or the names of a table's columns.
const maxAnswer = 4 << 20

// lastChannel numbers the requests of the whole process, as the reference client does:
// a proxy may carry several connections over one.
var lastChannel atomic.Uint32

// A link is one connection that is logged in. It carries one request at a time and
// belongs to one goroutine at a time. After an error that is no ServerError it is
// closed.
type link struct {
	conn       net.Conn
	peer       string
	frames     *wire.FrameReader
	out        []byte // where requests are encoded
	credential []byte
	tenant     uint64
	version    string // as the server wrote it
	limit      time.Duration
	broken     bool
}

// A call is what a request needs beside its payload.
type call struct {
	name   string // for errors
	code   uint32
	tenant uint64
	group  uint32
	trace  wire.Trace
	limit  time.Duration // for the answer
	told   time.Duration // where it is shorter, what the server is told instead
}

func (c *call) header(channel uint32) *wire.Header {
	limit := c.limit
	if c.told > 0 {
		limit = min(limit, c.told)
	}
	return &wire.Header{
		Code: c.code, Length: wire.HeaderLong, Priority: wire.Priority, Flags: wire.FlagsRequest,
		Tenant: c.tenant, PrivTenant: c.tenant, Trace: c.trace, Group: c.group,
		Timeout: limit.Microseconds(), Time: time.Now().UnixMicro(),
		DstCluster: wire.NoCluster, SrcCluster: wire.NoCluster,
	}
}

// local is the address that this end has, for trace ids.
func (l *link) local() netip.AddrPort {
	if tcp, ok := l.conn.LocalAddr().(*net.TCPAddr); ok {
		return tcp.AddrPort()
	}
	return netip.AddrPort{}
}

// close gives the connection up.
func (l *link) close() {
	l.broken = true
	_ = l.conn.Close()
}

// usable says that the connection can carry a request: it is open, and nothing has
// come that nobody asked for.
func (l *link) usable() bool {
	if l.broken || l.frames.Buffered() || !open(l.conn) {
		l.close()
		return false
	}
	return true
}

// request sends one payload and answers what follows the result of code 0.
func (l *link) request(ctx context.Context, c *call, payload func(dst []byte) []byte) (*wire.Reader, error) {
	channel := lastChannel.Add(1)
	body := payload(nil)
	l.out = wire.AppendFrame(l.out[:0], channel, c.header(channel), body)
	return l.exchange(ctx, c, channel, l.out)
}

// insert sends rows from where they were encoded.
func (l *link) insert(ctx context.Context, c *call, at wire.Address, task wire.Task, rows []byte) (*wire.Reader, error) {
	channel := lastChannel.Add(1)
	q := &wire.Request{Address: at, Operation: wire.Insert, Credential: l.credential}
	l.out = wire.AppendInsertFrame(l.out[:0], channel, c.header(channel), q, task, rows)
	return l.exchange(ctx, c, channel, l.out, rows, wire.InsertTail)
}

// exchange sends a frame in parts and waits for its answer: no longer than the call's
// limit, and no longer than ctx lives.
func (l *link) exchange(ctx context.Context, c *call, channel uint32, parts ...[]byte) (*wire.Reader, error) {
	if err := l.conn.SetDeadline(time.Now().Add(c.limit)); err != nil {
		return nil, l.lost(ctx, c, false, err)
	}
	// A context that ends cuts the waiting short by a deadline that has passed.
	stop := context.AfterFunc(ctx, func() { _ = l.conn.SetDeadline(time.Unix(1, 0)) })
	defer func() {
		if !stop() {
			l.close()
		}
	}()
	buffers := net.Buffers(parts)
	if _, err := buffers.WriteTo(l.conn); err != nil {
		return nil, l.refused(ctx, c, err)
	}
	frame, err := l.frames.Read()
	if err != nil {
		return nil, l.unread(ctx, c, err)
	}
	return l.answer(c, channel, &frame)
}

// refused is a failure to send. A peer that speaks another protocol may have said so
// and closed already.
func (l *link) refused(ctx context.Context, c *call, err error) error {
	if ctx.Err() == nil {
		_ = l.conn.SetReadDeadline(time.Now().Add(100 * time.Millisecond))
		var magic *wire.MagicError
		if _, heard := l.frames.Read(); errors.As(heard, &magic) {
			return l.unread(ctx, c, heard)
		}
	}
	return l.lost(ctx, c, false, err)
}

// unread is a failure to read an answer.
func (l *link) unread(ctx context.Context, c *call, err error) error {
	var (
		magic  *wire.MagicError
		size   *wire.SizeError
		format *wire.FormatError
	)
	switch {
	case errors.As(err, &magic):
		l.close()
		return &WrongPortError{Peer: l.peer, Looks: speech(magic.Got[:])}
	case errors.As(err, &size), errors.As(err, &format):
		return l.breach(c, err.Error(), err)
	case errors.Is(err, io.EOF):
		err = errors.New("the server closed the connection")
	case errors.Is(err, io.ErrUnexpectedEOF):
		err = errors.New("the server closed the connection within an answer")
	}
	return l.lost(ctx, c, true, err)
}

// lost closes the connection after a failure of the network.
func (l *link) lost(ctx context.Context, c *call, sent bool, err error) error {
	l.close()
	var late net.Error
	switch {
	case ctx.Err() != nil:
		err = context.Cause(ctx)
	case errors.As(err, &late) && late.Timeout():
		err = &TimeoutError{What: "the answer", Limit: c.limit}
	}
	return &TransportError{Operation: c.name, Peer: l.peer, Trace: c.trace.String(), Sent: sent, Err: err}
}

// breach closes the connection after an answer that breaks the protocol.
func (l *link) breach(c *call, reason string, err error) error {
	l.close()
	return &ProtocolError{Operation: c.name, Peer: l.peer, Trace: c.trace.String(), Reason: reason, Err: err}
}

// answer checks a frame and reads its result.
func (l *link) answer(c *call, channel uint32, f *wire.Frame) (*wire.Reader, error) {
	h := &f.Header
	switch {
	case f.Channel != channel:
		return nil, l.breach(c, fmt.Sprintf("it came on channel %d, the request went on %d", f.Channel, channel), nil)
	case h.Flags&wire.FlagResponse == 0:
		return nil, l.breach(c, "it is not marked as an answer", nil)
	case h.Compressor > 1:
		return nil, l.breach(c, fmt.Sprintf("it is packed by compressor %d", h.Compressor), nil)
	case !f.Intact():
		return nil, l.breach(c, "its checksum is wrong", nil)
	}
	r := wire.NewReader(c.name+" answer", f.Payload)
	result := r.Result()
	if err := r.Err(); err != nil {
		return nil, l.breach(c, err.Error(), err)
	}
	if result.Code != 0 {
		return nil, &ServerError{Operation: c.name, Code: int(result.Code), Message: result.Message, Peer: l.peer, Trace: c.trace.String()}
	}
	return r, nil
}

// speech guesses a protocol by the first bytes of a peer.
func speech(head []byte) Speech {
	const (
		greeting = 10   // version of the MySQL protocol
		mysqlErr = 0xff // a server that refuses at once
		tlsAlert = 0x15
		tlsShake = 0x16
	)
	switch {
	case head[2] == 0 && head[3] == 0 && (head[4] == greeting || head[4] == mysqlErr):
		return SpeaksMySQL
	case string(head[:4]) == "HTTP":
		return SpeaksHTTP
	case head[0] == tlsAlert || head[0] == tlsShake:
		return SpeaksTLS
	}
	return SpeaksUnknown
}
