package ddlconv_test

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/script"
)

// oracleTally counts what the kernel takes and refuses, by kind.
type oracleTally struct{ made, refused map[string]int }

// smallFile is how many bytes a schema has at most that is made on the kernel every time;
// see [goesToKernel].
const smallFile = 8 << 10

// TestOracleCorpus converts the schemas of the corpus: every line belongs to one statement,
// none is refused or of an unknown kind, and the kernel takes what was made of them, with
// foreign keys checked.
func TestOracleCorpus(t *testing.T) {
	tally := oracleTally{made: map[string]int{}, refused: map[string]int{}}
	fates, reasons := map[script.Fate]int{}, map[string]int{}
	files, tried := corpus(t, "oracle"), 0
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			converted, err := ddlconv.ConvertScript(bytes.NewReader(text), ddlconv.Oracle, ddlconv.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, o := range converted.Outcomes {
				fates[o.Fate] += o.Count
				if o.Fate == script.Manual {
					reasons[o.Rule]++
				}
				if o.Fate == script.Refused || o.Rule == "oracle.statement" {
					t.Errorf("line %d: %s %s is %s: %s", o.Line, o.Verb, o.Object, o.Fate, strings.Join(strings.Fields(o.Text[:min(len(o.Text), 300)]), " "))
				}
			}
			for _, n := range converted.Notes {
				if n.Severity == ddlconv.Blocked {
					t.Errorf("line %d: %s %s %s", n.Line, n.Rule, n.Object, n.Was)
				}
			}
			for i, o := range converted.Outcomes {
				if i > 0 && o.Line < converted.Outcomes[i-1].Last {
					t.Errorf("line %d belongs to two statements", o.Line)
				}
			}
			if goesToKernel(t, len(text) <= smallFile) {
				tried++
				tally.try(t, converted)
			}
		})
	}
	t.Logf("%v; manual for %v; the kernel took %v and refused %v", fates, reasons, tally.made, tally.refused)
	for kind, least := range map[string]float64{"table": 0.98, "key": 0.97, "foreign key": 0.97, "other": 0.99} {
		if all := tally.made[kind] + tally.refused[kind]; all == 0 && tried == len(files) || float64(tally.made[kind]) < least*float64(all) {
			t.Errorf("of %d of kind %s the kernel takes %d", all, kind, tally.made[kind])
		}
	}
}

// try makes everything of a script on the kernel, in the order that the script names.
func (tally oracleTally) try(t *testing.T, s *ddlconv.Script) {
	t.Helper()
	db := kernel(t)
	if _, err := db.Exec("SET foreign_key_checks = 1"); err != nil {
		t.Fatal(err)
	}
	run := func(kind, statement string) {
		if _, err := db.Exec(statement); err != nil {
			tally.refused[kind]++
			t.Errorf("%v\n%s", err, statement)
			return
		}
		tally.made[kind]++
	}
	for _, c := range s.Tables {
		run("table", c.Create)
	}
	for _, c := range s.Tables {
		for _, after := range c.After {
			run("foreign key", after)
		}
	}
	for _, o := range s.Objects {
		if o.SQL != "" {
			run("other", o.SQL)
		}
	}
	for _, c := range s.Tables {
		tally.keys(t, db, c)
	}
}

// keys counts the keys that the kernel has of a table.
func (tally oracleTally) keys(t *testing.T, db *sql.DB, c *ddlconv.Conversion) {
	t.Helper()
	want := len(c.Table.Indexes)
	if c.Table.PrimaryKey != nil {
		want++
	}
	var got int
	err := db.QueryRow("SELECT count(DISTINCT index_name) FROM information_schema.statistics WHERE table_schema = database() AND table_name = ?", c.Table.Name).Scan(&got)
	if err != nil {
		t.Fatal(err)
	}
	tally.made["key"] += got
	if got != want {
		tally.refused["key"] += max(want-got, 0)
		t.Errorf("the kernel has %d keys of %s, the conversion %d", got, c.Table.Name, want)
	}
}
