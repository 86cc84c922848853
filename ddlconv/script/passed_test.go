package script_test

import (
	"testing"

	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// TestPassedStaysSmall has data with a GO and a COMMIT between its rows: every statement is
// counted, told line by line at first, and memory does not grow with them.
func TestPassedStaysSmall(t *testing.T) {
	r := script.NewReading(nil, nil)
	for line := 1; line < 300_000; line += 3 {
		for i, one := range []string{"INSERT", "GO", "COMMIT"} {
			r.Passed(&script.Statement{Text: one, Place: syntax.Place{Line: line + i, Column: 1}, Last: line + i}, one, "")
		}
	}
	r.Converted(&script.Statement{Place: syntax.Place{Line: 300_001, Column: 1}}, "CREATE TABLE", "t")
	r.Passed(&script.Statement{Place: syntax.Place{Line: 300_002, Column: 1}, Last: 300_002}, "GO", "")
	count, most := 0, 0
	for _, o := range r.Outcomes {
		count += o.Count
		most = max(most, o.Count)
	}
	if n := len(r.Outcomes); n > 20_010 || most < 90_000 || count != 300_002 || r.Settled() != 300_002 {
		t.Errorf("%d outcomes of %d statements, %d settled, the largest of %d", n, count, r.Settled(), most)
	}
	for i, o := range r.Outcomes[:20_000] {
		if o.Line != i+1 || o.Last != i+1 && i < 20_000-3 {
			t.Fatalf("outcome %d is of %d to %d", i, o.Line, o.Last)
		}
	}
}
