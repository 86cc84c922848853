package engine_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/practice/practicetest"
	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
	"github.com/obferry/obferry/profiles"
)

// voyage is a source database, a target database of its own, and a plan between them.
type voyage struct {
	from, to *sql.DB
	plan     *engine.Plan
	catalog  *engine.Catalog
	folder   string
}

// newVoyage fills a source database with statements and proposes a plan for it.
func newVoyage(t *testing.T, statements ...string) *voyage {
	t.Helper()
	source, target := servertest.Address(t), practicetest.Address(t)
	name := fmt.Sprintf("run_%d", time.Now().UnixNano())
	v := &voyage{folder: t.TempDir()}
	v.from, v.to = fresh(t, source, name), fresh(t, target, name)
	for _, s := range statements {
		if _, err := v.from.Exec(s); err != nil {
			t.Fatalf("%.200s: %v", s, err)
		}
	}
	source.Database, target.Database = name, name
	from, to := engine.Endpoint{URL: source.URL()}, engine.Endpoint{URL: target.URL()}
	var err error
	if v.catalog, err = engine.Inspect(t.Context(), from); err != nil {
		t.Fatal(err)
	}
	if v.plan, err = engine.Propose(t.Context(), from, to, v.catalog, nil); err != nil {
		t.Fatal(err)
	}
	v.plan.Errors = filepath.Join(v.folder, "errors.xlsx")
	return v
}

// fresh makes an empty database that is dropped with the test.
func fresh(t testing.TB, a profiles.Address, name string) *sql.DB {
	t.Helper()
	config, err := a.Config()
	if err != nil {
		t.Fatal(err)
	}
	admin, err := sql.Open("mysql", config.FormatDSN())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := admin.Exec("CREATE DATABASE " + name + " CHARACTER SET utf8mb4"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := admin.Exec("DROP DATABASE " + name); err != nil {
			t.Error(err)
		}
		if err := admin.Close(); err != nil {
			t.Error(err)
		}
	})
	config.DBName = name
	db, err := sql.Open("mysql", config.FormatDSN())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// run carries the plan out and hands every event to observe.
func (v *voyage) run(t *testing.T, observe func(engine.Event)) *engine.Result {
	t.Helper()
	result, _ := engine.Run(t.Context(), v.plan, observe)
	return result
}

func number(t *testing.T, db *sql.DB, query string) (n int64) {
	t.Helper()
	if err := db.QueryRow(query).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

// fallsQuiet waits until no statement runs on the database any more, and fails the test if
// one still does after a while. A server shows a statement for a moment longer than its
// answer takes to arrive; one that was left behind, waiting for its reader, stays.
func fallsQuiet(t *testing.T, db *sql.DB) {
	t.Helper()
	const running = "SELECT COALESCE(GROUP_CONCAT(TIME_MS, ' ms, ', STATE, ': ', INFO SEPARATOR '; '), '') FROM information_schema.PROCESSLIST" +
		" WHERE DB = DATABASE() AND COMMAND = 'Query' AND ID <> CONNECTION_ID()"
	var left string
	for until := time.Now().Add(5 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if err := db.QueryRow(running).Scan(&left); err != nil {
			t.Fatal(err)
		}
		if left == "" {
			return
		}
		if time.Now().After(until) {
			t.Errorf("still running on the source: %s", left)
			return
		}
	}
}

const filled = "INSERT INTO t SELECT seq, CONCAT('行 ', seq), seq / 3 FROM seq_1_to_%d"

func TestTablesCrossAndAreVerified(t *testing.T) {
	v := newVoyage(t,
		"CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4))",
		fmt.Sprintf(filled, 250_000),
		"CREATE TABLE child (id INT PRIMARY KEY, t_id INT, CONSTRAINT child_t FOREIGN KEY (t_id) REFERENCES t (id))",
		"INSERT INTO child VALUES (1, 1), (2, NULL)",
		"CREATE TABLE keyless (v VARCHAR(10))", "INSERT INTO keyless VALUES ('a'), ('a'), (NULL), ('')",
		"CREATE TABLE nothing (id INT PRIMARY KEY)",
		"CREATE VIEW seen AS SELECT id FROM t",
	)
	var mu sync.Mutex
	phases := map[engine.Phase]bool{}
	var last engine.Progress
	result := v.run(t, func(e engine.Event) {
		mu.Lock()
		defer mu.Unlock()
		switch e := e.(type) {
		case engine.PhaseChanged:
			phases[e.Phase] = true
		case engine.Progress:
			last = e
		}
	})
	if result.Status != engine.StatusDone || result.Err != nil {
		t.Fatalf("status %s, error %v, tables %+v", result.Status, result.Err, result.Tables)
	}
	if result.Written != 250_006 || last.Written != 250_006 {
		t.Errorf("written %d, last told %d", result.Written, last.Written)
	}
	for _, p := range []engine.Phase{engine.Connecting, engine.Creating, engine.Copying, engine.Finishing, engine.Verifying, engine.Done} {
		if !phases[p] {
			t.Errorf("phase %s was not told", p)
		}
	}
	for _, table := range result.Tables {
		if table.State != engine.Finished || table.Compared == nil || !table.Compared.Equal || !table.Created {
			t.Errorf("%s: %+v, %+v", table.Source, table, table.Compared)
		}
	}
	if len(result.Left) != 1 || result.Left[0].Name != "seen" {
		t.Errorf("left behind: %v", result.Left)
	}
	if n := number(t, v.to, "SELECT COUNT(*) FROM information_schema.TABLE_CONSTRAINTS WHERE TABLE_SCHEMA = DATABASE() AND CONSTRAINT_TYPE = 'FOREIGN KEY'"); n != 1 {
		t.Errorf("%d foreign keys on the target", n)
	}
	if result.Errors != "" {
		t.Errorf("an error spreadsheet without errors: %s", result.Errors)
	}
}

func TestRefusedRowsStandAloneAndTheOthersCross(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4))",
		fmt.Sprintf(filled, 20_000),
		"UPDATE t SET name = 'much too long for it' WHERE id IN (7, 5000, 5001, 19999)")
	v.plan.Tables[0].DDL.Create = "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(12), amount DECIMAL(20,4))"
	result := v.run(t, nil)
	if result.Status != engine.StatusPartial || result.Rejected != 4 || result.Written != 19_996 {
		t.Fatalf("status %s, rejected %d, written %d, error %v", result.Status, result.Rejected, result.Written, result.Err)
	}
	table := result.Tables[0]
	if len(table.Groups) != 1 || table.Groups[0].Code != 1406 || table.Groups[0].Count != 4 {
		t.Errorf("groups %+v", table.Groups)
	}
	if table.Compared == nil || !table.Compared.Equal || table.Compared.Refused != 4 {
		t.Errorf("the rows that crossed are equal: %+v", table.Compared)
	}
	if _, err := os.Stat(result.Errors); err != nil {
		t.Errorf("the error spreadsheet: %v", err)
	}
}

func TestDuplicatesUnderAnotherCollationAreRefusedNotLost(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE t (name VARCHAR(40) COLLATE utf8mb4_bin PRIMARY KEY)",
		"INSERT INTO t VALUES ('a'), ('A'), ('b')")
	v.plan.Tables[0].DDL.Create = "CREATE TABLE t (name VARCHAR(40) COLLATE utf8mb4_general_ci PRIMARY KEY)"
	result := v.run(t, nil)
	if result.Rejected != 1 || result.Written != 2 || result.Tables[0].Groups[0].Code != 1062 {
		t.Fatalf("rejected %d, written %d, %+v", result.Rejected, result.Written, result.Tables)
	}
}

func TestSecondRunUpdatesAndDoublesNothing(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4))",
		fmt.Sprintf(filled, 3000), "CREATE TABLE keyless (v INT)", "INSERT INTO keyless VALUES (1)")
	if result := v.run(t, nil); result.Status != engine.StatusDone {
		t.Fatalf("first: %s, %v", result.Status, result.Err)
	}
	if _, err := v.from.Exec("UPDATE t SET name = 'new' WHERE id <= 10"); err != nil {
		t.Fatal(err)
	}
	result := v.run(t, nil)
	if n := number(t, v.to, "SELECT COUNT(*) FROM t WHERE name = 'new'"); n != 10 {
		t.Errorf("%d rows were updated", n)
	}
	if n := number(t, v.to, "SELECT COUNT(*) FROM keyless"); n != 1 {
		t.Errorf("the table without a key has %d rows", n)
	}
	for _, table := range result.Tables {
		if table.Source == "keyless" && !fault.Is(table.Err, fault.Preflight) {
			t.Errorf("keyless: %v", table.Err)
		}
	}
}

func TestTargetTableWithOtherColumnsIsLeftAlone(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4))",
		fmt.Sprintf(filled, 10), "CREATE TABLE good (id INT PRIMARY KEY)", "INSERT INTO good VALUES (1)")
	if _, err := v.to.Exec("CREATE TABLE t (id INT PRIMARY KEY, other INT NOT NULL)"); err != nil {
		t.Fatal(err)
	}
	result := v.run(t, nil)
	if result.Status != engine.StatusPartial || result.Written != 1 {
		t.Fatalf("status %s, written %d", result.Status, result.Written)
	}
	for _, table := range result.Tables {
		if table.Source != "t" {
			continue
		}
		text := fmt.Sprint(table.Err)
		for _, column := range []string{"name", "amount", "other"} {
			if !strings.Contains(text, column) {
				t.Errorf("the error does not name %s: %s", column, text)
			}
		}
	}
}

func TestTableThatVanishesFailsAlone(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE gone (id INT PRIMARY KEY)", "INSERT INTO gone VALUES (1)",
		"CREATE TABLE stays (id INT PRIMARY KEY)", "INSERT INTO stays VALUES (1)")
	if _, err := v.from.Exec("DROP TABLE gone"); err != nil {
		t.Fatal(err)
	}
	result := v.run(t, nil)
	if result.Status != engine.StatusPartial || result.Written != 1 {
		t.Fatalf("status %s, written %d, error %v", result.Status, result.Written, result.Err)
	}
}

func TestCancelLeavesNothingRunningAndCanBeResumed(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4))",
		fmt.Sprintf(filled, 400_000), "CREATE TABLE keyless (v INT)", "INSERT INTO keyless SELECT seq FROM seq_1_to_50000")
	path := filepath.Join(v.folder, "plan.yaml")
	if err := v.plan.Save(path); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	result, err := engine.Run(ctx, v.plan, func(e engine.Event) {
		if p, ok := e.(engine.Progress); ok && p.Written > 10_000 {
			cancel()
		}
	})
	if err == nil || result.Status != engine.StatusInterrupted {
		t.Fatalf("status %s, error %v", result.Status, err)
	}
	fallsQuiet(t, v.from)
	// A run ends between statements: what the server took is what was counted.
	if n := number(t, v.to, "SELECT (SELECT COUNT(*) FROM t) + (SELECT COUNT(*) FROM keyless)"); n != result.Written {
		t.Errorf("%d rows arrived, %d were counted", n, result.Written)
	}
	plan, err := engine.ReadPlan(path)
	if err != nil {
		t.Fatal(err)
	}
	plan.Resume = true
	result, err = engine.Run(t.Context(), plan, nil)
	if err != nil || result.Status != engine.StatusDone {
		t.Fatalf("resumed: %s, %v, %+v, %+v, %+v", result.Status, err, result.Tables, result.Tables[0].Compared, result.Tables[1].Compared)
	}
	if n := number(t, v.to, "SELECT COUNT(*) FROM t"); n != 400_000 {
		t.Errorf("%d rows", n)
	}
	if n := number(t, v.to, "SELECT COUNT(*) FROM keyless"); n != 50_000 {
		t.Errorf("%d rows without a key", n)
	}
	if left, _ := filepath.Glob(filepath.Join(v.folder, "*")); len(left) != 1 {
		t.Errorf("files left behind: %v", left)
	}
}

// A run that is cut off while the server makes its tables goes on from there, whether
// or not the statement under way has been carried out.
func TestCutOffWhileTablesAreMade(t *testing.T) {
	cuts := 0
	for after := range 12 {
		v := newVoyage(t, "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1), (2)",
			"CREATE TABLE keyless (v INT)", "INSERT INTO keyless VALUES (1)")
		path := filepath.Join(v.folder, "plan.yaml")
		if err := v.plan.Save(path); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		_, err := engine.Run(ctx, v.plan, func(e engine.Event) {
			if p, ok := e.(engine.PhaseChanged); ok && p.Phase == engine.Creating {
				time.AfterFunc(time.Duration(after)*15*time.Millisecond, cancel)
			}
			if s, ok := e.(engine.Statement); ok && s.Err != nil {
				t.Errorf("told of %v", s.Err)
			}
		})
		cancel()
		if err == nil {
			continue // it was faster
		}
		cuts++
		plan, err := engine.ReadPlan(path)
		if err != nil {
			t.Fatal(err)
		}
		plan.Resume = true
		if result, err := engine.Run(t.Context(), plan, nil); err != nil || result.Status != engine.StatusDone {
			t.Errorf("cut off after %d ms: %v, %+v", after*15, err, result.Tables)
		}
	}
	if cuts == 0 {
		t.Error("no run was cut off")
	}
}

// Old servers, and MariaDB still, show a YEAR(2) as two digits.
func TestYearsOfTwoDigitsCrossWhole(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE y (id INT PRIMARY KEY, y YEAR(2), z YEAR)",
		"INSERT INTO y VALUES (1, 0, 0), (2, 70, 1901), (3, 69, 2155), (4, 2000, 2000), (5, NULL, NULL)")
	result := v.run(t, nil)
	if result.Status != engine.StatusDone {
		t.Fatalf("%s, %+v", result.Status, result.Tables[0].Compared)
	}
	const years = "SELECT COALESCE(GROUP_CONCAT(CONCAT(y, ' ', z) ORDER BY id), '') FROM y"
	var got string
	if err := v.to.QueryRow(years).Scan(&got); err != nil || got != "2000 0000,1970 1901,2069 2155,2000 2000" {
		t.Errorf("%s, %v", got, err)
	}
}

func TestPausedRunWritesNothing(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4))", fmt.Sprintf(filled, 100_000))
	var gate engine.Gate
	gate.Pause()
	waited := 0 // for how many moments rows were read and none written
	result, _ := engine.Run(engine.WithGate(t.Context(), &gate), v.plan, func(e engine.Event) {
		p, ok := e.(engine.Progress)
		if !ok || !gate.Paused() {
			return
		}
		if p.Written > 0 {
			t.Errorf("%d rows were written while paused", p.Written)
		}
		if p.Read > 0 {
			waited++
		}
		if waited == 5 {
			gate.Resume()
		}
	})
	if result.Status != engine.StatusDone || result.Written != 100_000 || waited != 5 {
		t.Fatalf("status %s, written %d, %d moments paused", result.Status, result.Written, waited)
	}
}

// With mode insert it would be doubled, and compared with itself be equal.
func TestTableIsNotTakenToItself(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE t (v INT)")
	for _, s := range []string{"CREATE TABLE t (v INT)", "INSERT INTO t VALUES (1), (2)"} {
		if _, err := v.to.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	v.plan.Source, v.plan.Mode = v.plan.Target, engine.Insert
	result := v.run(t, nil)
	if n := number(t, v.to, "SELECT COUNT(*) FROM t"); n != 2 || result.Status != engine.StatusPartial {
		t.Errorf("%d rows, %s", n, result.Status)
	}
	if f := fault.Of(result.Tables[0].Err); f == nil || f.ID != "fault.run.itself" {
		t.Errorf("error %v", result.Tables[0].Err)
	}
}

func TestReferenceSystemLeftBehindIsTold(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE g (id INT PRIMARY KEY, p POINT)",
		"INSERT INTO g VALUES (1, ST_GeomFromText('POINT(1 2)')), (2, ST_GeomFromText('POINT(1 2)', 4326)), (3, ST_GeomFromText('POINT(1 2)', 3857))",
		"CREATE TABLE plain (id INT PRIMARY KEY, p POINT)", "INSERT INTO plain VALUES (1, ST_GeomFromText('POINT(1 2)')), (2, NULL)")
	var told []string
	result := v.run(t, func(e engine.Event) {
		if warned, ok := e.(engine.Warned); ok {
			told = append(told, warned.Err.Error())
		}
	})
	if result.Status != engine.StatusDone || len(told) != 1 || !strings.Contains(told[0], "SRID 4326") || !strings.Contains(told[0], "table g ") {
		t.Errorf("%s, %q", result.Status, told)
	}
}

func TestRejectLimitEndsTheRun(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4))", fmt.Sprintf(filled, 50_000))
	v.plan.Tables[0].DDL.Create = "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(3), amount DECIMAL(20,4))"
	v.plan.RejectLimit = 5
	result := v.run(t, nil)
	if result.Status != engine.StatusFailed || !fault.Is(result.Err, fault.Row) || result.Rejected < 6 || result.Rejected > 10 {
		t.Fatalf("status %s, rejected %d, error %v", result.Status, result.Rejected, result.Err)
	}
	if result.Errors == "" {
		t.Error("the refused rows are not in a spreadsheet")
	}
}

// A generated column that OceanBase cannot compute becomes a plain one, with its values.
func TestComputedValuesCrossWhereTheyCannotBeComputed(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE t (id INT PRIMARY KEY, a INT, doubled INT AS (a * 2) STORED, again INT AS (doubled + 1) STORED)",
		"INSERT INTO t (id, a) VALUES (1, 5), (2, NULL)")
	result := v.run(t, nil)
	if result.Status != engine.StatusDone {
		t.Fatalf("status %s, error %v, %+v", result.Status, result.Err, result.Tables)
	}
	if n := number(t, v.to, "SELECT again FROM t WHERE id = 1"); n != 11 {
		t.Errorf("got %d", n)
	}
	if columns := result.Tables[0].Compared.Columns; len(columns) != 4 {
		t.Errorf("%d columns were compared", len(columns))
	}
}

// A target that is no OceanBase is told so before anything is made there.
func TestOtherTargetsAreLeftUntouched(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE t (id INT PRIMARY KEY)")
	other := servertest.Address(t)
	other.Database = fmt.Sprintf("untouched_%d", time.Now().UnixNano())
	v.plan.Target = engine.Endpoint{URL: other.URL()}
	result := v.run(t, nil)
	if f := fault.Of(result.Err); f == nil || f.ID != "fault.target.product" {
		t.Errorf("got %v", result.Err)
	}
	if n := number(t, v.from, "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = '"+other.Database+"'"); n != 0 {
		t.Error("the database was made")
	}
}
