package views

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/notes"
	"github.com/obferry/obferry/engine/words"
)

// explanation is an error taken apart for a person.
type explanation struct {
	sentence  string // what and where
	server    string // what the other end said, in its own words
	hint      string // what to do
	statement string // the SQL that failed
}

func explain(err error) explanation {
	f := fault.Of(err)
	if f == nil {
		return explanation{sentence: fault.Text(words.Spoken(), err), hint: fault.Hint(words.Spoken(), err)}
	}
	e := explanation{
		sentence:  words.In(words.Spoken(), f.ID, f.Args),
		hint:      f.Hint(words.Spoken()),
		statement: f.Statement,
		server:    f.Message,
	}
	switch {
	case f.Code != 0 && f.State != "":
		e.server = fmt.Sprintf("%d (%s): %s", f.Code, f.State, f.Message)
	case f.Code != 0:
		e.server = fmt.Sprintf("%d: %s", f.Code, f.Message)
	}
	if e.server == e.sentence {
		e.server = ""
	}
	return e
}

// whole is everything there is to know, for the clipboard.
func (e explanation) whole() string {
	parts := []string{e.sentence}
	for _, part := range []string{e.server, e.hint, e.statement} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "\n")
}

// noteText is what the conversion changed, and noteHint what to do about it.
func noteText(n ddlconv.Note) string { return notes.Text(words.Spoken(), n) }
func noteHint(n ddlconv.Note) string { return notes.Hint(words.Spoken(), n) }

// severityTone is how much a note matters, to the eye.
func severityTone(s ddlconv.Severity) tone {
	switch s {
	case ddlconv.Changed:
		return toneChanged
	case ddlconv.Lossy:
		return toneWarn
	case ddlconv.Manual:
		return toneDecide
	case ddlconv.Blocked:
		return toneBlocked
	default:
		return toneInfo
	}
}

// severityWord is its name.
func severityWord(s ddlconv.Severity) string { return say("severity." + string(s)) }

// checkTitle is a pre-flight check's name.
func checkTitle(c engine.Check) string {
	id := "check." + c.ID
	if !words.Has(id) {
		return c.ID
	}
	return words.Say(id)
}

// checkValue is what a check has found, for people.
func checkValue(c engine.Check) string {
	bytes, err := strconv.ParseInt(c.Value, 10, 64)
	if c.ID != "packet" || err != nil {
		return c.Value
	}
	return say("check.bytes", "Size", strings.Replace(size(bytes), ".0 ", " ", 1), "Bytes", count(bytes))
}

// stateWord is how far a table has come.
func stateWord(s engine.State) (tone, string) {
	word := say("state." + string(s))
	switch s {
	case engine.Beginning, engine.Running, engine.Committing, engine.Checking:
		return toneRunning, word
	case engine.Copied, engine.Finished:
		return toneOK, word
	case engine.Failed:
		return toneError, word
	case engine.Interrupted:
		return toneWarn, word
	default:
		return tonePending, word
	}
}
