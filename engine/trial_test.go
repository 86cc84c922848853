package engine_test

import (
	"strings"
	"testing"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
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
	before := number(t, v.to, "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME LIKE 'obferry_trial_%'")

	told := map[string]engine.Trial{}
	var order []string
	try := func(only ...string) {
		t.Helper()
		clear(told)
		order = nil
		err := engine.TryDDL(t.Context(), v.plan, only, func(trial engine.Trial) {
			order = append(order, trial.Table)
			told[trial.Table] = trial
		})
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
		if (trial.Err == nil) != taken || !taken && fault.Of(trial.Err).Statement == "" {
			t.Errorf("%s: %v", name, trial.Err)
		}
		if taken && !strings.Contains(trial.Became, name) {
			t.Errorf("%s became %q", name, trial.Became)
		}
	}

	try("other_child") // its foreign key's table is not there, and that is not its fault
	if len(order) != 1 || told["other_child"].Err != nil {
		t.Errorf("alone: %v, %v", order, told["other_child"].Err)
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
	if child := told["child"]; len(order) != 3 || child.Err != nil || len(child.Untried) != 1 || !strings.Contains(child.Untried[0], "broken") {
		t.Errorf("with one left out: %v, %+v", order, child)
	}
	try("child", "parent")
	if child := told["child"]; len(order) != 2 || child.Err != nil || len(child.Untried) != 1 {
		t.Errorf("two alone: %v, %+v", order, child)
	}
	if after := number(t, v.to, "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME LIKE 'obferry_trial_%'"); after > before {
		t.Errorf("%d scratch databases are left", after-before)
	}
}
