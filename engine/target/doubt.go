package target

import (
	"bytes"
	"context"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
)

// duplicate is the fault of a key that is there already (ER_DUP_ENTRY and its kin).
const duplicate = "fault.server.1062"

// settle deals with rows that are called duplicates and may be so of themselves: their
// statement may have been carried out before. Where all of them are there, with their
// values, they were written; else they are halved until that holds or a row stands alone,
// which is refused. That a row of their key is there does not tell: it may be the other
// of two that have one key, and this one would be lost.
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

// found counts the rows that are there with all their values.
func (w *Writer) found(ctx context.Context, b *rows.Batch, which []int32) (count int, err error) {
	for len(which) > 0 {
		some := which[:w.asked(b, which)]
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

// asked is how many of some rows a question can be of: each value stands in it twice, with
// escapes, and it must fit into a packet.
func (w *Writer) asked(b *rows.Batch, which []int32) (count int) {
	for bytes := 0; count < min(len(which), foundAtOnce); count++ {
		for i := range b.Columns() {
			value, _ := b.Value(int(which[count]), i)
			bytes += 4*len(value) + 2*len(w.destination.Columns[i]) + 64
		}
		if count > 0 && bytes > w.target.packet-packetSlack {
			break
		}
	}
	return count
}

// question asks how many of the rows are there. Their identity finds them; then each is
// held against the values that it should have.
func (w *Writer) question(b *rows.Batch, which []int32) string {
	var q bytes.Buffer
	q.WriteString("SELECT COUNT(*) FROM " + w.target.qualified(w.destination.Table) + " WHERE (")
	var identity, others []int
	for i, name := range w.destination.Columns {
		if among(name, w.destination.Identity) {
			if len(identity) > 0 {
				q.WriteByte(',')
			}
			q.WriteString(schema.Quote(name))
			identity = append(identity, i)
		} else if w.comparable(b, i) {
			others = append(others, i)
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
			q.WriteString(w.kept(b, int(row), i))
		}
		q.WriteByte(')')
	}
	q.WriteString(") AND CASE")
	for _, row := range which {
		word := " WHEN "
		for _, i := range identity {
			q.WriteString(word + w.same(b, int(row), i, true))
			word = " AND "
		}
		word = " THEN "
		for _, i := range others {
			q.WriteString(word + w.same(b, int(row), i, false))
			word = " AND "
		}
		if len(others) == 0 {
			q.WriteString(" THEN TRUE")
		}
	}
	q.WriteString(" END")
	return q.String()
}

// same is the condition that a column holds a row's value. Of two texts that a collation
// calls equal and that tell rows apart, only the one with the same letters is the same.
func (w *Writer) same(b *rows.Batch, row, column int, identity bool) string {
	name, value := schema.Quote(w.destination.Columns[column]), w.kept(b, row, column)
	if identity && column < len(w.destination.Types) && w.destination.Types[column].Kind == rows.Text {
		const exactly = " USING utf8mb4) COLLATE utf8mb4_bin"
		return "CONVERT(" + name + exactly + "=CONVERT(" + value + exactly
	}
	if column >= len(w.destination.Types) || value == "NULL" {
		return name + "<=>" + value
	}
	switch w.destination.Types[column].Kind {
	case rows.Float:
		// No cast to a FLOAT is known to every version. Two of them that differ by less than
		// their last digit are hardly two.
		return "ABS(" + name + "-" + value + ")<=ABS(" + value + ")*1e-6+1e-44"
	case rows.Bit:
		return name + "+0<=>CAST(CONV(HEX(" + value + "),16,10) AS UNSIGNED)"
	}
	return name + "<=>" + value
}

// kept is a row's value as the server keeps it: what comes as another kind, or with more
// digits, is cut to the column's type.
func (w *Writer) kept(b *rows.Batch, row, column int) string {
	value := string(w.literal(b, row, column))
	if column >= len(w.destination.Types) {
		return value
	}
	as, size := w.destination.Types[column], ""
	if from, to := strings.IndexByte(as.Type, '('), strings.IndexByte(as.Type, ')'); from >= 0 && to > from {
		size = as.Type[from : to+1]
	}
	same := b.Columns()[column].Kind == as.Kind
	switch {
	case as.Kind == rows.Decimal:
		return "CAST(" + value + " AS DECIMAL" + size + ")"
	case as.Kind == rows.DateTime, as.Kind == rows.Timestamp:
		return "CAST(" + value + " AS DATETIME" + size + ")"
	case as.Kind == rows.Time:
		return "CAST(" + value + " AS TIME" + size + ")"
	case as.Kind == rows.Date && !same:
		return "CAST(" + value + " AS DATE)"
	case as.Kind == rows.Integer && !same:
		return "ROUND(" + value + ")"
	}
	return value
}

func (w *Writer) literal(b *rows.Batch, row, column int) []byte {
	value, null := b.Value(row, column)
	if null {
		return []byte("NULL")
	}
	return literal(value, formOf(b.Columns()[column].Kind))
}

// comparable tells whether a value that was written is found again by an equality, both
// as it came and as it is kept.
func (w *Writer) comparable(b *rows.Batch, column int) bool {
	came := b.Columns()[column].Kind
	if column >= len(w.destination.Types) {
		return exact(came)
	}
	kept := w.destination.Types[column]
	switch kept.Kind {
	case rows.Float, rows.Double:
		// One of so many digits after its point has been rounded to them.
		return !strings.Contains(kept.Type, "(") && (exact(came) || came == rows.Float || came == rows.Double)
	case rows.Bit:
		return came == rows.Bit
	}
	if !exact(came) {
		return false
	}
	for _, made := range otherwise {
		if strings.HasPrefix(strings.ToLower(kept.Type), made) {
			return false
		}
	}
	return exact(kept.Kind)
}

// otherwise are types whose values are kept in a form of their own: BINARY(n) is filled up
// with zeros, members of a SET are put in order, those of an ENUM may come as numbers.
var otherwise = []string{"binary", "set", "enum"}

func exact(k rows.Kind) bool {
	switch k {
	case rows.Float, rows.Double, rows.JSON, rows.Geometry, rows.Bit:
		return false
	}
	return true
}
