package fault

import (
	"errors"

	"github.com/obferry/obferry/engine/words"
)

// Foreign is an error of a room that may not import this one (profiles), told in
// the same terms. [Of], [Is], [Text] and [Hint] see through it.
type Foreign interface {
	error
	// Fault is the name of a [Kind], a sentence's id and its arguments.
	Fault() (kind, id string, args map[string]any)
	// Server is what the server or the system said.
	Server() (code int, state, message string)
}

// kindNames are the kinds, for JSON and for foreign errors.
var kindNames = [...]string{
	Internal: "internal", Input: "input", Connect: "connect", Denied: "denied",
	Preflight: "preflight", Missing: "missing", Row: "row", DDL: "ddl",
	Differs: "differs", Interrupted: "interrupted", Resource: "resource",
}

// String is the kind in a word, as the command line's documents have it.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return kindNames[Internal]
}

// naturalize finds a foreign error in an error's chain and makes a fault of it; nil
// where there is none.
func naturalize(err error) *Error {
	var f Foreign
	if !errors.As(err, &f) {
		return nil
	}
	kind, id, args := f.Fault()
	e := &Error{ID: id, Args: words.Args(args), Cause: f}
	e.Code, e.State, e.Message = f.Server()
	for k, name := range kindNames {
		if name == kind {
			e.Kind = Kind(k)
		}
	}
	return e
}
