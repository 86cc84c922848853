package verify

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/obferry/obferry/engine/rows"
)

// search compares two tables and looks for the rows that differ, both sides read by
// two goroutines in batches of 50.
func search(t *testing.T, columns []rows.Column, source, target, gone table, limit Limit) (Comparison, []Difference) {
	t.Helper()
	refused := NewRefused(columns)
	if err := refused.Add(gone.batch(columns)); err != nil {
		t.Fatal(err)
	}
	a, b := digestOf(t, columns, source), digestOf(t, columns, target)
	finder := NewFinder(a, b, refused, limit)
	var group sync.WaitGroup
	read := func(side Side, content table, reader *Reader) {
		defer group.Done()
		for len(content) > 0 {
			n := min(50, len(content))
			if _, err := reader.Add(content[:n].batch(columns)); err != nil {
				t.Error(err)
			}
			content = content[n:]
		}
	}
	group.Add(4)
	go read(Source, source[:len(source)/2], finder.Reader(Source, columns))
	go read(Source, source[len(source)/2:], finder.Reader(Source, columns))
	go read(Target, target[:len(target)/3], finder.Reader(Target, columns))
	go read(Target, target[len(target)/3:], finder.Reader(Target, columns))
	group.Wait()
	return Compare(a, b, refused), finder.Differences(true)
}

func TestFinderNamesEveryDifference(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	source := randomPeople(r, 5000)
	var target table
	for _, row := range source {
		target = append(target, append([]any(nil), row...))
	}
	target[10][1] = "other"
	target[4000][2], source[4000][2] = nil, "was"
	target[77][3], source[77][3] = "1.5", "1.50" // equal
	gone := table{source[20], source[21]}
	source = append(source, []any{9001, "dup", "x", "1"}, []any{9001, "dup", "x", "1"})
	target = append(target, []any{9001, "dup", "x", "1"}, []any{"9002", "only there", "x", "1"})
	gone = append(gone, source[len(source)-1])
	target = append(target[:20], target[22:]...) // the refused ones
	lost := target[len(target)/2]
	target = append(target[:len(target)/2], target[len(target)/2+1:]...)
	r.Shuffle(len(target), func(i, j int) { target[i], target[j] = target[j], target[i] })

	compared, found := search(t, people, source, target, gone, Limit{})
	if compared.Equal || compared.Refused != 3 {
		t.Errorf("%+v", compared)
	}
	want := []Difference{
		{Key: "10", Side: "both", Column: "first", Source: fmt.Sprint(source[10][1]), Target: "other"},
		{Key: fmt.Sprint(lost[0]), Side: "source"},
		{Key: "4000", Side: "both", Column: "last", Source: "was", Target: "NULL"},
		{Key: "9002", Side: "target"},
	}
	if !reflect.DeepEqual(found, want) {
		t.Errorf("found %+v\nwant  %+v", found, want)
	}
}

func TestFinderWithoutKey(t *testing.T) {
	columns := []rows.Column{{Name: "a", Kind: rows.Text}, {Name: "b", Kind: rows.Text, Nullable: true}}
	_, found := search(t, columns,
		table{{"x", "1"}, {"x", "1"}, {"y", nil}, {"z", "3"}},
		table{{"y", ""}, {"x", "1"}, {"z", "3"}}, nil, Limit{})
	sides := map[string]int{}
	for _, d := range found {
		sides[d.Side]++
	}
	if len(found) != 3 || sides["source"] != 2 || sides["target"] != 1 {
		t.Errorf("%+v", found)
	}
}

// With far less memory than the rows need, whatever is reported must still be true.
func TestFinderInLittleMemory(t *testing.T) {
	source := randomPeople(rand.New(rand.NewPCG(8, 9)), 20000)
	var target table
	changed := map[string]bool{}
	for i, row := range source {
		row = append([]any(nil), row...)
		if i%100 == 0 {
			row[1], changed[fmt.Sprint(i)] = "damaged", true
		}
		target = append(target, row)
	}
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(target), func(i, j int) { target[i], target[j] = target[j], target[i] })
	_, found := search(t, people, source, target, nil, Limit{Bytes: 100_000, Differences: 1000})
	if len(found) < 2 {
		t.Errorf("only %d found", len(found))
	}
	for _, d := range found {
		if !changed[d.Key] || d.Side != "both" || d.Target != "damaged" {
			t.Errorf("not true: %+v", d)
		}
	}
	if _, found = search(t, people, source, target, nil, Limit{Differences: 7}); len(found) != 7 {
		t.Errorf("%d found, 7 wanted", len(found))
	}
}

func TestGeometriesAndTheirSRID(t *testing.T) {
	columns := []rows.Column{{Name: "id", Kind: rows.Integer, Key: true}, {Name: "g", Kind: rows.Geometry, Nullable: true}}
	at := func(srid byte, x string) string { return string([]byte{srid, 0, 0, 0}) + x }
	one := table{{1, at(7, "p")}, {2, nil}}
	for name, c := range map[string]struct {
		other table
		equal bool
	}{
		"same":           {table{{1, at(7, "p")}, {2, nil}}, true},
		"no SRID there":  {table{{1, at(0, "p")}, {2, nil}}, true},
		"another SRID":   {table{{1, at(8, "p")}, {2, nil}}, false},
		"another point":  {table{{1, at(0, "q")}, {2, nil}}, false},
		"NULL for point": {table{{1, nil}, {2, nil}}, false},
	} {
		compared, found := search(t, columns, one, c.other, nil, Limit{})
		if compared.Equal != c.equal || (len(found) == 0) != c.equal {
			t.Errorf("%s: %+v %+v", name, compared, found)
		}
	}
}

func TestGlimpses(t *testing.T) {
	long := strings.Repeat("中", 100)
	for _, c := range []struct {
		value string
		kind  rows.Kind
		want  string
	}{
		{"short", rows.Text, "short"},
		{"", rows.Text, ""},
		{long, rows.Text, strings.Repeat("中", 40) + "…(+180 B)"},
		{"a" + long, rows.Text, "a" + strings.Repeat("中", 39) + "…(+183 B)"},
		{"\xff\xfe", rows.Text, "\uFFFD"},
		{"\x00\xff", rows.Binary, "0x00FF"},
		{"", rows.Binary, "0x"},
	} {
		if got := glance([]byte(c.value), false, c.kind).String(); got != c.want {
			t.Errorf("%q: %q, want %q", c.value, got, c.want)
		}
	}
	columns := []rows.Column{{Name: "id", Kind: rows.Integer, Key: true}, {Name: "t", Kind: rows.Text}}
	_, found := search(t, columns, table{{1, long + "a"}}, table{{1, long + "b"}}, nil, Limit{})
	if len(found) != 1 || found[0].Source == found[0].Target {
		t.Errorf("values that differ at their end look the same: %+v", found)
	}
}

// Values that changed places within a row leave its values' sum as it is, unless
// each counts with its column.
func TestFinderSeesSwappedColumns(t *testing.T) {
	_, found := search(t, people, table{{1, "a", "b", "1"}}, table{{1, "b", "a", "1"}}, nil, Limit{})
	if len(found) != 1 || found[0].Column != "first" || found[0].Source != "a" || found[0].Target != "b" {
		t.Errorf("%+v", found)
	}
}

// Refused rows that were kept without a generated column make their buckets differ;
// they are still no differences.
func TestFinderLeavesRefusedRowsOut(t *testing.T) {
	columns := append(append([]rows.Column(nil), people...), rows.Column{Name: "g", Kind: rows.Text, Generated: true})
	source := table{{1, "a", "b", "1", "g"}, {2, "c", "d", "2", "g"}, {2, "c", "d", "2", "g"}, {3, "e", "f", "3", "g"}}
	target := table{{2, "c", "d", "2", "g"}, {3, "e", "f", "3", "h"}}
	refused := NewRefused(people)
	if err := refused.Add(table{{1, "a", "b", "1"}, {2, "c", "d", "2"}}.batch(people)); err != nil {
		t.Fatal(err)
	}
	a, b := digestOf(t, columns, source), digestOf(t, columns, target)
	finder := NewFinder(a, b, refused, Limit{})
	for side, content := range map[Side]table{Source: source, Target: target} {
		if _, err := finder.Reader(side, columns).Add(content.batch(columns)); err != nil {
			t.Fatal(err)
		}
	}
	want := []Difference{{Key: "3", Side: "both", Column: "g", Source: "g", Target: "h"}}
	if found := finder.Differences(true); !reflect.DeepEqual(found, want) {
		t.Errorf("%+v", found)
	}
}

// Rows that come side by side wait for a moment only: little memory is then enough
// to find every one.
func TestFinderForgetsWhatIsSettled(t *testing.T) {
	var source, target table
	for i := range 3000 {
		source, target = append(source, []any{i, "a", "b", "1"}), append(target, []any{i, "x", "b", "1"})
	}
	finder := NewFinder(digestOf(t, people, source), digestOf(t, people, target), nil, Limit{Bytes: 2000, Differences: 5000})
	left, right := finder.Reader(Source, people), finder.Reader(Target, people)
	for i := range source {
		for reader, row := range map[*Reader]table{left: source[i : i+1], right: target[i : i+1]} {
			if _, err := reader.Add(row.batch(people)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if found := finder.Differences(true); len(found) != 3000 {
		t.Errorf("%d of 3,000 found", len(found))
	}
}
