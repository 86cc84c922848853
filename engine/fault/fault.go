// Package fault is how the engine says that something went wrong: one value with
// the kind that decides what to do, the server's own code and words, where it
// happened, and the name of a sentence in the dictionary that a person reads.
//
// A fault never holds a secret: statements are kept without their values.
package fault

import (
	"errors"
	"fmt"

	"github.com/obferry/obferry/engine/words"
)

// Kind is what a fault means for whoever called.
type Kind uint8

// The kinds. The command line turns them into its exit codes.
const (
	Internal    Kind = iota // ours: should not happen
	Input                   // bad usage or bad input: a file, a plan, a name (exit 2)
	Connect                 // the other end cannot be reached (exit 3)
	Denied                  // the other end refuses us (exit 3)
	Preflight               // a check before the run failed (exit 3)
	Missing                 // a database, table or file is not there (exit 2)
	Row                     // a row the server refuses; the run goes on (exit 1)
	DDL                     // a statement of DDL that the server refuses (exit 1)
	Differs                 // both sides are not equal (exit 1)
	Interrupted             // a person or a signal ended it (exit 4)
	Resource                // disk, memory, a full memstore (exit 3)
)

// Error is a fault. ID names a sentence in the dictionary ("fault.mysql.login");
// ID + ".hint" names what to do about it.
type Error struct {
	Kind Kind
	ID   string
	Args words.Args
	// Code and State are the server's error number and SQLSTATE, 0 and "" without.
	Code  int
	State string
	// Message is the server's (or library's) own text.
	Message string
	// Statement is the SQL that failed, without values.
	Statement string
	// Cause is the error underneath, for errors.Is and errors.As.
	Cause error
}

// New makes a fault. Pairs are the sentence's arguments: name, value, name, value.
func New(kind Kind, id string, pairs ...any) *Error {
	return &Error{Kind: kind, ID: id, Args: words.Pairs(pairs...)}
}

// Because adds the error underneath and its text.
func (e *Error) Because(cause error) *Error {
	e.Cause = cause
	if cause != nil && e.Message == "" {
		e.Message = cause.Error()
	}
	return e
}

// Server adds what the server said.
func (e *Error) Server(code int, state, message string) *Error {
	e.Code, e.State, e.Message = code, state, message
	return e
}

// In adds the statement that failed. Give it without values.
func (e *Error) In(statement string) *Error {
	e.Statement = statement
	return e
}

// Error is the fault in English, for logs.
func (e *Error) Error() string { return e.Text(words.English) }

// Text is the fault in one line of the given language, with the server's own words.
func (e *Error) Text(l words.Language) string {
	s := words.In(l, e.ID, e.Args)
	switch {
	case e.Code != 0 && e.State != "":
		s += fmt.Sprintf(" [%d (%s) %s]", e.Code, e.State, e.Message)
	case e.Code != 0:
		s += fmt.Sprintf(" [%d %s]", e.Code, e.Message)
	case e.Message != "":
		s += " [" + e.reason(l) + "]"
	}
	return s
}

// reason is the text of what lies underneath: in the reader's language where it is a
// fault itself, else as it was said.
func (e *Error) reason(l words.Language) string {
	var cause *Error
	if errors.As(e.Cause, &cause) && cause.Error() == e.Message {
		return cause.Text(l)
	}
	return e.Message
}

// Hint is what to do about it, or about the fault underneath; empty where the
// dictionary has neither.
func (e *Error) Hint(l words.Language) string {
	if hint := words.Hint(l, e.ID, e.Args); hint != "" {
		return hint
	}
	var cause *Error
	if errors.As(e.Cause, &cause) {
		return cause.Hint(l)
	}
	return ""
}

// Unwrap gives the error underneath.
func (e *Error) Unwrap() error { return e.Cause }

// Of finds the fault in an error's chain; nil where there is none. A [Foreign] error
// is made into one.
func Of(err error) *Error {
	var f *Error
	if errors.As(err, &f) {
		return f
	}
	return naturalize(err)
}

// Is tells whether the error is a fault of the given kind.
func Is(err error, kind Kind) bool {
	f := Of(err)
	return f != nil && f.Kind == kind
}

// Text is any error in one line of the given language.
func Text(l words.Language, err error) string {
	if f := Of(err); f != nil {
		return f.Text(l)
	}
	return err.Error()
}

// Hint is what to do about any error, empty where nothing is known.
func Hint(l words.Language, err error) string {
	if f := Of(err); f != nil {
		return f.Hint(l)
	}
	return ""
}
