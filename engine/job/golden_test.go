package job

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/words"
)

var update = flag.Bool("update", false, "write what jobs are read as into testdata")

// values are those that the test's jobs have placeholders for.
var values = map[string]string{"bizdate": "2024-01-31", "channels": "5"}

// here is the folder of the package, which plans of text files name.
func here(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// saved is a plan as its file holds it, without the path of this machine.
func saved(t testing.TB, p *engine.Plan) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "plan.yaml")
	if err := p.Save(path); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ = bytes.Cut(text, []byte("\n")) // the seal, which the folder is part of
	return strings.ReplaceAll(string(text), here(t), "HERE")
}

// told are faults in a line each, with what to do below.
func told(t testing.TB, errs []error) string {
	t.Helper()
	var b strings.Builder
	for _, err := range errs {
		b.WriteString(fault.Text(words.English, err) + "\n")
		if hint := fault.Hint(words.English, err); hint != "" {
			b.WriteString("    " + hint + "\n")
		}
		for _, l := range words.Languages {
			if said := fault.Text(l, err) + fault.Hint(l, err); strings.Contains(said, "<no value>") || strings.Contains(said, "hunter") {
				t.Errorf("%s: %s", l, said)
			}
		}
	}
	return strings.ReplaceAll(b.String(), here(t), "HERE")
}

// all are the faults of an error.
func all(err error) []error {
	var several *Faults
	switch {
	case err == nil:
		return nil
	case errors.As(err, &several):
		return several.All
	}
	return []error{err}
}

// hold compares with what a file holds, or writes it.
func hold(t testing.TB, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s\n--- got\n%s--- want\n%s", path, got, want)
	}
}

func matches(t testing.TB, pattern string, least int) []string {
	t.Helper()
	found, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) < least {
		t.Fatalf("%d of %d cases are left of %s", len(found), least, pattern)
	}
	return found
}

// Jobs become the plans that were read and found right, and tell what they should.
func TestJobsBecomePlans(t *testing.T) {
	for _, path := range matches(t, "testdata/golden/*/job.json", 25) {
		folder := filepath.Dir(path)
		t.Run(filepath.Base(folder), func(t *testing.T) {
			j, err := Read(path, values)
			if err != nil {
				t.Fatal(told(t, all(err)))
			}
			plan := saved(t, j.Plan)
			if strings.Contains(plan, "hunter") {
				t.Errorf("the plan holds the password:\n%s", plan)
			}
			hold(t, filepath.Join(folder, "plan.yaml"), plan)
			hold(t, filepath.Join(folder, "told.txt"), told(t, j.Notes))
		})
	}
}

// Jobs that cannot be carried out are refused, with every reason and its place.
func TestJobsAreRefused(t *testing.T) {
	for _, path := range matches(t, "testdata/refused/*.json", 28) {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".json"), func(t *testing.T) {
			_, err := Read(path, nil)
			if err == nil {
				t.Fatal("it was taken")
			}
			for _, one := range all(err) {
				if f := fault.Of(one); f == nil || f.Kind != fault.Input {
					t.Errorf("%v is no fault of the input", one)
				}
			}
			hold(t, strings.TrimSuffix(path, ".json")+".txt", told(t, all(err)))
		})
	}
}
