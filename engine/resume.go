package engine

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/obferry/obferry/engine/checkpoint"
	"github.com/obferry/obferry/engine/fault"
)

// openStore opens the checkpoint beside a saved plan. A plan that was never saved has
// nothing that outlives the process.
func (r *run) openStore() (err error) {
	path := ""
	if r.plan.path != "" {
		path = r.plan.path + checkpoint.Suffix
		if r.plan.Resume && !r.plan.Retry && !Begun(r.plan.path) {
			r.warn(fault.New(fault.Preflight, "fault.resume.anew", "Path", r.plan.path))
		}
	}
	if r.store, err = checkpoint.Open(path); err != nil || !r.plan.Resume {
		return err
	}
	return r.sameEnds()
}

// beginStore begins the checkpoint anew for a run that does not go on with an earlier
// one. Nothing is forgotten before both ends have answered.
func (r *run) beginStore() error {
	marks := r.store.Run().Marks // of a run that was killed: its table is still to be dropped
	if !r.plan.Resume {
		if err := r.store.Reset(); err != nil {
			return err
		}
	}
	return r.store.PutRun(func(kept *checkpoint.Run) {
		kept.From, kept.To, kept.Marks = r.plan.Source.URL, r.plan.Target.URL, marks
	})
}

// sameEnds refuses a checkpoint of a run between other places.
func (r *run) sameEnds() error {
	kept := r.store.Run()
	for _, end := range []struct{ id, was, is string }{
		{"fault.resume.source", kept.From, r.plan.Source.URL},
		{"fault.resume.target", kept.To, r.plan.Target.URL},
	} {
		if end.was != "" && end.was != end.is {
			return fault.New(fault.Input, end.id, "Was", end.was, "Is", end.is)
		}
	}
	return nil
}

// origin is what a table's rows are taken from, as a checkpoint keeps it.
func (w *work) origin() map[string]string {
	columns := make([]string, len(w.columns))
	for i, c := range w.columns {
		columns[i] = c.Name + " " + c.Type + " > " + w.names[i]
	}
	o := map[string]string{"table": w.plan.Source, "columns": strings.Join(columns, ", ")}
	for name, value := range map[string]string{
		"key": strings.Join(w.source.Key, ", "), "where": w.plan.Where, "query": w.plan.Query, "split": w.plan.Split,
		"state": w.source.State,
	} {
		if value != "" {
			o[name] = value
		}
	}
	return o
}

// sameOrigin refuses to go on with a table whose source is not as it was: rows that are
// across would be of another moment, or another shape, than those that follow.
func (w *work) sameOrigin(earlier checkpoint.Table) error {
	if earlier.Stage == "" || earlier.Origin == nil {
		return nil
	}
	now := w.origin()
	names := slices.Sorted(maps.Keys(earlier.Origin))
	for name := range now {
		if _, there := earlier.Origin[name]; !there {
			names = append(names, name)
		}
	}
	for _, name := range names {
		was, is := earlier.Origin[name], now[name]
		if was == is || name == "state" && (was == "" || is == "") {
			continue
		}
		return fault.New(fault.Input, "fault.resume."+name, "Table", w.plan.Source, "Was", was, "Is", is)
	}
	return nil
}

// remember changes what the checkpoint says of a table, on disk before it returns. What
// the error spreadsheet holds is on disk before that.
func (r *run) remember(w *work, change func(*checkpoint.Table)) error {
	if err := r.flush(); err != nil {
		return err
	}
	return r.store.PutTable(w.plan.Target, change)
}

// flush writes what has advanced: the refused rows first, so that none of a batch that
// is said to be across can be missing.
func (r *run) flush() error {
	return r.store.Flush(func() error {
		if r.errors == nil {
			return nil
		}
		return r.errors.Sync()
	})
}

// closeStore forgets a run that has come to its end, or never began with a table, and
// keeps any other.
func (r *run) closeStore(ended bool) error {
	if ended || r.store.Blank() {
		return r.store.Remove()
	}
	return errors.Join(r.flush(), r.store.Close())
}

// keepStore flushes the checkpoint until the returned func is called. Where that fails
// the run ends: it could not be resumed.
func (r *run) keepStore(ctx context.Context) (stop func()) {
	if !r.store.Kept() {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		ticker := time.NewTicker(flushEvery)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				if err := r.flush(); err != nil {
					r.end(err)
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}()
	return func() { cancel(); <-done }
}

// partsOf cuts a table into chunks, or takes up those that an earlier run has left.
func (r *run) partsOf(w *work) ([]*part, error) {
	name := w.plan.Target
	chunks := r.store.Chunks(name)
	if len(chunks) == 0 {
		want := int(min(w.source.Rows/chunkRows+1, chunksAtMost))
		cut, err := r.source.Chunks(w.ctx, w.source, want)
		if err != nil {
			return nil, err
		}
		for _, c := range cut {
			chunks = append(chunks, checkpoint.Chunk{Chunk: c})
		}
	}
	var parts []*part
	for i := range chunks {
		c := &chunks[i]
		if c.Done {
			continue
		}
		if c.Place == 0 {
			// Rows without a place cannot be told from those that follow: the chunk is read
			// from its beginning.
			*c = checkpoint.Chunk{Chunk: c.Chunk}
		}
		p := &part{work: w, number: i, chunk: c.Chunk, next: c.Batches, across: c.Batches}
		p.chunk.After = c.Place
		parts = append(parts, p)
	}
	if err := r.store.PutChunks(name, chunks); err != nil {
		return nil, err
	}
	w.chunks = parts
	return parts, r.store.PutTable(name, func(t *checkpoint.Table) { t.Stage, t.Origin = checkpoint.Running, w.origin() })
}
