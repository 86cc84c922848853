package directtest

import (
	"errors"
	"io"
	"net"
	"strconv"
	"time"

	"github.com/obferry/obferry/engine/direct/wire"
)

// loginName is the operation of a login in faults, counts and logs.
const loginName = "LOGIN"

// lastOfChecksum is where the checksum's last byte stands in a frame: behind 16 bytes of
// frame and 8 of header it takes 8.
const lastOfChecksum = 31

// A conn is one connection; one goroutine serves it.
type conn struct {
	server     *Server
	net        net.Conn
	number     int // from 1 on, in the order of their coming
	frames     *wire.FrameReader
	credential []byte // nil before the login
	database   string
	out        []byte
}

// A reply is what a request is answered with: a code, or what follows code 0.
type reply struct {
	code    int
	message string
	object  func(dst []byte) []byte
	note    string // for the log
}

func refuse(code int, message string) reply { return reply{code: code, message: message} }

// serve answers requests until the connection ends or breaks the protocol.
func (c *conn) serve() {
	defer c.net.Close()
	for {
		frame, err := c.frames.Read()
		var lost net.Error
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, net.ErrClosed), errors.As(err, &lost):
			c.server.log.print("c%d closed", c.number)
			return
		case errors.Is(err, io.ErrUnexpectedEOF):
			c.server.log.print("c%d closed within a request", c.number)
			return
		case err != nil:
			c.server.violate(c, "%v", err)
			return
		}
		if !c.handle(&frame) {
			return
		}
	}
}

// handle answers one request; false ends the connection.
func (c *conn) handle(f *wire.Frame) bool {
	if wrong := checkHeader(f); wrong != "" {
		c.server.violate(c, "%s", wrong)
		return false
	}
	name, op, carryOut, err := c.understand(f)
	if err != nil {
		c.server.violate(c, "%v", err)
		return false
	}
	fault := c.server.faults.meet(name, c.server.count(name))
	if fault.Delay > 0 {
		select {
		case <-time.After(fault.Delay):
		case <-c.server.ctx.Done():
		}
	}
	if fault.Ignored {
		c.server.log.print("c%d %s ignored, closed", c.number, name)
		return false
	}
	var r reply
	if fault.Code != 0 {
		r = refuse(fault.Code, fault.Message)
	} else {
		r = carryOut(&fault)
	}
	c.server.log.print("c%d %s hlen=%d flags=%#x tenant=%d group=%d timeout=%d trace=%v -> %s", c.number, name, f.Header.Length, f.Header.Flags, f.Header.Tenant, f.Header.Group, f.Header.Timeout, f.Header.Trace, r.text())
	if fault.Silent {
		return true
	}
	if fault.Unanswered {
		return false
	}
	return c.answer(f, op, &r, &fault)
}

func (r *reply) text() string {
	if r.code != 0 {
		return strconv.Itoa(r.code) + " " + r.message
	}
	return "ok " + r.note
}

// understand reads a request and answers its name and what carries it out.
func (c *conn) understand(f *wire.Frame) (string, wire.Operation, func(*Fault) reply, error) {
	if f.Header.Code == wire.CodeLogin {
		login, err := wire.ParseLoginRequest(f.Payload)
		if err != nil {
			return "", 0, nil, err
		}
		return loginName, 0, func(*Fault) reply { return c.login(f, login) }, checkLogin(f, login)
	}
	q, err := wire.ParseRequest(f.Payload)
	if err != nil {
		return "", 0, nil, err
	}
	if err := c.checkRequest(f, q); err != nil {
		return "", 0, nil, err
	}
	carryOut, err := c.server.operation(c, q)
	return q.Operation.String(), q.Operation, carryOut, err
}

// answer writes the answer, as the fault wants it; false ends the connection.
func (c *conn) answer(f *wire.Frame, op wire.Operation, r *reply, fault *Fault) bool {
	result := wire.Result{Code: int32(r.code), Message: r.message}
	payload := result.Append(nil)
	if r.code == 0 {
		payload = r.object(payload)
	}
	h := f.Header
	h.Length, h.Flags = c.server.options.HeaderLength, wire.FlagsAnswer
	h.Timeout, h.Time = 0, time.Now().UnixMicro()
	if fault.Unmarked {
		h.Flags &^= wire.FlagResponse
	}
	if fault.Packed {
		h.Compressor = 2
	}
	channel := f.Channel
	if fault.BadChannel {
		channel += 1000
	}
	c.out = wire.AppendFrame(c.out[:0], channel, &h, payload)
	if fault.BadChecksum {
		c.out[lastOfChecksum] ^= 0xff
	}
	if fault.Twice {
		c.out = append(c.out, c.out...)
	}
	out := c.out
	if fault.Halved {
		out = out[:len(out)/2]
	}
	if err := c.write(out); err != nil {
		return false
	}
	return !fault.Halved && !fault.Closed
}

// write sends an answer, in pieces where the options want it.
func (c *conn) write(p []byte) error {
	size := c.server.options.Split
	if size <= 0 {
		size = len(p)
	}
	for len(p) > 0 {
		n := min(size, len(p))
		if _, err := c.net.Write(p[:n]); err != nil {
			return err
		}
		p = p[n:]
	}
	return nil
}
