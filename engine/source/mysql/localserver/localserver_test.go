package localserver

import (
	"context"
	"database/sql"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/words"
)

func begin(t *testing.T, ctx context.Context, o Options) *Server {
	t.Helper()
	s, err := Start(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return s
}

func run(t *testing.T, s *Server, statements ...string) *sql.DB {
	t.Helper()
	db, err := sql.Open("mysql", "root@tcp("+s.HostPort()+")/")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	return db
}

func listens(s *Server) bool {
	c, err := net.DialTimeout("tcp", s.HostPort(), time.Second)
	if err != nil {
		return false
	}
	_ = c.Close()
	return true
}

// A second start on the same directory finds what the first one wrote, even in a
// directory whose path is too long for a socket and has spaces and Chinese in it.
func TestKeepsItsData(t *testing.T) {
	dir := filepath.Join(t.TempDir(), strings.Repeat("很长的 目录/", 12))
	first := begin(t, t.Context(), Options{Dir: dir})
	run(t, first, "CREATE DATABASE shop", "CREATE TABLE shop.t (a INT)", "INSERT INTO shop.t VALUES (7)")
	if err := first.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if listens(first) {
		t.Fatal("still listening after Stop")
	}
	second := begin(t, t.Context(), Options{Dir: dir})
	var a int
	if err := run(t, second).QueryRow("SELECT a FROM shop.t").Scan(&a); err != nil || a != 7 {
		t.Fatalf("a = %d, %v", a, err)
	}
	if got := second.Address(); got.Host != "127.0.0.1" || got.Port != second.Port || got.User != "root" || !got.Password.Empty() {
		t.Errorf("address %+v", got)
	}
}

func TestTwoAtOnce(t *testing.T) {
	a := begin(t, t.Context(), Options{Dir: t.TempDir()})
	b := begin(t, t.Context(), Options{Dir: t.TempDir()})
	if a.Port == b.Port || !listens(a) || !listens(b) {
		t.Errorf("ports %d and %d", a.Port, b.Port)
	}
}

func TestEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := begin(t, ctx, Options{Dir: t.TempDir()})
	cancel()
	select {
	case <-s.Done():
	case <-time.After(stopWithin):
		t.Fatal("still there")
	}
}

// What a process that was killed left behind is taken over, not stumbled upon.
func TestTakesOverFromAnOrphan(t *testing.T) {
	dir := t.TempDir()
	orphan := begin(t, t.Context(), Options{Dir: dir})
	next := begin(t, t.Context(), Options{Dir: dir})
	<-orphan.Done()
	if !listens(next) {
		t.Error("the second server does not listen")
	}
}

func TestRecoversAfterKill(t *testing.T) {
	dir := t.TempDir()
	s := begin(t, t.Context(), Options{Dir: dir})
	run(t, s, "CREATE DATABASE d")
	if err := s.process.pid.Kill(); err != nil {
		t.Fatal(err)
	}
	<-s.Done()
	run(t, begin(t, t.Context(), Options{Dir: dir}), "USE d")
}

func TestFaults(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	broken := t.TempDir()
	if err := os.MkdirAll(filepath.Join(broken, dataName), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, id string
		options  Options
	}{
		{"port taken", "fault.localserver.port", Options{t.TempDir(), taken.Addr().(*net.TCPAddr).Port}},
		{"a file in the way", "fault.localserver.dir", Options{Dir: file}},
		{"data that is none", "fault.localserver.start", Options{Dir: broken}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Start(t.Context(), c.options)
			f := fault.Of(err)
			if f == nil || f.ID != c.id {
				t.Fatalf("got %v, want %s", err, c.id)
			}
			for _, l := range words.Languages {
				if f.Hint(l) == "" || strings.Contains(f.Text(l), "<no value>") {
					t.Errorf("%s: %s / %s", l, f.Text(l), f.Hint(l))
				}
			}
		})
	}
}

func TestMissing(t *testing.T) {
	t.Setenv("PATH", "")
	was := places
	places = nil
	defer func() { places = was }()
	_, err := Start(t.Context(), Options{Dir: t.TempDir()})
	if f := fault.Of(err); f == nil || f.ID != "fault.localserver.missing" || !strings.Contains(f.Hint(words.English), "apt") {
		t.Errorf("got %v", err)
	}
}

func TestCancelledStart(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if s, err := Start(ctx, Options{Dir: t.TempDir()}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, %v", s, err)
	}
}
