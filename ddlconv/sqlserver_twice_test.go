package ddlconv_test

import (
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
)

// TestSQLServerTwice has two indexes of one name, and views whose columns differ in case
// only: a person sees to what the target has no room for.
func TestSQLServerTwice(t *testing.T) {
	const table = "CREATE TABLE t (ID int, id int)\n"
	for text, want := range map[string]string{
		"CREATE TABLE t (a int, b int)\nCREATE INDEX i ON t (a)\nCREATE INDEX I ON t (b)\n":                           "1-1 converted t; 2-2 folded i; 3-3 manual I; 3 sqlserver.table.twice",
		"CREATE TABLE t (a int, b int)\nCREATE INDEX i ON t (a)\nCREATE INDEX i ON t (b) WITH (DROP_EXISTING = ON)\n": "1-1 converted t; 2-2 folded i; 3-3 folded i",
		"CREATE TABLE t (a int, b int)\nCREATE INDEX i ON t (a)\nDROP INDEX i ON t\nCREATE INDEX i ON t (b)\n":        "1-1 converted t; 2-2 folded i; 3-3 folded i; 4-4 folded i",
		table + "GO\nCREATE VIEW v AS SELECT [ID], id FROM t\n":                                                       "1-1 converted t; 2-2 passed; 3-3 manual v; 3 sqlserver.view",
		table + "GO\nCREATE VIEW v (a, b) AS SELECT [ID], id FROM t\n":                                                "1-1 converted t; 2-2 passed; 3-3 converted v",
		table + "GO\nCREATE VIEW v AS SELECT [ID], id AS b FROM t\n":                                                  "1-1 converted t; 2-2 passed; 3-3 converted v",
	} {
		if got := fates(t, ddlconv.SQLServer, text); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

// TestSQLServerTypeWords keeps the blank between the words within a type.
func TestSQLServerTypeWords(t *testing.T) {
	s, err := ddlconv.ConvertScript(strings.NewReader("CREATE TABLE t (a xml(CONTENT dbo.sc), b decimal(10, 2))"), ddlconv.SQLServer, ddlconv.Options{})
	if err != nil || len(s.Tables) != 1 {
		t.Fatal(err)
	}
	if a, b := s.Tables[0].Table.Columns[0], s.Tables[0].Table.Columns[1]; a.Was != "xml(content dbo.sc)" || a.Type != "longtext" || b.Type != "decimal(10,2)" {
		t.Errorf("%q %q, %q", a.Was, a.Type, b.Type)
	}
}
