package postgres

import (
	"fmt"
	"iter"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/obferry/obferry/ddlconv/script"
)

// cut splits a text, its lines in pieces of at most some bytes.
func cut(text string, most int) []*script.Statement {
	var lines iter.Seq[script.Line] = func(yield func(script.Line) bool) {
		number := 1
		for line := range strings.Lines(text) {
			for follows := false; line != ""; follows = true {
				n := min(most, len(line))
				for n < len(line) && !utf8.RuneStart(line[n]) {
					n++
				}
				if !yield(script.Line{Text: line[:n], Number: number, Follows: follows}) {
					return
				}
				line = line[n:]
			}
			number++
		}
	}
	var all []*script.Statement
	for s := range split(lines) {
		all = append(all, s)
	}
	return all
}

// show is a statement with its place and what it is.
func show(s *script.Statement) string {
	words := ""
	if s.Client {
		words += " client"
	}
	if s.Open {
		words += " open"
	}
	return fmt.Sprintf("%d:%d-%d%s %s", s.Place.Line, s.Place.Column, s.Last, words, s.Text)
}

// TestSplit cuts what psql cuts, also where lines come in pieces.
func TestSplit(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"plain":     {"SELECT 1; SELECT 2\n;\n", "1:1-1 SELECT 1|1:11-2 SELECT 2"},
		"quotes":    {"SELECT 'a;''b', \"c;\"\"d\"; SELECT 2;", "1:1-1 SELECT 'a;''b', \"c;\"\"d\"|1:26-1 SELECT 2"},
		"escapes":   {`SELECT E'a\';b', 'c\'; SELECT 2;`, `1:1-1 SELECT E'a\';b', 'c\'|1:24-1 SELECT 2`},
		"no escape": {`SELECT 'nameE'';', typE'a'; SELECT 2;`, `1:1-1 SELECT 'nameE'';', typE'a'|1:29-1 SELECT 2`},
		"old":       {"SET standard_conforming_strings = off; SELECT 'a\\';b'; SELECT 2;", "1:1-1 SET standard_conforming_strings = off|1:40-1 SELECT 'a\\';b'|1:56-1 SELECT 2"},
		"dollars":   {"SELECT $$a;'b$$, $x$ $$;$x$ $y$, a$b$c; SELECT 2;", "1:1-1 open SELECT $$a;'b$$, $x$ $$;$x$ $y$, a$b$c; SELECT 2;"},
		"tags":      {"SELECT $$a;'b$$, $x$ $$;$x$, a$b$c, $1; SELECT 2;", "1:1-1 SELECT $$a;'b$$, $x$ $$;$x$, a$b$c, $1|1:41-1 SELECT 2"},
		"comments":  {"-- a;\n/* b; /* c; */ d; */ SELECT -- e;\n1 /* ; */; -- f", "2:22-3 SELECT -- e;\n1 /* ; */"},
		"nothing":   {" ;; -- x\n /* y */ ; ", ""},
		"client":    {"\\set ON_ERROR_STOP 1\nSELECT 1\\gset\nSELECT 2;", "1:1-1 client \\set ON_ERROR_STOP 1|2:1-2 SELECT 1|2:9-2 client \\gset|3:1-3 SELECT 2"},
		"copy":      {"COPY t (a) FROM stdin;\n1;\t'\n\\.x\n\\.\nSELECT 2;", "1:1-4 COPY t (a) FROM stdin|5:1-5 SELECT 2"},
		"copy file": {"COPY t FROM 'file';\nSELECT 2;", "1:1-1 COPY t FROM 'file'|2:1-2 SELECT 2"},
		"copy open": {"COPY t FROM STDIN WITH (FORMAT csv);\n1\n2", "1:1-3 open COPY t FROM STDIN WITH (FORMAT csv)"},
		"atomic":    {"CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; SELECT 3;", "1:1-1 CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END|1:95-1 SELECT 3"},
		"begin":     {"BEGIN; SELECT 1; END;", "1:1-1 BEGIN|1:8-1 SELECT 1|1:18-1 END"},
		"rule":      {"CREATE OR REPLACE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT (2)); SELECT 3;", "1:1-1 CREATE OR REPLACE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT (2))|1:71-1 SELECT 3"},
		"half":      {"SELECT 1;\nSELECT 'a;\nb", "1:1-1 SELECT 1|2:1-3 open SELECT 'a;\nb"},
		"wide":      {"SELECT 'é'; SELECT 2;", "1:1-1 SELECT 'é'|1:13-1 SELECT 2"},
	} {
		for _, most := range []int{1 << 20, 80, 1} {
			if most == 1 && strings.HasPrefix(name, "copy") {
				continue // the line that ends the rows is never cut
			}
			var got []string
			for _, s := range cut(c.in, most) {
				got = append(got, show(s))
			}
			if joined := strings.Join(got, "|"); joined != c.want {
				t.Errorf("%s in pieces of %d:\n got %s\nwant %s", name, most, joined, c.want)
			}
		}
	}
}

// TestSplitKeepsMemoryFlat passes over the rows of a long INSERT.
func TestSplitKeepsMemoryFlat(t *testing.T) {
	long := "INSERT INTO t VALUES ('" + strings.Repeat("x", 3*script.MostData) + ";');\nSELECT 2;"
	all := cut(long, 1000)
	if len(all) != 2 || len(all[0].Text) > 2*script.MostData || all[1].Text != "SELECT 2" {
		t.Errorf("%d statements, the first of %d bytes", len(all), len(all[0].Text))
	}
	kept := cut("CREATE VIEW v AS SELECT '"+strings.Repeat("x", 3*script.MostData)+"';", 1000)
	if len(kept) != 1 || len(kept[0].Text) < 3*script.MostData {
		t.Error("a view is cut")
	}
}
