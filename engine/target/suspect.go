package target

import (
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/obferry/obferry/engine/rows"
)

// suspicion looks out for rows that the server will hardly take: a NULL where none may
// be, a text too long, a number out of range, a date that there is not. They are sent
// apart, so that the server still judges each of them, and the rows around them need not
// be sent again. A column whose suspects are taken all the same is suspected no more.
type suspicion struct {
	columns []suspect // those that are looked at
}

// suspect is what a column takes, as its type says.
type suspect struct {
	column  int // its position in the batch
	kind    rows.Kind
	notNull bool
	// most is the number of characters or bytes of a text, and of digits before the point
	// of a decimal; -1 where it does not matter.
	most  int
	low   int64
	high  uint64
	wrong int // suspects that were taken
}

// misjudged is how many suspects of a column must have been taken before it is
// suspected no more.
const misjudged = 10

// newSuspicion looks out by the types of the target's columns. Held are those of the
// source, where it lets no other values in; nil where nothing is known of them.
func newSuspicion(columns, held []rows.Column) suspicion {
	var s suspicion
	for i, c := range columns {
		one := suspectOf(c)
		one.column = i
		if !one.judges() && !one.notNull || len(held) == len(columns) && one.clears(held[i]) {
			continue
		}
		s.columns = append(s.columns, one)
	}
	return s
}

// judges tells whether there are values that make a suspect, NULL aside.
func (c *suspect) judges() bool {
	switch c.kind {
	case rows.Text, rows.Binary:
		return c.most >= 0
	case rows.Integer, rows.Decimal, rows.Date, rows.DateTime:
		return true
	}
	return false
}

// clears tells whether a column of the source cannot hold a value that makes a suspect.
func (c *suspect) clears(held rows.Column) bool {
	if held.Kind != c.kind || held.Nullable && c.notNull {
		return false
	}
	if !c.judges() {
		return true
	}
	from := suspectOf(held)
	switch c.kind {
	case rows.Text, rows.Binary:
		return from.most >= 0 && from.most <= c.most
	case rows.Integer:
		return from.low >= c.low && from.high <= c.high
	case rows.Decimal:
		return held.Sound && from.most >= 0 && from.most <= c.most
	}
	// A decimal is NaN in PostgreSQL, and days that are none are found in MySQL.
	return held.Sound
}

func suspectOf(c rows.Column) suspect {
	s := suspect{kind: c.Kind, notNull: !c.Nullable, most: -1}
	name, rest, _ := strings.Cut(strings.ToLower(c.Type), "(")
	size, _, _ := strings.Cut(rest, ")")
	name = strings.TrimSpace(name)
	switch c.Kind {
	case rows.Text, rows.Binary:
		if n, err := strconv.Atoi(size); err == nil {
			s.most = n
		}
	case rows.Decimal:
		digits, scale, _ := strings.Cut(size, ",")
		p, err := strconv.Atoi(strings.TrimSpace(digits))
		if err == nil {
			n, _ := strconv.Atoi(strings.TrimSpace(scale))
			s.most = p - n
		}
	case rows.Integer:
		bits := map[string]int{"tinyint": 8, "smallint": 16, "mediumint": 24, "int": 32, "integer": 32, "bigint": 64}[strings.Fields(name + " ")[0]]
		if bits == 0 {
			bits = 64
		}
		if s.low, s.high = -1<<(bits-1), 1<<(bits-1)-1; strings.Contains(strings.ToLower(c.Type), "unsigned") {
			s.low, s.high = 0, s.high*2+1
		}
	}
	return s
}

// of gives the first column, of those looked at, whose value makes a row suspicious; -1
// where none does.
func (s *suspicion) of(row rows.Row) int {
	for i := range s.columns {
		c := &s.columns[i]
		value, null := row.Value(c.column)
		if null && c.notNull || !null && c.doubts(value) {
			return i
		}
	}
	return -1
}

// none tells whether no row of a batch is suspicious.
func (s *suspicion) none(b *rows.Batch) bool {
	if len(s.columns) == 0 {
		return true
	}
	for i := range b.Len() {
		if s.of(b.Row(i)) >= 0 {
			return false
		}
	}
	return true
}

// taken says that a suspect of a column that is looked at was taken.
func (s *suspicion) taken(i int) {
	if s.columns[i].wrong++; s.columns[i].wrong >= misjudged {
		s.columns = slices.Delete(s.columns, i, i+1)
	}
}

func (c *suspect) doubts(v []byte) bool {
	switch c.kind {
	case rows.Text:
		return c.most >= 0 && len(v) > c.most && utf8.RuneCount(v) > c.most
	case rows.Binary:
		return c.most >= 0 && len(v) > c.most
	case rows.Integer:
		return c.outOfRange(v)
	case rows.Decimal:
		return !plainNumber(v) || c.most >= 0 && len(v) > c.most && digitsBefore(v) > c.most
	case rows.Date, rows.DateTime:
		return !dated(v)
	}
	return false
}

func (c *suspect) outOfRange(v []byte) bool {
	negative := len(v) > 0 && v[0] == '-'
	digits := v
	if negative {
		digits = v[1:]
	}
	if len(digits) == 0 || len(digits) > 20 {
		return true
	}
	var n uint64
	for _, d := range digits {
		if d < '0' || d > '9' {
			return !plainNumber(v) // a point: the server rounds
		}
		if n > (1<<64-1-uint64(d-'0'))/10 {
			return true
		}
		n = n*10 + uint64(d-'0')
	}
	if negative {
		return n > uint64(-(c.low+1))+1
	}
	return n > c.high
}

// digitsBefore counts the digits before the point, without leading zeros.
func digitsBefore(v []byte) int {
	n := 0
	for _, d := range v {
		switch {
		case d == '.':
			return n
		case d >= '1' && d <= '9', d == '0' && n > 0:
			n++
		}
	}
	return n
}

// dated tells whether bytes begin with a day of the calendar, as YYYY-MM-DD. That of a
// zero date is none: the server's mode decides on it.
func dated(v []byte) bool {
	if len(v) < 10 || v[4] != '-' || v[7] != '-' {
		return false
	}
	// The hyphens are made digits, for all eight bytes to be looked at together.
	const hyphens = ('0'^'-')<<(4*8) | ('0'^'-')<<(7*8)
	month, day := twoDigits(v, 5), twoDigits(v, 8)
	if notDigits(binary.LittleEndian.Uint64(v)^hyphens) != 0 || month < 1 || month > 12 || day < 1 {
		return false
	}
	if day <= 28 {
		return true
	}
	most := 31
	switch month {
	case 4, 6, 9, 11:
		most = 30
	case 2:
		most = 28
		if year := twoDigits(v, 0)*100 + twoDigits(v, 2); year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			most = 29
		}
	}
	return day <= most
}

// twoDigits is the number that stands at i; -1 where none does.
func twoDigits(v []byte, i int) int {
	tens, ones := v[i]-'0', v[i+1]-'0'
	if tens > 9 || ones > 9 {
		return -1
	}
	return int(tens)*10 + int(ones)
}
