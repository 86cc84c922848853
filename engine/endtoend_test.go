package engine_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
)

// loading is the session in which the awkward database is made.
var loading = []string{
	"SET NAMES utf8mb4",
	"SET time_zone = '+00:00'",
	"SET sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES'",
	"SET foreign_key_checks = 0",
}

// load runs statements over one connection, in the session of the awkward database.
func load(t *testing.T, db *sql.DB, statements ...string) {
	t.Helper()
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := conn.Close(); err != nil {
			t.Error(err)
		}
	}()
	for _, s := range append(append([]string(nil), loading...), statements...) {
		if _, err := conn.ExecContext(t.Context(), s); err != nil {
			t.Fatalf("%.200s: %v", s, err)
		}
	}
}

// awkward are the statements of testdata/awkward, in the order of the files.
func awkward(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../testdata/awkward/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	var all []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range strings.Split(string(text), ";\n") {
			if strings.TrimSpace(s) != "" {
				all = append(all, s)
			}
		}
	}
	return append(all, wideTable()...)
}

// wideTable has 300 columns.
func wideTable() []string {
	types := []string{"INT", "VARCHAR(20)", "DECIMAL(12,4)", "DATETIME(3)", "VARBINARY(10)", "DOUBLE"}
	values := []string{"%d", "'列%d'", "%d.0625", "'2024-01-01 00:00:00' + INTERVAL %d SECOND", "UNHEX(LPAD(HEX(%d), 8, '0'))", "%d / 7e0"}
	var columns, row strings.Builder
	for i := range 299 {
		fmt.Fprintf(&columns, ", `列 %d` %s", i, types[i%len(types)])
		fmt.Fprintf(&row, ", "+values[i%len(values)], i)
	}
	return []string{
		"CREATE TABLE wide (id INT PRIMARY KEY" + columns.String() + ")",
		"INSERT INTO wide SELECT seq" + row.String() + " FROM seq_1_to_300",
	}
}

// aboard is a voyage whose source holds what the statements make.
func aboard(t *testing.T, statements ...string) *voyage {
	t.Helper()
	v := newVoyage(t)
	load(t, v.from, statements...)
	var err error
	if v.catalog, err = engine.Inspect(t.Context(), v.plan.Source); err != nil {
		t.Fatal(err)
	}
	errors := v.plan.Errors
	if v.plan, err = engine.Propose(t.Context(), v.plan.Source, v.plan.Target, v.catalog, nil); err != nil {
		t.Fatal(err)
	}
	v.plan.Errors = errors
	return v
}

// Every awkward type and name crosses, and an independent reading of both sides
// finds the same bytes.
func TestAwkwardDatabaseCrosses(t *testing.T) {
	v := aboard(t, awkward(t)...)
	result, err := engine.Run(t.Context(), v.plan, func(e engine.Event) {
		switch e := e.(type) {
		case engine.Warned:
			t.Logf("warned: %v", e.Err)
		case engine.Statement:
			if e.Err != nil {
				t.Errorf("%s: %v\n%s", e.Table, e.Err, e.SQL)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if result.Status != engine.StatusDone {
		t.Errorf("status %s, %d rows refused", result.Status, result.Rejected)
	}
	for _, table := range result.Tables {
		if table.Err != nil {
			t.Errorf("%s: %v", table.Source, table.Err)
		}
		for _, g := range table.Groups {
			t.Errorf("%s: %d rows refused: %v", table.Source, g.Count, g.Err)
		}
		if table.Compared != nil && !table.Compared.Equal {
			t.Errorf("%s: found different: %+v", table.Source, table.Compared.Differing)
		}
	}
	if len(result.Left) != 3 {
		t.Errorf("left behind: %v", result.Left)
	}
	sameOnBothSides(t, v)
}

// sameOnBothSides compares every table of a voyage by queries of its own.
func sameOnBothSides(t *testing.T, v *voyage) {
	t.Helper()
	for _, p := range v.plan.Tables {
		t.Run(p.Source, func(t *testing.T) {
			here, there := contents(t, v.from, p.Source), contents(t, v.to, p.Target)
			if len(here.rows) != len(there.rows) {
				t.Errorf("%d rows here, %d there", len(here.rows), len(there.rows))
			}
			if got, want := strings.Join(there.names, "|"), strings.Join(here.names, "|"); !strings.EqualFold(got, want) {
				t.Errorf("columns %s, want %s", got, want)
			}
			for i, shown := 0, 0; i < min(len(here.rows), len(there.rows)) && shown < 3; i++ {
				if here.rows[i] != there.rows[i] {
					shown++
					t.Errorf("row %d\n here %.500s\nthere %.500s", i, here.rows[i], there.rows[i])
				}
			}
		})
	}
}

// What OceanBase cannot hold goes to the error spreadsheet, and nothing else does.
func TestWhatCannotBeHeldIsRefused(t *testing.T) {
	v := aboard(t,
		"CREATE TABLE longest (id INT PRIMARY KEY, t TIME(6))",
		"INSERT INTO longest VALUES (1, '838:59:59.999999'), (2, '-838:59:59.999999'), (3, '838:59:59'), (4, NULL)",
	)
	result, err := engine.Run(t.Context(), v.plan, nil)
	if err != nil {
		t.Fatal(err)
	}
	if result.Status != engine.StatusPartial || result.Rejected != 2 || result.Written != 2 || result.Errors == "" {
		t.Fatalf("status %s, %d refused, %d written, errors in %q", result.Status, result.Rejected, result.Written, result.Errors)
	}
	if groups := result.Tables[0].Groups; len(groups) != 1 || groups[0].Code != 1292 || groups[0].Count != 2 {
		t.Errorf("groups %+v", groups)
	}
	if c := result.Tables[0].Compared; c == nil || !c.Equal || c.Refused != 2 {
		t.Errorf("comparison %+v", c)
	}
	if n := number(t, v.to, "SELECT COUNT(*) FROM longest WHERE id IN (3, 4)"); n != 2 {
		t.Errorf("%d rows", n)
	}
}

// A table that OceanBase cannot make fails, with what the server said; the others
// cross.
func TestTableThatCannotBeMadeFailsAlone(t *testing.T) {
	v := aboard(t,
		"CREATE TABLE ordinary (id INT PRIMARY KEY)", "INSERT INTO ordinary VALUES (1)",
		"CREATE TABLE members (id INT PRIMARY KEY)", "INSERT INTO members VALUES (1)",
	)
	for i := range v.plan.Tables {
		if p := &v.plan.Tables[i]; p.Source == "members" {
			p.DDL.Create = "CREATE TABLE `members` (id INT PRIMARY KEY, d DECIMAL(38,38))"
		}
	}
	result, err := engine.Run(t.Context(), v.plan, nil)
	if err != nil {
		t.Fatal(err)
	}
	if result.Status != engine.StatusPartial {
		t.Errorf("status %s", result.Status)
	}
	for _, table := range result.Tables {
		f := fault.Of(table.Err)
		switch {
		case table.Source == "ordinary" && (table.Err != nil || table.Compared == nil || !table.Compared.Equal):
			t.Errorf("ordinary: %v, %+v", table.Err, table.Compared)
		case table.Source == "members" && (f == nil || f.Kind != fault.DDL || f.Code != 1425):
			t.Errorf("members: %v", table.Err)
		}
	}
}

// The reading by which both sides are compared tells apart values that differ in one
// bit, and NULL from what is empty.
func TestContentsTellEveryByte(t *testing.T) {
	v := newVoyage(t)
	statements := []string{
		"CREATE TABLE t (id INT, f FLOAT, d DOUBLE, n DECIMAL(65,30), v VARCHAR(10), vb VARBINARY(10), lb LONGBLOB, lt LONGTEXT," +
			" b BIT(64), e ENUM('', 'a'), s SET('a', 'b'), dt DATETIME(6), tm TIME(6), g GEOMETRY)",
		"INSERT INTO t VALUES (1, 0.1, 0.1, 1, 'a', 'a', 'a', '{\"a\": 1, \"b\": 2}', 1, 'a', 'a', '2024-01-01', '10:00:00', POINT(1, 1))",
	}
	for column, values := range map[string][]string{
		"f": {"0.10000001"}, "d": {"0.10000000000000002"}, "n": {"1.000000000000000000000000000001"}, "v": {"'a '"}, "vb": {"X'6100'"}, "lb": {"X'60'"},
		// One document in other words: what a server keeps as text it must not rewrite.
		"lt": {`'{"a":1, "b": 2}'`, `'{"b": 2, "a": 1}'`, `'{"a": 1, "b": 2} '`, `'{"a": 1, "b": 2.0}'`, `'{"A": 1, "b": 2}'`},
		"b":  {"3"}, "e": {"''"}, "s": {"'a,b'"}, "dt": {"'2024-01-01 00:00:00.000001'"}, "tm": {"'10:00:00.000001'"}, "g": {"POINT(1, 1.0000000000000002)"},
	} {
		for _, other := range append(values, "NULL") {
			statements = append(statements,
				"INSERT INTO t SELECT * FROM t WHERE id = 1 LIMIT 1",
				"UPDATE t SET id = 2, "+column+" = "+other+" WHERE id = 1 LIMIT 1")
		}
	}
	load(t, v.from, append(statements, "UPDATE t SET id = 1")...)
	rows := contents(t, v.from, "t").rows
	for i := 1; i < len(rows); i++ {
		if rows[i] == rows[i-1] {
			t.Errorf("two rows read alike: %s", rows[i])
		}
	}
	if len(rows) != 31 {
		t.Errorf("%d rows", len(rows))
	}
}

// Tables whose names differ only in case are two on the source and one on the
// target: the second is refused, and not poured into the first.
func TestNamesThatDifferOnlyInCase(t *testing.T) {
	v := aboard(t,
		"CREATE TABLE Users (id INT PRIMARY KEY)", "INSERT INTO Users VALUES (1), (2)",
		"CREATE TABLE users (id INT PRIMARY KEY)", "INSERT INTO users VALUES (3)",
	)
	result, err := engine.Run(t.Context(), v.plan, nil)
	if err != nil {
		t.Fatal(err)
	}
	if result.Status != engine.StatusPartial || len(result.Tables) != 2 {
		t.Fatalf("status %s, tables %+v", result.Status, result.Tables)
	}
	if f := fault.Of(result.Tables[1].Err); f == nil || f.ID != "fault.plan.twice" || result.Tables[1].State != engine.Failed {
		t.Errorf("the second: %s, %v", result.Tables[1].State, result.Tables[1].Err)
	}
	if c := result.Tables[0].Compared; c == nil || !c.Equal || c.TargetRows != 2 {
		t.Errorf("the first: %+v", c)
	}
}
