package ddlconv

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/rule"
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
// is that of the reader, [script.ErrBinary] for what is no text, or a *[ParseError] for a
// dialect that is not known; what is wrong within the text is told in the Script.
// Options.Name, Names, Columns and Drop are not used.
func ConvertScript(in io.Reader, from Dialect, options Options) (*Script, error) {
	language, known := dialects[from]
	if !known {
		return nil, &ParseError{ID: "fault.ddl.dialect", Args: map[string]any{"Dialect": string(from)}, Near: string(from)}
	}
	var failed error
	reading := script.NewReading(RulesOf(from), options.Off)
	reader := language.reader()
	for s := range reader.Statements(script.Lines(in, func(err error) { failed = err })) {
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
	result := &Script{From: from, Objects: reading.Objects, Outcomes: reading.Outcomes, Notes: reading.Notes}
	names := targetNames(reading.Tables)
	options.Names = map[string]string{}
	for i, d := range reading.Tables {
		options.Names[sourceName(d)] = names[i]
		if d.Schema != "" && options.Names[d.Table.Name] == "" {
			options.Names[d.Table.Name] = names[i]
		}
	}
	for i, d := range reading.Tables {
		one := options
		one.Name = names[i]
		place := d.Places[d]
		c, err := convertDraft(d, from, one)
		if err != nil {
			var why *ParseError
			errors.As(err, &why)
			result.Notes = append(result.Notes, Note{Rule: "table.refused", Severity: Blocked, Object: d.Table.Name, Line: place.Line, Column: place.Column, Was: why.ID})
			continue
		}
		c.Place = place
		c.Notes = append(reading.Told(d), c.Notes...)
		slices.SortStableFunc(c.Notes, func(a, b Note) int {
			switch {
			case before(a, b):
				return -1
			case before(b, a):
				return 1
			}
			return 0
		})
		result.Tables = append(result.Tables, c)
	}
	settleNames(result)
	return result, nil
}

// sourceName is a table's name with its schema, where it has one.
func sourceName(d *schema.Draft) string {
	if d.Schema == "" {
		return d.Table.Name
	}
	return d.Schema + "." + d.Table.Name
}

// targetNames are the tables' names on the target, where all lie in one database: their
// own where it is the only one of that name, else with the schema before it.
func targetNames(drafts []*schema.Draft) []string {
	count := map[string]int{}
	for _, d := range drafts {
		count[strings.ToLower(d.Table.Name)]++
	}
	names := make([]string, len(drafts))
	for i, d := range drafts {
		names[i] = d.Table.Name
		if count[strings.ToLower(d.Table.Name)] > 1 && d.Schema != "" {
			names[i] = d.Schema + "_" + d.Table.Name
		}
		names[i] = runes(names[i], longestName)
	}
	return names
}

// settleNames is where names that must be the only ones of their database are made so.
func settleNames(*Script) {}

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

// RulesOf are all rules that are followed for a dialect, in their order: its own, then
// those for what OceanBase takes.
func RulesOf(from Dialect) []rule.Rule {
	all := slices.Clone(dialects[from].rules)
	for _, r := range rules {
		all = append(all, rule.Rule{ID: r.id, Severity: r.severity})
	}
	return all
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
