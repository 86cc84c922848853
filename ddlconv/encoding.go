package ddlconv

import (
	"iter"
	"strconv"

	"github.com/obferry/obferry/ddlconv/codepage"
	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/script"
)

// What is told of a text's bytes.
var (
	encodingRead   = rule.Rule{ID: "script.encoding", Severity: Changed, Fact: "ICU: Character Set Detection"}
	encodingUnsure = rule.Rule{ID: "script.encoding.unsure", Severity: Lossy, Fact: "ICU: Character Set Detection"}
	encodingMixed  = rule.Rule{ID: "script.mixed", Severity: Changed, Fact: "The Unicode Standard, 3.9"}
	bytesLost      = rule.Rule{ID: "script.bytes", Severity: Lossy, Fact: "The Unicode Standard, 3.9"}
)

// legibility is how well a text could be read: of every encoding that was guessed, in the
// order in which they came, the first line and how many there are, and the same of the
// lines that are in UTF-8 and hold more than ASCII, and of those that lost bytes.
type legibility struct {
	guessed    []*tally
	wide, lost tally
}

// tally counts lines.
type tally struct {
	encoding           string
	unsure             bool
	first, last, count int
}

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

// of is the tally of an encoding.
func (l *legibility) of(encoding string) *tally {
	for _, t := range l.guessed {
		if t.encoding == encoding {
			return t
		}
	}
	l.guessed = append(l.guessed, &tally{encoding: encoding})
	return l.guessed[len(l.guessed)-1]
}

// heed hands lines on, and counts those that were hard to read.
func (l *legibility) heed(lines iter.Seq[script.Line]) iter.Seq[script.Line] {
	return func(yield func(script.Line) bool) {
		for line := range lines {
			switch {
			case line.Lost:
				l.lost.add(line.Number)
			case line.Encoding != "":
				t := l.of(line.Encoding)
				t.unsure = t.unsure || !line.Certain
				t.add(line.Number)
			case line.Wide:
				l.wide.add(line.Number)
			}
			if !yield(line) {
				return
			}
		}
	}
}

// notes are what there is to tell: one of every encoding, and where the second one begins
// of a text in which several are mixed.
func (l *legibility) notes() []Note {
	var all []Note
	tell := func(r rule.Rule, line int, was, became string) {
		all = append(all, Note{Rule: r.ID, Severity: r.Severity, Line: line, Column: 1, Was: was, Became: became})
	}
	for _, t := range l.guessed {
		r := encodingRead
		if t.unsure {
			r = encodingUnsure
		}
		tell(r, t.first, strconv.Itoa(t.count), t.encoding)
	}
	if first, second := l.parts(); second != nil {
		tell(encodingMixed, second.first, first.encoding, second.encoding)
	}
	if l.lost.count > 0 {
		tell(bytesLost, l.lost.first, strconv.Itoa(l.lost.count), "U+FFFD")
	}
	return all
}

// parts are the first two encodings of a text that holds several, the second nil of one
// that does not.
func (l *legibility) parts() (first, second *tally) {
	all := l.guessed
	if l.wide.count > 0 {
		wide := l.wide
		wide.encoding = "UTF-8"
		all = append([]*tally{&wide}, all...)
	}
	for _, t := range all {
		switch {
		case first == nil:
			first = t
		case t.first < first.first:
			first, second = t, first
		case second == nil || t.first < second.first:
			second = t
		}
	}
	return first, second
}

// encodingNamed is the encoding that a person names, the zero one for "". Its error is a
// *[ParseError].
func encodingNamed(name string) (codepage.Encoding, error) {
	if name == "" {
		return codepage.Encoding{}, nil
	}
	e, known := codepage.Named(name)
	if !known {
		return e, &ParseError{ID: "fault.ddl.encoding", Near: name, Args: map[string]any{"Encoding": name}}
	}
	return e, nil
}

// CheckEncoding tells whether a person's word for an encoding is known. Its error is a
// *[ParseError].
func CheckEncoding(name string) error {
	_, err := encodingNamed(name)
	return err
}
