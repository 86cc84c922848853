package app

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/obferry/obferry/engine"
)

// What is said of limits on the command line stands in the plan that is saved.
func TestLimitsOnTheCommandLine(t *testing.T) {
	to, db := kernel(t)
	run(t, db, "CREATE DATABASE `"+to.Database+"`") // without a table: the run ends with the plan saved
	source, target := filepath.Join(t.TempDir(), "t.csv"), to.URL()
	if err := os.WriteFile(source, []byte("id,v\n1,a\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args    []string
		mode    engine.Mode
		percent float64 // -1 for none
		pause   float64
		pace    engine.PacePlan
	}{
		{nil, engine.Auto, -1, 0, engine.PacePlan{}},
		{[]string{"--mode", "replace", "--reject-percent", "0"}, engine.Replace, 0, 0, engine.PacePlan{}},
		{[]string{"--mode", "ignore", "--reject-percent", "2.5", "--memstore", "0.8"}, engine.Ignore, 2.5, 0.8, engine.PacePlan{}},
		{[]string{"--pace", "20000"}, engine.Auto, -1, 0, engine.PacePlan{RowsPerSecond: 20000}},
		{[]string{"--pace", "10MB"}, engine.Auto, -1, 0, engine.PacePlan{BytesPerSecond: 10 << 20}},
		{[]string{"--pace", "1.5kb,7"}, engine.Auto, -1, 0, engine.PacePlan{RowsPerSecond: 7, BytesPerSecond: 1536}},
		{[]string{"--pace", "7", "--pace", "3B"}, engine.Auto, -1, 0, engine.PacePlan{RowsPerSecond: 7, BytesPerSecond: 3}},
	} {
		path := filepath.Join(t.TempDir(), "plan.yaml")
		out := call(append([]string{"migrate", "--source", source, "--target", target, "--save-plan", path}, c.args...)...)
		plan, err := engine.ReadPlan(path)
		if err != nil {
			t.Fatalf("%q: %v\n%s", c.args, err, out.stderr)
		}
		percent := -1.0
		if plan.RejectPercent != nil {
			percent = *plan.RejectPercent
		}
		if plan.Mode != c.mode || percent != c.percent || plan.Memstore.Pause != c.pause || plan.Pace != c.pace {
			t.Errorf("%q: %s, %v percent, %+v, %+v", c.args, plan.Mode, percent, plan.Memstore, plan.Pace)
		}
	}
}
