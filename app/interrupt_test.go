package app

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
)

// A run that is interrupted says so, ends soon with exit code 4, and can be resumed
// until everything is across.
func TestInterruptAndResume(t *testing.T) {
	source, from := servertest.Database(t)
	run(t, source, "CREATE TABLE t (a INT PRIMARY KEY, b VARCHAR(100))",
		"INSERT INTO t SELECT seq, REPEAT('x', 90) FROM seq_1_to_400000")
	to, _ := kernel(t)
	file := filepath.Join(t.TempDir(), "p.yaml")
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	cmd := program(ctx, "migrate", "--source", from.URL(), "--target", to.URL(), "--create", "--save-plan", file, "--json")
	var stdout bytes.Buffer
	cmd.Stdout = &stdout
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	told := waitFor(t, stderr, "Copying rows")
	time.Sleep(300 * time.Millisecond)
	began := time.Now()
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	rest, err := io.ReadAll(stderr)
	if err != nil {
		t.Fatal(err)
	}
	exit := exitCode(t, cmd.Wait())
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("took %v to stop", took)
	}
	out := outcome{exit, stdout.String(), told + string(rest)}
	d := out.document(t)
	if exit != 4 || d.Status != engine.StatusInterrupted || d.Error == nil || d.Error.Kind != "interrupted" {
		t.Fatalf("exit %d\n%s\n%s", exit, out.stdout, out.stderr)
	}
	if d.Written >= 400000 || !strings.Contains(out.stderr, "Stopping") {
		t.Errorf("%d rows written, and said: %s", d.Written, out.stderr)
	}
	if out := call("run", file, "--resume", "--json"); out.exit != 0 {
		t.Fatalf("resume: exit %d\n%s\n%s", out.exit, out.stdout, out.stderr)
	}
	if out := call("verify", "--source", from.URL(), "--target", to.URL()); out.exit != 0 {
		t.Errorf("verify: exit %d\n%s\n%s", out.exit, out.stdout, out.stderr)
	}
}

// Also while nothing moves, a signal ends the call.
func TestInterruptWhileConnecting(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = silent.Close() }()
	cmd := program(context.Background(), "migrate", "--source", "mysql://root@"+silent.Addr().String()+"/d", "--target", "practice")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	waiting, err := silent.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = waiting.Close() }()
	began := time.Now()
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if exit := exitCode(t, cmd.Wait()); exit != 4 || time.Since(began) > 9*time.Second {
		t.Errorf("exit %d after %v\n%s", exit, time.Since(began), stderr.String())
	}
}

// waitFor reads until a text has come, and returns what came.
func waitFor(t *testing.T, r io.Reader, text string) string {
	t.Helper()
	var all []byte
	chunk := make([]byte, 4096)
	for !strings.Contains(string(all), text) {
		n, err := r.Read(chunk)
		all = append(all, chunk[:n]...)
		if err != nil {
			t.Fatalf("%q never came: %v\n%s", text, err, all)
		}
	}
	return string(all)
}

func exitCode(t *testing.T, err error) int {
	t.Helper()
	var ended *exec.ExitError
	if err == nil {
		return 0
	}
	if !errors.As(err, &ended) {
		t.Fatal(err)
	}
	return ended.ExitCode()
}
