package app

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// TestDDLReplacesNothing holds that a conversion writes over nothing but its own earlier
// files: what was there stays to the byte, and nothing else is written.
func TestDDLReplacesNothing(t *testing.T) {
	folder := t.TempDir()
	put := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	in := put("shop.sql", shopDDL)
	link := filepath.Join(folder, "link.sql")
	if err := os.Symlink(in, link); err != nil {
		t.Fatal(err)
	}
	types := put("types.yaml", "- from: int\n  to: bigint\n")
	notes := put("notes.sql", "important\n")
	book := put("notes.xlsx", "important\n")
	asBook := put("shop.xlsx", shopDDL)
	fresh, sheet := filepath.Join(folder, "fresh.sql"), filepath.Join(folder, "fresh.xlsx")
	for name, test := range map[string]struct {
		input string
		args  []string
		id    string
	}{
		"the input":              {in, []string{"-o", in}, "fault.app.ddl.over"},
		"a link to the input":    {in, []string{"-o", link}, "fault.app.ddl.over"},
		"the input by its URL":   {"file://" + in, []string{"-o", in}, "fault.app.ddl.over"},
		"the input as a report":  {asBook, []string{"--report", asBook}, "fault.app.ddl.over"},
		"the types":              {in, []string{"-o", types, "--types", types}, "fault.app.ddl.over"},
		"SQL of somebody":        {in, []string{"-o", notes, "--report", sheet}, "fault.app.ddl.foreign"},
		"a workbook of somebody": {in, []string{"-o", fresh, "--report", book}, "fault.report.foreign"},
		"no workbook":            {in, []string{"-o", fresh, "--report", notes}, "fault.plan.ending"},
		"both to one file":       {in, []string{"-o", sheet, "--report", sheet}, "fault.app.ddl.samefile"},
	} {
		t.Run(name, func(t *testing.T) {
			before := contents(t, folder)
			for _, lang := range []string{"en", "zh"} {
				out := call(append([]string{"ddl", "convert", test.input, "--from", "mysql", "--json", "--lang", lang}, test.args...)...)
				var got heading
				if err := json.Unmarshal([]byte(out.stdout), &got); err != nil {
					t.Fatalf("%v\n%s%s", err, out.stdout, out.stderr)
				}
				if out.exit != exitUsage || got.Error == nil || got.Error.ID != test.id || got.Error.Hint == "" {
					t.Errorf("exit %d, %+v", out.exit, got.Error)
				}
			}
			after := contents(t, folder)
			if len(after) != len(before) {
				t.Errorf("%d files, there were %d", len(after), len(before))
			}
			for path, text := range before {
				if !bytes.Equal(after[path], text) {
					t.Errorf("%s is not what it was", path)
				}
			}
		})
	}
	// What the program wrote itself it may replace, in either language.
	for _, lang := range []string{"zh", "en", "zh"} {
		out := call("ddl", "convert", in, "--from", "mysql", "-o", fresh, "--report", sheet, "--lang", lang)
		if out.exit != 0 {
			t.Errorf("exit %d\n%s", out.exit, out.stderr)
		}
	}
	// A file without content is nobody's loss.
	if out := call("ddl", "convert", in, "--from", "mysql", "-o", put("empty.sql", "")); out.exit != 0 {
		t.Errorf("exit %d\n%s", out.exit, out.stderr)
	}
	// The shell may have sent the file there.
	f, err := os.Open(in)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var stdout, stderr bytes.Buffer
	if exit := Run([]string{"ddl", "convert", "-", "--from", "mysql", "-o", in}, f, &stdout, &stderr); exit != exitUsage {
		t.Errorf("exit %d\n%s", exit, stderr.String())
	}
	if text, err := os.ReadFile(in); err != nil || string(text) != shopDDL {
		t.Errorf("%q, %v", text, err)
	}
}

// contents are the files of a folder.
func contents(t *testing.T, folder string) map[string][]byte {
	t.Helper()
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, f := range files {
		path := filepath.Join(folder, f.Name())
		if all[path], err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	}
	return all
}
