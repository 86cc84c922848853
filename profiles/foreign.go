package profiles

import (
	"bytes"
	"context"
	"crypto/tls"
	"net"
	"strings"
	"time"
)

// The names of what else may answer on a port.
const (
	speaksSSH      = "SSH"
	speaksHTTP     = "HTTP"
	speaksTLS      = "TLS"
	speaksPostgres = "PostgreSQL"
)

// bannerWait is how long the rest of a foreign greeting is waited for.
const bannerWait = 200 * time.Millisecond

// banner reads a little more of a foreign greeting.
func banner(conn net.Conn, head []byte) []byte {
	if err := conn.SetReadDeadline(time.Now().Add(bannerWait)); err != nil {
		return head
	}
	more := make([]byte, 256)
	n, _ := conn.Read(more) // what came before is enough
	return append(head, more[:n]...)
}

// foreign says who answers where a MySQL server was expected, by its first bytes.
func foreign(a Address, head []byte) error {
	switch {
	case bytes.HasPrefix(head, []byte("SSH-")):
		return elsewhere(a, speaksSSH)
	case bytes.HasPrefix(head, []byte("HTTP/")):
		return elsewhere(a, speaksHTTP)
	case len(head) >= 5 && head[1] == 0 && head[2] == 0 && head[3] == 0 && head[4] == 11:
		// The X protocol greets with a notice.
		return newError(Unreachable, "mysqlx", "Address", a.address())
	case len(head) >= 2 && (head[0] == 0x15 || head[0] == 0x16) && head[1] == 3:
		return elsewhere(a, speaksTLS)
	}
	return newError(Unreachable, "banner", "Address", a.address(), "Banner", printable(head))
}

func elsewhere(a Address, what string) error {
	id := "foreign"
	if what == speaksTLS {
		id = "foreign.tls"
	}
	return newError(Unreachable, id, "Address", a.address(), "What", what)
}

// printable is at most the first 60 bytes of a foreign greeting, up to the first
// line's end, with a dot for whatever is not plain ASCII: a terminal obeys the rest.
func printable(head []byte) string {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	line = bytes.TrimSpace(line)
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return '.'
		}
		return r
	}, string(line[:min(len(line), 60)]))
}

// questionTime is how long a silent server has to answer one question.
const questionTime = 1500 * time.Millisecond

// interrogate asks a silent server in three languages which one it speaks. It
// returns nil where none was understood.
func interrogate(ctx context.Context, a Address) error {
	ctx, cancel := context.WithTimeout(ctx, questionTime)
	defer cancel()
	languages := []struct {
		name  string
		speak func(context.Context, net.Conn) bool
	}{
		{speaksPostgres, understandsPostgres},
		{speaksTLS, understandsTLS},
		{speaksHTTP, understandsHTTP},
	}
	understood := make([]chan bool, len(languages))
	for i, l := range languages {
		understood[i] = make(chan bool, 1)
		go func() { understood[i] <- ask(ctx, a, l.speak) }()
	}
	// In this order: a TLS port also answers plain HTTP, with a complaint.
	for i, l := range languages {
		if <-understood[i] {
			return elsewhere(a, l.name)
		}
	}
	return nil
}

func ask(ctx context.Context, a Address, speak func(context.Context, net.Conn) bool) bool {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", a.address())
	if err != nil {
		return false
	}
	defer func() { _ = conn.Close() }() // nothing was written that matters
	stop := context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	return speak(ctx, conn)
}

// understandsPostgres sends an SSLRequest, which is answered by one letter.
func understandsPostgres(_ context.Context, conn net.Conn) bool {
	if _, err := conn.Write([]byte{0, 0, 0, 8, 4, 210, 22, 47}); err != nil {
		return false
	}
	answer := make([]byte, 2)
	n, err := conn.Read(answer)
	return err == nil && n == 1 && (answer[0] == 'S' || answer[0] == 'N')
}

// understandsTLS tells whether a TLS handshake gets an answer, were it a refusal.
func understandsTLS(ctx context.Context, conn net.Conn) bool {
	heard := &first{Conn: conn}
	// No secret is sent: the certificate does not matter, only that there is one.
	err := tls.Client(heard, &tls.Config{InsecureSkipVerify: true}).HandshakeContext(ctx)
	return err == nil || (heard.n >= 2 && (heard.bytes[0] == 0x15 || heard.bytes[0] == 0x16) && heard.bytes[1] == 3)
}

// first remembers the first bytes that a connection gave.
type first struct {
	net.Conn
	bytes [2]byte
	n     int
}

// Read remembers.
func (f *first) Read(p []byte) (int, error) {
	n, err := f.Conn.Read(p)
	f.n += copy(f.bytes[min(f.n, 2):], p[:n])
	return n, err
}

func understandsHTTP(_ context.Context, conn net.Conn) bool {
	if _, err := conn.Write([]byte("HEAD / HTTP/1.0\r\n\r\n")); err != nil {
		return false
	}
	answer := make([]byte, 5)
	n, err := conn.Read(answer)
	return err == nil && string(answer[:n]) == "HTTP/"
}
