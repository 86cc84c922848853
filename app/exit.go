package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/words"
)

// The exit codes.
const (
	exitDone        = 0
	exitPartial     = 1 // done, but with refused rows, differences or refused DDL
	exitUsage       = 2 // bad usage or bad input
	exitUnable      = 3 // could not connect, not allowed, or a check failed
	exitInterrupted = 4 // it can be resumed
)

// exitOf is the code for an error's kind.
func exitOf(err error) int {
	if err == nil {
		return exitDone
	}
	f := fault.Of(settled(err))
	if f == nil {
		return exitUnable
	}
	switch f.Kind {
	case fault.Input, fault.Missing:
		return exitUsage
	case fault.Row, fault.DDL, fault.Differs:
		return exitPartial
	case fault.Interrupted:
		return exitInterrupted
	}
	return exitUnable
}

// exitOfRun is the code for a run's end.
func exitOfRun(r *engine.Result) int {
	switch r.Status {
	case engine.StatusDone:
		return exitDone
	case engine.StatusPartial:
		if nothingAllowed(r) {
			return exitUnable
		}
		return exitPartial
	case engine.StatusInterrupted:
		return exitInterrupted
	}
	return max(exitOf(r.Err), exitPartial) // failed, whatever the error says
}

// nothingAllowed tells whether every table failed for want of a right.
func nothingAllowed(r *engine.Result) bool {
	for _, t := range r.Tables {
		if !fault.Is(t.Err, fault.Denied) {
			return false
		}
	}
	return len(r.Tables) > 0
}

// settled gives the end of the call's context a sentence; other errors stay as they are.
func settled(err error) error {
	if fault.Of(err) == nil && errors.Is(err, context.Canceled) {
		f := fault.New(fault.Interrupted, "fault.app.interrupted")
		f.Cause = err // its own words would add nothing
		return f
	}
	return err
}

// statusOf is how a call ended where no run tells.
func statusOf(exit int) engine.Status {
	switch exit {
	case exitDone:
		return engine.StatusDone
	case exitPartial:
		return engine.StatusPartial
	case exitInterrupted:
		return engine.StatusInterrupted
	}
	return engine.StatusFailed
}

// answer is what a verb came to.
type answer interface {
	// head is what every document begins with.
	head() *heading
	// print says it to a person.
	print(w io.Writer) error
}

// leave says what came of the call and returns the exit code.
func (c *console) leave(err error) int {
	err = settled(err)
	a := c.answer
	if a == nil {
		a = &heading{}
	}
	h := a.head()
	h.Verb = c.verb
	if h.Status == "" {
		h.Exit = exitOf(err)
		h.Status = statusOf(h.Exit)
	}
	if err != nil {
		h.Error = newErrorDocument(err)
	}
	if c.json {
		encoder := json.NewEncoder(c.stdout)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		if failed := encoder.Encode(a); failed != nil {
			c.complain(fault.New(fault.Resource, "fault.app.output").Because(failed))
			return exitUnable
		}
		return h.Exit
	}
	if failed := a.print(c.stdout); failed != nil {
		c.complain(fault.New(fault.Resource, "fault.app.output").Because(failed))
		return exitUnable
	}
	if err != nil {
		c.complain(err)
	}
	return h.Exit
}

// complain tells a person of an error, and what to do.
func (c *console) complain(err error) {
	l := words.Spoken()
	text := "obferry: " + plain(fault.Text(l, err))
	if hint := fault.Hint(l, err); hint != "" {
		text += "\n  " + plain(hint)
	}
	// Where standard error is gone, nobody is left to be told.
	_, _ = fmt.Fprintln(c.stderr, text)
}
