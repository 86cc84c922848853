package app

import (
	"context"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/words"
	"github.com/obferry/obferry/views"
)

// wizard carries out what a person wants in the window. Its model is changed on the
// main goroutine alone; everything that may take a while runs on another one and
// comes back by [wizard.ui].
type wizard struct {
	ctx    context.Context
	window fyne.Window
	model  *views.Model
	frame  *views.Frame
	// ui runs a function on the main goroutine, later: the one seam between threads.
	ui func(func())
	// shut closes the window, once.
	shut func()
	// remember keeps the settings; nil keeps none.
	remember func()

	// cancel ends the work under way, nil where there is none.
	cancel context.CancelFunc
	// gate and stop are of the run under way.
	gate *engine.Gate
	stop context.CancelFunc
	// named is set once a person has named the target's database.
	named bool
	// tour is the demo that shows itself; nil where a person decides.
	tour *tour
	// runs keeps the plans of runs until they have ended; kept is the one of the plan
	// in the window, nil before its run began; interrupted are those of the Source step.
	runs        runs
	kept        *keptRun
	interrupted []*keptRun
	// closing is set once the window is to close as soon as nothing runs.
	closing bool
	// recheck runs the checks again after a pause in typing.
	recheck *time.Timer
	// busy counts goroutines that have not ended.
	busy sync.WaitGroup
}

var _ views.Intents = (*wizard)(nil)

// newWizard is an empty wizard in a window.
func newWizard(ctx context.Context, window fyne.Window, dark bool) *wizard {
	w := &wizard{ctx: ctx, window: window, model: newModel(), ui: fyne.Do}
	w.model.Dark = dark
	w.shut = sync.OnceFunc(window.Close)
	window.SetPadded(false)
	window.SetCloseIntercept(w.askClose)
	window.SetOnDropped(w.dropped)
	window.Canvas().SetOnTypedKey(w.typed)
	return w
}

func newModel() *views.Model {
	m := &views.Model{}
	m.Source.Form = views.Form{Host: "127.0.0.1", Port: "3306", User: "root"}
	m.Target.Door = views.PracticeDoor
	m.Target.Form = views.Form{Host: "127.0.0.1", Port: "2881", User: "root"}
	m.Objects.UI.Selected, m.Run.UI.Selected = -1, -1
	return m
}

// look builds the window's content anew, in the language spoken and the theme chosen.
// The state is the model's, so nothing is lost.
func (w *wizard) look() {
	fyne.CurrentApp().Settings().SetTheme(views.Theme{Dark: w.model.Dark})
	w.frame = views.NewFrame(w.model, w, w.window)
	w.window.SetTitle(words.Say("view.app.name"))
	w.window.SetContent(w.frame.Object())
}

func (w *wizard) refresh() {
	if w.frame != nil {
		w.frame.Refresh()
	}
}

// Open goes to a step that was reached.
func (w *wizard) Open(step views.Step) {
	if w.model.Work != nil || step > w.model.Reached() {
		return
	}
	w.enter(step)
}

// enter shows a step and begins what it needs.
func (w *wizard) enter(step views.Step) {
	w.model.Step = step
	w.model.Notice = views.Sentence{}
	switch step {
	case views.SourceStep:
		w.findKept()
	case views.TargetStep:
		w.findPractice()
	case views.OptionsStep:
		if !w.model.Options.Checked {
			w.RunPreflight()
		}
	}
	w.refresh()
}

// Next goes on, by way of the test where a step has one.
func (w *wizard) Next() {
	if w.model.Work != nil || views.Missing(w.model) != "" {
		return
	}
	switch w.model.Step {
	case views.SourceStep:
		if w.model.Catalog == nil {
			w.TestSource()
			return
		}
	case views.TargetStep:
		if w.model.Info == nil || w.model.Plan == nil {
			w.TestTarget()
			return
		}
	case views.OptionsStep:
		w.Run()
		return
	case views.ResultStep:
		w.StartOver()
		return
	}
	w.enter(w.model.Step + 1)
}

// Back goes to the step before.
func (w *wizard) Back() {
	if w.model.Work == nil && !w.model.Run.Active && w.model.Step > views.SourceStep {
		w.enter(w.model.Step - 1)
	}
}

// Cancel ends the work that goes on; where none does it closes the window.
func (w *wizard) Cancel() {
	if w.cancel != nil {
		w.cancel()
		return
	}
	w.askClose()
}

// StartOver begins another migration; both ends stay as they were typed.
func (w *wizard) StartOver() {
	if w.model.Run.Active {
		return
	}
	w.leaveTour()
	w.leaveKept()
	dark, from, to := w.model.Dark, w.model.Source, w.model.Target
	*w.model = *newModel()
	w.model.Dark, w.model.Source, w.model.Target = dark, from, to
	w.model.Source.Stages, w.model.Target.Stages = nil, nil
	w.enter(views.SourceStep)
}

// SwitchLanguage speaks another language from now on.
func (w *wizard) SwitchLanguage(to words.Language) {
	words.Speak(to)
	w.changedLook()
}

// SwitchTheme turns the lights on or off.
func (w *wizard) SwitchTheme(dark bool) {
	w.model.Dark = dark
	w.changedLook()
}

func (w *wizard) changedLook() {
	w.look()
	if w.remember != nil {
		w.remember()
	}
}

// Copy puts text on the clipboard.
func (w *wizard) Copy(text string) {
	fyne.CurrentApp().Clipboard().SetContent(text)
	w.model.Notice = views.Sentence{ID: "view.notice.copied"}
	w.refresh()
}

// typed is a key that no field took: Enter goes on, Esc back; over a dialog Esc closes
// it, and nothing else is meant for the page below.
func (w *wizard) typed(e *fyne.KeyEvent) {
	if dialog := w.window.Canvas().Overlays().Top(); dialog != nil {
		if e.Name == fyne.KeyEscape {
			dialog.Hide()
		}
		return
	}
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		w.Next()
	case fyne.KeyEscape:
		if w.cancel != nil {
			w.cancel()
		} else {
			w.Back()
		}
	}
}

// dropped takes the first of the files dropped onto the window.
func (w *wizard) dropped(_ fyne.Position, files []fyne.URI) {
	if len(files) == 0 || w.model.Step != views.SourceStep || w.model.Work != nil {
		return
	}
	w.ChooseSource(views.FileDoor)
	w.ChooseFile(files[0].Path())
	w.look() // the field that holds the path was not typed into
}

// askClose closes the window, and asks before it ends a run.
func (w *wizard) askClose() {
	if !w.model.Run.Active {
		w.quit()
		return
	}
	question := "view.ask.close.question"
	if w.kept == nil {
		question = "view.ask.close.unkept"
	}
	ask := dialog.NewConfirm(words.Say("view.ask.close.title"), words.Say(question), func(yes bool) {
		if yes {
			w.quit()
		}
	}, w.window)
	ask.SetConfirmText(words.Say("view.ask.close.yes"))
	ask.SetDismissText(words.Say("view.ask.close.no"))
	ask.SetConfirmImportance(widget.DangerImportance)
	ask.Show()
}

// quit ends what goes on and closes the window once it has ended.
func (w *wizard) quit() {
	if w.closing {
		return
	}
	w.closing = true
	if w.remember != nil {
		w.remember()
	}
	if w.stop != nil {
		w.Stop()
	}
	if w.cancel != nil {
		w.cancel()
	}
	w.leaveIfClosing()
}

// leaveIfClosing closes the window once nothing goes on any more.
func (w *wizard) leaveIfClosing() {
	if w.closing && w.model.Work == nil && !w.model.Run.Active {
		w.shut()
	}
}

// patience is how long the end of the program waits for goroutines: a trial drops its
// scratch database, a start of the kernel its process.
const patience = 30 * time.Second

// finish waits until everything that was begun has ended.
func (w *wizard) finish() {
	if w.stop != nil {
		w.stop()
	}
	if w.cancel != nil {
		w.cancel()
	}
	ended := make(chan struct{})
	go func() { w.busy.Wait(); close(ended) }()
	defer w.leaveKept()
	select {
	case <-ended:
	case <-time.After(patience):
	}
}
