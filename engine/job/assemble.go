package job

import (
	"context"
	"errors"
	"strconv"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/target"
)

// offer is what a reader has to give.
type offer struct {
	// sources are the places to read from; one is meant, the first that answers.
	sources []engine.Endpoint
	// tables are what is read, one for each table of the writer.
	tables []offered
	// node is where their columns stand.
	node *node
}

// offered is what is read for one table of the writer.
type offered struct {
	// plan is the table's plan but for its target.
	plan engine.TablePlan
	// columns are the source's, by their place; nil where all are meant ("*") or a query
	// tells.
	columns []string
	// types are those that the columns of a text are read as, by their place; nil for
	// others.
	types []string
	// nameless tells that the columns have no names of their own, and are called after
	// their place.
	nameless bool
}

// assemble makes the plan of what the reader offers and the writer wants.
func (r *reading) assemble(j *Job, s speed, w *wanted, o *offer) {
	p := j.Plan
	p.Source, p.Target, p.Mode = o.sources[0], w.target, w.mode
	if len(o.sources) > 1 {
		j.Sources = o.sources
	}
	p.Readers, p.Writers = int(s.channels), int(min(s.channels*w.threads, most))
	if s.channels == 0 && w.threads > 1 {
		p.Writers = int(w.threads)
	}
	p.BatchRows, p.BatchBytes = int(w.batchRows), int(w.batchBytes)
	p.Memstore.Pause = w.memstore
	for i, one := range o.tables {
		t := one.plan
		t.Target, t.PreSQL, t.PostSQL = w.tables[i], w.before, w.after
		if one.nameless && one.columns == nil {
			for k := range w.columns {
				one.columns = append(one.columns, placed(k))
			}
		}
		left := open{table: i, node: o.node, source: one.columns == nil && w.columns != nil, target: one.columns != nil && w.columns == nil}
		switch {
		case one.columns == nil && w.columns == nil && one.nameless:
			left.target = true
		case one.columns == nil && w.columns == nil:
			r.note(o.node, "fault.job.note.byname", "Table", t.Target)
		case one.columns != nil && w.columns != nil && len(one.columns) != len(w.columns):
			r.wrong(w.columnsNode, "fault.job.width", "Source", len(one.columns), "Target", len(w.columns))
			return
		}
		for k := range max(len(one.columns), len(w.columns)) {
			c := engine.ColumnPlan{Source: at0(one.columns, k), Target: at0(w.columns, k), Type: at0(one.types, k)}
			if one.nameless && one.types == nil && t.Sheet != nil {
				c.Type = textTypes["string"]
			}
			t.Columns = append(t.Columns, c)
		}
		p.Tables = append(p.Tables, t)
		if left.source || left.target {
			j.open = append(j.open, left)
		}
	}
}

// at0 is an element, "" where there is none.
func at0(s []string, i int) string {
	if i < len(s) {
		return s[i]
	}
	return ""
}

// placed is how a column without a name is called, by its place from 0.
func placed(i int) string { return "column_" + strconv.Itoa(i+1) }

// resolve fills in the columns that the job leaves to the servers.
func (j *Job) resolve(ctx context.Context) (err error) {
	var catalog *engine.Catalog
	var there *target.Target
	defer func() {
		if there != nil {
			err = errors.Join(err, there.Close())
		}
	}()
	for _, o := range j.open {
		t := &j.Plan.Tables[o.table]
		if o.source {
			if catalog == nil {
				if catalog, err = engine.InspectPlanned(ctx, j.Plan); err != nil {
					return err
				}
			}
			if err := j.fromSource(o, t, catalog); err != nil {
				return err
			}
			continue
		}
		if there == nil {
			address, err := j.Plan.Target.Address()
			if err != nil {
				return err
			}
			if there, err = target.Open(ctx, address, target.Rules{}); err != nil {
				return err
			}
		}
		if err := j.fromTarget(ctx, o, t, there); err != nil {
			return err
		}
	}
	return nil
}

// fromSource names the source's columns of a table, by their places.
func (j *Job) fromSource(o open, t *engine.TablePlan, catalog *engine.Catalog) error {
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
	return nil
}

// fromTarget names the target's columns of a table, by their places.
func (j *Job) fromTarget(ctx context.Context, o open, t *engine.TablePlan, there *target.Target) error {
	table, err := there.Describe(ctx, t.Target)
	if err != nil {
		return err
	}
	if table == nil {
		return fault.New(fault.Missing, "fault.run.notarget", "Table", t.Target)
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
	return nil
}

func (j *Job) width(o open, from, to int) error {
	return fault.New(fault.Input, "fault.job.width", "File", j.file, "Line", o.node.line, "At", o.node.at, "Source", from, "Target", to)
}
