//go:build unix

package engine_test

import (
	"fmt"
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
	const count = 1_000_000
	b.Run("mariadb", func(b *testing.B) { benchSink(b, benchVoyage(b, count), count, 900_000) })
	b.Run("generated", func(b *testing.B) { benchSink(b, generatedVoyage(b, count), count, 1_500_000) })
}

// benchSink fails a run that takes more of the processor's time than is promised: rows per
// second of it.
func benchSink(b *testing.B, v *voyage, count, promised int64) {
	address, err := v.plan.Target.Address()
	if err != nil {
		b.Fatal(err)
	}
	v.plan.Target = engine.Endpoint{URL: sink(b, address).URL()}
	var spent time.Duration
	var made uint64
	for b.Loop() {
		v.empty(b)
		runtime.GC()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := cpu(b)
		v.ferry(b, count)
		spent += cpu(b) - began
		runtime.ReadMemStats(&after)
		made += after.Mallocs - before.Mallocs
	}
	rows := float64(count) * float64(b.N)
	b.ReportMetric(rows/spent.Seconds(), "rows/cpu-s")
	b.ReportMetric(float64(made)/rows, "allocs/row")
	if got := rows / spent.Seconds(); got < float64(promised) {
		b.Errorf("%.0f rows per second of the client's processor time, promised are %d", got, promised)
	}
	_ = fmt.Sprint
}
