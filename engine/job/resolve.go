package job

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/target"
)

// updates are the columns that a row which is there already is given. A plan gives it all
// columns, which comes to the same where the others are its key.
type updates struct {
	columns []string
	node    *node
}

// resolve asks the servers for what the job leaves to them.
func (j *Job) resolve(ctx context.Context) error {
	if slices.ContainsFunc(j.open, func(o open) bool { return o.source }) {
		if err := j.fromSource(ctx); err != nil {
			return err
		}
	}
	if j.updates == nil && !slices.ContainsFunc(j.open, func(o open) bool { return o.target }) {
		return nil
	}
	address, err := j.Plan.Target.Address()
	if err != nil {
		return err
	}
	there, err := target.Open(ctx, address, target.Rules{})
	if err != nil {
		return err
	}
	return errors.Join(j.fromTarget(ctx, there), there.Close())
}

// fromSource names the source's columns, by their places.
func (j *Job) fromSource(ctx context.Context) error {
	catalog, err := engine.InspectPlanned(ctx, j.Plan)
	if err != nil {
		return err
	}
	for _, o := range j.open {
		if !o.source {
			continue
		}
		t := &j.Plan.Tables[o.table]
		table := catalog.Table(t.Source)
		if table == nil {
			return fault.New(fault.Missing, "fault.run.notable", "Table", t.Source, "Near", "")
		}
		if len(table.Columns) != len(t.Columns) {
			return j.width(o, len(table.Columns), len(t.Columns))
		}
		for i := range t.Columns {
			t.Columns[i].Source = table.Columns[i].Name
		}
	}
	return nil
}

// fromTarget names the target's columns, by their places, and holds that rows keep
// nothing but their key.
func (j *Job) fromTarget(ctx context.Context, there *target.Target) error {
	for _, o := range j.open {
		if !o.target {
			continue
		}
		t := &j.Plan.Tables[o.table]
		table, err := describe(ctx, there, t.Target)
		if err != nil {
			return err
		}
		var names []string
		for _, c := range table.Columns {
			if !c.Generated {
				names = append(names, c.Name)
			}
		}
		if len(t.Columns) == 0 { // a text without names: as many as the table has
			for i := range names {
				t.Columns = append(t.Columns, engine.ColumnPlan{Source: placed(i), Type: textTypes["string"]})
			}
		}
		if len(names) != len(t.Columns) {
			return j.width(o, len(t.Columns), len(names))
		}
		for i := range t.Columns {
			t.Columns[i].Target = names[i]
		}
	}
	if j.updates == nil {
		return nil
	}
	for i := range j.Plan.Tables {
		if err := j.keepsKey(ctx, there, &j.Plan.Tables[i]); err != nil {
			return err
		}
	}
	return nil
}

// keepsKey holds that the columns which existing rows are to keep are their key.
func (j *Job) keepsKey(ctx context.Context, there *target.Target, t *engine.TablePlan) error {
	table, err := describe(ctx, there, t.Target)
	if err != nil {
		return err
	}
	for _, c := range table.Columns {
		written := len(t.Columns) == 0 || slices.ContainsFunc(t.Columns, func(p engine.ColumnPlan) bool { return strings.EqualFold(p.Target, c.Name) })
		given := slices.ContainsFunc(j.updates.columns, func(u string) bool { return strings.EqualFold(u, c.Name) })
		if written && !given && !c.Key && !c.Generated {
			n := j.updates.node
			return fault.New(fault.Input, "fault.job.updatecolumns", "File", j.file, "Line", n.line, "At", n.at, "Column", c.Name)
		}
	}
	return nil
}

// describe is a table of the target, which must be there.
func describe(ctx context.Context, there *target.Target, name string) (*target.Table, error) {
	table, err := there.Describe(ctx, name)
	if err == nil && table == nil {
		err = fault.New(fault.Missing, "fault.run.notarget", "Table", name)
	}
	return table, err
}

func (j *Job) width(o open, from, to int) error {
	return fault.New(fault.Input, "fault.job.width", "File", j.file, "Line", o.node.line, "At", o.node.at, "Source", from, "Target", to)
}
