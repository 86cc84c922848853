// Package ddlconv turns a source's DDL into OceanBase's (MySQL mode), with a note
// for every change. The way is: a dialect's folder reads DDL into the model of
// package schema; rules change the model and leave notes; package oceanbase writes
// it out.
package ddlconv

import (
	"sort"

	"github.com/obferry/obferry/ddlconv/mysql"
	"github.com/obferry/obferry/ddlconv/oceanbase"
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// Dialect is the language a piece of DDL is written in.
type Dialect string

// The dialects that are read.
const (
	MySQL   Dialect = "mysql"
	MariaDB Dialect = "mariadb"
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

// Conversion is what became of one CREATE TABLE.
type Conversion struct {
	Table *schema.Table
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
}

// ParseError tells that a text is no CREATE TABLE that can be read: an ID in the
// dictionary with its Args, the place, and the words there.
type ParseError = syntax.Error

// Convert turns one CREATE TABLE into OceanBase's DDL. Its error is a *[ParseError].
func Convert(create string, from Dialect, options Options) (*Conversion, error) {
	draft, err := mysql.Parse(create)
	if err != nil {
		return nil, err
	}
	w := &work{Draft: draft, table: draft.Table, from: from, options: options}
	for _, column := range append(keys(options.Columns), options.Drop...) {
		if w.table.Column(column) == nil {
			return nil, &ParseError{ID: "fault.ddl.column", Args: map[string]any{"Near": column, "Table": w.table.Name}, Near: column}
		}
	}
	for _, r := range rules {
		r.apply(w, w.teller(r))
	}
	if len(w.table.Columns) == 0 {
		return nil, &ParseError{ID: "fault.ddl.nocolumns", Args: map[string]any{"Table": w.table.Name}}
	}
	w.rename()
	c := &Conversion{Table: w.table, Create: Render(w.table), Notes: w.notes}
	for _, fk := range w.table.ForeignKeys {
		c.After = append(c.After, oceanbase.ForeignKey(w.table.Name, fk))
	}
	sort.SliceStable(c.Notes, func(i, j int) bool { return before(c.Notes[i], c.Notes[j]) })
	return c, nil
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
