package script_test

import (
	"fmt"
	"testing"

	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// TestPassedStaysSmall has data with a GO and a COMMIT between its rows: every statement is
// counted, and there are no more outcomes than kinds of them.
func TestPassedStaysSmall(t *testing.T) {
	r := script.NewReading(nil, nil)
	for line := 1; line < 300_000; line += 3 {
		for i, one := range []string{"INSERT", "GO", "COMMIT"} {
			r.Passed(&script.Statement{Text: one, Place: syntax.Place{Line: line + i, Column: 1}, Last: line + i}, one, "")
		}
	}
	r.Converted(&script.Statement{Place: syntax.Place{Line: 300_001, Column: 1}}, "CREATE TABLE", "t")
	r.Passed(&script.Statement{Place: syntax.Place{Line: 300_002, Column: 1}, Last: 300_002}, "GO", "")
	got := ""
	for _, o := range r.Outcomes {
		got += fmt.Sprintf("%d-%d %d %s; ", o.Line, o.Last, o.Count, o.Verb)
	}
	if want := "1-299998 100000 INSERT; 2-299999 100000 GO; 3-300000 100000 COMMIT; 300001-300001 1 CREATE TABLE; 300002-300002 1 GO; "; got != want || r.Settled() != 300_002 {
		t.Errorf("%d settled: %.300s", r.Settled(), got)
	}
}
