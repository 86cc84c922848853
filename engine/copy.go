package engine

import (
	"context"
	"sort"
	"sync"
	"time"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/target"
)

// What the engine chooses where a plan says nothing. Measured on two cores against
// the practice kernel: more writers than two or three only wait for each other.
const (
	defaultReaders    = 2
	defaultWriters    = 3
	defaultBatchRows  = 1000
	defaultBatchBytes = 1 << 20
	// chunkRows is how many rows a chunk aims at; chunksAtMost keeps a huge table from
	// becoming a huge list.
	chunkRows    = 100_000
	chunksAtMost = 256
)

func (p *Plan) readers() int { return orElse(p.Readers, defaultReaders) }
func (p *Plan) writers() int { return orElse(p.Writers, defaultWriters) }
func (p *Plan) limit() source.Limit {
	return source.Limit{Rows: orElse(p.BatchRows, defaultBatchRows), Bytes: orElse(p.BatchBytes, defaultBatchBytes)}
}

func orElse(n, otherwise int) int {
	if n > 0 {
		return n
	}
	return otherwise
}

// task is a chunk to be read, parcel a batch to be written.
type (
	task struct {
		work  *work
		chunk source.Chunk
	}
	parcel struct {
		work  *work
		batch *rows.Batch
	}
)

// copy brings the rows across: readers take chunks, writers take batches, and a
// bounded number of batches goes round between them, so that memory does not grow
// with the rows.
func (r *run) copy(ctx context.Context) error {
	r.meter.enter(Copying)
	if err := r.openErrors(); err != nil {
		return err
	}
	writers := r.plan.writers()
	tasks := make(chan task)
	parcels := make(chan parcel, writers)
	free := make(chan *rows.Batch, r.readers+2*writers)
	for range cap(free) {
		free <- &rows.Batch{}
	}
	r.takeRagged()

	var going []*work
	var reading, writing, watching sync.WaitGroup
	for _, w := range r.works {
		if w.alive() {
			going = append(going, w)
			w.pending.Add(1) // until its chunks are dealt out
			watching.Go(func() { r.awaitCopied(w) })
		}
	}
	for range writers {
		writing.Go(func() { r.writeLoop(ctx, parcels, free) })
	}
	for range r.readers {
		reading.Go(func() { r.readLoop(ctx, tasks, parcels, free) })
	}
	r.deal(ctx, going, tasks)
	close(tasks)
	reading.Wait()
	close(parcels)
	writing.Wait()
	watching.Wait()
	return context.Cause(ctx)
}

// deal cuts the tables into chunks, the largest table first, and hands them out.
func (r *run) deal(ctx context.Context, going []*work, tasks chan<- task) {
	sort.SliceStable(going, func(i, j int) bool { return going[i].source.Rows > going[j].source.Rows })
	for _, w := range going {
		r.dealTable(ctx, w, tasks)
		w.pending.Done()
	}
}

func (r *run) dealTable(ctx context.Context, w *work, tasks chan<- task) {
	if w.finished {
		return
	}
	want := int(min(w.source.Rows/chunkRows+1, chunksAtMost))
	chunks, err := r.source.Chunks(w.ctx, w.source, want)
	if err != nil {
		r.fail(w, err)
		return
	}
	for _, c := range chunks {
		w.pending.Add(1)
		select {
		case tasks <- task{w, c}:
		case <-ctx.Done():
			r.fail(w, context.Cause(ctx))
			w.pending.Done()
			return
		}
	}
}

// awaitCopied says that a table is across once nothing of it is under way. Whoever
// drops a chunk or a batch fails its table first: the context alone does not tell,
// since it ends for those who wait on it before it ends for the table.
func (r *run) awaitCopied(w *work) {
	w.pending.Wait()
	r.tellSRIDs(w)
	if !w.alive() {
		return
	}
	r.enter(w, Copied)
	if err := r.journal.put(w.plan.Target, func(e *journalEntry) {
		e.State, e.Read, e.Written = Copied, w.counters.read.Load(), w.counters.written.Load()
	}); err != nil {
		r.warn(err)
	}
}

func (r *run) readLoop(ctx context.Context, tasks <-chan task, parcels chan<- parcel, free chan *rows.Batch) {
	for t := range tasks {
		r.readChunk(ctx, t, parcels, free)
		t.work.pending.Done()
	}
}

func (r *run) readChunk(ctx context.Context, t task, parcels chan<- parcel, free chan *rows.Batch) {
	w := t.work
	if !w.alive() {
		return
	}
	if err := context.Cause(ctx); err != nil {
		r.fail(w, err)
		return
	}
	if w.snapshot().State == Waiting {
		r.enter(w, Running)
		if err := r.journal.put(w.plan.Target, func(e *journalEntry) { e.State = Running }); err != nil {
			r.fail(w, err)
			return
		}
	}
	var held *rows.Batch
	fresh := func() *rows.Batch {
		// Writers give batches back whatever becomes of them, so this ends.
		held = <-free
		return held
	}
	deliver := func(b *rows.Batch) error {
		if err := context.Cause(w.ctx); err != nil {
			return err
		}
		w.counters.read.Add(int64(b.Len()))
		w.countSRIDs(b)
		w.pending.Add(1)
		select {
		case parcels <- parcel{w, b}:
			held = nil
			return nil
		case <-w.ctx.Done():
			w.pending.Done()
			return context.Cause(w.ctx)
		}
	}
	err := r.source.Read(w.ctx, w.source, w.columns, t.chunk, r.plan.limit(), fresh, deliver)
	if held != nil {
		free <- held
	}
	if err != nil {
		r.fail(w, err)
	}
}

func (r *run) writeLoop(ctx context.Context, parcels <-chan parcel, free chan<- *rows.Batch) {
	writer := r.target.NewWriter()
	gate := gateOf(ctx)
	for p := range parcels {
		if err := gate.wait(ctx); err != nil {
			r.fail(p.work, context.Cause(ctx))
		}
		if p.work.alive() {
			r.writeParcel(writer, p)
		}
		free <- p.batch
		p.work.pending.Done()
	}
	if err := writer.Close(); err != nil {
		r.warn(err)
	}
}

func (r *run) writeParcel(writer *target.Writer, p parcel) {
	w := p.work
	writer.Aim(&w.destination, target.Hooks{
		Refused: func(b *rows.Batch, row int, reason *fault.Error) error {
			return r.refuse(w, b, row, reason)
		},
		Retrying: func(attempt int, wait time.Duration, reason *fault.Error) {
			w.counters.retries.Add(1)
			r.stream.send(Retrying{At: time.Now(), Table: w.plan.Target, Attempt: attempt, Wait: wait, Reason: reason})
		},
	})
	n, err := writer.Write(w.ctx, p.batch)
	w.counters.written.Add(int64(n))
	w.counters.bytes.Add(int64(p.batch.Bytes()))
	if err != nil {
		if cause := context.Cause(w.ctx); cause != nil {
			err = cause
		}
		r.fail(w, err)
	}
}
