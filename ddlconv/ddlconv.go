// Package ddlconv turns a source's DDL into OceanBase's (MySQL mode), with a note
// for every change. The way is: a dialect's folder reads DDL into the model of
// package schema; rules change the model and leave notes; package oceanbase writes
// it out.
package ddlconv

import (
	"slices"
	"sort"

	"github.com/obferry/obferry/ddlconv/mysql"
	"github.com/obferry/obferry/ddlconv/oceanbase"
	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// Severity is how much a change matters; Note tells of one.
type (
	Severity = rule.Severity
	Note     = rule.Note
)

// The severities, from the least to the most.
const (
	Info    = rule.Info
	Changed = rule.Changed
	Lossy   = rule.Lossy
	Manual  = rule.Manual
	Blocked = rule.Blocked
)

// Conversion is what became of one CREATE TABLE.
type Conversion struct {
	Table *schema.Table
	// Original is the source's text, "" where the caller has it; Place is where it begins.
	Original string
	Place    syntax.Place
	// Create is the CREATE TABLE for the target, without foreign keys.
	Create string
	// After are the statements for when the rows are there: foreign keys, each alone.
	After []string
	Notes []Note
}

// Options say what a conversion makes of names. The zero Options keep them all.
type Options struct {
	// Name is the table's name on the target, "" for the source's.
	Name string
	// Names are the target names of other tables, by their source names, for
	// foreign keys. A table of another database stands as "database.table".
	Names map[string]string
	// Columns are the target names of columns, by their source names.
	Columns map[string]string
	// Drop are the columns, by their source names, that are left out.
	Drop []string
	// Version is the target's, such as "4.2.5"; "" means 4.3.5.
	Version string
	// Off are the ids of rules that are not followed.
	Off []string
	// Types are a person's own choices of types; the first that fits a column wins.
	Types []TypeChoice
}

// ParseError tells that a text is no CREATE TABLE that can be read: an ID in the
// dictionary with its Args, the place, and the words there.
type ParseError = syntax.Error

// Convert turns one CREATE TABLE of MySQL or MariaDB into OceanBase's DDL. Its error is
// a *[ParseError].
func Convert(create string, from Dialect, options Options) (*Conversion, error) {
	draft, err := mysql.Parse(create)
	if err != nil {
		return nil, err
	}
	return convertDraft(draft, from, options)
}

// convertDraft changes a draft by the rules of its dialect and by OceanBase's own, and
// writes it out.
func convertDraft(draft *schema.Draft, from Dialect, options Options) (*Conversion, error) {
	w := &work{Draft: draft, table: draft.Table, from: from, options: options}
	for _, column := range append(keys(options.Columns), options.Drop...) {
		if w.table.Column(column) == nil {
			return nil, &ParseError{ID: "fault.ddl.column", Args: map[string]any{"Near": column, "Table": w.table.Name}, Near: column}
		}
	}
	w.chooseTypes()
	for _, r := range dialects[from].rules {
		if r.Apply != nil && w.follows(r.ID) && oceanbase.Within(options.Version, r.Since, r.Before) {
			r.Apply(draft, w.teller(r.ID, r.Severity))
		}
	}
	for _, r := range rules {
		if w.follows(r.id) {
			r.apply(w, w.teller(r.id, r.severity))
		}
	}
	if len(w.table.Columns) == 0 {
		return nil, &ParseError{ID: "fault.ddl.nocolumns", Args: map[string]any{"Table": w.table.Name}}
	}
	w.rename()
	c := &Conversion{Table: w.table, Original: draft.Original, Create: Render(w.table), Notes: w.notes}
	for _, fk := range w.table.ForeignKeys {
		c.After = append(c.After, oceanbase.ForeignKey(w.table.Name, fk))
	}
	sort.SliceStable(c.Notes, func(i, j int) bool { return before(c.Notes[i], c.Notes[j]) })
	return c, nil
}

// follows tells whether a rule is on.
func (w *work) follows(id string) bool { return !slices.Contains(w.options.Off, id) }

// before orders notes by place, those without one last.
func before(a, b Note) bool {
	if (a.Line == 0) != (b.Line == 0) {
		return b.Line == 0
	}
	if a.Line != b.Line {
		return a.Line < b.Line
	}
	return a.Column < b.Column
}

// Render is the CREATE TABLE of a table for the target, without its foreign keys.
func Render(table *schema.Table) string { return oceanbase.Table(table) }
