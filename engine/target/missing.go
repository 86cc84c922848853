package target

import (
	"context"
	"database/sql"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
)

// askedAtOnce is up to how many rows are looked for one by one, in one statement.
const askedAtOnce = 32

// Missing are the rows of a batch, by their numbers, that a table does not have: none has
// the values of their [Destination.Identity]. The server compares, by its own rules. Few of
// the rows are expected to be missing.
func (t *Target) Missing(ctx context.Context, d *Destination, b *rows.Batch) (missing []int, err error) {
	key := make([]keyColumn, len(d.Identity))
	for i, name := range d.Identity {
		for at, column := range d.Columns {
			if sameName(column, name) {
				key[i] = keyColumn{at: at, name: schema.Quote(name), form: formOf(b.Columns()[at].Kind)}
			}
		}
	}
	err = t.missing(ctx, d.Table, key, b, 0, b.Len(), &missing)
	return missing, err
}

// keyColumn is a column of an identity: where it stands in a batch, and how it is written.
type keyColumn struct {
	at   int
	name string
	form form
}

// missing looks for the rows from one number to another: by their count where all are
// there, in halves where not, and one by one where they are few.
func (t *Target) missing(ctx context.Context, table string, key []keyColumn, b *rows.Batch, from, to int, missing *[]int) error {
	if to-from <= askedAtOnce {
		return t.eachMissing(ctx, table, key, b, from, to, missing)
	}
	n, err := t.countOf(ctx, table, key, b, from, to)
	if err != nil || n == int64(to-from) {
		return err
	}
	middle := from + (to-from)/2
	if err := t.missing(ctx, table, key, b, from, middle, missing); err != nil {
		return err
	}
	return t.missing(ctx, table, key, b, middle, to, missing)
}

// eachMissing asks for every one of a few rows whether it is there.
func (t *Target) eachMissing(ctx context.Context, table string, key []keyColumn, b *rows.Batch, from, to int, missing *[]int) error {
	text := []byte("SELECT ")
	there, into := make([]bool, to-from), make([]any, to-from)
	for i := from; i < to; i++ {
		if i > from {
			text = append(text, ',')
		}
		text = append(text, "EXISTS (SELECT 1 FROM "+t.qualified(table)+" WHERE "...)
		row := b.Row(i)
		for k, c := range key {
			if k > 0 {
				text = append(text, " AND "...)
			}
			text = append(append(text, c.name...), '=')
			text = c.append(text, row)
		}
		text = append(text, ')')
		into[i-from] = &there[i-from]
	}
	if err := t.db.QueryRowContext(ctx, string(text)).Scan(into...); err != nil {
		return fault.Explain(err, "fault.target.describe", "Table", table)
	}
	for i, found := range there {
		if !found {
			*missing = append(*missing, from+i)
		}
	}
	return nil
}

// append writes the column's value of a row.
func (c *keyColumn) append(text []byte, row rows.Row) []byte {
	value, null := row.Value(c.at)
	if null {
		return append(text, "NULL"...)
	}
	return append(text, literal(value, c.form)...)
}

// countOf counts the table's rows that have the keys of some rows of a batch.
func (t *Target) countOf(ctx context.Context, table string, key []keyColumn, b *rows.Batch, from, to int) (n int64, err error) {
	text := []byte("SELECT COUNT(*) FROM " + t.qualified(table) + " WHERE (")
	for i, c := range key {
		if i > 0 {
			text = append(text, ',')
		}
		text = append(text, c.name...)
	}
	text = append(text, ") IN ("...)
	for i := from; i < to; i++ {
		if i > from {
			text = append(text, ',')
		}
		text = append(text, '(')
		row := b.Row(i)
		for k, c := range key {
			if k > 0 {
				text = append(text, ',')
			}
			text = c.append(text, row)
		}
		text = append(text, ')')
	}
	text = append(text, ')')
	err = t.db.QueryRowContext(ctx, string(text)).Scan(&n)
	return n, fault.Explain(err, "fault.target.describe", "Table", table)
}

// EachKey hands over the values of some columns of every row of a table, as text. The
// slices are only there for the length of the call.
func (t *Target) EachKey(ctx context.Context, table string, columns []string, take func(key [][]byte)) error {
	result, err := t.db.QueryContext(ctx, "SELECT "+quoteAll(columns)+" FROM "+t.qualified(table))
	if err != nil {
		return fault.Explain(err, "fault.target.describe", "Table", table)
	}
	defer result.Close()
	key, into := make([]sql.RawBytes, len(columns)), make([]any, len(columns))
	for i := range key {
		into[i] = &key[i]
	}
	values := make([][]byte, len(columns))
	for result.Next() {
		if err := result.Scan(into...); err != nil {
			return fault.Explain(err, "fault.target.describe", "Table", table)
		}
		for i := range key {
			values[i] = key[i]
		}
		take(values)
	}
	return fault.Explain(result.Err(), "fault.target.describe", "Table", table)
}

func quoteAll(names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = schema.Quote(name)
	}
	return strings.Join(quoted, ", ")
}
