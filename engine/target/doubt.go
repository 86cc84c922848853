package target

import (
	"bytes"
	"context"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
)

// duplicate is the fault of a key that is there already (ER_DUP_ENTRY and its kin).
const duplicate = "fault.server.1062"

// settle deals with rows that are called duplicates and may be so of themselves: their
// statement may have been carried out before. Where all of them are there, they were
// written; else they are halved until that holds or a row stands alone, which was
// written where the row that is there has its values too.
func (w *Writer) settle(ctx context.Context, b *rows.Batch, which []int32, reason *fault.Error) (Tally, error) {
	found, err := w.found(ctx, b, which)
	switch {
	case err != nil:
		return Tally{}, err
	case found == len(which):
		return Tally{Written: len(which)}, nil
	case len(which) == 1:
		return Tally{}, w.refuse(b, which[0], reason)
	}
	// A statement is carried out whole or not at all: where its own fate alone was in
	// doubt, none of its rows is there.
	return w.halve(ctx, b, which, w.destination.Doubt)
}

// foundAtOnce keeps the question about rows at a size that a server plans quickly.
const foundAtOnce = 200

// found counts the rows that are there: by their identity, and one that stands alone by
// its other values too.
func (w *Writer) found(ctx context.Context, b *rows.Batch, which []int32) (count int, err error) {
	for len(which) > 0 {
		some := which[:min(len(which), foundAtOnce)]
		which = which[len(some):]
		var n int
		for attempt := 0; ; attempt++ {
			held, end := unhurried(ctx)
			err = w.target.db.QueryRowContext(held, w.question(b, some)).Scan(&n)
			end()
			if ctx.Err() != nil {
				return 0, ctx.Err()
			}
			if err == nil {
				break
			}
			reason := w.explain(err)
			if reason.Class() != fault.Retry || attempt == len(waits) {
				return 0, fault.Explain(err, denied(reason, "fault.target.doubt"), "Table", w.destination.Table)
			}
			w.hooks.Retrying(attempt+1, waits[attempt], reason)
			if err := pause(ctx, waits[attempt]); err != nil {
				return 0, err
			}
		}
		count += n
	}
	return count, nil
}

// question asks how many of the rows are there.
func (w *Writer) question(b *rows.Batch, which []int32) string {
	var q bytes.Buffer
	q.WriteString("SELECT COUNT(*) FROM " + w.target.qualified(w.destination.Table) + " WHERE (")
	columns := b.Columns()
	var identity []int
	for i, name := range w.destination.Columns {
		if among(name, w.destination.Identity) {
			if len(identity) > 0 {
				q.WriteByte(',')
			}
			q.WriteString(schema.Quote(name))
			identity = append(identity, i)
		}
	}
	q.WriteString(") IN (")
	for n, row := range which {
		if n > 0 {
			q.WriteByte(',')
		}
		q.WriteByte('(')
		for n, i := range identity {
			if n > 0 {
				q.WriteByte(',')
			}
			q.Write(w.literal(b, int(row), i))
		}
		q.WriteByte(')')
	}
	q.WriteByte(')')
	if len(which) == 1 {
		for i, c := range columns {
			if exact(c.Kind) {
				q.WriteString(" AND " + schema.Quote(w.destination.Columns[i]) + "<=>")
				q.Write(w.literal(b, int(which[0]), i))
			}
		}
	}
	return q.String()
}

func (w *Writer) literal(b *rows.Batch, row, column int) []byte {
	value, null := b.Value(row, column)
	if null {
		return []byte("NULL")
	}
	return appendValue(nil, value, formOf(b.Columns()[column].Kind))
}

// exact tells whether a value that was written is found again by an equality.
func exact(k rows.Kind) bool {
	switch k {
	case rows.Float, rows.Double, rows.JSON, rows.Geometry, rows.Bit:
		return false
	}
	return true
}
