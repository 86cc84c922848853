//go:build !race

package proof

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestHugeLog reads the end of a log of 3 GB, and holds little of it.
func TestHugeLog(t *testing.T) {
	const size = 3 << 30
	path := filepath.Join(t.TempDir(), "observer.log")
	put(t, path, logLineOf(someTrace, "too far back"), time.Now())
	if err := os.Truncate(path, size); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteString("\n" + strings.Repeat(logLineOf("Y1-1-1-1", "somebody else"), 100_000) + logLineOf(someTrace, "the end"))
	if closed := f.Close(); err != nil || closed != nil {
		t.Fatal(err, closed)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	began := time.Now()
	failures := []Failure{{Trace: someTrace}}
	if err := readLog(t.Context(), path, failures); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	took := after.TotalAlloc - before.TotalAlloc
	t.Logf("%v, %d KB allocated", time.Since(began), took>>10)
	if len(failures[0].Log) != 1 || !strings.HasSuffix(failures[0].Log[0], "the end") {
		t.Errorf("%q", failures[0].Log)
	}
	if took > 64<<20 {
		t.Errorf("%d MB were allocated", took>>20)
	}
}
