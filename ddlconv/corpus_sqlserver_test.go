package ddlconv_test

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
)

// smallSQLServer are the files that are made on the kernel always.
var smallSQLServer = []string{"chinook.sql", "freeradius.sql", "quartz.sql"}

// TestSQLServerCorpus converts the schemas of the corpus: every statement is settled, none
// is refused, and the kernel takes what was made of them.
func TestSQLServerCorpus(t *testing.T) {
	made, refused := map[string]int{}, map[string]int{}
	for _, file := range corpus(t, "sqlserver") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			converted, err := ddlconv.ConvertScript(bytes.NewReader(text), ddlconv.SQLServer, ddlconv.Options{})
			if err != nil {
				t.Fatal(err)
			}
			fates := map[script.Fate]int{}
			rules := map[string]int{}
			for _, o := range converted.Outcomes {
				fates[o.Fate] += o.Count
				if o.Fate == script.Manual {
					rules[o.Rule]++
				}
				if o.Fate == script.Refused {
					t.Errorf("line %d: %s %s is refused: %s", o.Line, o.Verb, o.Object, strings.Join(strings.Fields(o.Text[:min(len(o.Text), 300)]), " "))
				}
			}
			for _, n := range converted.Notes {
				if n.Severity == ddlconv.Blocked {
					t.Errorf("line %d: %s %s %s", n.Line, n.Rule, n.Object, n.Was)
				}
			}
			t.Logf("%v %v", fates, rules)
			if goesToKernel(t, slices.Contains(smallSQLServer, filepath.Base(file))) {
				tryScript(t, converted, made, refused)
			}
		})
	}
	t.Logf("made %v, refused by the kernel %v", made, refused)
	for kind, least := range map[string]float64{"table": 0.98, "key": 0.97, "foreign key": 0.97, "other": 0.99} {
		if all := made[kind] + refused[kind]; float64(made[kind]) < least*float64(all) {
			t.Errorf("of %d of kind %s the kernel takes %d", all, kind, made[kind])
		}
	}
}

// tryScript makes everything of a script on the kernel, and counts what it takes by kind.
func tryScript(t *testing.T, s *ddlconv.Script, made, refused map[string]int) {
	t.Helper()
	db := kernel(t)
	if _, err := db.Exec("SET foreign_key_checks = 1"); err != nil {
		t.Fatal(err)
	}
	run := func(kind, statement string) {
		if _, err := db.Exec(statement); err != nil {
			refused[kind]++
			t.Errorf("%v\n%s", err, statement)
			return
		}
		made[kind]++
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
		holdKeys(t, db, c, made, refused)
	}
}

// holdKeys counts the keys that the kernel has of a table.
func holdKeys(t *testing.T, db *sql.DB, c *ddlconv.Conversion, made, refused map[string]int) {
	t.Helper()
	want := len(c.Table.Indexes)
	if c.Table.PrimaryKey != nil {
		want++
	}
	var got int
	if err := db.QueryRow("SELECT count(DISTINCT index_name) FROM information_schema.statistics WHERE table_schema = database() AND table_name = ?", c.Table.Name).Scan(&got); err != nil {
		t.Fatal(err)
	}
	made["key"] += got
	if got != want {
		refused["key"] += max(want-got, 0)
		t.Errorf("the kernel has %d keys of %s, the conversion %d", got, schema.Quote(c.Table.Name), want)
	}
}
