package engine_test

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// rounds is how often what is compared is measured, in turns: the kernel's own pace varies
// by more than OB Ferry costs.
const rounds = 5

// BenchmarkFerry measures a whole run against its floor: statements of the same rows that
// stand ready in memory, sent by as many writers. What lies between the two is what OB
// Ferry costs, and its source where that runs on the same processors.
func BenchmarkFerry(b *testing.B) {
	for _, c := range []struct {
		name     string
		from     func(*testing.B) *passage
		promised float64
	}{
		{"mariadb", fromMariaDB, 0.75},
		{"csv", fromFile, 0.85},
		{"generated", fromNowhere, 0.95},
	} {
		b.Run(c.name, func(b *testing.B) { benchFloor(b, c.from(b), c.promised) })
	}
}

func benchFloor(b *testing.B, p *passage, promised float64) {
	statements := p.statements(b)
	var ferries, movings, floors, idle []float64
	for b.Loop() {
		for range rounds {
			p.clear(b)
			before, began := idleTime(), time.Now()
			p.send(b, statements)
			floors = append(floors, time.Since(began).Seconds())
			idle = append(idle, (idleTime()-before).Seconds()/time.Since(began).Seconds())
			p.clear(b)
			whole, moving := p.ferry(b)
			ferries, movings = append(ferries, whole.Seconds()), append(movings, moving.Seconds())
		}
	}
	ratio := median(floors) / median(ferries)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(p.count)/median(ferries), "rows/s")
	b.ReportMetric(float64(p.count)/median(floors), "floor-rows/s")
	b.ReportMetric(ratio, "of-floor")
	b.ReportMetric(median(floors)/median(movings), "of-floor-moving")
	b.ReportMetric(median(idle), "idle-cores")
	if median(idle) >= 1 {
		promised = max(promised, 0.9)
	}
	if ratio < promised {
		// The metrics of a benchmark that fails are not printed.
		b.Errorf("%.2f of the floor, promised is %.2f; rows alone %.2f (floors %.2f, runs %.2f, rows %.2f, idle cores %.2f)",
			ratio, promised, median(floors)/median(movings), floors, ferries, movings, median(idle))
	}
}

// statements are the passage's rows as the INSERTs of a run, a thousand rows each.
func (p *passage) statements(b *testing.B) (all []string) {
	b.Helper()
	const head = "INSERT INTO t (`id`,`name`,`amount`,`at`,`n`,`filler`,`%s`,`hash`) VALUES "
	seventh := "ratio"
	if p.table == generatedTable {
		seventh = "paid"
	}
	var texts []string

	flush := func() {
		if len(texts) > 0 {
			all = append(all, fmt.Sprintf(head, seventh)+strings.Join(texts, ","))
		}
		texts = texts[:0]
	}
	p.texts(b, func(values string) {
		if texts = append(texts, values); len(texts) == 1000 {
			flush()
		}
	})
	flush()
	runtime.GC()
	return all
}

// writers are as many as a run has.
const writers = 3

// send sends ready statements by as many writers as a run has.
func (p *passage) send(b *testing.B, statements []string) {
	todo := make(chan string, len(statements))
	for _, s := range statements {
		todo <- s
	}
	close(todo)
	var sending sync.WaitGroup
	for range writers {
		sending.Go(func() {
			for s := range todo {
				if _, err := p.to.Exec(s); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	sending.Wait()
}

func median(all []float64) float64 {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}

// idleTime is how long the machine's processors have had nothing to do since it started,
// added up; 0 where the system does not tell as Linux does.
func idleTime() time.Duration {
	text, err := os.ReadFile("/proc/uptime")
	if err != nil {
		return 0
	}
	var up, idle float64
	if _, err := fmt.Sscan(string(text), &up, &idle); err != nil {
		return 0
	}
	return time.Duration(idle * float64(time.Second))
}
