package engine

import (
	"context"

	"github.com/obferry/obferry/engine/checkpoint"
	"github.com/obferry/obferry/engine/fault"
)

// startOver has a table's rows brought across from the first one on.
func (r *run) startOver(ctx context.Context, w *work, earlier checkpoint.Table, empty bool) error {
	if !empty {
		if err := r.ownRows(ctx, w, earlier); err != nil {
			return err
		}
		if err := r.target.Truncate(ctx, w.plan.Target); err != nil {
			return err
		}
		r.warn(fault.New(fault.Preflight, "fault.resume.emptied", "Table", w.plan.Target))
	}
	if err := r.store.PutChunks(w.plan.Target, nil); err != nil {
		return err
	}
	return r.store.PutTable(w.plan.Target, func(t *checkpoint.Table) { t.Own = nil })
}

// ownRows refuses to empty a table without a key that holds more rows than the plan's run
// has written, or of which nobody knows how many that are: the others are somebody's, and
// could not be told from those that are removed.
func (r *run) ownRows(ctx context.Context, w *work, earlier checkpoint.Table) error {
	name := w.plan.Target
	var there, own int64
	var known bool
	if marks := r.store.Run().Marks; marks != "" {
		var err error
		if there, own, known, err = r.target.Owned(ctx, marks, name); err != nil {
			return err
		}
	}
	if known {
		// Kept, since the marks go with this run, also where the table cannot go on.
		if err := r.store.PutTable(name, func(t *checkpoint.Table) { t.Own = &own }); err != nil {
			return err
		}
	} else {
		if earlier.Own == nil {
			return fault.New(fault.Preflight, "fault.resume.whose", "Table", name)
		}
		own = *earlier.Own
		var err error
		if there, err = r.target.Count(ctx, name); err != nil {
			return err
		}
	}
	if there > own {
		return fault.New(fault.Preflight, "fault.resume.others", "Table", name, "Rows", there, "Own", own, "Others", there-own)
	}
	return nil
}

// keepOwn puts down what marks tell of the rows of tables that are not across, before the
// marks go: those of this run of its own tables, those of an earlier one of the tables that
// this run does not begin with anew.
func (r *run) keepOwn(ctx context.Context, marks string) error {
	written, err := r.target.Marked(ctx, marks)
	if err != nil || written == nil {
		return err
	}
	begun := map[string]bool{}
	for _, w := range r.works {
		begun[w.plan.Target] = w.destination.Marks != nil || marks != r.marks && w.alive()
	}
	for name, t := range r.store.Tables() {
		if t.Stage != checkpoint.Running || begun[name] != (marks == r.marks) {
			continue
		}
		own := written[name]
		if err := r.store.PutTable(name, func(t *checkpoint.Table) { t.Own = &own }); err != nil {
			return err
		}
	}
	return nil
}
