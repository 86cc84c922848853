package oracle

import (
	"slices"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv/script"
)

// cut gives the statements of a text.
func cut(text string) []*script.Statement {
	return slices.Collect(NewReader().Statements(script.Lines(strings.NewReader(text), func(error) {})))
}

// TestStatements holds where statements end.
func TestStatements(t *testing.T) {
	for text, want := range map[string][]string{
		"":                                      nil,
		"  -- only; a comment\n/* and; 'one */": nil,
		"CREATE TABLE a (b NUMBER);\nDROP TABLE c": {"CREATE TABLE a (b NUMBER)", "DROP TABLE c"},
		// a slash runs what stands before it, or runs it again
		"CREATE TABLE a (b NUMBER)\n/\nSELECT 1/2 FROM dual;\n/\n": {"CREATE TABLE a (b NUMBER)", "SELECT 1/2 FROM dual", "/"},
		// a semicolon in a quote ends nothing, and neither does a slash
		"INSERT INTO a VALUES ('x;\n/\ny', q'[it's;]', N'z;', \"q;\");\nCOMMIT;": {"INSERT INTO a VALUES ('x;\n/\ny', q'[it's;]', N'z;', \"q;\")", "COMMIT"},
		// client commands are lines, whatever quotes they hold
		"PROMPT it's; \"here\nREM don't\nSET DEFINE OFF\n@@x.sql\nEXIT": {"PROMPT it's; \"here", "REM don't", "SET DEFINE OFF", "@@x.sql", "EXIT"},
		"COLUMN a -\n  FORMAT a10\nSPOOL x":                             {"COLUMN a -\n  FORMAT a10", "SPOOL x"},
		"SET TRANSACTION READ ONLY;\nSET ROLE ALL;":                     {"SET TRANSACTION READ ONLY", "SET ROLE ALL"},
		// PL/SQL ends at a slash, or with its last block
		"CREATE OR REPLACE TRIGGER t BEFORE INSERT ON a FOR EACH ROW\nBEGIN\n  :new.b := 1;\nEND;\n/\nDROP TABLE a;": {
			"CREATE OR REPLACE TRIGGER t BEFORE INSERT ON a FOR EACH ROW\nBEGIN\n  :new.b := 1;\nEND;", "DROP TABLE a"},
		"BEGIN\n  IF 1 = 1 THEN NULL; END IF;\nEND;\nCREATE TABLE a (b NUMBER);": {"BEGIN\n  IF 1 = 1 THEN NULL; END IF;\nEND;", "CREATE TABLE a (b NUMBER)"},
		"CREATE PACKAGE p AS\n  PROCEDURE q;\n  FUNCTION f RETURN NUMBER;\nEND;\n/\nCREATE PACKAGE BODY p AS\n  PROCEDURE q IS BEGIN NULL; END;\nEND p;\n/\nCOMMIT;": {
			"CREATE PACKAGE p AS\n  PROCEDURE q;\n  FUNCTION f RETURN NUMBER;\nEND;", "CREATE PACKAGE BODY p AS\n  PROCEDURE q IS BEGIN NULL; END;\nEND p;", "COMMIT"},
		"CREATE TYPE t AS OBJECT (a NUMBER,\n  MEMBER FUNCTION f RETURN NUMBER);\n/\nCREATE TYPE BODY t AS\n  MEMBER FUNCTION f RETURN NUMBER IS BEGIN RETURN 1; END;\nEND;\n/": {
			"CREATE TYPE t AS OBJECT (a NUMBER,\n  MEMBER FUNCTION f RETURN NUMBER)", "/", "CREATE TYPE BODY t AS\n  MEMBER FUNCTION f RETURN NUMBER IS BEGIN RETURN 1; END;\nEND;"},
		// END || CASE is no END CASE
		"BEGIN\n  a := CASE WHEN b THEN 1 END || q'[;]' || CASE WHEN c THEN 2 END;\n  DELETE FROM d;\nEND;\nCREATE TABLE a (b NUMBER);": {
			"BEGIN\n  a := CASE WHEN b THEN 1 END || q'[;]' || CASE WHEN c THEN 2 END;\n  DELETE FROM d;\nEND;", "CREATE TABLE a (b NUMBER)"},
		// what makes a thing ends a statement that nothing else ended
		"CREATE TABLE a (b NUMBER)\n  TABLESPACE c\nCREATE INDEX i ON a (b)\n\nALTER TABLE a ADD UNIQUE (b)\n  USING INDEX (\nCREATE INDEX j ON a (b))\nCOMMENT ON TABLE a IS '\nCREATE TABLE x'": {
			"CREATE TABLE a (b NUMBER)\n  TABLESPACE c", "CREATE INDEX i ON a (b)", "ALTER TABLE a ADD UNIQUE (b)\n  USING INDEX (\nCREATE INDEX j ON a (b))",
			"COMMENT ON TABLE a IS '\nCREATE TABLE x'"},
		"CREATE SCHEMA AUTHORIZATION s\n  CREATE TABLE a (b NUMBER)\n  CREATE VIEW v AS\n\n    SELECT b FROM a\n  GRANT SELECT ON v TO r;": {
			"CREATE SCHEMA AUTHORIZATION s", "CREATE TABLE a (b NUMBER)", "CREATE VIEW v AS\n\n    SELECT b FROM a", "GRANT SELECT ON v TO r"},
		// rights are called so too, and a table is dropped parts of
		"GRANT\nCREATE TABLE,\nCREATE VIEW TO a;\nALTER TABLE a\nDROP UNIQUE (b);\nUPDATE a\n\nSET b = 1;": {
			"GRANT\nCREATE TABLE,\nCREATE VIEW TO a", "ALTER TABLE a\nDROP UNIQUE (b)", "UPDATE a\n\nSET b = 1"},
		"SELECT 1 FROM dual\n\nBEGIN\n  NULL;\nEND;\n/\n=====\n/----/\nPROMPT x": {"SELECT 1 FROM dual", "BEGIN\n  NULL;\nEND;", "=====", "/----/", "PROMPT x"},
		// what never ends is kept
		"CREATE TABLE a (b VARCHAR2(5) DEFAULT 'x;\nDROP TABLE a;": {"CREATE TABLE a (b VARCHAR2(5) DEFAULT 'x;\nDROP TABLE a;"},
	} {
		var got []string
		for _, s := range cut(text) {
			got = append(got, s.Text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q is cut into %q", text, got)
		}
	}
}

// TestLongClientCommand goes on over many lines in a time that grows with their number
// only.
func TestLongClientCommand(t *testing.T) {
	if got := cut(strings.Repeat("COLUMN a -\n", 200_000) + "x\nCOMMIT;"); len(got) != 2 {
		t.Errorf("%d statements", len(got))
	}
}
