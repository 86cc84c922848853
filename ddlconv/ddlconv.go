// Package ddlconv turns a source's DDL into OceanBase's (MySQL mode), with a note
// for every change. The way is: a dialect's folder reads DDL into the model of
// package schema; rules change the model and leave notes; package oceanbase writes
// it out.
package ddlconv

import "github.com/obferry/obferry/ddlconv/schema"

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
