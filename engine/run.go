package engine

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/obferry/obferry/engine/brake"
	"github.com/obferry/obferry/engine/checkpoint"
	"github.com/obferry/obferry/engine/practice"
	"github.com/obferry/obferry/engine/report"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/source/refused"
	"github.com/obferry/obferry/engine/source/sheet"
	"github.com/obferry/obferry/engine/target"
	"github.com/obferry/obferry/engine/target/direct"
	"github.com/obferry/obferry/profiles"
)

// run is one Run under way.
type run struct {
	plan    *Plan
	verify  bool
	write   bool
	began   time.Time
	stream  *feed
	meter   *meter
	works   []*work
	from    profiles.Address
	to      profiles.Address
	source  source.Source
	target  *target.Target
	errors  *report.Errors
	store   *checkpoint.Store
	readers int
	// marks is the table that [run.makeMarks] has made.
	marks string
	left  []LeftBehind
	retry *retry
	// sessions are the variables of the connections to both ends.
	sessions []Session
	lockTold sync.Once // what a direct load locks has been told
	fewTold  atomic.Bool
	landing  *landing // the practice kernel's RPC port
	// stop ends the run's context; use end where the run ends for a reason of its own.
	stop context.CancelCauseFunc

	brake *brake.Brake
	pace  pace

	refusing sync.Mutex // held while a row is refused

	rpcMu     sync.Mutex // guards rpcClient, and is held while it logs in
	rpcClient *direct.Client

	mu       sync.Mutex // guards what stands below
	warnings []error
	pauses   int           // for the memstore's sake
	paused   time.Duration // in all of them
	ended    error         // the run's own reason to end, nil while it goes on
}

// Run carries a plan out. Observe hears every event, from one goroutine. The
// Result is never nil; the error is its Err. Where the context ends, what is under
// way is dropped, what has been written stays, and the same plan can be run again.
//
// The plan must not be touched meanwhile: Run fills in what it leaves open, such as
// its tables where it names none, and their DDL.
func Run(ctx context.Context, plan *Plan, observe func(Event)) (*Result, error) {
	return start(ctx, plan, observe, true, plan.Verify)
}

// Verify compares the tables of a plan without writing anything.
func Verify(ctx context.Context, plan *Plan, observe func(Event)) (*Result, error) {
	return start(ctx, plan, observe, false, true)
}

func start(ctx context.Context, plan *Plan, observe func(Event), write, compare bool) (*Result, error) {
	r := &run{plan: plan, write: write, verify: compare, began: time.Now(), stream: newFeed(observe)}
	r.meter = newMeter(r.stream)
	ctx, r.stop = context.WithCancelCause(ctx)
	defer r.stop(nil)
	err := r.tidy(ctx, r.carry(ctx))
	result := r.result(err)
	r.meter.close()
	r.stream.close()
	return result, result.Err
}

// carry goes through the phases. An error ends the run; what ends only one table is
// kept with that table.
func (r *run) carry(ctx context.Context) error {
	if err := r.plan.check(); err != nil {
		return err
	}
	if r.write {
		if err := r.plan.probeFiles(r.began); err != nil {
			return err
		}
		if err := r.openStore(); err != nil {
			return err
		}
	}
	if err := r.connect(ctx); err != nil {
		return err
	}
	if err := r.list(ctx); err != nil {
		return err
	}
	if r.write {
		if r.plan.Mode == Direct { // before anything is made
			if _, err := r.rpc(ctx); err != nil {
				return err
			}
		}
		if err := r.prepare(ctx); err != nil {
			return err
		}
	}
	// Statements around the rows have run before the source's moment is taken, in prepare:
	// they are the target's, may take long, and a snapshot held meanwhile costs the source.
	// Where both ends are one server, the rows are those that PreSQL has left, as they are
	// for DataX, whose writer prepares before its reader reads.
	r.holdWanted()
	granted, warning, err := r.source.Begin(ctx, r.plan.readers())
	if warning != nil {
		r.warn(warning)
	}
	if err != nil {
		return err
	}
	r.readers = granted
	if r.write {
		stop := r.watchMemstore(ctx)
		err := r.copy(ctx)
		stop()
		if err != nil {
			return err
		}
		if err := r.nameLost(ctx); err != nil {
			return err
		}
		r.finish(ctx)
	}
	if r.verify {
		if err := r.compare(ctx); err != nil {
			return err
		}
	}
	return context.Cause(ctx)
}

// connect opens both ends; the target's database is made where the plan allows it.
func (r *run) connect(ctx context.Context) (err error) {
	r.meter.enter(Connecting)
	if r.from, err = r.plan.Source.Address(); err != nil {
		return err
	}
	to, err := r.plan.Target.Address()
	if err != nil {
		return err
	}
	if r.source, err = openSource(ctx, r.from, r.plan); err != nil {
		return err
	}
	switch file := r.source.(type) {
	case *sheet.Source:
		file.Settled = r.plan.settled()
	case *refused.Source:
		if err := r.beginRetry(file); err != nil {
			return err
		}
	}
	if r.to, err = resolveTarget(ctx, to, r.from, func(s practice.Stage) {
		r.stream.send(PracticeStage{At: time.Now(), Stage: s})
	}); err != nil {
		return err
	}
	if r.write && r.plan.Create {
		if _, err := target.EnsureDatabase(ctx, r.to); err != nil {
			return atRPCPort(ctx, r.to.Host, r.to.Port, err)
		}
	}
	if r.target, err = target.Open(ctx, r.to, r.rules()); err != nil {
		return atRPCPort(ctx, r.to.Host, r.to.Port, err)
	}
	if r.write && to.Kind == profiles.Practice {
		if err := r.readyPractice(ctx); err != nil {
			return err
		}
	}
	r.tellSessions(ctx)
	return nil
}

// list matches the plan's tables with the source's. A plan without tables takes all.
func (r *run) list(ctx context.Context) error {
	r.meter.enter(Reading)
	catalog, err := catalogOf(ctx, r.from, r.source)
	if err != nil {
		return err
	}
	r.left = catalog.Left
	plan := r.plan
	if len(plan.Tables) == 0 {
		all, err := Propose(ctx, plan.Source, plan.Target, catalog, nil)
		if err != nil {
			return err
		}
		plan.Tables = all.Tables
	}
	wrong := catalog.addQueries(ctx, r.source, plan)
	if r.write && r.retry == nil {
		draw(catalog, plan, func(i int) bool { return !plan.Tables[i].Skip && plan.Tables[i].DDL.Create == "" })
	}
	for i := range plan.Tables {
		one := &plan.Tables[i]
		if one.Skip {
			continue
		}
		w := newWork(ctx, one)
		r.works = append(r.works, w)
		if err = wrong[i]; err == nil {
			w.source, err = chosen(ctx, r.source, catalog, one)
		}
		if err != nil {
			r.fail(w, err)
			continue
		}
		for _, problem := range w.source.Problems {
			r.warn(problem)
		}
		if err := w.mapColumns(); err != nil {
			r.fail(w, err)
		}
	}
	r.tellRetry()
	r.keepApart()
	r.meter.watch(r.works)
	r.stream.send(Surveyed{At: time.Now(), Left: r.left})
	return nil
}

// tidy closes everything, whatever happened, and writes the error spreadsheet.
func (r *run) tidy(ctx context.Context, err error) error {
	cause := context.Cause(ctx)
	if cause != nil {
		err = cause
	}
	err = r.settle(err)
	all := []error{err}
	if r.marks != "" {
		if failed := r.dropMarks(ctx); failed != nil {
			r.warn(failed)
		}
	}
	if r.store != nil {
		failed := r.closeStore(err == nil && r.allCopied() && r.spreadsheetStands())
		if cause != nil && failed != nil {
			r.warn(failed) // the run has its reason; that it resumes worse must be known too
		}
		all = append(all, failed)
	}
	if r.source != nil {
		all = append(all, r.source.Close())
	}
	all = append(all, r.landing.close())
	if r.target != nil {
		all = append(all, r.target.Close())
	}
	if cause != nil {
		return err
	}
	return errors.Join(all...)
}

// spreadsheetStands writes the error spreadsheet of a run that is through, and tells
// whether it is there: not before may the checkpoint go, by which it could be written yet.
func (r *run) spreadsheetStands() bool {
	if r.errors == nil {
		return true
	}
	r.meter.enter(Reporting)
	_, _, err := r.errors.Close()
	return err == nil // the result tells of it
}

// allCopied tells whether there is nothing left to resume.
func (r *run) allCopied() bool {
	for _, w := range r.works {
		if !w.alive() {
			return false
		}
	}
	return true
}

// warn tells of something that ends nothing, and keeps it for the report.
func (r *run) warn(err error) {
	r.mu.Lock()
	r.warnings = append(r.warnings, err)
	r.mu.Unlock()
	r.stream.send(Warned{At: time.Now(), Err: err})
}

// end ends the run for a reason of its own, which is told once, as the run's error: its
// tables did nothing wrong and are only cut off.
func (r *run) end(err error) {
	r.mu.Lock()
	if r.ended == nil {
		r.ended = err
	}
	r.mu.Unlock()
	r.stop(err)
}

// ending is the run's own reason to end; nil while it goes on.
func (r *run) ending() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.ended
}

// fail ends one table's work; the run goes on with the others, unless its checkpoint
// cannot be written: then no table could be resumed, whichever came upon it first.
func (r *run) fail(w *work, err error) {
	if checkpoint.Failed(err) {
		r.end(err)
	}
	if r.ending() != nil {
		err = context.Canceled
	}
	w.failed(err)
	r.stream.send(TableChanged{At: time.Now(), Table: w.snapshot()})
}

func (r *run) enter(w *work, s State) {
	w.enter(s)
	r.stream.send(TableChanged{At: time.Now(), Table: w.snapshot()})
}

// isInterrupt tells whether an error is the end of the run's context.
func isInterrupt(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}
