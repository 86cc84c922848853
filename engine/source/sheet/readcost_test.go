//go:build unix

package sheet

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// eightColumns writes delimited text of n rows of eight columns, about 250 bytes each.
func eightColumns(t testing.TB, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "eight.csv")
	file, err := os.Create(path)
	must(t, err)
	w := bufio.NewWriterSize(file, 1<<20)
	fmt.Fprintln(w, "id,name,amount,at,n,filler,ratio,hash")
	for i := range n {
		fmt.Fprintf(w, "%d,name %d,%d.1429,2024-01-01 %02d:%02d:%02d.000000,%d,%s,%d.33333333,%032x\n",
			i, i, i/7, i/3600%24, i/60%60, i%60, i%1000, strings.Repeat(string(rune('A'+i%26)), 80), i/3, i)
	}
	must(t, w.Flush())
	must(t, file.Close())
	return path
}

// BenchmarkEightColumns reads a row an operation into batches that nobody looks at, and
// says what it costs by the processor's time, however busy the machine is.
func BenchmarkEightColumns(b *testing.B) {
	path := eightColumns(b, b.N)
	s := open(b, path, nil)
	table := list(b, s)[0]
	b.ReportAllocs()
	b.ResetTimer()
	before := cpu()
	if n := readAll(b, s, table); n != int64(b.N) {
		b.Fatalf("%d rows", n)
	}
	b.ReportMetric(float64(b.N)/(cpu()-before).Seconds(), "rows/cpu-s")
}

// cpu is the time that the process has spent on its processors.
func cpu() time.Duration {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
