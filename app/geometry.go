package app

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"time"

	"github.com/obferry/obferry/views"
)

// geometryVariable names a file in which the window tells, several times a second,
// what it shows and where: a test that uses the window by mouse and keyboard finds
// its way by it. Nobody else sets it.
const geometryVariable = "OBFERRY_TEST_GEOMETRY"

// geometry is what the window shows at a moment.
type geometry struct {
	// Number counts the moments.
	Number int    `json:"number"`
	Step   string `json:"step"`
	// Busy while something goes on that can be cancelled, Running during a run.
	Busy    bool `json:"busy"`
	Running bool `json:"running"`
	// Written rows of the run that is shown.
	Written int64 `json:"written"`
	// Scale is how many pixels of the screen one of Fyne's takes.
	Scale float32      `json:"scale"`
	Spots []views.Spot `json:"spots"`
}

// tellGeometry writes the file until the context ends.
func (w *wizard) tellGeometry(ctx context.Context, file string) {
	defer w.busy.Done()
	ticker := time.NewTicker(100 * time.Millisecond)
	defer ticker.Stop()
	for number := 1; ; number++ {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		told := make(chan geometry, 1)
		w.ui(func() {
			told <- geometry{
				Number: number, Step: views.StepID(w.model.Step), Busy: w.model.Work != nil, Running: w.model.Run.Active,
				Written: w.model.Run.Progress.Written, Scale: w.window.Canvas().Scale(), Spots: views.Spots(w.window),
			}
		})
		select {
		case <-ctx.Done():
			return
		case g := <-told:
			if err := g.write(file); err != nil {
				return // the test will miss it, and say so
			}
		}
	}
}

// write replaces the file in one go: it is read at any time.
func (g geometry) write(file string) error {
	text, err := json.Marshal(g)
	if err != nil {
		return err
	}
	if err := os.WriteFile(file+".part", text, 0o600); err != nil {
		return errors.Join(err, os.Remove(file+".part"))
	}
	return os.Rename(file+".part", file)
}
