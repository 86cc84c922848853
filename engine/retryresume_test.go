package engine_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
)

// Rows that a person has corrected and taken back between a run that was cut off and the one
// that goes on with it are not undone: they are not in the next spreadsheet, no second retry
// doubles them, and the spreadsheet that was corrected stays as it is.
func TestRetryBetweenARunAndItsResumption(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE bad (id INT, name VARCHAR(40))",
		"INSERT INTO bad SELECT seq, IF(seq % 10 = 0, REPEAT('x', 20), 'y') FROM seq_1_to_50", // 5 are too long
		"CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4))", fmt.Sprintf(filled, 300_000))
	for i := range v.plan.Tables {
		if one := &v.plan.Tables[i]; one.Target == "bad" {
			one.DDL.Create = "CREATE TABLE bad (id INT, name VARCHAR(10))"
		}
	}
	v.plan.Readers, v.plan.Pace.RowsPerSecond = 4, 100_000 // both tables at once, the small one to its end
	path := filepath.Join(v.folder, "plan.yaml")
	if err := v.plan.Save(path); err != nil {
		t.Fatal(err)
	}
	again := func(stop func(engine.Event) bool) (*engine.Result, string) {
		plan, err := engine.ReadPlan(path)
		if err != nil {
			t.Fatal(err)
		}
		plan.Resume = true
		return v.until(t, plan, stop)
	}
	// The first run has the small table across, and is cut off in the large one.
	copied := false
	first, _ := again(func(e engine.Event) bool {
		if c, ok := e.(engine.TableChanged); ok && c.Table.Target == "bad" && c.Table.State == engine.Copied {
			copied = true
		}
		p, ok := e.(engine.Progress)
		return ok && copied && p.Written > 5_000
	})
	if first.Status != engine.StatusInterrupted || first.Rejected != 5 || filepath.Base(first.Errors) != "errors.xlsx" {
		t.Fatalf("%s, %s, %v", sums(first), first.Errors, first.Err)
	}
	// A person corrects two rows and takes the spreadsheet back.
	e := edit(t, first.Errors)
	e.put("bad", "id", "10", "name", "ten")
	e.put("bad", "id", "20", "name", "twenty")
	e.save()
	corrected, err := os.ReadFile(first.Errors)
	if err != nil {
		t.Fatal(err)
	}
	retried, _ := v.retry(t, first.Errors)
	if retried.Written != 2 || retried.Rejected != 3 {
		t.Fatalf("retry: %s\n%s", sums(retried), causes(retried))
	}
	// The run goes on, is cut off once more, and goes on to its end.
	for round := range 2 {
		resumed, told := again(func(e engine.Event) bool {
			p, ok := e.(engine.Progress)
			return round == 0 && ok && p.Phase == engine.Copying && p.Read > 100_000
		})
		if want := engine.StatusPartial; round == 1 && resumed.Status != want || resumed.Rejected != 3 {
			t.Fatalf("%s, %v", sums(resumed), resumed.Err)
		}
		if round == 1 && (resumed.Read != 300_050 || resumed.Written != 300_047) {
			t.Errorf("%d read, %d written", resumed.Read, resumed.Written)
		}
		if !strings.Contains(told, "fault.resume.taken") {
			t.Errorf("told: %s", told)
		}
		if resumed.Errors == first.Errors {
			t.Errorf("%s was replaced", resumed.Errors)
		}
		if now, err := os.ReadFile(first.Errors); err != nil || string(now) != string(corrected) {
			t.Errorf("%s is not what the person has made of it: %v", first.Errors, err)
		}
		e := edit(t, resumed.Errors)
		rows, err := e.GetRows("bad")
		if err != nil || len(rows) != 4 {
			t.Errorf("%d rows, %v", len(rows), err)
		}
		if err := e.Close(); err != nil {
			t.Error(err)
		}
		// Those that were refused again are in the retry's spreadsheet.
		if r, told := v.retry(t, resumed.Errors); r.Written != 0 || !strings.Contains(told, "fault.retry.moved") {
			t.Errorf("retry: %s, told %s", sums(r), told)
		}
		if r, _ := v.retry(t, first.Errors); r.Written != 0 {
			t.Errorf("%d rows were taken twice", r.Written)
		}
	}
	e = edit(t, retried.Errors)
	for _, id := range []string{"30", "40", "50"} {
		e.put("bad", "id", id, "name", "short "+id)
	}
	e.save()
	if r, _ := v.retry(t, retried.Errors); r.Written != 3 {
		t.Errorf("retry: %s, %v\n%s", sums(r), r.Err, causes(r))
	}
	if n := number(t, v.to, "SELECT COUNT(*) * 1000 + COUNT(DISTINCT id) FROM bad"); n != 50_050 {
		t.Errorf("%d: rows and kinds of them", n)
	}
}

// until carries a plan out until an event says that it is enough, and tells the warnings' ids.
func (v *voyage) until(t *testing.T, plan *engine.Plan, enough func(engine.Event) bool) (*engine.Result, string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var told []string
	result, _ := engine.Run(ctx, plan, func(e engine.Event) {
		if w, ok := e.(engine.Warned); ok {
			told = append(told, fault.Of(w.Err).ID)
		}
		if enough(e) {
			cancel()
		}
	})
	return result, strings.Join(told, " ")
}
