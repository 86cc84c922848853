package directtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/obferry/obferry/engine/direct/wire"
)

// Account is who may log in. Empty parts, but for the password, let anything in.
type Account struct {
	Tenant, User, Password, Database string
}

// Options say how a server behaves. The zero value takes any account with an empty
// password and keeps no rows.
type Options struct {
	Account Account
	// Version is what a login answers; "" is "OceanBase 4.3.5.1".
	Version string
	// Sink takes the rows; nil is a Discard.
	Sink Sink
	// Log gets a line for every request; nil for none.
	Log io.Writer

	// Opening are the states that successive looks at a new load find before Running.
	Opening []wire.Status
	// Closing are those that they find after COMMIT before Committed.
	Closing []wire.Status
	// RefuseSecond refuses a second load of one table with -4179, as newer servers do;
	// else BEGIN aborts the first where it says so, and is refused where not.
	RefuseSecond bool
	// ForgetEnded leaves no record of a load that is over: GET_STATUS finds none.
	ForgetEnded bool
	// TellColumns are the columns that BEGIN is answered with, as older servers do.
	TellColumns []string
	// HeaderLength of the answers in bytes, 128 to 255; 0 is wire.HeaderLong.
	HeaderLength uint8
	// Split cuts answers into writes of so many bytes; 0 leaves them whole.
	Split int
	// Faults happen on the requests that they name; see Server.Inject.
	Faults []Fault
}

const (
	defaultVersion = "OceanBase 4.3.5.1"
	tenantID       = 1002
	// maxRequest is the largest request in bytes that is taken.
	maxRequest = 64 << 20
)

// A Server is a running server. Its methods may be called from any goroutine.
type Server struct {
	options  Options
	listener net.Listener
	address  wire.Address
	ctx      context.Context
	stop     context.CancelFunc
	running  sync.WaitGroup
	log      *journal
	faults   faults
	rows     atomic.Int64

	mu         sync.Mutex // guards what follows
	conns      map[*conn]struct{}
	accepted   int
	loads      map[wire.Task]*load
	lastTask   uint64
	tables     map[string]uint64
	violations []string
	counts     map[string]int
}

// Listen starts a server at an address like "127.0.0.1:0". It must be closed.
func Listen(address string, o Options) (*Server, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	if o.Version == "" {
		o.Version = defaultVersion
	}
	if o.Sink == nil {
		o.Sink = new(Discard)
	}
	if o.HeaderLength == 0 {
		o.HeaderLength = wire.HeaderLong
	}
	at, err := netip.ParseAddrPort(listener.Addr().String())
	if err != nil || o.HeaderLength < wire.HeaderShort {
		return nil, errors.Join(err, listener.Close(), fmt.Errorf("an address %v, a header of %d bytes", listener.Addr(), o.HeaderLength))
	}
	s := &Server{
		options: o, listener: listener, address: owner(at), log: &journal{to: o.Log},
		conns: map[*conn]struct{}{}, loads: map[wire.Task]*load{}, tables: map[string]uint64{}, counts: map[string]int{},
	}
	s.faults.add(o.Faults...)
	s.ctx, s.stop = context.WithCancel(context.Background())
	s.running.Add(2)
	go s.accept()
	go s.watch()
	return s, nil
}

// owner is the address that BEGIN answers: the one listened at, or that of this
// machine to itself where that is every address.
func owner(at netip.AddrPort) wire.Address {
	if at.Addr().IsUnspecified() {
		at = netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), at.Port())
	}
	return wire.AddressOf(at)
}

// A Test is the part of testing.TB that a server needs. The package testing itself is
// for tests, and this one is for practice too.
type Test interface {
	Helper()
	Cleanup(func())
	Fatal(...any)
	Error(...any)
	Errorf(string, ...any)
}

// Start is Listen on a free port, for the length of a test. A violation fails the test.
func Start(t Test, o Options) *Server {
	t.Helper()
	s, err := Listen("127.0.0.1:0", o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		for _, v := range s.Violations() {
			t.Errorf("the client broke the protocol: %s", v)
		}
	})
	return s
}

// Address is where the server listens, host:port.
func (s *Server) Address() string { return s.listener.Addr().String() }

// Violations are the requests that broke the protocol, in words.
func (s *Server) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.violations)
}

// Count is how many requests of an operation came, answered or not: "LOGIN", "BEGIN",
// "INSERT" and so on.
func (s *Server) Count(operation string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counts[operation]
}

// Rows is how many rows came in INSERTs that were taken.
func (s *Server) Rows() int64 { return s.rows.Load() }

// Inject adds faults to a running server.
func (s *Server) Inject(f ...Fault) { s.faults.add(f...) }

// Drop closes all connections, as a server does that dies, and goes on listening.
func (s *Server) Drop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		_ = c.net.Close()
	}
}

// Close ends the server, its connections and its loads. Another Close does nothing.
func (s *Server) Close() error {
	if s.ctx.Err() != nil {
		return nil
	}
	s.stop()
	err := s.listener.Close()
	s.Drop()
	s.running.Wait()
	s.mu.Lock()
	loads := s.loads
	s.loads = nil
	s.mu.Unlock()
	for _, l := range loads {
		l.end(wire.Aborted, 0)
	}
	return err
}

func (s *Server) accept() {
	defer s.running.Done()
	for {
		incoming, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		s.accepted++
		c := &conn{server: s, net: incoming, number: s.accepted, frames: wire.NewFrameReader(incoming, maxRequest)}
		s.conns[c] = struct{}{}
		s.running.Add(1)
		s.mu.Unlock()
		go func() {
			defer s.running.Done()
			c.serve()
			s.mu.Lock()
			delete(s.conns, c)
			s.mu.Unlock()
		}()
	}
}

// watch aborts loads whose heartbeat is late, as a server does about every second.
func (s *Server) watch() {
	defer s.running.Done()
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-s.ctx.Done():
			return
		case now := <-tick.C:
			for _, l := range s.current() {
				if l.late(now) {
					s.log.print("load %v: the heartbeat is late, aborted", l.task)
					l.end(wire.Aborted, codeTimeout)
				}
			}
		}
	}
}

func (s *Server) current() []*load {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]*load, 0, len(s.loads))
	for _, l := range s.loads {
		all = append(all, l)
	}
	return all
}

// violate keeps a breach of the protocol.
func (s *Server) violate(c *conn, format string, args ...any) {
	v := fmt.Sprintf("c%d: ", c.number) + fmt.Sprintf(format, args...)
	s.log.print("%s", v)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.violations = append(s.violations, v)
}

// count counts a request in and answers its number among those of its operation.
func (s *Server) count(operation string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts[operation]++
	return s.counts[operation]
}

// A journal writes lines, one at a time.
type journal struct {
	mu sync.Mutex
	to io.Writer
}

func (j *journal) print(format string, args ...any) {
	if j.to == nil {
		return
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	// A log that cannot be written must not end the server.
	_, _ = fmt.Fprintf(j.to, time.Now().Format("15:04:05.000")+" "+format+"\n", args...)
}
