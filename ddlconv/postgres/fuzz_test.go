package postgres

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv/script"
)

// readAll reads a text, and fails where a statement is not settled once.
func readAll(t *testing.T, text string, most int) *script.Reading {
	t.Helper()
	reading := script.NewReading(Rules, nil)
	reader := NewReader()
	for _, s := range cut(text, most) {
		before := reading.Settled()
		reader.Read(s, reading)
		if n := reading.Settled() - before; n != 1 {
			t.Fatalf("settled %d times: %q", n, s.Text)
		}
	}
	reader.Finish(reading)
	return reading
}

// blank takes out what may lie between statements: white space, comments and
// semicolons. It is right only where no quote holds them.
func blank(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\r\n\f\v;", r) {
			return -1
		}
		return r
	}, text)
}

// FuzzRead cuts and reads whatever comes: it must end, lose nothing, and settle every
// statement once, and cut the same where lines come in pieces.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("../testdata/postgres/*/in.sql")
	if err != nil || len(files) == 0 {
		f.Fatal("no seeds: ", err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b))
	}
	f.Add("SELECT " + strings.Repeat("(", 2000))
	f.Add("CREATE TABLE t (a int DEFAULT 1" + strings.Repeat("+1", 9000) + ")")
	f.Add("COPY t FROM stdin;\n\x00")
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "?")
		readAll(t, text, 1<<20)
		whole, pieces := cut(text, 1<<20), cut(text, 100)
		if len(whole) != len(pieces) {
			t.Fatalf("%d statements whole, %d in pieces", len(whole), len(pieces))
		}
		var kept strings.Builder
		for i, s := range whole {
			if s.Text != pieces[i].Text || s.Place != pieces[i].Place || s.Last != pieces[i].Last {
				t.Fatalf("%q at %v whole, %q at %v in pieces", s.Text, s.Place, pieces[i].Text, pieces[i].Place)
			}
			kept.WriteString(s.Text)
		}
		if !strings.Contains(text, "--") && !strings.Contains(text, "/*") && !strings.Contains(strings.ToUpper(text), "COPY") && len(text) < script.MostData &&
			blank(kept.String()) != blank(text) {
			t.Fatalf("kept %q of %q", kept.String(), text)
		}
	})
}

// TestDepth refuses what would exhaust the stack, and reads what is only long.
func TestDepth(t *testing.T) {
	for name, c := range map[string]struct {
		text    string
		refused bool
	}{
		"parentheses": {"SELECT " + strings.Repeat("(", 100000) + "1" + strings.Repeat(")", 100000), true},
		"chain":       {"SELECT 1" + strings.Repeat("+1", 200000), true},
		"casts":       {"SELECT 1" + strings.Repeat("::int", 100000), true},
		"words":       {"SELECT " + strings.Repeat("NOT ", 100000) + "true", true},
		"brackets":    {"SELECT a" + strings.Repeat("[1]", 100000), true},
		"unions":      {"SELECT 1" + strings.Repeat(" UNION SELECT 1", 50000), true},
		"zero":        {"SELECT '\x00'", true},
		"columns":     {"CREATE TABLE t (" + strings.Repeat("c integer NOT NULL DEFAULT 0, ", 5000) + "last integer)", false},
		"values":      {"CREATE VIEW v AS SELECT 1 IN (" + strings.Repeat("1, ", 20000) + "2)", false},
		"body":        {"CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ " + strings.Repeat("x := x + 1; ", 20000) + "$$", false},
		"text":        {"COMMENT ON TABLE t IS '" + strings.Repeat("word ", 50000) + "'", false},
	} {
		reading := readAll(t, c.text, 1<<20)
		refused := len(reading.Outcomes) == 1 && reading.Outcomes[0].Fate == script.Refused
		if refused != c.refused {
			t.Errorf("%s: refused is %v: %.200v", name, refused, reading.Notes)
		}
	}
}

// TestDeepestRead writes defaults and views of the deepest chains that are read.
func TestDeepestRead(t *testing.T) {
	for n := 500; n < mostInARow/2; n += 1000 {
		readAll(t, "CREATE TABLE t (a integer DEFAULT 1"+strings.Repeat("+1", n)+", CHECK (a > 0"+strings.Repeat(" AND a > 0", n/4)+"))", 1<<20)
		readAll(t, "CREATE TABLE t (a integer); CREATE VIEW v AS SELECT a FROM t"+strings.Repeat(" UNION SELECT a FROM t", n/8), 1<<20)
	}
}
