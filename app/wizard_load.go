package app

import (
	"context"
	"strconv"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/profiles"
	"github.com/obferry/obferry/views"
)

// load shows a plan that was made elsewhere, and carries it out where begin says so.
func (w *wizard) load(plan *engine.Plan, begin bool) {
	from, err := plan.Source.Address()
	if err != nil {
		w.model.Source.Err = err
		w.refresh()
		return
	}
	to, err := plan.Target.Address()
	if err != nil {
		w.model.Target.Err = err
		w.refresh()
		return
	}
	fill(w.model, from, to)
	w.named = true
	t := &stages{show: func([]views.Stage) {}}
	w.begin("view.work.source", func(ctx context.Context) func() {
		catalog, err := inspect(ctx, plan.Source, from, t)
		if err != nil {
			return func() { w.model.Source.Err = unlessCancelled(err) }
		}
		found := found{plan: clone(plan)}
		if len(plan.Tables) == 0 {
			found.plan = nil
		}
		err = found.look(ctx, plan.Source, plan.Target, catalog, &stages{show: func([]views.Stage) {}})
		return func() {
			w.model.Catalog, w.model.Target.Err = catalog, unlessCancelled(err)
			if err != nil {
				w.enter(views.TargetStep)
				return
			}
			settings := clone(plan)
			settings.Tables = found.plan.Tables
			w.model.Info, w.model.Plan, w.model.Objects.States = found.info, settings, found.states
			if w.enter(views.ObjectsStep); begin {
				w.Run()
			}
		}
	})
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
	f := views.Form{Host: a.Host, User: a.User, Database: a.Database, Password: a.Password, TLS: a.Params["tls"]}
	if a.Port > 0 {
		f.Port = strconv.Itoa(a.Port)
	}
	return f
}
