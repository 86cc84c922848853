package app

import (
	"context"
	"fmt"
	"time"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/practice"
	"github.com/obferry/obferry/profiles"
	"github.com/obferry/obferry/views"
)

// film remembers of a run what the pictures of the wizard show: both ends and the
// plan as they were before, the middle of the run, and its end.
type film struct {
	model *views.Model
	// middle is the run when half of the rows were across.
	middle *views.RunModel
}

// newFilm looks at both ends of a plan, as the wizard does step by step. It is called
// before the run, so that the target is seen as it was.
func newFilm(ctx context.Context, plan *engine.Plan) (*film, error) {
	from, err := plan.Source.Address()
	if err != nil {
		return nil, err
	}
	to, err := plan.Target.Address()
	if err != nil {
		return nil, err
	}
	f := &film{model: newModel()}
	m := f.model
	fill(m, from, to)
	m.Source.Size = sizeOf(m.Source.Path)
	if m.Catalog, err = inspect(ctx, plan, from, &stages{show: func(s []views.Stage) { m.Source.Stages = s }}); err != nil {
		return nil, err
	}
	found := found{}
	if len(plan.Tables) > 0 {
		found.plan = clone(plan)
	}
	err = found.look(ctx, plan.Source, plan.Target, m.Catalog, &stages{show: func(s []views.Stage) { m.Target.Stages = s }})
	if err != nil {
		return nil, err
	}
	m.Info, m.Objects.States = found.info, found.states
	m.Plan = clone(plan)
	m.Plan.Tables = found.plan.Tables
	if err := f.look(ctx); err != nil {
		return nil, err
	}
	return f, f.findPractice(ctx, to)
}

// look tries the tables and runs the checks.
func (f *film) look(ctx context.Context) error {
	m := f.model
	m.DDL.Trials = map[string]engine.Trial{}
	err := engine.TryDDL(ctx, clone(m.Plan), nil, engine.Hearing{Told: func(t engine.Trial) { m.DDL.Trials[t.Table] = t }})
	if err != nil {
		return err
	}
	m.Options.Checked = true
	return engine.Preflight(ctx, clone(m.Plan), m.Catalog, func(c engine.Check) { m.Options.Checks = append(m.Options.Checks, c) })
}

func (f *film) findPractice(ctx context.Context, to profiles.Address) error {
	if to.Kind != profiles.Practice {
		return nil
	}
	status, err := practice.Look(ctx, "")
	if err == nil && status.Answers {
		f.model.Target.Practice = views.PracticeModel{State: views.PracticeOn, Address: fmt.Sprintf("%s:%d", status.Host, status.Port)}
	}
	return err
}

// hear takes an event of the run; it is called from one goroutine.
func (f *film) hear(e engine.Event) {
	r := &f.model.Run
	if p, ok := e.(engine.Progress); ok {
		news{progress: &p}.tell(r)
		// A film has time between two pictures of a quick run, unlike the window.
		if n := len(r.Samples); n == 0 || p.At.Sub(r.Samples[n-1].At) > 100*time.Millisecond {
			r.Samples = append(r.Samples, views.Sample{At: p.At, RowsPerSecond: p.RowsPerSecond, Memstore: p.Memstore})
		}
		if f.middle == nil && p.Total > 0 && p.Written*2 >= p.Total {
			half := *r
			half.Samples = append([]views.Sample(nil), r.Samples...)
			half.Log = append([]engine.Event(nil), r.Log...)
			f.middle = &half
		}
		return
	}
	news{events: []engine.Event{e}}.tell(r)
}

// end shows every step in a picture of its own, in both languages, and returns the
// files. The process must have no window.
func (f *film) end(dir string, result *engine.Result) ([]string, error) {
	f.model.Result = result
	return Shots(dir, f.model, f.middle)
}
