package engine

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/words"
)

// A plan's file that is none is told of in the reader's language alone: without the
// decoder's words, its types, or what stands in the file.
func TestWrongPlansAreToldPlainly(t *testing.T) {
	for name, c := range map[string]struct{ text, id, line string }{
		"nothing":          {"", "fault.plan.empty", ""},
		"comments":         {"# a plan\n\n", "fault.plan.empty", ""},
		"a sentence":       {"hunter2 = wrong\n", "fault.plan.none", ""},
		"a list":           {"- hunter2\n", "fault.plan.none", ""},
		"an open bracket":  {"version: 1\nsource: [hunter2\n", "fault.plan.syntax", ""},
		"a tab":            {"version: 1\nsource:\n\turl: hunter2\n", "fault.plan.syntax", "3"},
		"control":          {"version: \x01\n", "fault.plan.syntax", ""},
		"a text for truth": {"version: 1\ncreate: hunter2\n", "fault.plan.value", "2"},
		"a text for a map": {"version: 1\nsource: hunter2\n", "fault.plan.value", "2"},
		"an unknown key":   {"version: 1\nsuorce: hunter2\n", "fault.plan.key", "2"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "p.txt")
			if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := ReadPlan(path)
			f := fault.Of(err)
			if f == nil || f.ID != c.id || f.Kind != fault.Input {
				t.Fatalf("%v", err)
			}
			for _, l := range words.Languages {
				text := fault.Text(l, err) + "\n" + fault.Hint(l, err)
				for _, raw := range []string{"EOF", "engine.", "!!", "unmarshal", "yaml:", "hunter2", "no value", "fault."} {
					if strings.Contains(text, raw) {
						t.Errorf("%s: %q in %s", l, raw, text)
					}
				}
				if c.line != "" && !strings.Contains(text, "line "+c.line) && !strings.Contains(text, "第 "+c.line+" 行") {
					t.Errorf("%s: line %s is not told: %s", l, c.line, text)
				}
			}
		})
	}
}

// Each mode says what becomes of the rows that are there.
func TestRowsThatAreThereByMode(t *testing.T) {
	for _, l := range words.Languages {
		told := map[string]Mode{}
		for _, mode := range []Mode{Insert, Upsert, Replace, Ignore} {
			hint := fault.Hint(l, notEmpty(mode, "t", 3))
			if other, same := told[hint]; same || hint == "" {
				t.Errorf("%s: %s says what %s says: %q", l, mode, other, hint)
			}
			told[hint] = mode
		}
		if fault.Hint(l, notEmpty(Auto, "t", 3)) != fault.Hint(l, notEmpty(Upsert, "t", 3)) {
			t.Errorf("%s: auto, which upserts there, says otherwise", l)
		}
	}
}

// Only what the program wrote may be replaced, and only as it wrote it.
func TestReplaceable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.yaml")
	plan := &Plan{Version: PlanVersion, Source: Endpoint{URL: "stream:"}, Target: Endpoint{URL: "practice"}, Mode: Auto}
	if err := Replaceable(path); err != nil {
		t.Error(err)
	}
	if err := plan.Save(path); err != nil {
		t.Fatal(err)
	}
	if err := Replaceable(path); err != nil {
		t.Error(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(text), "\n")
	for name, c := range map[string]struct{ text, id string }{
		"edited":         {string(text) + "# mine\n", "fault.plan.edited"},
		"edited, broken": {string(text) + "[\n", "fault.plan.edited"},
		"without seal":   {body, "fault.plan.edited"},
		"seal alone":     {sealMark + "\n", "fault.plan.edited"},
		"of somebody":    {"notes\n", "fault.plan.foreign"},
		"other YAML":     {"services: {}\n", "fault.plan.foreign"},
	} {
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if f := fault.Of(Replaceable(path)); f == nil || f.ID != c.id || f.Kind != fault.Input {
			t.Errorf("%s: %v", name, f)
		}
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Replaceable(path); err != nil {
		t.Error(err)
	}
}
