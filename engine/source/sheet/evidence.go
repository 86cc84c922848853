package sheet

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/obferry/obferry/engine/rows"
)

// The most digits of a DECIMAL column, and of those after its point.
const (
	maxPrecision = 65
	maxScale     = 30
)

// sort is a set of what the values of a column are.
type sort uint8

const (
	ofInteger sort = 1 << iota
	ofDecimal
	ofDouble
	ofBoolean
	ofDate
	ofDateTime
	ofTime
	ofText
)

// evidence is what the values of one column have shown, all rows together. Its
// size does not grow with them.
type evidence struct {
	values   int64 // neither empty nor a formula error
	failures int64
	sorts    sort
	maxChars int // of any value as text
	maxBytes int
	whole    int // most digits before the point, and after it
	scale    int
	negative bool
	beyond   reach
	lossy    bool // a number that an 8-byte float would round
	styles   byte // of dates
	places   int  // of fractions of a second
}

// add takes a value into account. Empty ones say nothing about a type.
func (e *evidence) add(c *cell, order string) {
	if c.empty() {
		return
	}
	if len(c.text) > e.maxChars {
		e.maxChars = max(e.maxChars, utf8.RuneCount(c.text))
	}
	e.maxBytes = max(e.maxBytes, len(c.text))
	if c.form == failure {
		e.failures++
		return
	}
	e.values++
	if e.sorts&ofText != 0 {
		return
	}
	text := bytes.Trim(c.text, " ")
	switch {
	case c.form == boolean || len(text) <= 5 && isBoolean(text):
		e.sorts |= ofBoolean
	case e.addNumber(text):
	case e.addMoment(text, c.form, order):
	default:
		e.sorts |= ofText
	}
}

func (e *evidence) addNumber(text []byte) bool {
	n, ok := lookNumber(text)
	if !ok {
		return false
	}
	switch {
	case n.scientific:
		e.sorts |= ofDouble
	case n.scale > 0:
		e.sorts |= ofDecimal
	default:
		e.sorts |= ofInteger
	}
	e.whole, e.scale = max(e.whole, n.whole), max(e.scale, n.scale)
	e.negative = e.negative || n.negative
	e.beyond = max(e.beyond, n.beyond)
	e.lossy = e.lossy || !survivesDouble(text, n)
	return true
}

func (e *evidence) addMoment(text []byte, f form, order string) bool {
	c, ok := lookMoment(text, order)
	if !ok {
		return false
	}
	switch {
	case c.hasDate && c.hasTime:
		e.sorts |= ofDateTime
	case c.hasDate:
		e.sorts |= ofDate
	default:
		e.sorts |= ofTime
	}
	if f != moment {
		e.styles |= c.style
	}
	e.places = max(e.places, c.places)
	return true
}

// isBoolean tells whether a text is true or false, in any case.
func isBoolean(b []byte) bool {
	return bytes.EqualFold(b, []byte("true")) || bytes.EqualFold(b, []byte("false"))
}

// proposal is the narrowest type that holds every value seen, and the kind of its
// bytes. Formula errors force no type.
func (e *evidence) proposal() (sqlType string, kind rows.Kind) {
	switch {
	case e.sorts == ofBoolean:
		return "tinyint(1)", rows.Integer
	case e.sorts == ofInteger && e.beyond == inBigint:
		return "bigint", rows.Integer
	case e.sorts == ofInteger && e.beyond == inUnsigned && !e.negative:
		return "bigint unsigned", rows.Integer
	case e.sorts != 0 && e.sorts&^(ofInteger|ofDecimal) == 0 && e.scale <= maxScale && max(e.whole, 1)+e.scale <= maxPrecision:
		return "decimal(" + strconv.Itoa(max(e.whole, 1)+e.scale) + "," + strconv.Itoa(e.scale) + ")", rows.Decimal
	case e.sorts != 0 && e.sorts&^(ofInteger|ofDecimal|ofDouble) == 0 && !e.lossy:
		return "double", rows.Double
	case e.sorts == ofDate && e.oneStyle():
		return "date", rows.Date
	case (e.sorts == ofDateTime || e.sorts == ofDate|ofDateTime) && e.oneStyle():
		return "datetime" + e.fraction(), rows.DateTime
	case e.sorts == ofTime:
		return "time" + e.fraction(), rows.Time
	}
	return textType(e.maxChars, e.maxBytes), rows.Text
}

func (e *evidence) oneStyle() bool { return e.styles&(e.styles-1) == 0 }

func (e *evidence) fraction() string {
	if e.places == 0 {
		return ""
	}
	return "(" + strconv.Itoa(e.places) + ")"
}

// textType is a character type that holds chars characters of at most size bytes
// together, with room to grow: sizes go up in steps that people choose. Beyond
// 4096 characters a value no longer lies within its row.
func textType(chars, size int) string {
	switch {
	case chars == 0:
		return "varchar(255)"
	case chars <= 4096:
		for _, step := range []int{16, 32, 64, 128, 255, 512, 1024, 2048} {
			if chars <= step {
				return "varchar(" + strconv.Itoa(step) + ")"
			}
		}
		return "varchar(4096)"
	case size <= 1<<16-1:
		return "text"
	case size <= 1<<24-1:
		return "mediumtext"
	}
	return "longtext"
}
