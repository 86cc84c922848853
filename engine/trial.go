package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/obferry/obferry/ddlconv"
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
	// not among those tried, or were refused: foreign keys.
	Untried []string
}

// TryDDL creates the tables of a plan in a scratch database of the target, hands
// each outcome to observe as soon as it is known, and drops the scratch database whatever
// happens. With only given, those tables (by the source's name) are tried and no
// others. Foreign keys are tried where the tables that they point to are; the
// others are told in the Trial.
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
	return tryTables(ctx, to, chosen, observe)
}

// tryTables tries tables one by one, and the foreign keys of each as soon as the tables
// that it points to stand, so that a person sees the trial go on.
func tryTables(ctx context.Context, to *target.Target, chosen []*TablePlan, observe func(Trial)) error {
	trials := make([]Trial, len(chosen))
	q := newQueue(chosen)
	finish := func(i int) error {
		trials[i].Untried, trials[i].Err = tryAfter(ctx, to, chosen[i], q.stand)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		observe(trials[i])
		return nil
	}
	for i, t := range chosen {
		trials[i] = tryTable(ctx, to, t)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if trials[i].Err != nil || len(t.DDL.After) == 0 {
			observe(trials[i])
		} else {
			q.wait(i)
		}
		if trials[i].Err != nil {
			continue
		}
		for _, j := range q.stands(t.Target) {
			if err := finish(j); err != nil {
				return err
			}
		}
	}
	for _, i := range q.left() {
		if err := finish(i); err != nil {
			return err
		}
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
	if trial.Became, trial.Err = to.ShowCreate(ctx, t.Target); trial.Err == nil {
		return trial
	}
	if there, err := to.Describe(ctx, t.Target); err == nil && there == nil { // a person may have edited the name
		trial.Err = fault.New(fault.DDL, "fault.run.othername", "Table", t.Target).In(t.DDL.Create)
	}
	return trial
}

// tryAfter tries the statements that wait, but for those that name a table which does
// not stand. The first that is refused ends it.
func tryAfter(ctx context.Context, to *target.Target, t *TablePlan, stand map[string]bool) (untried []string, err error) {
	for _, statement := range t.DDL.After {
		missing := func(name string) bool { return !stand[strings.ToLower(name)] }
		if slices.ContainsFunc(ddlconv.References(statement), missing) {
			untried = append(untried, statement)
			continue
		}
		if err := to.Finish(ctx, t.Target, statement); err != nil {
			return untried, err
		}
	}
	return untried, nil
}
