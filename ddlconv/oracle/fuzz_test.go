package oracle

import (
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv/script"
)

// seeds are what the fuzzers begin with.
var seeds = []string{
	"CREATE TABLE \"HR\".\"A\" (b NUMBER(9) GENERATED ALWAYS AS IDENTITY, c AS (b || 'x'), d DATE DEFAULT SYSDATE + 1, CONSTRAINT e PRIMARY KEY (b) USING INDEX TABLESPACE f ENABLE)\n/\n",
	"CREATE TABLE p (a DATE) PARTITION BY RANGE (a) INTERVAL (NUMTODSINTERVAL(1,'DAY')) SUBPARTITION BY HASH (a) SUBPARTITIONS 2 (PARTITION q VALUES LESS THAN (DATE '2020-01-01'));",
	"CREATE SEQUENCE s START WITH 5; CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW WHEN (NEW.b IS NULL) BEGIN SELECT s.NEXTVAL INTO :NEW.b FROM dual; END;\n/\n",
	"ALTER TABLE a ADD (x CLOB) LOB (x) STORE AS (TABLESPACE y) MODIFY b NULL RENAME COLUMN b TO z; ALTER TABLE a DROP (c) CASCADE CONSTRAINTS;",
	"CREATE OR REPLACE VIEW v (a) AS WITH w AS (SELECT NVL(b, 1) FROM hr.a x) SELECT DECODE(a, 1, 2) FROM w, a WHERE a.b = w.b (+) FETCH FIRST 5 ROWS ONLY WITH READ ONLY;",
	"PROMPT it's\nREM \"\nDEFINE x = y\nCREATE TABLE &x..a (b VARCHAR2(&len)) TABLESPACE &&t;\nCOLUMN a -\n b\nCOMMENT ON COLUMN a.b IS q'{x;}';",
	"CREATE PACKAGE p AS PROCEDURE q; END;\n/\nBEGIN EXECUTE IMMEDIATE 'DROP TABLE a'; EXCEPTION WHEN OTHERS THEN NULL; END;\nCREATE INDEX i ON a (UPPER(b), 0) LOCAL;",
	"CREATE USER u IDENTIFIED BY VALUES 'x'; DROP INDEX i; RENAME a TO b; GRANT ALL ON a TO b;", "'", "\"", "/*", "q'[", "&", "/\n", "-", "N'", "::=",
}

// FuzzStatements cuts whatever comes: it must end, statements must stand in their order,
// and what follows must not be swallowed.
func FuzzStatements(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		line, column := 0, 0
		for _, s := range cut(text) {
			if s.Text == "" {
				t.Fatalf("an empty statement at line %d", s.Place.Line)
			}
			if s.Place.Line < line || s.Place.Line == line && s.Place.Column <= column {
				t.Fatalf("a statement at %d:%d behind one at %d:%d", s.Place.Line, s.Place.Column, line, column)
			}
			line, column = s.Place.Line, s.Place.Column
		}
		marked := "CREATE TABLE first (a NUMBER);\n" + strings.Map(harmless, text) + "\n/\n/\nDROP TABLE last"
		all := cut(marked)
		if last := all[len(all)-1]; last.Text != "DROP TABLE last" {
			t.Fatalf("the last statement is %q", last.Text)
		}
	})
}

// harmless takes away what may open a quote or a comment, or lets a client command go on,
// and so swallows the rest.
func harmless(r rune) rune {
	if strings.ContainsRune("'\"/*-", r) || r == 0 {
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
		told := 0
		for _, o := range reading.Outcomes {
			told += o.Count
		}
		if told != n {
			t.Fatalf("%d statements have %d outcomes", n, told)
		}
	})
}
