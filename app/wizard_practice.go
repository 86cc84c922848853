package app

import (
	"context"
	"fmt"

	"github.com/obferry/obferry/engine/practice"
	"github.com/obferry/obferry/views"
)

// findPractice sees whether the practice kernel runs.
func (w *wizard) findPractice() {
	if s := w.model.Target.Practice.State; s == views.PracticeStarting || s == views.PracticeStopping {
		return
	}
	w.busy.Add(1)
	go func() {
		defer w.busy.Done()
		status, err := practice.Look(w.ctx, "")
		w.show(func(m *views.Model) {
			p := &m.Target.Practice
			if p.State == views.PracticeStarting || p.State == views.PracticeStopping {
				return
			}
			p.Err = unlessCancelled(err)
			p.State = views.PracticeOff
			if err == nil && status.Running && status.Answers {
				p.State, p.Address = views.PracticeOn, fmt.Sprintf("%s:%d", status.Host, status.Port)
			}
		})
	}()
}

// StartPractice starts the practice kernel; the first time it is downloaded.
func (w *wizard) StartPractice() {
	w.forgetTarget()
	w.begin("view.work.practice", func(ctx context.Context) func() {
		w.show(func(m *views.Model) {
			m.Target.Practice = views.PracticeModel{State: views.PracticeStarting}
		})
		instance, err := practice.Start(ctx, practice.Options{Observe: w.practiceStage})
		return func() {
			p := &w.model.Target.Practice
			p.Err = unlessCancelled(err)
			p.State = views.PracticeOff
			if err == nil {
				p.State, p.Address = views.PracticeOn, fmt.Sprintf("%s:%d", instance.Host(), instance.Port())
			}
		}
	})
}

// practiceStage shows how far a start has come.
func (w *wizard) practiceStage(s practice.Stage) {
	const mega = 1 << 20
	w.show(func(m *views.Model) {
		p := &m.Target.Practice
		p.Stage = views.Sentence{ID: "practice.stage." + string(s.Step), Args: []any{"Done", s.Done / mega, "Total", s.Total / mega}}
		p.Done, p.Total = s.Done, s.Total
	})
}

// StopPractice stops it; its data stays.
func (w *wizard) StopPractice() {
	w.forgetTarget()
	w.begin("view.work.practice.stop", func(ctx context.Context) func() {
		w.show(func(m *views.Model) { m.Target.Practice.State = views.PracticeStopping })
		instance, err := practice.Find("")
		if err == nil {
			err = instance.Stop(ctx)
		}
		return func() {
			w.model.Target.Practice.State = views.PracticeUnknown
			w.model.Target.Practice.Err = unlessCancelled(err)
			if err == nil {
				w.model.Target.Practice.State = views.PracticeOff
			} else {
				w.findPractice()
			}
		}
	})
}
