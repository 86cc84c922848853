//go:build linux

package report

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/words"
)

// fullDisk is set in the child process that may not write beyond a size: a limit on
// files fails like a full disk, and needs no right to mount one.
const fullDisk = "OBFERRY_TEST_FULL_DISK"

func TestFullDisk(t *testing.T) {
	if os.Getenv(fullDisk) != "" {
		fillDisk(t, os.Getenv(fullDisk))
		return
	}
	dir := t.TempDir()
	child := exec.Command(os.Args[0], "-test.run=^TestFullDisk$")
	child.Env = append(os.Environ(), fullDisk+"="+dir)
	if out, err := child.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	alone(t, dir, "e.xlsx.partial")

	// With room again, everything that was taken before is there.
	path := filepath.Join(dir, "e.xlsx")
	e := NewErrors(path, words.English)
	n, err := e.Resume(path, all)
	must(t, err)
	path, total, err := e.Close()
	must(t, err)
	if got := sheetRows(t, open(t, path), "orders"); n < 5 || total != n || len(got) != int(n)+1 {
		t.Errorf("%d rows resumed, %d in the file", n, len(got)-1)
	}
}

func fillDisk(t *testing.T, dir string) {
	path := filepath.Join(dir, "e.xlsx")
	limit := syscall.Rlimit{Cur: 8000, Max: 8000}
	must(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit))
	e := NewErrors(path, words.English)
	var err error
	taken := int64(0)
	for ; err == nil && taken < 100; taken++ {
		// Letters that compress badly, so that the workbook is as large as the spool.
		err = e.Add(order(fmt.Sprint(taken), noise(int(taken), 700), nil))
	}
	f := fault.Of(err)
	if f == nil || f.Kind != fault.Resource || f.ID != "fault.report.space" || !strings.Contains(f.Text(words.English), path) {
		t.Fatalf("after %d rows: %v", taken, err)
	}
	if e.spool.rows != taken-1 {
		t.Errorf("%d rows were taken, %d are counted", taken-1, e.spool.rows)
	}
	if _, n, err := e.Close(); !fault.Is(err, fault.Resource) || n != taken-1 || !strings.Contains(fault.Hint(words.Chinese, err), path+".partial") {
		t.Errorf("%d rows: %v", n, err)
	}
}

func noise(seed, n int) string {
	out, x := make([]byte, n), uint32(seed*2654435761+1)
	for i := range out {
		x = x*1664525 + 1013904223
		out[i] = 'a' + byte(x>>24)%26
	}
	return string(out)
}

// Ten times the rows may not take more memory.
func TestMemoryStaysFlat(t *testing.T) {
	// A collector that comes at once, so that what is measured is in use and not waiting for it.
	defer debug.SetGCPercent(debug.SetGCPercent(5))
	peak := func(n int) uint64 {
		e := NewErrors(filepath.Join(t.TempDir(), "e.xlsx"), words.English)
		text := noise(1, 500)
		for i := range n {
			must(t, e.Add(order(fmt.Sprint(i), text, nil)))
		}
		var after runtime.MemStats
		runtime.GC()
		done, most := make(chan struct{}), make(chan uint64)
		go func() {
			var top uint64
			for {
				select {
				case <-done:
					most <- top
					return
				case <-time.After(time.Millisecond):
					runtime.ReadMemStats(&after)
					top = max(top, after.HeapAlloc)
				}
			}
		}()
		_, _, err := e.Close()
		close(done)
		must(t, err)
		return <-most
	}
	small, large := peak(2000), peak(20000)
	if large > small+4<<20 {
		t.Errorf("2,000 rows took %d bytes, 20,000 took %d", small, large)
	}
}
