package ddlconv

import (
	"iter"
	"strconv"

	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/script"
)

// What is told of a text's bytes.
var (
	encodingMixed = rule.Rule{ID: "script.encoding", Severity: Changed, Fact: "GB 18030-2005"}
	bytesLost     = rule.Rule{ID: "script.bytes", Severity: Lossy, Fact: "The Unicode Standard, 3.9"}
)

// legibility is how well a text could be read: of each rule the first line and how many
// there are.
type legibility struct{ legacy, lost tally }

// tally counts lines.
type tally struct{ first, last, count int }

func (t *tally) add(line int) {
	if t.last == line {
		return // another piece of the same line
	}
	if t.count == 0 {
		t.first = line
	}
	t.last = line
	t.count++
}

// heed hands lines on, and counts those that were hard to read.
func (l *legibility) heed(lines iter.Seq[script.Line]) iter.Seq[script.Line] {
	return func(yield func(script.Line) bool) {
		for line := range lines {
			if line.Legacy {
				l.legacy.add(line.Number)
			}
			if line.Lost {
				l.lost.add(line.Number)
			}
			if !yield(line) {
				return
			}
		}
	}
}

// notes are what there is to tell, at most one of each rule.
func (l *legibility) notes() []Note {
	var all []Note
	if l.legacy.count > 0 {
		all = append(all, Note{Rule: encodingMixed.ID, Severity: encodingMixed.Severity, Line: l.legacy.first, Column: 1, Was: strconv.Itoa(l.legacy.count), Became: "GB18030"})
	}
	if l.lost.count > 0 {
		all = append(all, Note{Rule: bytesLost.ID, Severity: bytesLost.Severity, Line: l.lost.first, Column: 1, Was: strconv.Itoa(l.lost.count), Became: "U+FFFD"})
	}
	return all
}
