package ddlconv_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
)

var update = flag.Bool("update", false, "write what the conversions give into testdata/golden")

// golden is one pair: a CREATE TABLE of the source and what becomes of it. Its
// folder's name begins with the dialect.
type golden struct {
	name    string
	dialect ddlconv.Dialect
	version string // of the target, in a file of that name; "" for the newest
	in      string
}

// goldens reads all pairs.
func goldens(t testing.TB) []golden {
	t.Helper()
	folders, err := filepath.Glob("testdata/golden/*")
	if err != nil {
		t.Fatal(err)
	}
	var all []golden
	for _, folder := range folders {
		in, err := os.ReadFile(filepath.Join(folder, "in.sql"))
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(folder)
		dialect, _, _ := strings.Cut(name, "-")
		if d := ddlconv.Dialect(dialect); d != ddlconv.MySQL && d != ddlconv.MariaDB {
			continue // scripts, which the tests of their dialects hold
		}
		version, err := os.ReadFile(filepath.Join(folder, "version"))
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		all = append(all, golden{name: name, dialect: ddlconv.Dialect(dialect), version: strings.TrimSpace(string(version)), in: string(in)})
	}
	if len(all) < 60 {
		t.Fatalf("%d golden pairs are left of at least 60", len(all))
	}
	return all
}

// convert converts one, or fails the test.
func (g golden) convert(t testing.TB) *ddlconv.Conversion {
	t.Helper()
	c, err := ddlconv.Convert(g.in, g.dialect, ddlconv.Options{Version: g.version})
	if err != nil {
		t.Fatalf("%s: %v", g.name, err)
	}
	return c
}

// TestGolden holds every conversion to what was read and found right.
func TestGolden(t *testing.T) {
	for _, g := range goldens(t) {
		t.Run(g.name, func(t *testing.T) {
			c := g.convert(t)
			out := c.Create + ";\n"
			for _, s := range c.After {
				out += s + ";\n"
			}
			compare(t, filepath.Join("testdata/golden", g.name, "out.sql"), out)
			compare(t, filepath.Join("testdata/golden", g.name, "notes.txt"), listed(c.Notes))
		})
	}
}

// listed are notes, a line each.
func listed(notes []ddlconv.Note) string {
	var b strings.Builder
	for _, n := range notes {
		fmt.Fprintf(&b, "%d:%d %s %s %s [%s] -> [%s]\n", n.Line, n.Column, n.Severity, n.Rule, n.Object, n.Was, n.Became)
	}
	return b.String()
}

// compare holds a text to a file's.
func compare(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s\ngot:\n%s\nwant:\n%s", file, got, want)
	}
}

// TestSettled converts what a conversion gave once more: nothing may change, and
// nothing is left to tell but what cannot be said otherwise.
func TestSettled(t *testing.T) {
	for _, g := range goldens(t) {
		t.Run(g.name, func(t *testing.T) {
			once := g.convert(t)
			twice, err := ddlconv.Convert(once.Create, ddlconv.MySQL, ddlconv.Options{Version: g.version})
			if err != nil {
				t.Fatalf("%v\n%s", err, once.Create)
			}
			if twice.Create != once.Create {
				t.Errorf("once:\n%s\ntwice:\n%s", once.Create, twice.Create)
			}
			for _, n := range twice.Notes {
				switch n.Rule {
				case "fulltext.default", "type.vector", "mysql.tablegroup":
				default:
					if n.Severity == ddlconv.Blocked {
						continue // it still cannot be taken
					}
					t.Errorf("the second time told of %s on %s: [%s] -> [%s]", n.Rule, n.Object, n.Was, n.Became)
				}
			}
		})
	}
}

// pairsIn reads the scripts of pairs in a folder, of which there must be so many at least.
func pairsIn(t testing.TB, folder string, least int, dialect ddlconv.Dialect) []golden {
	t.Helper()
	folders, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	var all []golden
	for _, one := range folders {
		in, err := os.ReadFile(filepath.Join(one, "in.sql"))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, golden{name: filepath.Base(one), dialect: dialect, in: string(in)})
	}
	if len(all) < least {
		t.Fatalf("%d pairs are left of at least %d in %s", len(all), least, folder)
	}
	return all
}
