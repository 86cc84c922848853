package ddlconv

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/mysql"
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
)

// Script is what became of a whole source text.
type Script struct {
	From Dialect
	// Tables are those that were converted, in the source's order.
	Tables []*Conversion
	// Objects are views, triggers and all else that is no table.
	Objects []*script.Object
	// Outcomes tell what became of every statement, in the source's order.
	Outcomes []script.Outcome
	// Notes are those that belong to no table and no object.
	Notes []Note
}

// ConvertScript turns a source text of many statements into OceanBase's DDL. The error
// is that of the reader, a *[script.BinaryError] for what is no text, or a *[ParseError] for a
// dialect or an encoding that is not known; what is wrong within the text is told in the Script.
// Options.Name, Names, Columns and Drop are not used: Tables has them for each table.
func ConvertScript(in io.Reader, from Dialect, options Options) (*Script, error) {
	language, known := dialects[from]
	if !known {
		return nil, &ParseError{ID: "fault.ddl.dialect", Args: map[string]any{"Dialect": string(from)}, Near: string(from)}
	}
	course, err := newCourse(from, options)
	if err != nil {
		return nil, err
	}
	encoding, err := encodingNamed(options.Encoding)
	if err != nil {
		return nil, err
	}
	var failed error
	reading := script.NewReading(RulesOf(from), course.idle())
	reader := language.reader()
	var read legibility
	for s := range reader.Statements(course.recognize(read.heed(script.LinesIn(in, encoding, func(err error) { failed = err })))) {
		settled := reading.Settled()
		reader.Read(s, reading)
		if n := reading.Settled() - settled; n != 1 {
			return nil, fmt.Errorf("the statement at line %d was settled %d times", s.Place.Line, n)
		}
	}
	if failed != nil {
		return nil, failed
	}
	reader.Finish(reading)
	reading.Notes = append(reading.Notes, read.notes()...)
	return course.settle(reading, options), nil
}

// settle converts what was read of a script, and sees that its tables go together.
func (c *course) settle(reading *script.Reading, options Options) *Script {
	result := &Script{From: c.from, Outcomes: reading.Outcomes}
	for _, n := range reading.Notes {
		result.Notes = append(result.Notes, script.DiscreetNote(n))
	}
	c.whole = true
	drafts := reading.Tables
	comeHome(drafts)
	known := keysOf(drafts)
	named := c.nameTables(drafts, options.Tables)
	filled := c.nameParents(reading)
	s := &settling{course: c, byName: map[string]*work{}}
	for i, d := range drafts {
		chosen := options.Tables[sourceName(d)]
		one := Options{Name: named[i].name, Types: options.Types, Columns: chosen.Columns, Drop: chosen.Drop}
		w, err := c.convert(d, one)
		if err != nil {
			result.refuse(d, err)
			continue
		}
		for _, n := range named[i].told {
			w.teller(n.ID, n.Severity)(w.Draft, "", named[i].was, named[i].name)
		}
		for _, fk := range filled[d] {
			w.teller(parentNamed.ID, parentNamed.Severity)(fk, fk.Name, fk.RefTable, strings.Join(fk.RefColumns, ", "))
		}
		s.add(w)
	}
	s.apply()
	result.Notes = append(result.Notes, c.unusedChoices(options.Types)...)
	for _, w := range s.tables {
		w.notes = append(slices.Clone(reading.Told(w.Draft)), w.notes...)
		one := w.conversion()
		one.Place = w.Places[w.Draft]
		result.Tables = append(result.Tables, one)
	}
	c.place(reading, result, known)
	c.freeViews(reading)
	result.checkParts(reading)
	result.Objects = ordered(reading.Objects)
	for _, o := range result.Objects {
		o.Discreet()
	}
	return result
}

// refuse tells of a table of which no CREATE TABLE can be written, and leaves its statement
// to a person.
func (s *Script) refuse(d *schema.Draft, err error) {
	var why *ParseError
	errors.As(err, &why)
	place := d.Places[d]
	n := Note{Rule: "table.refused", Severity: Blocked, Object: d.Table.Name, Line: place.Line, Column: place.Column, Was: why.Near}
	if why.ID == noColumns {
		n.Rule, n.Was = tableEmpty.ID, ""
	}
	s.Notes = append(s.Notes, n)
	for i := range s.Outcomes {
		if o := &s.Outcomes[i]; o.Fate == script.Converted && o.Line == place.Line && o.Column == place.Column {
			o.Fate, o.Rule, o.Text = script.Manual, n.Rule, script.Discreet(d.Whole())
		}
	}
}

// freeViews takes from views the WITH CHECK OPTION that OceanBase refuses.
func (c *course) freeViews(reading *script.Reading) {
	for _, o := range reading.Objects {
		if o.Kind != script.View || o.SQL == "" || !c.follows(checkOption) {
			continue
		}
		if without, words := mysql.WithoutCheckOption(o.SQL); words != "" {
			o.SQL = without
			reading.TellObject(checkOption.ID, o, o.Place, words, "")
		}
	}
}

// sourceName is what the source calls a table.
func sourceName(d *schema.Draft) SourceName { return SourceName{d.Schema, d.Table.Name} }

// State is the worst that the notes of a table or object tell.
func State(notes []Note) Severity {
	worst := Info
	for _, n := range notes {
		if n.Severity.Weight() > worst.Weight() {
			worst = n.Severity
		}
	}
	return worst
}

// Statements are those that make everything on the target, in an order that can be run:
// tables, then foreign keys, then other objects.
func (s *Script) Statements() []string {
	var all []string
	for _, t := range s.Tables {
		all = append(all, t.Create)
	}
	for _, t := range s.Tables {
		all = append(all, t.After...)
	}
	for _, o := range s.Objects {
		if o.SQL != "" {
			all = append(all, o.SQL)
		}
	}
	return all
}
