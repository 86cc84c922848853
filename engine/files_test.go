package engine_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
)

// No file of a plan is written over another, the source least of all.
func TestFilesOfAPlanAreKeptApart(t *testing.T) {
	t.Chdir(t.TempDir())
	text := []byte("id,name\n1,a\n")
	if err := os.WriteFile("in.csv", text, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("in.csv", "link.csv"); err != nil {
		t.Fatal(err)
	}
	for id, c := range map[string]struct{ plan, errors, report string }{
		"plan.source":   {plan: "./in.csv"},
		"errors.source": {errors: "link.csv"},
		"report.source": {report: "in.csv"},
		"errors.report": {errors: "x.xlsx", report: "./x.xlsx"},
		"plan.errors":   {plan: "p", errors: "p"},
		"plan.report":   {plan: "p", report: "p"},
	} {
		from, err := engine.NewEndpoint("in.csv")
		if err != nil {
			t.Fatal(err)
		}
		plan := &engine.Plan{Version: engine.PlanVersion, Source: from, Target: engine.Endpoint{URL: "practice"},
			Errors: c.errors, Report: c.report}
		if c.plan != "" {
			err = plan.Save(c.plan)
		} else {
			_, err = engine.Run(t.Context(), plan, nil)
		}
		if f := fault.Of(err); f == nil || f.ID != "fault.plan.samefile."+id {
			t.Errorf("%s: got %v", id, err)
		}
		if now, err := os.ReadFile("in.csv"); err != nil || !bytes.Equal(now, text) {
			t.Fatalf("%s: the source holds %q, %v", id, now, err)
		}
	}
}

// What is no workbook by its name is hardly meant to be replaced by one, nor a device.
func TestFilesOfOtherKindsAreLeftAlone(t *testing.T) {
	for path, id := range map[string]string{"precious.txt": "fault.plan.ending", "link.xlsx": "fault.report.write"} {
		for _, errors := range []bool{true, false} {
			t.Chdir(t.TempDir())
			if err := os.WriteFile("precious.txt", []byte("precious"), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(os.DevNull, "link.xlsx"); err != nil {
				t.Fatal(err)
			}
			plan := &engine.Plan{Version: engine.PlanVersion, Source: engine.Endpoint{URL: "mysql://h/d"}, Target: engine.Endpoint{URL: "practice"}}
			if errors {
				plan.Errors = path
			} else {
				plan.Report = path
			}
			_, err := engine.Run(t.Context(), plan, nil)
			if f := fault.Of(err); f == nil || f.ID != id {
				t.Errorf("%s: %v", path, err)
			}
			if now, err := os.ReadFile("precious.txt"); err != nil || string(now) != "precious" {
				t.Errorf("%q, %v", now, err)
			}
		}
	}
}

func TestSavedPlanFindsItsFileFromAnywhere(t *testing.T) {
	t.Chdir(t.TempDir())
	from, err := engine.NewEndpoint("in.csv")
	if err != nil {
		t.Fatal(err)
	}
	if address, err := from.Address(); err != nil || !filepath.IsAbs(address.Path) {
		t.Errorf("got %q, %v", address.Path, err)
	}
}
