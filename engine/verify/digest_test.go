package verify

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/obferry/obferry/engine/rows"
)

var people = []rows.Column{
	{Name: "id", Kind: rows.Integer, Key: true},
	{Name: "first", Kind: rows.Text, Nullable: true},
	{Name: "last", Kind: rows.Text, Nullable: true},
	{Name: "balance", Kind: rows.Decimal, Nullable: true},
}

// table is rows of values; nil is NULL.
type table [][]any

func (t table) batch(columns []rows.Column) *rows.Batch {
	b := new(rows.Batch)
	b.Reset(columns)
	for i, row := range t {
		for _, v := range row {
			if v == nil {
				b.Add(nil, true)
			} else {
				b.Add(fmt.Append(nil, v), false)
			}
		}
		b.EndRow(int64(i + 1))
	}
	return b
}

func digestOf(t testing.TB, columns []rows.Column, content table) *Digest {
	t.Helper()
	d := NewDigest(columns)
	if err := d.Add(content.batch(columns)); err != nil {
		t.Fatal(err)
	}
	return d
}

func randomPeople(r *rand.Rand, n int) table {
	var t table
	for i := range n {
		var last any
		if r.IntN(5) > 0 {
			last = fmt.Sprint("l", r.IntN(50))
		}
		t = append(t, []any{i, fmt.Sprint("f", r.IntN(50)), last, fmt.Sprintf("%d.%02d", r.IntN(90)-40, r.IntN(100))})
	}
	return t
}

func TestOrderAndMergingDoNotMatter(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	content := randomPeople(r, 3000)
	whole := digestOf(t, people, content)

	shuffled := append(table(nil), content...)
	r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	a, b, c := shuffled[:100], shuffled[100:1700], shuffled[1700:]
	left := digestOf(t, people, a) // (a+b)+c
	right := digestOf(t, people, c)
	merge(t, left, digestOf(t, people, b))
	merge(t, left, digestOf(t, people, c))
	merge(t, right, digestOf(t, people, b)) // c+(b+a)
	merge(t, right, digestOf(t, people, a))

	for name, d := range map[string]*Digest{"left": left, "right": right} {
		got := Compare(whole, d, nil)
		if !got.Equal || got.SourceRows != 3000 || got.TargetRows != 3000 {
			t.Errorf("%s: %+v", name, got)
		}
		for i := range d.buckets {
			if d.buckets[i] != whole.buckets[i] {
				t.Fatalf("%s: bucket %d differs", name, i)
			}
		}
	}
}

func merge(t *testing.T, into, from *Digest) {
	t.Helper()
	if err := into.Merge(from); err != nil {
		t.Fatal(err)
	}
}

// Every way in which a table can be damaged must be seen, in the column concerned.
func TestDamageIsSeen(t *testing.T) {
	clone := func(c table) table {
		var out table
		for _, row := range c {
			out = append(out, append([]any(nil), row...))
		}
		return out
	}
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 7))
		content := randomPeople(r, 200)
		for i := range content { // make sure that what is swapped differs
			content[i][1] = fmt.Sprint("first", i)
		}
		i, j := 5, 50+r.IntN(100)
		for name, c := range map[string]struct {
			damage func(table) table
			column string // the one that must differ; "" for any
		}{
			"lost row":         {func(t table) table { return append(t[:i], t[i+1:]...) }, ""},
			"row twice":        {func(t table) table { return append(t, t[i]) }, ""},
			"one for another":  {func(t table) table { t[i] = t[j]; return t }, ""},
			"changed value":    {func(t table) table { t[i][1] = "x"; return t }, "first"},
			"swapped rows":     {func(t table) table { t[i][1], t[j][1] = t[j][1], t[i][1]; return t }, "first"},
			"swapped columns":  {func(t table) table { t[i][1], t[i][2] = "a", t[i][1]; return t }, "first"},
			"swapped keys":     {func(t table) table { t[i][0], t[j][0] = t[j][0], t[i][0]; return t }, "first"},
			"NULL made empty":  {func(t table) table { t[i][2] = nil; t[j][2] = ""; return t }, "last"},
			"empty made NULL":  {func(t table) table { t[i][1] = nil; return t }, "first"},
			"blank at the end": {func(t table) table { t[i][1] = t[i][1].(string) + " "; return t }, "first"},
			"rounded":          {func(t table) table { t[i][3] = "1.556"; return t }, "balance"},
		} {
			whole := clone(content)
			whole[i][2], whole[j][2], whole[i][3] = "", "z", "1.555"
			got := Compare(digestOf(t, people, whole), digestOf(t, people, c.damage(clone(whole))), nil)
			if got.Equal {
				t.Errorf("%s (seed %d) went unseen", name, seed)
			}
			for _, column := range got.Columns {
				if column.Name == c.column && column.Equal {
					t.Errorf("%s (seed %d): column %s seems equal", name, seed, c.column)
				}
				if (column.Source == column.Target) != column.Equal {
					t.Errorf("%s: sums of %s do not show it: %+v", name, column.Name, column)
				}
			}
		}
	}
}

// A value that is the name of its column counts like any other.
func TestValueNamedLikeItsColumn(t *testing.T) {
	d := digestOf(t, people, table{{1, "first", "last", "1"}})
	for i, s := range d.sums {
		if s.a == 0 || s.b == 0 {
			t.Errorf("column %s counts for nothing", people[i].Name)
		}
	}
}

func TestTablesWithoutKey(t *testing.T) {
	columns := []rows.Column{{Name: "a", Kind: rows.Text, Nullable: true}, {Name: "b", Kind: rows.Text}}
	whole := table{{"x", "1"}, {"x", "1"}, {"y", "2"}, {nil, "3"}}
	for name, c := range map[string]struct {
		other table
		equal bool
	}{
		"other order":  {table{{nil, "3"}, {"x", "1"}, {"y", "2"}, {"x", "1"}}, true},
		"other double": {table{{"x", "1"}, {"y", "2"}, {"y", "2"}, {nil, "3"}}, false},
		"swapped":      {table{{"x", "1"}, {"x", "2"}, {"y", "1"}, {nil, "3"}}, false},
		"cells turned": {table{{"1", "x"}, {"x", "1"}, {"y", "2"}, {nil, "3"}}, false},
	} {
		if got := Compare(digestOf(t, columns, whole), digestOf(t, columns, c.other), nil); got.Equal != c.equal {
			t.Errorf("%s: equal is %v", name, got.Equal)
		}
	}
}

func TestColumnsAreMatchedByName(t *testing.T) {
	turned := []rows.Column{people[3], people[0], people[2], people[1]}
	turned[1].Name = "ID"
	a := digestOf(t, people, table{{1, "f", "l", "2.50"}})
	b := digestOf(t, turned, table{{"2.5", "1", "l", "f"}})
	if got := Compare(a, b, nil); !got.Equal || len(got.Columns) != 4 {
		t.Errorf("%+v", got)
	}
	fewer := digestOf(t, people[:3], table{{1, "f", "l"}})
	for _, got := range []Comparison{Compare(a, fewer, nil), Compare(fewer, a, nil)} {
		if got.Equal || len(got.Columns) != 4 || got.Columns[3].Equal {
			t.Errorf("a column of one side only: %+v", got)
		}
	}
}

func TestRefusedRowsAreLeftOut(t *testing.T) {
	columns := append(append([]rows.Column(nil), people...), rows.Column{Name: "g", Kind: rows.Text, Generated: true})
	with := func(c table) table {
		var out table
		for _, row := range c {
			out = append(out, append(append([]any(nil), row...), "g"))
		}
		return out
	}
	content := randomPeople(rand.New(rand.NewPCG(3, 4)), 500)
	gone, stay := content[:20], content[20:]
	source, target := digestOf(t, columns, with(content)), digestOf(t, columns, with(stay))

	full, bare := NewRefused(columns), NewRefused(people)
	for row := range gone {
		for d, b := range map[*Digest]*rows.Batch{full: with(gone).batch(columns), bare: gone.batch(people)} {
			if err := d.AddRow(b, row); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := Compare(source, target, full); !got.Equal || got.Refused != 20 || len(got.Columns) != 5 {
		t.Errorf("%+v", got)
	}
	if got := Compare(source, target, bare); !got.Equal || len(got.Columns) != 4 {
		t.Errorf("without the generated column: %+v", got)
	}
	stay[3][1] = "changed"
	if got := Compare(source, digestOf(t, columns, with(stay)), bare); got.Equal {
		t.Error("a changed row went unseen beside refused ones")
	}
}

func TestBatchThatDoesNotFit(t *testing.T) {
	d := NewDigest(people)
	short := table{{1, "a"}}.batch(people[:2])
	if d.Add(short) == nil || d.AddRow(short, 0) == nil || d.Merge(NewDigest(people[:2])) == nil {
		t.Error("taken without a word")
	}
	if d.Rows() != 0 {
		t.Error("rows were counted")
	}
}

func benchmarkBatch() (*rows.Batch, []rows.Column) {
	columns := []rows.Column{
		{Name: "id", Kind: rows.Integer, Key: true}, {Name: "name", Kind: rows.Text},
		{Name: "price", Kind: rows.Decimal}, {Name: "made", Kind: rows.DateTime},
		{Name: "weight", Kind: rows.Double}, {Name: "note", Kind: rows.Text, Nullable: true},
		{Name: "raw", Kind: rows.Binary}, {Name: "on", Kind: rows.Date},
	}
	var t table
	for i := range 1000 {
		t = append(t, []any{100000 + i, "a name of some length", fmt.Sprintf("%d.%02d", i, i%100),
			"2024-01-31 13:45:00.120000", float64(i) * 1.37, "a longer note, as people write them, 备注", "0123456789abcdef", "2024-01-31"})
	}
	return t.batch(columns), columns
}

func BenchmarkDigest(b *testing.B) {
	batch, columns := benchmarkBatch()
	d := NewDigest(columns)
	b.ReportAllocs()
	for b.Loop() {
		if err := d.Add(batch); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(batch.Len()*b.N)/b.Elapsed().Seconds(), "rows/s")
}

// A row must cost no allocation, or a large table costs the collector dearly.
func TestDigestAllocatesNothing(t *testing.T) {
	batch, columns := benchmarkBatch()
	columns = append(columns, rows.Column{Name: "j", Kind: rows.JSON}, rows.Column{Name: "s", Kind: rows.Set},
		rows.Column{Name: "t", Kind: rows.Time}, rows.Column{Name: "f", Kind: rows.Float}, rows.Column{Name: "g", Kind: rows.Geometry})
	b := new(rows.Batch)
	b.Reset(columns)
	for range 10 {
		for column := range 8 {
			value, null := batch.Value(0, column)
			b.Add(value, null)
		}
		for _, value := range []string{`{"b": [1, 2.50, {"z": null, "y": "\u00e9"}], "a": "x", "c": 1, "d": 2}`, "b,a,c",
			"-838:59:59.000000", "1.25", "\x00\x00\x00\x00\x01\x01\x00\x00\x00"} {
			b.Add([]byte(value), false)
		}
		b.EndRow(0)
	}
	d := NewDigest(columns)
	if n := testing.AllocsPerRun(20, func() {
		if err := d.Add(b); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("%v allocations for 10 rows", n)
	}
}
