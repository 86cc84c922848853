package engine

import (
	"context"
	"hash/maphash"
	"strings"
	"time"

	"github.com/obferry/obferry/engine/checkpoint"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source/sheet"
	"github.com/obferry/obferry/engine/target"
)

// countLost finds how many rows a committed load has lost: the server counts those that it
// refuses, and names none.
func (r *run) countLost(w *work, sent int64) error {
	now, err := r.target.Count(w.ctx, w.plan.Target)
	if err != nil {
		return err
	}
	w.load.lost = max(sent-(now-w.load.held), 0)
	return nil
}

// nameLost finds the rows that loads have lost, once the source's readers are at rest, by
// reading it again, and has the server refuse them by INSERT, which names the reason: so
// they come into the error spreadsheet as all others do.
func (r *run) nameLost(ctx context.Context) error {
	writer := r.target.NewWriter()
	defer func() {
		if err := writer.Close(); err != nil {
			r.warn(err)
		}
	}()
	for _, w := range r.works {
		if w.load == nil || w.load.lost == 0 || !w.alive() {
			continue
		}
		r.meter.enter(Finding)
		if err := r.nameLostOf(ctx, w, writer); err != nil {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			r.fail(w, err)
		}
	}
	return context.Cause(ctx)
}

// allLost is above how many rows it is no accident that none of a load's rows is there.
const allLost = 1000

func (r *run) nameLostOf(ctx context.Context, w *work, writer *target.Writer) error {
	d := &r.plan.Direct
	s := &search{run: r, work: w, writer: writer, left: w.load.lost}
	leaves := d.Duplicates == IgnoreDuplicates || d.replaces()
	switch {
	case s.left == w.load.sent.Load() && s.left > allLost:
		// These are no rows that do not fit: the load went somewhere else, or nowhere.
		w.counters.written.Add(-s.left)
		w.counters.skipped.Add(s.left)
		return fault.New(fault.Differs, "fault.direct.nothing", "Table", w.plan.Target, "Count", s.left)
	case !w.destination.Keyed(), leaves && r.plan.maxErrors() == 0:
		// Nothing tells such rows apart, or the server refused none.
	default:
		if err := s.everyRow(ctx, s.missing); err != nil {
			return err
		}
		if s.left > 0 && !leaves {
			if s.seen = w.load.keys; s.seen == nil {
				s.seen = newKeys()
			}
			if err := s.everyRow(ctx, s.again); err != nil {
				return err
			}
		}
	}
	switch {
	case s.left > 0 && d.replaces():
		// Rows that took the place of others are in the table, which has not grown by them.
	case s.left > 0:
		w.counters.written.Add(-s.left)
		w.counters.skipped.Add(s.left)
		if !leaves {
			w.mu.Lock()
			w.issues = append(w.issues, fault.New(fault.Row, "fault.direct.unnamed", "Table", w.plan.Target, "Count", s.left))
			w.mu.Unlock()
		}
	}
	r.stream.send(TableChanged{At: time.Now(), Table: w.snapshot()})
	return r.remember(w, func(t *checkpoint.Table) {
		t.Read, t.Written, t.Left = w.counters.read.Load(), w.counters.written.Load(), w.counters.skipped.Load()
	})
}

// search is a second reading of a table's rows for those that a load has lost.
type search struct {
	run    *run
	work   *work
	writer *target.Writer
	left   int64 // lost rows that are not found yet
	seen   *keys
}

// everyRow reads the table until all lost rows are found.
func (s *search) everyRow(ctx context.Context, look func(ctx context.Context, b *rows.Batch) ([]int, error)) error {
	r, w := s.run, s.work
	if file, ok := r.source.(*sheet.Source); ok {
		heard := file.OnRefused
		file.OnRefused = nil // such rows have been told of
		defer func() { file.OnRefused = heard }()
	}
	var batch rows.Batch
	for _, part := range w.chunks {
		if s.left == 0 {
			return nil
		}
		deliver := func(b *rows.Batch) error {
			found, err := look(ctx, b)
			if err != nil || len(found) == 0 {
				return err
			}
			return s.insert(ctx, part, b, found)
		}
		err := r.source.Read(ctx, w.source, w.columns, part.chunk, r.plan.limit(), func() *rows.Batch { return &batch }, deliver)
		if err != nil {
			return err
		}
	}
	return nil
}

// missing are rows whose key the target does not have.
func (s *search) missing(ctx context.Context, b *rows.Batch) ([]int, error) {
	return s.run.target.Missing(ctx, &s.work.destination, b)
}

// again are rows whose key another row had before them, of the source or of the table.
func (s *search) again(_ context.Context, b *rows.Batch) (found []int, err error) {
	key := make([][]byte, 0, len(s.work.destination.Identity))
	for i := range b.Len() {
		key = key[:0]
		for _, name := range s.work.destination.Identity {
			for column, written := range s.work.names {
				if strings.EqualFold(written, name) {
					value, _ := b.Value(i, column)
					key = append(key, value)
				}
			}
		}
		if s.seen.before(key) {
			found = append(found, i)
		}
	}
	return found, nil
}

// keys remembers keys by their hashes, up to so many.
type keys struct {
	seed maphash.Seed
	seen map[uint64]struct{}
}

// keysAtMost bounds the memory of a search for keys that come twice.
const keysAtMost = 4 << 20

func newKeys() *keys { return &keys{maphash.MakeSeed(), map[uint64]struct{}{}} }

// before tells whether a key has been there, and remembers it.
func (k *keys) before(key [][]byte) bool {
	var h maphash.Hash
	h.SetSeed(k.seed)
	for _, part := range key {
		_, _ = h.Write(part) // a hash takes everything
		_ = h.WriteByte(0)
	}
	sum := h.Sum64()
	_, there := k.seen[sum]
	if !there && len(k.seen) < keysAtMost {
		k.seen[sum] = struct{}{}
	}
	return there
}

// keepKeys remembers the keys of the rows that a table holds before a load, where rows
// with one of these will be lost: afterwards nobody could tell them.
func (r *run) keepKeys(ctx context.Context, w *work) error {
	d, l := &r.plan.Direct, w.load
	if l.held == 0 || l.held > keysAtMost/2 || d.Duplicates == IgnoreDuplicates || d.replaces() || r.plan.maxErrors() == 0 || !w.destination.Keyed() {
		return nil
	}
	l.keys = newKeys()
	return r.target.EachKey(ctx, w.plan.Target, w.destination.Identity, func(key [][]byte) { l.keys.before(key) })
}

// insert has the server judge lost rows by INSERT. What it takes after all is written.
func (s *search) insert(ctx context.Context, part *part, b *rows.Batch, found []int) error {
	r, w := s.run, s.work
	var some rows.Batch
	some.Reset(b.Columns())
	for _, i := range found[:min(int64(len(found)), s.left)] {
		for column := range b.Columns() {
			some.Add(b.Value(i, column))
		}
		some.EndRow(b.Place(i))
	}
	refused := int64(0)
	s.writer.Aim(&w.destination, target.Hooks{
		Refused: func(b *rows.Batch, row int, reason *fault.Error) error {
			counted, err := r.refuse(parcel{part: part, batch: b}, b, row, reason)
			if counted {
				refused++
			}
			return err
		},
		Ready: func(ctx context.Context) error { return ctx.Err() },
		Retrying: func(attempt int, wait time.Duration, reason *fault.Error) {
			w.counters.retries.Add(1)
			r.stream.send(Retrying{At: time.Now(), Table: w.plan.Target, Attempt: attempt, Wait: wait, Reason: reason})
		},
	})
	done, err := s.writer.Write(ctx, &some)
	s.left -= int64(some.Len())
	// They counted as written when the load took them.
	w.counters.written.Add(int64(done.Written) - int64(some.Len()))
	w.counters.skipped.Add(int64(some.Len()) - int64(done.Written) - refused)
	return err
}
