// Package rule is what all rules of a conversion have in common: an id, how much the
// change matters, where the fact is written, and the note that is left for a person.
package rule

import (
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// Severity is how much a change matters.
type Severity string

// The severities, from the least to the most.
const (
	Info    Severity = "info"    // said for completeness; the meaning is the same
	Changed Severity = "changed" // other words, or a default that OceanBase handles otherwise
	Lossy   Severity = "lossy"   // something of the source is not kept
	Manual  Severity = "manual"  // a person must decide
	Blocked Severity = "blocked" // OceanBase cannot take it
)

// Severities are all of them, from the least to the most.
var Severities = []Severity{Info, Changed, Lossy, Manual, Blocked}

// Weight orders severities: 0 for Info, more for what matters more.
func (s Severity) Weight() int {
	for i, other := range Severities {
		if s == other {
			return i
		}
	}
	return 0
}

// Note tells of one change. Its sentence is "ddl." + Rule in the dictionary, with
// Object, Was and Became as arguments; "ddl." + Rule + ".hint" says what to do.
type Note struct {
	Rule     string
	Severity Severity
	// Object is the table, column or key concerned: "orders.total".
	Object string
	// Line and Column in the source text, from 1; 0 where the change has no place.
	Line, Column int
	// Was and Became are the texts before and after.
	Was, Became string
}

// Tell leaves a note of a rule on an element: a column, key or other element of the
// draft by its pointer, or a [schema.Remark]. Object is its name, "" for the table.
type Tell func(element any, object, was, became string)

// Rule is one thing that OceanBase takes otherwise than a source. Its id, after
// "ddl.", names its sentence.
type Rule struct {
	ID       string
	Severity Severity
	// Fact is where it is written: "error 1235", "MySQL 8.0 Reference Manual, 13.1.20",
	// or "kernel 4.3.5" for what was tried on one.
	Fact string
	// Before is the version from which the rule no longer holds, Since the one from
	// which it does; "" for all that are converted for.
	Since, Before string
	// Apply changes a draft and tells of it. It is nil of a rule that a dialect's
	// reader follows itself, through [script.Reading.Tell].
	Apply func(*schema.Draft, Tell)
	// Off says whether a person may turn it off.
	Off Off
}

// Off says whether a rule may be turned off.
type Off uint8

// What may be turned off.
const (
	// Usual: a rule with Apply may be; one that a reader follows itself may not, being the
	// reason why something was not taken over.
	Usual Off = iota
	// Never: it tells of what cannot be written for OceanBase at all. With it off the same
	// would be left out, and nobody told.
	Never
	// Asked: the reader asks before it follows it, and without it keeps what is there, or
	// keeps to itself what changes nothing.
	Asked
)

// Place of an element in a draft, as a Tell is given it.
func Place(d *schema.Draft, element any) syntax.Place {
	switch e := element.(type) {
	case schema.Remark:
		return e.Place
	case syntax.Place:
		return e
	}
	return d.Places[element]
}
