package engine

import (
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/engine/notes"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/words"
)

// A table that cannot be converted says why, in both languages, and where.
func TestNoteOfDDLThatCannotBeConverted(t *testing.T) {
	for name, c := range map[string]struct {
		create string
		plan   TablePlan
		line   int
		tells  string
	}{
		"words that nobody knows": {"CREATE TABLE `t` (\n  a int,\n  b wat !\n)", TablePlan{}, 3, "!"},
		"no table":                {"CREATE VIEW v AS SELECT 1", TablePlan{}, 1, "VIEW v"},
		"a column that is gone":   {"CREATE TABLE t (a int)", TablePlan{Columns: []ColumnPlan{{Source: "gone", Target: "here"}}}, 0, "gone"},
	} {
		t.Run(name, func(t *testing.T) {
			c.plan.Source, c.plan.Target = "t", "t"
			catalog := &Catalog{Product: "MariaDB", Tables: []*source.Table{{Name: "t", Create: c.create}}}
			drawn := Draw(catalog, &Plan{Tables: []TablePlan{c.plan}}, 0)
			if drawn.Create != "" || len(drawn.Notes) != 1 {
				t.Fatalf("drawn as %q with notes %+v", drawn.Create, drawn.Notes)
			}
			n := drawn.Notes[0]
			if n.Severity != ddlconv.Blocked || n.Line != c.line {
				t.Errorf("severity %s, line %d; want %s, %d", n.Severity, n.Line, ddlconv.Blocked, c.line)
			}
			for _, l := range words.Languages {
				text, hint := notes.Text(l, n), notes.Hint(l, n)
				if !strings.Contains(text, c.tells) || strings.Contains(text, "fault.") || strings.Contains(text, "<no value>") || hint == "" {
					t.Errorf("%s: %q, %q", l, text, hint)
				}
			}
		})
	}
}
