package ddlconv_test

import (
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
)

// TestNamesakes has things of one name: of those that the source has in one namespace the
// first stays, and a person sees to the other; two that differ in case only are both made.
func TestNamesakes(t *testing.T) {
	const table, view, sequence = "CREATE TABLE x (a NUMBER(9));\n", "CREATE VIEW x AS SELECT 1 AS a FROM dual;\n", "CREATE SEQUENCE x;\n"
	for text, want := range map[string]string{
		table + view:                     "1-1 converted x; 2-2 manual x; 2 oracle.view.twice",
		view + table:                     "1-1 converted x; 2-2 manual x; 2 oracle.table.twice",
		table + sequence:                 "1-1 converted x; 2-2 manual x; 2 oracle.sequence.twice",
		sequence + table:                 "1-1 converted x; 2-2 manual x; 2 oracle.table.twice",
		sequence + view:                  "1-1 converted x; 2-2 manual x; 2 oracle.view.twice",
		view + sequence:                  "1-1 converted x; 2-2 manual x; 2 oracle.sequence.twice",
		view + view:                      "1-1 converted x; 2-2 manual x; 2 oracle.view.twice",
		table + "DROP TABLE x;\n" + view: "1-1 converted x; 2-2 passed; 3-3 converted x",
		view + "DROP VIEW x;\n" + table:  "1-1 folded x; 2-2 passed; 3-3 converted x",
		view + "CREATE VIEW \"x\" AS SELECT 2 AS b FROM x;\nCREATE VIEW y AS SELECT b FROM \"x\";\n": "1-1 converted x; 2-2 converted x; 3-3 converted y",
	} {
		if got := fates(t, ddlconv.Oracle, text); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
	s, err := ddlconv.ConvertScript(strings.NewReader(view+"CREATE VIEW \"x\" AS SELECT 2 AS b FROM x;\nCREATE VIEW y AS SELECT b FROM \"x\";\n"), ddlconv.Oracle, ddlconv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(s.Statements(), "\n")
	for _, want := range []string{"CREATE VIEW `x` AS", "CREATE VIEW `x_2` AS SELECT 2 AS `b` FROM `x`", "FROM `x_2`"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %s in\n%s", want, all)
		}
	}
}

// TestOnNullBehind has ON NULL behind the value of a default.
func TestOnNullBehind(t *testing.T) {
	s, err := ddlconv.ConvertScript(strings.NewReader("CREATE TABLE t (a VARCHAR2(5) DEFAULT 'x' ON NULL, b NUMBER(3) DEFAULT ON NULL 1);"), ddlconv.Oracle, ddlconv.Options{})
	if err != nil || len(s.Tables) != 1 {
		t.Fatal(err)
	}
	if got := s.Tables[0].Create; !strings.Contains(got, "NOT NULL DEFAULT 'x'") || strings.Contains(got, "ON)") {
		t.Error(got)
	}
}
