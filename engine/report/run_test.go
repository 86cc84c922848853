package report

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/verify"
	"github.com/obferry/obferry/engine/words"
)

func sampleRun() Run {
	return Run{
		Status: "failed", Err: fault.FromServer(4184, "HY000", "Server out of disk space"),
		Source: "mysql://reader@db/shop", Target: "practice", Mode: "upsert",
		Began: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC), Elapsed: 90 * time.Second,
		Read: 300, Written: 297, Rejected: 3, Errors: "/home/li/e.xlsx",
		Tables: []RunTable{
			{Source: "orders", Target: "orders", State: "finished", Created: true, Read: 100, Written: 97, Rejected: 3, Elapsed: 2 * time.Second,
				Compared: &verify.Comparison{SourceRows: 100, TargetRows: 96, Refused: 3,
					Columns:   []verify.ColumnSum{{Name: "id", Source: "0a", Target: "0a", Equal: true}, {Name: "note", Source: "0b", Target: "0c"}},
					Differing: []verify.Difference{{Key: "7", Side: "both", Column: "note", Source: "=a", Target: "b\x01"}, {Key: "9", Side: "source"}}},
				Refused:  []RunRefused{{Count: 3, Err: tooLong()}},
				Notes:    []ddlconv.Note{{Rule: "unheard.of", Severity: ddlconv.Lossy, Object: "orders.note", Was: "text(5)", Became: "tinytext"}},
				Failures: []error{fault.FromServer(1064, "42000", "near 'x'").In("CREATE TABLE x"), errors.New("a plain error")}},
			{Source: "people", Target: "人", State: "copied", Compared: &verify.Comparison{Equal: true}},
			{Source: "grown", Target: "grown", State: "finished", Compared: &verify.Comparison{SourceRows: 7, TargetRows: 4321, Extra: 4315, Missing: 1, Different: 2}},
			{Source: "other", Target: "other", State: "waiting"},
		},
		Warnings: []error{fault.FromServer(1142, "42000", "SELECT command denied"), errors.New("a plain warning")},
		Left:     []RunLeft{{"view", "v_orders"}},
	}
}

func TestRunReport(t *testing.T) {
	for _, l := range words.Languages {
		dir := t.TempDir()
		path := filepath.Join(dir, "r.xlsx")
		must(t, WriteRun(path, sampleRun(), l))
		alone(t, dir, "r.xlsx")
		f := open(t, path)
		var names []string
		for _, id := range []string{"summary", "tables", "verified", "differences", "refused", "warnings", "ddl", "left"} {
			names = append(names, words.In(l, "report.run."+id, nil))
		}
		if got := f.GetSheetList(); strings.Join(got, "|") != strings.Join(names, "|") {
			t.Fatalf("sheets %q, want %q", got, names)
		}
		var all []string
		for _, name := range names {
			for _, row := range sheetRows(t, f, name) {
				all = append(all, name+": "+strings.Join(row, " | "))
			}
		}
		text := strings.Join(all, "\n")
		for _, want := range []string{"practice", "upsert", "2026-03-01 09:01:30", "1m30s", "/home/li/e.xlsx", tooLong().Hint(l), "| 97 | 96", "| 7 | 6",
			words.In(l, "report.run.missing", nil) + " | " + words.In(l, "report.run.differs", nil) + " | 1",
			words.In(l, "report.run.different", nil) + " | " + words.In(l, "report.run.differs", nil) + " | 2 | 2",
			words.In(l, "report.run.extra", nil) + " |  |  | 4315", "=a | b␁",
			"CREATE TABLE x", "a plain error", "SELECT command denied", "a plain warning", "orders.note", "tinytext", "v_orders", "Server out of disk space", words.In(l, "report.run.side.source", nil)} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is missing", l, want)
			}
		}
		if strings.Contains(text, "report.run") || strings.Contains(text, "<no value>") {
			t.Errorf("%s: words are missing:\n%s", l, text)
		}
	}
}

// Nothing to tell gives a report with the summary alone.
func TestEmptyRunReport(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.xlsx")
	must(t, WriteRun(path, Run{Status: "done"}, words.English))
	if got := open(t, path).GetSheetList(); len(got) != 1 {
		t.Errorf("sheets %q", got)
	}
	missing := filepath.Join(t.TempDir(), "no", "r.xlsx")
	if err := WriteRun(missing, Run{}, words.English); !fault.Is(err, fault.Input) || !strings.Contains(err.Error(), missing) {
		t.Errorf("%v", err)
	}
}

// Every word that the code asks for is in the dictionary.
func TestStatesHaveWords(t *testing.T) {
	var ids []string
	for _, s := range []string{"waiting", "running", "copied", "checking", "finished", "failed", "interrupted"} {
		ids = append(ids, "state."+s)
	}
	for _, s := range []string{"done", "partial", "failed", "interrupted"} {
		ids = append(ids, "status."+s)
	}
	for _, s := range []ddlconv.Severity{ddlconv.Info, ddlconv.Changed, ddlconv.Lossy, ddlconv.Manual, ddlconv.Blocked} {
		ids = append(ids, "severity."+string(s))
	}
	for _, s := range []verify.Side{verify.Source, verify.Target, verify.Both} {
		ids = append(ids, "side."+string(s))
	}
	for _, id := range ids {
		for _, l := range words.Languages {
			if full := "report.run." + id; words.In(l, full, nil) == full {
				t.Errorf("%s: %s has no words", l, full)
			}
		}
	}
}
