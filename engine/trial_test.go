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
	v.plan.Tables[2].DDL.After = []string{"ALTER TABLE other_child ADD FOREIGN KEY (p) REFERENCES nowhere (id)"}
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
	if after := number(t, v.to, "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME LIKE 'obferry_trial_%'"); after > before {
		t.Errorf("%d scratch databases are left", after-before)
	}
}
