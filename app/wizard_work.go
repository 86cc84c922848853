package app

import (
	"context"
	"errors"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/views"
)

// begin does a job on another goroutine while the window says what goes on. The job
// returns what is to be done on the main goroutine once it has ended. One job runs at
// a time.
func (w *wizard) begin(what string, job func(ctx context.Context) func()) {
	if w.model.Work != nil || w.model.Run.Active || w.closing {
		return
	}
	ctx, cancel := context.WithCancel(w.ctx)
	w.cancel = cancel
	w.model.Notice = views.Sentence{}
	w.model.Work = &views.Work{What: views.Sentence{ID: what}}
	w.refresh()
	w.busy.Add(1)
	go func() {
		defer w.busy.Done()
		apply := job(ctx)
		w.ui(func() {
			cancel()
			w.cancel, w.model.Work = nil, nil
			apply()
			w.refresh()
			w.leaveIfClosing()
		})
	}()
}

// show changes the model from a job and shows it.
func (w *wizard) show(change func(m *views.Model)) {
	w.ui(func() {
		change(w.model)
		w.refresh()
	})
}

// unlessCancelled drops the error of work that the person has ended.
func unlessCancelled(err error) error {
	if errors.Is(err, context.Canceled) || fault.Is(err, fault.Interrupted) {
		return nil
	}
	return err
}
