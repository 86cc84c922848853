package engine

import (
	"context"
	"errors"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/obferry/obferry/engine/checkpoint"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/proof"
	"github.com/obferry/obferry/engine/target"
	"github.com/obferry/obferry/engine/verify"
	"github.com/obferry/obferry/profiles"
)

// prepare sees to it that every table stands on the target and takes the rows. A
// table that does not is failed; the others go on.
func (r *run) prepare(ctx context.Context) error {
	r.meter.enter(Creating)
	if err := r.beginStore(); err != nil {
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
	return r.makeMarks(ctx)
}

// makeMarks makes the table that tells which statements were carried out, where there is
// a table whose rows cannot tell. Without the right to it the run goes on, and fails
// such a table where the fate of its rows is not known.
func (r *run) makeMarks(ctx context.Context) error {
	if left := r.store.Run().Marks; left != "" {
		if err := r.keepOwn(ctx, left); err != nil {
			return err
		}
		if err := r.target.DropMarks(ctx, left); err != nil {
			return err
		}
	}
	var keyless []*work
	for _, w := range r.works {
		if w.alive() && !w.finished && w.load == nil && !w.destination.Keyed() {
			keyless = append(keyless, w)
		}
	}
	if len(keyless) == 0 {
		return nil
	}
	name := "obferry_marks_" + r.began.UTC().Format("20060102150405") + "_" + strconv.Itoa(os.Getpid())
	if err := r.store.PutRun(func(kept *checkpoint.Run) { kept.Marks = name }); err != nil {
		return err
	}
	marks, err := r.target.MakeMarks(ctx, name)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		r.warn(fault.New(fault.Preflight, "fault.run.nomarks", "Table", keyless[0].plan.Target, "Count", len(keyless)).Because(err))
		return nil
	}
	r.marks = name
	for _, w := range keyless {
		w.destination.Marks = marks
	}
	return nil
}

// dropMarks drops that table again, also when the run was interrupted.
func (r *run) dropMarks(ctx context.Context) error {
	if r.marks == "" {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), dropWithin)
	defer cancel()
	if err := errors.Join(r.keepOwn(ctx, r.marks), r.target.DropMarks(ctx, r.marks)); err != nil {
		return err
	}
	return r.store.PutRun(func(kept *checkpoint.Run) { kept.Marks = "" })
}

// dropWithin is how long an ending run waits for its own table to be dropped.
const dropWithin = 10 * time.Second

func (r *run) prepareTable(ctx context.Context, w *work) error {
	name := w.plan.Target
	there, err := r.target.Describe(ctx, name)
	if err != nil {
		return err
	}
	if there == nil && r.retry != nil {
		names, err := r.target.Tables(ctx)
		if err != nil {
			return err
		}
		return r.lacksTable(name, names)
	}
	if there == nil {
		if there, err = r.create(ctx, w); err != nil {
			return err
		}
	}
	w.addComputed(there)
	if misfits := fits(w, there); len(misfits) > 0 {
		if r.retry != nil {
			misfits = retryMisfits(w, there, misfits)
		}
		return errors.Join(misfits...)
	}
	earlier := r.store.Table(name)
	if err := w.sameOrigin(earlier); err != nil {
		return err
	}
	w.created = w.created || earlier.Created
	w.finished = earlier.Stage == checkpoint.Copied
	w.destination = target.Destination{Table: name, Columns: w.names, Identity: there.Identity(w.names), Mode: target.Insert}
	for _, c := range there.Columns {
		if c.Key {
			w.destination.Key = append(w.destination.Key, c.Name)
		}
	}
	w.before = earlier.Before
	switch {
	case r.retry != nil:
		if err := r.retryMode(w); err != nil {
			return err
		}
	case w.finished:
		w.earlier = tally{read: earlier.Read, written: earlier.Written, left: earlier.Left}
	default:
		if err := r.carryBefore(ctx, w); err != nil {
			return err
		}
		if err := r.choose(ctx, w, there, earlier); err != nil {
			return err
		}
		if w.finished {
			w.earlier = tally{read: earlier.Read, written: earlier.Written, left: earlier.Left}
			break
		}
		chunks, err := r.lasting(name)
		if err != nil {
			return err
		}
		w.earlier = across(chunks)
	}
	if w.before > 0 {
		w.identity = there.Identity(w.names)
	}
	refused, err := w.targetColumns(there)
	if err != nil {
		return err
	}
	w.refused = verify.NewRefused(refused)
	w.destination.Types = refused
	if fromDatabase(r.from) || r.from.Kind == profiles.Generated {
		w.destination.Held = w.columns
	}
	w.destination.Route, err = r.target.RouteOf(ctx, name, refused)
	return err
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
	earlier := r.store.Table(name)
	// What this run made, it may empty and finish when it goes on: that is known before
	// the table is there, however the run ends.
	if err := r.store.PutTable(name, func(t *checkpoint.Table) { *t = checkpoint.Table{Stage: checkpoint.Waiting, Created: true} }); err != nil {
		return nil, err
	}
	err := r.target.Exec(ctx, name, w.plan.DDL.Create)
	switch f := fault.Of(err); {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case f != nil && f.Code == tableExists && earlier.Created:
		err = nil // the run before was cut off while the server made it
	case f != nil && f.Code != 0:
		err = errors.Join(err, r.store.PutTable(name, func(t *checkpoint.Table) { t.Created = false }))
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

// choose settles by which way a table's rows go.
func (r *run) choose(ctx context.Context, w *work, there *target.Table, earlier checkpoint.Table) error {
	loaded := r.plan.Mode.Whole() || earlier.Loading != "" && earlier.Stage == checkpoint.Running
	if !loaded {
		if err := r.chooseMode(ctx, w, earlier); err != nil {
			return err
		}
		if r.plan.Mode != Auto || r.retry != nil {
			return nil
		}
	}
	var err error
	if w.destination.Types, err = w.targetColumns(there); err != nil {
		return err
	}
	return r.chooseLoad(ctx, w, there, earlier)
}

// chooseMode settles how rows are written. Rows of a table that is empty are
// inserted: what the server then calls a duplicate is one. Into others they are
// upserted, which wants a key; without one every row of a second run would be doubled.
func (r *run) chooseMode(ctx context.Context, w *work, earlier checkpoint.Table) error {
	empty := true
	var err error
	if !w.created || earlier.Created {
		if empty, err = r.target.Empty(ctx, w.plan.Target); err != nil {
			return err
		}
	}
	begun := earlier.Stage == checkpoint.Running
	switch {
	case begun && empty, begun && !w.destination.Keyed() && earlier.Before == 0:
		// What was across is gone, or cannot be told apart: the rows in a table without a
		// key that was empty when the plan's run began are its own, unless there are more.
		if err := r.startOver(ctx, w, earlier, empty); err != nil {
			return err
		}
		empty = true
	case !empty && !w.created && earlier.Stage == "":
		if err := r.countBefore(ctx, w); err != nil {
			return err
		}
	}
	if w.destination.Mode, err = r.modeFor(w, earlier, empty); err != nil {
		return err
	}
	w.destination.Doubt = begun && !empty
	return r.tellHeld(ctx, w)
}

// across sums up what an earlier run has brought across.
func across(chunks []checkpoint.Chunk) (all tally) {
	for _, c := range chunks {
		if c.Done || c.Place > 0 {
			all.read += c.Read
			all.written += c.Written
			all.left += c.Left
		}
	}
	return all
}

// tellHeld warns of rows that were there before and of what becomes of them, and of rows
// that may take each other's place.
func (r *run) tellHeld(ctx context.Context, w *work) error {
	if w.before > 0 {
		r.warn(notEmpty(r.plan.Mode, w.plan.Target, w.before))
	}
	// Rows of the source alone may share one of several unique keys.
	if w.destination.Mode != target.Upsert && w.destination.Mode != target.Replace {
		return nil
	}
	unique, err := r.target.UniqueKeys(ctx, w.plan.Target)
	if err == nil && len(unique) > 1 {
		r.warn(fault.New(fault.Preflight, "fault.run.severalkeys", "Table", w.plan.Target, "Keys", strings.Join(unique, ", ")))
	}
	return err
}

// modeFor is the mode for one table. A run that goes on where it was cut off finds rows
// of its own. In a table that was empty before, the writer tells them from duplicates;
// in others they are written again where a key makes that harmless, and never doubled.
func (r *run) modeFor(w *work, earlier checkpoint.Table, empty bool) (target.Mode, error) {
	begun := earlier.Stage == checkpoint.Running
	switch mode := r.plan.Mode; {
	case empty && (mode == Auto || mode == Insert):
		return target.Insert, nil
	case !empty && !w.destination.Keyed() && (begun || r.plan.Resume):
		return 0, fault.New(fault.Preflight, "fault.run.keylessresume", "Table", w.plan.Target)
	case !empty && !w.destination.Keyed() && mode != Insert:
		return 0, fault.New(fault.Preflight, "fault.run.keyless", "Table", w.plan.Target)
	case mode == Replace:
		return target.Replace, nil
	case mode == Ignore:
		return target.Ignore, nil
	case begun && mode != Upsert && earlier.Before == 0:
		return target.Insert, nil
	case begun && mode == Insert:
		// An upsert would overwrite rows that were there before and that mode insert leaves
		// alone; an insert would report this run's own rows as duplicates.
		return 0, fault.New(fault.Preflight, "fault.run.insertresume", "Table", w.plan.Target, "Rows", earlier.Before)
	case mode == Insert:
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
	return r.store.PutTable(w.plan.Target, func(t *checkpoint.Table) { t.Stage, t.Before = checkpoint.Waiting, w.before })
}
