package wire

import (
	"errors"
	"os"
	"syscall"
	"time"
)

// A server sends its answer in small pieces (net_buffer_length, 16 KB). A client that is
// faster than its server is woken for each of them, which costs it more than the rows do.
// So after some short reads a reader has itself woken for more at once, or after a while.
const (
	shortRead  = 32 << 10 // bytes
	shortReads = 8
	gathered   = 64 << 10
	gatherFor  = 2 * time.Millisecond
)

// read reads from the connection, with patience where that is worth it.
func (w *Line) read(p []byte) (n int, err error) {
	if w.gathering {
		if err := w.conn.SetReadDeadline(time.Now().Add(gatherFor)); err != nil {
			return 0, err
		}
	}
	n, err = w.conn.Read(p)
	switch {
	case w.gathering && errors.Is(err, os.ErrDeadlineExceeded):
		// The answer may be at its end: what is there is all there is for now.
		return n, w.gather(false)
	case err != nil || w.gathering:
		return n, err
	case n >= shortRead:
		w.short = 0
	default:
		if w.short++; w.short == shortReads {
			w.short = 0
			err = w.gather(true)
		}
	}
	return n, err
}

// gather has the system wake the reader for many bytes, or again for any. Where the
// system does not do that, nothing changes.
func (w *Line) gather(on bool) error {
	if w.gathering == on {
		return nil
	}
	least := 1
	if on {
		least = gathered
	}
	tcp, ok := w.conn.(syscall.Conn)
	if !ok {
		return nil
	}
	raw, err := tcp.SyscallConn()
	if err != nil {
		return err
	}
	taken := false
	if err := raw.Control(func(fd uintptr) { taken = wakeAt(fd, least) }); err != nil {
		return err
	}
	if on {
		w.gathering = taken
		return nil
	}
	w.gathering = false
	return w.conn.SetReadDeadline(time.Time{})
}
