// Package localserver starts a PostgreSQL server of our own: for tests that want a real
// source. It has a data directory and a port on 127.0.0.1 of its own, and leaves the
// system's clusters alone.
//
// The server is tuned to be thrown away: it may lose its last work if the machine fails.
package localserver

import (
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/profiles"
)

// What a server's directory holds.
const (
	dataName = "data"
	logName  = "postgres.log"
)

// startWithin is how long a server has to answer, stopWithin how long it has to end
// before it is killed.
const (
	startWithin = 60 * time.Second
	stopWithin  = 30 * time.Second
)

// Server is a PostgreSQL that runs.
type Server struct {
	Host string // always 127.0.0.1
	Port int

	process *os.Process
	gone    chan struct{} // closed when it has ended
}

// Start makes a cluster in a directory, starts its server and waits until it answers as
// the user postgres without a password. The directory becomes that of whoever the server
// runs as: this account or, as PostgreSQL refuses root, postgres or nobody for root. The
// server stops when this process ends.
//
// Errors are the faults "fault.postgresserver.missing" and ".start", or the context's.
func Start(ctx context.Context, dir string) (*Server, error) {
	initdb, err := find("initdb")
	if err != nil {
		return nil, err
	}
	postgres, err := find("postgres")
	if err != nil {
		return nil, err
	}
	if dir, err = filepath.Abs(dir); err == nil {
		err = errors.Join(os.MkdirAll(dir, 0o700), give(dir))
	}
	if err != nil {
		return nil, failed(dir, err)
	}
	data := filepath.Join(dir, dataName)
	install := exec.CommandContext(ctx, initdb, "--pgdata="+data, "--username=postgres", "--auth=trust", "--encoding=UTF8",
		"--locale=C", "--no-sync", "--no-instructions")
	if err := prepare(install, dir); err != nil {
		return nil, failed(dir, err)
	}
	if out, err := install.CombinedOutput(); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fault.New(fault.Preflight, "fault.postgresserver.start", "Path", dir, "Log", tail(out)).Because(err)
	}
	s := &Server{Host: "127.0.0.1", gone: make(chan struct{})}
	if s.Port, err = freePort(); err != nil {
		return nil, failed(dir, err)
	}
	if err := s.launch(postgres, dir, data); err != nil {
		return nil, failed(dir, err)
	}
	if err := s.await(ctx, dir); err != nil {
		return nil, errors.Join(err, s.Stop())
	}
	return s, nil
}

// launch starts the server, and keeps the thread that its life is tied to.
func (s *Server) launch(postgres, dir, data string) error {
	log, err := os.Create(filepath.Join(dir, logName))
	if err != nil {
		return err
	}
	cmd := exec.Command(postgres, "-D", data, "-p", strconv.Itoa(s.Port), "-c", "listen_addresses=127.0.0.1",
		"-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=64")
	cmd.Stdout, cmd.Stderr = log, log
	if err := prepare(cmd, dir); err != nil {
		return errors.Join(err, log.Close())
	}
	started := make(chan error, 1)
	go keep(func() {
		err := cmd.Start()
		started <- err
		if err == nil {
			_ = cmd.Wait() // how it ended stands in its log
			close(s.gone)
		}
		_ = log.Close() // the server's file, not ours: nothing is buffered here
	})
	if err := <-started; err != nil {
		return err
	}
	s.process = cmd.Process
	return nil
}

// await returns when the server answers, or with the reason why it does not.
func (s *Server) await(ctx context.Context, dir string) error {
	deadline := time.NewTimer(startWithin)
	defer deadline.Stop()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for {
		_, err := profiles.Probe(ctx, s.Address("postgres"), nil)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-s.gone:
		case <-deadline.C:
		case <-again.C:
			continue
		}
		text, _ := os.ReadFile(filepath.Join(dir, logName)) // without it the error says enough
		return fault.New(fault.Preflight, "fault.postgresserver.start", "Path", dir, "Log", tail(text)).Because(err)
	}
}

// Address is how one of the server's databases is reached: as postgres, without a password.
func (s *Server) Address(database string) profiles.Address {
	return profiles.Address{Kind: profiles.Postgres, Host: s.Host, Port: s.Port, User: "postgres", Database: database,
		Params: map[string]string{"sslmode": "disable"}}
}

// HostPort is "127.0.0.1:PORT".
func (s *Server) HostPort() string { return net.JoinHostPort(s.Host, strconv.Itoa(s.Port)) }

// Stop ends the server, which waits for nobody, and returns when it is gone.
func (s *Server) Stop() error {
	patience := stopWithin
	if err := s.process.Signal(os.Interrupt); err != nil {
		patience = 0 // it is gone, or this system knows no such signal
	}
	select {
	case <-s.gone:
		return nil
	case <-time.After(patience):
	}
	if err := s.process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	<-s.gone
	return nil
}

func failed(dir string, err error) error {
	return fault.New(fault.Preflight, "fault.postgresserver.start", "Path", dir, "Log", "").Because(err)
}

// find is a program's path. Debian keeps them out of the PATH, a folder a version; the
// newest is taken.
func find(name string) (string, error) {
	found, err := exec.LookPath(name)
	if err == nil {
		return found, nil
	}
	newest := 0
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin/", "/usr/pgsql-*/bin/", "/opt/homebrew/opt/postgresql@*/bin/"} {
		places, _ := filepath.Glob(pattern + name) // the patterns are well-formed
		for _, place := range places {
			digits := strings.Trim(filepath.Base(filepath.Dir(filepath.Dir(place))), "abcdefghijklmnopqrstuvwxyz@-")
			if version, bad := strconv.Atoi(digits); bad == nil && version > newest {
				newest, found = version, place
			}
		}
	}
	if found == "" {
		return "", fault.New(fault.Preflight, "fault.postgresserver.missing", "Program", name).Because(err)
	}
	return found, nil
}

// freePort is a port of 127.0.0.1 on which nobody listens.
func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

// tail is the last few lines of a text.
func tail(text []byte) string {
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return strings.ToValidUTF8(strings.Join(lines[max(0, len(lines)-5):], "\n"), "")
}
