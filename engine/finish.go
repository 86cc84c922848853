package engine

import (
	"context"
	"slices"
	"time"
)

// finish runs what had to wait for the rows: foreign keys, on tables that this run
// made. One that the server refuses is kept with its table; the rows stay.
func (r *run) finish(ctx context.Context) {
	r.meter.enter(Finishing)
	for _, w := range r.works {
		if !w.created || !w.alive() {
			continue
		}
		done := r.journal.of(w.plan.Target).Done
		for _, statement := range w.plan.DDL.After {
			if slices.Contains(done, statement) {
				continue // by the run that this one goes on with
			}
			err := r.target.Finish(ctx, w.plan.Target, statement)
			if ctx.Err() != nil {
				return
			}
			r.stream.send(Statement{At: time.Now(), Table: w.plan.Target, SQL: statement, Err: err})
			if err == nil {
				err = r.journal.put(w.plan.Target, func(e *journalEntry) { e.Done = append(e.Done, statement) })
			}
			if err != nil {
				w.mu.Lock()
				w.issues = append(w.issues, err)
				w.mu.Unlock()
			}
		}
	}
}
