package profiles

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-sql-driver/mysql"
)

// listen gives every connection on a port of its own to serve, and returns the
// address that leads there.
func listen(t *testing.T, serve func(net.Conn)) Address {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer func() { _ = conn.Close() }()
				serve(conn)
			}()
		}
	}()
	return at(t, l.Addr().String())
}

func at(t *testing.T, hostPort string) Address {
	t.Helper()
	a, err := Parse("mysql://root:hunter2@" + hostPort + "/d")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func say(text string) func(net.Conn) {
	return func(conn net.Conn) {
		if _, err := io.WriteString(conn, text); err == nil {
			_, _ = io.Copy(io.Discard, conn) // until the client leaves
		}
	}
}

// postgres answers as PostgreSQL does: only when asked.
func postgres(conn net.Conn) {
	request := make([]byte, 8)
	if _, err := io.ReadFull(conn, request); err != nil || request[7] != 47 {
		return
	}
	_, _ = conn.Write([]byte{'N'})
	_, _ = io.Copy(io.Discard, conn)
}

func TestWhoeverElseAnswers(t *testing.T) {
	plain := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(plain.Close)
	sealed := httptest.NewUnstartedServer(http.NotFoundHandler())
	sealed.Config.ErrorLog = log.New(io.Discard, "", 0) // broken handshakes are the point
	sealed.StartTLS()
	t.Cleanup(sealed.Close)
	errorPacket := "\x17\x00\x00\x00\xff\x10\x04Too many connections"
	tests := []struct {
		name    string
		address Address
		id      string
		says    string
	}{
		{"http", at(t, plain.Listener.Addr().String()), "foreign", "HTTP"},
		{"tls", at(t, sealed.Listener.Addr().String()), "foreign.tls", "TLS"},
		{"ssh", listen(t, say("SSH-2.0-OpenSSH_9.2p1 Debian\r\n")), "foreign", "SSH"},
		{"postgres", listen(t, postgres), "foreign", "PostgreSQL"},
		{"mysqlx", listen(t, say("\x05\x00\x00\x00\x0b\x08\x05\x1a\x00")), "mysqlx", ""},
		{"smtp", listen(t, say("220 mail \x1b[31mred\x00\r\n250 x")), "banner", "220 mail .[31mred."},
		{"short text", listen(t, say("hi\n")), "banner", "hi"},
		{"closes", listen(t, func(net.Conn) {}), "closed", ""},
		{"closes early", listen(t, func(c net.Conn) { _, _ = c.Write([]byte{74, 0, 0}) }), "banner", ""},
		{"refuses", listen(t, say(errorPacket)), "full", "1040"},
		{"old protocol", listen(t, say("\x06\x00\x00\x00\x0a5.5\x00\x00")), "protocol", ""},
		{"version without end", listen(t, say("\x08\x00\x00\x00\x0a5.5.5.5")), "protocol", ""},
		{"leaves at login", listen(t, func(c net.Conn) {
			_, _ = c.Write(sampleGreeting)
			_, _ = c.Read(make([]byte, 1024))
		}), "dropped", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			began := time.Now()
			db, _, err := Open(context.Background(), test.address)
			if err == nil {
				_ = db.Close()
				t.Fatal("no error")
			}
			var e *Error
			if !errors.As(err, &e) || e.ID != "fault.profiles."+test.id || !strings.Contains(e.Error(), test.says) {
				t.Errorf("%v, want %s with %q", err, test.id, test.says)
			}
			if strings.Contains(err.Error(), "hunter2") {
				t.Errorf("tells the password: %v", err)
			}
			if took := time.Since(began); took > 11*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

// sampleGreeting is what a MySQL 5.7 server says first.
var sampleGreeting = []byte("\x4a\x00\x00\x00\x0a5.7.44\x00\x08\x00\x00\x00abcdefgh\x00\xff\xf7\x08\x02\x00\xff\x81\x15" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00ijklmnopqrst\x00mysql_native_password\x00")

func TestSilence(t *testing.T) {
	t.Parallel()
	silent := listen(t, func(c net.Conn) { _, _ = io.Copy(io.Discard, c) })
	began := time.Now()
	_, err := Probe(context.Background(), silent, nil)
	var e *Error
	if !errors.As(err, &e) || e.ID != "fault.profiles.silent" {
		t.Errorf("%v, want silent", err)
	}
	if took := time.Since(began); took > 11*time.Second {
		t.Errorf("took %v", took)
	}
}

// A server that greets late is not taken for a foreign one.
func TestLateGreeting(t *testing.T) {
	t.Parallel()
	late := listen(t, func(c net.Conn) {
		time.Sleep(5 * time.Second)
		_, _ = c.Write(sampleGreeting)
		_, _ = c.Read(make([]byte, 1024))
		_, _ = c.Write([]byte("\x0f\x00\x00\x02\xff\x15\x04#28000Denied"))
	})
	var stages []Stage
	_, err := Probe(context.Background(), late, func(s Step) { stages = append(stages, s.Stage) })
	var e *Error
	if !errors.As(err, &e) || e.ID != "fault.profiles.login" || e.Code != 1045 || e.State != "28000" || e.Message != "Denied" {
		t.Errorf("%v, want the server's own refusal", err)
	}
	if len(stages) != 4 || stages[3] != LoggingIn {
		t.Errorf("stages %v", stages)
	}
}

// Whatever a connection waits for, the end of its context ends it.
func TestContextEndsEveryStage(t *testing.T) {
	tests := map[string]Address{
		"greeting": listen(t, func(c net.Conn) { _, _ = io.Copy(io.Discard, c) }),
		"login": listen(t, func(c net.Conn) {
			_, _ = c.Write(sampleGreeting)
			_, _ = io.Copy(io.Discard, c)
		}),
		"tcp": at(t, "192.0.2.1:3306"), // reserved for documents: nobody answers
	}
	for name, a := range tests {
		for _, wait := range []time.Duration{0, 100 * time.Millisecond, 3200 * time.Millisecond} {
			t.Run(name+" "+wait.String(), func(t *testing.T) {
				t.Parallel()
				ctx, cancel := context.WithCancel(context.Background())
				var ended time.Time
				time.AfterFunc(wait, func() { ended = time.Now(); cancel() })
				_, err := Probe(ctx, a, nil)
				returned := time.Now()
				<-ctx.Done()
				var e *Error
				if name == "tcp" && errors.As(err, &e) && e.Kind == Unreachable {
					return // this network answers for everybody, or has no way out
				}
				if !errors.As(err, &e) || e.Kind != Stopped || !errors.Is(err, context.Canceled) {
					t.Errorf("%v, want stopped", err)
				}
				if late := returned.Sub(ended); late > 500*time.Millisecond {
					t.Errorf("returned %v after the end", late)
				}
			})
		}
	}
}

func TestNobodyAnswers(t *testing.T) {
	for url, want := range map[string]string{
		"mysql://root:hunter2@127.0.0.1:1/d":         "refused",
		"mysql://root:hunter2@no-such-host.invalid":  "dns",
		"mysql://root:hunter2@[::1]:1/d":             "",
		"mysql://root:hunter2@127.0.0.1:1?ca=/nope":  "tlsfile",
		"mysql://root:hunter2@127.0.0.1:1?key=x.pem": "pair",
	} {
		a, err := Parse(url)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Probe(context.Background(), a, nil)
		var e *Error
		if !errors.As(err, &e) || (want != "" && e.ID != "fault.profiles."+want) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v, want %s", url, err, want)
		}
	}
}

func TestConfig(t *testing.T) {
	a, err := Parse("oceanbase://root%40sys%23c:p%40:%2F@[::1]:2883/d%2Fb?tls=preferred&timeout=2s")
	if err != nil {
		t.Fatal(err)
	}
	c, err := a.Config()
	if err != nil {
		t.Fatal(err)
	}
	if c.User != "root@sys#c" || c.Passwd != "p@:/" || c.Addr != "[::1]:2883" || c.DBName != "d/b" {
		t.Errorf("got user %q, address %q, database %q", c.User, c.Addr, c.DBName)
	}
	if c.Timeout != 2*time.Second || c.ReadTimeout != 0 || c.MaxAllowedPacket != 0 || !c.InterpolateParams ||
		!c.AllowNativePasswords || c.AllowCleartextPasswords || c.AllowAllFiles || c.TLS == nil || !c.AllowFallbackToPlaintext {
		t.Errorf("got %+v", c)
	}
	if _, err := mysql.NewConnector(c); err != nil {
		t.Error(err)
	}
	for _, text := range []string{"practice", "a.csv"} {
		if a, err = Parse(text); err != nil {
			t.Fatal(err)
		}
		if _, err := a.Config(); err == nil {
			t.Errorf("%s has a config", text)
		}
	}
}

func TestProduct(t *testing.T) {
	for _, test := range [][4]string{
		{"10.11.19-MariaDB-0+deb12u1", "Debian 12", "MariaDB", "10.11.19"},
		{"5.5.5-10.4.2-MariaDB", "x", "MariaDB", "10.4.2"},
		{"8.0.36-0ubuntu0.22.04.1", "(Ubuntu)", "MySQL", "8.0.36"},
		{"8.4.0", "MySQL Community Server - GPL", "MySQL", "8.4.0"},
		{"8.0.11-TiDB-v7.5.1", "TiDB Server", "TiDB", "7.5.1"},
		{"5.7.25-OceanBase_CE-v4.3.2.1", "OceanBase_CE 4.3.2.1 (r1)", "OceanBase CE", "4.3.2.1"},
		{"5.7.25-OceanBase-v4.2.5.0", "OceanBase 4.2.5.0 (r1)", "OceanBase", "4.2.5.0"},
		{"3.1.2-OceanBase CE", "OceanBase CE 3.1.2", "OceanBase CE", "3.1.2"},
		{"5.7.25-OceanBase seekdb-v1.3.0.0", "OceanBase 4.3.5.3 seekdb", "OceanBase seekdb", "1.3.0.0"},
	} {
		name, number := product(test[0], test[1])
		if name != test[2] || number != test[3] {
			t.Errorf("%q: %s %s, want %s %s", test[0], name, number, test[2], test[3])
		}
	}
}

// FuzzGreeting: a packet that is let through never makes the driver index beyond it.
func FuzzGreeting(f *testing.F) {
	f.Add(sampleGreeting)
	f.Add([]byte("\x06\x00\x00\x00\x0a5.5\x00\x00"))
	f.Add([]byte("\x05\x00\x00\x00\xff\x10\x04#a"))
	f.Add([]byte("HTTP/1.1 400 Bad Request\r\n"))
	f.Fuzz(func(t *testing.T, head []byte) {
		client, server := net.Pipe()
		defer func() { _ = client.Close() }()
		go func() {
			_, _ = server.Write(head)
			_ = server.Close()
		}()
		a := Address{Kind: MySQL, Host: "h", Port: 1}
		packet, err := greeting(context.Background(), a, client)
		var e *Error
		if err != nil {
			if !errors.As(err, &e) {
				t.Fatalf("%q: %v", head, err)
			}
			return
		}
		c := mysql.NewConfig()
		c.Net, c.Logger = "tcp", &mysql.NopLogger{}
		c.DialFunc = func(context.Context, string, string) (net.Conn, error) {
			near, far := net.Pipe()
			go func() {
				_, _ = far.Write(packet)
				_, _ = far.Read(make([]byte, 1<<10))
				_ = far.Close()
			}()
			return near, nil
		}
		connector, err := mysql.NewConnector(c)
		if err != nil {
			t.Fatal(err)
		}
		if conn, err := connector.Connect(context.Background()); err == nil {
			_ = conn.Close()
			t.Fatalf("%q let us in", head)
		}
	})
}
