package ddlconv_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
)

// scripts reads the pairs of scripts, whose tables are converted together.
func scripts(t testing.TB) []golden {
	t.Helper()
	return pairsIn(t, "testdata/script", 8, ddlconv.MySQL)
}

// TestScripts holds every conversion of a script to what was read and found right.
func TestScripts(t *testing.T) {
	for _, g := range scripts(t) {
		t.Run(g.name, func(t *testing.T) {
			s, err := ddlconv.ConvertTables(g.in, g.dialect, ddlconv.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var notes strings.Builder
			for _, table := range s.Tables {
				notes.WriteString(listed(table.Notes))
			}
			notes.WriteString(listed(s.Notes))
			compare(t, filepath.Join("testdata/script", g.name, "out.sql"), strings.Join(s.Statements(), ";\n")+";\n")
			compare(t, filepath.Join("testdata/script", g.name, "notes.txt"), notes.String())
		})
	}
}

// TestKernelTakesScripts runs every converted script on a real kernel in its order, with
// the checks of foreign keys on.
func TestKernelTakesScripts(t *testing.T) {
	for _, g := range scripts(t) {
		t.Run(g.name, func(t *testing.T) {
			db := kernel(t)
			if _, err := db.Exec("SET foreign_key_checks = 1"); err != nil {
				t.Fatal(err)
			}
			s, err := ddlconv.ConvertTables(g.in, g.dialect, ddlconv.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, statement := range s.Statements() {
				if _, err := db.Exec(statement); err != nil {
					t.Errorf("%v\n%s", err, statement)
				}
			}
		})
	}
}

// asRefusal tells whether an error is a refusal, and gives it.
func asRefusal(err error, refusal **ddlconv.ParseError) bool { return errors.As(err, refusal) }
