package ddlconv_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/mysql"
)

// mysqlPairs are the scripts of MySQL and MariaDB whose conversion was read and found
// right; those of MariaDB have names that begin so.
func mysqlPairs(t testing.TB) []golden {
	t.Helper()
	all := pairsIn(t, "testdata/mysql", 4, ddlconv.MySQL)
	for i := range all {
		if strings.HasPrefix(all[i].name, "mariadb") {
			all[i].dialect = ddlconv.MariaDB
		}
	}
	return all
}

// script converts the whole of a pair.
func (g golden) script(t testing.TB) *ddlconv.Script {
	t.Helper()
	s, err := ddlconv.ConvertScript(strings.NewReader(g.in), g.dialect, ddlconv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestMySQLPairs holds every conversion to what was read and found right.
func TestMySQLPairs(t *testing.T) {
	for _, g := range mysqlPairs(t) {
		t.Run(g.name, func(t *testing.T) {
			s := g.script(t)
			compare(t, filepath.Join("testdata/mysql", g.name, "out.sql"), strings.Join(s.Statements(), ";\n")+";\n")
			compare(t, filepath.Join("testdata/mysql", g.name, "notes.txt"), told(s))
		})
	}
}

// TestMySQLRulesShown wants a pair for every rule of MySQL's.
func TestMySQLRulesShown(t *testing.T) { shownAll(t, mysql.Rules) }

// TestMySQLSettled reads what a conversion gave once more: nothing changes.
func TestMySQLSettled(t *testing.T) {
	for _, g := range mysqlPairs(t) {
		t.Run(g.name, func(t *testing.T) {
			once := g.script(t)
			steady(t, once.Tables)
			text := ddlconv.Mark + "\nDELIMITER $$\n" + strings.Join(once.Statements(), "$$\n") + "$$\n"
			twice, err := ddlconv.ConvertScript(strings.NewReader(text), ddlconv.MySQL, ddlconv.Options{})
			if err != nil {
				t.Fatal(err)
			}
			want, got := strings.Join(once.Statements(), ";\n"), strings.Join(twice.Statements(), ";\n")
			if got != want {
				t.Errorf("once:\n%s\ntwice:\n%s", want, got)
			}
		})
	}
}

// TestKernelTakesMySQL runs every converted script on a real kernel in its order.
func TestKernelTakesMySQL(t *testing.T) {
	for _, g := range mysqlPairs(t) {
		t.Run(g.name, func(t *testing.T) {
			db := kernel(t)
			if _, err := db.Exec("SET foreign_key_checks = 1"); err != nil {
				t.Fatal(err)
			}
			s := g.script(t)
			waits := map[string]bool{} // until a person has made what they need
			for _, o := range s.Objects {
				waits[o.SQL] = ddlconv.State(o.Notes) == ddlconv.Manual
			}
			for _, statement := range s.Statements() {
				if waits[statement] {
					if _, err := db.Exec(statement); err == nil {
						t.Errorf("the kernel makes what a note says that it cannot:\n%s", statement)
					}
					continue
				}
				if strings.Contains(statement, "TABLEGROUP") {
					t.Log("left out, since its tablegroup belongs to the tenant:", statement)
					continue
				}
				if _, err := db.Exec(statement); err != nil {
					t.Errorf("%v\n%s", err, statement)
				}
			}
		})
	}
}
