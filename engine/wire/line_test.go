package wire

import (
	"bytes"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"testing"
	"time"

	"github.com/go-sql-driver/mysql"
)

// answering is a line whose server sends what is given and closes.
func answering(answer []byte) *Line {
	here, there := net.Pipe()
	go func() {
		head := make([]byte, packetHeader)
		_, _ = io.ReadFull(there, head)
		_, _ = io.CopyN(io.Discard, there, int64(head[0]))
		_ = there.SetWriteDeadline(time.Now().Add(5 * time.Second))
		_, _ = there.Write(answer)
		_ = there.Close()
	}()
	return &Line{conn: here}
}

// What no server should send ends in an error, and never in a panic or a hang.
func FuzzLine(f *testing.F) {
	packet := func(parts ...[]byte) []byte {
		var b []byte
		for _, p := range parts {
			b = append(b, byte(len(p)), byte(len(p)>>8), byte(len(p)>>16), 0)
			b = append(b, p...)
		}
		return b
	}
	f.Add(packet([]byte{2}, []byte("a"), []byte("b"), []byte{0xfe, 0, 0, 0, 0}, []byte("\x01x\xfb"), []byte{0xfe, 0, 0, 2, 0}))
	f.Add(packet([]byte{1}, []byte("a"), []byte{0xfe, 0, 0, 0, 0}, []byte("\xff\x7a\x04#42S02gone")))
	f.Add(packet([]byte("\xff\x7a\x04#42S02no such table")))
	f.Add(packet([]byte{1}, []byte("a"), []byte{0xfe}, []byte{0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1}))
	f.Add([]byte{0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, answer []byte) {
		w := answering(answer)
		defer w.conn.Close()
		if _, err := w.Query("SELECT"); err != nil {
			return
		}
		for {
			row, err := w.Row()
			if err != nil {
				return
			}
			for len(row) > 0 {
				size, rest, _ := Length(row)
				if size > uint64(len(rest)) {
					break
				}
				row = rest[size:]
			}
		}
	})
}

func TestServerErrorsAreTheDriversOwn(t *testing.T) {
	w := answering(append([]byte{13, 0, 0, 1}, "\xff\x7a\x04#42S02gone"...))
	_, err := w.Query("SELECT 1")
	var server *mysql.MySQLError
	if !errors.As(err, &server) || server.Number != 1146 || string(server.SQLState[:]) != "42S02" || server.Message != "gone" {
		t.Errorf("%#v", err)
	}
}

// listening is a line to a server that gives what has come and then sends an answer.
func listening(t *testing.T, answer []byte) (line *Line, sent <-chan []byte) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	all := make(chan []byte, 1)
	go func() {
		there, err := listener.Accept()
		if err != nil {
			return
		}
		defer there.Close()
		var got []byte
		for last := false; !last; {
			head := make([]byte, packetHeader)
			if _, err := io.ReadFull(there, head); err != nil {
				break
			}
			size := int(head[0]) | int(head[1])<<8 | int(head[2])<<16
			part := make([]byte, size)
			if _, err := io.ReadFull(there, part); err != nil {
				break
			}
			got, last = append(append(got, head[3]), part...), size < longestPacket
		}
		_, _ = there.Write(answer)
		all <- got
	}()
	conn, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return &Line{conn: conn}, all
}

// A statement goes out as it is, in as many packets as it takes.
func TestExecSendsAll(t *testing.T) {
	for _, size := range []int{0, 1, longestPacket - 2, longestPacket - 1, longestPacket, 2*longestPacket - 1, 2 * longestPacket} {
		statement := bytes.Repeat([]byte("x"), size)
		packets := (size+1)/longestPacket + 1
		// Seven rows have changed.
		line, sent := listening(t, []byte{7, 0, 0, byte(packets), 0, 7, 0, 2, 0, 0, 0})
		affected, err := line.Exec(statement)
		if err != nil || affected != 7 {
			t.Errorf("%d bytes: %d, %v", size, affected, err)
		}
		got := <-sent
		want := append([]byte{0, commandQuery}, statement[:min(size, longestPacket-1)]...)
		for n, rest := 1, statement[min(size, longestPacket-1):]; n < packets; n++ {
			part := rest[:min(len(rest), longestPacket)]
			want, rest = append(append(want, byte(n)), part...), rest[len(part):]
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%d bytes: sent %d, want %d", size, len(got), len(want))
		}
	}
}

// What is not a statement's own answer is none; and what was never sent can be sent again.
func TestExecTellsWhatBecameOfAStatement(t *testing.T) {
	for name, answer := range map[string][]byte{
		"nothing":           {},
		"cut off":           {7, 0, 0, 1, 0, 7},
		"another's":         {7, 0, 0, 2, 0, 7, 0, 2, 0, 0, 0},
		"rows":              {1, 0, 0, 1, 1},
		"no count":          {1, 0, 0, 1, 0},
		"a wish for a file": {2, 0, 0, 1, 0xfb, 'x'},
	} {
		line, _ := listening(t, answer)
		_, err := line.Exec([]byte("INSERT"))
		if err == nil || errors.Is(err, driver.ErrBadConn) || errors.As(err, new(*mysql.MySQLError)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	line, _ := listening(t, nil)
	if err := line.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := line.Exec([]byte("INSERT")); !errors.Is(err, driver.ErrBadConn) {
		t.Errorf("over a closed connection: %v", err)
	}
	line, _ = listening(t, append([]byte{13, 0, 0, 1}, "\xff\x7a\x04#42S02gone"...))
	var refused *mysql.MySQLError
	if _, err := line.Exec([]byte("INSERT")); !errors.As(err, &refused) || refused.Number != 1146 {
		t.Errorf("%v", err)
	}
	line, _ = listening(t, append([]byte{13, 0, 0, 0}, "\xff\x1d\x04#08S01bye!"...))
	if _, err := line.Exec([]byte("INSERT")); !errors.As(err, &refused) || refused.Number != 1053 {
		t.Errorf("%v", err)
	}
	if _, err := line.Exec([]byte("INSERT")); !errors.Is(err, driver.ErrBadConn) {
		t.Errorf("after the server's good-bye: %v", err)
	}
}

// One long value does not have a connection hold its memory for the rest of a run.
func TestLineGivesLargeBuffersBack(t *testing.T) {
	packet := func(dst []byte, size int) []byte {
		for more := true; more; {
			part := min(size, longestPacket)
			dst = append(dst, byte(part), byte(part>>8), byte(part>>16), 0)
			dst = append(dst, make([]byte, part)...)
			more, size = part == longestPacket, size-part
		}
		return dst
	}
	line, _ := listening(t, packet(packet(packet(nil, longestPacket+10), 5), 5))
	if _, err := line.send(nil); err != nil {
		t.Fatal(err)
	}
	for _, want := range []int{longestPacket + 10, 5, 5} {
		p, err := line.packet()
		if err != nil || len(p) != want {
			t.Fatalf("%d bytes, %v", len(p), err)
		}
	}
	if held := len(line.buffer) + cap(line.long); held > generous {
		t.Errorf("holds %d bytes", held)
	}
}
