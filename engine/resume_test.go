package engine_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
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
	resumed, err = engine.Run(t.Context(), plan, func(e engine.Event) {
		if anew(e) {
			t.Error("a run that goes on says that it begins anew")
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range resumed.Tables {
		if one.Err != nil || len(one.Failures) > 0 || one.Compared == nil || !one.Compared.Equal {
			t.Errorf("%s: %v, %v, %+v", one.Target, one.Err, one.Failures, one.Compared)
		}
	}
	return resumed
}

// anew tells the note of a run that had nothing to go on with.
func anew(e engine.Event) bool {
	w, ok := e.(engine.Warned)
	return ok && fault.Of(w.Err) != nil && fault.Of(w.Err).ID == "fault.resume.anew"
}

// A run that is to go on where there is nothing to go on with begins anew, and says so:
// also where the plan has been carried out to its end.
func TestResumeWithNothingToGoOnWithSaysSo(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1), (2)")
	path := filepath.Join(v.folder, "plan.yaml")
	if err := v.plan.Save(path); err != nil {
		t.Fatal(err)
	}
	for _, resume := range []bool{true, false, true} {
		plan, err := engine.ReadPlan(path)
		if err != nil {
			t.Fatal(err)
		}
		plan.Resume = resume
		said := false
		result, err := engine.Run(t.Context(), plan, func(e engine.Event) { said = said || anew(e) })
		if err != nil || result.Status != engine.StatusDone || result.Written != 2 || said != resume {
			t.Errorf("resume %v: told %v, %s, %d written, %v", resume, said, result.Status, result.Written, err)
		}
	}
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

// half cuts a saved plan off in the middle of copying and reads it again to be resumed.
func (v *voyage) half(t *testing.T) *engine.Plan {
	t.Helper()
	path := filepath.Join(v.folder, "plan.yaml")
	if err := v.plan.Save(path); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	result, _ := engine.Run(ctx, v.plan, func(e engine.Event) {
		if p, ok := e.(engine.Progress); ok && p.Written > 10_000 {
			cancel()
		}
	})
	if result.Status != engine.StatusInterrupted {
		t.Fatalf("cut off: %s, %v", result.Status, result.Err)
	}
	plan, err := engine.ReadPlan(path)
	if err != nil {
		t.Fatal(err)
	}
	plan.Resume = true
	return plan
}

// runOf names the plan that a process carries out until it is killed, in its environment.
const runOf = "OBFERRY_TEST_RUN"

// beRun is the main of such a process.
func beRun(path string) error {
	plan, err := engine.ReadPlan(path)
	if err != nil {
		return err
	}
	_, err = engine.Run(context.Background(), plan, nil)
	return err
}

// killed carries a saved plan out in another process, which is killed in the middle of
// copying, and reads the plan again to be resumed.
func (v *voyage) killed(t *testing.T) *engine.Plan {
	t.Helper()
	path := filepath.Join(v.folder, "plan.yaml")
	v.plan.Pace.RowsPerSecond = 20_000
	if err := v.plan.Save(path); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	process := exec.CommandContext(t.Context(), self)
	process.Env = append(os.Environ(), runOf+"="+path)
	process.Stderr = os.Stderr
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	for rows := int64(0); rows < 10_000; time.Sleep(20 * time.Millisecond) {
		// The table is not there at first.
		_ = v.to.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM t").Scan(&rows)
		if t.Context().Err() != nil {
			t.Fatal("no rows came")
		}
	}
	if err := process.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = process.Wait() // says that it was killed
	plan, err := engine.ReadPlan(path)
	if err != nil {
		t.Fatal(err)
	}
	v.settled(t)
	plan.Pace.RowsPerSecond, plan.Resume = 0, true
	return plan
}

// settled waits until what a killed process had under way on the target is over.
func (v *voyage) settled(t *testing.T) {
	t.Helper()
	for before, same := int64(-1), 0; same < 5; time.Sleep(50 * time.Millisecond) {
		if n := number(t, v.to, "SELECT COUNT(*) FROM t"); n == before {
			same++
		} else {
			before, same = n, 0
		}
	}
}

// In mode insert, a run that goes on must neither double its own rows nor report them
// as duplicates: in a table without a key it brings all of them across anew.
func TestResumedInsertsAreNotDoubled(t *testing.T) {
	const rows = 300_000
	for name, table := range map[string]string{
		"keyed":   "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4))",
		"keyless": "CREATE TABLE t (id INT, name VARCHAR(40), amount DECIMAL(20,4))",
	} {
		t.Run(name, func(t *testing.T) {
			v := newVoyage(t, table, fmt.Sprintf(filled, rows))
			if _, err := v.to.Exec(table); err != nil {
				t.Fatal(err)
			}
			v.plan.Mode = engine.Insert
			plan := v.half(t)
			result, _ := engine.Run(t.Context(), plan, nil)
			n := number(t, v.to, "SELECT COUNT(*) FROM t")
			if result.Status != engine.StatusDone || n != rows {
				t.Errorf("%s: %d rows, %d refused, %v", result.Status, n, result.Rejected, result.Err)
			}
			// A plan that has ended has nothing to go on with: its rows are duplicates now.
			plan.RejectLimit = 100
			result, _ = engine.Run(t.Context(), plan, nil)
			if n := number(t, v.to, "SELECT COUNT(*) FROM t"); n != rows || result.Status == engine.StatusDone {
				t.Errorf("resumed once more: %s, %d rows", result.Status, n)
			}
		})
	}
}

// Rows without a key that were there before cannot be told from those of the run: they
// are not touched, and the run does not go on.
func TestKeylessRowsOfOthersAreNotTouched(t *testing.T) {
	const table = "CREATE TABLE t (id INT, name VARCHAR(40), amount DECIMAL(20,4))"
	v := newVoyage(t, table, fmt.Sprintf(filled, 300_000))
	for _, s := range []string{table, "INSERT INTO t VALUES (-1, 'mine', 1)"} {
		if _, err := v.to.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	v.plan.Mode = engine.Insert
	plan := v.half(t)
	result, _ := engine.Run(t.Context(), plan, nil)
	if f := fault.Of(result.Tables[0].Err); f == nil || f.ID != "fault.run.keylessresume" {
		t.Errorf("%s: %v", result.Status, result.Tables[0].Err)
	}
	if n := number(t, v.to, "SELECT COUNT(*) FROM t WHERE id = -1"); n != 1 {
		t.Errorf("%d rows of others", n)
	}
}

// A table without a key is brought across anew, but not where it holds rows of others by
// now: those are neither removed nor doubled, and the person is told how many there are.
func TestRowsThatCameSinceAreNotRemoved(t *testing.T) {
	const table = "CREATE TABLE t (id INT, name VARCHAR(40), amount DECIMAL(20,4))"
	for name, stop := range map[string]func(*voyage, *testing.T) *engine.Plan{"stopped": (*voyage).half, "killed": (*voyage).killed} {
		t.Run(name, func(t *testing.T) {
			v := newVoyage(t, table, fmt.Sprintf(filled, 300_000))
			plan := stop(v, t)
			own := number(t, v.to, "SELECT COUNT(*) FROM t")
			if _, err := v.to.Exec("INSERT INTO t VALUES (-1, 'mine', 1)"); err != nil {
				t.Fatal(err)
			}
			for range 2 { // also once the marks are gone
				result, _ := engine.Run(t.Context(), plan, nil)
				f := fault.Of(result.Tables[0].Err)
				if f == nil || f.ID != "fault.resume.others" || fmt.Sprint(f.Args["Own"], f.Args["Others"]) != fmt.Sprint(own, int64(1)) {
					t.Errorf("%s: %v", result.Status, result.Tables[0].Err)
				}
				if n := number(t, v.to, "SELECT COUNT(*) FROM t"); n != own+1 {
					t.Errorf("%d rows became %d", own+1, n)
				}
				if n := number(t, v.to, "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()"); n != 1 {
					t.Errorf("%d tables", n)
				}
			}
			if _, err := v.to.Exec("DELETE FROM t WHERE id = -1"); err != nil {
				t.Fatal(err)
			}
			result, _ := engine.Run(t.Context(), plan, nil)
			if n := number(t, v.to, "SELECT COUNT(*) FROM t"); result.Status != engine.StatusDone || n != 300_000 {
				t.Errorf("%s: %d rows, %v", result.Status, n, result.Tables[0].Err)
			}
		})
	}
}

// A resumed run that is cut off just after it has emptied a table leaves nothing by which a
// later one would take a stranger's row for its own.
func TestRowsThatCameAfterEmptyingAreNotRemoved(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE t (id INT, name VARCHAR(40), amount DECIMAL(20,4))", fmt.Sprintf(filled, 300_000))
	plan := v.killed(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	result, _ := engine.Run(ctx, plan, func(e engine.Event) {
		if w, ok := e.(engine.Warned); ok && fault.Of(w.Err).ID == "fault.resume.emptied" {
			cancel()
		}
	})
	here := number(t, v.to, "SELECT COUNT(*) FROM t")
	if result.Status != engine.StatusInterrupted || here > 100_000 {
		t.Fatalf("%s with %d rows", result.Status, here)
	}
	if _, err := v.to.Exec("INSERT INTO t VALUES (-1, 'mine', 1)"); err != nil {
		t.Fatal(err)
	}
	plan, err := engine.ReadPlan(filepath.Join(v.folder, "plan.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	plan.Pace.RowsPerSecond, plan.Resume = 0, true
	result, _ = engine.Run(t.Context(), plan, nil)
	if f := fault.Of(result.Tables[0].Err); f == nil || f.ID != "fault.resume.others" {
		t.Errorf("%s: %v", result.Status, result.Tables[0].Err)
	}
	if n := number(t, v.to, "SELECT COUNT(*) FROM t WHERE id = -1"); n != 1 {
		t.Error("a stranger's row was removed")
	}
}

// Rows that a statement may have left out are not counted as the run's own.
func TestIgnoredRowsAreNobodys(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE t (id INT, name VARCHAR(40), amount DECIMAL(20,4))", fmt.Sprintf(filled, 300_000), "UPDATE t SET id = id - id % 2")
	v.plan.Tables[0].DDL.Create = "CREATE TABLE t (id INT, name VARCHAR(40), amount DECIMAL(20,4), UNIQUE KEY (id))"
	v.plan.Mode = engine.Ignore
	plan := v.killed(t)
	if _, err := v.to.Exec("INSERT INTO t VALUES (-1, 'mine', 1)"); err != nil {
		t.Fatal(err)
	}
	result, _ := engine.Run(t.Context(), plan, nil)
	if f := fault.Of(result.Tables[0].Err); f == nil || f.ID != "fault.resume.whose" {
		t.Errorf("%s: %v", result.Status, result.Tables[0].Err)
	}
	if n := number(t, v.to, "SELECT COUNT(*) FROM t WHERE id = -1"); n != 1 {
		t.Error("a stranger's row was removed")
	}
}

// Where nothing tells whose the rows are, none is removed.
func TestRowsOfUnknownOwnersAreNotRemoved(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE t (id INT, name VARCHAR(40), amount DECIMAL(20,4))", fmt.Sprintf(filled, 300_000))
	plan := v.killed(t)
	var marks string
	if err := v.to.QueryRow("SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME LIKE 'obferry%'").Scan(&marks); err != nil {
		t.Fatal(err)
	}
	if _, err := v.to.Exec("DROP TABLE " + marks); err != nil {
		t.Fatal(err)
	}
	own := number(t, v.to, "SELECT COUNT(*) FROM t")
	result, _ := engine.Run(t.Context(), plan, nil)
	if f := fault.Of(result.Tables[0].Err); f == nil || f.ID != "fault.resume.whose" {
		t.Errorf("%s: %v", result.Status, result.Tables[0].Err)
	}
	if n := number(t, v.to, "SELECT COUNT(*) FROM t"); n != own || n == 0 {
		t.Errorf("%d rows became %d", own, n)
	}
}

// A run does not go on with a source that is not as it was, nor between other ends, and
// says what differs.
func TestChangedSourceIsNotResumed(t *testing.T) {
	const table = "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4))"
	for id, change := range map[string]func(t *testing.T, v *voyage, plan *engine.Plan){
		"fault.resume.columns": func(t *testing.T, v *voyage, _ *engine.Plan) {
			if _, err := v.from.Exec("ALTER TABLE t MODIFY name VARCHAR(50)"); err != nil {
				t.Fatal(err)
			}
		},
		"fault.resume.state": func(t *testing.T, v *voyage, _ *engine.Plan) {
			time.Sleep(1100 * time.Millisecond) // the server's clock for it has seconds
			if _, err := v.from.Exec("UPDATE t SET name = 'new' WHERE id = 1"); err != nil {
				t.Fatal(err)
			}
		},
		"fault.resume.target": func(t *testing.T, v *voyage, plan *engine.Plan) {
			plan.Target.URL += "_other"
		},
	} {
		t.Run(id, func(t *testing.T) {
			v := newVoyage(t, table, fmt.Sprintf(filled, 150_000))
			plan := v.half(t)
			plan.Create = id != "fault.resume.target"
			change(t, v, plan)
			before := number(t, v.to, "SELECT COUNT(*) FROM t")
			result, err := engine.Run(t.Context(), plan, nil)
			if err == nil {
				err = result.Tables[0].Err
			}
			f := fault.Of(err)
			if f == nil || f.ID != id || f.Args["Was"] == f.Args["Is"] {
				t.Errorf("%s: %v", result.Status, err)
			}
			if after := number(t, v.to, "SELECT COUNT(*) FROM t"); after != before {
				t.Errorf("%d rows became %d", before, after)
			}
		})
	}
}
