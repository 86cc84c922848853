package app

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
)

// terminal is the program at a terminal of its own.
type terminal struct {
	*os.File // our side of it
	exit     chan int

	mu    sync.Mutex // guards shown
	shown bytes.Buffer
}

// atTerminal starts the program at a terminal of 110 columns.
func atTerminal(t *testing.T, args ...string) *terminal {
	t.Helper()
	ours, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ours.Close() })
	fd := int(ours.Fd())
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 30, Col: 110}); err != nil {
		t.Fatal(err)
	}
	theirs, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	t.Cleanup(cancel)
	cmd := program(ctx, args...)
	cmd.Env = append(cmd.Env, "TERM=xterm")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = theirs, theirs, theirs
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if err := theirs.Close(); err != nil {
		t.Fatal(err)
	}
	term := &terminal{File: ours, exit: make(chan int, 1)}
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		chunk := make([]byte, 4096)
		for {
			n, err := ours.Read(chunk)
			term.mu.Lock()
			term.shown.Write(chunk[:n])
			term.mu.Unlock()
			if err != nil {
				return // the other side is closed
			}
		}
	}()
	go func() {
		err := cmd.Wait()
		<-drained
		if err == nil {
			term.exit <- 0
			return
		}
		term.exit <- cmd.ProcessState.ExitCode()
	}()
	return term
}

func (p *terminal) text() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.shown.String()
}

// await waits until the terminal shows a text.
func (p *terminal) await(t *testing.T, text string) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !strings.Contains(p.text(), text); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%q is not shown:\n%s", text, p.text())
		}
	}
}

func (p *terminal) keys(t *testing.T, keys string) {
	t.Helper()
	if _, err := p.WriteString(keys); err != nil {
		t.Fatal(err)
	}
}

// At a terminal a password is asked for and not shown, bars show the progress, and
// Ctrl-C stops the run.
func TestTerminal(t *testing.T) {
	source, from := servertest.Database(t)
	const secret = "hunter2-typed"
	run(t, source, "CREATE TABLE t (a INT PRIMARY KEY, b VARCHAR(100))", "INSERT INTO t SELECT seq, REPEAT('x', 90) FROM seq_1_to_300000")
	for _, host := range []string{"localhost", "127.0.0.1"} {
		account := "'app_typed'@'" + host + "'"
		run(t, source, "CREATE OR REPLACE USER "+account+" IDENTIFIED BY '"+secret+"'", "GRANT SELECT ON `"+from.Database+"`.* TO "+account)
		t.Cleanup(func() { run(t, source, "DROP USER "+account) })
	}
	from.User = "app_typed"
	to, _ := kernel(t)
	args := []string{"migrate", "--source", from.URL(), "--target", to.URL(), "--create"}

	p := atTerminal(t, args...)
	p.await(t, "Password of app_typed")
	p.keys(t, secret+"\n")
	p.await(t, "█")
	p.await(t, "rows/s")
	p.keys(t, "\x03")
	p.await(t, "Stopping")
	if exit := <-p.exit; exit != 4 || strings.Contains(p.text(), secret) {
		t.Errorf("exit %d\n%s", exit, p.text())
	}

	p = atTerminal(t, args...)
	p.await(t, "Password of app_typed")
	p.keys(t, "wrong\n")
	if exit := <-p.exit; exit != 3 || !strings.Contains(p.text(), "1045") {
		t.Errorf("exit %d\n%s", exit, p.text())
	}

	p = atTerminal(t, args...)
	p.await(t, "Password of app_typed")
	p.keys(t, "\x03")
	if exit := <-p.exit; exit != 4 {
		t.Errorf("exit %d\n%s", exit, p.text())
	}
}
