package app

import (
	"context"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/proof"
	"github.com/obferry/obferry/views"
)

// EditDDL takes a table's DDL as it was typed. What says the same as the converted text
// is the converted text.
func (w *wizard) EditDDL(table int, text string) {
	t := &w.model.Plan.Tables[table]
	if t.DDL.Text() == text {
		return
	}
	edited := t.DDL
	edited.Edit(text)
	t.DDL.Discard()
	if t.DDL = engine.Draw(w.model.Catalog, w.model.Plan, table); !t.DDL.Same(edited) {
		t.DDL = edited
	}
	w.untry(table)
	w.planChanged()
}

// DiscardDDL gives up what a person has written, for the converted text.
func (w *wizard) DiscardDDL(table int) {
	t := &w.model.Plan.Tables[table]
	t.DDL.Discard()
	t.DDL = engine.Draw(w.model.Catalog, w.model.Plan, table)
	w.untry(table)
	w.planChanged()
}

// TryDDL tries one table on the target, or all where table is negative.
func (w *wizard) TryDDL(table int) {
	m := w.model
	m.DDL.Err, m.DDL.Editing = nil, false
	plan := clone(m.Plan)
	var only []string
	if table >= 0 {
		only = []string{plan.Tables[table].Source}
	}
	w.begin("view.work.trial.begin", func(ctx context.Context) func() {
		relay := newRelay(func(said trialNews) { w.show(said.tell) })
		err := engine.TryDDL(ctx, plan, only, engine.Hearing{
			Told:     func(t engine.Trial) { relay.add(func(n *trialNews) { n.trials = append(n.trials, t) }) },
			Progress: func(p proof.Progress) { relay.add(func(n *trialNews) { n.progress = &p }) },
		})
		relay.close()
		return func() { m.DDL.Err = unlessCancelled(err) }
	})
}

// trialNews is what a trial has said in a little while.
type trialNews struct {
	trials   []engine.Trial
	progress *proof.Progress // the latest, nil where there was none
}

// tell puts the news into the model.
func (n trialNews) tell(m *views.Model) {
	if m.DDL.Trials == nil {
		m.DDL.Trials = map[string]engine.Trial{}
	}
	for _, t := range n.trials {
		m.DDL.Trials[t.Table] = t
	}
	if n.progress != nil && m.Work != nil {
		*m.Work = trialWork(*n.progress)
	}
}

// trialWork says how far a trial has come.
func trialWork(p proof.Progress) views.Work {
	work := views.Work{Done: int64(p.Done), Total: int64(p.Total)}
	args := []any{"Done", p.Done, "All", p.Total, "Object", p.Object}
	switch {
	case p.Dropping:
		work.What = views.Sentence{ID: "view.work.trial.drop"}
		work.Total = 0 // nobody knows how long it takes
	case p.Object == "":
		work.What = views.Sentence{ID: "view.work.trial.compare"}
	default:
		work.What = views.Sentence{ID: "view.work.trial", Args: args}
	}
	return work
}
