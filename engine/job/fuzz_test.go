package job

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
)

// Whatever bytes a job's file holds, it is read or refused with faults that repeat no
// password, and what is read can be saved and read again.
func FuzzRead(f *testing.F) {
	for _, pattern := range []string{"testdata/golden/*/job.json", "testdata/refused/*.json"} {
		for _, path := range matches(f, pattern, 20) {
			text, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	}
	f.Add([]byte(`{"job":{"content":[{"reader":{"name":$x,"parameter":${y}},"writer":/* */{}}]}} // `))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, source []byte) {
		secret := []byte("hunter2")
		j, err := parse("job.json", source, map[string]string{"x": `"`, "n": "1e3"}, func(path string) []string { return []string{path} })
		if err != nil {
			for _, one := range all(err) {
				f := fault.Of(one)
				if f == nil || f.Kind != fault.Input {
					t.Fatalf("%#v", one)
				}
				if told := f.Error(); strings.Contains(told, "hunter2") && passwordOnly(source, secret) {
					t.Fatalf("tells the password: %s", told)
				}
			}
			return
		}
		path := filepath.Join(dir, "plan.yaml")
		if err := j.Plan.Save(path); err != nil {
			if f := fault.Of(err); f == nil || f.Kind == fault.Internal {
				t.Fatal(err)
			}
			return
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(text, secret) && passwordOnly(source, secret) {
			t.Fatalf("the plan holds the password:\n%s", text)
		}
		if _, err := engine.ReadPlan(path); err != nil && fault.Of(err) == nil {
			t.Fatal(err)
		}
		if _, err := Write(t.Context(), j.Plan); err != nil && fault.Of(err) == nil {
			t.Fatal(err)
		}
	})
}

// passwordOnly tells whether the secret stands nowhere but where passwords do.
func passwordOnly(source, secret []byte) bool {
	return bytes.Count(source, secret) == bytes.Count(source, []byte(`"password": "hunter2"`))
}
