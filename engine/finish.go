package engine

import (
	"context"
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
		for _, statement := range w.plan.DDL.After {
			err := r.target.Finish(ctx, w.plan.Target, statement)
			if ctx.Err() != nil {
				return
			}
			r.stream.send(Statement{At: time.Now(), Table: w.plan.Target, SQL: statement, Err: err})
			if err != nil {
				w.mu.Lock()
				w.issues = append(w.issues, err)
				w.mu.Unlock()
			}
		}
	}
}
