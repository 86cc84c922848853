package app

import (
	"testing"

	"github.com/obferry/obferry/app/demo"
	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
	"github.com/obferry/obferry/views"
)

// ferries are two small plans of one database, as a demo has them.
func ferries(t *testing.T) []*demo.Ferry {
	t.Helper()
	db, from := servertest.Database(t)
	run(t, db, "CREATE TABLE one (id INT PRIMARY KEY)", "INSERT INTO one VALUES (1), (2)",
		"CREATE TABLE two (id INT PRIMARY KEY)", "INSERT INTO two VALUES (1), (2), (3)")
	to, _ := kernel(t)
	source := engine.Endpoint{URL: from.URL(), Password: from.Password}
	catalog, err := engine.Inspect(t.Context(), source)
	if err != nil {
		t.Fatal(err)
	}
	var all []*demo.Ferry
	for _, f := range []demo.Ferry{
		{Name: "shop", Rows: map[string]int64{"one": 2}}, {Name: "quotes", Rows: map[string]int64{"two": 3}},
	} {
		for table := range f.Rows {
			f.Plan, err = engine.Propose(t.Context(), source, engine.Endpoint{URL: to.URL()}, catalog, []string{table})
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, &f)
	}
	return all
}

// TestTourGoesOnByItself carries one plan out after the other, waits where a person
// wants it to, and knows in the end that all is as planned.
func TestTourGoesOnByItself(t *testing.T) {
	d, guide := drive(t), newTour()
	guide.ferries = ferries(t)
	guide.start(d.wizard)
	d.until("the first result", func() bool { return d.model.Tour.State == views.TourWaiting })
	if guide.outcome() == nil {
		t.Error("is content with half of the demo")
	}
	d.HoldTour()
	if d.model.Step != views.ResultStep || d.model.Tour.State != views.TourHeld {
		t.Errorf("step %d, state %d", d.model.Step, d.model.Tour.State)
	}
	d.ContinueTour()
	d.until("the end", func() bool { return d.model.Tour.State == views.TourOver })
	if e := d.model.Tour.Earlier; len(e) != 1 || e[0].Written != 2 || e[0].Verified != 1 {
		t.Errorf("earlier %+v", e)
	}
	if s := guide.summary; s.Rows != 5 || s.Verified != 2 || !s.AsPlanned() || guide.outcome() != nil {
		t.Errorf("%+v, %v", s, guide.outcome())
	}
	d.RunAgain() // what is run now is no longer the demo's
	d.until("another result", func() bool { return !d.model.Run.Active })
	if guide.summary.Rows != 5 {
		t.Errorf("%d rows", guide.summary.Rows)
	}
}

// TestTourIsStopped tells so, and goes on once the same plan was carried out again.
func TestTourIsStopped(t *testing.T) {
	d, guide := drive(t), newTour()
	guide.ferries = ferries(t)
	guide.start(d.wizard)
	d.until("the run", func() bool { return d.model.Run.Active })
	d.Stop()
	d.until("the end of the run", func() bool { return !d.model.Run.Active })
	if f := fault.Of(guide.outcome()); d.model.Tour.State != views.TourStopped || f == nil || f.ID != "fault.demo.stopped" || exitOf(f) != exitInterrupted {
		t.Errorf("state %d, %v", d.model.Tour.State, guide.outcome())
	}
	d.RunAgain()
	d.until("another result", func() bool { return d.model.Tour.State == views.TourWaiting })
	if f := fault.Of(guide.outcome()); f == nil || f.ID != "fault.demo.closed" {
		t.Errorf("%v", guide.outcome())
	}
	d.StartOver() // the window is the person's own
	if d.model.Tour != nil || exitOf(guide.outcome()) != exitInterrupted {
		t.Errorf("%+v, %v", d.model.Tour, guide.outcome())
	}
}
