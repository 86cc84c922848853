package app

import (
	"context"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/views"
)

// RetryRows takes the rows back that a person has corrected in the error spreadsheet.
func (w *wizard) RetryRows() {
	path := w.model.ErrorFile()
	if path == "" || w.model.Plan == nil {
		return
	}
	to := w.model.Plan.Target
	w.begin("view.work.retry", func(ctx context.Context) func() {
		plan, err := engine.ProposeRetry(ctx, path, to, engine.RetryOptions{})
		var result *engine.Result
		var warnings []error
		if err == nil {
			result, err = engine.Run(ctx, plan, func(e engine.Event) {
				switch e := e.(type) {
				case engine.Warned:
					warnings = append(warnings, e.Err)
				case engine.Progress:
					w.show(func(m *views.Model) { showRetry(m, e) })
				}
			})
		}
		return func() { w.retried(path, result, warnings, err) }
	})
}

// showRetry shows how far a retry has come.
func showRetry(m *views.Model, p engine.Progress) {
	if m.Work != nil && p.Total > 0 {
		done := p.Written + p.Rejected
		m.Work.What = views.Sentence{ID: "view.work.retry.rows", Args: []any{"Done", done, "All", p.Total}}
		m.Work.Done, m.Work.Total = done, p.Total
	}
}

// retried shows what a retry of a spreadsheet came to. What was cut off goes on with the
// same spreadsheet; what was refused again is in the next one.
func (w *wizard) retried(path string, result *engine.Result, warnings []error, err error) {
	now := &views.RetryModel{Result: result, Err: unlessCancelled(err), Warnings: warnings, Errors: path, Rounds: 1}
	if before := w.model.Retry; before != nil {
		now.Rounds += before.Rounds
	}
	switch {
	case result == nil || result.Err != nil:
	case result.Errors != "":
		now.Errors = result.Errors
	case result.Status == engine.StatusDone && !leftBehind(result):
		now.Errors = ""
	}
	w.model.Retry = now
}

// leftBehind tells whether rows of the spreadsheet are in a later one, so that this one is
// not the last.
func leftBehind(r *engine.Result) bool { return r.Retry != nil && r.Retry.Moved > 0 }
