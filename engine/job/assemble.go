package job

import (
	"strconv"

	"github.com/obferry/obferry/engine"
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
	p.Memstore.Pause, p.Direct = w.memstore, w.direct
	if w.mode == engine.Upsert {
		j.updates = w.updates
	}
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
