package direct_test

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/direct"
	"github.com/obferry/obferry/engine/direct/directtest"
)

// TestWrongAccount is refused at once, and not tried again.
func TestWrongAccount(t *testing.T) {
	s := serve(t, directtest.Options{})
	for name, wrong := range map[string]func(*direct.Config){
		"password": func(c *direct.Config) { c.Password = "other" },
		"empty":    func(c *direct.Config) { c.Password = "" },
		"user":     func(c *direct.Config) { c.User = "other" },
		"tenant":   func(c *direct.Config) { c.Tenant = "other" },
		"database": func(c *direct.Config) { c.Database = "other" },
	} {
		before := s.Count("LOGIN")
		c := config(s)
		wrong(&c)
		_, err := direct.Dial(bounded(t), c)
		var said *direct.ServerError
		if !errors.As(err, &said) || (said.Code == direct.CodeWrongPassword) != (name == "password" || name == "empty" || name == "user") {
			t.Errorf("%s: %v", name, err)
		}
		if n := s.Count("LOGIN") - before; n != 1 {
			t.Errorf("%s: %d logins", name, n)
		}
	}
}

// TestWrongPort names what listens there.
func TestWrongPort(t *testing.T) {
	for name, c := range map[string]struct {
		says  string
		looks direct.Speech
	}{
		"mysql":   {"\x4a\x00\x00\x00\x0a5.7.25-OceanBase\x00\x01\x02\x03\x04", direct.SpeaksMySQL},
		"refuses": {"\x17\x00\x00\x00\xff\x10\x04Too many connections", direct.SpeaksMySQL},
		"http":    {"HTTP/1.1 400 Bad Request\r\n\r\n", direct.SpeaksHTTP},
		"tls":     {"\x15\x03\x01\x00\x02\x02\x46", direct.SpeaksTLS},
		"other":   {"SSH-2.0-OpenSSH_9.2\r\n", direct.SpeaksUnknown},
	} {
		for _, when := range []string{"at once", "when asked"} {
			t.Run(name+" "+when, func(t *testing.T) {
				at := speaker(t, c.says, when == "at once")
				_, err := direct.Dial(bounded(t), direct.Config{Address: at, Tenant: "t", User: "u", Database: "d"})
				var wrong *direct.WrongPortError
				if !errors.As(err, &wrong) || wrong.Looks != c.looks || wrong.Peer != at {
					t.Errorf("%v", err)
				}
			})
		}
	}
}

// TestProbe tells the ports apart without an account.
func TestProbe(t *testing.T) {
	s := serve(t, directtest.Options{})
	for at, want := range map[string]direct.Speech{
		s.Address(): direct.SpeaksRPC, speaker(t, "\x4a\x00\x00\x00\x0a8.0.36\x00abcdefgh", true): direct.SpeaksMySQL,
	} {
		if got, err := direct.Probe(bounded(t), at); got != want || err != nil {
			t.Errorf("%s speaks %s, %v", at, got, err)
		}
	}
	if got, err := direct.Probe(bounded(t), "127.0.0.1:1"); !isA[*direct.TransportError](err) {
		t.Errorf("nobody speaks %s, %v", got, err)
	}
}

// TestPasswordUnprinted prints a Config in every form.
func TestPasswordUnprinted(t *testing.T) {
	c := direct.Config{Address: "a:1", Tenant: "t", User: "u", Password: "s3cret", Database: "d"}
	for _, form := range []string{"%v", "%+v", "%#v", "%s"} {
		if text := fmt.Sprintf(form, c) + fmt.Sprintf(form, &c); strings.Contains(text, "s3cret") || !strings.Contains(text, "a:1") {
			t.Errorf("%s prints %s", form, text)
		}
	}
}

// speaker listens and says the same to everybody, then closes.
func speaker(t *testing.T, says string, atOnce bool) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			if !atOnce {
				_, _ = conn.Read(make([]byte, 4096))
			}
			_, _ = conn.Write([]byte(says))
			_ = conn.(*net.TCPConn).CloseWrite()
			_, _ = conn.Read(make([]byte, 4096))
			_ = conn.Close()
		}
	}()
	return listener.Addr().String()
}

// TestNobody is told soon, for a port where nothing listens.
func TestNobody(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = direct.Dial(bounded(t), direct.Config{Address: at, Tenant: "t", User: "u", Database: "d"})
	var lost *direct.TransportError
	if !errors.As(err, &lost) || lost.Peer != at || lost.Sent {
		t.Errorf("%v", err)
	}
}
