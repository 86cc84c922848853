package sqlserver

import (
	"fmt"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv/script"
)

// statements cuts a text, a line at a time as a file is read.
func statements(text string) []*script.Statement {
	r := NewReader()
	var all []*script.Statement
	lines := script.Lines(strings.NewReader(text), func(error) {})
	for s := range r.Statements(lines) {
		all = append(all, s)
	}
	return all
}

// TestStatements cuts batches and statements where Transact-SQL does.
func TestStatements(t *testing.T) {
	for text, want := range map[string][]string{
		"SELECT 1\nGO\nSELECT 2\ngo 5 -- twice\n  Go\t/* x */\n":       {"SELECT 1", "GO", "SELECT 2", "go 5 -- twice", "Go\t/* x */"},
		"SELECT 'GO\nGO\n' AS a\nGO":                                   {"SELECT 'GO\nGO\n' AS a", "GO"},
		"/* GO\nGO\n/* nested */ GO\n*/ SELECT 1 -- it's\nGO":          {"SELECT 1", "GO"},
		"CREATE TABLE a (b int) CREATE TABLE c (d int)":                {"CREATE TABLE a (b int)", "CREATE TABLE c (d int)"},
		"CREATE TABLE [a ]] CREATE] (\"DROP\" int);;DROP TABLE x":      {"CREATE TABLE [a ]] CREATE] (\"DROP\" int)", "DROP TABLE x"},
		"ALTER TABLE a DROP COLUMN b ALTER TABLE a ALTER COLUMN c int": {"ALTER TABLE a DROP COLUMN b", "ALTER TABLE a ALTER COLUMN c int"},
		"ALTER TABLE a ALTER COLUMN b DROP MASKED DROP TABLE c":        {"ALTER TABLE a ALTER COLUMN b DROP MASKED", "DROP TABLE c"},
		"ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES c ON DELETE SET NULL ON UPDATE SET DEFAULT UPDATE c SET d = 1": {
			"ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES c ON DELETE SET NULL ON UPDATE SET DEFAULT", "UPDATE c SET d = 1"},
		"ALTER DATABASE d SET RECOVERY SIMPLE SET NOCOUNT ON DELETE a":           {"ALTER DATABASE d SET RECOVERY SIMPLE", "SET NOCOUNT ON", "DELETE a"},
		"IF NOT EXISTS (SELECT 1) CREATE TABLE a (b int) ELSE PRINT 'x'":         {"IF NOT EXISTS (SELECT 1)", "CREATE TABLE a (b int)", "ELSE", "PRINT 'x'"},
		"IF OBJECT_ID('a') IS NULL BEGIN CREATE TABLE a (b int) END PRINT 1":     {"IF OBJECT_ID('a') IS NULL", "BEGIN", "CREATE TABLE a (b int)", "END", "PRINT 1"},
		"BEGIN TRY DROP TABLE a END TRY BEGIN CATCH THROW END CATCH":             {"BEGIN TRY", "DROP TABLE a", "END TRY", "BEGIN CATCH", "THROW", "END CATCH"},
		"BEGIN TRAN x COMMIT TRANSACTION":                                        {"BEGIN TRAN x", "COMMIT TRANSACTION"},
		"INSERT a SELECT 1 UNION ALL SELECT 2 INSERT INTO b VALUES (1) SELECT 3": {"INSERT a SELECT 1 UNION ALL SELECT 2", "INSERT INTO b VALUES (1)", "SELECT 3"},
		"INSERT a EXEC p EXEC q":                                                 {"INSERT a EXEC p", "EXEC q"},
		"WITH c AS (SELECT 1 a) INSERT INTO t SELECT * FROM c UPDATE t SET a = CASE WHEN 1 = 1 THEN 2 ELSE 3 END FROM t": {
			"WITH c AS (SELECT 1 a) INSERT INTO t SELECT * FROM c", "UPDATE t SET a = CASE WHEN 1 = 1 THEN 2 ELSE 3 END FROM t"},
		"MERGE t USING s ON 1 = 1 WHEN MATCHED THEN UPDATE SET a = 1 WHEN NOT MATCHED THEN INSERT (a) VALUES (1); PRINT 1": {
			"MERGE t USING s ON 1 = 1 WHEN MATCHED THEN UPDATE SET a = 1 WHEN NOT MATCHED THEN INSERT (a) VALUES (1)", "PRINT 1"},
		"DROP TABLE IF EXISTS a, b DROP VIEW v IF 1 = 1 DROP TABLE c": {"DROP TABLE IF EXISTS a, b", "DROP VIEW v", "IF 1 = 1", "DROP TABLE c"},
		"ALTER TABLE a DROP CONSTRAINT IF EXISTS b ALTER TABLE a DROP COLUMN IF EXISTS c IF 1 = 1 PRINT 2": {
			"ALTER TABLE a DROP CONSTRAINT IF EXISTS b", "ALTER TABLE a DROP COLUMN IF EXISTS c", "IF 1 = 1", "PRINT 2"},
		"DECLARE c CURSOR FOR SELECT a FROM t OPEN c FETCH NEXT FROM c CLOSE c":          {"DECLARE c CURSOR FOR SELECT a FROM t", "OPEN c", "FETCH NEXT FROM c", "CLOSE c"},
		"SELECT a FROM t ORDER BY a OFFSET 5 ROWS FETCH NEXT 5 ROWS ONLY":                {"SELECT a FROM t ORDER BY a OFFSET 5 ROWS FETCH NEXT 5 ROWS ONLY"},
		"GRANT SELECT, INSERT, UPDATE ON t TO u WITH GRANT OPTION DENY DELETE ON t TO u": {"GRANT SELECT, INSERT, UPDATE ON t TO u WITH GRANT OPTION", "DENY DELETE ON t TO u"},
		"CREATE SCHEMA s CREATE TABLE t (a int) GRANT SELECT ON t TO u":                  {"CREATE SCHEMA s", "CREATE TABLE t (a int)", "GRANT SELECT ON t TO u"},
		"CREATE OR ALTER PROC p AS BEGIN SELECT 1; SELECT 2; END\nGO\nPRINT 1":           {"CREATE OR ALTER PROC p AS BEGIN SELECT 1; SELECT 2; END", "GO", "PRINT 1"},
		"CREATE VIEW v AS SELECT 1 AS a; PRINT 1":                                        {"CREATE VIEW v AS SELECT 1 AS a", "PRINT 1"},
		":setvar x \"y\"\nPRINT '$(x)'\n:r other.sql\n":                                  {":setvar x \"y\"", "PRINT '$(x)'", ":r other.sql"},
		"ALTER SEQUENCE s RESTART ALTER SEQUENCE t INCREMENT BY 2 DROP TABLE u":          {"ALTER SEQUENCE s RESTART", "ALTER SEQUENCE t INCREMENT BY 2", "DROP TABLE u"},
		"GOTO done\ndone:\nPRINT 1":                                                      {"GOTO done\ndone:", "PRINT 1"},
		"SELECT * FROM OPENROWSET('x', 'h';'u';'p', 'q') a; PRINT 1":                     {"SELECT * FROM OPENROWSET('x', 'h';'u';'p', 'q') a", "PRINT 1"},
		"PRINT 1\nexit\nquit": {"PRINT 1", "exit", "quit"},
		"-- nothing at all":   nil,
		"":                    nil,
	} {
		var got []string
		for _, s := range statements(text) {
			got = append(got, s.Text)
		}
		if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
			t.Errorf("%s\ngot  %q\nwant %q", text, got, want)
		}
	}
}

// TestStatementPlaces tells where statements stand, behind characters of several bytes.
func TestStatementPlaces(t *testing.T) {
	all := statements("/* é */ PRINT '名\n称' PRINT 2\n\n  GO\n")
	var got []string
	for _, s := range all {
		got = append(got, fmt.Sprintf("%d:%d-%d", s.Place.Line, s.Place.Column, s.Last))
	}
	if want := "[1:9-2 2:4-2 4:3-4]"; fmt.Sprint(got) != want {
		t.Errorf("%v, want %s", got, want)
	}
}

// TestLongInsert keeps the beginning of an INSERT alone, and no more memory than that.
func TestLongInsert(t *testing.T) {
	rows := strings.Repeat("(1, N'it''s ]a row]]'), ", 200_000)
	all := statements("INSERT INTO t (a, b) VALUES " + rows + "(2, 'x')\nGO\nPRINT 1")
	if len(all) != 3 {
		t.Fatalf("%d statements", len(all))
	}
	if n := len(all[0].Text); n > script.MostData || n < script.MostData/2 {
		t.Errorf("%d bytes are kept", n)
	}
	if all[0].Open || all[2].Text != "PRINT 1" {
		t.Errorf("open %v, then %q", all[0].Open, all[2].Text)
	}
}

// TestOpen tells of statements that a text ends within.
func TestOpen(t *testing.T) {
	for text, open := range map[string]bool{
		"PRINT 'x":              true,
		"PRINT 1 /*":            true,
		"CREATE TABLE a (b int": true,
		"CREATE PROC p AS BEGIN SELECT CASE 1 END":     true,
		"CREATE PROC p AS BEGIN BEGIN TRAN COMMIT END": false,
		"PRINT 1 -- '": false,
	} {
		all := statements(text)
		if len(all) != 1 || all[0].Open != open {
			t.Errorf("%s: %d statements, open %v", text, len(all), all[0].Open)
		}
	}
}
