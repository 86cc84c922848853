package source

import "context"

// Selection is what a plan takes of a database in place of a whole table. The zero
// Selection is a whole table, cut by its key.
type Selection struct {
	// Where is a condition in the source's SQL that the rows taken fulfil.
	Where string
	// Query is a SELECT whose rows are taken.
	Query string
	// Split names the integer column by which rows are cut into chunks.
	Split string
}

// Selector is a [Source] that takes selections.
type Selector interface {
	Source
	// Select is the table that a selection makes of another, which it leaves as it is; of
	// is nil where the selection has a Query. Name is what the plan calls it. What is wrong
	// with the selection is an error that names it. It is called after Tables, before Begin.
	Select(ctx context.Context, name string, of *Table, s Selection) (*Table, error)
}
