package target

import (
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/rows"
)

// Mode is how a row that is already there is treated.
type Mode uint8

// The modes.
const (
	// Insert refuses a row whose key is already there.
	Insert Mode = iota
	// Upsert gives the row that is already there the new values.
	Upsert
)

// statement builds multi-row INSERTs for one table in one reused buffer.
type statement struct {
	head   []byte // INSERT INTO … VALUES
	upsert []byte // ON DUPLICATE KEY UPDATE …
	buffer []byte
}

// aim turns the statement to a table; the buffer is kept.
func (s *statement) aim(table string, columns []string, key []string) {
	head := "INSERT INTO " + table + " ("
	for i, c := range columns {
		if i > 0 {
			head += ","
		}
		head += schema.Quote(c)
	}
	s.head, s.upsert = []byte(head+") VALUES "), []byte(onDuplicate(columns, key))
}

// onDuplicate names every column that is not part of the key; where there is no
// other, the first column, which then gets the value it has.
func onDuplicate(columns, key []string) string {
	clause, count := " ON DUPLICATE KEY UPDATE ", 0
	set := func(c string) {
		if count++; count > 1 {
			clause += ","
		}
		clause += schema.Quote(c) + "=VALUES(" + schema.Quote(c) + ")"
	}
	for _, c := range columns {
		if !among(c, key) {
			set(c)
		}
	}
	if count == 0 {
		set(columns[0])
	}
	return clause
}

func among(name string, names []string) bool {
	for _, n := range names {
		if sameName(n, name) {
			return true
		}
	}
	return false
}

// rows writes the statement for the rows from..to of a batch, as many of them as fit
// into limit bytes but always at least one, and says where it stopped. The text is
// the buffer's: it holds until the next call.
func (s *statement) rows(b *rows.Batch, from, to int, mode Mode, limit int) (text []byte, next int) {
	text = append(s.buffer[:0], s.head...)
	tail := 0
	if mode == Upsert {
		tail = len(s.upsert)
	}
	columns := b.Columns()
	row := from
	for ; row < to; row++ {
		start := len(text)
		if row > from {
			text = append(text, ',')
		}
		text = append(text, '(')
		for i := range columns {
			if i > 0 {
				text = append(text, ',')
			}
			value, null := b.Value(row, i)
			if null {
				text = append(text, "NULL"...)
				continue
			}
			text = appendValue(text, value, columns[i].Kind)
		}
		text = append(text, ')')
		if len(text)+tail > limit && row > from {
			text = text[:start]
			break
		}
	}
	if mode == Upsert {
		text = append(text, s.upsert...)
	}
	s.buffer = text
	return text, row
}
