package engine

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/proof"
	"github.com/obferry/obferry/engine/target"
	"github.com/obferry/obferry/engine/verify"
)

// prepare sees to it that every table stands on the target and takes the rows. A
// table that does not is failed; the others go on.
func (r *run) prepare(ctx context.Context) (err error) {
	r.meter.enter(Creating)
	if r.journal, err = openJournal(r.plan); err != nil {
		return err
	}
	for _, w := range r.works {
		if !w.alive() {
			continue
		}
		if err := r.prepareTable(ctx, w); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if fault.Is(err, fault.Connect) {
				return err
			}
			r.fail(w, err)
		}
	}
	return nil
}

func (r *run) prepareTable(ctx context.Context, w *work) error {
	name := w.plan.Target
	there, err := r.target.Describe(ctx, name)
	if err != nil {
		return err
	}
	if there == nil {
		if there, err = r.create(ctx, w); err != nil {
			return err
		}
	}
	w.addComputed(there)
	if misfits := fits(w, there); len(misfits) > 0 {
		return errors.Join(misfits...)
	}
	earlier := r.journal.of(name)
	w.created = w.created || earlier.Created
	w.finished = earlier.State == Copied
	w.destination = target.Destination{Table: name, Columns: w.names, Keyed: there.Keyed(w.names), Mode: target.Insert}
	for _, c := range there.Columns {
		if c.Key {
			w.destination.Key = append(w.destination.Key, c.Name)
		}
	}
	w.before = earlier.Before
	if w.finished {
		w.counters.read.Store(earlier.Read)
		w.counters.written.Store(earlier.Written)
	} else if err := r.carryBefore(ctx, w); err != nil {
		return err
	} else if err := r.chooseMode(ctx, w, earlier); err != nil {
		return err
	}
	if w.before > 0 {
		w.identity = there.Identity(w.names)
	}
	refused, err := w.targetColumns(there)
	if err != nil {
		return err
	}
	w.refused = verify.NewRefused(refused)
	return nil
}

// tableExists is the server's code for a table that is there already (ER_TABLE_EXISTS_ERROR).
const tableExists = 1050

func (r *run) create(ctx context.Context, w *work) (*target.Table, error) {
	name := w.plan.Target
	if !r.plan.Create {
		return nil, fault.New(fault.Missing, "fault.run.notarget", "Table", name)
	}
	if err := w.plan.CheckDDL(); err != nil {
		return nil, err
	}
	earlier := r.journal.of(name)
	// What this run made, it may empty and finish when it goes on: that is known before
	// the table is there, however the run ends.
	if err := r.journal.put(name, func(e *journalEntry) { *e = journalEntry{State: Waiting, Created: true} }); err != nil {
		return nil, err
	}
	err := r.target.Exec(ctx, name, w.plan.DDL.Create)
	switch f := fault.Of(err); {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case f != nil && f.Code == tableExists && earlier.Created:
		err = nil // the run before was cut off while the server made it
	case f != nil && f.Code != 0:
		err = errors.Join(err, r.journal.put(name, func(e *journalEntry) { e.Created = false }))
	}
	r.stream.send(Statement{At: time.Now(), Table: name, SQL: w.plan.DDL.Create, Err: err})
	if err != nil {
		return nil, err
	}
	for _, note := range w.plan.DDL.Notes {
		r.stream.send(Noted{At: time.Now(), Table: name, Note: note})
	}
	w.created = true
	there, err := r.target.Describe(ctx, name)
	if err == nil && there == nil {
		// A name that differs in case only is another table's where the server says so.
		_, made, _ := proof.Makes(w.plan.DDL.Create)
		err = fault.New(fault.DDL, "fault.run.othername", "Table", name, "Made", made)
	}
	return there, err
}

// chooseMode settles how rows are written. Rows of a table that is empty are
// inserted: what the server then calls a duplicate is one. Into others they are
// upserted, which wants a key; without one every row of a second run would be doubled.
func (r *run) chooseMode(ctx context.Context, w *work, earlier journalEntry) error {
	empty := true
	var err error
	if !w.created || earlier.Created {
		if empty, err = r.target.Empty(ctx, w.plan.Target); err != nil {
			return err
		}
	}
	if !empty && !w.destination.Keyed && earlier.Created && earlier.State == Running {
		// An earlier run of this plan made the table and was cut off; nobody else's rows
		// are in it.
		if err := r.target.Truncate(ctx, w.plan.Target); err != nil {
			return err
		}
		empty = true
	}
	if !empty && !w.created && earlier.State == "" {
		if err := r.countBefore(ctx, w); err != nil {
			return err
		}
	}
	if w.destination.Mode, err = r.modeFor(w, earlier, empty); err != nil {
		return err
	}
	return r.tellHeld(ctx, w)
}

// tellHeld warns of rows that were there before and of what becomes of them.
func (r *run) tellHeld(ctx context.Context, w *work) error {
	if w.before == 0 {
		return nil
	}
	r.warn(notEmpty(r.plan.Mode, w.plan.Target, w.before))
	if w.destination.Mode != target.Upsert {
		return nil
	}
	unique, err := r.target.UniqueKeys(ctx, w.plan.Target)
	if err == nil && len(unique) > 1 {
		r.warn(fault.New(fault.Preflight, "fault.run.severalkeys", "Table", w.plan.Target, "Keys", strings.Join(unique, ", ")))
	}
	return err
}

// modeFor is the mode for one table. A run that goes on where it was cut off finds
// rows of its own: they are written again where a key makes that harmless, and never
// doubled.
func (r *run) modeFor(w *work, earlier journalEntry, empty bool) (target.Mode, error) {
	mode, keyed, begun := r.plan.Mode, w.destination.Keyed, earlier.State == Running
	switch {
	case empty && mode != Upsert:
		return target.Insert, nil
	case !empty && !keyed && (begun || r.plan.Resume):
		return 0, fault.New(fault.Preflight, "fault.run.keylessresume", "Table", w.plan.Target)
	case !empty && !keyed && mode != Insert:
		return 0, fault.New(fault.Preflight, "fault.run.keyless", "Table", w.plan.Target)
	case begun && mode == Insert && earlier.Before > 0:
		// An upsert would overwrite rows that were there before and that mode insert leaves
		// alone; an insert would report this run's own rows as duplicates.
		return 0, fault.New(fault.Preflight, "fault.run.insertresume", "Table", w.plan.Target, "Rows", earlier.Before)
	case mode == Insert && !begun:
		return target.Insert, nil
	}
	return target.Upsert, nil
}

// countBefore notes how many rows a table holds that are not this run's, for the
// comparison after it and that of a run which goes on with it.
func (r *run) countBefore(ctx context.Context, w *work) (err error) {
	if w.before, err = r.target.Rows(ctx, w.plan.Target); err != nil {
		return err
	}
	return r.journal.put(w.plan.Target, func(e *journalEntry) { e.State, e.Before = Waiting, w.before })
}
