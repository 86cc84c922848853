package views

import (
	"fyne.io/fyne/v2"

	"github.com/obferry/obferry/icons"
)

// TourState is where a demo stands between two of its runs.
type TourState int

// The states of a tour.
const (
	// TourRunning carries a plan out, or loads it.
	TourRunning TourState = iota
	// TourWaiting goes on by itself in a moment, TourHeld when a person says so.
	TourWaiting
	TourHeld
	// TourStopped is after a run that was not carried to its end.
	TourStopped
	// TourOver is after the last run.
	TourOver
)

// TourModel is a demo that carries out several plans, one after the other.
type TourModel struct {
	State TourState
	// Now is the number, from 1, of the run that is shown, of All.
	Now, All int
	// Next names the next run, where there is one.
	Next Sentence
	// Earlier is what the runs before this one came to, the first one first.
	Earlier []Passage
}

// Passage is what one run of a tour came to.
type Passage struct {
	Name             Sentence
	Tables, Verified int
	Written, Refused int64
}

// tourBox tells where a demo stands; nil where there is none, or while it runs.
func tourBox(m *Model, do Intents) fyne.CanvasObject {
	t := m.Tour
	if t == nil || t.State == TourRunning {
		return nil
	}
	head := row(newPicture(icons.Ferry, colorAccent, 20), strong(say("tour.head", "Now", t.Now, "All", t.All)), newText(tourSays(t)), spacer())
	if t.State == TourWaiting {
		head.Add(button(say("tour.hold"), icons.Of(icons.Pause), do.HoldTour))
	}
	if t.State == TourWaiting || t.State == TourHeld {
		head.Add(button(say("tour.goon"), icons.Of(icons.Play), do.ContinueTour))
	}
	lines := stack(4, head)
	for _, p := range t.Earlier {
		lines.Add(muted(say("tour.earlier", "Name", say("tour.passage", "Name", tell(p.Name), "Count", p.Tables,
			"Rows", count(p.Written), "Verified", p.Verified, "Refused", count(p.Refused)))))
	}
	return note(colorAccentSoft, lines)
}

func tourSays(t *TourModel) string {
	switch t.State {
	case TourWaiting:
		return say("tour.next", "Name", tell(t.Next))
	case TourHeld:
		return say("tour.held", "Name", tell(t.Next))
	case TourStopped:
		return say("tour.stopped")
	default:
		return say("tour.over")
	}
}
