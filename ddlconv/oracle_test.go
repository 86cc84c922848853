package ddlconv_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/oracle"
	"github.com/obferry/obferry/ddlconv/script"
)

// oraclePairs are the folders of the golden scripts of Oracle.
func oraclePairs(t testing.TB) []string {
	t.Helper()
	folders, err := filepath.Glob("testdata/golden/oracle-*")
	if err != nil {
		t.Fatal(err)
	}
	if len(folders) < 17 {
		t.Fatalf("%d golden scripts of Oracle are left of at least 17", len(folders))
	}
	return folders
}

// fromOracle converts a text, or fails the test.
func fromOracle(t testing.TB, text string, options ddlconv.Options) *ddlconv.Script {
	t.Helper()
	s, err := ddlconv.ConvertScript(strings.NewReader(text), ddlconv.Oracle, options)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// fated lists what became of every statement, a line each.
func fated(s *ddlconv.Script) string {
	var b strings.Builder
	for _, o := range s.Outcomes {
		fmt.Fprintf(&b, "%d-%d %s %d %s %s\n", o.Line, o.Last, o.Fate, o.Count, o.Verb, o.Object)
	}
	return b.String()
}

// TestOracleGolden holds every conversion to what was read and found right.
func TestOracleGolden(t *testing.T) {
	for _, folder := range oraclePairs(t) {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			s := fromOracle(t, readPair(t, folder), ddlconv.Options{})
			compare(t, filepath.Join(folder, "out.sql"), strings.Join(s.Statements(), ";\n")+";\n")
			compare(t, filepath.Join(folder, "notes.txt"), listed(everyNote(s)))
			compare(t, filepath.Join(folder, "outcomes.txt"), fated(s))
		})
	}
}

// TestOracleRulesAreShown wants a golden script for every rule of Oracle.
func TestOracleRulesAreShown(t *testing.T) {
	shownAll(t, oracle.Rules)
}

// TestOracleSettled converts what became of the tables once more: nothing may change.
func TestOracleSettled(t *testing.T) {
	for _, folder := range oraclePairs(t) {
		steady(t, fromOracle(t, readPair(t, folder), ddlconv.Options{}).Tables)
	}
}

// TestOracleRulesOff turns all rules off: nothing tells of a table in their name.
func TestOracleRulesOff(t *testing.T) {
	for _, folder := range oraclePairs(t) {
		silent(t, folder, fromOracle(t, readPair(t, folder), ddlconv.Options{Off: idsOf(oracle.Rules)}).Tables, "oracle.")
	}
}

// TestKernelTakesOracle runs every golden script's result on a real kernel.
func TestKernelTakesOracle(t *testing.T) {
	for _, folder := range oraclePairs(t) {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			tally := oracleTally{made: map[string]int{}, refused: map[string]int{}}
			tally.try(t, fromOracle(t, readPair(t, folder), ddlconv.Options{}))
		})
	}
}

// TestOracleSecrets keeps passwords out of what is told.
func TestOracleSecrets(t *testing.T) {
	for _, text := range []string{
		`CREATE USER u IDENTIFIED BY "hunter2" QUOTA 1M ON users;`,
		`create user u identified by hunter2;`,
		`CREATE USER u IDENTIFIED BY VALUES 'S:hunter2';`,
		`ALTER USER u IDENTIFIED BY hunter2 REPLACE hunter2;`,
		`CREATE DATABASE LINK l CONNECT TO u IDENTIFIED BY hunter2 AUTHENTICATED BY v IDENTIFIED BY hunter2 USING 'd';`,
		`CREATE ROLE r IDENTIFIED BY hunter2;`,
		"GRANT CONNECT TO u IDENTIFIED BY hunter2;",
		"CONNECT u/hunter2@d",
		"@install.sql u hunter2",
		"START install hunter2",
		"HOST sqlplus u/hunter2@d @x",
		"!sqlplus u/hunter2@d",
	} {
		s := fromOracle(t, text, ddlconv.Options{})
		if said := fmt.Sprint(s.Outcomes, everyNote(s)); strings.Contains(said, "hunter2") {
			t.Errorf("%s: %s", text, said)
		}
	}
}

// TestOracleHalf reads a text that ends too early: what is whole is converted, the rest is
// refused, or left to a person, with its line.
func TestOracleHalf(t *testing.T) {
	for text, line := range map[string]int{
		"CREATE TABLE a (b NUMBER);\n\nCREATE TABLE c (d VARCHAR2(":            3,
		"CREATE TABLE a (b NUMBER);\nCREATE TABLE c (d VARCHAR2(5) DEFAULT 'x": 2,
		"CREATE TABLE a (b NUMBER)\n/\nCREATE TABLE \"c":                       3,
		"CREATE TABLE a (b NUMBER);\nCREATE PROCEDURE p AS BEGIN NULL;":        2,
	} {
		s := fromOracle(t, text, ddlconv.Options{})
		last := s.Outcomes[len(s.Outcomes)-1]
		if len(s.Tables) != 1 || last.Fate != script.Refused && last.Fate != script.Manual || last.Line != line {
			t.Errorf("%q: %d tables, the last outcome is %s in line %d", text, len(s.Tables), last.Fate, last.Line)
		}
	}
}

// TestOracleGBK reads a script in the encoding of an older client.
func TestOracleGBK(t *testing.T) {
	s := fromOracle(t, "CREATE TABLE a (b NUMBER(5));\nCOMMENT ON COLUMN a.b IS '\xb1\xe0\xba\xc5';\n", ddlconv.Options{})
	if len(s.Tables) != 1 || s.Tables[0].Table.Columns[0].Comment != "编号" {
		t.Errorf("%s", s.Statements())
	}
}

// TestOracleMany loses nothing of a script of many tables, indexes, sequences and views.
func TestOracleMany(t *testing.T) {
	var b strings.Builder
	const tables = 4000
	for i := range tables {
		fmt.Fprintf(&b, "CREATE TABLE t%d (a NUMBER(9) PRIMARY KEY, b VARCHAR2(9));\nCREATE INDEX i%d ON t%d (b);\nCREATE SEQUENCE s%d;\nCREATE VIEW v%d AS SELECT a FROM t%d;\nALTER INDEX i%d REBUILD;\n", i, i, i, i, i, i, i)
	}
	s := fromOracle(t, b.String(), ddlconv.Options{})
	if len(s.Tables) != tables || len(s.Objects) != 2*tables {
		t.Errorf("%d tables, %d objects", len(s.Tables), len(s.Objects))
	}
}
