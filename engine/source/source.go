// Package source says what a place that rows come from must do. Each kind of
// place has a folder of its own: mysql and postgres for live servers, sheet for
// spreadsheets and delimited text, stream for rows that are made up.
package source

import (
	"context"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/rows"
)

// Source is a place that rows come from. The order of calls is: Tables as often
// as wanted; then Begin once; then Chunks and Read, Read from up to the number of
// goroutines that Begin returned; then End; at last Close. Every method honours
// the context's end promptly and returns its error then.
//
// A Source never changes what it reads.
type Source interface {
	// Tables lists what can be taken, in a stable order. Row counts are estimates
	// unless Exact says otherwise.
	Tables(ctx context.Context) ([]*Table, error)

	// Others lists what the source holds beside its tables and is not taken: views,
	// triggers, routines, events; sheets without a cell. It is called after Tables.
	Others(ctx context.Context) ([]Object, error)

	// Begin fixes the moment at which rows are read: until End, every Read sees the
	// source as it was then. Readers is how many goroutines want to read at once;
	// granted is how many may, at least one. Where fewer are granted, warning says why.
	Begin(ctx context.Context, readers int) (granted int, warning error, err error)

	// Chunks cuts a table into about want parts that can be read apart and, together,
	// hold every row exactly once. At least one chunk is returned.
	Chunks(ctx context.Context, table *Table, want int) ([]Chunk, error)

	// Read hands the rows of a chunk to deliver, batch by batch, in the order that
	// costs the source least. Columns names those wanted, in their order.
	// Fresh gives an empty batch; deliver takes it over, filled. Batches are cut by
	// limit. An error of deliver ends the read and is returned as it is.
	Read(ctx context.Context, table *Table, columns []rows.Column, chunk Chunk, limit Limit,
		fresh func() *rows.Batch, deliver func(*rows.Batch) error) error

	// End gives up the moment that Begin fixed. It is safe to call without Begin.
	End() error

	// Close frees what the source holds.
	Close() error
}

// Limit says when a batch is full: at Rows rows, or once Bytes bytes are reached,
// whichever comes first.
type Limit struct {
	Rows  int
	Bytes int
}

// Table is something that a source offers to take across.
type Table struct {
	// Name as the source spells it: a table's, or a sheet's.
	Name string
	// Rows in the table, and Bytes they take; estimates unless Exact.
	Rows, Bytes int64
	Exact       bool
	// Columns in the source's order.
	Columns []rows.Column
	// Key names the columns of the primary key, or of the narrowest unique key
	// whose columns are all NOT NULL; empty where there is neither.
	Key []string
	// Create is the source's own DDL (SHOW CREATE TABLE); empty for sheets.
	Create string
	// Selection is what is taken of the table, or in its place; see [Selector].
	Selection Selection
	// Proposed is the table that rows fit into which come from no table: a sheet's, a
	// query's. Nil for a database's tables.
	Proposed *schema.Table
	// Problems are faults of the source's content found while listing it: ragged
	// rows, formula errors, ids that the spreadsheet has already rounded.
	Problems []error
	// State tells the rows' state apart from a later one, as far as the source can: a
	// file's size and time, a table's time of change. "" where it cannot. It is a text
	// for persons to compare.
	State string
	// Layout is the kind of source's own way to find the rows again; it is saved
	// with a plan. Nil for databases.
	Layout any
}

// Object is something of a source that holds no rows to take. Kind is the source's
// word for it in lower case: view, trigger, procedure, function, event, sequence, sheet.
type Object struct{ Kind, Name string }

// Chunk is a part of a table.
type Chunk struct {
	// Where is an SQL condition for databases, empty for the whole table.
	Where string
	// Column is the integer column of whose values Where takes a range, "" where it does
	// not. The range is from From to below Below, each a number or, where it is open, "".
	// Where there is no Column, the two are the source's own.
	Column, From, Below string
	// Fleeting tells that Where takes the same rows only until End: rows may lie elsewhere
	// afterwards, so that a run which goes on later must read the whole table again.
	Fleeting bool
	// After leaves out the rows whose place is not above it: those that an earlier run
	// has brought across. 0 leaves out none; rows without a place are never left out.
	After int64
}
