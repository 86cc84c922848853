package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/target"
)

// Trial is what a kernel said to one table's DDL.
type Trial struct {
	// Table is the source's name for it.
	Table string
	// Err is nil where every statement was taken; else it holds the statement.
	Err error
	// Became is the table as the kernel tells it back (SHOW CREATE TABLE).
	Became string
	// Untried are the statements that were not tried, since tables that they name were
	// not: foreign keys.
	Untried []string
}

// TryDDL creates the tables of a plan in a scratch database of the target, hands
// each outcome to observe as soon as it is known, and drops the scratch database whatever
// happens. With only given, those tables (by the source's name) are tried and no
// others. Foreign keys are tried where all of the plan's tables are: of some alone,
// the others' would be missing.
func TryDDL(ctx context.Context, plan *Plan, only []string, observe func(Trial)) (err error) {
	from, err := plan.Source.Address()
	if err != nil {
		return err
	}
	address, err := plan.Target.Address()
	if err != nil {
		return err
	}
	if address, err = resolveTarget(ctx, address, from, nil); err != nil {
		return err
	}
	address.Database = fmt.Sprintf("obferry_trial_%d_%d", os.Getpid(), time.Now().UnixNano())
	if _, err := target.EnsureDatabase(ctx, address); err != nil {
		return err
	}
	defer func() {
		// Dropped even when the trial was cancelled.
		err = errors.Join(err, target.DropDatabase(context.WithoutCancel(ctx), address))
	}()
	to, err := target.Open(ctx, address, target.Rules{Exact: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.Close()) }()

	var chosen []*TablePlan
	for i := range plan.Tables {
		if t := &plan.Tables[i]; !t.Skip && (len(only) == 0 || holds(only, t.Source)) {
			chosen = append(chosen, t)
		}
	}
	return tryTables(ctx, to, chosen, len(chosen) == len(plan.Tables), observe)
}

// tryTables tries tables, and, where they are all of the plan's, then what waits for
// the others of them.
func tryTables(ctx context.Context, to *target.Target, chosen []*TablePlan, all bool, observe func(Trial)) error {
	trials := make([]Trial, len(chosen))
	var waiting []int
	for i, t := range chosen {
		trials[i] = tryTable(ctx, to, t)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case all && trials[i].Err == nil && len(t.DDL.After) > 0:
			waiting = append(waiting, i)
		default:
			if trials[i].Err == nil {
				trials[i].Untried = t.DDL.After
			}
			observe(trials[i])
		}
	}
	for _, i := range waiting {
		trials[i].Err = tryAfter(ctx, to, chosen[i])
		if ctx.Err() != nil {
			return ctx.Err()
		}
		observe(trials[i])
	}
	return nil
}

func tryTable(ctx context.Context, to *target.Target, t *TablePlan) Trial {
	trial := Trial{Table: t.Source}
	if t.DDL.Create == "" {
		trial.Err = fault.New(fault.DDL, "fault.run.noddl", "Table", t.Target)
		return trial
	}
	if trial.Err = to.Exec(ctx, t.Target, t.DDL.Create); trial.Err != nil {
		return trial
	}
	trial.Became, trial.Err = to.ShowCreate(ctx, t.Target)
	return trial
}

func tryAfter(ctx context.Context, to *target.Target, t *TablePlan) error {
	for _, statement := range t.DDL.After {
		if err := to.Finish(ctx, t.Target, statement); err != nil {
			return err
		}
	}
	return nil
}
