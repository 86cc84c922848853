package app

import (
	"context"
	"strconv"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/profiles"
	"github.com/obferry/obferry/views"
)

// load shows a plan that was made elsewhere and does then what is wanted with it;
// where it cannot be shown it says why, and does otherwise.
func (w *wizard) load(plan *engine.Plan, then, otherwise func()) {
	from, err := plan.Source.Address()
	if err != nil {
		w.unloaded(views.SourceStep, err, otherwise)
		return
	}
	to, err := plan.Target.Address()
	if err != nil {
		w.unloaded(views.TargetStep, err, otherwise)
		return
	}
	fill(w.model, from, to)
	w.named = true
	t := &stages{show: func([]views.Stage) {}}
	w.begin("view.work.source", func(ctx context.Context) func() {
		catalog, err := inspect(ctx, plan, from, t)
		if err != nil {
			return func() { w.unloaded(views.SourceStep, err, otherwise) }
		}
		found := found{plan: clone(plan)}
		if len(plan.Tables) == 0 {
			found.plan = nil
		}
		err = found.look(ctx, plan.Source, plan.Target, catalog, &stages{show: func([]views.Stage) {}})
		return func() {
			w.forgetPlan()
			w.model.Catalog = catalog
			if err != nil {
				w.unloaded(views.TargetStep, err, otherwise)
				return
			}
			settings := clone(plan)
			settings.Tables = found.plan.Tables
			w.model.Info, w.model.Plan, w.model.Objects.States = found.info, settings, found.states
			w.enter(views.ObjectsStep)
			then()
		}
	})
}

// unloaded shows why a plan could not be shown, at the step that it concerns.
func (w *wizard) unloaded(at views.Step, err error, otherwise func()) {
	if at == views.SourceStep {
		w.model.Source.Err = unlessCancelled(err)
	} else {
		w.model.Target.Err = unlessCancelled(err)
	}
	otherwise()
	if w.tour != nil {
		w.tour.failed(err)
	}
	w.enter(at)
}

// fill writes a plan's ends into the forms.
func fill(m *views.Model, from, to profiles.Address) {
	m.Source.Form = formOf(from)
	m.Source.Door, m.Source.Path = views.DatabaseDoor, ""
	if !from.Server() {
		m.Source.Door, m.Source.Path = views.FileDoor, from.Path
	}
	m.Target.Door, m.Target.Form, m.Target.Database = views.DatabaseDoor, formOf(to), to.Database
	if to.Kind == profiles.Practice {
		m.Target.Door = views.PracticeDoor
	}
	if to.Database == "" {
		m.Target.Database = engine.DatabaseName(from)
	}
}

func formOf(a profiles.Address) views.Form {
	f := views.Form{Kind: a.Kind, Host: a.Host, User: a.User, Database: a.Database, Password: a.Password, TLS: a.Params["tls"]}
	if a.Kind == profiles.Postgres {
		f.TLS = tlsOf(a.Params["sslmode"])
	}
	if a.Port > 0 {
		f.Port = strconv.Itoa(a.Port)
	}
	return f
}
