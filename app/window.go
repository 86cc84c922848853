package app

import (
	"context"
	"errors"
	"os"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/words"
	"github.com/obferry/obferry/icons"
)

// windowID names the program to the desktop.
const windowID = "io.github.obferry.obferry"

// windowOptions is what the command line tells the window.
type windowOptions struct {
	// Config is the directory of the settings, empty for the usual one.
	Config string
	// Language is the one asked for by --lang, empty where the settings decide.
	Language words.Language
	// Tour is a demo to show, nil for an empty wizard.
	Tour *tour
}

// openWindow shows the wizard and returns when it is closed or the context ends. It
// must be called from the main goroutine.
func openWindow(ctx context.Context, o windowOptions) error {
	release, err := canShow(os.Getenv)
	defer release()
	if err != nil {
		return err
	}
	file, err := settingsFile(o.Config)
	if err != nil {
		return err
	}
	remembered := loadSettings(file)
	switch {
	case o.Language != "":
		words.Speak(o.Language)
	case remembered.Language != "":
		words.Speak(remembered.Language)
	}
	a := fyneapp.NewWithID(windowID)
	a.SetIcon(icons.App())
	window := a.NewWindow(words.Say("view.app.name"))
	w := newWizard(ctx, window, remembered.Dark)
	if w.runs, err = runsIn(o.Config); err != nil {
		return err
	}
	w.findKept()
	w.remember = func() {
		// A setting that cannot be kept is no reason to trouble anyone in the middle of
		// a migration: the window merely opens in the old colours.
		_ = settings{Language: words.Spoken(), Dark: w.model.Dark,
			Width: window.Canvas().Size().Width, Height: window.Canvas().Size().Height}.save(file)
	}
	window.Resize(fyne.NewSize(max(remembered.Width, 1280), max(remembered.Height, 800)))
	window.SetMaster()
	w.look()
	stop := context.AfterFunc(ctx, func() { fyne.Do(w.quit) })
	defer stop()
	if o.Tour != nil {
		o.Tour.start(w)
	}
	telling, silence := context.WithCancel(ctx)
	if file := os.Getenv(geometryVariable); file != "" {
		w.busy.Add(1)
		go w.tellGeometry(telling, file)
	}
	window.ShowAndRun()
	silence()
	w.finish()
	if cause := context.Cause(ctx); cause != nil && !errors.Is(cause, context.Canceled) {
		return cause
	}
	return ctx.Err()
}

// canShow says why no window can be shown, where that can be known beforehand: the
// window's library ends the program otherwise. Release is to be called once there is a
// window, or there will be none.
func canShow(getenv func(string) string) (release func(), err error) {
	if !hasDisplay() {
		return func() {}, fault.New(fault.Preflight, "fault.window.display")
	}
	display := getenv("DISPLAY")
	if getenv("WAYLAND_DISPLAY") != "" || display == "" {
		return func() {}, nil
	}
	conn, err := dialX(display)
	if err != nil {
		return func() {}, fault.New(fault.Preflight, "fault.window.silent", "Display", display).Because(err)
	}
	missing, asked := lacksGLX(display)
	both := func() {
		asked()
		_ = conn.Close() // nothing was asked over it
	}
	if missing {
		return both, fault.New(fault.Preflight, "fault.window.glx", "Display", display)
	}
	return both, nil
}
