package app

import (
	"context"
	"strconv"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/profiles"
	"github.com/obferry/obferry/views"
)

// ChooseTarget opens a door.
func (w *wizard) ChooseTarget(door views.Door) {
	if w.model.Work != nil || w.model.Target.Door == door {
		return
	}
	w.model.Target.Door = door
	w.forgetTarget()
	w.refresh()
}

// EditTarget takes what was typed.
func (w *wizard) EditTarget(form views.Form) {
	w.model.Target.Form = form
	if a, err := profiles.Parse(form.URL); form.ByURL && err == nil && a.Database != "" {
		w.model.Target.Database, w.named = a.Database, true
	}
	w.forgetTarget()
	w.refresh()
}

// NameDatabase says where the tables go.
func (w *wizard) NameDatabase(name string) {
	if w.model.Target.Database == name {
		return // the field was filled, not typed into
	}
	w.model.Target.Database, w.named = name, name != ""
	w.forgetTarget()
	w.refresh()
}

// forgetTarget drops what is known of another target. The plan stays: tables, names
// and DDL are the person's decisions.
func (w *wizard) forgetTarget() {
	w.leaveKept()
	m := w.model
	m.Info, m.Result = nil, nil
	m.Target.Stages, m.Target.Err = nil, nil
	m.Objects.States, m.Objects.Err = nil, nil
	m.DDL.Trials, m.DDL.Err = nil, nil
	m.Options = views.OptionsModel{}
}

// target is the endpoint that is chosen, with the database that was named.
func (w *wizard) target() (engine.Endpoint, error) {
	t := &w.model.Target
	if t.Door == views.PracticeDoor {
		return engine.NewEndpoint(profiles.Address{Kind: profiles.Practice, Database: t.Database}.URL())
	}
	e, err := endpointOf(t.Form, profiles.OceanBase, t.Database)
	if err != nil || !t.Form.ByURL {
		return e, err
	}
	a, err := e.Address()
	if err != nil {
		return e, err
	}
	a.Database = t.Database
	t.Form.Host, t.Form.Port, t.Form.User = a.Host, strconv.Itoa(a.Port), a.User
	return engine.Endpoint{URL: a.URL(), Password: a.Password}, nil
}

// TestTarget connects, makes the plan, looks at what stands on the target, and goes
// on where all went well.
func (w *wizard) TestTarget() {
	m := w.model
	m.Target.Err = nil
	from, err := w.source()
	to, targetErr := w.target()
	if err == nil {
		err = targetErr
	}
	if err != nil {
		m.Target.Err = err
		w.refresh()
		return
	}
	t := &stages{show: func(s []views.Stage) { w.show(func(m *views.Model) { m.Target.Stages = s }) }}
	catalog, plan := m.Catalog, clone(m.Plan)
	w.begin("view.work.target", func(ctx context.Context) func() {
		found := found{plan: plan}
		err := found.look(ctx, from, to, catalog, t)
		return func() {
			m.Target.Err = unlessCancelled(err)
			if err != nil {
				return
			}
			m.Info, m.Plan, m.Objects.States = found.info, found.plan, found.states
			w.enter(views.ObjectsStep)
		}
	})
}

// found is what a look at the target comes to.
type found struct {
	info   *engine.TargetInfo
	plan   *engine.Plan
	states []engine.TargetState
}

// look reaches the target, makes the plan where there is none yet, and sees what
// stands under the names of its tables.
func (f *found) look(ctx context.Context, from, to engine.Endpoint, catalog *engine.Catalog, t *stages) error {
	address, err := to.Address()
	if err != nil {
		return err
	}
	if address.Kind == profiles.Practice {
		t.plan("view.stage.target", "view.stage.plan")
	} else {
		t.planProbe("view.stage.target", "view.stage.plan")
		address.Database = "" // it may have to be made
		if _, err := profiles.Probe(ctx, address, t.probed); err != nil {
			return t.fail(err)
		}
	}
	if f.info, err = engine.InspectTarget(ctx, to); err != nil {
		return t.fail(err)
	}
	t.pass()
	if f.plan == nil {
		if f.plan, err = engine.Propose(ctx, from, to, catalog, nil); err != nil {
			return t.fail(err)
		}
	}
	f.plan.Source, f.plan.Target = from, to
	engine.Suit(catalog, f.plan, f.info.Version)
	if f.states, err = engine.Survey(ctx, f.plan, catalog); err != nil {
		return t.fail(err)
	}
	t.pass()
	return nil
}

// clone copies a plan as far as the engine changes it; nil stays nil.
func clone(p *engine.Plan) *engine.Plan {
	if p == nil {
		return nil
	}
	c := *p
	c.Tables = append([]engine.TablePlan(nil), p.Tables...)
	for i := range c.Tables {
		c.Tables[i].Columns = append([]engine.ColumnPlan(nil), c.Tables[i].Columns...)
	}
	return &c
}
