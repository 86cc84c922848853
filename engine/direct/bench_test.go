//go:build unix

package direct_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
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

// servingAlone is the variable that makes this test binary a discarding server.
const servingAlone = "OBFERRY_TEST_DIRECT_SERVER"

func TestMain(m *testing.M) {
	if os.Getenv(servingAlone) == "" {
		os.Exit(m.Run())
	}
	s, err := directtest.Listen("127.0.0.1:0", directtest.Options{Account: account, Sink: &directtest.Discard{Blind: true}})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(s.Address())
	_, _ = io.Copy(io.Discard, os.Stdin) // until whoever started it ends
}

// serveAlone starts the discarding server as a process of its own.
func serveAlone(b *testing.B) string {
	b.Helper()
	server := exec.Command(os.Args[0])
	server.Env = append(os.Environ(), servingAlone+"=1")
	server.Stderr = os.Stderr
	end, err := server.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := server.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := server.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = end.Close()
		_ = server.Wait()
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	return strings.TrimSpace(address)
}

// BenchmarkLoad loads a million rows into a discarding server in another process, over
// loopback. What it tells of processor and memory is the client's alone.
func BenchmarkLoad(b *testing.B) {
	const rows, writers = 1_000_000, 2
	c, err := direct.Dial(bounded(b), direct.Config{Address: serveAlone(b), Tenant: account.Tenant, User: account.User, Password: account.Password, Database: account.Database})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	before := processor()
	for b.Loop() {
		o := options()
		o.Width, o.Writers, o.BufferSize, o.HeartbeatInterval = benchWidth, writers, 0, time.Second
		l, err := c.Begin(bounded(b), o)
		if err != nil {
			b.Fatal(err)
		}
		var all sync.WaitGroup
		for part := range writers {
			all.Go(func() {
				if err := writeBench(b.Context(), l, part, rows, writers); err != nil {
					b.Error(err)
				}
			})
		}
		all.Wait()
		if err := l.Commit(bounded(b)); err != nil {
			b.Fatal(err)
		}
	}
	loaded := float64(rows) * float64(b.N)
	b.ReportMetric(loaded/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric((processor()-before).Seconds()/loaded*1e6, "cpu-s/Mrow")
	b.ReportMetric(resident(), "peak-MB")
}

func writeBench(ctx context.Context, l *direct.Load, from, to, step int) error {
	w := l.Writer()
	for i := from; i < to; i += step {
		benchRow(w.Bucket, i)
		if err := w.EndRow(ctx); err != nil {
			return err
		}
	}
	return w.Flush(ctx)
}

// resident is the most memory in MB that this process has had.
func resident() float64 {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return float64(used.Maxrss) / 1024 // KiB on Linux
}

// processor is the time that this process has had of a processor, in all its threads.
func processor() time.Duration {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
