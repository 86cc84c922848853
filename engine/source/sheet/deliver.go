package sheet

import (
	"bytes"
	"encoding/binary"
	"strconv"
	"strings"

	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source/stream"
)

// slot is a wanted column: where its cells are, and what their bytes must become.
type slot struct {
	column      int // from 0
	kind        rows.Kind
	places      int // digits after the point that the type prints; of a BIT, its bits
	order       string
	emptyIsNull bool
	format      stream.DateFormat
	constant    *cell // its value in every row, nil where it comes from the file
	room        []byte
}

func newSlot(column int, to rows.Column, layout *Layout) slot {
	s := slot{column: column, kind: to.Kind, order: layout.DateOrder, emptyIsNull: !layout.EmptyIsText}
	if format := layout.DateFormats[to.Name]; format != "" {
		s.format, _ = stream.ParseDateFormat(format) // what cannot be read was refused with the layout
	}
	switch to.Kind {
	case rows.Decimal, rows.DateTime, rows.Timestamp, rows.Time, rows.Bit:
		s.places = lastArgument(to.Type)
		if to.Kind == rows.Decimal && !strings.Contains(to.Type, ",") {
			s.places = 0
		}
	}
	return s
}

// lastArgument is the last number in a type's brackets: 2 of decimal(10,2); 0
// where there is none.
func lastArgument(sqlType string) int {
	_, rest, _ := strings.Cut(sqlType, "(")
	rest, _, _ = strings.Cut(rest, ")")
	n, err := strconv.Atoi(strings.TrimSpace(rest[strings.LastIndexByte(rest, ',')+1:]))
	if err != nil {
		return 0
	}
	return n
}

// put adds a cell to the batch in the form that a server prints its column's
// values. What does not fit the column's type goes as it is: the server judges it.
func (s *slot) put(b *rows.Batch, c *cell) {
	switch {
	case c.form == nothing, c.form == absent && (s.emptyIsNull || !s.ofText()):
		b.Add(nil, true)
		return
	case c.empty():
		b.Add(nil, !s.ofText())
		return
	case c.form == failure || s.ofText():
		b.Add(c.text, false)
		return
	}
	if moment, ok := s.formatted(c.text); ok {
		b.Add(moment, false)
		return
	}
	if s.asItStands(c.text) {
		b.Add(c.text, false)
		return
	}
	text := bytes.Trim(c.text, " ")
	switch s.kind {
	case rows.Integer, rows.Decimal, rows.Float, rows.Double:
		b.Add(s.asNumber(c, text), false)
	case rows.Date, rows.DateTime, rows.Timestamp, rows.Time:
		b.Add(s.asMoment(c, text), false)
	case rows.Bit:
		b.Add(s.asBits(c, text), false)
	default:
		b.Add(c.text, false)
	}
}

// asItStands tells, by little of a text, that whatever it is it goes as it is: a number
// that begins with a digit and has the places of its column, a moment in the form in which
// servers print it. Reading such a text and printing it again would give the same; one
// that is none goes as it is too.
func (s *slot) asItStands(text []byte) bool {
	if len(text) == 0 || !isDigit(text[0]) || text[len(text)-1] == ' ' {
		return false
	}
	switch s.kind {
	case rows.Integer, rows.Float, rows.Double:
		return true
	case rows.Decimal:
		point := bytes.IndexByte(text, '.')
		return point >= 0 && len(text)-point-1 == s.places || point < 0 && s.places == 0
	case rows.Date:
		return printed(text, 0, false)
	case rows.DateTime, rows.Timestamp:
		return printed(text, s.places, true)
	}
	return false
}

// The forms in which servers print moments, a 0 for every digit.
const (
	dateForm     = "0000-00-00"
	dateTimeForm = "0000-00-00 00:00:00.000000"
)

// printed tells whether a text has the form of a server's date, or date and time with so
// many places. Whether there is such a day is not looked at.
func printed(text []byte, places int, withTime bool) bool {
	form := dateForm
	if withTime {
		if form = dateTimeForm[:len("0000-00-00 00:00:00")]; places > 0 {
			form = dateTimeForm[:min(len(form)+1+places, len(dateTimeForm))]
		}
	}
	if len(text) != len(form) {
		return false
	}
	for i := range len(form) {
		if form[i] == '0' && !isDigit(text[i]) || form[i] != '0' && text[i] != form[i] {
			return false
		}
	}
	return true
}

// ofText tells whether the column holds characters or bytes, so that empty text is
// a value of it.
func (s *slot) ofText() bool { return s.kind == rows.Text || s.kind == rows.Binary }

// asBits turns a whole number, or true and false, into big-endian bytes.
func (s *slot) asBits(c *cell, text []byte) []byte {
	n, err := strconv.ParseUint(string(s.asNumber(c, text)), 10, 64)
	if err != nil {
		return c.text
	}
	s.room = binary.BigEndian.AppendUint64(s.room[:0], n)
	size := (max(s.places, 1) + 7) / 8
	for size < 8 && s.room[7-size] != 0 {
		size++ // too wide for the column: the server says so
	}
	return s.room[8-min(size, 8):]
}

// one and zero are true and false as numbers.
var one, zero = []byte("1"), []byte("0")

func (s *slot) asNumber(c *cell, text []byte) []byte {
	if isBoolean(text) {
		if text[0]|0x20 == 't' {
			return one
		}
		return zero
	}
	n, ok := lookNumber(text)
	if !ok {
		return c.text
	}
	if n.negative && n.digits == 0 && !n.scientific {
		text = text[1:] // a server keeps no sign on zero
	}
	if s.kind != rows.Decimal || n.scientific || text[0] != '.' && text[0] != '-' && n.scale >= s.places {
		return text
	}
	s.room = s.room[:0]
	if text[0] == '-' {
		s.room, text = append(s.room, '-'), text[1:]
	}
	if text[0] == '.' {
		s.room = append(s.room, '0')
	}
	s.room = append(s.room, text...)
	if n.scale == 0 && s.places > 0 {
		s.room = append(s.room, '.')
	}
	for i := n.scale; i < s.places; i++ {
		s.room = append(s.room, '0')
	}
	return s.room
}

// formatted reads a moment of the column's own format, where it has one.
func (s *slot) formatted(text []byte) (_ []byte, ok bool) {
	switch s.kind {
	case rows.Date, rows.DateTime, rows.Timestamp:
		s.room, ok = s.format.Append(s.room[:0], string(text))
	}
	if ok && s.kind == rows.Date {
		s.room = s.room[:len("2006-01-02")]
	}
	return s.room, ok
}

func (s *slot) asMoment(c *cell, text []byte) []byte {
	m, ok := lookMoment(text, s.order)
	if !ok || s.kind == rows.Time && m.hasDate || s.kind != rows.Time && !m.hasDate || s.kind == rows.Date && m.hasTime {
		return c.text
	}
	s.room = s.room[:0]
	if s.kind == rows.Time {
		s.room = m.appendTime(s.room, s.places)
		return s.room
	}
	s.room = m.appendDate(s.room)
	if s.kind != rows.Date {
		s.room = m.appendTime(append(s.room, ' '), s.places)
	}
	return s.room
}
