package stream_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/source/stream"
)

// all is a column of every type, constant and random.
var all = []stream.Column{
	{Name: "s", Type: "string", Value: "DataX 数"},
	{Name: "l", Type: "LONG", Value: "19880808"},
	{Name: "d", Type: "date", Value: "1988-08-08 08:08:08"},
	{Name: "b", Type: "bool", Value: "TRUE"},
	{Name: "y", Type: "bytes", Value: "test"},
	{Name: "f", Type: "double", Value: "1.50"},
	{Name: "rs", Random: "3, 25"},
	{Name: "rl", Type: "long", Random: "-5,5"},
	{Name: "rd", Type: "date", Random: "2014-07-07 00:00:00, 2016-07-07 00:00:00"},
	{Name: "rb", Type: "bool", Random: "1,3"},
	{Name: "ry", Type: "bytes", Random: "0,2"},
	{Name: "rf", Type: "double", Random: "-1,2.5"},
	{Name: "rm", Type: "date", Random: "1969-12-31 23:59:59.900,1970-01-01 00:00:00.100", Format: "yyyy-MM-dd HH:mm:ss.SSS"},
	{Name: "", Type: "long", Random: "-9223372036854775808,9223372036854775807"},
}

func open(t testing.TB, layout *stream.Layout) (*stream.Source, *source.Table) {
	t.Helper()
	s, err := stream.Open(map[string]*stream.Layout{"t": layout})
	if err != nil {
		t.Fatal(err)
	}
	tables, err := s.Tables(t.Context())
	if err != nil || len(tables) != 1 {
		t.Fatalf("%d tables, %v", len(tables), err)
	}
	return s, tables[0]
}

// read gathers the rows of a chunk, a line each.
func read(t testing.TB, s *stream.Source, table *source.Table, chunk source.Chunk) (lines []string) {
	t.Helper()
	err := s.Read(t.Context(), table, table.Columns, chunk, source.Limit{Rows: 7, Bytes: 1 << 20},
		func() *rows.Batch { return &rows.Batch{} }, func(b *rows.Batch) error {
			for row := range b.Len() {
				line := strconv.FormatInt(b.Place(row), 10)
				for i := range b.Columns() {
					value, _ := b.Value(row, i)
					line += "|" + string(value)
				}
				lines = append(lines, line)
			}
			return nil
		})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func TestValuesAreOfTheirRanges(t *testing.T) {
	s, table := open(t, &stream.Layout{Rows: 4000, Columns: all})
	row := regexp.MustCompile(`^\d+\|DataX 数\|19880808\|1988-08-08 08:08:08\|1\|test\|1\.5\|[A-Za-z0-9]{3,25}\|(-?[0-5])\|(201[456]-\d\d-\d\d \d\d:\d\d:\d\d)\|([01])\|([A-Za-z0-9]{0,2})\|(\S+)\|((?:1969-12-31 23:59:59\.9|1970-01-01 00:00:00\.[01])\d\d)\|(-?\d+)$`)
	seen := make([]map[string]int, 8)
	for i := range seen {
		seen[i] = map[string]int{}
	}
	for _, line := range read(t, s, table, source.Chunk{}) {
		m := row.FindStringSubmatch(line)
		if m == nil {
			t.Fatalf("%s", line)
		}
		for i := range m[1:] {
			seen[i][m[i+1]]++
		}
		if f, err := strconv.ParseFloat(m[5], 64); err != nil || f < -1 || f >= 2.5 {
			t.Fatalf("%s: %v", m[5], err)
		}
		if m[2] < "2014-07-07" || m[2] > "2016-07-07 00:00:00" {
			t.Fatal(m[2])
		}
	}
	if len(seen[0]) != 11 || len(seen[1]) < 3900 || len(seen[4]) < 3900 || len(seen[5]) != 201 || len(seen[6]) != 4000 {
		t.Errorf("%d whole numbers, %d dates, %d doubles, %d milliseconds, %d bigints", len(seen[0]), len(seen[1]), len(seen[4]), len(seen[5]), len(seen[6]))
	}
	for value, n := range seen[0] {
		if n < 4000/11*7/10 || n > 4000/11*13/10 {
			t.Errorf("%s: %d times", value, n)
		}
	}
	if yes := seen[2]["1"]; yes < 2850 || yes > 3150 {
		t.Errorf("true %d times of 4000", yes)
	}
}

// Whichever way a table is cut, and whoever reads it, the rows are the same.
func TestChunksTogetherAreTheTable(t *testing.T) {
	s, table := open(t, &stream.Layout{Rows: 1003, Columns: all, Seed: 7})
	whole := strings.Join(read(t, s, table, source.Chunk{}), "\n")
	for _, want := range []int{0, 1, 2, 5, 1003, 5000} {
		chunks, err := s.Chunks(t.Context(), table, want)
		if err != nil || len(chunks) > max(want, 1) {
			t.Fatalf("%d wanted: %d chunks, %v", want, len(chunks), err)
		}
		again, same := open(t, &stream.Layout{Rows: 1003, Columns: all, Seed: 7})
		var parts []string
		for _, c := range chunks {
			parts = append(parts, read(t, again, same, c)...)
		}
		if strings.Join(parts, "\n") != whole {
			t.Errorf("%d wanted: other rows", want)
		}
	}
	if rest := read(t, s, table, source.Chunk{From: "100", Below: "500", After: 300}); len(rest) != 200 || rest[0][:4] != "301|" {
		t.Errorf("behind row 300: %d rows", len(rest))
	}
	other, table := open(t, &stream.Layout{Rows: 1003, Columns: all, Seed: 8})
	if strings.Join(read(t, other, table, source.Chunk{}), "\n") == whole {
		t.Error("another seed gives the same rows")
	}
	empty, table := open(t, &stream.Layout{Columns: all})
	chunks, err := empty.Chunks(t.Context(), table, 4)
	if err != nil || len(chunks) != 1 || len(read(t, empty, table, chunks[0])) != 0 {
		t.Errorf("no rows: %v, %v", chunks, err)
	}
}

func TestColumnsAreWantedInTheirOwnForm(t *testing.T) {
	s, table := open(t, &stream.Layout{Rows: 1, Columns: []stream.Column{
		{Name: "b", Type: "bool", Value: "true"}, {Name: "l", Type: "long", Value: "515"}, {Name: "d", Type: "date", Value: "1988-08-08 08:08:08"}}})
	table.Columns = []rows.Column{
		{Name: "d", Kind: rows.Date, Type: "date"}, {Name: "b", Kind: rows.Bit, Type: "bit(1)"}, {Name: "l", Kind: rows.Bit, Type: "bit(16)"}, {Name: "l", Kind: rows.Bit, Type: "bit(4)"}}
	if got := read(t, s, table, source.Chunk{}); fmt.Sprintf("%q", got) != `["1|1988-08-08|\x01|\x02\x03|\x02\x03"]` {
		t.Errorf("%q", got)
	}
	table.Columns = []rows.Column{{Name: "x"}}
	err := s.Read(t.Context(), table, table.Columns, source.Chunk{}, source.Limit{Rows: 1, Bytes: 1}, nil, nil)
	if f := fault.Of(err); f == nil || f.ID != "fault.stream.column" {
		t.Errorf("%v", err)
	}
}

func TestWhatCannotBeGenerated(t *testing.T) {
	for id, c := range map[string]stream.Column{
		"type":          {Type: "decimal", Value: "1"},
		"neither":       {Type: "long"},
		"value":         {Type: "long", Value: "1.5"},
		"value ":        {Type: "double", Value: "inf"},
		"value  ":       {Type: "bool", Value: "yes"},
		"value   ":      {Type: "date", Value: "1988-02-30 00:00:00"},
		"value    ":     {Value: "\xff"},
		"random":        {Type: "long", Random: "7"},
		"random ":       {Type: "long", Random: "1,2,3"},
		"range.long":    {Type: "long", Random: "2,1"},
		"range.long ":   {Type: "long", Random: "0,9223372036854775808"},
		"range.string":  {Random: "-1,5"},
		"range.string ": {Random: "0,99999999"},
		"range.bytes":   {Type: "bytes", Random: "a,b"},
		"range.double":  {Type: "double", Random: "-1e308,1e308"},
		"range.bool":    {Type: "bool", Random: "-1,1"},
		"range.date":    {Type: "date", Random: "2016-07-07 00:00:00,2014-07-07 00:00:00"},
		"range.date ":   {Type: "date", Random: "2014-07-07,2016-07-07"},
		"format":        {Type: "date", Value: "1", Format: "yyyy-MM-dd'T'HH:mm:ssZ"},
		"format ":       {Type: "date", Value: "1", Format: "yyyy 'x"},
	} {
		id = strings.TrimSpace(id)
		_, err := stream.Open(map[string]*stream.Layout{"t": {Rows: 1, Columns: []stream.Column{c}}})
		if f := fault.Of(err); f == nil || f.ID != "fault.stream."+id || f.Kind != fault.Input || strings.Contains(f.Error(), "<no value>") {
			t.Errorf("%+v: %v, want %s", c, err, id)
		}
	}
	for id, layouts := range map[string]map[string]*stream.Layout{
		"none": nil, "rows": {"t": {Rows: -1}}, "nocolumns": {"t": {}},
		"twice": {"t": {Columns: []stream.Column{{Name: "a"}, {Name: "A"}}}},
	} {
		_, err := stream.Open(layouts)
		if f := fault.Of(err); f == nil || f.ID != "fault.stream."+id {
			t.Errorf("%v, want %s", err, id)
		}
	}
}

func TestFormatsAreThoseOfJava(t *testing.T) {
	for _, c := range []struct{ format, text, want string }{
		{"", "2024-02-29 23:59:58", "2024-02-29 23:59:58"},
		{"yyyyMMddHHmmss", "20240229235958", "2024-02-29 23:59:58"},
		{"yyyy-MM-dd", "2014-07-07 00:00:00", "2014-07-07 00:00:00"},
		{"d/M/yy h:m a", "7/8/69 12:05 am", "2069-08-07 00:05:00"},
		{"d/M/yy h:m a", "7/8/70 12:05 PM", "1970-08-07 12:05:00"},
		{"yyyy-MM-dd'T'HH''mm", "0001-01-02T03'04", "0001-01-02 03:04:00"},
		{"MMM d, yyyy", "sep 9, 1999", "1999-09-09 00:00:00"},
		{"yyyy-MM-dd kk", "1999-09-09 24", "1999-09-09 00:00:00"},
		{"HH:mm:ss.SSS", "01:02:03.4", "1970-01-01 01:02:03.004"},
	} {
		s, table := open(t, &stream.Layout{Rows: 1, Columns: []stream.Column{{Type: "date", Format: c.format, Value: c.text}}})
		if got := read(t, s, table, source.Chunk{})[0]; got != "1|"+c.want {
			t.Errorf("%s as %s: %s", c.text, c.format, got)
		}
	}
}

func TestReadingEndsWithItsContext(t *testing.T) {
	s, table := open(t, &stream.Layout{Rows: 1 << 40, Columns: all})
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	err := s.Read(ctx, table, table.Columns, source.Chunk{}, source.Limit{Rows: 10, Bytes: 1 << 20},
		func() *rows.Batch { return &rows.Batch{} }, func(*rows.Batch) error {
			if n++; n == 3 {
				cancel()
			}
			return nil
		})
	if !errors.Is(err, context.Canceled) || n != 3 {
		t.Errorf("%d batches, %v", n, err)
	}
}

func FuzzDate(f *testing.F) {
	f.Add("yyyy-MM-dd HH:mm:ss", "2024-02-29 23:59:58")
	f.Add("yy'x'MMM a", "99xMay pm")
	f.Fuzz(func(t *testing.T, format, text string) {
		s, err := stream.Open(map[string]*stream.Layout{"t": {Rows: 1, Columns: []stream.Column{{Type: "date", Format: format, Value: text}}}})
		if err != nil {
			if fault.Of(err) == nil {
				t.Fatal(err)
			}
			return
		}
		tables, _ := s.Tables(t.Context())
		line := read(t, s, tables[0], source.Chunk{})[0]
		if !regexp.MustCompile(`^1\|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{3})?$`).MatchString(line) {
			t.Fatalf("%q as %q: %s", text, format, line)
		}
	})
}
