// Package syntax is what the readers of all dialects share: tokens and a cursor over
// them, a place in a source text, and the error that names one.
package syntax

import (
	"fmt"
	"strings"
)

// Place is where something stands in a source text: line and column (in
// characters), both from 1. The zero Place is nowhere.
type Place struct{ Line, Column int }

// Error tells that a text cannot be read as DDL. ID names a sentence in the
// dictionary ("fault.ddl.syntax"), which takes Args; ID + ".hint" says what to do.
type Error struct {
	ID   string
	Args map[string]any
	// Line and Column are where reading stopped, from 1; 0 where there is no place.
	Line, Column int
	// Near is the source text from that place on, cut to a few words.
	Near string
}

// Error is the failure in English, for logs.
func (e *Error) Error() string {
	return fmt.Sprintf("%s at line %d, column %d, near %q", e.ID, e.Line, e.Column, e.Near)
}

// At makes an error of the given id at a place.
func At(id string, place Place, near string) *Error {
	return &Error{
		ID:   id,
		Args: map[string]any{"Line": place.Line, "Column": place.Column, "Near": near},
		Line: place.Line, Column: place.Column, Near: near,
	}
}

// Near is a source from an offset on, cut to a few words of one line.
func Near(source string, offset int) string {
	const most = 40
	piece, _, _ := strings.Cut(strings.TrimSpace(source[offset:]), "\n")
	runes := []rune(piece)
	if len(runes) > most {
		runes = runes[:most]
	}
	return string(runes)
}
