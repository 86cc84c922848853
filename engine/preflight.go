package engine

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/report"
	"github.com/obferry/obferry/engine/target"
	"github.com/obferry/obferry/engine/words"
)

// Check is one pre-flight check's outcome. Its title is "check." + ID in the
// dictionary; Err is nil where it passed.
type Check struct {
	ID   string
	Warn bool // a failed check that does not stop the run
	Err  error
	// Value is what was found ("16777216", "root").
	Value string
}

// Preflight runs the checks for a plan and hands each to observe as it ends. The
// error is for what kept the checks themselves from running to their end.
func Preflight(ctx context.Context, plan *Plan, catalog *Catalog, observe func(Check)) error {
	info, err := InspectTarget(ctx, plan.Target)
	check := Check{ID: "target", Err: err}
	if info != nil {
		check.Value = info.Product + " " + info.Version
	}
	observe(check)
	if err != nil {
		return ctx.Err()
	}
	observe(memstoreCheck(info))
	observe(Check{ID: "packet", Warn: true, Value: strconv.FormatInt(info.MaxAllowedPacket, 10), Err: packetFault(info)})
	path := plan.errorsPath(time.Now())
	observe(Check{ID: "errors", Value: path, Err: report.NewErrors(path, words.Spoken()).Probe()})
	to, err := openPlanned(ctx, plan)
	switch {
	case fault.Is(err, fault.Missing) && plan.Create:
		observe(Check{ID: "database"})
		if plan.Mode.Whole() {
			if err := directChecks(ctx, plan, catalog, nil, observe); err != nil {
				return err
			}
		}
	case err != nil:
		observe(Check{ID: "database", Err: err})
	default:
		observe(Check{ID: "database", Value: to.Database()})
		err = tableChecks(ctx, plan, catalog, to, observe)
		if err == nil && plan.Mode.Whole() {
			err = directChecks(ctx, plan, catalog, to, observe)
		}
		err = errors.Join(err, to.Close())
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

func memstoreCheck(info *TargetInfo) Check {
	c := Check{ID: "memstore", Warn: true}
	if info.MemstoreLimit == 0 {
		c.Err = fault.New(fault.Preflight, "fault.check.memstore.unseen")
		return c
	}
	percent := info.MemstoreUsed * 100 / info.MemstoreLimit
	c.Value = fmt.Sprintf("%d %%", percent)
	if percent >= 80 {
		c.Err = fault.New(fault.Preflight, "fault.check.memstore.full", "Percent", percent)
	}
	return c
}

func packetFault(info *TargetInfo) error {
	const enough = 4 << 20
	if info.MaxAllowedPacket >= enough || info.MaxAllowedPacket == 0 {
		return nil
	}
	return fault.New(fault.Preflight, "fault.check.packet", "Bytes", words.Number(info.MaxAllowedPacket))
}

// notEmpty tells what becomes of the rows that a table holds.
func notEmpty(mode Mode, table string, count int64) error {
	id, held := "fault.check.notempty", words.Number(count)
	switch mode {
	case Insert, Replace, Ignore:
		id += "." + string(mode)
	}
	if count >= target.CountedUpTo {
		held = "≥ " + held
	}
	return fault.New(fault.Preflight, id, "Table", table, "Rows", held)
}

// tableChecks looks at the tables that stand on the target already.
func tableChecks(ctx context.Context, plan *Plan, catalog *Catalog, to *target.Target, observe func(Check)) error {
	for i := range plan.Tables {
		one := &plan.Tables[i]
		if one.Skip {
			continue
		}
		state, err := surveyTable(ctx, to, one, catalog.Table(one.Source))
		switch {
		case err != nil:
			return err
		case !state.Exists && !plan.Create:
			observe(Check{ID: "table", Value: one.Target, Err: fault.New(fault.Missing, "fault.run.notarget", "Table", one.Target)})
		case len(state.Differs) > 0:
			observe(Check{ID: "table", Value: one.Target, Err: errors.Join(state.Differs...)})
		case state.Rows > 0 && plan.Mode.Whole():
			observe(Check{ID: "table", Warn: true, Value: one.Target, Err: loadNotEmpty(&plan.Direct, one.Target, state.Rows)})
		case state.Rows > 0 && !state.Keyed && plan.Mode != Insert:
			observe(Check{ID: "table", Value: one.Target, Err: fault.New(fault.Preflight, "fault.run.keyless", "Table", one.Target)})
		case state.Rows > 0:
			observe(Check{ID: "table", Warn: true, Value: one.Target, Err: notEmpty(plan.Mode, one.Target, state.Rows)})
		}
	}
	return nil
}
