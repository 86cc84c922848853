package schema

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/syntax"
)

// Draft is a table as a dialect reads it and before the rules have changed it.
type Draft struct {
	Table *Table
	// Schema is the schema or database that the source puts the table in, "" where it
	// names none.
	Schema string
	// Original is the source's text of the statement that makes the table.
	Original string
	// changes are the texts of those that change it, which may be very many.
	changes []string
	// Remarks are what the model has no field for, in order.
	Remarks []Remark
	// Places tells where an element stands, by its pointer: *Table (its
	// first option), *Column, *Index, *ForeignKey,
	// *Check, *Partitioning.
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
	Match      Phrase = "match"      // MATCH FULL, MATCH PARTIAL
	Default    Phrase = "default"    // a partition DEFAULT
	Implicit   Phrase = "implicit"   // a TIMESTAMP that does not say whether it may be NULL
)

// NewDraft is a draft of a table about which nothing is known yet.
func NewDraft() *Draft { return &Draft{Table: &Table{}, Places: map[any]syntax.Place{}} }

// Append puts a piece of text behind the table's: what parts it from the one before, and
// a statement that changes the table.
func (d *Draft) Append(piece string) { d.changes = append(d.changes, piece) }

// Whole is the source's text of the table: the statement that makes it, and those that
// change it, each on lines of its own.
func (d *Draft) Whole() string { return d.Original + strings.Join(d.changes, "") }

// Pieces are the texts that Whole is made of, one of each statement.
func (d *Draft) Pieces() []string { return append([]string{d.Original}, d.changes...) }

// Become makes the draft what a changed copy of it is. Its texts stay its own.
func (d *Draft) Become(fresh *Draft) {
	place, original, changes := d.Places[d], d.Original, d.changes
	*d = *fresh
	delete(d.Places, fresh)
	d.Places[d], d.Original, d.changes = place, original, changes
}
