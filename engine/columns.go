package engine

import (
	"strings"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source/mysql"
	"github.com/obferry/obferry/engine/target"
)

// mapColumns decides which columns are read, as what, and what they are called on
// the target. Generated columns are left to the target's server.
func (w *work) mapColumns() error {
	w.columns, w.names = nil, nil
	for _, c := range w.plan.Columns {
		if w.sourceColumn(c.Source) == nil {
			return fault.New(fault.Input, "fault.run.nosourcecolumn", "Table", w.plan.Source, "Column", c.Source)
		}
	}
	for _, c := range w.source.Columns {
		if c.Generated {
			continue
		}
		name := c.Name
		if len(w.plan.Columns) > 0 {
			mapped := w.plan.column(c.Name)
			if mapped == nil {
				continue
			}
			name = mapped.Target
			if mapped.Type != "" {
				c.Type, c.Kind = mapped.Type, mysql.KindOf(mapped.Type)
			}
		}
		w.columns, w.names = append(w.columns, c), append(w.names, name)
	}
	if len(w.columns) == 0 {
		return fault.New(fault.Input, "fault.run.nocolumns", "Table", w.plan.Source)
	}
	return nil
}

// addComputed adds the generated columns of the source that are plain ones on the
// target, where OceanBase cannot compute them: their values are copied.
func (w *work) addComputed(there *target.Table) {
	if len(w.plan.Columns) > 0 {
		return // a person chose the columns
	}
	for _, c := range w.source.Columns {
		column := there.Column(c.Name)
		if c.Generated && column != nil && !column.Generated && !holds(w.names, c.Name) {
			w.columns, w.names = append(w.columns, c), append(w.names, column.Name)
		}
	}
}

func (w *work) sourceColumn(name string) *rows.Column {
	for i := range w.source.Columns {
		if strings.EqualFold(w.source.Columns[i].Name, name) {
			return &w.source.Columns[i]
		}
	}
	return nil
}

// fits compares the rows on their way with a table that stands on the target: a
// column that is missing there, and one that must have a value and gets none. Values
// that turn out too long are the server's to refuse, row by row.
func fits(w *work, there *target.Table) (misfits []error) {
	for _, name := range w.names {
		column := there.Column(name)
		switch {
		case column == nil:
			misfits = append(misfits, fault.New(fault.Preflight, "fault.run.notargetcolumn",
				"Table", w.plan.Target, "Column", name))
		case column.Generated:
			misfits = append(misfits, fault.New(fault.Preflight, "fault.run.generated",
				"Table", w.plan.Target, "Column", name))
		}
	}
	for _, c := range there.Columns {
		if c.Default || c.Generated || holds(w.names, c.Name) {
			continue
		}
		misfits = append(misfits, fault.New(fault.Preflight, "fault.run.uncovered",
			"Table", w.plan.Target, "Column", c.Name))
	}
	return misfits
}

// targetColumns are the written columns as the target has them: by their kinds the
// values of both sides are compared. The source's key tells rows apart, and in a table
// that held rows before the target's, by which they were written.
func (w *work) targetColumns(there *target.Table) ([]rows.Column, error) {
	var columns []rows.Column
	for i, name := range w.names {
		c := there.Column(name)
		if c == nil {
			return nil, fault.New(fault.Differs, "fault.run.notargetcolumn", "Table", w.plan.Target, "Column", name)
		}
		columns = append(columns, rows.Column{Name: c.Name, Kind: mysql.KindOf(c.Type), Type: c.Type,
			Nullable: c.Nullable, Key: w.columns[i].Key})
		if len(w.identity) > 0 {
			columns[i].Key = holds(w.identity, name)
		}
	}
	return columns, nil
}

func holds(names []string, name string) bool {
	for _, n := range names {
		if strings.EqualFold(n, name) {
			return true
		}
	}
	return false
}
