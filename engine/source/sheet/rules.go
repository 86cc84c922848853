package sheet

import (
	"math"

	"github.com/obferry/obferry/engine/fault"
)

// verdict is what is done with a row.
type verdict uint8

const (
	skipped verdict = iota // above the data, below it, or without anything in it
	taken
	refused // its values cannot be told to columns
)

// rules judge rows: the same while a table is listed and while it is read, so that
// both see the same rows.
type rules struct {
	first, last int64 // rows
	left, right int   // columns, from 1
	fields      int   // of every record, 0 where rows may be of any width
	blanks      bool  // a row without values is a row all the same
}

func newRules(l *Layout, text bool) rules {
	r := rules{
		first: int64(l.FirstRow), last: int64(l.LastRow),
		left: max(l.FirstColumn, 1), right: l.LastColumn,
		fields: l.Fields, blanks: text,
	}
	if r.last == 0 {
		r.last = math.MaxInt64
	}
	if r.right == 0 {
		r.right = math.MaxInt32
	}
	return r
}

// judge tells what to do with a row, and why it is refused.
func (u *rules) judge(r *row) (verdict, error) {
	if r.place < u.first || r.place > u.last {
		return skipped, nil
	}
	if r.broken != nil {
		return refused, r.broken
	}
	if u.fields > 0 && (len(r.cells) < u.fields || r.width() > u.fields) {
		return refused, fault.New(fault.Row, "fault.sheet.ragged.row",
			"Line", r.place, "Count", len(r.cells), "Expected", u.fields)
	}
	if u.blanks {
		return taken, nil
	}
	for i := u.left - 1; i < len(r.cells) && i < u.right; i++ {
		if !r.cells[i].empty() || r.cells[i].remark != 0 {
			return taken, nil
		}
	}
	return skipped, nil
}
