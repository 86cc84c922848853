package engine_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/proof"
)

// A trial tells of each table as soon as it knows, of those with foreign keys when all
// tables stand, and leaves nothing on the target.
func TestTrialTellsOfEveryTable(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE parent (id INT PRIMARY KEY)",
		"CREATE TABLE child (id INT PRIMARY KEY, p INT, CONSTRAINT fits FOREIGN KEY (p) REFERENCES parent (id))",
		"CREATE TABLE other_child (id INT PRIMARY KEY, p INT, CONSTRAINT bad FOREIGN KEY (p) REFERENCES parent (id))",
		"CREATE TABLE broken (id INT PRIMARY KEY)")
	v.plan.Tables[2].DDL.After = []string{"ALTER TABLE other_child ADD FOREIGN KEY (p) REFERENCES parent (nothing)"}
	v.plan.Tables[0].DDL.Create = "CREATE TABLE broken (id NUMBERS)"
	// Others may try their tables on the same kernel: those of this process are ours.
	left := fmt.Sprintf("SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME LIKE 'obferry_trial_%d_%%'", os.Getpid())
	before := number(t, v.to, left)

	told := map[string]engine.Trial{}
	var order []string
	try := func(only ...string) {
		t.Helper()
		clear(told)
		order = nil
		err := engine.TryDDL(t.Context(), v.plan, only, engine.Hearing{Told: func(trial engine.Trial) {
			order = append(order, trial.Table)
			told[trial.Table] = trial
		}})
		if err != nil {
			t.Fatal(err)
		}
	}

	try()
	if got := strings.Join(order, " "); got != "broken parent child other_child" {
		t.Errorf("told of %s", got)
	}
	for name, taken := range map[string]bool{"child": true, "other_child": false, "broken": false, "parent": true} {
		trial := told[name]
		if trial.Taken() != taken {
			t.Errorf("%s: %+v", name, trial)
		}
		for _, f := range trial.Failures {
			if e := fault.Of(f.Err); e.Code == 0 || e.Message == "" || e.Statement == "" || f.Statement != e.Statement || f.Trace == "" {
				t.Errorf("%s: %+v of %q, trace %q", name, e, f.Statement, f.Trace)
			}
		}
		if len(trial.Differences) > 0 {
			t.Errorf("%s is said to differ: %v", name, trial.Differences)
		}
	}

	try("other_child") // its foreign key's table is not there, and that is not its fault
	if len(order) != 1 || !told["other_child"].Taken() {
		t.Errorf("alone: %v, %+v", order, told["other_child"])
	}
	if n := len(told["other_child"].Untried); n != 1 {
		t.Errorf("alone: tells of %d statements that were not tried", n)
	}
	// With one table left out of the plan, the others' foreign keys are tried all the same,
	// but for those that point to it or to one that was refused.
	v.plan.Tables[1].DDL.After = append(v.plan.Tables[1].DDL.After, "ALTER TABLE child ADD FOREIGN KEY (p) REFERENCES broken (id)")
	for i := range v.plan.Tables {
		v.plan.Tables[i].Skip = v.plan.Tables[i].Source == "other_child"
	}
	try()
	if child := told["child"]; len(order) != 3 || !child.Taken() || len(child.Untried) != 1 || child.Untried[0].Name != "broken" || child.Untried[0].Why != proof.NoTable {
		t.Errorf("with one left out: %v, %+v", order, child)
	}
	try("child", "parent")
	if child := told["child"]; len(order) != 2 || !child.Taken() || len(child.Untried) != 1 {
		t.Errorf("two alone: %v, %+v", order, child)
	}
	if after := number(t, v.to, left); after > before {
		t.Errorf("%d scratch databases are left", after-before)
	}
}

// A trial that a person ends leaves nothing on the target either, wherever it stood, and
// tells of progress until then.
func TestTrialIsCancelled(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE a (id INT PRIMARY KEY)", "CREATE TABLE b (id INT PRIMARY KEY)", "CREATE TABLE c (id INT PRIMARY KEY)")
	ctx, cancel := context.WithCancel(t.Context())
	var heard []proof.Progress
	told := 0
	err := engine.TryDDL(ctx, v.plan, nil, engine.Hearing{
		Told: func(engine.Trial) { told++ },
		Progress: func(p proof.Progress) {
			if heard = append(heard, p); p.Object == "b" {
				cancel()
			}
		},
	})
	if !errors.Is(err, context.Canceled) || told != 1 {
		t.Errorf("%v, told of %d", err, told)
	}
	if last := heard[len(heard)-1]; len(heard) != 3 || heard[1].Done != 1 || heard[1].Total != 3 || !last.Dropping {
		t.Errorf("heard %+v", heard)
	}
	left := number(t, v.to, "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME LIKE 'obferry\\_trial\\_"+strconv.Itoa(os.Getpid())+"\\_%'")
	if left != 0 {
		t.Errorf("%d scratch databases are left", left)
	}
}
