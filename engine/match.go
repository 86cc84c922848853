package engine

import (
	"context"
	"errors"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/source/mysql"
	"github.com/obferry/obferry/engine/target"
	"github.com/obferry/obferry/engine/verify"
)

// matchBytes is how much memory matching the rows of one table may take: for four
// million of them at a time.
const matchBytes = 64 << 20

// explain looks closer at sides whose sums differ. In a table that held rows before
// the run, the source's rows are found again one by one: that the target has more is
// no difference then. What is one gets its examples.
func (r *run) explain(ctx context.Context, w *work, sides [2]side, result verify.Comparison) (verify.Comparison, error) {
	var only map[uint64]struct{}
	if len(w.identity) > 0 {
		matcher, err := r.match(ctx, w, sides)
		switch {
		case errors.Is(err, verify.ErrTooMany):
			r.warn(fault.New(fault.Resource, "fault.run.unmatched", "Table", w.plan.Target))
		case err != nil:
			return result, err
		case matcher != nil:
			result = matcher.Compare()
			// More rows than were there before: somebody else has written, or we have doubled.
			grew := w.before < target.CountedUpTo && result.Extra > w.before
			result.Equal = result.Equal && !grew
			only = matcher.Examples()
		}
	}
	if result.Equal {
		return result, nil
	}
	var err error
	result.Differing, err = r.find(ctx, w, sides, only)
	return result, err
}

// match finds the source's rows in the target; nil where they cannot be matched.
func (r *run) match(ctx context.Context, w *work, sides [2]side) (*verify.Matcher, error) {
	matcher := verify.NewMatcher(sides[0].digest, sides[1].digest, w.refused)
	if matcher == nil {
		return nil, nil
	}
	parts, err := w.parts(ctx, sides)
	if err != nil {
		return nil, err
	}
	todo := make(chan [2]source.Chunk, len(parts))
	for _, p := range parts {
		todo <- p
	}
	close(todo)
	readers := min(r.plan.readers(), len(parts))
	group, ctx := errgroup.WithContext(ctx)
	for range readers {
		group.Go(func() error {
			pass := matcher.Pass(sides[0].target, sides[1].target, len(parts), matchBytes/readers)
			for part := range todo {
				if err := r.matchPart(ctx, pass, sides, part); err != nil {
					return err
				}
			}
			return pass.Close()
		})
	}
	return matcher, group.Wait()
}

func (r *run) matchPart(ctx context.Context, pass *verify.Pass, sides [2]side, part [2]source.Chunk) error {
	var batch rows.Batch
	fresh := func() *rows.Batch { return &batch }
	pass.Begin()
	for pass.Next() {
		for i, take := range []func(*rows.Batch) error{pass.Hold, pass.Match} {
			s := &sides[i]
			if err := s.source.Read(ctx, s.table, s.columns, part[i], r.plan.limit(), fresh, take); err != nil {
				return err
			}
		}
	}
	return pass.Err()
}

// parts cuts both sides alike, by ranges of an integer that is part of the key on
// either side; else into the one part that is everything.
func (w *work) parts(ctx context.Context, sides [2]side) ([][2]source.Chunk, error) {
	here := &sides[0]
	chunks, err := here.source.Chunks(ctx, here.table, here.chunksWanted())
	if err != nil {
		return nil, err
	}
	var parts [][2]source.Chunk
	for _, c := range chunks {
		name, ok := w.ranged(c.Column, sides[1].columns)
		if !ok {
			return [][2]source.Chunk{{}}, nil
		}
		parts = append(parts, [2]source.Chunk{c, mysql.Range(name, c.From, c.Below)})
	}
	return parts, nil
}

// ranged is the target's name for the column that a chunk of the source is a range of,
// where the target's rows can be cut by it alike.
func (w *work) ranged(column string, there []rows.Column) (name string, ok bool) {
	at := slices.IndexFunc(w.columns, func(c rows.Column) bool { return column != "" && c.Name == column })
	if at < 0 {
		return "", false
	}
	c := there[at] // what is written comes first, in the same order
	return c.Name, c.Key && c.Kind == rows.Integer
}
