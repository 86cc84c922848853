package directtest_test

import (
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/obferry/obferry/engine/direct/directtest"
	"github.com/obferry/obferry/engine/direct/wire"
)

// A rawClient sends what it is told to, right or wrong.
type rawClient struct {
	t          *testing.T
	conn       net.Conn
	frames     *wire.FrameReader
	credential []byte
	address    wire.Address
	task       wire.Task
}

func rawDial(t *testing.T, s *directtest.Server) *rawClient {
	t.Helper()
	conn, err := net.Dial("tcp", s.Address())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(30 * time.Second)); err != nil {
		t.Fatal(err)
	}
	return &rawClient{t: t, conn: conn, frames: wire.NewFrameReader(conn, 1<<20)}
}

func header(code uint32, tenant uint64) *wire.Header {
	return &wire.Header{
		Code: code, Length: wire.HeaderLong, Priority: wire.Priority, Flags: wire.FlagsRequest, Tenant: tenant, PrivTenant: tenant,
		Trace: wire.Trace{1, 2}, Timeout: 1e6, Time: 1, DstCluster: wire.NoCluster, SrcCluster: wire.NoCluster,
	}
}

// send sends a frame and answers what came back; nil where the server closed.
func (c *rawClient) send(frame []byte) *wire.Reader {
	c.t.Helper()
	if _, err := c.conn.Write(frame); err != nil {
		return nil
	}
	f, err := c.frames.Read()
	if err != nil {
		if err != io.EOF && !strings.Contains(err.Error(), "reset") {
			c.t.Fatal(err)
		}
		return nil
	}
	return wire.NewReader("answer", f.Payload)
}

func (c *rawClient) login() {
	c.t.Helper()
	payload := wire.NewLogin("t", "u", "", "d", "12345678901234567890").Append(nil)
	r := c.send(wire.AppendFrame(nil, 1, header(wire.CodeLogin, 1), payload))
	if r == nil || r.Result().Code != 0 {
		c.t.Fatal("the login fails")
	}
	c.credential = r.LoginResult().Credential
}

func (c *rawClient) request(op wire.Operation, argument []byte) *wire.Request {
	return &wire.Request{Address: c.address, Operation: op, Credential: c.credential, Argument: argument}
}

func (c *rawClient) begin() {
	c.t.Helper()
	q := c.request(wire.Begin, (&wire.BeginArgument{Table: "t", Parallel: 1, Timeout: 1e9, HeartbeatTimeout: 1e9}).Append(nil))
	r := c.send(wire.AppendFrame(nil, 1, header(wire.CodeDirectLoad, 1002), q.Append(nil)))
	if r == nil || r.Result().Code != 0 {
		c.t.Fatal("BEGIN fails")
	}
	a := r.Answer()
	result, err := wire.ParseBeginResult(a.Content)
	if err != nil {
		c.t.Fatal(err)
	}
	c.address, c.task = a.Address, result.Task
}

// TestStrict has a client break the protocol in one way each: the server must see it.
func TestStrict(t *testing.T) {
	inHeader := func(spoil func(*wire.Header)) func(*rawClient) []byte {
		return func(c *rawClient) []byte {
			h := header(wire.CodeDirectLoad, 1002)
			spoil(h)
			return wire.AppendFrame(nil, 2, h, c.request(wire.GetStatus, c.task.Append(nil)).Append(nil))
		}
	}
	inRequest := func(op wire.Operation, spoil func(*wire.Request)) func(*rawClient) []byte {
		return func(c *rawClient) []byte {
			q := c.request(op, c.task.Append(nil))
			spoil(q)
			return wire.AppendFrame(nil, 2, header(wire.CodeDirectLoad, 1002), q.Append(nil))
		}
	}
	inLogin := func(spoil func(*wire.LoginRequest)) func(*rawClient) []byte {
		return func(*rawClient) []byte {
			l := wire.NewLogin("t", "u", "", "d", "12345678901234567890")
			spoil(l)
			return wire.AppendFrame(nil, 2, header(wire.CodeLogin, 1), l.Append(nil))
		}
	}
	for name, c := range map[string]struct {
		frame func(*rawClient) []byte
		says  string
		fresh bool // on a connection that has not logged in
	}{
		"nonsense":           {frame: func(*rawClient) []byte { return []byte("GET / HTTP/1.1\r\n\r\n") }, says: "no frame"},
		"checksum":           {frame: func(c *rawClient) []byte { f := inHeader(func(*wire.Header) {})(c); f[len(f)-1] ^= 1; return f }, says: "checksum"},
		"code":               {frame: inHeader(func(h *wire.Header) { h.Code = 0x1102 }), says: "0x1102"},
		"priority":           {frame: inHeader(func(h *wire.Header) { h.Priority = 4 }), says: "priority"},
		"answer":             {frame: inHeader(func(h *wire.Header) { h.Flags |= wire.FlagResponse }), says: "answer"},
		"flags":              {frame: inHeader(func(h *wire.Header) { h.Flags = 7 }), says: "flags"},
		"compressor":         {frame: inHeader(func(h *wire.Header) { h.Compressor = 2 }), says: "compressor"},
		"tenant":             {frame: inHeader(func(h *wire.Header) { h.Tenant, h.PrivTenant = 1, 1 }), says: "tenant"},
		"privileges":         {frame: inHeader(func(h *wire.Header) { h.PrivTenant = 1 }), says: "privileges"},
		"timeout":            {frame: inHeader(func(h *wire.Header) { h.Timeout = 0 }), says: "timeout"},
		"time":               {frame: inHeader(func(h *wire.Header) { h.Time = 0 }), says: "time of sending"},
		"destination":        {frame: inHeader(func(h *wire.Header) { h.DstCluster = 0 }), says: "destination"},
		"source":             {frame: inHeader(func(h *wire.Header) { h.SrcCluster = 0 }), says: "source"},
		"trace":              {frame: inHeader(func(h *wire.Header) { h.Trace = wire.Trace{} }), says: "trace"},
		"group":              {frame: inHeader(func(h *wire.Header) { h.Group = 22 }), says: "group"},
		"group of beats":     {frame: inRequest(wire.HeartBeat, func(*wire.Request) {}), says: "group"},
		"credential":         {frame: inRequest(wire.GetStatus, func(q *wire.Request) { q.Credential = []byte("other") }), says: "credential"},
		"address":            {frame: inRequest(wire.GetStatus, func(q *wire.Request) { q.Address = wire.Address{} }), says: "sent to"},
		"address of BEGIN":   {frame: inRequest(wire.Begin, func(*wire.Request) {}), says: "BEGIN is sent"},
		"argument":           {frame: inRequest(wire.Commit, func(q *wire.Request) { q.Argument = append(q.Argument, 0) }), says: "too many"},
		"rows":               {frame: inRequest(wire.Insert, func(*wire.Request) {}), says: "INSERT argument"},
		"before the login":   {frame: inRequest(wire.GetStatus, func(*wire.Request) {}), says: "before the login", fresh: true},
		"method of login":    {frame: inLogin(func(l *wire.LoginRequest) { l.AuthMethod = 2 }), says: "method 2", fresh: true},
		"scramble":           {frame: inLogin(func(l *wire.LoginRequest) { l.Scramble = "short" }), says: "scramble", fresh: true},
		"letters":            {frame: inLogin(func(l *wire.LoginRequest) { l.Scramble = "1234567890123456789-" }), says: "scramble", fresh: true},
		"secret":             {frame: inLogin(func(l *wire.LoginRequest) { l.Secret = []byte{1} }), says: "secret", fresh: true},
		"user with a tenant": {frame: inLogin(func(l *wire.LoginRequest) { l.User = "u@t" }), says: "tenant", fresh: true},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := directtest.Listen("127.0.0.1:0", directtest.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			client := rawDial(t, s)
			if !c.fresh {
				client.login()
				client.begin()
			}
			if r := client.send(c.frame(client)); r != nil {
				t.Errorf("it is answered: %+v", r.Result())
			}
			if got := s.Violations(); len(got) != 1 || !strings.Contains(got[0], c.says) {
				t.Errorf("%q is told, %q wanted", got, c.says)
			}
		})
	}
}

// TestLoginTwice asks again on one connection, as the reference client does that waits
// too long for an answer.
func TestLoginTwice(t *testing.T) {
	c := rawDial(t, directtest.Start(t, directtest.Options{}))
	c.login()
	first := string(c.credential)
	c.login()
	if string(c.credential) != first {
		t.Error("the credential is another")
	}
	c.begin()
}

// TestRefusals are answers by code to requests that are well-formed.
func TestRefusals(t *testing.T) {
	rows := func(n, cells int) []byte {
		p := make([]byte, wire.RowsHead)
		for range n {
			p = wire.AppendRowHead(p, cells)
			for range cells {
				p = wire.AppendNull(p)
			}
		}
		wire.PutRowsHead(p, n)
		return p
	}
	s := directtest.Start(t, directtest.Options{})
	c := rawDial(t, s)
	c.login()
	c.begin()
	ask := func(op wire.Operation, argument []byte) int32 {
		t.Helper()
		h := header(wire.CodeDirectLoad, 1002)
		if op == wire.HeartBeat {
			h.Group = wire.GroupBeat
		}
		r := c.send(wire.AppendFrame(nil, 3, h, c.request(op, argument).Append(nil)))
		if r == nil {
			t.Fatalf("%v closes the connection", op)
		}
		return r.Result().Code
	}
	insert := func(n, cells int) []byte { return wire.AppendInsertArgument(nil, c.task, rows(n, cells)) }
	task := c.task.Append(nil)
	for i, step := range []struct {
		op       wire.Operation
		argument []byte
		want     int32
	}{
		{wire.Insert, insert(1, 2), -4109}, // not running yet
		{wire.Commit, task, -4109},
		{wire.GetStatus, task, 0},
		{wire.Insert, insert(0, 2), -4002},
		{wire.Insert, insert(65536, 2), -4019},
		{wire.Insert, insert(65535, 2), 0},
		{wire.HeartBeat, task, 0},
		{wire.GetStatus, wire.Task{Table: 1, ID: 1}.Append(nil), -4018},
		{wire.Insert, insert(1, 3), -4002}, // another width, which ends the load
		{wire.Insert, insert(1, 2), -4002},
		{wire.Commit, task, -4002},
		{wire.GetStatus, task, 0},
		{wire.Abort, task, 0},
		{wire.Abort, task, -4018},
		{wire.HeartBeat, task, -4018},
		{wire.GetStatus, task, 0},
	} {
		if got := ask(step.op, step.argument); got != step.want {
			t.Errorf("step %d, %v: %d, %d wanted", i, step.op, got, step.want)
		}
	}
}
