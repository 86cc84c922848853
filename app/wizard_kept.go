package app

import (
	"context"
	"time"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/profiles"
	"github.com/obferry/obferry/views"
)

// keep writes the plan of the run that begins to where it can be gone on with: after a
// stop, a crash, or in another window. A plan whose run was cut off goes on.
func (w *wizard) keep(plan *engine.Plan) {
	if w.runs.dir == "" || w.tour != nil {
		return
	}
	var err error
	if w.kept == nil {
		w.kept, err = w.runs.keep(plan)
	} else {
		plan.Resume = true
		err = plan.Save(w.kept.path)
	}
	if err != nil { // the run itself does not depend on it
		w.model.Run.Log = append(w.model.Run.Log, engine.Warned{At: time.Now(), Err: err})
		w.model.Run.Heard++
	}
}

// letGo takes in how the run has ended: what came to its end, or never came to write
// anything, need not be kept.
func (w *wizard) letGo(result *engine.Result) {
	if w.kept == nil {
		return
	}
	if ended(result) || !engine.Begun(w.kept.path) {
		if err := w.kept.forget(); err != nil {
			w.complain(err)
		}
		w.kept = nil
	}
	w.model.Resumable = w.kept != nil
}

// leaveKept leaves an interrupted run as it is, for later: the plan in the window is
// another one from now on.
func (w *wizard) leaveKept() {
	if w.kept != nil && !w.model.Run.Active {
		w.kept.release()
		w.kept = nil
	}
	w.model.Resumable = w.kept != nil
}

// findKept lists the runs that can be gone on with.
func (w *wizard) findKept() {
	w.interrupted = w.runs.interrupted()
	w.model.Source.Interrupted = nil
	for _, k := range w.interrupted {
		w.model.Source.Interrupted = append(w.model.Source.Interrupted,
			views.InterruptedRun{Began: k.began, Source: labelOf(k.plan.Source), Target: labelOf(k.plan.Target)})
	}
}

// labelOf names an end in short.
func labelOf(e engine.Endpoint) string {
	a, err := profiles.Parse(e.URL)
	if err != nil {
		return e.URL
	}
	return a.Label()
}

// ForgetRun removes what is kept of an interrupted run; what it has written stays.
func (w *wizard) ForgetRun(run int) {
	if k := w.interrupted[run]; k.take() == nil {
		if err := k.forget(); err != nil {
			w.complain(err)
		}
	}
	w.findKept()
	w.refresh()
}

// ResumeRun goes on with an interrupted run, and asks for the passwords that it needs.
func (w *wizard) ResumeRun(run int) {
	k := w.interrupted[run]
	if w.model.Work != nil {
		return
	}
	if err := k.take(); err != nil {
		w.complain(err)
		w.findKept()
		w.refresh()
		return
	}
	plan := clone(k.plan)
	ends := []*engine.Endpoint{&plan.Source, &plan.Target}
	w.begin("view.work.resume", func(ctx context.Context) func() {
		var want []*engine.Endpoint
		var labels []string
		for _, e := range ends {
			if wantsPassword(ctx, *e) {
				want, labels = append(want, e), append(labels, labelOf(*e))
			}
		}
		cancelled := ctx.Err() != nil
		return func() {
			if cancelled {
				k.release()
				return
			}
			resume := func() {
				w.load(plan, func() {
					w.kept = k
					w.Run()
				}, k.release)
			}
			if len(want) == 0 {
				resume()
				return
			}
			views.AskPasswords(labels, func(typed []profiles.Secret) {
				for i := range typed {
					want[i].Password = typed[i]
				}
				resume()
			}, k.release, w.window)
		}
	})
}

// wantsPassword tells whether an end lets nobody in without one. Whatever else is
// wrong is told when the plan is loaded.
func wantsPassword(ctx context.Context, e engine.Endpoint) bool {
	a, err := e.Address()
	if err != nil || !a.Server() || a.Kind == profiles.Practice || !a.Password.Empty() {
		return false
	}
	a.Database = ""
	_, err = profiles.Probe(ctx, a, nil)
	f := fault.Of(err)
	return f != nil && f.ID == "fault.profiles.login.nopassword"
}
