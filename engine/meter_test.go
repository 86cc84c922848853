package engine

import (
	"context"
	"testing"
	"time"

	"github.com/obferry/obferry/engine/source"
)

// When rows are compared after they were written, counting begins anew: no rate is
// below zero, and both sides have yet to be read.
func TestRatesBeginAnewWithAPhase(t *testing.T) {
	heard := make(chan Progress, 16)
	s := newFeed(func(e Event) {
		if p, ok := e.(Progress); ok {
			heard <- p
		}
	})
	defer s.close()
	w := newWork(context.Background(), &TablePlan{Source: "t", Target: "t"})
	w.source = &source.Table{Name: "t", Rows: 1000}
	m := &meter{began: time.Now(), stream: s}
	m.watch([]*work{w})
	tell := func() Progress {
		m.tell()
		return <-heard
	}

	m.enter(Copying)
	tell()
	w.counters.read.Store(1000)
	w.counters.written.Store(1000)
	if p := tell(); p.Tables[0].RowsPerSecond <= 0 || p.ETA != 0 {
		t.Errorf("copied: %v rows/s, %v to go", p.Tables[0].RowsPerSecond, p.ETA)
	}
	for range rateWindow {
		tell() // until the rate looks back on nothing but what was written
	}

	m.enter(Verifying)
	if p := tell(); p.RowsPerSecond != 0 || p.Tables[0].RowsPerSecond != 0 {
		t.Errorf("nothing compared yet: %v rows/s, the table %v", p.RowsPerSecond, p.Tables[0].RowsPerSecond)
	}
	w.counters.checked.Store(1500)
	if p := tell(); p.Tables[0].RowsPerSecond <= 0 || p.Tables[0].ETA <= 0 {
		t.Errorf("the target's rows are being compared: %v rows/s, %v to go", p.Tables[0].RowsPerSecond, p.Tables[0].ETA)
	}
}
