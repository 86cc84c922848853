package engine

import (
	"context"
	"strings"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/source"
)

// selection is what a table's entry in a plan takes of the source.
func (t *TablePlan) selection() source.Selection {
	return source.Selection{Where: t.Where, Query: strings.TrimRight(t.Query, "; \t\r\n"), Split: t.Split}
}

// positional tells whether the columns of a query are mapped in its order, without naming
// them: all entries lack a source.
func (t *TablePlan) positional() bool {
	for _, c := range t.Columns {
		if c.Source != "" {
			return false
		}
	}
	return t.Query != "" && len(t.Columns) > 0
}

// chosen finds what an entry of the plan takes: a table of the catalog, a part of it, or
// the result of a query. The columns of a query that the plan maps by position get their
// names.
func chosen(ctx context.Context, src source.Source, catalog *Catalog, one *TablePlan) (*source.Table, error) {
	of := catalog.Table(one.Source)
	take := one.selection()
	if take == (source.Selection{}) || of != nil && of.Selection == take {
		if of == nil {
			return nil, catalog.lacks("fault.run.notable", one.Source)
		}
		return of, nil
	}
	if of == nil && take.Query == "" {
		return nil, catalog.lacks("fault.run.notable", one.Source)
	}
	selector, ok := src.(source.Selector)
	if !ok {
		return nil, fault.New(fault.Input, "fault.run.noselection", "Table", one.Source)
	}
	table, err := selector.Select(ctx, one.Source, of, take)
	if err != nil || !one.positional() {
		return table, err
	}
	if len(table.Columns) != len(one.Columns) {
		return nil, fault.New(fault.Input, "fault.run.querycolumns",
			"Table", one.Source, "Count", len(table.Columns), "Mapped", len(one.Columns))
	}
	for i := range one.Columns {
		one.Columns[i].Source = table.Columns[i].Name
	}
	return table, nil
}

// addQueries puts the results of a plan's queries before the source's own tables, for DDL
// to be drawn for them and columns to be found. Errors are by the plan's tables.
func (c *Catalog) addQueries(ctx context.Context, src source.Source, plan *Plan) []error {
	errs := make([]error, len(plan.Tables))
	for i := range plan.Tables {
		one := &plan.Tables[i]
		if one.Skip || one.Query == "" {
			continue
		}
		table, err := chosen(ctx, src, c, one)
		if errs[i] = err; err == nil {
			c.Tables = append([]*source.Table{table}, c.Tables...)
		}
	}
	return errs
}
