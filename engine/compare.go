package engine

import (
	"context"
	"errors"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/source/mysql"
	"github.com/obferry/obferry/engine/verify"
)

// compare reads both sides of every table again and compares them. The source is
// still seen as it was when its rows were read.
func (r *run) compare(ctx context.Context) error {
	r.meter.enter(Verifying)
	there, err := mysql.Open(ctx, r.to)
	if err != nil {
		return err
	}
	defer func() {
		// Nothing was written over these connections.
		if err := there.Close(); err != nil {
			r.warn(err)
		}
	}()
	if _, _, err := there.Begin(ctx, r.plan.readers()); err != nil {
		return err
	}
	for _, w := range r.works {
		if !w.alive() {
			continue
		}
		if err := r.compareTable(ctx, there, w); err != nil {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			r.fail(w, err)
		}
	}
	return nil
}

func (r *run) compareTable(ctx context.Context, there *mysql.Source, w *work) error {
	r.enter(w, Checking)
	sides, err := r.sidesOf(ctx, w, there)
	if err != nil {
		return err
	}
	group, inner := errgroup.WithContext(ctx)
	for i := range sides {
		group.Go(func() error { return sides[i].sum(inner, r, w) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	result := verify.Compare(sides[0].digest, sides[1].digest, w.refused)
	if !result.Equal {
		if result, err = r.explain(ctx, w, sides, result); err != nil {
			return err
		}
	}
	w.mu.Lock()
	w.compare = &result
	w.mu.Unlock()
	r.stream.send(Verified{At: time.Now(), Table: w.plan.Target, Result: result})
	r.enter(w, Finished)
	return nil
}

// side is one end of a comparison.
type side struct {
	source  source.Source
	table   *source.Table
	columns []rows.Column
	// target are the columns as the target has them: by their kinds values are compared.
	target []rows.Column
	digest *verify.Digest
}

// sidesOf are the source's and the target's end, in this order.
func (r *run) sidesOf(ctx context.Context, w *work, there *mysql.Source) ([2]side, error) {
	found, err := r.target.Describe(ctx, w.plan.Target)
	if err == nil && found == nil {
		err = fault.New(fault.Missing, "fault.run.nocounterpart", "Table", w.plan.Target)
	}
	if err != nil {
		return [2]side{}, err
	}
	w.addComputed(found)
	target, err := w.targetColumns(found)
	if err != nil {
		return [2]side{}, err
	}
	if w.refused == nil {
		w.refused = verify.NewRefused(target)
	}
	columns := append([]rows.Column(nil), w.columns...)
	for _, c := range w.source.Columns {
		there := found.Column(c.Name)
		if c.Generated && there != nil && there.Generated && len(w.plan.Columns) == 0 {
			columns = append(columns, c)
			target = append(target, rows.Column{Name: there.Name, Kind: mysql.KindOf(there.Type), Type: there.Type,
				Nullable: there.Nullable, Generated: true})
		}
	}
	key := make([]string, 0, len(found.Columns))
	for _, c := range target {
		if c.Key {
			key = append(key, c.Name)
		}
	}
	other := &source.Table{Name: w.plan.Target, Columns: target, Key: key, Rows: w.counters.written.Load()}
	return [2]side{
		{source: r.source, table: w.source, columns: columns, target: target},
		{source: there, table: other, columns: target, target: target},
	}, nil
}

// sum reads a side into its digest.
func (s *side) sum(ctx context.Context, r *run, w *work) error {
	s.digest = verify.NewDigest(s.target)
	var mu sync.Mutex // guards s.digest while the goroutines' digests are merged
	return s.each(ctx, r, func() (func(*rows.Batch) error, func() error) {
		part := verify.NewDigest(s.target)
		take := func(b *rows.Batch) error {
			w.counters.checked.Add(int64(b.Len()))
			return part.Add(b)
		}
		return take, func() error {
			mu.Lock()
			defer mu.Unlock()
			return s.digest.Merge(part)
		}
	})
}

// errEnough ends a second reading early: as many differing rows are known as were asked for.
var errEnough = errors.New("enough rows found")

// find reads both sides once more, side by side, for rows that differ; only for those
// with the given keys where there are any.
func (r *run) find(ctx context.Context, w *work, sides [2]side, only map[uint64]struct{}) ([]verify.Difference, error) {
	finder := verify.NewFinder(sides[0].digest, sides[1].digest, w.refused, verify.Limit{})
	if len(only) > 0 {
		finder.Only(only)
	}
	group, inner := errgroup.WithContext(ctx)
	for i, name := range []verify.Side{verify.Source, verify.Target} {
		group.Go(func() error {
			return sides[i].each(inner, r, func() (func(*rows.Batch) error, func() error) {
				reader := finder.Reader(name, sides[i].target)
				take := func(b *rows.Batch) error {
					enough, err := reader.Add(b)
					if err == nil && enough {
						err = errEnough
					}
					return err
				}
				return take, func() error { return nil }
			})
		})
	}
	err := group.Wait()
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	if err != nil && !errors.Is(err, errEnough) {
		return nil, err
	}
	return finder.Differences(err == nil), nil
}

// each reads a side's chunks with as many goroutines as the plan has readers. Begin
// gives a goroutine what takes its batches, and what it calls after the last.
func (s *side) each(ctx context.Context, r *run, begin func() (take func(*rows.Batch) error, end func() error)) error {
	chunks, err := s.source.Chunks(ctx, s.table, s.chunksWanted())
	if err != nil {
		return err
	}
	todo := make(chan source.Chunk, len(chunks))
	for _, c := range chunks {
		todo <- c
	}
	close(todo)
	group, ctx := errgroup.WithContext(ctx)
	for range min(r.plan.readers(), len(chunks)) {
		group.Go(func() error {
			take, end := begin()
			var batch rows.Batch
			fresh := func() *rows.Batch { return &batch }
			for chunk := range todo {
				if err := s.source.Read(ctx, s.table, s.columns, chunk, r.plan.limit(), fresh, take); err != nil {
					return err
				}
			}
			return end()
		})
	}
	return group.Wait()
}

func (s *side) chunksWanted() int { return int(min(s.table.Rows/chunkRows+1, chunksAtMost)) }
