package practice_test

import (
	"context"
	"database/sql"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	_ "github.com/go-sql-driver/mysql" // registers "mysql"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/practice"
	"github.com/obferry/obferry/engine/practice/practicetest"
)

// home is a directory for a kernel, on a disk. Whatever runs there is stopped at
// the test's end.
func home(t *testing.T, name string) string {
	t.Helper()
	parent, err := practicetest.Dir()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(parent, name)
	t.Cleanup(func() {
		if i, err := practice.Find(dir); err != nil {
			t.Error(err)
		} else if err := i.Stop(context.Background()); err != nil {
			t.Error(err)
		}
		if err := os.RemoveAll(parent); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func start(t *testing.T, o practice.Options) *practice.Instance {
	t.Helper()
	i, err := practice.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func connect(t *testing.T, host string, i *practice.Instance) *sql.DB {
	t.Helper()
	db, err := sql.Open("mysql", fmt.Sprintf("root@tcp(%s)/", net.JoinHostPort(host, strconv.Itoa(i.Port()))))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func query(t *testing.T, i *practice.Instance, q string) string {
	t.Helper()
	var answer string
	if err := connect(t, i.Host(), i).QueryRow(q).Scan(&answer); err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	return answer
}

func wantFault(t *testing.T, err error, id string) {
	t.Helper()
	if f := fault.Of(err); f == nil || f.ID != id {
		t.Fatalf("got %v, want the fault %s", err, id)
	}
}

// processes are the pids of kernels that run below dir.
func processes(t *testing.T, dir string) (pids []string) {
	t.Helper()
	lines, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range lines {
		if text, err := os.ReadFile(path); err == nil && strings.Contains(string(text), "--base-dir\x00"+dir) {
			pids = append(pids, path)
		}
	}
	return pids
}

func TestLifeOfAKernel(t *testing.T) {
	dir := home(t, "练习 one")
	var steps []practice.Step
	i := start(t, practice.Options{Dir: dir, Observe: func(s practice.Stage) { steps = append(steps, s.Step) }})
	if steps[len(steps)-1] != practice.Ready {
		t.Errorf("the stages end with %v, not with ready", steps)
	}
	if got := query(t, i, "SELECT ob_version()"); got != "4.3.5.3" {
		t.Errorf("the kernel is %s", got)
	}
	if got := query(t, i, "SELECT @@global.local_infile"); got != "1" {
		t.Errorf("local_infile is %s", got)
	}

	t.Run("nobody else gets in", func(t *testing.T) {
		addresses, err := net.InterfaceAddrs()
		if err != nil {
			t.Fatal(err)
		}
		tried := false
		for _, a := range addresses {
			if ip, ok := a.(*net.IPNet); ok && ip.IP.To4() != nil && !ip.IP.IsLoopback() {
				tried = true
				if err := connect(t, ip.IP.String(), i).Ping(); err == nil || !strings.Contains(err.Error(), "1227") {
					t.Errorf("root came in by %s: %v", ip.IP, err)
				}
			}
		}
		if !tried && query(t, i, "SELECT @@global.ob_tcp_invited_nodes") != "127.0.0.1" {
			t.Error("anybody may connect")
		}
	})
	t.Run("found again", func(t *testing.T) {
		again := start(t, practice.Options{Dir: dir})
		found, err := practice.Find(dir)
		if err != nil {
			t.Fatal(err)
		}
		if again.PID() != i.PID() || found.PID() != i.PID() || found.Port() != i.Port() {
			t.Errorf("started %d, then %d, found %d", i.PID(), again.PID(), found.PID())
		}
		status, err := practice.Look(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		if !status.Running || !status.Answers || !status.Made || status.Port != i.Port() || status.Memory != "1G" {
			t.Errorf("the status is %+v", status)
		}
	})
	t.Run("asked to be another", func(t *testing.T) {
		_, err := practice.Start(t.Context(), practice.Options{Dir: dir, Memory: "2G"})
		wantFault(t, err, "fault.practice.differs")
		_, err = practice.Start(t.Context(), practice.Options{Dir: dir, Port: i.Port() + 1})
		wantFault(t, err, "fault.practice.differs")
	})
	t.Run("another on its port", func(t *testing.T) {
		_, err := practice.Start(t.Context(), practice.Options{Dir: home(t, "taken"), Port: i.Port()})
		wantFault(t, err, "fault.practice.port")
		if !strings.Contains(err.Error(), strconv.Itoa(i.Port())) {
			t.Errorf("the port is not named: %v", err)
		}
	})
	t.Run("another beside it", func(t *testing.T) {
		other := start(t, practice.Options{Dir: home(t, "other")})
		if other.Port() == i.Port() || other.PID() == i.PID() {
			t.Error("it is the same")
		}
		if err := i.Answers(t.Context()); err != nil {
			t.Error(err)
		}
	})
	t.Run("killed", func(t *testing.T) {
		if _, err := connect(t, i.Host(), i).Exec("CREATE DATABASE kept"); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Kill(i.PID(), syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		again := start(t, practice.Options{Dir: dir})
		if again.PID() == i.PID() {
			t.Error("a dead process was taken for a kernel")
		}
		if got := query(t, again, "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = 'kept'"); got != "1" {
			t.Error("what was written is lost")
		}
	})
	t.Run("stopped", func(t *testing.T) {
		running, err := practice.Find(dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := running.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		if left := processes(t, dir); left != nil {
			t.Errorf("still there: %v", left)
		}
		found, err := practice.Find(dir)
		if found != nil || err != nil {
			t.Errorf("found %v, %v", found, err)
		}
		wantFault(t, found.Answers(t.Context()), "fault.practice.stopped")
		if err := found.Stop(t.Context()); err != nil {
			t.Errorf("stopping what does not run: %v", err)
		}
		l, err := net.Listen("tcp4", fmt.Sprintf("0.0.0.0:%d", running.Port()))
		if err != nil {
			t.Fatalf("the port is still held: %v", err)
		}
		l.Close()
	})
}

func TestOneOfManyStarts(t *testing.T) {
	dir := home(t, "many")
	var all sync.WaitGroup
	pids := make([]int, 3)
	for n := range pids {
		all.Go(func() {
			i, err := practice.Start(t.Context(), practice.Options{Dir: dir})
			if err != nil {
				t.Error(err)
			}
			pids[n] = i.PID()
		})
	}
	all.Wait()
	if pids[0] == 0 || pids[0] != pids[1] || pids[1] != pids[2] {
		t.Errorf("three starts gave the processes %v", pids)
	}
	if got := processes(t, dir); len(got) != 1 {
		t.Errorf("running: %v", got)
	}
}

// A start that is interrupted leaves nothing, whenever that happens.
func TestInterruptedStart(t *testing.T) {
	dir := home(t, "interrupted")
	for _, after := range []time.Duration{0, 20 * time.Millisecond, 300 * time.Millisecond, 700 * time.Millisecond, 1500 * time.Millisecond} {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(after, cancel)
		_, err := practice.Start(ctx, practice.Options{Dir: dir})
		wantFault(t, err, "fault.practice.interrupted")
		if left := processes(t, dir); left != nil {
			t.Errorf("after %v: still there: %v", after, left)
		}
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range entries {
			if entry.Name() != "practice.lock" {
				t.Errorf("after %v: %s was left", after, entry.Name())
			}
		}
	}
}

// Of a first start whose process and kernel were both killed nothing can be
// saved, and nothing is lost: the next start begins anew.
func TestHalfMadeKernel(t *testing.T) {
	dir := home(t, "half")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	failed := make(chan error)
	go func() {
		_, err := practice.Start(ctx, practice.Options{Dir: dir})
		failed <- err
	}()
	var pid int
	for pid == 0 {
		i, err := practice.Find(dir)
		if err != nil {
			t.Fatal(err)
		}
		pid = i.PID()
		time.Sleep(10 * time.Millisecond)
	}
	// A copy, because a start that sees its kernel die cleans up, which one that
	// was killed could not.
	copied := home(t, "copied")
	time.Sleep(300 * time.Millisecond)
	if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(copied, os.DirFS(dir)); err != nil && !strings.Contains(err.Error(), "irregular") && !strings.Contains(err.Error(), "invalid") {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	if err := <-failed; err == nil {
		t.Fatal("a killed kernel was taken for a good one")
	}
	if status, err := practice.Look(t.Context(), copied); err != nil || status.Made || status.Running {
		t.Fatalf("the copy is not half made: %+v, %v", status, err)
	}
	if err := start(t, practice.Options{Dir: copied}).Answers(t.Context()); err != nil {
		t.Error(err)
	}
}
