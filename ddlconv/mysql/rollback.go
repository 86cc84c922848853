package mysql

import (
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// past is how a table was before its latest changes, and what they were. A statement
// changes the table itself; of one that fails half way the table is made anew from its
// past. To copy the table before every statement instead would take a time that grows
// with the square of their number.
type past struct {
	was *schema.Draft
	// since are the changes that were made to it, in order.
	since []change
}

// change is one statement that was applied to a table.
type change struct {
	source string
	tokens []syntax.Token
	apply  func(*alteration)
}

// fewest is how many changes are kept at the least before the table is copied again.
const fewest = 16

// size is about how much a copy of a table takes, in statements that may be kept instead.
func size(t *schema.Table) int {
	return fewest + len(t.Columns) + len(t.Indexes) + len(t.ForeignKeys) + len(t.Checks)
}

// attempt applies a change to a table, and tells what came of it. The table is as before
// where the change could not be made.
func (d *reader) attempt(draft *schema.Draft, c change) *alteration {
	before := d.pasts[draft]
	if before == nil || len(before.since) >= size(draft.Table) {
		before = &past{was: copyDraft(draft)}
		d.pasts[draft] = before
	}
	a := c.to(draft)
	if a.Err == nil && a.unknown == "" && len(draft.Table.Columns) > 0 {
		before.since = append(before.since, c)
		return a
	}
	a.emptied = len(draft.Table.Columns) == 0
	again := copyDraft(before.was)
	for _, c := range before.since {
		c.to(again)
	}
	draft.Become(again)
	delete(d.pasts, draft)
	return a
}

// to applies a change to a draft.
func (c change) to(draft *schema.Draft) *alteration {
	a := &alteration{parser: &parser{Cursor: syntax.Cursor{Source: c.source, Tokens: c.tokens}, draft: draft}}
	c.apply(a)
	return a
}
