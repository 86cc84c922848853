package target

import (
	"slices"

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
	// Replace takes the rows that are in the new one's way out: those with its primary
	// key, and those with one of its unique keys.
	Replace
	// Ignore leaves the row that is already there as it is. Unlike INSERT IGNORE it still
	// refuses a value that does not fit, which that would cut to size.
	Ignore
)

// statement builds multi-row INSERTs for one table in one reused buffer.
type statement struct {
	head   []byte // INSERT INTO … VALUES
	tail   []byte // ON DUPLICATE KEY UPDATE …
	forms  []form // of the columns
	buffer []byte
}

// aim turns the statement to a table; the buffer is kept.
func (s *statement) aim(table string, columns []string, key []string, mode Mode) {
	head, tail := "INSERT INTO ", ""
	switch mode {
	case Upsert:
		tail = onDuplicate(columns, key)
	case Replace:
		head = "REPLACE INTO "
	case Ignore:
		tail = " ON DUPLICATE KEY UPDATE " + keeps(columns[0])
	}
	head += table + " ("
	for i, c := range columns {
		if i > 0 {
			head += ","
		}
		head += schema.Quote(c)
	}
	s.head, s.tail = []byte(head+") VALUES "), []byte(tail)
}

// onDuplicate names every column that is not part of the key; where there is no
// other, the first column, which then gets the value it has.
func onDuplicate(columns, key []string) string {
	clause, count := " ON DUPLICATE KEY UPDATE ", 0
	for _, c := range columns {
		if among(c, key) {
			continue
		}
		if count++; count > 1 {
			clause += ","
		}
		clause += schema.Quote(c) + "=VALUES(" + schema.Quote(c) + ")"
	}
	if count == 0 {
		clause += keeps(columns[0])
	}
	return clause
}

// keeps gives a column the value it has.
func keeps(column string) string { return schema.Quote(column) + "=" + schema.Quote(column) }

func among(name string, names []string) bool {
	for _, n := range names {
		if sameName(n, name) {
			return true
		}
	}
	return false
}

// generous is how large a buffer may be, in bytes, to be kept for further statements.
const generous = 4 << 20

// rest gives a buffer back that had to grow for a few long values.
func (s *statement) rest() {
	if cap(s.buffer) > generous {
		s.buffer = nil
	}
}

// write writes the statement for rows of a batch, by their numbers: as many of them as
// fit into limit bytes, but always at least one. It says how many it took. The text is
// the buffer's: it holds until the next call.
func (s *statement) write(b *rows.Batch, which []int32, limit int) (text []byte, taken int) {
	text = append(s.buffer[:0], s.head...)
	s.forms = s.forms[:0]
	for _, c := range b.Columns() {
		s.forms = append(s.forms, formOf(c.Kind))
	}
	for ; taken < len(which); taken++ {
		row := b.Row(int(which[taken]))
		start := len(text)
		text = slices.Grow(text, escapedSize(row)+len(s.forms)*valueRoom+rowRoom)
		text = text[:s.row(text[:cap(text)], start, row, taken > 0)]
		if len(text)+len(s.tail) > limit && taken > 0 {
			text = text[:start]
			break
		}
	}
	text = append(text, s.tail...)
	s.buffer = text
	return text, taken
}

// large is how many bytes a row has whose escapes are counted, so as not to ask for twice
// its size.
const large = 1 << 20

// escapedSize is how many bytes a row's values may take with every backslash that they need.
func escapedSize(row rows.Row) int {
	size := row.Size()
	if size < large {
		return 2 * size
	}
	values := row.Cursor()
	for range row.Len() {
		value, _ := values.Next()
		for _, c := range value {
			if escapes[c] != 0 {
				size++
			}
		}
	}
	return size
}

// valueRoom is what a value may take beside its escaped size, and rowRoom a row beside its
// values.
const (
	valueRoom = len("_binary''") + 2*sridBytes + len(",")
	rowRoom   = len(",()") + stride8
)

// row writes a row at n of a buffer that has room for it, and says where it ends.
func (s *statement) row(text []byte, n int, row rows.Row, further bool) int {
	if further {
		text[n] = ','
		n++
	}
	open, values := n, row.Cursor()
	for _, f := range s.forms {
		text[n] = ','
		n++
		if value, null := values.Next(); null {
			n += copy(text[n:], "NULL")
		} else {
			n = putValue(text, n, value, f)
		}
	}
	text[open] = '('
	text[n] = ')'
	return n + 1
}
