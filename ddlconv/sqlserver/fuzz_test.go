package sqlserver

import (
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv/script"
)

// seeds are what the fuzzers begin with.
var seeds = []string{
	"CREATE TABLE a (b int IDENTITY(1,1) PRIMARY KEY, c AS (b*2), d nvarchar(max) DEFAULT (N'x''') CHECK (d LIKE '[a]%'))\nGO 5\nDROP TABLE a",
	"IF NOT EXISTS (SELECT 1) BEGIN CREATE TYPE t FROM int ALTER TABLE a ADD CONSTRAINT d DEFAULT 1 FOR b END ELSE PRINT '/* -- '",
	"CREATE VIEW v AS SELECT TOP 5 a, [b] + 'x' FROM t WITH (NOLOCK) JOIN u ON 1 = 1 ORDER BY a; EXEC sp_rename 'a', 'b'",
	"CREATE PARTITION FUNCTION f (int) AS RANGE LEFT FOR VALUES (1) CREATE UNIQUE INDEX i ON a (b) INCLUDE (c) WHERE d = 1 -- end",
	":setvar x y\nEXEC sys.sp_addextendedproperty 'MS_Description', N'é', 'SCHEMA', dbo, 'TABLE', [a]", "[", "'", "/*", "\"", "N'", "0x", "$(",
}

// FuzzStatements cuts whatever comes: it must end, statements must stand in their order,
// and every word outside of comments must belong to one.
func FuzzStatements(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		line, column := 0, 0
		for _, s := range statements(text) {
			if s.Text == "" {
				t.Fatalf("an empty statement at line %d", s.Place.Line)
			}
			if s.Place.Line < line || s.Place.Line == line && s.Place.Column <= column {
				t.Fatalf("a statement at %d:%d behind one at %d:%d", s.Place.Line, s.Place.Column, line, column)
			}
			line, column = s.Place.Line, s.Place.Column
		}
		if marked := "PRINT 1; " + strings.Map(harmless, text) + "\nGO\nLAST"; len(marked) < 1<<16 {
			all := statements(marked)
			if last := all[len(all)-1]; last.Text != "LAST" {
				t.Fatalf("the last statement is %q", last.Text)
			}
		}
	})
}

// harmless takes away what may open a quote or a comment that swallows the rest.
func harmless(r rune) rune {
	if strings.ContainsRune("'\"[/", r) || r < '\t' || r > '\r' && r < ' ' { // or makes it no text
		return -1
	}
	return r
}

// FuzzRead reads whatever comes: every statement must be settled once.
func FuzzRead(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := NewReader()
		reading := script.NewReading(Rules, nil)
		n := 0
		for s := range r.Statements(script.Lines(strings.NewReader(text), func(error) {})) {
			r.Read(s, reading)
			if n++; reading.Settled() != n {
				t.Fatalf("%d statements are settled %d times: %q", n, reading.Settled(), s.Text)
			}
		}
		r.Finish(reading)
	})
}
