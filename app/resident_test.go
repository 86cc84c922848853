//go:build linux && !race

package app

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
)

// The promise: what the program takes of a machine's memory, in bytes, and how much
// more of it ten times the rows may take. The bytes under way are bounded, so the rows
// behind them must not show; what remains is when the garbage collector happens to
// run, which differs by a few MB between two runs of the same call.
const (
	residentLimit  = 150 << 20
	residentGrowth = 12 << 20
)

// TestResidentMemory takes 200,000 and 2,000,000 rows across with the program that
// users have, as a process of its own, and asks the system what it took at most.
func TestResidentMemory(t *testing.T) {
	binary := builtProgram(t)
	small, large := resident(t, binary, 200_000), resident(t, binary, 2_000_000)
	t.Logf("at most %d KiB resident for 200,000 rows, %d KiB for 2,000,000", small>>10, large>>10)
	if small == 0 || large == 0 {
		t.Fatal("the system did not tell")
	}
	if small >= residentLimit || large >= residentLimit {
		t.Errorf("more than %d MiB", residentLimit>>20)
	}
	if large-small >= residentGrowth {
		t.Errorf("ten times the rows take %d KiB more", (large-small)>>10)
	}
}

// builtProgram is the program that make built, else one built here.
func builtProgram(t *testing.T) string {
	t.Helper()
	if named := os.Getenv(binaryVariable); named != "" {
		return named
	}
	path := filepath.Join(t.TempDir(), "obferry")
	if out, err := exec.Command("go", "build", "-tags", "ci", "-buildvcs=false", "-o", path, "..").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return path
}

// resident migrates a table of so many rows and gives the most bytes that the process
// had in memory.
func resident(t *testing.T, binary string, rows int) (most int64) {
	t.Helper()
	t.Run(fmt.Sprint(rows), func(t *testing.T) {
		source, from := servertest.Database(t)
		run(t, source, "CREATE TABLE t (id INT PRIMARY KEY, a INT, b VARCHAR(20), c DATE)",
			fmt.Sprintf("INSERT INTO t SELECT seq, seq %% 1000, CONCAT('row ', seq), '2024-01-01' FROM seq_1_to_%d", rows))
		to, kernelDB := kernel(t)
		ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
		defer cancel()
		cmd := exec.CommandContext(ctx, binary, "migrate", "--source", from.URL(), "--target", to.URL(), "--create", "--json")
		cmd.Dir = t.TempDir()
		var stdout, stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = &stdout, &stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		for running := true; running; {
			select {
			case err := <-ended:
				if running = false; err != nil {
					t.Fatalf("%v\n%s\n%s", err, stdout.String(), stderr.String())
				}
			case <-time.After(5 * time.Millisecond):
				most = max(most, highWater(cmd.Process.Pid))
			}
		}
		if n := one(t, kernelDB, "SELECT COUNT(*) FROM `"+to.Database+"`.t"); n != fmt.Sprint(rows) {
			t.Errorf("%s rows arrived, want %d", n, rows)
		}
	})
	if t.Failed() {
		t.FailNow()
	}
	return most
}

// highWater is the most bytes that a process has had in memory so far; 0 once it has
// ended. The maximum in the usage that is told of a process that has ended is no
// measure: it counts in the memory of the process that started it.
func highWater(pid int) int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	figure, _, _ := strings.Cut(after, "kB")
	kilobytes, err := strconv.ParseInt(strings.TrimSpace(figure), 10, 64)
	if err != nil {
		return 0
	}
	return kilobytes << 10
}
