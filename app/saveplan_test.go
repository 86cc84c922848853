package app

import (
	"os"
	"path/filepath"
	"testing"
)

// TestSavePlanReplacesNothing holds that --save-plan writes over nothing but a plan which
// is as the program wrote it.
func TestSavePlanReplacesNothing(t *testing.T) {
	to, db := kernel(t)
	folder := t.TempDir()
	source := filepath.Join(folder, "t.csv")
	put := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	read := func(path string) string {
		t.Helper()
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	put(source, "id,v\n1,a\n")
	plan := filepath.Join(folder, "plan.yaml")
	migrate := func(more ...string) outcome {
		return call(append([]string{"migrate", "--source", source, "--target", to.URL(), "--save-plan", plan, "--json"}, more...)...)
	}
	refused := func(out outcome, id string) {
		t.Helper()
		if d := out.document(t); out.exit != exitUsage || d.Error == nil || d.Error.ID != id || d.Error.Hint == "" {
			t.Errorf("exit %d, %+v", out.exit, d.Error)
		}
	}

	put(plan, "important notes\n")
	refused(migrate("--create"), "fault.plan.foreign")
	if read(plan) != "important notes\n" {
		t.Error("somebody's file was replaced")
	}
	if err := os.Remove(plan); err != nil {
		t.Fatal(err)
	}
	if out := migrate("--create"); out.exit != 0 {
		t.Fatalf("exit %d\n%s%s", out.exit, out.stdout, out.stderr)
	}
	// The program's own plan may be replaced by another one.
	before := read(plan)
	if out := migrate("--create", "--mode", "insert"); out.exit != 0 || read(plan) == before {
		t.Fatalf("exit %d\n%s%s", out.exit, out.stdout, out.stderr)
	}
	before = read(plan)
	run(t, db, "DROP DATABASE `"+to.Database+"`")
	// A plan that somebody has edited stays, and a job's does not replace it either.
	edited := before + "pace: {rows_per_second: 5}\n"
	put(plan, edited)
	refused(migrate("--create"), "fault.plan.edited")
	job := filepath.Join(folder, "job.json")
	put(job, "{}")
	refused(call("run", job, "--save-plan", plan, "--json"), "fault.plan.edited")
	if read(plan) != edited {
		t.Error("an edited plan was replaced")
	}
	if out := call("run", plan, "--json"); out.exit != 0 || out.document(t).Written != 1 {
		t.Errorf("the edited plan does not run: exit %d\n%s%s", out.exit, out.stdout, out.stderr)
	}
}
