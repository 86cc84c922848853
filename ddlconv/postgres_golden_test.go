package ddlconv_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/postgres"
	"github.com/obferry/obferry/ddlconv/script"
)

// postgresPairs are the scripts of PostgreSQL whose conversion was read and found right.
func postgresPairs(t testing.TB) []golden {
	t.Helper()
	return pairsIn(t, "testdata/postgres", 18, ddlconv.Postgres)
}

// convertPostgres converts a script, and holds that every statement is settled.
func convertPostgres(t testing.TB, in string, options ddlconv.Options) *ddlconv.Script {
	t.Helper()
	s, err := ddlconv.ConvertScript(strings.NewReader(in), ddlconv.Postgres, options)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// told lists all notes of a script, and what became of each statement.
func told(s *ddlconv.Script) string {
	var b strings.Builder
	say := func(notes []ddlconv.Note) {
		for _, n := range notes {
			fmt.Fprintf(&b, "%d:%d %s %s %s [%s] -> [%s]\n", n.Line, n.Column, n.Severity, n.Rule, n.Object, n.Was, n.Became)
		}
	}
	for _, c := range s.Tables {
		say(c.Notes)
	}
	for _, o := range s.Objects {
		say(o.Notes)
	}
	say(s.Notes)
	b.WriteString("\n")
	for _, o := range s.Outcomes {
		fmt.Fprintf(&b, "%d-%d %s %d %s %s\n", o.Line, o.Last, o.Fate, o.Count, o.Verb, o.Object)
	}
	return b.String()
}

// TestPostgresPairs holds every conversion to what was read and found right.
func TestPostgresPairs(t *testing.T) {
	for _, g := range postgresPairs(t) {
		t.Run(g.name, func(t *testing.T) {
			s := convertPostgres(t, g.in, ddlconv.Options{})
			compare(t, filepath.Join("testdata/postgres", g.name, "out.sql"), strings.Join(s.Statements(), ";\n")+";\n")
			compare(t, filepath.Join("testdata/postgres", g.name, "notes.txt"), told(s))
		})
	}
}

// TestPostgresRulesShown wants a pair for every rule of PostgreSQL's.
func TestPostgresRulesShown(t *testing.T) {
	silent := map[string]string{
		"postgres.table.charset": "every table has it: postgres.collation.binary tells once",
		"postgres.type.integer":  "the type is the same", "postgres.type.numeric": "the type is the same",
		"postgres.type.varchar": "the type is the same", "postgres.type.time": "the type is the same",
	}
	shown := shownBy(t)
	for _, r := range postgres.Rules {
		if shown[r.ID] == "" && silent[r.ID] == "" {
			t.Errorf("no pair shows %s", r.ID)
		}
	}
}

// TestPostgresSettled reads what a conversion gave once more, as MySQL: nothing changes.
func TestPostgresSettled(t *testing.T) {
	for _, g := range postgresPairs(t) {
		t.Run(g.name, func(t *testing.T) {
			steady(t, convertPostgres(t, g.in, ddlconv.Options{}).Tables)
		})
	}
}

// TestPostgresRulesOff turns all rules off that can be: nothing breaks, and nothing is
// told but what could not be read.
func TestPostgresRulesOff(t *testing.T) {
	all := idsOf(ddlconv.RulesOf(ddlconv.Postgres))
	for _, g := range postgresPairs(t) {
		s := convertPostgres(t, g.in, ddlconv.Options{Off: all})
		for _, o := range s.Outcomes {
			if o.Fate == script.Refused && !strings.Contains(g.in, "broken") {
				t.Errorf("%s: line %d is refused", g.name, o.Line)
			}
		}
	}
}

// TestKernelTakesPostgres runs every converted script on a real kernel in its order.
func TestKernelTakesPostgres(t *testing.T) {
	for _, g := range postgresPairs(t) {
		t.Run(g.name, func(t *testing.T) {
			db := kernel(t)
			if _, err := db.Exec("SET foreign_key_checks = 1"); err != nil {
				t.Fatal(err)
			}
			s := convertPostgres(t, g.in, ddlconv.Options{})
			waits := map[string]bool{} // for a person, as ddlconv says itself
			for _, o := range s.Objects {
				waits[o.SQL] = ddlconv.State(o.Notes).Weight() >= ddlconv.Manual.Weight()
			}
			for _, statement := range s.Statements() {
				_, err := db.Exec(statement)
				if waits[statement] == (err == nil) {
					t.Errorf("%v\n%s", err, statement)
				}
			}
			for _, c := range s.Tables {
				var name, shown string
				if err := db.QueryRow("SHOW CREATE TABLE `"+c.Table.Name+"`").Scan(&name, &shown); err == nil {
					holdTo(t, c, shown)
				}
			}
		})
	}
}
