package sheet

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what the samples give instead of comparing it")

// TestSamples lists and reads every file of testdata as a stranger's file would be,
// and compares what comes of it with the file beside it.
func TestSamples(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.[ct]*")
	must(t, err)
	if len(paths) < 5 {
		t.Fatalf("only %d samples", len(paths))
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			s := open(t, path, nil)
			var out strings.Builder
			for _, table := range list(t, s) {
				l := *table.Layout.(*Layout)
				fmt.Fprintf(&out, "table %s\nheaders %d, data from %d, %d fields, %s, %q, %s\n",
					table.Name, l.HeaderRow, l.FirstRow, l.Fields, l.Encoding, l.Delimiter, l.Quote)
				for _, c := range table.Columns {
					fmt.Fprintf(&out, "  %s %s\n", c.Name, c.Type)
				}
				for _, p := range table.Problems {
					fmt.Fprintf(&out, "problem: %v\n", p)
				}
				s.OnRefused = func(_, _ string, place int64, cells []string, err error) {
					fmt.Fprintf(&out, "refused %d: %q: %v\n", place, cells, err)
				}
				places, values := pull(t, s, table, table.Columns)
				for i := range values {
					fmt.Fprintf(&out, "%d: %q\n", places[i], values[i])
				}
			}
			golden := strings.TrimSuffix(path, filepath.Ext(path)) + ".golden"
			if *update {
				must(t, os.WriteFile(golden, []byte(out.String()), 0o600))
			}
			want, err := os.ReadFile(golden)
			must(t, err)
			same(t, path, out.String(), string(want))
		})
	}
}
