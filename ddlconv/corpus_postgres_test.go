package ddlconv_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/script"
)

// corpus are the files of a folder of real schemas, from OBFERRY_SHARED or beside the
// project.
func corpusPostgres(t *testing.T) []string {
	t.Helper()
	root := os.Getenv("OBFERRY_SHARED")
	if root == "" {
		root = "../../shared"
	}
	files, err := filepath.Glob(filepath.Join(root, "corpus/postgresql/*.sql"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("NOT TESTED: no real schemas of PostgreSQL in " + root)
	}
	return files
}

// convertFile converts one file.
func convertFile(t *testing.T, file string, from ddlconv.Dialect) *ddlconv.Script {
	t.Helper()
	in, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	s, err := ddlconv.ConvertScript(in, from, ddlconv.Options{})
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return s
}

// share is how many of some statements went well.
type share struct{ good, all int }

func (s *share) add(err error) {
	s.all++
	if err == nil {
		s.good++
	}
}

func (s share) percent() float64 {
	if s.all == 0 {
		return 100
	}
	return 100 * float64(s.good) / float64(s.all)
}

// TestCorpusPostgres converts real schemas and creates all on a kernel.
func TestCorpusPostgres(t *testing.T) {
	files := corpusPostgres(t)
	db := kernel(t)
	if _, err := db.Exec("SET foreign_key_checks = 1"); err != nil {
		t.Fatal(err)
	}
	var tables, foreign, objects share
	fates := map[script.Fate]int{}
	rules := map[string]int{}
	for _, file := range files {
		s := convertFile(t, file, ddlconv.Postgres)
		for _, o := range s.Outcomes {
			fates[o.Fate] += o.Count
			if o.Fate == script.Refused {
				t.Errorf("%s:%d: refused: %.80q", filepath.Base(file), o.Line, o.Text)
			}
		}
		run := func(kind *share, statement string) {
			_, err := db.Exec(statement)
			kind.add(err)
			if err != nil {
				t.Logf("%s: %v\n%s", filepath.Base(file), err, statement)
			}
		}
		for _, c := range s.Tables {
			run(&tables, c.Create)
			for _, n := range c.Notes {
				rules[n.Rule]++
			}
		}
		for _, c := range s.Tables {
			for _, statement := range c.After {
				run(&foreign, statement)
			}
		}
		for _, o := range s.Objects {
			for _, n := range o.Notes {
				rules[n.Rule]++
			}
			if o.SQL != "" {
				run(&objects, o.SQL)
			}
		}
		for _, n := range s.Notes {
			rules[n.Rule]++
			if n.Severity == ddlconv.Blocked {
				t.Errorf("%s:%d: %s %s [%s]", filepath.Base(file), n.Line, n.Rule, n.Object, n.Was)
			}
		}
		empty(t, db)
	}
	t.Logf("tables %d of %d, foreign keys %d of %d, others %d of %d; fates %v", tables.good, tables.all, foreign.good, foreign.all, objects.good, objects.all, fates)
	t.Logf("notes %v", rules)
	if tables.percent() < 99 || foreign.percent() < 97 || objects.percent() < 99 {
		t.Errorf("accepted: tables %.1f %%, foreign keys %.1f %%, others %.1f %%", tables.percent(), foreign.percent(), objects.percent())
	}
	if tables.all < 600 {
		t.Errorf("only %d tables", tables.all)
	}
}

// empty drops all of the test's database.
func empty(t *testing.T, db *sql.DB) {
	t.Helper()
	var name string
	if err := db.QueryRow("SELECT database()").Scan(&name); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(name, "obferry") && name == "" {
		t.Fatal("no database of its own")
	}
	for _, statement := range []string{"DROP DATABASE `" + name + "`", "CREATE DATABASE `" + name + "`", "USE `" + name + "`"} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
}
