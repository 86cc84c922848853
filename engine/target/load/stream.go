package load

import (
	"errors"
	"io"
	"net"
	"sync"
)

// errCut ends a stream that is to come to nothing.
var errCut = errors.New("the load was cut off")

// A stream is what the driver reads the rows from, in pieces that writers hand over.
type stream struct {
	pieces chan []byte
	spent  chan []byte   // pieces to be filled again
	asked  chan struct{} // closed when the server has asked for rows
	ask    sync.Once
	cut    chan struct{} // closed where the load is to come to nothing
	cutOff sync.Once

	mu   sync.Mutex // guards conn
	conn net.Conn

	// Of the reading goroutine alone:
	now  []byte // what is left of the piece at hand
	full []byte // the piece at hand
}

func newStream(writers int) *stream {
	return &stream{pieces: make(chan []byte, writers), spent: make(chan []byte, 2*writers+1), asked: make(chan struct{}), cut: make(chan struct{})}
}

// tap keeps the network's connection, to cut it.
func (s *stream) tap(conn net.Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.conn = conn
}

// abort has the server drop what it has got. The driver tells the server of the stream's
// end also where reading fails, and the server then keeps what has come: so the connection
// goes before the reader hears of it.
func (s *stream) abort() {
	s.cutOff.Do(func() {
		s.mu.Lock()
		if s.conn != nil {
			_ = s.conn.Close() // cut either way
		}
		s.mu.Unlock()
		close(s.cut)
	})
}

// piece is a buffer to fill.
func (s *stream) piece() []byte {
	select {
	case p := <-s.spent:
		return p[:0]
	default:
		return nil
	}
}

// Read implements io.Reader for the driver.
func (s *stream) Read(p []byte) (int, error) {
	s.ask.Do(func() { close(s.asked) })
	for len(s.now) == 0 {
		if s.full != nil {
			select {
			case s.spent <- s.full:
			default:
			}
			s.full = nil
		}
		select {
		case next, more := <-s.pieces:
			if !more {
				return 0, io.EOF
			}
			s.full, s.now = next, next
		case <-s.cut:
			return 0, errCut
		}
	}
	n := copy(p, s.now)
	s.now = s.now[n:]
	return n, nil
}
