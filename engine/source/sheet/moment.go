package sheet

import "bytes"

// clock is a date, a time, or both, read from text.
type clock struct {
	year, month, day     int
	hour, minute, second int
	fraction             int // microseconds
	places               int // digits of the fraction that are needed
	hasDate, hasTime     bool
	negative             bool // of a time without a date
	style                byte // which separators the date was written with
}

// maxHours is the most that a TIME column holds: 838:59:59.
const maxHours = 838

// The styles of a date. A column whose dates differ in style stays text.
const (
	dashed byte = 1 << iota
	slashed
	dotted
	characters // 2024年1月2日
)

// reading is a position in a text that is being read.
type reading struct {
	b  []byte
	at int
}

// digits reads between low and high digits.
func (r *reading) digits(low, high int) (value int, ok bool) {
	start := r.at
	for r.at < len(r.b) && r.at-start < high && isDigit(r.b[r.at]) {
		value = value*10 + int(r.b[r.at]-'0')
		r.at++
	}
	return value, r.at-start >= low
}

// skip reads s where it stands next.
func (r *reading) skip(s string) bool {
	if r.at+len(s) <= len(r.b) && string(r.b[r.at:r.at+len(s)]) == s {
		r.at += len(s)
		return true
	}
	return false
}

func (r *reading) done() bool { return r.at == len(r.b) }

// lookMoment reads a date (2024-01-31, 2024/1/31, 2024.1.31, 2024年1月31日), a time
// (8:30:00, 100:00:00.5) or a date with a time. Order says what 3/4/2024 means;
// without one it means nothing. A year has four digits, from 1000 as in a DATE
// column, and the day must be in the calendar: anything else is text.
func lookMoment(b []byte, order string) (clock, bool) {
	var c clock
	if len(b) < 7 || len(b) > 40 || !isDigit(b[0]) && b[0] != '-' {
		return c, false
	}
	r := reading{b: b}
	if readDate(&r, &c, order) {
		c.hasDate = true
		if r.done() {
			return c, true
		}
		gap := r.at
		if !r.skip("T") {
			for r.skip(" ") {
			}
		}
		if r.at == gap && c.style != characters {
			return c, false
		}
		return c, readTime(&r, &c, false) && r.done() && c.hour < 24
	}
	r.at = 0
	c = clock{negative: r.skip("-")}
	return c, readTime(&r, &c, true) && r.done() && c.hour <= maxHours
}

func readDate(r *reading, c *clock, order string) bool {
	first, ok := r.digits(1, 4)
	if !ok {
		return false
	}
	long := r.at == 4
	var between, end string
	switch {
	case r.skip("-"):
		c.style, between = dashed, "-"
	case r.skip("/"):
		c.style, between = slashed, "/"
	case r.skip("."):
		c.style, between = dotted, "."
	case long && r.skip("年"):
		c.style, between, end = characters, "月", "日"
	default:
		return false
	}
	second, ok := r.digits(1, 2)
	if !ok || !r.skip(between) {
		return false
	}
	before := r.at
	third, ok := r.digits(1, 4)
	if !ok || !r.skip(end) {
		return false
	}
	size := r.at - before - len(end)
	switch {
	case long && c.style == dotted && (size < 2 || r.at != 10):
		return false // 2024.1.2 is as likely a version as a date
	case long && size <= 2:
		c.year, c.month, c.day = first, second, third
	case size != 4 || r.at > 10:
		return false
	case order == dayFirst:
		c.day, c.month, c.year = first, second, third
	case order == monthFirst:
		c.month, c.day, c.year = first, second, third
	default:
		return false
	}
	return c.year >= 1000 && c.month >= 1 && c.month <= 12 && c.day >= 1 && c.day <= daysIn(c.year, c.month)
}

// readTime reads h:mm:ss[.ffffff] and, where a date goes before, also h:mm and the
// Chinese 8时30分0秒, with AM or PM. A time alone must have seconds: 3:25 may as well
// be minutes, a score or a ratio.
func readTime(r *reading, c *clock, alone bool) bool {
	var ok bool
	if c.hour, ok = r.digits(1, 3); !ok {
		return false
	}
	chinese := !alone && r.skip("时")
	if !chinese && !r.skip(":") {
		return false
	}
	if c.minute, ok = r.digits(2-bit(chinese), 2); !ok || c.minute > 59 || chinese && !r.skip("分") {
		return false
	}
	c.hasTime = true
	if chinese && r.done() || !chinese && !r.skip(":") {
		return !alone && halfDay(r, c)
	}
	if c.second, ok = r.digits(2-bit(chinese), 2); !ok || c.second > 59 {
		return false
	}
	if !chinese && r.skip(".") && !readFraction(r, c) {
		return false
	}
	if chinese {
		return r.skip("秒")
	}
	return halfDay(r, c)
}

// halfDay reads AM or PM where one stands next.
func halfDay(r *reading, c *clock) bool {
	rest := bytes.TrimLeft(r.b[r.at:], " ")
	if len(rest) != 2 || rest[1]|0x20 != 'm' {
		return true
	}
	afternoon := rest[0]|0x20 == 'p'
	if !afternoon && rest[0]|0x20 != 'a' || c.hour < 1 || c.hour > 12 {
		return false
	}
	c.hour %= 12
	if afternoon {
		c.hour += 12
	}
	r.at = len(r.b)
	return true
}

// readFraction reads up to six digits; zeros at the end are not needed.
func readFraction(r *reading, c *clock) bool {
	start := r.at
	value, ok := r.digits(1, 6)
	if !ok {
		return false
	}
	size := r.at - start
	for i := size; i < 6; i++ {
		value *= 10
	}
	c.fraction = value
	for c.places = 6; c.places > 0 && value%10 == 0; c.places-- {
		value /= 10
	}
	return true
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// appendDate writes YYYY-MM-DD.
func (c *clock) appendDate(dst []byte) []byte {
	dst = appendPadded(dst, c.year, 4)
	dst = appendPadded(append(dst, '-'), c.month, 2)
	return appendPadded(append(dst, '-'), c.day, 2)
}

// appendTime writes [-]hh:mm:ss with at least places digits of a fraction.
func (c *clock) appendTime(dst []byte, places int) []byte {
	if c.negative {
		dst = append(dst, '-')
	}
	dst = appendPadded(dst, c.hour, 2)
	dst = appendPadded(append(dst, ':'), c.minute, 2)
	dst = appendPadded(append(dst, ':'), c.second, 2)
	if places = min(max(places, c.places), 6); places > 0 {
		value := c.fraction
		for i := places; i < 6; i++ {
			value /= 10
		}
		dst = appendPadded(append(dst, '.'), value, places)
	}
	return dst
}

// append writes what the clock holds in canonical form.
func (c *clock) append(dst []byte) []byte {
	if c.hasDate {
		dst = c.appendDate(dst)
		if !c.hasTime {
			return dst
		}
		dst = append(dst, ' ')
	}
	return c.appendTime(dst, 0)
}

func appendPadded(dst []byte, value, width int) []byte {
	var room [20]byte
	at := len(room)
	for ; value > 0 || width > 0; width-- {
		at--
		room[at] = byte('0' + value%10)
		value /= 10
	}
	return append(dst, room[at:]...)
}
