package sheet

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
)

// bigText writes delimited text of n rows, about 75 bytes each.
func bigText(t testing.TB, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "big.csv")
	file, err := os.Create(path)
	must(t, err)
	w := bufio.NewWriterSize(file, 1<<20)
	_, err = w.WriteString("id,name,amount,when,note\n")
	must(t, err)
	for i := range n {
		_, err = fmt.Fprintf(w, "%d,客户 %d,%d.%02d,2024-01-%02d 10:%02d:00,\"a note, quoted %d\"\n", i, i%1000, i%5000, i%100, i%28+1, i%60, i)
		must(t, err)
	}
	must(t, w.Flush())
	must(t, file.Close())
	return path
}

// peak runs work and gives the most that the heap held meanwhile beyond what it
// held before, in bytes.
func peak(work func()) int64 {
	runtime.GC()
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	var most atomic.Int64
	done, watched := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(watched)
		for {
			runtime.ReadMemStats(&now)
			most.Store(max(most.Load(), int64(now.HeapInuse)-int64(before.HeapInuse)))
			select {
			case <-done:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	work()
	close(done)
	<-watched
	return most.Load()
}

// readAll reads a table into reused batches and counts its rows.
func readAll(t testing.TB, s *Source, table *source.Table) (n int64) {
	t.Helper()
	var batch rows.Batch
	must(t, s.Read(context.Background(), table, table.Columns, source.Chunk{}, source.Limit{Rows: 1000, Bytes: 1 << 20},
		func() *rows.Batch { return &batch },
		func(b *rows.Batch) error { n += int64(b.Len()); return nil }))
	return n
}

func BenchmarkText(b *testing.B) {
	path := bigText(b, 200000)
	info, err := os.Stat(path)
	must(b, err)
	s := open(b, path, nil)
	table := list(b, s)[0]
	b.Run("list", func(b *testing.B) {
		b.SetBytes(info.Size())
		b.ReportAllocs()
		for range b.N {
			list(b, open(b, path, nil))
		}
	})
	b.Run("read", func(b *testing.B) {
		b.SetBytes(info.Size())
		b.ReportAllocs()
		for range b.N {
			readAll(b, s, table)
		}
	})
}

func BenchmarkWorkbook(b *testing.B) {
	const n = 100000
	path := bigBook(b, n)
	s := open(b, path, nil)
	table := list(b, s)[0]
	b.Run("list", func(b *testing.B) {
		b.ReportAllocs()
		for range b.N {
			list(b, open(b, path, nil))
		}
		b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
	})
	b.Run("read", func(b *testing.B) {
		b.ReportAllocs()
		for range b.N {
			readAll(b, s, table)
		}
		b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
	})
}
