//go:build unix

package direct_test

import (
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/obferry/obferry/engine/direct"
	"github.com/obferry/obferry/engine/direct/directtest"
)

// benchWidth is how many columns benchRow writes.
const benchWidth = 8

var (
	benchName    = "a name of a customer, as long as names are"
	benchAddress = []byte("an address of four lines and more, with a street, a number, a floor a town, its postal code, and the country's name at its very end, so that it fills one..")
	benchPicture = []byte("\x00\x01\x02\x03 a fingerprint of 32 bytes!")
)

// benchRow writes eight mixed columns, 308 bytes as encoded.
func benchRow(b *direct.Bucket, i int) {
	b.Int64(1_000_000_000 + int64(i))
	b.Text(benchName)
	b.Int32(int32(i) | 1<<21)
	b.Double(float64(i) + 0.25)
	b.Text("12345678.90")
	b.DateTime(1700000000000000 + int64(i)*1001)
	b.TextBytes(benchAddress)
	b.Binary(benchPicture)
}

// BenchmarkEncode writes rows into one bucket after another, and sends them nowhere.
func BenchmarkEncode(b *testing.B) {
	bucket := direct.NewBucket(benchWidth, 0)
	benchRow(bucket, 0)
	if _, err := bucket.EndRow(); err != nil {
		b.Fatal(err)
	}
	head := direct.NewBucket(benchWidth, 0).Size()
	if size := bucket.Size() - head; size != 308 {
		b.Fatalf("a row takes %d bytes", size)
	}
	b.SetBytes(308)
	b.ReportAllocs()
	i := 0
	before := processor()
	for b.Loop() {
		i++
		benchRow(bucket, i)
		full, err := bucket.EndRow()
		if err != nil {
			b.Fatal(err)
		}
		if full {
			bucket.Next()
		}
	}
	b.ReportMetric(float64(b.N)/(processor()-before).Seconds(), "rows/cpu-s")
}

// TestEncodeAllocations holds that no row costs an allocation.
func TestEncodeAllocations(t *testing.T) {
	bucket := direct.NewBucket(benchWidth, 0)
	i := 0
	fill := func() {
		for full := false; !full; i++ {
			benchRow(bucket, i)
			var err error
			if full, err = bucket.EndRow(); err != nil {
				t.Fatal(err)
			}
		}
		bucket.Next()
	}
	if n := testing.AllocsPerRun(3, fill); n != 0 {
		t.Errorf("a bucket of rows costs %v allocations", n)
	}
}

// BenchmarkLoad loads a million rows into a discarding server in this process, over
// loopback.
func BenchmarkLoad(b *testing.B) {
	const rows, writers = 1_000_000, 2
	s := serve(b, directtest.Options{Sink: &directtest.Discard{Blind: true}})
	c := dial(b, s)
	b.ReportAllocs()
	for b.Loop() {
		before := processor()
		start := time.Now()
		o := options()
		o.Width, o.Writers, o.BufferSize = benchWidth, writers, 0
		l, err := c.Begin(bounded(b), o)
		if err != nil {
			b.Fatal(err)
		}
		var all sync.WaitGroup
		for part := range writers {
			all.Add(1)
			go func() {
				defer all.Done()
				w := l.Writer()
				for i := part; i < rows; i += writers {
					benchRow(w.Bucket, i)
					if err := w.EndRow(b.Context()); err != nil {
						b.Error(err)
						return
					}
				}
				if err := w.Flush(b.Context()); err != nil {
					b.Error(err)
				}
			}()
		}
		all.Wait()
		if err := l.Commit(bounded(b)); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(rows/time.Since(start).Seconds(), "rows/s")
		b.ReportMetric((processor() - before).Seconds(), "cpu-s/Mrow")
	}
}

// processor is the time that this process has had of a processor, server included.
func processor() time.Duration {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
