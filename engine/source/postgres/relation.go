package postgres

import (
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/obferry/obferry/engine/rows"
)

// table is what is known of a table beside what the others are told of it.
type table struct {
	schema, name string
	// query is a SELECT in whose place the table stands, "" for a table of the database.
	query string
	// partitioned tables are read with their partitions; others without the tables that
	// inherit from them, which are tables of their own.
	partitioned bool
	// blocks is its size in blocks of 8 KiB; of a partitioned one that of its largest
	// partition.
	blocks int64
	// heap tells that its rows lie in numbered blocks.
	heap bool
	// known tells that the statistics of its columns fit its size.
	known bool
	// readable tells that the account may read the whole table.
	readable bool
	columns  []*column
	key      []*column
}

// column is one column and how its values are read.
type column struct {
	name string
	// typ is the type below its domains, as PostgreSQL writes it.
	typ  string
	kind rows.Kind
	// text is what is selected in the column's place, with $ for the quoted name; "" for
	// the column as it is.
	text string
	// form brings the text that the server sends into that of the kind; nil where it is.
	form form
	// sorts tells that its values have an order in which a key can be cut.
	sorts bool
}

// from is the table as it stands behind FROM.
func (t *table) from() string {
	switch {
	case t.query != "":
		return inBrackets(t.query) + " AS selected"
	case t.partitioned:
		return t.qualified()
	}
	return "ONLY " + t.qualified()
}

func (t *table) qualified() string { return pgx.Identifier{t.schema, t.name}.Sanitize() }

func (t *table) column(name string) *column {
	for _, c := range t.columns {
		if c.name == name {
			return c
		}
	}
	return nil
}

// selected is what is selected in a column's place.
func (c *column) selected() string {
	name := quote(c.name)
	if c.text == "" {
		return name
	}
	return strings.ReplaceAll(c.text, "$", name)
}

// inBrackets puts what a person wrote into brackets of its own. A comment at its end does
// not reach what follows.
func inBrackets(text string) string { return "(\n" + text + "\n)" }

// quote writes an identifier.
func quote(name string) string { return pgx.Identifier{name}.Sanitize() }

// literal writes a string for a session with standard_conforming_strings.
func literal(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// Name is how a table is called here: by its name alone in the schema public, else with
// its schema before it. Parts with a point or a quote in them stand in quotes, so that
// no two tables share a name.
func Name(schema, name string) string {
	if schema == "public" && part(name) == name {
		return name
	}
	return part(schema) + "." + part(name)
}

func part(name string) string {
	if strings.ContainsAny(name, `."`) {
		return quote(name)
	}
	return name
}
