package engine_test

import (
	"fmt"
	"testing"

	"github.com/obferry/obferry/engine"
)

// whileRead runs a plan and changes its source once rows have been read and before all of
// them have: a closed gate keeps those that follow from being read.
func whileRead(t *testing.T, plan *engine.Plan, change func()) *engine.Result {
	t.Helper()
	var gate engine.Gate
	gate.Pause()
	changed := false
	result, _ := engine.Run(engine.WithGate(t.Context(), &gate), plan, func(e engine.Event) {
		if p, ok := e.(engine.Progress); ok && !changed && p.Read > 0 {
			changed = true
			change()
			gate.Resume()
		}
	})
	if !changed {
		t.Error("the source was not changed")
	}
	return result
}

// changes to a source that is being read: every row gets another value, some go, one moves
// to another chunk, and others come.
var changes = []string{
	"UPDATE t SET name = 'changed'", "DELETE FROM t WHERE id % 3 = 0", "UPDATE t SET id = -1 WHERE id = 199999",
	"INSERT INTO t VALUES (1000001, 'new', 1), (0, 'new', 1)",
	"INSERT INTO late VALUES (2)", "UPDATE late SET id = 7 WHERE id = 1",
}

// What is changed in a source after a run has begun to read is not taken, in any chunk, by
// any reader, in no table that has not begun: all rows are of one moment.
func TestSourceChangedWhileItIsRead(t *testing.T) {
	const rows = 200_000
	t.Run("MariaDB", func(t *testing.T) {
		v := newVoyage(t, "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4))", fmt.Sprintf(filled, rows),
			"CREATE TABLE late (id INT PRIMARY KEY)", "INSERT INTO late VALUES (1)")
		result := whileRead(t, v.plan, func() {
			for _, s := range changes {
				if _, err := v.from.Exec(s); err != nil {
					t.Errorf("%s: %v", s, err)
				}
			}
		})
		oneMoment(t, result, number(t, v.to, "SELECT COUNT(*) FROM t WHERE id BETWEEN 1 AND 200000 AND name LIKE '行 %'"),
			number(t, v.to, "SELECT SUM(id) FROM late"))
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		c := pgVoyage(t)
		c.exec(t, "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4));"+
			fmt.Sprintf("INSERT INTO t SELECT n, '行 ' || n, n / 3.0 FROM generate_series(1, %d) n;", rows)+
			"CREATE TABLE late (id INT PRIMARY KEY); INSERT INTO late VALUES (1)")
		c.propose(t)
		c.plan.Create, c.plan.Verify = true, true
		result := whileRead(t, c.plan, func() {
			for _, s := range changes {
				c.exec(t, s)
			}
		})
		oneMoment(t, result, number(t, c.to, "SELECT COUNT(*) FROM t WHERE id BETWEEN 1 AND 200000 AND name LIKE '行 %'"),
			number(t, c.to, "SELECT SUM(id) FROM late"))
	})
}

func oneMoment(t *testing.T, result *engine.Result, asTheyWere, late int64) {
	t.Helper()
	if result.Status != engine.StatusDone || result.Written != 200_001 || asTheyWere != 200_000 || late != 1 {
		t.Errorf("%s: %d written, %d as they were, %d of the later table, %v", result.Status, result.Written, asTheyWere, late, result.Err)
	}
	for _, one := range result.Tables {
		if one.Compared == nil || !one.Compared.Equal {
			t.Errorf("%s: %+v, %v", one.Target, one.Compared, one.Err)
		}
	}
}
