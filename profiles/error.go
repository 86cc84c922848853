package profiles

import (
	"fmt"
	"sort"
	"strings"
)

// Trouble is what an [Error] means for whoever called. Its words are those of the
// engine's faults, which this room may not import.
type Trouble string

// The sorts of trouble.
const (
	BadInput    Trouble = "input"       // the address itself is wrong
	Unreachable Trouble = "connect"     // nobody there, or somebody else
	Refused     Trouble = "denied"      // the server does not let us in
	Absent      Trouble = "missing"     // the database is not there
	Unfit       Trouble = "preflight"   // a server that this program cannot work with
	Stopped     Trouble = "interrupted" // the caller gave up waiting
)

// Error is why an address cannot be read or its server not be used. It holds no
// password, and never the text of an address that might hold one.
type Error struct {
	Kind Trouble
	// ID names a sentence in the dictionary, ID + ".hint" what to do about it.
	ID string
	// Args are the sentence's arguments by name.
	Args map[string]any
	// Code and State are the server's error number and SQLSTATE, 0 and "" without.
	Code  int
	State string
	// Message is the server's or the system's own text.
	Message string
	// Cause is the error underneath, nil where its text could show too much.
	Cause error
}

func newError(kind Trouble, id string, pairs ...any) *Error {
	args := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		args[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return &Error{Kind: kind, ID: "fault.profiles." + id, Args: args}
}

func (e *Error) because(cause error) *Error {
	e.Cause = cause
	if cause != nil && e.Message == "" {
		e.Message = cause.Error()
	}
	return e
}

// Error is the id with its arguments, for logs. A person reads the dictionary's
// sentence instead.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.ID)
	names := make([]string, 0, len(e.Args))
	for name := range e.Args {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		fmt.Fprintf(&b, " %s=%v", name, e.Args[name])
	}
	if e.Code != 0 {
		fmt.Fprintf(&b, " [%d (%s)]", e.Code, e.State)
	}
	if e.Message != "" {
		b.WriteString(": " + e.Message)
	}
	return b.String()
}

// Unwrap gives the error underneath.
func (e *Error) Unwrap() error { return e.Cause }

// Fault tells the error in the terms of the engine's faults.
func (e *Error) Fault() (kind, id string, args map[string]any) {
	return string(e.Kind), e.ID, e.Args
}

// Server tells what the server or the system said.
func (e *Error) Server() (code int, state, message string) {
	return e.Code, e.State, e.Message
}
