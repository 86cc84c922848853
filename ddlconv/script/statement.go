// Package script is a source text of many statements on its way: cut into statements
// by a dialect's reader, read into drafts of tables and other objects, and every
// statement of it accounted for once.
package script

import (
	"iter"
	"strings"

	"github.com/obferry/obferry/ddlconv/syntax"
)

// Statement is one statement of a source text.
type Statement struct {
	// Text is the statement as written, from its first word on, without what ends it.
	// Of one that brings data it may be the beginning alone.
	Text string
	// Place is where its first word stands.
	Place syntax.Place
	// Last is the line that it ends on, with the data behind it where it brings any.
	Last int
	// Client tells that it speaks to a client program (DELIMITER, \connect, GO, REM) and
	// never reaches a server.
	Client bool
	// Open tells that the text ended before the statement did: within a quote, a
	// comment, or a body.
	Open bool
}

// MostData is how many bytes of a statement that brings data a reader need keep; what
// follows is passed over, so that memory does not grow with a dump's rows.
const MostData = 64 << 10

// Head is the first words of a statement in upper case, at most n, with one blank
// between them: "CREATE TABLE".
func (s *Statement) Head(n int) string {
	words := strings.FieldsFunc(s.Text[:min(len(s.Text), 200)], func(r rune) bool {
		return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '(' || r == ';'
	})
	return strings.ToUpper(strings.Join(words[:min(n, len(words))], " "))
}

// Line is a line of a source text with its end, or a piece of a very long one.
type Line struct {
	Text   string
	Number int // from 1
	// Follows tells that it goes on the line before, which was cut for its length.
	Follows bool
	// Encoding is what it was read as where it was no UTF-8 and nobody had said what it
	// is in. Certain tells that its letters say so; else they are too few.
	Encoding string
	Certain  bool
	// Wide tells that it is UTF-8 with more than ASCII in it.
	Wide bool
	// Lost tells that bytes of it are no character, and became U+FFFD.
	Lost bool
}

// Reader reads the statements of one dialect.
//
// Statements cuts lines into statements in their order. All that is neither white space
// nor a comment between statements belongs to exactly one of them; nothing is dropped,
// also where the text ends too early (see Statement.Open). Of statements that bring
// data only the first [MostData] bytes need be kept.
//
// Read takes one statement into a reading, and calls one of the reading's methods that
// settle it (Converted, Folded, Passed, Manual, Refused) exactly once. It must not
// panic, whatever the text.
//
// Finish is called once behind the last statement, for what wants the whole script:
// children of a partitioned table, sequences that belong to a column.
type Reader interface {
	Statements(lines iter.Seq[Line]) iter.Seq[*Statement]
	Read(s *Statement, r *Reading)
	Finish(r *Reading)
}
