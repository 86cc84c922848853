// Package notes gives the notes of a conversion their words, which package ddlconv
// does not have: for the window, the terminal and the run report alike.
package notes

import (
	"errors"
	"strings"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/engine/words"
)

// Text is a note in the given language.
func Text(l words.Language, n ddlconv.Note) string { return words.In(l, sentence(n), args(n)) }

// Hint is what to do about a note, empty where the dictionary has nothing.
func Hint(l words.Language, n ddlconv.Note) string { return words.Hint(l, sentence(n), args(n)) }

// Refusal is the note of a table whose DDL was not converted, from the error of
// [ddlconv.Convert]: its rule is the error's own sentence.
func Refusal(table string, err error) ddlconv.Note {
	n := ddlconv.Note{Severity: ddlconv.Blocked, Object: table}
	var why *ddlconv.ParseError
	if errors.As(err, &why) {
		n.Rule, n.Line, n.Column, n.Was = why.ID, why.Line, why.Column, why.Near
		return n
	}
	n.Rule, n.Was = "fault.ddl.syntax", err.Error()
	return n
}

// sentence names a note's sentence. A note of [Refusal] has a fault's.
func sentence(n ddlconv.Note) string {
	if strings.HasPrefix(n.Rule, "fault.") {
		return n.Rule
	}
	return "ddl." + n.Rule
}

// args are the arguments of a note's sentence, and those of a fault's.
func args(n ddlconv.Note) words.Args {
	return words.Pairs("Object", n.Object, "Was", n.Was, "Became", n.Became,
		"Table", n.Object, "Near", n.Was, "Line", n.Line, "Column", n.Column)
}
