package ddlconv_test

import (
	"testing"

	"github.com/obferry/obferry/ddlconv"
)

// TestUnclosed has texts of which a comment, a quote or a body swallows the rest: it is
// told with all its lines, and refused, whatever stands before it.
func TestUnclosed(t *testing.T) {
	for _, test := range []struct {
		dialect    ddlconv.Dialect
		text, want string
	}{
		{ddlconv.Oracle, "CREATE TABLE a (x NUMBER);\n/* no end\nCREATE TABLE b (y NUMBER);\nCREATE TABLE c (z NUMBER);\n", "1-1 converted a; 2-4 refused; 2 script.unfinished"},
		{ddlconv.Oracle, "/* one *//* no end\nCREATE TABLE b (y NUMBER);", "1-2 refused; 1 script.unfinished"},
		{ddlconv.Oracle, "/* a\n end */ CREATE TABLE b (y NUMBER);\n-- /* none\n", "2-2 converted b"},
		{ddlconv.Oracle, "INSERT INTO a VALUES (1) /* no end\n;\nCREATE TABLE b (y NUMBER);\n", "1-3 refused; 1 script.unfinished"},
		{ddlconv.Oracle, "INSERT INTO a VALUES ('no end);\nCREATE TABLE b (y NUMBER);\n", "1-2 refused; 1 script.unfinished"},
		{ddlconv.Oracle, "CREATE PROCEDURE p IS\nBEGIN\n NULL;\n", "1-3 refused; 1 script.unfinished"},
		{ddlconv.SQLServer, "CREATE TABLE a (x int)\nGO\n/* files in /etc/*.conf */\nCREATE TABLE b (y int)\nGO\n", "1-1 converted a; 2-2 passed; 3-5 refused; 3 script.unfinished"},
		{ddlconv.SQLServer, "CREATE TABLE a (x int); /* no end\nCREATE TABLE b (y int)", "1-1 converted a; 1-2 refused; 1 script.unfinished"},
		{ddlconv.SQLServer, "/* a /* b */\n*/ CREATE TABLE b (y int)\n-- /* none\n", "2-2 converted b"},
		{ddlconv.SQLServer, "INSERT INTO a VALUES (1) /* no end\nGO\nCREATE TABLE b (y int)\nGO\n", "1-4 refused; 1 script.unfinished"},
		{ddlconv.SQLServer, "CREATE TABLE b (y int /* no end\n)\nGO\nCREATE TABLE c (z int)", "1-4 refused b; 1 script.unfinished"},
	} {
		if got := fates(t, test.dialect, test.text); got != test.want {
			t.Errorf("%s %q:\n got %s\nwant %s", test.dialect, test.text, got, test.want)
		}
	}
}
