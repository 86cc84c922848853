package mysql_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/obferry/obferry/ddlconv/mysql"
	"github.com/obferry/obferry/ddlconv/oceanbase"
	"github.com/obferry/obferry/ddlconv/schema"
)

// seeds are the source texts of all golden pairs.
func seeds(f *testing.F) {
	f.Helper()
	files, err := filepath.Glob("../testdata/golden/*/in.sql")
	if err != nil {
		f.Fatal(err)
	}
	if len(files) == 0 {
		f.Fatal("no golden pairs to begin with")
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b))
	}
	for _, s := range []string{"", "(", "/*!", "/*!50100", "create table `", "create table t (a enum('", "create table t (a int default (((", "*/", "x'", "\xff\xfe", "create table t(a int)/*!99999",
		"create table p (a int) partition by hash(a) (partition p0 engine"} {
		f.Add(s)
	}
}

// write is what a statement is written as.
func write(s *schema.Draft) string {
	written := oceanbase.Table(s.Table)
	for _, fk := range s.Table.ForeignKeys {
		written += ";\n" + oceanbase.ForeignKey(s.Table.Name, fk)
	}
	return written
}

// FuzzParse reads whatever comes: it must end, and what was read and written must
// read and write the same again.
func FuzzParse(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, source string) {
		s, err := mysql.Parse(source)
		if err != nil {
			if err.ID == "" || err.Line < 1 || err.Column < 1 {
				t.Fatalf("an error without an id or a place: %+v", err)
			}
			return
		}
		s.Table.ForeignKeys = nil
		once := write(s)
		again, err := mysql.Parse(once)
		if err != nil {
			t.Fatalf("%v\nread from %q\nwritten as\n%s", err, source, once)
		}
		if twice := write(again); twice != once {
			t.Fatalf("read from %q\nonce:\n%s\ntwice:\n%s", source, once, twice)
		}
	})
}

// FuzzExpression looks into whatever expression comes: it must end, and renaming no
// column must settle at once.
func FuzzExpression(f *testing.F) {
	for _, s := range []string{"`a` + 1", "interval 1 day", "case when a then b end", "((a)) is null", "_utf8mb4'x'", "a.b.c(", ")(", "json_valid(`j`)", "1--#0", "''n''", "x\"4D\""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, expression string) {
		mysql.Calls(expression)
		mysql.Columns(expression)
		mysql.Truth(expression)
		none := func(name string) (string, bool) { return name, false }
		once := mysql.Rename(expression, none)
		if twice := mysql.Rename(once, none); twice != once {
			t.Fatalf("%q became %q and then %q", expression, once, twice)
		}
	})
}
