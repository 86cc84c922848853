package app

import (
	"time"

	"github.com/obferry/obferry/app/demo"
	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/views"
)

// tour shows a demo in the window: it carries the demo's plans out one after the
// other by itself, and leaves a moment to see what each came to. A person may stop
// it, have it wait, or close the window at any time.
type tour struct {
	w       *wizard
	ferries []*demo.Ferry
	began   time.Time
	summary *demo.Summary
	// heard is what each run has said, by the ferry's name.
	heard map[string]*record
	// at is the ferry that is shown.
	at int
	// wait ends the moment between two runs.
	wait *time.Timer
	// err is why a plan could not even be begun.
	err error
}

// betweenRuns is how long a result stands before the next run begins.
const betweenRuns = 4 * time.Second

// newTour is a tour that begins now, with nothing to show yet.
func newTour() *tour {
	return &tour{began: time.Now(), summary: &demo.Summary{}, heard: map[string]*record{}}
}

// start shows the first plan in a window.
func (t *tour) start(w *wizard) {
	t.w, w.tour = w, t
	t.show()
}

// show loads the plan whose turn it is and carries it out.
func (t *tour) show() {
	m := &views.TourModel{Now: t.at + 1, All: len(t.ferries)}
	for _, p := range t.summary.Passages {
		m.Earlier = append(m.Earlier, passage(p))
	}
	if t.at+1 < len(t.ferries) {
		m.Next = ferryName(t.ferries[t.at+1])
	}
	t.w.model.Tour = m
	t.w.load(t.ferries[t.at].Plan, t.w.Run, func() {})
}

func ferryName(f *demo.Ferry) views.Sentence { return views.Sentence{ID: "demo.ferry." + f.Name} }

// passage is what a run came to, in figures.
func passage(p demo.Passage) views.Passage {
	shown := views.Passage{Name: ferryName(p.Ferry), Tables: len(p.Result.Tables), Written: p.Result.Written, Refused: p.Result.Rejected}
	for _, t := range p.Result.Tables {
		if t.Compared != nil && t.Compared.Equal {
			shown.Verified++
		}
	}
	return shown
}

// over tells whether the last run has come to its end. What a person runs after that
// is no longer the demo's.
func (t *tour) over() bool { return t.w.model.Tour.State == views.TourOver }

// listen is what hears the events of the run that begins.
func (t *tour) listen() func(engine.Event) {
	if t.over() {
		return func(engine.Event) {}
	}
	t.w.model.Tour.State = views.TourRunning
	r := &record{}
	t.heard[t.ferries[t.at].Name] = r
	return r.hear
}

// ran takes in what a run came to.
func (t *tour) ran(result *engine.Result) {
	if t.over() {
		return
	}
	t.summary.Add(t.ferries[t.at], result)
	t.summary.Elapsed = time.Since(t.began)
	m := t.w.model.Tour
	switch {
	case !ended(result):
		m.State = views.TourStopped
	case t.at+1 == len(t.ferries):
		m.State = views.TourOver
	default:
		m.State = views.TourWaiting
		t.wait = time.AfterFunc(betweenRuns, func() { t.w.ui(t.waited) })
	}
}

// ended tells whether a run has come to its end, and was not cut off.
func ended(r *engine.Result) bool {
	return r.Status == engine.StatusDone || r.Status == engine.StatusPartial
}

// waited goes on, unless the person has gone to look at something.
func (t *tour) waited() {
	if t.w.model.Tour.State != views.TourWaiting || t.w.closing {
		return
	}
	if t.w.model.Step != views.ResultStep || t.w.window.Canvas().Overlays().Top() != nil {
		t.hold()
		return
	}
	t.goOn()
}

func (t *tour) hold() {
	if t.w.model.Tour.State != views.TourWaiting {
		return
	}
	t.wait.Stop()
	t.w.model.Tour.State = views.TourHeld
	t.w.refresh()
}

func (t *tour) goOn() {
	if s := t.w.model.Tour.State; s != views.TourWaiting && s != views.TourHeld || t.w.model.Work != nil {
		return
	}
	t.wait.Stop()
	t.at++
	t.show()
}

// failed hears that a plan could not be begun.
func (t *tour) failed(err error) {
	t.err = err
	t.w.model.Tour.State = views.TourStopped
}

// outcome is nil where every run has come to its end.
func (t *tour) outcome() error {
	done := 0
	var last *engine.Result
	for _, p := range t.summary.Passages {
		if last = p.Result; ended(last) {
			done++
		}
	}
	switch {
	case done > 0 && done == len(t.ferries):
		return nil
	case t.err != nil:
		return t.err
	case last != nil && last.Status == engine.StatusFailed:
		return last.Err
	case last != nil && last.Status == engine.StatusInterrupted:
		return fault.New(fault.Interrupted, "fault.demo.stopped", "Done", done, "All", len(t.ferries))
	}
	return fault.New(fault.Interrupted, "fault.demo.closed", "Done", done, "All", len(t.ferries))
}

// HoldTour keeps a demo from going on by itself.
func (w *wizard) HoldTour() {
	if w.tour != nil {
		w.tour.hold()
	}
}

// ContinueTour lets a demo go on at once.
func (w *wizard) ContinueTour() {
	if w.tour != nil {
		w.tour.goOn()
	}
}

// leaveTour makes the window the person's own.
func (w *wizard) leaveTour() {
	if w.tour != nil && w.tour.wait != nil {
		w.tour.wait.Stop()
	}
	w.tour, w.model.Tour = nil, nil
}
