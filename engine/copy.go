package engine

import (
	"context"
	"sort"
	"sync"
	"time"

	"github.com/obferry/obferry/engine/checkpoint"
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
	// chunkRows is how many rows a chunk aims at: what is read once more, at most, by each
	// reader of a run that goes on. chunksAtMost keeps a huge table from becoming a huge
	// list.
	chunkRows    = 50_000
	chunksAtMost = 10_000
	// partsAtOnce is for how many partitions' sake a batch may hold more rows.
	partsAtOnce = 16
	// flushEvery is how long the checkpoint may lag behind the target.
	flushEvery = 500 * time.Millisecond
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

// memoryFull is the server's code for a tenant whose memory for new rows is full.
const memoryFull = 4030

// parcel is a batch on its way to a writer.
type parcel struct {
	part  *part
	batch *rows.Batch
	// number is the batch's in its part; ragged are the rows before it that could not be
	// read as rows.
	number, ragged int64
}

// copy brings the rows across: readers take chunks, writers take batches, and a
// bounded number of batches goes round between them, so that memory does not grow
// with the rows.
func (r *run) copy(ctx context.Context) error {
	r.meter.enter(Copying)
	r.pace = newPace(r.plan.Pace)
	if err := r.openErrors(); err != nil {
		return err
	}
	writers := r.plan.writers()
	tasks := make(chan *part)
	parcels := make(chan parcel, writers)
	free := make(chan *rows.Batch, r.readers+2*writers)
	for range cap(free) {
		free <- &rows.Batch{}
	}
	r.takeRagged()
	stopped := r.keepStore(ctx)
	defer stopped()

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
	release := r.holdCopied(going)
	r.deal(ctx, going, tasks)
	close(tasks)
	reading.Wait()
	close(parcels)
	writing.Wait()
	r.writeWaiting()
	release()
	watching.Wait()
	if err := context.Cause(ctx); err != nil {
		return err
	}
	return r.overShare(r.refusedOf())
}

// deal cuts the tables into chunks, the largest table first, and hands them out.
func (r *run) deal(ctx context.Context, going []*work, tasks chan<- *part) {
	sort.SliceStable(going, func(i, j int) bool { return going[i].source.Rows > going[j].source.Rows })
	for _, w := range going {
		r.dealTable(ctx, w, tasks)
		w.pending.Done()
	}
}

func (r *run) dealTable(ctx context.Context, w *work, tasks chan<- *part) {
	if w.finished {
		return
	}
	parts, err := r.partsOf(w)
	if err != nil {
		r.fail(w, err)
		return
	}
	for _, p := range parts {
		w.pending.Add(1)
		select {
		case tasks <- p:
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
	if w.alive() {
		if err := r.land(w); err != nil {
			r.fail(w, unlessEnded(w, err))
		}
	}
	if !w.alive() {
		r.undo(w)
		return
	}
	r.enter(w, Copied)
	if err := r.remember(w, func(t *checkpoint.Table) {
		t.Stage, t.Read, t.Written = checkpoint.Copied, w.counters.read.Load(), w.counters.written.Load()-w.takenBack
		t.Left = w.counters.skipped.Load()
	}); err != nil {
		r.end(err)
	}
}

func (r *run) readLoop(ctx context.Context, tasks <-chan *part, parcels chan<- parcel, free chan *rows.Batch) {
	for p := range tasks {
		r.readPart(ctx, p, parcels, free)
		p.work.pending.Done()
	}
}

func (r *run) readPart(ctx context.Context, p *part, parcels chan<- parcel, free chan *rows.Batch) {
	w := p.work
	if !w.alive() {
		return
	}
	if err := context.Cause(ctx); err != nil {
		r.fail(w, err)
		return
	}
	if w.snapshot().State == Waiting {
		r.enter(w, Running)
	}
	var held *rows.Batch
	fresh := func() *rows.Batch {
		// Writers give batches back whatever becomes of them, so this ends.
		held = <-free
		p.fills(held)
		return held
	}
	deliver := func(b *rows.Batch) error {
		if err := context.Cause(w.ctx); err != nil {
			return err
		}
		w.counters.read.Add(int64(b.Len()))
		w.countSRIDs(b)
		w.pending.Add(1)
		number, ragged := p.dispatch()
		select {
		case parcels <- parcel{p, b, number, ragged}:
			held = nil
			return nil
		case <-w.ctx.Done():
			w.counters.skipped.Add(int64(b.Len()))
			w.pending.Done()
			return context.Cause(w.ctx)
		}
	}
	err := r.source.Read(w.ctx, w.source, w.columns, p.chunk, w.limit(r.plan), fresh, deliver)
	if held != nil {
		free <- held
	}
	if err != nil {
		r.fail(w, err)
		return
	}
	p.ended(r.store)
}

func (r *run) writeLoop(ctx context.Context, parcels <-chan parcel, free chan<- *rows.Batch) {
	writer := r.target.NewWriter()
	gate := gateOf(ctx)
	for p := range parcels {
		err := gate.wait(ctx)
		if err == nil {
			err = r.pace.wait(ctx, p.batch.Len(), p.batch.Bytes())
		}
		if err != nil {
			r.fail(p.part.work, context.Cause(ctx))
		}
		if w := p.part.work; w.alive() && w.load != nil {
			r.loadParcel(p)
		} else if w.alive() {
			r.writeParcel(writer, p)
		} else {
			p.part.work.counters.skipped.Add(int64(p.batch.Len()))
		}
		free <- p.batch
		p.part.work.pending.Done()
	}
	if err := writer.Close(); err != nil {
		r.warn(err)
	}
}

func (r *run) writeParcel(writer *target.Writer, p parcel) {
	w := p.part.work
	refused := 0
	try, err := r.retry.try(p.batch)
	if err != nil {
		w.counters.skipped.Add(int64(p.batch.Len()))
		r.end(err)
		return
	}
	writer.Aim(&w.destination, target.Hooks{
		Refused: func(b *rows.Batch, row int, reason *fault.Error) error {
			counted, err := r.refuse(p, b, row, reason)
			try.refused(row)
			if counted {
				refused++
			}
			return err
		},
		Ready: r.brake.Wait,
		Retrying: func(attempt int, wait time.Duration, reason *fault.Error) {
			if reason.Code == memoryFull {
				r.brake.Full()
			}
			w.counters.retries.Add(1)
			r.stream.send(Retrying{At: time.Now(), Table: w.plan.Target, Attempt: attempt, Wait: wait, Reason: reason})
		},
	})
	done, err := writer.Write(w.ctx, p.batch)
	w.counters.written.Add(int64(done.Written))
	w.counters.skipped.Add(int64(p.batch.Len() - done.Written - refused))
	w.counters.bytes.Add(int64(p.batch.Bytes()))
	if err != nil {
		if cause := context.Cause(w.ctx); cause != nil {
			err = cause
		}
		r.fail(w, err)
		return
	}
	if err := try.landed(); err != nil {
		r.end(err)
	}
	p.part.landed(r.store, p.number, tally{
		read: int64(p.batch.Len()) + p.ragged, written: int64(done.Written), left: int64(done.Left), place: p.batch.Place(p.batch.Len() - 1),
	})
}
