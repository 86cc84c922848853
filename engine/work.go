package engine

import (
	"context"
	"sync"
	"time"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/target"
	"github.com/obferry/obferry/engine/verify"
)

// work is one table under way.
type work struct {
	plan   *TablePlan
	source *source.Table
	// columns are those that are read and written; names are the target's, by position.
	columns []rows.Column
	names   []string
	// destination is the table as the writers see it.
	destination target.Destination
	created     bool
	// before is how many rows the target's table held before the run began to write into
	// it, up to [target.CountedUpTo]; identity are the columns that tell them apart.
	before   int64
	identity []string
	// load is the direct load that the table goes by; nil for batches.
	load *wholeLoad
	// finished says that an earlier run has already brought the rows across.
	finished bool
	// earlier is what an earlier run has brought across.
	earlier tally
	// takenBack are rows of those that it had refused and a retry has brought across since.
	takenBack int64
	// chunks are those that are to be read.
	chunks []*part

	// ctx ends when the table fails or the run does; fail ends it with a reason.
	ctx  context.Context
	fail context.CancelCauseFunc
	// pending counts the chunks and batches that are not done with.
	pending sync.WaitGroup

	counters counters

	mu      sync.Mutex // guards what stands below
	state   State
	began   time.Time
	ended   time.Time
	err     error
	groups  map[groupKey]*RejectGroup
	unheard int   // refused rows that no event has told of
	reason  error // the first of those
	refused *verify.Digest
	issues  []error // statements of DDL that were refused
	compare *verify.Comparison
	dropped []dropped
}

// groupKey is what makes refused rows alike: the server's code, or what we say where there
// is none, and the column.
type groupKey struct {
	code       int
	id, column string
}

func newWork(ctx context.Context, plan *TablePlan) *work {
	w := &work{plan: plan, state: Waiting, groups: map[groupKey]*RejectGroup{}}
	w.ctx, w.fail = context.WithCancelCause(ctx)
	return w
}

// enter puts the table into a state, unless it has failed already.
func (w *work) enter(s State) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err != nil {
		return
	}
	now := time.Now()
	if w.began.IsZero() && s == Running {
		w.began = now
	}
	if s == Copied || s == Finished {
		w.ended = now
	}
	w.state = s
}

// failed ends the table's work with a reason; the first one stays.
func (w *work) failed(err error) {
	w.mu.Lock()
	if w.err == nil {
		w.err, w.ended = err, time.Now()
		switch {
		case !isInterrupt(err):
			w.state = Failed
		case w.state != Waiting: // what never began still waits
			w.state = Interrupted
		}
	}
	w.mu.Unlock()
	w.fail(err)
}

// alive tells whether the table's work goes on.
func (w *work) alive() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.err == nil
}

// reject counts a refused row and keeps it out of the comparison.
func (w *work) reject(batch *rows.Batch, row int, reason *fault.Error) {
	w.mu.Lock()
	w.refused.AddRow(batch, row)
	w.mu.Unlock()
	w.count(reason)
}

// count adds one refused row to its cause.
func (w *work) count(reason *fault.Error) {
	w.counters.rejected.Add(1)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.unheard++; w.unheard == 1 {
		w.reason = reason
	}
	column, _ := reason.Args["Column"].(string)
	key := groupKey{code: reason.Code, column: column}
	if reason.Code == 0 {
		key.id = reason.ID
	}
	group := w.groups[key]
	if group == nil {
		group = &RejectGroup{Code: reason.Code, Message: reason.Message, Err: reason}
		w.groups[key] = group
	}
	group.Count++
}

func (w *work) newlyRejected() (count int, reason error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	count, reason = w.unheard, w.reason
	w.unheard, w.reason = 0, nil
	return count, reason
}

// snapshot is the table's numbers now.
func (w *work) snapshot() TableState {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := TableState{
		Source: w.plan.Source, Target: w.plan.Target, State: w.state,
		Read: w.counters.read.Load(), Written: w.counters.written.Load(),
		Rejected: w.counters.rejected.Load(), Skipped: w.counters.skipped.Load(), Checked: w.counters.checked.Load(),
		Bytes: w.counters.bytes.Load(), Retries: w.counters.retries.Load(),
		Began: w.began, Ended: w.ended, Err: w.err,
	}
	if w.source != nil {
		s.Total, s.Exact = w.source.Rows, w.source.Exact
	}
	if s.Total < s.Read || w.state == Copied || w.state == Checking || w.state == Finished {
		s.Total, s.Exact = s.Read, w.state != Running
	}
	return s
}

// limit cuts the table's batches. Those of a partitioned table are larger: each is
// written in statements of one partition only.
func (w *work) limit(p *Plan) source.Limit {
	limit := p.limit()
	if parts := w.destination.Route.Parts(); parts > 1 {
		limit.Rows *= min(parts, partsAtOnce)
		limit.Bytes *= min(parts, 4)
	}
	return limit
}
