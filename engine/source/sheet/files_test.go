package sheet

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
)

// pack writes a text as gzip packs it.
func pack(t testing.TB, name, content string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write([]byte(content))
	must(t, err)
	must(t, w.Close())
	return write(t, name, b.String())
}

// chunked reads a table chunk by chunk: "file:line values" of each row.
func chunked(t testing.TB, s *Source, table *source.Table) (all []string) {
	t.Helper()
	_, _, err := s.Begin(t.Context(), 2)
	must(t, err)
	chunks, err := s.Chunks(t.Context(), table, 1)
	must(t, err)
	for _, c := range chunks {
		must(t, s.Read(t.Context(), table, table.Columns, c, source.Limit{Rows: 2, Bytes: 1 << 20},
			func() *rows.Batch { return &rows.Batch{} }, func(b *rows.Batch) error {
				for row := range b.Len() {
					line := fmt.Sprintf("%s:%d", filepath.Base(c.From), b.Place(row))
					for i := range b.Columns() {
						value, null := b.Value(row, i)
						if null {
							value = []byte("NULL")
						}
						line += " " + string(value)
					}
					all = append(all, line)
				}
				return nil
			}))
	}
	return all
}

func TestSeveralFilesAreOneTable(t *testing.T) {
	first := write(t, "a.csv", "id,name\n1,x\n2,y\n")
	second := pack(t, "b.csv.gz", "\xEF\xBB\xBFid,name\n3,一个长得多的名字\n4,a,b\n\n5,\\N\n")
	third := write(t, "c.csv", "id,name\n12345678901,\"z\"\n")
	s := open(t, first, map[string]*Layout{"a": {Files: []string{second, third}, NullText: `\N`}})
	var refused []string
	s.OnRefused = func(table, file string, place int64, cells []string, err error) {
		refused = append(refused, fmt.Sprint(table, " ", filepath.Base(file), ":", place, " ", cells))
	}
	table := list(t, s)[0]
	if table.Rows != 5 || !table.Exact || told(table) == "" || table.Columns[1].Type != "varchar(16)" {
		t.Errorf("%d rows, %s", table.Rows, told(table))
	}
	want := "a.csv:2 1 x|a.csv:3 2 y|b.csv.gz:2 3 一个长得多的名字|b.csv.gz:5 5 NULL|c.csv:2 12345678901 z"
	if got := strings.Join(chunked(t, s, table), "|"); got != want {
		t.Errorf("%s", got)
	}
	if fmt.Sprint(refused) != "[a b.csv.gz:3 [4 a b]]" {
		t.Errorf("refused %q", refused)
	}
	// As one chunk the files follow each other, and what is across already is left out.
	_, values := pull(t, s, table, table.Columns)
	if len(values) != 5 {
		t.Errorf("%q", values)
	}
	var n int
	must(t, s.Read(t.Context(), table, table.Columns, source.Chunk{From: second, After: 2}, source.Limit{Rows: 9, Bytes: 1 << 20},
		func() *rows.Batch { return &rows.Batch{} }, func(b *rows.Batch) error { n += b.Len(); return nil }))
	if n != 1 {
		t.Errorf("%d rows behind line 2", n)
	}
	must(t, os.WriteFile(third, []byte("id,name\n1,changed\n"), 0o600))
	if f := fault.Of(s.unchanged()); f == nil || f.ID != "fault.sheet.changed" || f.Args["Path"] != third {
		t.Errorf("%v", f)
	}
}

func TestFilesThatAreNotOneTable(t *testing.T) {
	good := write(t, "a.csv", "id,name\n1,x\n2,y\n")
	packed, err := os.ReadFile(pack(t, "p.csv.gz", "id,name\n"+strings.Repeat("1,abcdefgh\n", 5000)))
	must(t, err)
	corrupt := append([]byte(nil), packed...)
	corrupt[len(corrupt)/2] ^= 0xff
	for id, other := range map[string]string{
		"otherheader": write(t, "h.csv", "id,title\n1,x\n"),
		"filetwice":   good,
		"missing":     filepath.Join(t.TempDir(), "none.csv"),
		"empty":       write(t, "e.csv", ""),
		"directory":   t.TempDir(),
		"packed":      write(t, "cut.csv.gz", string(packed[:len(packed)-20])),
		"packed ":     write(t, "corrupt.csv.gz", string(corrupt)),
		"packed  ":    write(t, "head.csv.gz", "\x1f\x8bnothing of the kind, but long enough"),
		"bytes":       write(t, "b.csv", "id,name\n1,\xff\xff\xff\n"),
	} {
		s, err := Open(good, map[string]*Layout{"a": {Files: []string{other}}})
		if err == nil {
			_, err = s.Tables(t.Context())
		}
		if f := fault.Of(err); f == nil || f.ID != "fault.sheet."+strings.TrimSpace(id) || !strings.Contains(f.Error(), filepath.Base(other)) || strings.Contains(f.Error(), "<no value>") {
			t.Errorf("%s: %v", id, err)
		}
	}
	if _, err := Open(pack(t, "w.csv.gz", "PK\x03\x04 is a workbook"), nil); fault.Of(err) == nil || fault.Of(err).ID != "fault.sheet.format" {
		t.Errorf("%v", err)
	}
	one := open(t, pack(t, "x.tsv.gz", "id\tname\n1\tx\n"), nil)
	if table := list(t, one)[0]; table.Name != "x" || strings.Join(chunked(t, one, table), "|") != ".:2 1 x" {
		t.Errorf("%s", table.Name)
	}
}

// A text that stands for NULL is NULL whatever an empty field is.
func TestNullText(t *testing.T) {
	path := write(t, "n.csv", "a,b\n\\N,\\N\n,x\n\"\\N\",N\n0,\"\"\n")
	for emptyIsText, want := range map[bool]string{
		false: ".:2 NULL NULL|.:3 NULL x|.:4 NULL N|.:5 0 ",
		true:  ".:2 NULL NULL|.:3 NULL x|.:4 NULL N|.:5 0 ",
	} {
		s := open(t, path, map[string]*Layout{"n": {NullText: `\N`, EmptyIsText: emptyIsText}})
		table := list(t, s)[0]
		if table.Columns[0].Kind != rows.Integer {
			t.Errorf("%s", told(table))
		}
		if got := strings.Join(chunked(t, s, table), "|"); got != want {
			t.Errorf("%v: %s", emptyIsText, got)
		}
	}
}

// Where everything is settled, the rows are read once: what stands beyond the first ones
// is not looked at to list the table, and is what it is when it is read.
func TestSettledTextIsNotReadTwice(t *testing.T) {
	var text strings.Builder
	text.WriteString("id,name,when\n")
	for i := range 5000 {
		fmt.Fprintf(&text, "%d,n%d,2024-01-01\n", i, i)
	}
	text.WriteString("x,y\n\"unclosed")
	path := write(t, "s.csv", text.String())
	layout := &Layout{HeaderRow: 1, FirstRow: 2, Encoding: "utf-8", Delimiter: ",", Quote: `"`, Fields: 3}
	s := open(t, path, map[string]*Layout{"s": layout})
	if _, err := s.Tables(t.Context()); fault.Of(err) == nil || fault.Of(err).ID != "fault.sheet.quote" {
		t.Fatalf("the unclosed quote at the end: %v", err)
	}
	s = open(t, path, map[string]*Layout{"s": layout})
	s.Settled = map[string][]rows.Column{"s": {{Name: "id", Kind: rows.Decimal, Type: "decimal(20,2)"}, {Name: "when", Kind: rows.DateTime, Type: "datetime"}}}
	looked := int64(0)
	s.Observe = func(n int64) { looked += n }
	table := list(t, s)[0]
	if looked > 2*sampleRows || table.Exact || table.Rows < 3000 || table.Rows > 8000 {
		t.Errorf("%d rows looked at, %d estimated", looked, table.Rows)
	}
	if got := told(table); table.Columns[0].Type != "decimal(20,2)" || table.Columns[2].Kind != rows.DateTime || len(table.Columns) != 3 {
		t.Errorf("%s", got)
	}
	_, _, err := s.Begin(t.Context(), 1)
	must(t, err)
	var rowsRead int
	var first string
	err = s.Read(t.Context(), table, table.Columns, source.Chunk{}, source.Limit{Rows: 100, Bytes: 1 << 20},
		func() *rows.Batch { return &rows.Batch{} }, func(b *rows.Batch) error {
			if rowsRead == 0 {
				for i := range 3 {
					v, _ := b.Value(0, i)
					first += string(v) + "|"
				}
			}
			rowsRead += b.Len()
			return nil
		})
	if first != "0.00|n0|2024-01-01 00:00:00|" || rowsRead != 5000 || fault.Of(err) == nil || fault.Of(err).ID != "fault.sheet.quote" {
		t.Errorf("%q, %d rows, %v", first, rowsRead, err)
	}
}
