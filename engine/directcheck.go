package engine

import (
	"context"
	"errors"
	"regexp"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/target"
	"github.com/obferry/obferry/profiles"
)

// directChecks are the pre-flight checks of modes direct and load: what is locked, the way
// to the server, and what of each table no direct load bears. To is nil where the database
// is still to be made.
func directChecks(ctx context.Context, plan *Plan, catalog *Catalog, to *target.Target, observe func(Check)) error {
	observe(Check{ID: "direct", Warn: true, Err: loadLocks(&plan.Direct)})
	if plan.Mode == Direct {
		observe(rpcCheck(ctx, plan, to))
	}
	if address, err := plan.Target.Address(); err == nil && address.Kind == profiles.Practice && plan.Mode == Load && to != nil {
		if err := to.AllowLocalFiles(ctx); err != nil {
			return err
		}
	}
	for i := range plan.Tables {
		one := &plan.Tables[i]
		if one.Skip {
			continue
		}
		found := target.Obstacles{}
		if to != nil {
			var err error
			load := target.DirectLoad{Table: one.Target, Columns: writtenColumns(one, catalog.Table(one.Source)),
				Incremental: plan.Direct.incremental(), SQL: plan.Mode == Load}
			if found, err = to.Directable(ctx, load); err != nil {
				return err
			}
		}
		if len(found.Refused) == 0 {
			found.Refused = foreseen(one.Target, one.DDL.Create)
		}
		switch {
		case len(found.Refused) > 0:
			observe(Check{ID: "directtable", Value: one.Target, Err: errors.Join(found.Refused...)})
		case len(found.Warned) > 0:
			observe(Check{ID: "directtable", Warn: true, Value: one.Target, Err: errors.Join(found.Warned...)})
		default:
			observe(Check{ID: "directtable", Value: one.Target})
		}
	}
	return nil
}

// rpcCheck logs in to the RPC port, or looks whether one answers where the database is
// still to be made.
func rpcCheck(ctx context.Context, plan *Plan, to *target.Target) Check {
	check := Check{ID: "rpcport"}
	address, err := plan.Target.Address()
	if err != nil || address.Kind == profiles.Practice {
		check.Value, check.Err = address.Label(), err
		return check // the practice cluster's port is opened with the run
	}
	if check.Value, check.Err = plan.Direct.address(address); check.Err != nil {
		return check
	}
	if to == nil {
		if !speaksRPC(ctx, check.Value) {
			check.Err = fault.New(fault.Connect, "fault.direct.lost", "Address", check.Value, "Operation", "")
		}
		return check
	}
	ctx, cancel := context.WithTimeout(ctx, 3*probeWithin)
	defer cancel()
	if address.Database == "" {
		address.Database = to.Database()
	}
	client, err := dialRPC(ctx, check.Value, to.Server(), address)
	if err != nil {
		check.Err = err
		return check
	}
	check.Value += " " + client.Version()
	return check
}

// writtenColumns are the target's columns that a table's plan writes.
func writtenColumns(one *TablePlan, from *source.Table) (names []string) {
	for _, c := range one.Columns {
		names = append(names, c.Target)
	}
	if len(names) == 0 && from != nil {
		for _, c := range from.Columns {
			names = append(names, c.Name)
		}
	}
	return names
}

// signs are what in a statement that makes a table tells of something that no direct load
// bears, as conversion writes it.
var signs = []struct {
	id, name string
	sign     *regexp.Regexp
}{
	{"fault.direct.generated", "Column", regexp.MustCompile("(?im)^\\s*`((?:[^`]|``)+)`.*\\bGENERATED ALWAYS AS\\b")},
	{"fault.direct.fulltext", "Index", regexp.MustCompile("(?im)^\\s*FULLTEXT (?:KEY|INDEX) `((?:[^`]|``)+)`")},
	{"fault.direct.prefix", "Index", regexp.MustCompile("(?im)^\\s*(?:UNIQUE )?(?:KEY|INDEX) `((?:[^`]|``)+)` *\\(.*`\\(\\d+\\)")},
	{"fault.direct.function", "Index", regexp.MustCompile("(?im)^\\s*(?:UNIQUE )?(?:KEY|INDEX) `((?:[^`]|``)+)` *\\(\\(")},
	{"fault.direct.type", "Column", regexp.MustCompile("(?im)^\\s*`((?:[^`]|``)+)` ((?:multi)?(?:point|linestring|polygon)|geometry(?:collection)?|geomcollection)\\b")},
}

// foreseen are the obstacles that a table will have which is still to be made.
func foreseen(table, create string) (obstacles []error) {
	for _, s := range signs {
		found := s.sign.FindStringSubmatch(create)
		if found == nil {
			continue
		}
		pairs := []any{"Table", table, s.name, found[1]}
		if len(found) > 2 {
			pairs = append(pairs, "Type", found[2])
		}
		obstacles = append(obstacles, fault.New(fault.Preflight, s.id, pairs...))
	}
	return obstacles
}
