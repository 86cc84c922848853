package engine

import (
	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/engine/words"
)

// NoteText is a note of the conversion in the given language; package ddlconv has
// no words.
func NoteText(l words.Language, n ddlconv.Note) string {
	return words.In(l, "ddl."+n.Rule, noteArgs(n))
}

// NoteHint is what to do about a note, empty where the dictionary has nothing.
func NoteHint(l words.Language, n ddlconv.Note) string {
	id := "ddl." + n.Rule + ".hint"
	if !words.Has(id) {
		return ""
	}
	return words.In(l, id, noteArgs(n))
}

func noteArgs(n ddlconv.Note) words.Args {
	return words.Pairs("Object", n.Object, "Was", n.Was, "Became", n.Became)
}
