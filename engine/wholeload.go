package engine

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/obferry/obferry/engine/checkpoint"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/target/direct"
	"github.com/obferry/obferry/engine/target/load"
)

// door is a way by which rows go past the memstore.
type door interface {
	// Write takes rows, from many goroutines; those that no direct load takes go to refused.
	Write(ctx context.Context, b *rows.Batch, refused func(row int, reason *fault.Error) error) (taken int, err error)
	// Abort leaves the table as it was.
	Abort() error
}

// wholeLoad is the direct load of one table: all its rows, or none. It begins with the
// first row, so that a table without rows is not locked for nothing.
type wholeLoad struct {
	mode Mode
	// held is how many rows the table had before.
	held int64
	// ours tells that an earlier run of the plan may have left a load of its own behind.
	ours bool
	// whole tells that all columns of the table are written, in its own order.
	whole bool

	mu    sync.Mutex // guards what stands below; held while the load begins
	begun bool
	door  door
	err   error

	sent atomic.Int64 // rows that the load has taken
	lost int64        // of them, those that are not there after the commit
	keys *keys        // those that were there before, where they matter
	// committed tells that the rows are there.
	committed atomic.Bool
}

// begin begins a table's load, once, and answers it.
func (r *run) begin(w *work) (door, error) {
	l := w.load
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.begun {
		return l.door, l.err
	}
	l.begun = true
	r.enter(w, Beginning)
	r.stream.send(Loading{At: time.Now(), Table: w.plan.Target, Mode: l.mode, Status: "BEGIN", Limit: beginWithin})
	if l.mode == Load {
		l.door, l.err = r.beginLoad(w)
	} else {
		l.door, l.err = r.beginDirect(w)
	}
	if l.err == nil {
		r.enter(w, Running)
	}
	return l.door, l.err
}

// beginLoad starts a LOAD DATA. A nil pointer must not become a door that is not nil.
func (r *run) beginLoad(w *work) (door, error) {
	d := &r.plan.Direct
	l, err := load.Begin(w.ctx, r.target, load.Options{
		Table: w.plan.Target, Columns: w.names, Parallel: orElse(d.Parallel, defaultParallel), MaxErrors: r.plan.maxErrors(),
		Method: d.Method, Replace: d.replaces(), Writers: r.plan.writers(), Timeout: loadWithin, Begin: beginWithin,
	})
	if err != nil {
		return nil, err
	}
	return l, nil
}

func (r *run) beginDirect(w *work) (door, error) {
	client, err := r.rpc(w.ctx)
	if err != nil {
		return nil, err
	}
	l, err := client.Begin(w.ctx, r.directOptions(w))
	if err != nil {
		return nil, err
	}
	r.stream.send(Loading{At: time.Now(), Table: w.plan.Target, Mode: Direct, Status: "RUNNING", Trace: l.Trace(), Limit: loadWithin})
	return l, nil
}

func (r *run) directOptions(w *work) direct.Options {
	d := &r.plan.Direct
	interval, timeout := d.heartbeat()
	return direct.Options{
		Table: w.plan.Target, Columns: w.destination.Types, Whole: w.load != nil && w.load.whole, Parallel: orElse(d.Parallel, defaultParallel), Writers: r.plan.writers(),
		BufferSize: d.BufferBytes, MaxErrors: r.plan.maxErrors(), Method: d.Method, Duplicates: d.Duplicates,
		Keyed: w.destination.Keyed(), Force: w.load != nil && w.load.ours, HeartbeatInterval: interval, HeartbeatTimeout: timeout,
		Timeout: loadWithin, Begin: beginWithin,
		Status: func(status string) {
			limit := loadWithin
			switch status {
			case "INITIALIZING", "WAITTING":
				limit = beginWithin
			case "RUNNING", "COMMIT": // told with the trace, and by the table's own state
				return
			}
			r.stream.send(Loading{At: time.Now(), Table: w.plan.Target, Mode: Direct, Status: status, Limit: limit})
		},
		Retry: func(reason *fault.Error, wait time.Duration) {
			w.counters.retries.Add(1)
			r.stream.send(Retrying{At: time.Now(), Table: w.plan.Target, Attempt: int(w.counters.retries.Load()), Wait: wait, Reason: reason})
		},
	}
}

// loadParcel hands a batch to a table's load. What has been taken is not across before the
// load is committed, so the checkpoint does not advance by it.
func (r *run) loadParcel(p parcel) {
	w := p.part.work
	refused, taken := 0, 0
	door, err := r.begin(w)
	if err == nil {
		taken, err = door.Write(w.ctx, p.batch, func(row int, reason *fault.Error) error {
			counted, err := r.refuse(p, p.batch, row, reason)
			if counted {
				refused++
			}
			return err
		})
	}
	w.load.sent.Add(int64(taken))
	w.counters.written.Add(int64(taken))
	w.counters.skipped.Add(int64(p.batch.Len() - taken - refused))
	w.counters.bytes.Add(int64(p.batch.Bytes()))
	if err != nil {
		r.fail(w, unlessEnded(w, err))
	}
}

// unlessEnded is why a table's work ended before the error came about, or the error.
func unlessEnded(w *work, err error) error {
	if cause := context.Cause(w.ctx); cause != nil {
		return cause
	}
	return err
}

// land has a table's load sort and merge its rows, when the last of them is in it. That the
// load is being committed, and how many rows it brings, is on disk before: a run that goes
// on after a kill finds out by it whether the rows are there.
func (r *run) land(w *work) error {
	l := w.load
	if l == nil || w.finished || l.door == nil {
		return nil
	}
	sent := l.sent.Load()
	r.enter(w, Committing)
	r.stream.send(Loading{At: time.Now(), Table: w.plan.Target, Mode: l.mode, Status: "COMMIT", Limit: loadWithin})
	err := r.remember(w, func(t *checkpoint.Table) {
		t.Sent, t.Read, t.Written = sent, w.counters.read.Load(), w.counters.written.Load()
	})
	if err != nil {
		return err
	}
	switch door := l.door.(type) {
	case *load.Load:
		_, err = door.Commit(w.ctx)
	case *direct.Load:
		err = door.Commit(w.ctx)
	}
	if err != nil {
		return err
	}
	l.committed.Store(true)
	return r.countLost(w, sent)
}

// undoneWithin is how long an ending run looks whether its load has left anything.
const undoneWithin = 30 * time.Second

// undo ends the load of a table that failed, or whose run ends, and says what has become
// of the table.
func (r *run) undo(w *work) {
	l := w.load
	if l == nil || l.committed.Load() {
		return
	}
	l.mu.Lock()
	began, door := l.begun, l.door
	l.mu.Unlock()
	if !began {
		return
	}
	var err error
	if door != nil {
		err = door.Abort()
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(w.ctx), undoneWithin)
	defer cancel()
	now, failed := r.target.Count(ctx, w.plan.Target)
	sent := w.counters.written.Load()
	switch {
	case failed != nil:
		r.warn(fault.New(fault.Connect, "fault.direct.undone.unseen", "Table", w.plan.Target).Because(errors.Join(err, failed)))
	case now == l.held:
		r.warn(fault.New(fault.Preflight, "fault.direct.undone", "Table", w.plan.Target, "Rows", now))
	default:
		r.warn(fault.New(fault.Connect, "fault.direct.undone.not", "Table", w.plan.Target, "Before", l.held, "Rows", now).Because(err))
	}
	// Nothing of it counts as written: a run that goes on brings all of it anew.
	w.counters.written.Add(-sent)
	w.counters.skipped.Add(sent)
}
