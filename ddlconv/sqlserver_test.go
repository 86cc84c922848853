package ddlconv_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/sqlserver"
)

// sqlserverPairs are the folders of the golden scripts of SQL Server.
func sqlserverPairs(t testing.TB) []string {
	t.Helper()
	folders, err := filepath.Glob("testdata/golden/sqlserver-*")
	if err != nil {
		t.Fatal(err)
	}
	if len(folders) < 20 {
		t.Fatalf("%d golden scripts of SQL Server are left of at least 20", len(folders))
	}
	return folders
}

// fromSQLServer converts a text, or fails the test.
func fromSQLServer(t testing.TB, text string, options ddlconv.Options) *ddlconv.Script {
	t.Helper()
	s, err := ddlconv.ConvertScript(strings.NewReader(text), ddlconv.SQLServer, options)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// everyNote are the notes of a script: those of tables, of objects, and the others.
func everyNote(s *ddlconv.Script) []ddlconv.Note {
	var all []ddlconv.Note
	for _, c := range s.Tables {
		all = append(all, c.Notes...)
	}
	for _, o := range s.Objects {
		all = append(all, o.Notes...)
	}
	return append(all, s.Notes...)
}

// read is a golden script's text.
func readPair(t testing.TB, folder string) string {
	t.Helper()
	in, err := os.ReadFile(filepath.Join(folder, "in.sql"))
	if err != nil {
		t.Fatal(err)
	}
	return string(in)
}

// TestSQLServerGolden holds every conversion to what was read and found right.
func TestSQLServerGolden(t *testing.T) {
	for _, folder := range sqlserverPairs(t) {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			s := fromSQLServer(t, readPair(t, folder), ddlconv.Options{})
			compare(t, filepath.Join(folder, "out.sql"), strings.Join(s.Statements(), ";\n")+";\n")
			compare(t, filepath.Join(folder, "notes.txt"), listed(everyNote(s)))
		})
	}
}

// TestSQLServerRulesAreShown wants a golden script for every rule of SQL Server.
func TestSQLServerRulesAreShown(t *testing.T) {
	shownAll(t, sqlserver.Rules)
}

// TestSQLServerSettled converts what became of the tables once more: nothing may change.
func TestSQLServerSettled(t *testing.T) {
	for _, folder := range sqlserverPairs(t) {
		steady(t, fromSQLServer(t, readPair(t, folder), ddlconv.Options{}).Tables)
	}
}

// TestSQLServerRulesOff turns all rules off: those that the reader follows say nothing, but
// for the reasons why a statement is left to a person.
func TestSQLServerRulesOff(t *testing.T) {
	for _, folder := range sqlserverPairs(t) {
		silent(t, folder, fromSQLServer(t, readPair(t, folder), ddlconv.Options{Off: idsOf(sqlserver.Rules)}).Tables, "sqlserver.")
	}
}

// TestKernelTakesSQLServer runs every golden script's result on a real kernel.
func TestKernelTakesSQLServer(t *testing.T) {
	for _, folder := range sqlserverPairs(t) {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			made, refused := map[string]int{}, map[string]int{}
			tryScript(t, fromSQLServer(t, readPair(t, folder), ddlconv.Options{}), made, refused)
		})
	}
}

// TestSQLServerHalf reads a text that ends too early: what is whole is converted, the
// rest is refused with its line.
func TestSQLServerHalf(t *testing.T) {
	for text, line := range map[string]int{
		"CREATE TABLE a (b int)\nGO\nCREATE TABLE c (d nvarchar(":          3,
		"CREATE TABLE a (b int)\nCREATE TABLE c (d int DEFAULT 'x":         2,
		"CREATE TABLE a (b int);\n\nCREATE TABLE [c":                       3,
		"CREATE TABLE a (b int)\nGO\nCREATE PROCEDURE p AS BEGIN SELECT 1": 3,
	} {
		s := fromSQLServer(t, text, ddlconv.Options{})
		last := s.Outcomes[len(s.Outcomes)-1]
		if len(s.Tables) != 1 || last.Fate != script.Refused || last.Line != line {
			t.Errorf("%q: %d tables, the last outcome is %s in line %d", text, len(s.Tables), last.Fate, last.Line)
		}
	}
}

// TestSQLServerUTF16 reads what SSMS saves as "Unicode".
func TestSQLServerUTF16(t *testing.T) {
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(readPair(t, "testdata/golden/sqlserver-comments"))
	if err != nil {
		t.Fatal(err)
	}
	s := fromSQLServer(t, wide, ddlconv.Options{})
	if len(s.Tables) != 2 || s.Tables[0].Table.Columns[1].Comment != "名称" {
		t.Errorf("%d tables: %s", len(s.Tables), s.Statements())
	}
}

// TestSQLServerSecrets keeps passwords out of what is told.
func TestSQLServerSecrets(t *testing.T) {
	for _, text := range []string{
		"CREATE LOGIN app WITH PASSWORD = N'hunter2', DEFAULT_DATABASE = x",
		"ALTER LOGIN app WITH PASSWORD = 'hunter2' OLD_PASSWORD = 'hunter2'",
		"CREATE USER app WITH PASSWORD='hunter2'",
		"CREATE CREDENTIAL c WITH IDENTITY = 'x', SECRET = 'hunter2'",
		"CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'hunter2'",
		"EXEC sp_addlogin 'app', 'hunter2'",
		"EXEC master.dbo.sp_addlinkedsrvlogin @rmtsrvname=N'x', @rmtuser=N'u', @rmtpassword='hunter2'",
	} {
		s := fromSQLServer(t, text, ddlconv.Options{})
		if said := fmt.Sprint(s.Outcomes, everyNote(s)); strings.Contains(said, "hunter2") {
			t.Errorf("%s: %s", text, said)
		}
	}
}
