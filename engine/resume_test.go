package engine_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/obferry/obferry/engine"
)

// cut carries a saved plan out until an event says that it is enough, and then goes on
// with it as another process would.
func (v *voyage) cut(t *testing.T, enough func(engine.Event) bool) (resumed *engine.Result) {
	t.Helper()
	path := filepath.Join(v.folder, "plan.yaml")
	if err := v.plan.Save(path); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	first, err := engine.Run(ctx, v.plan, func(e engine.Event) {
		if enough(e) {
			cancel()
		}
	})
	if err == nil || first.Status != engine.StatusInterrupted {
		t.Fatalf("cut off: %s, %v", first.Status, err)
	}
	plan, err := engine.ReadPlan(path)
	if err != nil {
		t.Fatal(err)
	}
	plan.Resume = true
	if resumed, err = engine.Run(t.Context(), plan, nil); err != nil {
		t.Fatal(err)
	}
	for _, one := range resumed.Tables {
		if one.Err != nil || len(one.Failures) > 0 || one.Compared == nil || !one.Compared.Equal {
			t.Errorf("%s: %v, %v, %+v", one.Target, one.Err, one.Failures, one.Compared)
		}
	}
	return resumed
}

// Tables that were made and had not begun are the plan's own as well.
func TestResumedRunFinishesTablesThatHadNotBegun(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4))",
		fmt.Sprintf(filled, 300_000),
		"CREATE TABLE child (id INT PRIMARY KEY, t INT, FOREIGN KEY (t) REFERENCES t (id))", "INSERT INTO child VALUES (1, 1)")
	v.cut(t, func(e engine.Event) bool {
		p, ok := e.(engine.Progress)
		return ok && p.Written > 10_000
	})
	if n := number(t, v.to, "SELECT COUNT(*) FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE()"); n != 1 {
		t.Errorf("%d foreign keys", n)
	}
}

// What an earlier run had refused is still told, kept out of the comparison, and in the
// spreadsheet; what it had finished is not done twice.
func TestResumedRunKnowsWhatWasRefused(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4))", fmt.Sprintf(filled, 300_000),
		"CREATE TABLE child (id INT PRIMARY KEY, t INT, CHECK (t > 0), FOREIGN KEY (t) REFERENCES t (id))",
		"INSERT INTO child VALUES (1, 1), (2, 2)",
		"SET STATEMENT check_constraint_checks = 0, foreign_key_checks = 0 FOR INSERT INTO child VALUES (3, -1)")
	t.Chdir(v.folder)
	v.plan.Errors = "" // named by the time
	resumed := v.cut(t, func(e engine.Event) bool {
		p, ok := e.(engine.Progress)
		return ok && p.Phase == engine.Verifying
	})
	if resumed.Status != engine.StatusPartial || resumed.Read != 300_003 || resumed.Written != 300_002 || resumed.Rejected != 1 {
		t.Errorf("%s: %d read, %d written, %d refused", resumed.Status, resumed.Read, resumed.Written, resumed.Rejected)
	}
	if _, err := os.Stat(resumed.Errors); err != nil {
		t.Error(err)
	}
	if left, _ := filepath.Glob(filepath.Join(v.folder, "*")); len(left) != 2 {
		t.Errorf("a plan and a spreadsheet, found %v", left)
	}
}
