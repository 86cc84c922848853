// Package ddlfile writes a converted script as a file of SQL that a client runs from
// top to bottom: tables, foreign keys, other objects. What a person must decide stands
// there too, as comments with its line and the reason, so that nothing is lost.
package ddlfile

import (
	"bufio"
	"io"
	"strings"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/engine/assess"
	"github.com/obferry/obferry/engine/notes"
	"github.com/obferry/obferry/engine/words"
)

// Write writes a script in the words of a language. The assessment is the script's own.
func Write(to io.Writer, s *ddlconv.Script, a *assess.Assessment, l words.Language) error {
	w := &writer{out: bufio.NewWriter(to), l: l, blocked: map[string]bool{}}
	w.head(a)
	w.tables(s)
	w.foreignKeys(s)
	w.objects(s)
	w.left(s, a)
	return w.out.Flush()
}

// writer is a file being written. Its errors are kept by the buffer.
type writer struct {
	out *bufio.Writer
	l   words.Language
	// blocked are the tables, by lower-case name, that stand as comments only.
	blocked map[string]bool
}

func (w *writer) say(id string, pairs ...any) string {
	return words.In(w.l, "ddlfile."+id, words.Pairs(pairs...))
}

// put writes text; a failure sticks to the buffer, and Flush tells of it.
func (w *writer) put(text string) { _, _ = w.out.WriteString(text) }

// comment writes text as comments, a line each. A carriage return would end a comment
// for some clients, and begins a line of its own.
func (w *writer) comment(text string) {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(strings.TrimRight(text, "\r\n"))
	for line := range strings.SplitSeq(text, "\n") {
		w.put(strings.TrimRight("-- "+line, " ") + "\n")
	}
}

func (w *writer) head(a *assess.Assessment) {
	// In every language: who reads the file by it must know whose it is.
	w.comment(strings.TrimPrefix(ddlconv.Mark, "-- ") + ": " + w.say("head", "Version", a.Version, "Source", a.Source, "From", string(a.From)))
	w.comment(a.Headline(w.l))
	if said := a.Proof(w.l); said != "" {
		w.comment(said)
	}
	// Of the whole script: what its bytes were read as.
	for _, n := range a.Notes {
		if n.Kind == "" && n.Severity.Weight() >= rule.Changed.Weight() {
			w.note(n.Note)
		}
	}
}

// section is begun by a heading before its first statement.
func (w *writer) section(begun *bool, id string) {
	if !*begun {
		*begun = true
		w.put("\n")
		w.comment("==== " + w.say(id))
	}
}

// told writes the notes that matter, those that change something of the meaning first.
func (w *writer) told(all []rule.Note) {
	for _, n := range all {
		if n.Severity.Weight() < rule.Lossy.Weight() {
			continue
		}
		w.note(n)
	}
}

// note writes one with what to do.
func (w *writer) note(n rule.Note) {
	w.comment(w.say("note", "Severity", words.In(w.l, "ddl.severity."+string(n.Severity), nil), "Line", n.Line, "Text", notes.Text(w.l, n)))
	if hint := notes.Hint(w.l, n); hint != "" {
		w.comment("  " + hint)
	}
}

func (w *writer) tables(s *ddlconv.Script) {
	begun := false
	for _, t := range s.Tables {
		w.section(&begun, "tables")
		w.put("\n")
		if t.Place.Line > 0 {
			w.comment(w.say("object", "Name", t.Table.Name, "Line", t.Place.Line))
		}
		w.told(t.Notes)
		if ddlconv.State(t.Notes) == rule.Blocked {
			w.blocked[strings.ToLower(t.Table.Name)] = true
			w.comment(t.Create + ";")
			continue
		}
		w.put(t.Create + ";\n")
	}
}

func (w *writer) foreignKeys(s *ddlconv.Script) {
	begun := false
	for _, t := range s.Tables {
		for _, statement := range t.After {
			w.section(&begun, "foreign")
			if w.waits(t.Table.Name, statement) {
				w.comment(statement + ";")
				continue
			}
			w.put(statement + ";\n")
		}
	}
}

// waits tells whether a foreign key needs a table that stands as a comment only.
func (w *writer) waits(table, statement string) bool {
	if w.blocked[strings.ToLower(table)] {
		return true
	}
	for _, parent := range ddlconv.References(statement) {
		if w.blocked[strings.ToLower(parent)] {
			return true
		}
	}
	return false
}

func (w *writer) objects(s *ddlconv.Script) {
	begun := false
	for _, o := range s.Objects {
		w.section(&begun, "objects")
		w.put("\n")
		w.comment(w.say("object", "Name", string(o.Kind)+" "+o.Name, "Line", o.Place.Line))
		w.told(o.Notes)
		switch {
		case o.SQL == "":
			w.comment(o.Original)
		case ddlconv.State(o.Notes).Weight() >= rule.Manual.Weight(): // the server would refuse it, too
			w.comment(o.SQL + ";")
		case strings.Contains(o.SQL, ";"):
			end := delimiter(o.SQL)
			w.put("DELIMITER " + end + "\n" + o.SQL + "\n" + end + "\nDELIMITER ;\n")
		default:
			w.put(o.SQL + ";\n")
		}
	}
}

// delimiter is one that a text does not hold.
func delimiter(text string) string {
	end := "$$"
	for strings.Contains(text, end) {
		end += "$"
	}
	return end
}

// left writes the statements that became nothing, each with its reason.
func (w *writer) left(s *ddlconv.Script, a *assess.Assessment) {
	begun := false
	for _, n := range s.Notes {
		if n.Rule == "table.refused" {
			w.section(&begun, "left")
			w.put("\n")
			w.comment(w.say("note", "Severity", words.In(w.l, "ddl.severity."+string(n.Severity), nil), "Line", n.Line, "Text", notes.Text(w.l, n)))
		}
	}
	for _, o := range s.Outcomes {
		if o.Fate != script.Manual && o.Fate != script.Refused {
			continue
		}
		w.section(&begun, "left")
		w.put("\n")
		w.comment(w.say("object", "Name", strings.TrimSpace(o.Verb+" "+o.Object), "Line", o.Line))
		if n, ok := a.NoteOf(o); ok {
			w.note(n.Note)
		}
		w.comment(o.Text)
	}
}
