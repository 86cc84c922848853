package app

import (
	"context"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/source/sheet"
)

// ReadSheet reads a sheet again, its rows found as a person says, and proposes its
// table anew. Its name on the target stays.
func (w *wizard) ReadSheet(table int, as sheet.Layout) {
	if w.model.Work != nil {
		return
	}
	if as.FirstRow <= as.HeaderRow {
		as.FirstRow = as.HeaderRow + 1
	}
	// What followed from the old layout is found anew.
	as.HeaderFirst, as.Fields, as.FirstColumn, as.LastColumn = 0, 0, 0, 0
	w.model.Objects.Err = nil
	plan := clone(w.model.Plan)
	plan.Tables[table].Sheet = &as
	name := plan.Tables[table].Source
	w.begin("view.work.scan", func(ctx context.Context) func() {
		var states []engine.TargetState
		catalog, err := engine.InspectPlanned(ctx, plan)
		if err == nil {
			err = reproposed(ctx, plan, catalog, table)
		}
		if err == nil {
			states, err = engine.Survey(ctx, plan, catalog)
		}
		return func() {
			w.model.Objects.Err = unlessCancelled(err)
			if err != nil {
				return
			}
			w.model.Catalog, w.model.Plan, w.model.Objects.States = catalog, plan, states
			delete(w.model.DDL.Trials, name)
			w.planChanged()
		}
	})
}

// reproposed puts what is proposed for a table now in the place of what was.
func reproposed(ctx context.Context, plan *engine.Plan, catalog *engine.Catalog, table int) error {
	was := plan.Tables[table]
	fresh, err := engine.Propose(ctx, plan.Source, plan.Target, catalog, []string{was.Source})
	if err != nil {
		return err
	}
	plan.Tables[table] = fresh.Tables[0]
	plan.Tables[table].Target, plan.Tables[table].Skip = was.Target, was.Skip
	plan.Tables[table].DDL = engine.Draw(catalog, plan, table)
	return nil
}
