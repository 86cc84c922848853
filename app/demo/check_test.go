package demo

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/verify"
	"github.com/obferry/obferry/engine/words"
)

// expected is a ferry of one table, and what it comes to when all goes well.
func expected() (*Ferry, *engine.Result) {
	f := &Ferry{Name: "quotes", Plan: &engine.Plan{}, Rows: map[string]int64{"t": 10}, Refused: map[int]int64{1062: 2}, Left: 1}
	r := &engine.Result{
		Errors: "errors.xlsx",
		Left:   []engine.LeftBehind{{Kind: "view", Name: "v"}},
		Tables: []engine.TableResult{{
			TableState: engine.TableState{Source: "s", Target: "t", Read: 10, Written: 8, Rejected: 2},
			Compared:   &verify.Comparison{Equal: true},
			Groups:     []engine.RejectGroup{{Code: 1062, Count: 2}},
		}},
	}
	return f, r
}

func TestCheckTellsWhatIsWrong(t *testing.T) {
	if f, r := expected(); len(f.check(r)) != 0 {
		t.Fatalf("found wrong: %v", f.check(r))
	}
	for _, c := range []struct {
		name string
		harm func(*engine.Result)
		ids  []string
	}{
		{"a row is missing", func(r *engine.Result) { r.Tables[0].Written-- }, []string{"fault.demo.rows"}},
		{"too few were read", func(r *engine.Result) { r.Tables[0].Read, r.Tables[0].Written = 9, 7 }, []string{"fault.demo.rows"}},
		{"another cause", func(r *engine.Result) { r.Tables[0].Groups[0].Code = 1406 }, []string{"fault.demo.refused", "fault.demo.refused"}},
		{"one cause too many", func(r *engine.Result) { r.Tables[0].Groups[0].Count = 3 }, []string{"fault.demo.refused"}},
		{"none refused", func(r *engine.Result) { r.Tables[0].Groups = nil }, []string{"fault.demo.refused"}},
		{"not verified", func(r *engine.Result) { r.Tables[0].Compared = nil }, []string{"fault.demo.unverified"}},
		{"not equal", func(r *engine.Result) { r.Tables[0].Compared.Equal = false }, []string{"fault.demo.differs"}},
		{"a table is missing", func(r *engine.Result) { r.Tables, r.Errors = nil, "" }, []string{"fault.demo.table", "fault.demo.refused", "fault.demo.errors"}},
		{"no view stayed", func(r *engine.Result) { r.Left = nil }, []string{"fault.demo.left"}},
		{"no spreadsheet", func(r *engine.Result) { r.Errors = "" }, []string{"fault.demo.errors"}},
		{"a table failed", func(r *engine.Result) { r.Tables[0].Err = fault.New(fault.DDL, "fault.demo.table", "Table", "t") }, []string{"fault.demo.table"}},
		{"a key was refused", func(r *engine.Result) {
			r.Tables[0].Failures = []error{fault.New(fault.DDL, "fault.demo.table", "Table", "t")}
		}, []string{"fault.demo.table"}},
		{"the run failed", func(r *engine.Result) { r.Err = fault.New(fault.Connect, "fault.demo.shop") }, []string{"fault.demo.shop"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, r := expected()
			c.harm(r)
			var ids []string
			for _, err := range f.check(r) {
				ids = append(ids, fault.Of(err).ID)
				for _, l := range words.Languages {
					if text := fault.Text(l, err); text == fault.Of(err).ID || strings.Contains(text, "<no value>") {
						t.Errorf("%s: %s", l, text)
					}
				}
			}
			if !slices.Equal(ids, c.ids) {
				t.Errorf("told %v, want %v", ids, c.ids)
			}
			var s Summary
			s.Add(f, r)
			if s.AsPlanned() {
				t.Error("counted as planned")
			}
		})
	}
}

func TestSheetsAreTheSameEachTime(t *testing.T) {
	for name, write := range map[string]func(string) error{quotesFile: writeQuotes, storesFile: writeStores} {
		var texts [2][]byte
		for i := range texts {
			path := filepath.Join(t.TempDir(), name)
			if err := write(path); err != nil {
				t.Fatal(err)
			}
			var err error
			if texts[i], err = os.ReadFile(path); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(texts[0], texts[1]) {
			t.Errorf("%s differs", name)
		}
	}
}

// Every planted cell stands in a row of its own, and the rest of the sheet fits.
func TestPlantedRowsStandApart(t *testing.T) {
	count := int64(0)
	for _, n := range Refusals() {
		count += n
	}
	at := plantedAt()
	if int64(len(at)) != count {
		t.Errorf("%d rows for %d plants", len(at), count)
	}
	for row := range at {
		if row >= quoteRows || slices.Contains([]int{10, 11, 500, 1500, 1999}, row) {
			t.Errorf("row %d is beyond the sheet, or one whose number is planted again", row)
		}
	}
}

func TestOneDemoAtATime(t *testing.T) {
	dir := t.TempDir()
	s := &Setting{Dir: dir}
	if err := s.take(); err != nil {
		t.Fatal(err)
	}
	_, err := Prepare(t.Context(), dir, nil)
	if f := fault.Of(err); f == nil || f.ID != "fault.demo.busy" {
		t.Errorf("got %v", err)
	}
	if err := s.Close(t.Context()); err != nil {
		t.Error(err)
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Prepare(t.Context(), file, nil); !fault.Is(err, fault.Preflight) || errors.Unwrap(err) == nil {
		t.Errorf("got %v", err)
	}
}
