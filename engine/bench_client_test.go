//go:build unix

package engine_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"testing"
	"time"
)

// BenchmarkClient measures what a whole run from MariaDB to the kernel takes of the
// machine for OB Ferry's own process: the processor's time, the system's part of it
// included, and the most memory that was resident at once. The process is the program
// itself, which OBFERRY_TEST_BINARY names.
func BenchmarkClient(b *testing.B) {
	const (
		promised = 1.8 // seconds of the processor for a million rows
		most     = 64  // MiB resident, however many rows there are
	)
	program := os.Getenv("OBFERRY_TEST_BINARY")
	if program == "" {
		b.Skip("OBFERRY_TEST_BINARY names no program")
	}
	p := fromMariaDB(b)
	var spent, resident, took []float64
	for b.Loop() {
		for range 3 {
			p.clear(b)
			began := time.Now()
			used := p.migrate(b, program)
			took = append(took, time.Since(began).Seconds())
			spent = append(spent, time.Duration(used.Utime.Nano()+used.Stime.Nano()).Seconds())
			resident = append(resident, mebibytes(used))
		}
	}
	perMillion := median(spent) * 1e6 / float64(p.count)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(perMillion, "cpu-s/Mrows")
	b.ReportMetric(median(resident), "MiB")
	b.ReportMetric(float64(p.count)/median(took), "rows/s")
	if perMillion > promised {
		b.Errorf("%.2f s of the processor for a million rows, promised are %.1f (%.2f s; %.1f MiB)", perMillion, promised, spent, resident)
	}
	if median(resident) > most {
		b.Errorf("%.1f MiB resident, promised are %d (%.1f)", median(resident), most, resident)
	}
}

// migrate has the program bring the passage's rows across, and says what it used.
func (p *passage) migrate(b *testing.B, program string) *syscall.Rusage {
	b.Helper()
	command := exec.Command(program, "migrate", "--json", "--config", b.TempDir(), "--source", p.plan.Source.URL,
		"--target", p.plan.Target.URL, "--errors", p.plan.Errors)
	command.Stderr = os.Stderr
	said, err := command.Output()
	if err != nil {
		b.Fatalf("%v: %s", err, said)
	}
	var document struct{ Written int64 }
	if err := json.Unmarshal(said, &document); err != nil || document.Written != p.count {
		b.Fatalf("%d rows written, %v: %.500s", document.Written, err, said)
	}
	used, ok := command.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		b.Fatal("the system does not tell what a process used")
	}
	return used
}

// mebibytes is the most memory that was resident.
func mebibytes(used *syscall.Rusage) float64 {
	if runtime.GOOS == "darwin" {
		return float64(used.Maxrss) / (1 << 20) // bytes there
	}
	return float64(used.Maxrss) / (1 << 10)
}
