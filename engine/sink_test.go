package engine_test

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/obferry/obferry/profiles"
)

// sinkOf names the kernel that stands behind a sink, in the environment of the process
// that is one.
const sinkOf = "OBFERRY_TEST_SINK"

// sink stands in front of a server, in a process of its own, and lets everything through
// but statements that insert rows: those it reads, throws away and calls done. So a run
// into it costs its client all that a run costs, and the server nothing.
func sink(t testing.TB, behind profiles.Address) profiles.Address {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	process := exec.Command(self)
	process.Env = append(os.Environ(), sinkOf+"="+net.JoinHostPort(behind.Host, fmt.Sprint(behind.Port)))
	process.Stderr = os.Stderr
	alive, err := process.StdinPipe() // closed with this process, whatever becomes of it
	if err != nil {
		t.Fatal(err)
	}
	said, err := process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(alive.Close(), process.Wait()); err != nil {
			t.Error(err)
		}
	})
	if _, err := fmt.Fscan(said, &behind.Port); err != nil {
		t.Fatal(err)
	}
	behind.Host = "127.0.0.1"
	return behind
}

// beSink is the main of a sink's process.
func beSink(behind string) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		return err
	}
	fmt.Println(port)
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			go swallow(client, behind)
		}
	}()
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

// swallow serves one connection until either side closes it.
func swallow(client net.Conn, behind string) {
	defer client.Close()
	server, err := net.Dial("tcp", behind)
	if err != nil {
		return
	}
	defer server.Close()
	go func() {
		_, _ = io.Copy(client, server)
		_ = client.Close()
	}()
	// A packet of a command is numbered 0, and COM_QUERY is 3 (MySQL's documentation,
	// "MySQL Packets" and "COM_QUERY").
	const query, insert = 3, "INSERT INTO "
	in := bufio.NewReaderSize(client, 256<<10)
	for {
		head, err := in.Peek(4)
		if err != nil {
			return
		}
		size := int(binary.LittleEndian.Uint32(append(head[:3:3], 0)))
		start, err := in.Peek(4 + min(size, 1+len(insert)))
		if err != nil {
			return
		}
		if start[3] != 0 || start[4] != query || !strings.HasPrefix(string(start[5:]), insert) {
			if _, err := io.CopyN(server, in, int64(4+size)); err != nil {
				return
			}
			continue
		}
		if _, err := in.Discard(4 + size); err != nil {
			return
		}
		if _, err := client.Write([]byte{7, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0}); err != nil {
			return
		}
	}
}
