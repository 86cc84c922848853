package localserver

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/profiles"
)

// What a server's directory holds.
const (
	dataName = "data"
	logName  = "mariadbd.log"
	pidName  = "mariadbd.pid"
)

const (
	// answerWithin is how long a server has to answer; recovery after a crash takes
	// seconds, a busy machine some more.
	answerWithin = 90 * time.Second
	// stopWithin is how long a server has to write its pages before it is killed.
	stopWithin = 30 * time.Second
)

// Options say where a server lives.
type Options struct {
	// Dir holds its data, log and socket; it is made where it is missing and used
	// again where a server lived there before.
	Dir string
	// Port on 127.0.0.1; 0 takes a free one.
	Port int
}

// Server is a MariaDB that runs.
type Server struct {
	Host string // always 127.0.0.1
	Port int

	process  *process
	release  func() bool // forgets the context
	stopOnce sync.Once
	stopErr  error
}

// Start makes the data directory where there is none, starts the server and waits
// until it answers. The server stops when ctx ends, and when this process does.
// A server that an earlier process left running on Dir is stopped first.
//
// Errors are faults: "fault.localserver.missing" where MariaDB is not installed,
// ".dir", ".install", ".port", ".start" and ".silent" with the end of the
// server's log; or ctx's own.
func Start(ctx context.Context, o Options) (*Server, error) {
	p, err := findPrograms()
	if err != nil {
		return nil, err
	}
	dir, err := filepath.Abs(o.Dir)
	if err == nil {
		err = os.MkdirAll(dir, 0o700)
	}
	if err != nil {
		return nil, fault.New(fault.Preflight, "fault.localserver.dir", "Path", o.Dir).Because(err)
	}
	if err := stopOrphan(ctx, dir); err != nil {
		return nil, err
	}
	if err := install(ctx, p, dir); err != nil {
		return nil, err
	}
	port, err := choosePort(o.Port)
	if err != nil {
		return nil, err
	}
	process, err := launch(p.server, dir, port)
	if err != nil {
		return nil, fault.New(fault.Preflight, "fault.localserver.start", "Path", dir, "Log", "").Because(err)
	}
	s := &Server{Host: "127.0.0.1", Port: port, process: process}
	if err := s.await(ctx, dir); err != nil {
		return nil, errors.Join(err, process.stop(context.WithoutCancel(ctx)))
	}
	s.release = context.AfterFunc(ctx, s.end)
	return s, nil
}

// Address is how the server is reached: as root, without a password.
func (s *Server) Address() profiles.Address {
	return profiles.Address{Kind: profiles.MySQL, Host: s.Host, Port: s.Port, User: "root"}
}

// URL is the address of one of its databases as a plan spells it.
func (s *Server) URL(database string) string {
	return fmt.Sprintf("mysql://root@%s/%s", s.HostPort(), database)
}

// HostPort is "127.0.0.1:PORT".
func (s *Server) HostPort() string { return s.Host + ":" + strconv.Itoa(s.Port) }

// Stop ends the server and waits until it is gone: SIGTERM first, SIGKILL when ctx
// ends or half a minute has passed. A second Stop gives the first one's error.
func (s *Server) Stop(ctx context.Context) error {
	s.release()
	s.stopOnce.Do(func() { s.stopErr = s.process.stop(ctx) })
	return s.stopErr
}

// end is Stop for when the context has ended and nobody waits for the outcome.
func (s *Server) end() {
	s.stopOnce.Do(func() { s.stopErr = s.process.stop(context.Background()) })
}

// Done is closed when the server is gone, whoever ended it.
func (s *Server) Done() <-chan struct{} { return s.process.gone }
