package engine

import (
	"testing"

	"github.com/obferry/obferry/engine/checkpoint"
	"github.com/obferry/obferry/engine/report"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
)

// A line that is no row, behind the last row of a batch, is read again where a run goes on
// behind that batch: it must be neither counted nor taken up before.
func TestRaggedRowsBehindABatch(t *testing.T) {
	store, err := checkpoint.Open("")
	if err != nil {
		t.Fatal(err)
	}
	if err := store.PutChunks("t", []checkpoint.Chunk{{Chunk: source.Chunk{}}}); err != nil {
		t.Fatal(err)
	}
	r := &run{store: store}
	p := &part{work: &work{plan: &TablePlan{Target: "t"}}}
	var b rows.Batch
	var refused []report.Refused
	row := func(places ...int64) {
		for _, place := range places {
			b.Add([]byte("v"), false)
			b.EndRow(place)
		}
	}
	ragged := func(place int64) {
		refused = append(refused, report.Refused{Table: "t", Place: place, Batch: p.refuses()})
	}
	begin := func() {
		p.fills(&b)
		b.Reset(make([]rows.Column, 1))
	}
	batch := func() {
		last, count := b.Place(b.Len()-1), int64(b.Len())
		number, ragged := p.dispatch()
		p.landed(store, number, tally{read: count + ragged, written: count, place: last})
	}
	// holds says that what is counted as refused is what is taken up.
	holds := func(want int64) {
		t.Helper()
		c, taken := store.Chunks("t")[0], int64(0)
		for _, one := range refused {
			if r.across(one) {
				taken++
			}
		}
		if counted := c.Read - c.Written; counted != want || taken != want {
			t.Errorf("%d are counted and %d taken up, want %d", counted, taken, want)
		}
	}
	ragged(1)
	begin()
	row(2, 3)
	ragged(4)
	row(5)
	ragged(6)
	ragged(7)
	batch()
	holds(2)
	ragged(8)
	begin()
	row(9, 10, 11)
	batch()
	holds(5)
	ragged(12)
	begin()
	row(13)
	ragged(14)
	batch()
	holds(6)
	p.ended(store)
	holds(7)
}
