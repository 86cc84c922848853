//go:build unix

package engine_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/practice/practicetest"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/source/mysql"
)

// BenchmarkModeLoad measures a whole run in mode load, from MariaDB, against the same LOAD
// DATA by MariaDB's own client, whose file stands ready on disk.
func BenchmarkModeLoad(b *testing.B) {
	const promised = 0.95
	client, err := exec.LookPath("mariadb")
	if err != nil {
		b.Skip(err)
	}
	p := fromMariaDB(b)
	path := mixedFile(b, p.count)
	p.allowLocal(b)
	p.plan.Mode = engine.Load
	var runs, movings, loads []float64
	for b.Loop() {
		for range rounds {
			p.clear(b)
			loads = append(loads, p.loadDirectly(b, client, path).Seconds())
			p.clear(b)
			whole, moving := p.ferry(b)
			runs, movings = append(runs, whole.Seconds()), append(movings, moving.Seconds())
		}
	}
	ratio := median(loads) / median(runs)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(p.count)/median(runs), "rows/s")
	b.ReportMetric(float64(p.count)/median(loads), "load-rows/s")
	b.ReportMetric(ratio, "times-load")
	b.ReportMetric(median(loads)/median(movings), "times-load-moving")
	if ratio < promised {
		b.Errorf("%.2f of LOAD DATA LOCAL, promised is %.2f (loads %.2f, runs %.2f)", ratio, promised, loads, runs)
	}
}

// loadDirectly has the stock client load a file with the hint for direct load.
func (p *passage) loadDirectly(b *testing.B, client, path string) time.Duration {
	b.Helper()
	address := practicetest.Address(b)
	began := time.Now()
	said, err := exec.Command(client, "--no-defaults", "--comments", "--local-infile=1", "--host", address.Host, "--port", strconv.Itoa(address.Port),
		"--user", address.User, p.name(), "--execute",
		"SET SESSION ob_query_timeout = 3600000000; LOAD DATA /*+ direct(true, 0) parallel(4) */ LOCAL INFILE '"+path+
			"' INTO TABLE t FIELDS TERMINATED BY ',' LINES TERMINATED BY '\\n' IGNORE 1 LINES").CombinedOutput()
	took := time.Since(began)
	if err != nil {
		b.Fatalf("%v: %s", err, said)
	}
	var there int64
	if err := p.to.QueryRow("SELECT COUNT(*) FROM t").Scan(&there); err != nil || there != p.count {
		b.Fatalf("%d rows loaded, %v", there, err)
	}
	return took
}

// BenchmarkModeDirect measures a run in mode direct from MariaDB to a server that throws
// the rows away, against reading the same rows to nowhere: how much of the time reading is.
func BenchmarkModeDirect(b *testing.B) {
	p := fromMariaDB(b)
	p.clear(b)
	p.plan.Mode, p.plan.Direct.Port = engine.Direct, discarding(b)
	var runs, reads, spent []float64
	for b.Loop() {
		for range rounds {
			began := time.Now()
			p.read(b)
			reads = append(reads, time.Since(began).Seconds())
			runtime.GC()
			before := cpu(b)
			moving := p.discard(b)
			spent, runs = append(spent, (cpu(b)-before).Seconds()), append(runs, moving.Seconds())
		}
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(p.count)/median(runs), "rows/s")
	b.ReportMetric(float64(p.count)/median(reads), "read-rows/s")
	b.ReportMetric(median(reads)/median(runs), "of-it-reading")
	b.ReportMetric(median(spent)*1e6/float64(p.count), "cpu-s/million")
}

// discarding starts an RPC port that throws rows away, in a process of its own.
func discarding(b *testing.B) (port int) {
	b.Helper()
	process := exec.Command(os.Args[0])
	process.Env = append(os.Environ(), discardIn+"=1")
	process.Stderr = os.Stderr
	alive, err := process.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	said, err := process.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := process.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := errors.Join(alive.Close(), process.Wait()); err != nil {
			b.Error(err)
		}
	})
	if _, err := fmt.Fscan(said, &port); err != nil {
		b.Fatal(err)
	}
	return port
}

// read takes the rows and throws them away, with as many readers as a run has.
func (p *passage) read(b *testing.B) {
	b.Helper()
	address, err := p.plan.Source.Address()
	if err != nil {
		b.Fatal(err)
	}
	from, err := mysql.Open(b.Context(), address)
	if err != nil {
		b.Fatal(err)
	}
	defer from.Close()
	tables, err := from.Tables(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	if _, _, err := from.Begin(b.Context(), 2); err != nil {
		b.Fatal(err)
	}
	chunks, err := from.Chunks(b.Context(), tables[0], int(p.count/50_000)+1)
	if err != nil {
		b.Fatal(err)
	}
	todo, ended := make(chan source.Chunk, len(chunks)), make(chan error)
	for _, c := range chunks {
		todo <- c
	}
	close(todo)
	for range 2 {
		go func() {
			var batch rows.Batch
			var failed error
			for c := range todo {
				if failed == nil {
					failed = from.Read(b.Context(), tables[0], tables[0].Columns, c, source.Limit{Rows: 1000, Bytes: 1 << 20},
						func() *rows.Batch { return &batch }, func(*rows.Batch) error { return nil })
				}
			}
			ended <- failed
		}()
	}
	if err := errors.Join(<-ended, <-ended); err != nil {
		b.Fatal(err)
	}
}

// discard runs the plan, of which nothing arrives, and says how long the rows took.
func (p *passage) discard(b *testing.B) time.Duration {
	b.Helper()
	var began, ended time.Time
	result, err := engine.Run(b.Context(), p.plan, func(e engine.Event) {
		switch e := e.(type) {
		case engine.PhaseChanged:
			if e.Phase == engine.Copying {
				began = e.At
			}
		case engine.TableChanged:
			if e.Table.State == engine.Committing {
				ended = e.At
			}
		}
	})
	if err != nil || result.Read != p.count {
		b.Fatalf("read %d of %d: %v", result.Read, p.count, err)
	}
	return ended.Sub(began)
}
