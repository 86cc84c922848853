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
	"github.com/obferry/obferry/ddlconv/script"
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
	// Source is what the source calls the table.
	Source SourceName
	// Original is the source's text, "" where the caller has it; Place is where it begins.
	Original string
	Place    syntax.Place
	// Create is the CREATE TABLE for the target, without foreign keys.
	Create string
	// After are the statements for when the rows are there: foreign keys, each alone.
	After []string
	Notes []Note
}

// SourceName is what a source calls a table: its schema or database, "" where it names
// none, and its name.
type SourceName struct{ Schema, Table string }

// TableOptions are a person's choices for one table of a script.
type TableOptions struct {
	// Name is the table's name on the target, "" for the one that the conversion gives.
	Name string
	// Columns are the target names of columns, by their source names.
	Columns map[string]string
	// Drop are the columns, by their source names, that are left out.
	Drop []string
}

// Options say what a conversion makes of names. The zero Options keep them all.
type Options struct {
	// Name is the table's name on the target, "" for the source's.
	Name string
	// Names are the target names of other tables, for foreign keys.
	Names Names
	// Columns are the target names of columns, by their source names.
	Columns map[string]string
	// Drop are the columns, by their source names, that are left out.
	Drop []string
	// Version is the target's, one of [Versions] or one that goes on behind it, such as
	// "4.2.5.3"; "" means 4.3.5. Any other is an error. [Nearest] finds a server's.
	Version string
	// Off are the ids of rules that are not followed: they change nothing and say nothing.
	// [CheckOff] finds those that are none.
	Off []string
	// Types are a person's own choices of types; the first that fits a column wins.
	Types []TypeChoice
	// Tables are the choices for single tables of a script.
	Tables map[SourceName]TableOptions
	// Encoding is what a script is in, as [codepage.Named] knows it; "" for UTF-8, UTF-16,
	// and what is guessed of lines that are neither. It is for [ConvertScript] alone.
	Encoding string
}

// Versions are the versions of OceanBase that are converted for, the oldest first.
func Versions() []string { return slices.Clone(oceanbase.Versions) }

// Nearest is the one of [Versions] to convert for where a server has the given version.
func Nearest(version string) string { return oceanbase.Nearest(version) }

// noColumns is the ID of the error of a table that has no columns.
const noColumns = "fault.ddl.nocolumns"

// ParseError tells that a text is no CREATE TABLE that can be read: an ID in the
// dictionary with its Args, the place, and the words there.
type ParseError = syntax.Error

// Convert turns one CREATE TABLE of MySQL or MariaDB into OceanBase's DDL. Its error is
// a *[ParseError].
func Convert(create string, from Dialect, options Options) (*Conversion, error) {
	course, err := newCourse(from, options)
	if err != nil {
		return nil, err
	}
	draft, refused := mysql.Parse(create)
	if refused != nil {
		return nil, refused
	}
	w, err := course.convert(draft, options)
	if err != nil {
		return nil, err
	}
	return w.conversion(), nil
}

// convert changes a draft by all rules that look at one table, and gives everything its
// name on the target.
func (c *course) convert(draft *schema.Draft, options Options) (*work, error) {
	w := &work{Draft: draft, table: draft.Table, source: draft.Table.Name, course: c, options: options, renamed: lowerKeys(options.Columns),
		native: c.converted || mysql.Native(draft.Table)}
	for _, column := range append(keys(options.Columns), options.Drop...) {
		if w.table.Column(column) == nil {
			return nil, &ParseError{ID: "fault.ddl.column", Args: map[string]any{"Near": column, "Table": w.table.Name}, Near: column}
		}
	}
	if c.follows(chosen) {
		w.chooseTypes()
	}
	for _, r := range c.rules {
		r.apply(w, w.teller(r.ID, r.Severity))
	}
	if len(w.table.Columns) == 0 {
		return nil, &ParseError{ID: noColumns, Args: map[string]any{"Table": w.table.Name}}
	}
	w.rename()
	return w, nil
}

// conversion writes a table out.
func (w *work) conversion() *Conversion {
	c := &Conversion{Table: w.table, Source: SourceName{w.Schema, w.source}, Original: script.Discreet(w.Whole()), Create: Render(w.table)}
	for _, n := range w.notes {
		c.Notes = append(c.Notes, script.DiscreetNote(n))
	}
	for _, fk := range w.table.ForeignKeys {
		c.After = append(c.After, oceanbase.ForeignKey(w.table.Name, fk))
	}
	sort.SliceStable(c.Notes, func(i, j int) bool { return before(c.Notes[i], c.Notes[j]) })
	return c
}

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
