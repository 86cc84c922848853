package engine

import (
	"context"
	"errors"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/target"
)

// TargetState is what stands on the target under the name of one planned table.
type TargetState struct {
	Exists bool
	Rows   int64 // counted up to [target.CountedUpTo]
	// Keyed tells whether rows that are written again are not doubled.
	Keyed bool
	// Differs lists columns that are missing or uncovered there; empty where it fits.
	Differs []error
}

// Survey looks at the target for every table of a plan, by position. A database that
// is not there yet holds nothing.
func Survey(ctx context.Context, plan *Plan, catalog *Catalog) ([]TargetState, error) {
	states := make([]TargetState, len(plan.Tables))
	to, err := openPlanned(ctx, plan)
	if fault.Is(err, fault.Missing) {
		return states, nil
	}
	if err != nil {
		return nil, err
	}
	for i := range plan.Tables {
		if states[i], err = surveyTable(ctx, to, &plan.Tables[i], catalog.Table(plan.Tables[i].Source)); err != nil {
			break
		}
	}
	return states, errors.Join(err, to.Close())
}

func surveyTable(ctx context.Context, to *target.Target, one *TablePlan, from *source.Table) (state TargetState, err error) {
	there, err := to.Describe(ctx, one.Target)
	if err != nil || there == nil {
		return state, err
	}
	state.Exists = true
	if state.Rows, err = to.Rows(ctx, one.Target); err != nil || from == nil {
		return state, err
	}
	w := &work{plan: one, source: from}
	if err := w.mapColumns(); err != nil {
		state.Differs = []error{err}
		return state, nil
	}
	w.addComputed(there)
	state.Keyed = there.Keyed(w.names)
	state.Differs = fits(w, there)
	return state, nil
}

// openPlanned opens a plan's target.
func openPlanned(ctx context.Context, plan *Plan) (*target.Target, error) {
	from, err := plan.Source.Address()
	if err != nil {
		return nil, err
	}
	address, err := plan.Target.Address()
	if err != nil {
		return nil, err
	}
	if address, err = resolveTarget(ctx, address, from, nil); err != nil {
		return nil, err
	}
	return target.Open(ctx, address, target.Rules{Exact: fromDatabase(from)})
}
