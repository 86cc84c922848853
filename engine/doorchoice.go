package engine

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/obferry/obferry/engine/checkpoint"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/target"
	"github.com/obferry/obferry/engine/words"
)

// autoLoadRows is from how many rows on mode auto looks at direct load: below, the server's
// sorting and the lock on the table cost more than they bring.
const autoLoadRows = 5_000_000

// chooseLoad settles whether a table goes by direct load, and holds what that wants of the
// table before anything is begun.
func (r *run) chooseLoad(ctx context.Context, w *work, there *target.Table, earlier checkpoint.Table) error {
	mode := r.plan.Mode
	if mode == Auto {
		var err error
		if mode, err = r.autoMode(ctx, w, earlier); err != nil || !mode.Whole() {
			return err
		}
	}
	l := &wholeLoad{mode: mode, ours: earlier.Loading != "", whole: len(there.Columns) == len(w.names)}
	for i := range w.names {
		l.whole = l.whole && strings.EqualFold(there.Columns[i].Name, w.names[i])
	}
	w.load = l
	if err := r.bearsLoad(ctx, w, mode); err != nil {
		return err
	}
	var err error
	if !w.created || earlier.Created {
		if l.held, err = r.target.Count(ctx, w.plan.Target); err != nil {
			return err
		}
	}
	w.before = min(l.held, target.CountedUpTo)
	if earlier.Loading != "" {
		w.before = earlier.Before
	}
	if earlier.Loading != "" && earlier.Stage == checkpoint.Running {
		return r.afterKill(w, earlier)
	}
	if err := r.keepKeys(ctx, w); err != nil {
		return err
	}
	if l.held > 0 {
		r.warn(loadNotEmpty(&r.plan.Direct, w.plan.Target, l.held))
	}
	return r.store.PutTable(w.plan.Target, func(t *checkpoint.Table) {
		t.Loading, t.Held, t.Sent, t.Before = string(mode), l.held, 0, w.before
		if t.Stage == "" {
			t.Stage = checkpoint.Waiting
		}
	})
}

// afterKill says what a run finds that goes on with one whose load was cut off: either the
// load came to its end, or nothing of it is there and it begins anew.
func (r *run) afterKill(w *work, earlier checkpoint.Table) error {
	name, l := w.plan.Target, w.load
	came := l.held - earlier.Held
	switch {
	case came == 0:
		l.held = earlier.Held
		r.warn(fault.New(fault.Preflight, "fault.direct.again", "Table", name))
		if err := r.store.PutChunks(name, nil); err != nil {
			return err
		}
		return r.store.PutTable(name, func(t *checkpoint.Table) { t.Sent, t.Read, t.Written = 0, 0, 0 })
	case earlier.Sent > 0 && came == earlier.Sent:
		r.warn(fault.New(fault.Preflight, "fault.direct.wasdone", "Table", name, "Rows", words.Number(came)))
		w.finished = true
		return r.store.PutTable(name, func(t *checkpoint.Table) { t.Stage = checkpoint.Copied })
	}
	return fault.New(fault.Preflight, "fault.direct.neither", "Table", name, "Before", earlier.Held, "Sent", earlier.Sent, "Rows", l.held)
}

// bearsLoad holds what a direct load wants of a table and of the server.
func (r *run) bearsLoad(ctx context.Context, w *work, mode Mode) error {
	found, err := r.target.Directable(ctx, r.directLoad(w, mode))
	if err != nil {
		return err
	}
	if len(found.Refused) > 0 {
		return errors.Join(found.Refused...)
	}
	for _, warning := range found.Warned {
		r.warn(warning)
	}
	if mode == Direct {
		client, err := r.rpc(ctx)
		if err != nil {
			return err
		}
		if err := client.Check(r.directOptions(w)); err != nil {
			return err
		}
	}
	r.lockTold.Do(func() { r.warn(loadLocks(&r.plan.Direct)) })
	return nil
}

func (r *run) directLoad(w *work, mode Mode) target.DirectLoad {
	return target.DirectLoad{Table: w.plan.Target, Columns: w.names, Incremental: r.plan.Direct.incremental(), SQL: mode == Load}
}

// loadLocks tells what a direct load is to others, before it begins.
func loadLocks(d *DirectPlan) error {
	if d.incremental() {
		return fault.New(fault.Preflight, "fault.direct.warn.noresume")
	}
	return fault.New(fault.Preflight, "fault.direct.warn.lock")
}

// loadNotEmpty tells what becomes of the rows that a table holds.
func loadNotEmpty(d *DirectPlan, table string, held int64) error {
	id := "fault.direct.warn.held.stop"
	switch {
	case d.replaces():
		id = "fault.direct.warn.held.replace"
	case d.Duplicates == IgnoreDuplicates:
		id = "fault.direct.warn.held.ignore"
	}
	return fault.New(fault.Preflight, id, "Table", table, "Rows", words.Number(held))
}

// autoMode is what mode auto makes of one table, and tells why.
func (r *run) autoMode(ctx context.Context, w *work, earlier checkpoint.Table) (Mode, error) {
	if earlier.Stage == checkpoint.Running {
		return Mode(earlier.Loading), nil // "" where rows are across already
	}
	mode, why, err := r.weigh(ctx, w)
	if err != nil {
		return "", err
	}
	if f := fault.Of(why); f != nil && f.ID == tooFew && r.fewTold.Swap(true) {
		return mode, nil // of such tables there may be thousands
	}
	r.stream.send(ModeChosen{At: time.Now(), Table: w.plan.Target, Mode: mode, Why: why})
	return mode, nil
}

// tooFew is the reason that most tables have.
const tooFew = "run.auto.few"

// weigh chooses among batches, LOAD DATA and the RPC port, and says why.
func (r *run) weigh(ctx context.Context, w *work) (Mode, error, error) {
	count, name := w.source.Rows, w.plan.Target
	batch := func(id string, pairs ...any) (Mode, error, error) {
		mode := Insert
		if w.destination.Mode == target.Upsert {
			mode = Upsert
		}
		return mode, fault.New(fault.Preflight, id, append(pairs, "Table", name, "Rows", words.Number(count))...), nil
	}
	switch {
	case count < autoLoadRows:
		return batch(tooFew, "From", words.Number(autoLoadRows))
	case w.destination.Mode != target.Insert || w.before > 0:
		return batch("run.auto.notempty")
	case !r.plan.Pace.free():
		return batch("run.auto.pace")
	}
	found, err := r.target.Directable(ctx, r.directLoad(w, Load))
	if err != nil {
		return "", nil, err
	}
	if len(found.Refused) > 0 {
		return batch("run.auto.obstacle", "Reason", fault.Text(words.Spoken(), found.Refused[0]))
	}
	if address, unknown := r.rpcAddress(); unknown == nil && speaksRPC(ctx, address) {
		if client, err := r.rpc(ctx); err == nil && client.Check(r.directOptions(w)) == nil {
			return Direct, fault.New(fault.Preflight, "run.auto.direct", "Table", name, "Rows", words.Number(count), "Address", address), nil
		}
	}
	if ctx.Err() != nil {
		return "", nil, ctx.Err()
	}
	_, limit, err := r.target.Memstore(ctx)
	if err == nil && limit > 0 && count*autoRowBytes > limit {
		return Load, fault.New(fault.Preflight, "run.auto.load", "Table", name, "Rows", words.Number(count), "Limit", words.Size(limit)), nil
	}
	return batch("run.auto.fits")
}

// autoRowBytes is what a row is taken to need in the memstore, where nobody knows: a short
// row and its index entries.
const autoRowBytes = 200

// free tells whether the plan holds nothing back.
func (p *PacePlan) free() bool { return p.RowsPerSecond == 0 && p.BytesPerSecond == 0 }
