package ddlconv_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/script"
)

// sources are whole scripts by their paths: those of the tests, and real ones where a
// folder of them lies beside the project.
func sources(t testing.TB) map[string]ddlconv.Dialect {
	t.Helper()
	all, shared := map[string]ddlconv.Dialect{}, sharedFolder()
	for pattern, dialect := range map[string]ddlconv.Dialect{
		"testdata/postgres/*/in.sql": ddlconv.Postgres, "testdata/golden/postgres-*/in.sql": ddlconv.Postgres,
		"testdata/golden/oracle-*/in.sql": ddlconv.Oracle, "testdata/oracle/*/in.sql": ddlconv.Oracle,
		"testdata/golden/sqlserver-*/in.sql": ddlconv.SQLServer,
		"testdata/golden/mysql-*/in.sql":     ddlconv.MySQL, "testdata/golden/mariadb-*/in.sql": ddlconv.MariaDB,
		shared + "/corpus/mysql/*.sql": ddlconv.MySQL, shared + "/corpus/postgresql/*.sql": ddlconv.Postgres,
		shared + "/corpus/oracle/*.sql": ddlconv.Oracle, shared + "/corpus/sqlserver/*.sql": ddlconv.SQLServer,
	} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			all[file] = dialect
		}
	}
	if len(all) < 80 {
		t.Fatalf("%d scripts are left of at least 80", len(all))
	}
	return all
}

// readScript converts a file.
func readScript(t testing.TB, file string, d ddlconv.Dialect) (text string, s *ddlconv.Script) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s, err = ddlconv.ConvertScript(strings.NewReader(string(b)), d, ddlconv.Options{})
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return string(b), s
}

// TestEveryLine wants every line of a script that is neither blank nor a comment within
// exactly one outcome, or at the border of two.
func TestEveryLine(t *testing.T) {
	lines := 0
	for file, d := range sources(t) {
		text, s := readScript(t, file, d)
		covered := map[int]bool{}
		last := 0
		for _, o := range s.Outcomes {
			if o.Line < last {
				t.Errorf("%s: the outcome at line %d begins before the one before it ends (%d)", file, o.Line, last)
			}
			last = o.Last
			for line := o.Line; line <= o.Last; line++ {
				covered[line] = true
			}
		}
		for _, n := range spoken(text, d) {
			lines++
			if !covered[n] {
				t.Errorf("%s:%d: nothing became of %.80s", file, n, strings.Split(text, "\n")[n-1])
			}
		}
	}
	t.Logf("%d lines", lines)
}

// spoken are the numbers of the lines that are more than white space and comments, as
// far as can be told without reading them.
func spoken(text string, d ddlconv.Dialect) []int {
	mysql := d == ddlconv.MySQL || d == ddlconv.MariaDB
	var all []int
	inside := false
	for i, line := range strings.Split(text, "\n") {
		line = strings.Trim(line, " \t\r\f\v\u00a0\ufeff")
		switch {
		case inside:
			inside = !strings.Contains(line, "*/")
		case strings.HasPrefix(line, "/*") && !strings.HasPrefix(line, "/*!") && !strings.HasPrefix(line, "/*M!"):
			inside = !strings.Contains(line[2:], "*/")
		case line == "", line == ";", strings.HasPrefix(line, "--"), mysql && strings.HasPrefix(line, "#"), strings.HasPrefix(line, "*/"):
		default:
			all = append(all, i+1)
		}
	}
	return all
}

// TestConvertedTwice converts what a script became once more, as MySQL's: nothing changes.
func TestConvertedTwice(t *testing.T) {
	tables := 0
	for file, d := range sources(t) {
		_, once := readScript(t, file, d)
		tables += again(t, file, once)
	}
	t.Logf("%d tables", tables)
}

// again converts what a script became once more and wants the same tables. It gives how
// many there are.
func again(t *testing.T, name string, once *ddlconv.Script) int {
	t.Helper()
	statements := once.Statements()[:len(once.Tables)]
	for _, table := range once.Tables {
		statements = append(statements, table.After...)
	}
	twice, err := ddlconv.ConvertScript(strings.NewReader(ddlconv.Mark+"\n"+strings.Join(statements, ";\n")+";\n"), ddlconv.MySQL, ddlconv.Options{})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if len(twice.Tables) != len(once.Tables) {
		t.Errorf("%s: %d tables became %d", name, len(once.Tables), len(twice.Tables))
		for _, o := range twice.Outcomes {
			if o.Text != "" {
				t.Logf("%s %s\n%.600s", o.Fate, o.Rule, o.Text)
			}
		}
		return 0
	}
	for i, table := range once.Tables {
		if got := twice.Tables[i]; got.Create != table.Create {
			t.Errorf("%s: %s changes the second time:\n%s\n%s", name, table.Table.Name, table.Create, got.Create)
		} else if !slices.Equal(got.After, table.After) {
			t.Errorf("%s: the foreign keys of %s change the second time:\n%q\n%q", name, table.Table.Name, table.After, got.After)
		}
	}
	return len(once.Tables)
}

// FuzzScript converts whatever comes as a script of a dialect: it must end, tell of the
// statements in their order, and what it writes must be read again and stay as it is.
func FuzzScript(f *testing.F) {
	for file, d := range sources(f) {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		if len(b) < 2_500 {
			f.Add(uint8(slices.Index(ddlconv.Dialects, d)), string(b))
		}
	}
	f.Fuzz(func(t *testing.T, dialect uint8, text string) {
		d := ddlconv.Dialects[int(dialect)%len(ddlconv.Dialects)]
		s, err := ddlconv.ConvertScript(strings.NewReader(text), d, ddlconv.Options{})
		if err != nil {
			var binary *script.BinaryError
			if !errors.As(err, &binary) {
				t.Fatal(err)
			}
			return
		}
		last := 1
		for _, o := range s.Outcomes {
			if o.Line < last || o.Last < o.Line || o.Fate == "" || o.Count < 1 {
				t.Fatalf("the outcome %+v is behind line %d", o, last)
			}
			last = o.Line
		}
		ddlconv.Guess([]byte(text))
		if ddlconv.State(notesOf(s)) != ddlconv.Blocked {
			again(t, string(d), s)
		}
	})
}

// notesOf are all notes of a script's tables.
func notesOf(s *ddlconv.Script) []ddlconv.Note {
	var all []ddlconv.Note
	for _, table := range s.Tables {
		all = append(all, table.Notes...)
	}
	return all
}
