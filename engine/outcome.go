package engine

import (
	"context"
	"os"
	"sort"
	"strconv"
	"time"

	"github.com/obferry/obferry/engine/fault"
)

// result gathers what the run came to, and writes what is to be written about it.
func (r *run) result(err error) *Result {
	result := &Result{Began: r.began, Left: r.left, Sessions: r.sessions, Err: err}
	r.mu.Lock()
	result.Pauses, result.PausedFor = r.pauses, r.paused
	r.mu.Unlock()
	for _, w := range r.works {
		w.conclude(err)
		result.add(w)
	}
	if r.errors != nil {
		r.meter.enter(Reporting)
		if r.store.Kept() && (err != nil || !r.allCopied()) {
			r.errors.Keep() // there is something to resume
		}
		path, _, failed := r.errors.Close()
		result.Errors = path
		switch {
		case failed != nil && result.Err == nil:
			result.Err = failed
		case failed != nil && !sameFault(failed, result.Err):
			r.warn(failed) // it names where the rows lie
		}
	}
	r.endRetry(result)
	result.Elapsed = time.Since(r.began)
	result.Status = result.status()
	if r.plan.Report != "" && len(r.works) > 0 {
		switch failed := r.report(result); {
		case failed == nil:
			result.Report = r.plan.Report
		case result.Err == nil:
			result.Err, result.Status = failed, StatusFailed
		default:
			r.warn(failed)
		}
	}
	r.meter.enter(Done)
	return result
}

// sameFault tells whether an error is told already by another.
func sameFault(err, told error) bool {
	one, other := fault.Of(err), fault.Of(told)
	return one != nil && other != nil && one.ID == other.ID
}

// conclude settles the state of a table when the run is over.
func (w *work) conclude(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.state == Failed, w.state == Finished:
	case err != nil && isInterrupt(err) && w.state != Waiting:
		w.state = Interrupted
	case err == nil && (w.state == Copied || w.state == Checking):
		w.state = Finished
	}
	w.fail(context.Canceled) // frees the context; the state stands
}

func (result *Result) add(w *work) {
	s := w.snapshot()
	w.mu.Lock()
	one := TableResult{TableState: s, Created: w.created, Compared: w.compare, Failures: w.issues}
	for _, g := range w.groups {
		one.Groups = append(one.Groups, *g)
	}
	w.mu.Unlock()
	sort.Slice(one.Groups, func(i, j int) bool { return one.Groups[i].Count > one.Groups[j].Count })
	result.Tables = append(result.Tables, one)
	result.Read += s.Read
	result.Written += s.Written
	result.Rejected += s.Rejected
	result.Skipped += s.Skipped
}

// status is what all of it comes to in a word.
func (result *Result) status() Status {
	switch {
	case result.Err != nil && isInterrupt(result.Err), fault.Is(result.Err, fault.Interrupted):
		return StatusInterrupted
	case result.Err != nil:
		return StatusFailed
	}
	for _, t := range result.Tables {
		if t.Err != nil || t.Rejected > 0 || len(t.Failures) > 0 || t.Compared != nil && !t.Compared.Equal {
			return StatusPartial
		}
	}
	return StatusDone
}

// errorsPath is where the error spreadsheet goes.
func (p *Plan) errorsPath(began time.Time) string {
	if p.Errors != "" {
		return p.Errors
	}
	// Two runs may begin in one second: the process tells them apart.
	return "obferry-errors-" + began.Format("20060102-150405") + "-" + strconv.Itoa(os.Getpid()) + ".xlsx"
}
