package app

import (
	"encoding/binary"
	"io"
	"net"
	"os"
	"testing"

	"github.com/obferry/obferry/engine/fault"
)

// TestGLXIsAskedFor speaks with an X server that has the extension, one that has not,
// and ones of which nothing can be known.
func TestGLXIsAskedFor(t *testing.T) {
	for name, c := range map[string]struct {
		status byte
		reply  []byte
		want   bool
		known  bool
	}{
		"has it":      {1, answer32(1), true, true},
		"has it not":  {1, answer32(0), false, true},
		"wants more":  {2, nil, false, false},
		"refuses":     {0, nil, false, false},
		"hangs up":    {1, []byte{1}, false, false},
		"says errors": {1, append([]byte{0}, make([]byte, 31)...), false, true},
	} {
		t.Run(name, func(t *testing.T) {
			ours, theirs := net.Pipe()
			go xServer(theirs, c.status, c.reply)
			got, err := queryExtension(ours, "GLX")
			if got != c.want || (err == nil) != c.known {
				t.Errorf("%v, %v", got, err)
			}
		})
	}
	for _, display := range []string{"", "nonsense", ":x", ":94321"} {
		missing, release := lacksGLX(display)
		release()
		if missing {
			t.Errorf("%q is said to lack GLX, though nothing is known of it", display)
		}
	}
}

// A display that nobody serves is told in words, where the window's library would panic.
func TestDisplayThatDoesNotAnswer(t *testing.T) {
	t.Setenv("DISPLAY", ":94321")
	t.Setenv("WAYLAND_DISPLAY", "")
	release, err := canShow(os.Getenv)
	release()
	if f := fault.Of(err); f == nil || f.ID != "fault.window.silent" {
		t.Errorf("got %v", err)
	}
}

func answer32(present byte) []byte {
	reply := make([]byte, 32)
	reply[0], reply[8] = 1, present
	return reply
}

// xServer answers one client: the setup with a status and 8 more bytes, then a query
// with a reply.
func xServer(conn net.Conn, status byte, reply []byte) {
	defer conn.Close()
	if _, err := io.CopyN(io.Discard, conn, 12); err != nil {
		return
	}
	setup := make([]byte, 16)
	setup[0] = status
	binary.LittleEndian.PutUint16(setup[6:], 2)
	if _, err := conn.Write(setup); err != nil || reply == nil {
		return
	}
	query := make([]byte, 12)
	if _, err := io.ReadFull(conn, query); err != nil || query[0] != 98 || string(query[8:11]) != "GLX" {
		return
	}
	_, _ = conn.Write(reply) // the client may have gone, which is what is tested
}
