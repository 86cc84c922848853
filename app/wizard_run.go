package app

import (
	"context"
	"net/url"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/views"
)

// Run carries the plan out.
func (w *wizard) Run() {
	if w.model.Plan == nil || w.model.Work != nil || w.model.Run.Active {
		return
	}
	ctx, stop := context.WithCancel(w.ctx)
	w.stop, w.gate = stop, &engine.Gate{}
	w.model.Result, w.model.Retry = nil, nil
	w.model.Run = views.RunModel{Active: true, UI: views.TableUI{Selected: -1}}
	plan, gate := clone(w.model.Plan), w.gate
	w.keep(plan)
	w.enter(views.RunStep)
	relay := newRelay(w.heard)
	listen := func(engine.Event) {}
	if w.tour != nil {
		listen = w.tour.listen()
	}
	w.busy.Add(1)
	go func() {
		defer w.busy.Done()
		result, err := engine.Run(engine.WithGate(ctx, gate), plan, func(e engine.Event) {
			listen(e)
			relay.add(func(n *news) { n.hear(e) })
		})
		relay.close()
		w.ui(func() {
			stop()
			w.ran(result, err)
		})
	}()
}

// heard shows what a run has said since the last time.
func (w *wizard) heard(n news) {
	w.show(func(m *views.Model) { n.tell(&m.Run) })
}

// ran shows what a run came to.
func (w *wizard) ran(result *engine.Result, err error) {
	r := &w.model.Run
	r.Active, r.Paused, r.Stopping = false, false, false
	r.Err = unlessCancelled(err)
	w.stop, w.gate = nil, nil
	w.model.Result = result
	w.letGo(result)
	if w.tour != nil {
		w.tour.ran(result)
	}
	if w.model.Step == views.RunStep {
		w.enter(views.ResultStep)
	}
	w.refresh()
	w.leaveIfClosing()
}

// Pause lets batches under way finish and begins no others.
func (w *wizard) Pause() { w.pause(true) }

// Resume goes on.
func (w *wizard) Resume() { w.pause(false) }

func (w *wizard) pause(paused bool) {
	if w.gate == nil {
		return
	}
	if paused {
		w.gate.Pause()
	} else {
		w.gate.Resume()
	}
	w.model.Run.Paused = paused
	w.refresh()
}

// Stop ends the run; what is written stays.
func (w *wizard) Stop() {
	if w.stop == nil {
		return
	}
	w.stop()
	w.model.Run.Stopping = true
	w.refresh()
}

// RunAgain carries the same plan out once more, or goes on with it where it was cut off.
func (w *wizard) RunAgain() { w.Run() }

// OpenErrors opens the error spreadsheet with the desktop's own program.
func (w *wizard) OpenErrors() {
	file := w.model.ErrorFile()
	if file == "" {
		return
	}
	path, err := filepath.Abs(file)
	if err == nil {
		err = fyne.CurrentApp().OpenURL(&url.URL{Scheme: "file", Path: filepath.ToSlash(path)})
	}
	if err != nil {
		w.complain(fault.New(fault.Resource, "fault.window.open", "Path", file).Because(err))
	}
}

// SavePlan asks where, and writes the plan without its passwords.
func (w *wizard) SavePlan() {
	if w.model.Plan == nil {
		return
	}
	save := dialog.NewFileSave(func(file fyne.URIWriteCloser, err error) {
		if err != nil || file == nil {
			return // the dialog has said so itself, or it was closed
		}
		path := file.URI().Path()
		_ = file.Close() // the plan is written whole, beside it, and moved there
		if err := w.model.Plan.Save(path); err != nil {
			w.complain(err)
			return
		}
		w.model.Notice = views.Sentence{ID: "view.notice.saved", Args: []any{"Path", path}}
		w.refresh()
	}, w.window)
	save.SetFileName("plan.yaml")
	save.Resize(fyne.NewSize(900, 600))
	save.Show()
}

// complain shows an error that belongs to no step.
func (w *wizard) complain(err error) { views.ShowError(err, w.Copy, w.window) }
