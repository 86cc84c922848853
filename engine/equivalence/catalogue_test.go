// Package equivalence_test runs the text of real schemas on the server that they were
// written for, and the converted text on a kernel, and compares the two catalogues.
// It shares nothing with the way a conversion reads: a source's own server says what
// its text means. Every difference must be named by a note.
//
// Compared are tables, columns and their order, types by what values they take,
// nullability, defaults, keys, foreign keys, checks, partitions and comments. A check of
// PostgreSQL is compared by its name alone, since its text is written in other words.
package equivalence_test

import (
	"strings"
)

type (
	// catalogue is what a server says of a database, without the words of its product.
	catalogue []*table

	// table is one base table.
	table struct {
		schema, name string
		comment      string
		columns      []*column
		keys         []*key
		foreign      []*foreign
		checks       []*check
		partitions   *partitions // nil without
	}

	// column is one column.
	column struct {
		name string
		// values says what the column takes: "integer -128..127", "text 20 characters".
		values    string
		collation string
		notNull   bool
		value     string // the default, "" for none, else "= " and its text
		onUpdate  string
		auto      bool
		generated string
		hidden    bool
		comment   string
	}

	// key is a primary, unique or other key.
	key struct {
		kind    string // primary, unique, plain, fulltext, spatial, or a method of PostgreSQL
		name    string
		parts   []string // "a", "b(10)", "c desc", "(lower(d))"
		where   string   // of a partial index
		include []string
		hidden  bool
		comment string
	}

	// foreign is a foreign key.
	foreign struct {
		name               string
		columns            []string
		parent             string
		parentColumns      []string
		onDelete, onUpdate string
	}

	// check is a CHECK constraint.
	check struct{ name, expression string }

	// partitions are how a table is cut.
	partitions struct {
		by, subBy string
		parts     []string // "p0 less than 10", with the subpartitions behind
		comments  []string // `p0 "the old ones"`
	}
)

// find is a table by its name, in a schema where one is given; nil without.
func (c catalogue) find(schema, name string) *table {
	for _, t := range c {
		if strings.EqualFold(t.name, name) && (schema == "" || t.schema == schema) {
			return t
		}
	}
	return nil
}

// column is a column by its name, nil without.
func (t *table) column(name string) *column {
	for _, c := range t.columns {
		if strings.EqualFold(c.name, name) {
			return c
		}
	}
	return nil
}

// text says all of a key but its name.
func (k *key) text() string {
	s := k.kind + " (" + strings.Join(k.parts, ", ") + ")"
	if k.where != "" {
		s += " where " + k.where
	}
	if len(k.include) > 0 {
		s += " include (" + strings.Join(k.include, ", ") + ")"
	}
	if k.hidden {
		s += " hidden"
	}
	return s
}

// text says all of a foreign key but its name.
func (f *foreign) text() string {
	return "(" + strings.Join(f.columns, ", ") + ") to " + f.parent + " (" + strings.Join(f.parentColumns, ", ") + ")" +
		" on delete " + f.onDelete + " on update " + f.onUpdate
}

// text says how a table is cut.
func (p *partitions) text() string {
	if p == nil {
		return "none"
	}
	return p.by + " " + p.subBy + " [" + strings.Join(p.parts, "; ") + "]"
}
