package views

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/obferry/obferry/icons"
)

// InterruptedRun is a run that was cut off and can be gone on with.
type InterruptedRun struct {
	Began time.Time
	// Source and Target are both ends in short.
	Source, Target string
}

// mostInterrupted is how many are offered: older ones wait until those are dealt with.
const mostInterrupted = 3

// interruptedRuns offers to go on with runs, or to forget them; nil where there are none.
func interruptedRuns(m *Model, do Intents) fyne.CanvasObject {
	all := m.Source.Interrupted
	if len(all) == 0 {
		return nil
	}
	list := stack(Grid / 2)
	for i, r := range all[:min(len(all), mostInterrupted)] {
		resume := button(say("source.resume"), icons.Of(icons.Play), func() { do.ResumeRun(i) })
		forget := widget.NewButton(say("source.forget"), func() { do.ForgetRun(i) })
		enable(resume, m.Work == nil)
		enable(forget, m.Work == nil)
		says := say("source.interrupted", "Date", r.Began.Format("2006-01-02 15:04"), "Source", r.Source, "Target", r.Target)
		list.Add(row(newPicture(icons.Warning, colorWarn, 20), grow(Grid*10, newText(says)), resume, forget))
	}
	return note(colorWarnSoft, list)
}
