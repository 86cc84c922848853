package app

import (
	"strings"
	"testing"
	"time"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/verify"
)

// A table that held rows before is told apart from one that is simply equal, and where
// something is amiss the rows of before are not taken for it.
func TestSummaryTellsOfRowsFromBefore(t *testing.T) {
	told := func(c verify.Comparison) string {
		t.Helper()
		result := &engine.Result{Status: engine.StatusDone, Elapsed: time.Second,
			Tables: []engine.TableResult{{TableState: engine.TableState{Source: "orders", Target: "orders", State: engine.Finished}, Compared: &c}}}
		d := newRunDocument(result, record{}, "")
		d.Verb = "migrate"
		var b strings.Builder
		if err := d.print(&b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	if got := told(verify.Comparison{Equal: true, SourceRows: 5, TargetRows: 5}); strings.Contains(got, "before") {
		t.Errorf("nothing was there before:\n%s", got)
	}
	got := told(verify.Comparison{Equal: true, SourceRows: 5, TargetRows: 4326, Extra: 4321})
	if !strings.Contains(got, "verified equal") || !strings.Contains(got, "has 4,321 more") {
		t.Errorf("rows from before are not told:\n%s", got)
	}
	// Of rows that were refused nothing is said to be equal.
	for _, c := range []struct {
		verify.Comparison
		wants []string
	}{
		{verify.Comparison{Equal: true, SourceRows: 3, Refused: 3}, []string{"nothing across", "3 rows that were refused are not among"}},
		{verify.Comparison{Equal: true, SourceRows: 3, TargetRows: 2, Refused: 1}, []string{"equal, but for 1 refused", "1 row that was refused is not among"}},
		{verify.Comparison{Equal: true, SourceRows: 3, TargetRows: 7, Refused: 3, Extra: 7}, []string{"every row of the source was refused", "the 7 rows that it held before"}},
		{verify.Comparison{Equal: true, SourceRows: 3, TargetRows: 9, Refused: 1, Extra: 7}, []string{"that was not refused is there", "has 7 more"}},
	} {
		got := told(c.Comparison)
		for _, want := range c.wants {
			if !strings.Contains(got, want) || strings.Contains(got, "verified equal") {
				t.Errorf("%q is not told:\n%s", want, got)
			}
		}
	}
	got = told(verify.Comparison{SourceRows: 5, TargetRows: 4325, Extra: 4321, Missing: 1, Different: 2})
	for _, want := range []string{"differs", "missing: 1;", "other values: 2;", "before: 4,321"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not told:\n%s", want, got)
		}
	}
}
