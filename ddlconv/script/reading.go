package script

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// Fate is what became of a statement.
type Fate string

// The fates. Every statement has one.
const (
	Converted Fate = "converted" // it made an object
	Folded    Fate = "folded"    // it changed an object that an earlier one made, and became part of it
	Passed    Fate = "passed"    // it says nothing about the schema: data, sessions, transactions, client commands
	Manual    Fate = "manual"    // a person must decide; its text is kept
	Refused   Fate = "refused"   // it could not be read; its text is kept
)

// Outcome is what became of a statement, or of several in a row that passed alike. Of a
// script that is mostly data, others that passed may stand between these.
type Outcome struct {
	Fate  Fate
	Count int // how many statements in a row, 1 but of those that passed
	// Line and Column are where the first one begins, Last is the line the last one
	// ends on.
	Line, Column, Last int
	// Verb is what it does: "CREATE TABLE".
	Verb string
	// Object is what it does it to, as the source calls it; "" for nothing in particular.
	Object string
	// Text is the statement where a person needs it: of Manual and Refused.
	Text string
	// Rule is the note that says why, of Manual and Refused.
	Rule string
}

// Object is something of a schema that is no table.
type Object struct {
	Kind ObjectKind
	Name string
	// Schema is the database that the source has it in, "" where that is the only one.
	Schema string
	// SQL is the statement that makes it on the target, without a terminator; "" where
	// a person must write it.
	SQL string
	// Original is the source's text.
	Original string
	Place    syntax.Place
	Notes    []rule.Note
}

// ObjectKind is what an object is.
type ObjectKind string

// The kinds of object, in the order in which they are made.
const (
	Sequence  ObjectKind = "sequence"
	View      ObjectKind = "view"
	Function  ObjectKind = "function"
	Procedure ObjectKind = "procedure"
	Trigger   ObjectKind = "trigger"
	Event     ObjectKind = "event"
	Type      ObjectKind = "type"
	Other     ObjectKind = "other" // synonyms, grants, extensions, …
)

// Reading is what has been read of a script so far. It belongs to one goroutine.
type Reading struct {
	// Tables are the tables in the order in which they were made.
	Tables   []*schema.Draft
	Objects  []*Object
	Outcomes []Outcome
	// Notes are those that belong to no table and no object.
	Notes []rule.Note

	rules  map[string]rule.Rule
	off    map[string]bool
	told   map[*schema.Draft][]rule.Note
	tables map[string]*schema.Draft   // by lower-case name, and by schema.name
	names  map[*schema.Draft][]string // by which tables are found there
	count  int                        // of the statements that have an outcome
	passed int                        // of the outcomes of statements that passed
}

// NewReading begins a reading in which a dialect's reader follows the given rules.
// Rules that are off are not followed.
func NewReading(rules []rule.Rule, off []string) *Reading {
	r := &Reading{rules: map[string]rule.Rule{}, off: map[string]bool{}, told: map[*schema.Draft][]rule.Note{}, tables: map[string]*schema.Draft{}, names: map[*schema.Draft][]string{}}
	for _, one := range rules {
		r.rules[one.ID] = one
	}
	for _, id := range off {
		r.off[id] = true
	}
	return r
}

// Follows tells whether a rule is to be followed; a reader asks before it changes
// something in that rule's name.
func (r *Reading) Follows(id string) bool { return !r.off[id] }

// Table finds a table by its name, in a schema where one is given; nil where there is
// none. Names are compared without regard to case.
func (r *Reading) Table(database, name string) *schema.Draft {
	if d := r.tables[key(database, name)]; d != nil {
		return d
	}
	if database != "" {
		if d := r.tables[key("", name)]; d != nil && d.Schema == "" {
			return d
		}
	}
	return nil
}

// Add puts a table in, and tells whether its name was free: of two tables of one name
// in one schema the first stays.
func (r *Reading) Add(d *schema.Draft) bool {
	full := key(d.Schema, d.Table.Name)
	// Under its bare name a table of another schema may stand, too.
	if other := r.tables[full]; other != nil && strings.EqualFold(other.Schema, d.Schema) {
		return false
	}
	r.Tables = append(r.Tables, d)
	r.tables[full] = d
	r.names[d] = append(r.names[d], full)
	if bare := key("", d.Table.Name); r.tables[bare] == nil {
		r.tables[bare] = d
		r.names[d] = append(r.names[d], bare)
	}
	return true
}

// Drop takes a table out, as DROP TABLE or a fold into its parent does.
func (r *Reading) Drop(d *schema.Draft) {
	for _, name := range r.names[d] {
		delete(r.tables, name)
	}
	delete(r.names, d)
	for i, other := range r.Tables {
		if other == d {
			r.Tables = append(r.Tables[:i], r.Tables[i+1:]...)
			return
		}
	}
}

func key(database, name string) string {
	if database == "" {
		return strings.ToLower(name)
	}
	return strings.ToLower(database + "." + name)
}

// note makes a note of a rule.
func (r *Reading) note(id string, place syntax.Place, object, was, became string) rule.Note {
	severity := rule.Manual
	if one, ok := r.rules[id]; ok {
		severity = one.Severity
	}
	return rule.Note{Rule: id, Severity: severity, Object: object, Line: place.Line, Column: place.Column, Was: was, Became: became}
}

// Tell leaves a note of a rule that the reader itself followed on a table.
func (r *Reading) Tell(id string, d *schema.Draft, place syntax.Place, object, was, became string) {
	if object == "" {
		object = d.Table.Name
	} else {
		object = d.Table.Name + "." + object
	}
	n := r.note(id, place, object, was, became)
	r.told[d] = append(r.told[d], n)
}

// Told are the notes that the reader left on a table.
func (r *Reading) Told(d *schema.Draft) []rule.Note { return r.told[d] }

// TellObject leaves a note of a rule on an object that is no table.
func (r *Reading) TellObject(id string, o *Object, place syntax.Place, was, became string) {
	o.Notes = append(o.Notes, r.note(id, place, o.Name, was, became))
}

// Converted settles a statement that made a table or another object.
func (r *Reading) Converted(s *Statement, verb, object string) {
	r.settle(s, Outcome{Fate: Converted, Verb: verb, Object: object})
}

// Folded settles a statement that became part of an object that was there.
func (r *Reading) Folded(s *Statement, verb, object string) {
	r.settle(s, Outcome{Fate: Folded, Verb: verb, Object: object})
}

// alike is how many outcomes of statements that passed are looked back at for one like the
// next: data comes with a COMMIT or a GO behind every few rows, and memory must not grow
// with it.
const alike = 4

// exactly is how many outcomes of statements that passed a reading keeps, each with its own
// lines, before those alike are joined over others: a script of any usual size is told line
// by line, and only one that is mostly data is not.
const exactly = 20_000

// Passed settles a statement that says nothing about the schema. Those with the same verb
// and object, between which only others have passed, are one outcome.
func (r *Reading) Passed(s *Statement, verb, object string) {
	looked := 1
	if r.passed >= exactly {
		looked = alike
	}
	for back := 1; back <= min(looked, len(r.Outcomes)); back++ {
		one := &r.Outcomes[len(r.Outcomes)-back]
		if one.Fate != Passed {
			break
		}
		if one.Verb == verb && one.Object == object {
			one.Count++
			one.Last = max(one.Last, s.Last)
			r.count++
			return
		}
	}
	r.passed++
	r.settle(s, Outcome{Fate: Passed, Verb: verb, Object: object})
}

// Manual settles a statement that a person must look at, for the reason that a rule
// gives. Was is the words that matter in it.
func (r *Reading) Manual(s *Statement, verb, object, id, was string) {
	r.Notes = append(r.Notes, r.note(id, s.Place, object, discreetPiece(was, s.Text), ""))
	r.settle(s, Outcome{Fate: Manual, Verb: verb, Object: object, Text: Discreet(s.Text), Rule: id})
}

// Refused settles a statement that could not be read. Its note is of the rule
// "script.refused", or "script.unfinished" where its text ended too early; the error says
// where.
func (r *Reading) Refused(s *Statement, verb, object string, err *syntax.Error) {
	place := s.Place
	if err.Line > 0 {
		place = syntax.Place{Line: err.Line, Column: err.Column}
	}
	id, near := "script.refused", err.Near
	if s.Open || err.ID == "fault.ddl.unfinished" || strings.TrimSpace(near) == "" {
		id, near = "script.unfinished", syntax.Near(s.Text, 0)
	}
	n := r.note(id, place, object, discreetPiece(near, s.Text), "")
	n.Severity = rule.Blocked
	r.Notes = append(r.Notes, n)
	r.settle(s, Outcome{Fate: Refused, Verb: verb, Object: object, Text: Discreet(s.Text), Rule: id})
}

func (r *Reading) settle(s *Statement, o Outcome) {
	// Words cut from a statement would hold the whole of it, and its rows.
	o.Verb, o.Object = strings.Clone(o.Verb), strings.Clone(o.Object)
	o.Count, o.Line, o.Column, o.Last = 1, s.Place.Line, s.Place.Column, max(s.Last, s.Place.Line)
	r.Outcomes = append(r.Outcomes, o)
	r.count++
}

// Settled is how many statements have an outcome.
func (r *Reading) Settled() int { return r.count }
