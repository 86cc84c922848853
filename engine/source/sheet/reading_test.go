package sheet

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
)

// null stands for NULL in what tests read.
const null = "␀"

// write puts a file into a folder of the test's own.
func write(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// open opens a file that must be readable, and closes it at the test's end.
func open(t testing.TB, path string, layouts map[string]*Layout) *Source {
	t.Helper()
	s, err := Open(path, layouts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// list lists the tables of a source that must have some.
func list(t testing.TB, s *Source) []*source.Table {
	t.Helper()
	tables, err := s.Tables(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

// pull reads a table with its own columns: place, then values, for each row.
func pull(t testing.TB, s *Source, table *source.Table, columns []rows.Column) (places []int64, values [][]string) {
	t.Helper()
	ctx := context.Background()
	if _, _, err := s.Begin(ctx, 2); err != nil {
		t.Fatal(err)
	}
	chunks, err := s.Chunks(ctx, table, 4)
	if err != nil {
		t.Fatal(err)
	}
	for _, chunk := range chunks {
		err := s.Read(ctx, table, columns, chunk, source.Limit{Rows: 3, Bytes: 1 << 20},
			func() *rows.Batch { return new(rows.Batch) },
			func(b *rows.Batch) error {
				for i := range b.Len() {
					var one []string
					for j := range columns {
						value, isNull := b.Value(i, j)
						if isNull {
							one = append(one, null)
						} else {
							one = append(one, string(value))
						}
					}
					places, values = append(places, b.Place(i)), append(values, one)
				}
				return nil
			})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := s.End(); err != nil {
		t.Fatal(err)
	}
	if table.Rows != int64(len(values)) {
		t.Errorf("%d rows were listed, Read gave %d", table.Rows, len(values))
	}
	return places, values
}

// told is a table's columns in one line: name type, name type.
func told(table *source.Table) string {
	var all []string
	for _, c := range table.Columns {
		all = append(all, c.Name+" "+c.Type)
	}
	return strings.Join(all, ", ")
}

// grid is values in one line each.
func lines(values [][]string) string {
	var all []string
	for _, v := range values {
		all = append(all, strings.Join(v, "|"))
	}
	return strings.Join(all, "\n")
}

// same compares two texts and shows both where they differ.
func same(t testing.TB, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s\n got: %s\nwant: %s", what, got, want)
	}
}
