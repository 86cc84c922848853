package app

import (
	"context"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/words"
)

// windowOptions is what the command line tells the window.
type windowOptions struct {
	// Config is the directory of the settings, empty for the usual one.
	Config string
	// Language is the one asked for by --lang, empty where the settings decide.
	Language words.Language
	// Plan is what the wizard shows, nil for an empty one; Begin carries it out at once.
	Plan  *engine.Plan
	Begin bool
}

// openWindow shows the wizard and returns when it is closed or the context ends.
func openWindow(context.Context, windowOptions) error {
	return fault.New(fault.Preflight, "fault.app.window")
}
