//go:build unix

package engine_test

import (
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/obferry/obferry/engine"
)

// cpu is the time that this process has spent on its processors, the system's part of it
// included.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// BenchmarkSink measures what rows cost the client alone: a whole run into a sink.
func BenchmarkSink(b *testing.B) {
	b.Run("mariadb", func(b *testing.B) { benchSink(b, fromMariaDB(b), 900_000) })
	b.Run("generated", func(b *testing.B) { benchSink(b, fromNowhere(b), 1_500_000) })
	b.Run("csv", func(b *testing.B) { benchSink(b, fromFile(b), 0) })
}

// benchSink fails a run that takes more of the processor's time than is promised, in rows
// per second of it, or that allocates for each row.
func benchSink(b *testing.B, p *passage, promised float64) {
	address, err := p.plan.Target.Address()
	if err != nil {
		b.Fatal(err)
	}
	p.clear(b)
	p.plan.Target = engine.Endpoint{URL: sink(b, address).URL()}
	var spent []float64
	var made uint64
	for b.Loop() {
		for range rounds {
			runtime.GC()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			began := cpu(b)
			p.ferry(b)
			spent = append(spent, (cpu(b) - began).Seconds())
			runtime.ReadMemStats(&after)
			made = after.Mallocs - before.Mallocs
		}
	}
	pace := float64(p.count) / median(spent)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(pace, "rows/cpu-s")
	b.ReportMetric(float64(made)/float64(p.count), "allocs/row")
	if pace < promised {
		b.Errorf("%.0f rows per second of the client's processor time, promised are %.0f (%.2f s, %.3f allocations a row)",
			pace, promised, spent, float64(made)/float64(p.count))
	}
	// What a run allocates for itself and for each batch is not for each row.
	if perRow := float64(made) / float64(p.count); perRow >= 0.5 {
		b.Errorf("%.2f allocations a row", perRow)
	}
}
