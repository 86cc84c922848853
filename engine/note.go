package engine

import (
	"errors"
	"strings"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/engine/words"
)

// NoteText is a note of the conversion in the given language; package ddlconv has
// no words.
func NoteText(l words.Language, n ddlconv.Note) string {
	return words.In(l, noteID(n), noteArgs(n))
}

// NoteHint is what to do about a note, empty where the dictionary has nothing.
func NoteHint(l words.Language, n ddlconv.Note) string {
	return words.Hint(l, noteID(n), noteArgs(n))
}

// noteID names a note's sentence. A note of [refusal] has a fault's.
func noteID(n ddlconv.Note) string {
	if strings.HasPrefix(n.Rule, "fault.") {
		return n.Rule
	}
	return "ddl." + n.Rule
}

// noteArgs are the arguments of a note's sentence, and those of a fault's.
func noteArgs(n ddlconv.Note) words.Args {
	return words.Pairs("Object", n.Object, "Was", n.Was, "Became", n.Became,
		"Table", n.Object, "Near", n.Was, "Line", n.Line, "Column", n.Column)
}

// refusal is the note of a table whose DDL was not converted: its rule is the
// sentence of the error.
func refusal(table string, err error) ddlconv.Note {
	n := ddlconv.Note{Severity: ddlconv.Blocked, Object: table}
	var why *ddlconv.ParseError
	if errors.As(err, &why) {
		n.Rule, n.Line, n.Column, n.Was = why.ID, why.Line, why.Column, why.Near
		return n
	}
	n.Rule, n.Was = "fault.ddl.syntax", err.Error()
	return n
}
