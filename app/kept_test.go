package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
	"github.com/obferry/obferry/views"
)

// TestStoppedRunGoesOnInAnotherWindow stops a run in the middle, closes the window,
// and goes on with it in the next one until everything is across and nothing is kept.
func TestStoppedRunGoesOnInAnotherWindow(t *testing.T) {
	db, from := servertest.Database(t)
	run(t, db, "CREATE TABLE big (id INT PRIMARY KEY, pad VARCHAR(200))",
		"INSERT INTO big SELECT seq, REPEAT('x', 200) FROM seq_1_to_200000")
	to, kernelDB := kernel(t)
	dir := filepath.Join(t.TempDir(), "state")
	count := func() string { return one(t, kernelDB, "SELECT COUNT(*) FROM `"+to.Database+"`.big") }

	first := drive(t)
	first.runs = runs{dir}
	first.EditSource(formOf(from))
	first.toObjects(to)
	first.Run()
	first.until("rows", func() bool { return first.model.Run.Progress.Written > 0 })
	if found := first.runs.interrupted(); len(found) != 0 {
		t.Error("offers a run that is under way")
	}
	first.Stop()
	first.until("the end", func() bool { return !first.model.Run.Active })
	if !first.model.Resumable {
		t.Fatalf("nothing to go on with: %+v", first.model.Result)
	}
	first.finish()
	if count() == "200000" {
		t.Fatal("was not stopped in the middle")
	}

	second := drive(t)
	second.runs = runs{dir}
	second.enter(views.SourceStep)
	if found := second.model.Source.Interrupted; len(found) != 1 || !strings.HasPrefix(found[0].Source, from.Database) {
		t.Fatalf("offers %+v", found)
	}
	for _, file := range files(t, dir) {
		info, err := os.Stat(file)
		if err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: %v, %v", file, info, err)
		}
	}
	second.ResumeRun(0)
	second.reach(views.ResultStep)
	if r := second.model.Result; r.Status != engine.StatusDone || count() != "200000" {
		t.Errorf("%s, %v, %s rows", r.Status, r.Err, count())
	}
	if left := files(t, dir); len(left) != 0 || second.model.Resumable {
		t.Errorf("left: %v", left)
	}
}

// TestInterruptedRunIsForgotten removes what is kept of it, and nothing else.
func TestInterruptedRunIsForgotten(t *testing.T) {
	d := drive(t)
	d.runs = runs{filepath.Join(t.TempDir(), "state")}
	plan := &engine.Plan{Version: engine.PlanVersion, Mode: engine.Auto,
		Source: engine.Endpoint{URL: "mysql://root@127.0.0.1:1/a"}, Target: engine.Endpoint{URL: "oceanbase://root@127.0.0.1:2/b"}}
	for range 2 {
		k, err := d.runs.keep(plan)
		if err != nil {
			t.Fatal(err)
		}
		k.release()
	}
	d.enter(views.SourceStep)
	if len(d.model.Source.Interrupted) != 2 {
		t.Fatalf("offers %+v", d.model.Source.Interrupted)
	}
	d.ForgetRun(1)
	if len(d.model.Source.Interrupted) != 1 || len(files(t, d.runs.dir)) != 1 {
		t.Errorf("offers %+v, keeps %v", d.model.Source.Interrupted, files(t, d.runs.dir))
	}
	d.ResumeRun(0) // nothing listens there: it says so, and the run can still be gone on with
	d.until("the answer", func() bool { return d.model.Work == nil && d.model.Source.Err != nil })
	if d.model.Step != views.SourceStep || len(d.runs.interrupted()) != 1 {
		t.Errorf("step %d, %d runs", d.model.Step, len(d.runs.interrupted()))
	}
}

func files(t *testing.T, dir string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return all
}
