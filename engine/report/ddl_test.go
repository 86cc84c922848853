package report_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/diff"
	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/engine/assess"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/proof"
	"github.com/obferry/obferry/engine/report"
	"github.com/obferry/obferry/engine/words"
)

// TestWriteDDL fills every sheet in both languages: no sentence is missing, and what
// looks like a formula is none.
func TestWriteDDL(t *testing.T) {
	const evil = "=HYPERLINK(\"x\")"
	s := &ddlconv.Script{From: ddlconv.MySQL,
		Tables: []*ddlconv.Conversion{{Table: &schema.Table{Name: evil}, Notes: []rule.Note{
			{Rule: "partition.primary", Severity: rule.Manual, Object: evil, Line: 3, Column: 4, Was: evil, Became: evil},
			{Rule: "table.engine", Severity: rule.Changed, Object: evil}}}},
		Outcomes: []script.Outcome{{Fate: script.Manual, Count: 1, Line: 9, Last: 9, Verb: "GRANT", Text: evil, Rule: "none"}}}
	a := assess.Of(s, "4.3.5", &proof.Result{
		Failures:    []proof.Failure{{Subject: proof.Subject{Kind: "table", Object: evil, Line: 3}, Statement: evil, Trace: "Y1", Log: []string{evil}, Err: fault.New(fault.DDL, "fault.proof.refused", "Object", evil).Server(1064, "42000", evil)}},
		Untried:     []proof.Untried{{Subject: proof.Subject{Kind: "foreign", Object: evil}, Statement: evil, Why: proof.NoTable, Name: evil}},
		Differences: []diff.Difference{diff.Changed{Place: diff.Place{Table: evil, Element: diff.OfColumn, Name: evil}, Aspect: diff.Type, Want: "a", Got: "b"}},
	})
	a.Source, a.Target = evil, "practice"
	for _, l := range words.Languages {
		path := filepath.Join(t.TempDir(), "r.xlsx")
		if err := report.WriteDDL(path, a, l); err != nil {
			t.Fatal(err)
		}
		book, err := excelize.OpenFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(book.GetSheetList()); n != 7 {
			t.Errorf("%d sheets: %v", n, book.GetSheetList())
		}
		for _, sheet := range book.GetSheetList() {
			rows, err := book.GetRows(sheet)
			if err != nil {
				t.Fatal(err)
			}
			for i, row := range rows {
				for j, cell := range row {
					if strings.Contains(cell, "report.ddl.") || strings.Contains(cell, "no value") || strings.HasPrefix(cell, "assess.") {
						t.Errorf("%s: %q", sheet, cell)
					}
					name, err := excelize.CoordinatesToCellName(j+1, i+1)
					if err != nil {
						t.Fatal(err)
					}
					if formula, err := book.GetCellFormula(sheet, name); err != nil || formula != "" {
						t.Errorf("%s %s is the formula %q (%v)", sheet, name, formula, err)
					}
				}
			}
		}
		if err := book.Close(); err != nil {
			t.Error(err)
		}
	}
}
