package engine_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/practice/practicetest"
	"github.com/obferry/obferry/engine/source/stream"
)

// generated is a plan for rows that are made up, into a database of its own.
func generated(t *testing.T, rows int64, columns ...stream.Column) *voyage {
	t.Helper()
	target := practicetest.Address(t)
	name := fmt.Sprintf("gen_%d", time.Now().UnixNano())
	v := &voyage{folder: t.TempDir(), to: fresh(t, target, name)}
	target.Database = name
	v.plan = &engine.Plan{
		Version: engine.PlanVersion, Source: engine.Endpoint{URL: "stream:"}, Target: engine.Endpoint{URL: target.URL()},
		Mode: engine.Auto, Create: true, Verify: true, RejectLimit: -1, Errors: filepath.Join(v.folder, "errors.xlsx"),
		Tables: []engine.TablePlan{{Source: "g", Target: "t", Stream: &stream.Layout{Rows: rows, Columns: columns}}},
	}
	return v
}

func (v *voyage) exec(t *testing.T, statements ...string) {
	t.Helper()
	for _, s := range statements {
		if _, err := v.to.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

// everyType is a column of each type that is generated.
var everyType = []stream.Column{
	{Name: "s", Random: "0,60"}, {Name: "l", Type: "long", Random: "-9000000000000000000,9000000000000000000"},
	{Name: "d", Type: "double", Random: "-1,1"}, {Name: "at", Type: "date", Random: "1970-01-01 00:00:00,9999-12-31 23:59:59"},
	{Name: "ms", Type: "date", Format: "yyyy-MM-dd HH:mm:ss.SSS", Value: "2024-02-29 23:59:59.999"},
	{Name: "b", Type: "bool", Random: "1,1"}, {Name: "y", Type: "bytes", Random: "3,300"}, {Name: "数", Value: "a'b\\数"},
}

func TestGeneratedRowsArriveAndAreTheSameAgain(t *testing.T) {
	v := generated(t, 250_000, everyType...)
	if err := v.plan.Save(filepath.Join(v.folder, "plan.yaml")); err != nil {
		t.Fatal(err)
	}
	plan, err := engine.ReadPlan(filepath.Join(v.folder, "plan.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	v.plan = plan
	result := v.run(t, nil)
	if result.Status != engine.StatusDone || result.Written != 250_000 || result.Tables[0].Compared == nil || !result.Tables[0].Compared.Equal {
		t.Fatalf("%s: %d written, %v, %+v", result.Status, result.Written, result.Err, result.Tables)
	}
	again, err := engine.Verify(t.Context(), plan, nil)
	if err != nil || !again.Tables[0].Compared.Equal {
		t.Errorf("compared anew: %v", err)
	}
	// One value changed is found: the comparison can fail.
	v.exec(t, "UPDATE t SET s = CONCAT(s, 'x') WHERE l = (SELECT m FROM (SELECT MIN(l) AS m FROM t) x)")
	if again, _ = engine.Verify(t.Context(), plan, nil); again.Tables[0].Compared == nil || again.Tables[0].Compared.Equal {
		t.Error("a changed value is not found")
	}
}

func TestStatementsAroundTheRows(t *testing.T) {
	v := generated(t, 1000, stream.Column{Name: "id", Type: "long", Random: "1,9000000000000000000"})
	v.exec(t, "CREATE TABLE t (id BIGINT PRIMARY KEY, n INT DEFAULT 7)", "INSERT INTO t VALUES (-1, 1), (-2, 2)",
		"CREATE TABLE log (id INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(50), held INT)")
	one := &v.plan.Tables[0]
	one.PreSQL = []string{"INSERT INTO log (what, held) SELECT '@table', COUNT(*) FROM @table", "DELETE FROM `@table` -- @table"}
	one.PostSQL = []string{"INSERT INTO log (what, held) SELECT 'after', COUNT(*) FROM @table"}
	var ran []string
	result := v.run(t, func(e engine.Event) {
		if s, ok := e.(engine.Statement); ok && s.Err == nil {
			ran = append(ran, s.SQL)
		}
	})
	if result.Status != engine.StatusDone || !result.Tables[0].Compared.Equal || result.Tables[0].Compared.TargetRows != 1000 {
		t.Fatalf("%s: %v, %+v", result.Status, result.Err, result.Tables)
	}
	want := []string{"INSERT INTO log (what, held) SELECT '@table', COUNT(*) FROM `t`", "DELETE FROM `t` -- @table", "INSERT INTO log (what, held) SELECT 'after', COUNT(*) FROM `t`"}
	if strings.Join(ran, "\n") != strings.Join(want, "\n") {
		t.Errorf("ran %q", ran)
	}
	if n := number(t, v.to, "SELECT SUM(held * (what = '@table')) * 10000 + SUM(held * (what = 'after')) FROM log"); n != 21000 {
		t.Errorf("the log says %d", n)
	}
}

func TestRefusedStatementBeforeTheRowsWritesNone(t *testing.T) {
	v := generated(t, 1000, stream.Column{Name: "id", Type: "long", Random: "1,9000000000000000000"})
	v.exec(t, "CREATE TABLE t (id BIGINT PRIMARY KEY)", "INSERT INTO t VALUES (-1)", "CREATE TABLE u (id BIGINT PRIMARY KEY)")
	v.plan.Tables[0].PreSQL = []string{"DELETE FROM nowhere", "DELETE FROM @table"}
	v.plan.Tables = append(v.plan.Tables, engine.TablePlan{Source: "h", Target: "u", Stream: v.plan.Tables[0].Stream})
	result := v.run(t, nil)
	f := fault.Of(result.Tables[0].Err)
	if result.Status != engine.StatusPartial || f == nil || f.ID != "fault.target.own" || f.Statement != "DELETE FROM nowhere" {
		t.Errorf("%s: %v", result.Status, result.Tables[0].Err)
	}
	if n := number(t, v.to, "SELECT COUNT(*) * 10000 + (SELECT COUNT(*) FROM u) FROM t"); n != 11000 {
		t.Errorf("%d rows", n)
	}
}

// Rows stay where a statement behind them is refused, and it is told as DDL is; those
// behind it are not run.
func TestRefusedStatementAfterTheRowsIsReported(t *testing.T) {
	v := generated(t, 1000, stream.Column{Name: "id", Type: "long", Random: "1,9000000000000000000"})
	v.plan.Tables[0].PostSQL = []string{"UPDATE @table SET nothing = 1", "DELETE FROM @table"}
	result := v.run(t, nil)
	one := result.Tables[0]
	if result.Status != engine.StatusPartial || one.Err != nil || len(one.Failures) != 1 || fault.Of(one.Failures[0]).Statement != "UPDATE `t` SET nothing = 1" {
		t.Errorf("%s: %v, %v", result.Status, one.Err, one.Failures)
	}
	if n := number(t, v.to, "SELECT COUNT(*) FROM t"); n != 1000 || !one.Compared.Equal {
		t.Errorf("%d rows, %+v", n, one.Compared)
	}
}

// What a run has carried out before it was cut off, the one that goes on with it does not
// carry out again: the rows that are across would be gone.
func TestStatementsAreNotCarriedOutTwice(t *testing.T) {
	v := generated(t, 400_000, stream.Column{Name: "id", Type: "long", Random: "1,9000000000000000000"}, stream.Column{Name: "s", Random: "50,50"})
	v.exec(t, "CREATE TABLE t (id BIGINT PRIMARY KEY, s VARCHAR(50))", "INSERT INTO t VALUES (-1, 'x')", "CREATE TABLE log (n INT)")
	v.plan.Tables[0].PreSQL = []string{"DELETE FROM @table", "INSERT INTO log VALUES (1)"}
	v.plan.Tables[0].PostSQL = []string{"INSERT INTO log VALUES (100)"}
	resumed := v.cut(t, func(e engine.Event) bool {
		p, ok := e.(engine.Progress)
		return ok && p.Written > 10_000
	})
	if n := number(t, v.to, "SELECT SUM(n) FROM log"); n != 101 || resumed.Status != engine.StatusDone {
		t.Errorf("%s: the log sums to %d", resumed.Status, n)
	}
	if n := number(t, v.to, "SELECT COUNT(*) FROM t"); n != 400_000 {
		t.Errorf("%d rows", n)
	}
}

// A statement that takes its time is given up when the run is cancelled, and no row follows.
func TestStatementsAreCancelled(t *testing.T) {
	v := generated(t, 1000, stream.Column{Name: "id", Type: "long", Random: "1,9000000000000000000"})
	v.exec(t, "CREATE TABLE t (id BIGINT PRIMARY KEY)")
	v.plan.Tables[0].PreSQL = []string{"DO SLEEP(3)", "DELETE FROM @table"}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	result, _ := engine.Run(ctx, v.plan, func(e engine.Event) {
		if p, ok := e.(engine.PhaseChanged); ok && p.Phase == engine.Creating {
			cancel()
		}
	})
	if result.Status != engine.StatusInterrupted || result.Written != 0 {
		t.Errorf("%s, %d written: %v", result.Status, result.Written, result.Err)
	}
}

func TestGeneratedRowsAreNoTarget(t *testing.T) {
	v := generated(t, 1, stream.Column{Value: "x"})
	v.plan.Target.URL = "stream:"
	if result := v.run(t, nil); fault.Of(result.Err) == nil || fault.Of(result.Err).ID != "fault.target.generated" {
		t.Errorf("%v", result.Err)
	}
	v.plan.Source.URL, v.plan.Tables = "stream:", nil
	if result := v.run(t, nil); fault.Of(result.Err) == nil || fault.Of(result.Err).ID != "fault.stream.none" {
		t.Errorf("%v", result.Err)
	}
}
