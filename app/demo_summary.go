package app

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/obferry/obferry/app/demo"
	"github.com/obferry/obferry/engine/words"
)

// demoDocument is what a demo came to. It is done where everything crossed and was
// found equal, but for the rows that were planted to be refused.
type demoDocument struct {
	heading
	Seconds float64 `json:"seconds"`
	// Prepared is how many of the seconds passed before the first row moved.
	Prepared float64 `json:"prepared_seconds"`
	Tables   int     `json:"tables"`
	Verified int     `json:"verified"`
	Written  int64   `json:"written"`
	Rejected int64   `json:"rejected"`
	// Planned is how many rows were planted to be refused.
	Planned    int64  `json:"planned"`
	AsPlanned  bool   `json:"as_planned"`
	ErrorsFile string `json:"errors_file,omitempty"`
	// Pictures of the wizard's steps.
	Pictures []string      `json:"pictures"`
	Runs     []demoPassage `json:"runs"`
}

// demoPassage is what became of one of the demo's plans.
type demoPassage struct {
	Name string `json:"name"`
	// Wrong is what is not as it should be.
	Wrong []*errorDocument `json:"wrong"`
	Run   *runDocument     `json:"run"`
}

func newDemoDocument(s *demo.Summary, heard map[string]*record, pictures []string, err error) *demoDocument {
	d := &demoDocument{
		Seconds: seconds(s.Elapsed), Prepared: seconds(s.Prepared),
		Tables: s.Tables, Verified: s.Verified, Written: s.Rows, Rejected: s.Refused, Planned: s.Planned,
		AsPlanned: err == nil && s.AsPlanned(), ErrorsFile: s.Errors, Pictures: append([]string{}, pictures...),
		Runs: make([]demoPassage, 0, len(s.Passages)),
	}
	d.Status, d.Exit = demoStatus(s, err)
	for _, p := range s.Passages {
		var r record
		if heard[p.Ferry.Name] != nil {
			r = *heard[p.Ferry.Name]
		}
		run := newRunDocument(p.Result, r, "")
		run.Verb = "demo"
		d.Runs = append(d.Runs, demoPassage{Name: p.Ferry.Name, Wrong: newErrorDocuments(p.Wrong), Run: run})
	}
	return d
}

// print says it to a person: a line a table, why rows were refused, the sums, and
// what is not as it should be.
func (d *demoDocument) print(w io.Writer) error {
	var b strings.Builder
	for _, p := range d.Runs {
		line(&b, words.Say("demo.ferry."+p.Name))
		b.WriteString(grid(p.Run.lines()))
		for _, t := range p.Run.Tables {
			t.details(&b)
		}
		if n := len(p.Run.Left); n > 0 {
			line(&b, words.Say("app.summary.left", "Count", n, "Names", p.Run.leftNames()))
		}
		b.WriteByte('\n')
	}
	if len(d.Runs) > 0 {
		line(&b, words.Say("demo.summary", "Count", d.Tables, "Rows", words.Number(d.Written),
			"Time", words.Span(secondsOf(d.Seconds)), "Verified", d.Verified))
	}
	if d.Error == nil {
		line(&b, words.Say("demo.summary.refused", "Refused", words.Number(d.Rejected), "Planned", words.Number(d.Planned)))
	}
	if d.ErrorsFile != "" {
		line(&b, words.Say("app.summary.errors", "Path", d.ErrorsFile))
	}
	if n := len(d.Pictures); n > 0 {
		line(&b, words.Say("demo.pictures", "Count", n, "Path", filepath.Dir(d.Pictures[0])))
	}
	for _, p := range d.Runs {
		for _, wrong := range p.Wrong {
			if d.Error != nil {
				break // it is said already
			}
			writeError(&b, words.Say("demo.wrong"), wrong)
		}
	}
	if d.AsPlanned {
		line(&b, words.Say("demo.asplanned"))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
