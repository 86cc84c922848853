package engine_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
)

// TestRowsThatAreThereAreTold overwrites a row by another unique key than its primary
// one, and looks whether anybody was told before.
func TestRowsThatAreThereAreTold(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE d (id INT PRIMARY KEY, name VARCHAR(20) NOT NULL UNIQUE)", "INSERT INTO d VALUES (1, 'one'), (2, 'two')",
		"CREATE TABLE single (id INT PRIMARY KEY)", "INSERT INTO single VALUES (1)",
		"CREATE TABLE empty (id INT PRIMARY KEY, name VARCHAR(20) UNIQUE)")
	for _, s := range []string{"CREATE TABLE d (id INT PRIMARY KEY, name VARCHAR(20) NOT NULL UNIQUE)", "INSERT INTO d VALUES (99, 'two')",
		"CREATE TABLE single (id INT PRIMARY KEY)", "INSERT INTO single VALUES (7)"} {
		if _, err := v.to.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	told := map[string]string{}
	result := v.run(t, func(e engine.Event) {
		if warned, ok := e.(engine.Warned); ok {
			f := fault.Of(warned.Err)
			told[f.Args["Table"].(string)] += strings.TrimPrefix(f.ID, "fault.") + " "
		}
	})
	if told["d"] != "check.notempty run.severalkeys " || told["single"] != "check.notempty " || told["empty"] != "" {
		t.Errorf("told %v", told)
	}
	if result.Status != engine.StatusPartial {
		t.Errorf("the row that is lost under its own key is not noticed: %s", result.Status)
	}
	for _, one := range result.Tables {
		if one.Target == "d" && (one.Compared == nil || one.Compared.Equal) {
			t.Errorf("%+v", one.Compared)
		}
	}
}

func TestOnePlanRunsOnceAtATime(t *testing.T) {
	// Enough rows that the first run is not over before the second has tried.
	v := newVoyage(t, "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t SELECT seq FROM seq_1_to_200000")
	path := filepath.Join(v.folder, "plan.yaml")
	if err := v.plan.Save(path); err != nil {
		t.Fatal(err)
	}
	again := func() error {
		plan, err := engine.ReadPlan(path)
		if err != nil {
			t.Fatal(err)
		}
		_, err = engine.Run(t.Context(), plan, nil)
		return err
	}
	tried := false
	result := v.run(t, func(e engine.Event) {
		if changed, ok := e.(engine.TableChanged); ok && !tried && changed.Table.State == engine.Running {
			tried = true
			if f := fault.Of(again()); f == nil || f.ID != "fault.checkpoint.held" {
				t.Errorf("a second run of the plan: %v", f)
			}
		}
	})
	if !tried || result.Status != engine.StatusDone {
		t.Errorf("tried %t, %s", tried, result.Status)
	}
	if err := again(); err != nil {
		t.Errorf("after the first one: %v", err)
	}
	if left, _ := filepath.Glob(path + ".*"); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestForeignKeyToATableThatWasNotTaken(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE parent (id INT PRIMARY KEY)", "CREATE TABLE child (id INT PRIMARY KEY, p INT, CONSTRAINT fk FOREIGN KEY (p) REFERENCES parent (id))")
	plan, err := engine.Propose(t.Context(), v.plan.Source, v.plan.Target, v.catalog, []string{"child"})
	if err != nil {
		t.Fatal(err)
	}
	plan.Errors = v.plan.Errors
	result, _ := engine.Run(t.Context(), plan, nil)
	var said []string
	for _, f := range result.Tables[0].Failures {
		said = append(said, f.Error())
	}
	if len(said) != 1 || !strings.Contains(said[0], "needs table parent") || !strings.Contains(said[0], "ADD CONSTRAINT `fk`") {
		t.Errorf("%q", said)
	}
}

func TestNamesThatAreNoTables(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE doctors (id INT PRIMARY KEY)", "CREATE VIEW v_doctors AS SELECT id FROM doctors")
	for name, want := range map[string]string{
		"Doctors": "Did you mean doctors?", "doctor": "Did you mean doctors?", "v_doctors": "v_doctors is a view", "x": "no table x",
	} {
		_, err := engine.Propose(t.Context(), v.plan.Source, v.plan.Target, v.catalog, []string{name})
		f := fault.Of(err)
		if f == nil || !strings.Contains(f.Error()+" "+f.Hint("en"), want) {
			t.Errorf("%s: %v", name, f)
		}
	}
}

func TestUnknownKeyOfAPlan(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plan.yaml")
	if err := os.WriteFile(path, []byte("version: 1\nsource:\n  url: a\nrejct_limit: 5\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := engine.ReadPlan(path)
	if f := fault.Of(err); f == nil || f.ID != "fault.plan.key" || f.Args["Line"] != "4" || f.Args["Key"] != "rejct_limit" {
		t.Errorf("%v", err)
	}
}
