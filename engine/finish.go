package engine

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/engine/checkpoint"
	"github.com/obferry/obferry/engine/fault"
)

// finish runs what had to wait for the rows: foreign keys, on tables that this run
// made. One that the server refuses is kept with its table; the rows stay.
func (r *run) finish(ctx context.Context) {
	r.meter.enter(Finishing)
	defer r.carryAfter(ctx)
	for _, w := range r.works {
		if !w.alive() {
			continue
		}
		if !w.created {
			r.tellMissingKeys(ctx, w)
			continue
		}
		done := r.store.Table(w.plan.Target).Done
		for _, statement := range w.plan.DDL.After {
			if slices.Contains(done, statement) {
				continue // by the run that this one goes on with
			}
			err := r.refers(ctx, w, statement)
			if err == nil {
				err = r.target.Finish(ctx, w.plan.Target, statement)
			}
			if ctx.Err() != nil && err != nil {
				return
			}
			if err != nil && r.plan.Resume && r.stands(ctx, w, statement) {
				err = nil // carried out by the run that was killed before it could put that down
			}
			// What the server has carried out is put down, also where the run ends here: a
			// run that goes on must not do it again.
			r.stream.send(Statement{At: time.Now(), Table: w.plan.Target, SQL: statement, Err: err})
			if err == nil {
				err = r.store.PutTable(w.plan.Target, func(t *checkpoint.Table) { t.Done = append(t.Done, statement) })
			}
			if checkpoint.Failed(err) {
				r.end(err)
				return
			}
			if err != nil {
				w.mu.Lock()
				w.issues = append(w.issues, err)
				w.mu.Unlock()
			}
		}
	}
}

// constraint finds the name that a statement gives to its constraint.
var constraint = regexp.MustCompile("ADD CONSTRAINT (`(?:[^`]|``)+`)")

// constrained is the name of the constraint that a statement adds, "" for none, and whether
// it stands in a table as the server tells it back.
func constrained(there, statement string) (name string, stands bool) {
	if found := constraint.FindStringSubmatch(statement); found != nil {
		return found[1], strings.Contains(there, "CONSTRAINT "+found[1])
	}
	return "", false
}

// stands tells whether the table has the constraint that a statement adds.
func (r *run) stands(ctx context.Context, w *work, statement string) bool {
	there, err := r.target.ShowCreate(ctx, w.plan.Target)
	if err != nil {
		return false
	}
	_, stands := constrained(there, statement)
	return stands
}

// tellMissingKeys warns of foreign keys that a table which was there before lacks: it
// is another's, and is not changed.
func (r *run) tellMissingKeys(ctx context.Context, w *work) {
	if len(w.plan.DDL.After) == 0 {
		return
	}
	there, err := r.target.ShowCreate(ctx, w.plan.Target)
	if err != nil {
		return // the table's own end tells of it
	}
	for _, statement := range w.plan.DDL.After {
		if name, stands := constrained(there, statement); name != "" && !stands {
			r.warn(fault.New(fault.DDL, "fault.run.keymissing", "Table", w.plan.Target, "Key", name, "Statement", statement))
		}
	}
}

// refers refuses a foreign key to a table that is not on the target, in the server's
// place, whose message names neither; and one to a table of another database. The
// kernel (4.3.5) does not come back from one that is added where rows are.
func (r *run) refers(ctx context.Context, w *work, statement string) error {
	for _, name := range ddlconv.References(statement) {
		// A point may be part of the name.
		if here, err := r.target.Describe(ctx, name); err != nil || here != nil {
			continue
		}
		database, _, qualified := strings.Cut(name, ".")
		switch {
		case !qualified:
			return fault.New(fault.DDL, "fault.run.noparent", "Table", w.plan.Target, "Parent", name, "Statement", statement).In(statement)
		case !strings.EqualFold(database, r.target.Database()):
			return fault.New(fault.DDL, "fault.run.abroad", "Table", w.plan.Target, "Other", name).In(statement)
		}
	}
	return nil
}
