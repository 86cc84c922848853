package demo

import (
	"encoding/hex"
	"strconv"
	"time"
)

// statement is a multi-row INSERT that is being written, in one reused buffer.
type statement struct {
	text  []byte
	begun bool // the row has a value already
}

func (s *statement) reset(table string) {
	s.text = append(s.text[:0], "INSERT INTO "...)
	s.text = append(s.text, table...)
	s.text = append(s.text, " VALUES "...)
}

func (s *statement) beginRow(first bool) {
	if !first {
		s.text = append(s.text, ',')
	}
	s.text = append(s.text, '(')
	s.begun = false
}

func (s *statement) endRow() { s.text = append(s.text, ')') }

func (s *statement) comma() {
	if s.begun {
		s.text = append(s.text, ',')
	}
	s.begun = true
}

// sql adds a value that is SQL already: a number, NULL, DEFAULT, b'1'.
func (s *statement) sql(text string) {
	s.comma()
	s.text = append(s.text, text...)
}

func (s *statement) null() { s.sql("NULL") }

func (s *statement) int(n int) {
	s.comma()
	s.text = strconv.AppendInt(s.text, int64(n), 10)
}

func (s *statement) uint(n uint64) {
	s.comma()
	s.text = strconv.AppendUint(s.text, n, 10)
}

// decimal adds n / 10^places.
func (s *statement) decimal(n, places int) {
	s.comma()
	s.text = appendDecimal(s.text, n, places)
}

func appendDecimal(b []byte, n, places int) []byte {
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	digits := strconv.Itoa(n)
	for len(digits) <= places {
		digits = "0" + digits
	}
	b = append(b, digits[:len(digits)-places]...)
	if places > 0 {
		b = append(append(b, '.'), digits[len(digits)-places:]...)
	}
	return b
}

func (s *statement) string(text string) {
	s.comma()
	s.text = append(s.text, '\'')
	for i := range len(text) {
		switch c := text[i]; c {
		case '\'', '\\':
			s.text = append(s.text, '\\', c)
		case 0:
			s.text = append(s.text, '\\', '0')
		default:
			s.text = append(s.text, c)
		}
	}
	s.text = append(s.text, '\'')
}

func (s *statement) bytes(b []byte) {
	s.comma()
	s.text = append(s.text, "x'"...)
	s.text = hex.AppendEncode(s.text, b)
	s.text = append(s.text, '\'')
}

// moment adds a time of day in the given layout; the shop's clocks show UTC.
func (s *statement) moment(t time.Time, layout string) {
	s.comma()
	s.text = append(s.text, '\'')
	s.text = t.AppendFormat(s.text, layout)
	s.text = append(s.text, '\'')
}

// point adds longitude and latitude in millionths of a degree.
func (s *statement) point(longitude, latitude int) {
	s.comma()
	s.text = append(s.text, "ST_GeomFromText('POINT("...)
	s.place(longitude, latitude)
	s.text = append(s.text, ")')"...)
}

func (s *statement) place(longitude, latitude int) {
	s.text = appendDecimal(s.text, longitude, 6)
	s.text = append(s.text, ' ')
	s.text = appendDecimal(s.text, latitude, 6)
}

// line adds a LINESTRING, ring a POLYGON with one closed ring.
func (s *statement) line(places [][2]int) { s.shape("LINESTRING(", places, ")") }
func (s *statement) ring(places [][2]int) {
	s.shape("POLYGON((", append(places[:len(places):len(places)], places[0]), "))")
}

func (s *statement) shape(begin string, places [][2]int, end string) {
	s.comma()
	s.text = append(append(s.text, "ST_GeomFromText('"...), begin...)
	for i, p := range places {
		if i > 0 {
			s.text = append(s.text, ',')
		}
		s.place(p[0], p[1])
	}
	s.text = append(append(s.text, end...), "')"...)
}
