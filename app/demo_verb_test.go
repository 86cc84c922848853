package app

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/obferry/obferry/app/demo"
	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/words"
)

func TestDemoWhereItCannotBe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"en", "zh"} {
		out := call("demo", "--headless", "--dir", file, "--json", "--lang", lang)
		var d demoDocument
		if err := json.Unmarshal([]byte(out.stdout), &d); err != nil {
			t.Fatalf("%v: %s", err, out.stdout)
		}
		if out.exit != exitUnable || d.Exit != out.exit || d.Error == nil || d.Error.ID != "fault.demo.dir" || d.Error.Hint == "" || d.AsPlanned {
			t.Errorf("exit %d, %+v", out.exit, d)
		}
	}
}

// The exit code tells the truth: a run that is done is not enough.
func TestExitOfADemo(t *testing.T) {
	defer words.Speak(words.Spoken())
	words.Speak(words.English)
	passage := func(wrong ...error) *demo.Summary {
		return &demo.Summary{Tables: 1, Rows: 8, Refused: 2, Planned: 2, Passages: []demo.Passage{{
			Ferry: &demo.Ferry{Name: "quotes"}, Result: &engine.Result{Status: engine.StatusPartial}, Wrong: wrong,
		}}}
	}
	for _, c := range []struct {
		name    string
		summary *demo.Summary
		err     error
		exit    int
		says    string
	}{
		{"as planned", passage(), nil, exitDone, "Everything is as it should be"},
		{"not as planned", passage(fault.New(fault.Differs, "fault.demo.differs", "Table", "orders")), nil, exitPartial, "orders is not the same"},
		{"no kernel", &demo.Summary{}, fault.New(fault.Preflight, "fault.demo.home"), exitUnable, ""},
		{"stopped", passage(context.Canceled), context.Canceled, exitInterrupted, "8 rows"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDemoDocument(c.summary, nil, nil, c.err)
			d.Error = newErrorDocument(c.err)
			var text strings.Builder
			if err := d.print(&text); err != nil {
				t.Fatal(err)
			}
			if d.Exit != c.exit || d.AsPlanned != (c.exit == exitDone) || !strings.Contains(text.String(), c.says) {
				t.Errorf("exit %d, %q", d.Exit, text.String())
			}
			if c.exit != exitDone && strings.Contains(text.String(), "Everything is") {
				t.Errorf("claims that all is well: %s", text.String())
			}
		})
	}
}
