package verify

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"testing"

	"github.com/obferry/obferry/engine/rows"
)

// match matches two tables within so many bytes, each part a pair of tables, and
// tells in how many readings of a part.
func match(t *testing.T, columns []rows.Column, source, target []table, gone table, bytes int) (c Comparison, found []Difference, readings int) {
	t.Helper()
	refused := NewRefused(columns)
	if err := refused.Add(gone.batch(columns)); err != nil {
		t.Fatal(err)
	}
	a, b := NewDigest(columns), NewDigest(columns)
	for i := range source {
		merge(t, a, digestOf(t, columns, source[i]))
		merge(t, b, digestOf(t, columns, target[i]))
	}
	matcher := NewMatcher(a, b, refused)
	if matcher == nil {
		t.Fatal("no matcher")
	}
	pass := matcher.Pass(columns, columns, len(source), bytes)
	for i := range source {
		pass.Begin()
		for pass.Next() {
			readings++
			for _, half := range []table{source[i][:len(source[i])/2], source[i][len(source[i])/2:]} {
				if err := pass.Hold(half.batch(columns)); err != nil {
					t.Fatal(err)
				}
			}
			if err := pass.Match(target[i].batch(columns)); err != nil {
				t.Fatal(err)
			}
			if len(pass.held)*heldBytes > bytes {
				t.Errorf("%d rows held in %d bytes", len(pass.held), bytes)
			}
		}
		if err := pass.Err(); err != nil {
			t.Fatal(err)
		}
	}
	if err := pass.Close(); err != nil {
		t.Fatal(err)
	}
	c = matcher.Compare()
	finder := NewFinder(a, b, refused, Limit{})
	finder.Only(matcher.Examples())
	for i := range source {
		for side, content := range map[Side]table{Source: source[i], Target: target[i]} {
			if _, err := finder.Reader(side, columns).Add(content.batch(columns)); err != nil {
				t.Fatal(err)
			}
		}
	}
	return c, finder.Differences(true), readings
}

// grown is a source, and a target that holds it and as many rows again.
func grown(n int) (source, target table) {
	r := rand.New(rand.NewPCG(3, 4))
	source = randomPeople(r, n)
	for _, row := range source {
		target = append(target, append([]any(nil), row...), []any{n + row[0].(int), "had", "been", "1"})
	}
	r.Shuffle(len(target), func(i, j int) { target[i], target[j] = target[j], target[i] })
	return source, target
}

func TestTargetThatHeldRowsBefore(t *testing.T) {
	for bytes, want := range map[int]int{1 << 20: 1, 100_000: 4} {
		source, target := grown(20_000)
		c, found, readings := match(t, people, []table{source}, []table{target}, nil, bytes)
		if !c.Equal || c.Extra != 20_000 || c.Missing+c.Different != 0 || c.SourceRows != 20_000 || c.TargetRows != 40_000 || len(found) != 0 {
			t.Errorf("in %d bytes: %+v, %+v", bytes, c, found)
		}
		for _, column := range c.Columns {
			if !column.Equal || column.Source != column.Target {
				t.Errorf("column %+v", column)
			}
		}
		if readings != want {
			t.Errorf("in %d bytes: %d readings, want %d", bytes, readings, want)
		}

		damaged := -1
		for i, row := range target {
			switch row[0] {
			case 77:
				row[1], damaged = "damaged", i
			case 20_001: // was there before: what it holds is nobody's business
				row[1] = "damaged"
			}
		}
		for i, row := range target {
			if row[0] == 4000 {
				target = append(target[:i:i], target[i+1:]...)
				break
			}
		}
		c, found, _ = match(t, people, []table{source}, []table{target}, nil, bytes)
		if c.Equal || damaged < 0 || c.Extra != 20_000 || c.Missing != 1 || c.Different != 1 {
			t.Errorf("in %d bytes: %+v", bytes, c)
		}
		expected := []Difference{{Key: "4000", Side: "source"},
			{Key: "77", Side: "both", Column: "first", Source: fmt.Sprint(source[77][1]), Target: "damaged"}}
		if !reflect.DeepEqual(found, expected) {
			t.Errorf("in %d bytes: found %+v", bytes, found)
		}
		for _, column := range c.Columns {
			if column.Equal {
				t.Errorf("column %s: equal with a row missing", column.Name)
			}
		}
	}
}

// A part that holds nearly all rows, as ids with a gap make them, is read more often
// than the others, and no more is held.
func TestPartsOfUnequalSize(t *testing.T) {
	source, target := grown(20_000)
	var here, there [2]table
	for _, row := range source {
		at := 0
		if row[0].(int) >= 500 {
			at = 1
		}
		here[at] = append(here[at], row)
	}
	for _, row := range target {
		at := 0
		if row[0].(int) >= 500 {
			at = 1
		}
		there[at] = append(there[at], row)
	}
	c, _, readings := match(t, people, here[:], there[:], nil, 100_000)
	if !c.Equal || c.Extra != 20_000 || readings < 5 || readings > 9 {
		t.Errorf("%d readings, %+v", readings, c)
	}
}

// Refused rows are no missing ones, though the target had a row with their key before.
func TestRefusedRowsAreNotMatched(t *testing.T) {
	source := table{{1, "a", "b", "1"}, {2, "c", "d", "2"}, {3, "e", "f", "3"}, {3, "e", "f", "3"}}
	target := table{{1, "old", "b", "1"}, {2, "c", "d", "2"}, {3, "e", "f", "3"}, {9, "old", "", "9"}}
	gone := table{source[0], source[3]}
	c, found, _ := match(t, people, []table{source}, []table{target}, gone, 1000)
	if !c.Equal || c.Extra != 2 || c.Refused != 2 || len(found) != 0 {
		t.Errorf("%+v, %+v", c, found)
	}
	c, _, _ = match(t, people, []table{source}, []table{target}, gone[:1], 1000)
	if c.Equal || c.Missing != 1 {
		t.Errorf("a row that was lost is missing: %+v", c)
	}
}

func TestWhatCannotBeMatched(t *testing.T) {
	keyless := []rows.Column{{Name: "a", Kind: rows.Text}}
	if NewMatcher(digestOf(t, keyless, table{{"x"}}), digestOf(t, keyless, table{{"x"}, {"y"}}), nil) != nil {
		t.Error("rows without a key were matched")
	}
	source, target := grown(20_000)
	matcher := NewMatcher(digestOf(t, people, source), digestOf(t, people, target), nil)
	pass := matcher.Pass(people, people, 1, 10_000)
	if pass.Begin(); pass.Next() || !errors.Is(pass.Err(), ErrTooMany) {
		t.Errorf("20,000 rows in 10,000 bytes: %v", pass.Err())
	}
}

// 300,000 rows of the source are matched in a share of the memory that they would
// take, whatever the target holds besides.
func TestMatchingHoldsNoMoreThanItMay(t *testing.T) {
	columns := people[:2]
	const n, bytes = 300_000, 1 << 20
	each := func(last int, take func(*rows.Batch) error) {
		var b rows.Batch
		for from := 0; from < last; from += 1000 {
			b.Reset(columns)
			for id := from; id < from+1000; id++ {
				b.Add(fmt.Appendf(nil, "%d", id*7), false)
				b.Add([]byte("x"), false)
				b.EndRow(0)
			}
			if err := take(&b); err != nil {
				t.Fatal(err)
			}
		}
	}
	a, b := NewDigest(columns), NewDigest(columns)
	each(n, a.Add)
	each(n+n/2, b.Add)
	heap := func() uint64 {
		var stats runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&stats)
		return stats.HeapAlloc
	}
	before := heap()
	matcher := NewMatcher(a, b, nil)
	pass := matcher.Pass(columns, columns, 1, bytes)
	var most uint64
	pass.Begin()
	for pass.Next() {
		each(n, pass.Hold)
		most = max(most, heap())
		each(n+n/2, pass.Match)
		most = max(most, heap())
	}
	if err := pass.Close(); err != nil || pass.Err() != nil {
		t.Fatal(err, pass.Err())
	}
	if most > before+bytes+bytes/2 {
		t.Errorf("%d bytes more on the heap, %d allowed", most-before, bytes)
	}
	if c := matcher.Compare(); !c.Equal || c.Extra != n/2 {
		t.Errorf("%+v", c)
	}
	batch := table{{7, "x"}, {8, "y"}}.batch(columns)
	pass.Begin()
	pass.Next()
	if allocs := testing.AllocsPerRun(100, func() {
		if err := pass.Match(batch); err != nil {
			t.Fatal(err)
		}
	}); allocs > 0 {
		t.Errorf("%.0f allocations a batch", allocs)
	}
}
