package app

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
	"github.com/obferry/obferry/engine/words"
	"github.com/obferry/obferry/views"
)

// TestEditsAreKeptInThePlan edits DDL in the window, tries it on a real kernel, saves the
// plan, opens it in another window and carries it out there: the table is the person's.
func TestEditsAreKeptInThePlan(t *testing.T) {
	db, from := servertest.Database(t)
	run(t, db, "CREATE TABLE a (id INT PRIMARY KEY)", "CREATE TABLE b (id INT PRIMARY KEY, n INT)", "INSERT INTO b VALUES (1, 7)")
	to, kernelDB := kernel(t)
	first := drive(t)
	first.EditSource(formOf(from))
	first.toObjects(to)
	first.Next()
	first.reach(views.DDLStep)
	const a, b = 0, 1
	ddl := &first.model.Plan.Tables[b].DDL
	drawn := *ddl

	first.EditDDL(b, "CREATE TABLE b (id NUMBERS)")
	first.TryDDL(b)
	first.until("the trial", func() bool { return first.model.Work == nil })
	trial, tried := first.model.DDL.Trials["b"]
	if !tried || trial.Taken() || fault.Of(trial.Failures[0].Err).Code == 0 || len(first.model.DDL.Trials) != 1 {
		t.Errorf("trials %+v", first.model.DDL.Trials)
	}
	if views.Missing(first.model) == "" {
		t.Error("goes on with a table that the kernel has refused")
	}

	const mine = "CREATE TABLE b (id INT PRIMARY KEY, n INT COMMENT 'mine');\nCREATE INDEX by_n ON b (n)"
	first.EditDDL(b, mine)
	if len(first.model.DDL.Trials) != 0 {
		t.Error("what was said of the text before is still told")
	}
	var told []string
	first.TryDDL(-1)
	first.until("the trial", func() bool {
		if w := first.model.Work; w != nil && w.Total > 0 {
			told = append(told, words.Say(w.What.ID, w.What.Args...))
		}
		return first.model.Work == nil
	})
	for _, table := range []string{"a", "b"} {
		if trial, tried := first.model.DDL.Trials[table]; !tried || !trial.Taken() || len(trial.Differences) > 0 || len(trial.Untried) > 0 {
			t.Errorf("%s: %+v", table, trial)
		}
	}
	if !strings.Contains(strings.Join(told, "\n"), "of 3 statements") {
		t.Errorf("told of %q", told)
	}
	first.RenameTarget(a, "aa") // and what was edited stays
	first.until("the survey", func() bool { return first.model.Work == nil })
	if !ddl.Edited || !strings.Contains(ddl.Text(), "'mine'") {
		t.Errorf("after a rename: %q", ddl.Text())
	}
	file := filepath.Join(t.TempDir(), "plan.yaml")
	if err := first.model.Plan.Save(file); err != nil {
		t.Fatal(err)
	}
	first.EditDDL(b, drawn.Text())
	if ddl.Edited {
		t.Error("the converted text, typed again, is an edit")
	}
	first.EditDDL(b, mine)
	first.DiscardDDL(b)
	if ddl.Edited || !ddl.Same(drawn) {
		t.Errorf("undone: %+v", ddl)
	}

	plan, err := engine.ReadPlan(file)
	if err != nil {
		t.Fatal(err)
	}
	plan.Source.Password, plan.Target.Password = from.Password, to.Password
	second := drive(t)
	second.load(plan, func() {}, func() { t.Error("the plan is not opened") })
	second.reach(views.ObjectsStep)
	if ddl := second.model.Plan.Tables[b].DDL; !ddl.Edited || ddl.Create != "CREATE TABLE b (id INT PRIMARY KEY, n INT COMMENT 'mine')" {
		t.Errorf("opened again: %+v", ddl)
	}
	second.model.Plan.Errors = filepath.Join(t.TempDir(), "errors.xlsx")
	second.Run()
	second.reach(views.ResultStep)
	if second.model.Result.Status != engine.StatusDone {
		t.Fatalf("%+v", second.model.Result)
	}
	const made = "SELECT CONCAT((SELECT COLUMN_COMMENT FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = '%' AND TABLE_NAME = 'b' AND COLUMN_NAME = 'n'), ' ', " +
		"(SELECT COUNT(*) FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = '%' AND INDEX_NAME = 'by_n'), ' ', (SELECT COUNT(*) FROM `%`.b))"
	if got := one(t, kernelDB, strings.ReplaceAll(made, "%", to.Database)); got != "mine 1 1" {
		t.Errorf("made %q", got)
	}
}

// TestTrialIsCancelledInTheWindow ends a trial of all tables in the middle: the window is
// free again, complains of nothing, and no scratch database is left.
func TestTrialIsCancelledInTheWindow(t *testing.T) {
	db, from := servertest.Database(t)
	const tables = 40 // some seconds of work: the middle is not over before it is seen
	for i := range tables {
		run(t, db, "CREATE TABLE t"+strconv.Itoa(i)+" (id INT PRIMARY KEY)")
	}
	to, kernelDB := kernel(t)
	d := drive(t)
	d.EditSource(formOf(from))
	d.toObjects(to)
	d.Next()
	d.reach(views.DDLStep)
	d.TryDDL(-1)
	d.until("the first tables", func() bool { return d.model.Work != nil && d.model.Work.Done > 0 })
	d.Cancel()
	d.until("the end", func() bool { return d.model.Work == nil })
	if d.model.DDL.Err != nil || len(d.model.DDL.Trials) == tables {
		t.Errorf("%v, %d trials", d.model.DDL.Err, len(d.model.DDL.Trials))
	}
	if n := one(t, kernelDB, "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME LIKE 'obferry\\_trial\\_"+strconv.Itoa(os.Getpid())+"\\_%'"); n != "0" {
		t.Errorf("%s scratch databases are left", n)
	}
}
