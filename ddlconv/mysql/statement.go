// Package mysql reads a CREATE TABLE of MySQL or MariaDB, as SHOW CREATE TABLE
// prints it or a person writes it, into the model of package schema.
//
// Synonyms are written in one way (integer becomes int, now() CURRENT_TIMESTAMP);
// nothing else is changed here. What the model has no field for is kept as a
// [Remark], and every element has its place in the source.
package mysql

import (
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// Statement is a CREATE TABLE that was read.
type Statement struct {
	Table *schema.Table
	// Partitioning is how the table is partitioned, nil where it is not. The
	// table's own Partition is left empty.
	Partitioning *schema.Partitioning
	// Remarks are what the model has no field for, in order.
	Remarks []Remark
	// Places tells where an element stands, by its pointer: *schema.Table (its
	// first option), *schema.Column, *schema.Index, *schema.ForeignKey,
	// *schema.Check, *schema.Partitioning.
	Places map[any]syntax.Place
}

// Remark is a phrase that the model has no field for.
type Remark struct {
	Phrase Phrase
	// Object is the column, key or partition that it belongs to, "" for the table.
	Object string
	// Text is the phrase in the source's words, without secrets.
	Text  string
	Place syntax.Place
}

// Phrase is a kind of remark.
type Phrase string

// The phrases.
const (
	Temporary  Phrase = "temporary"  // CREATE TEMPORARY TABLE
	Storage    Phrase = "storage"    // how the source stores a thing: COMPRESSED, KEY_BLOCK_SIZE, MAX_ROWS …
	Versioning Phrase = "versioning" // WITH SYSTEM VERSIONING, AS ROW START, PERIOD FOR SYSTEM_TIME
	Period     Phrase = "period"     // PERIOD FOR something else
	Overlaps   Phrase = "overlaps"   // a key WITHOUT OVERLAPS
	Ignored    Phrase = "ignored"    // an IGNORED key
	Vector     Phrase = "vector"     // a VECTOR key
	Linear     Phrase = "linear"     // LINEAR HASH, LINEAR KEY
	Inline     Phrase = "inline"     // REFERENCES behind a column
	Default    Phrase = "default"    // a partition DEFAULT
)

// Parse reads one CREATE TABLE.
func Parse(source string) (*Statement, *syntax.Error) {
	tokens, err := lex(source, false)
	if err != nil {
		return nil, err
	}
	if ansi(tokens) {
		if tokens, err = lex(source, true); err != nil {
			return nil, err
		}
	}
	p := &parser{source: source, tokens: tokens, statement: &Statement{
		Table:  &schema.Table{},
		Places: map[any]syntax.Place{},
	}}
	p.createTable()
	if p.err != nil {
		return nil, p.err
	}
	return p.statement, nil
}

// ansi tells whether the table's name stands in double quotes, which is only
// possible where they hold names everywhere (sql_mode ANSI_QUOTES).
func ansi(tokens []token) bool {
	for i, t := range tokens {
		if t.sign("(") {
			return false
		}
		if t.kind == text && i > 0 {
			return t.raw[0] == '"'
		}
	}
	return false
}
