package verify

import (
	"bytes"
	"strconv"
)

// isPlainDateTime tells "YYYY-MM-DD hh:mm:ss", with or without a fraction, by the
// places of its separators.
func isPlainDateTime(v []byte) bool {
	if len(v) < 19 || v[4] != '-' || v[7] != '-' || v[10] != ' ' || v[13] != ':' || v[16] != ':' {
		return false
	}
	for i, c := range v {
		if i == 19 {
			if c != '.' || len(v) == 20 {
				return false
			}
		} else if i != 4 && i != 7 && i != 10 && i != 13 && i != 16 && !isDigit(c) {
			return false
		}
	}
	return true
}

// trimFraction leaves out zeros at the end of a fraction that begins at from, and
// its point where nothing is left.
func trimFraction(v []byte, from int) []byte {
	for len(v) > from && v[len(v)-1] == '0' {
		v = v[:len(v)-1]
	}
	if len(v) == from+1 {
		v = v[:from]
	}
	return v
}

// moment is a date and a time of day as MySQL reads them; nothing is checked
// against a calendar, as zero dates are values too.
type moment struct {
	year, month, day, hour, minute, second int
	fraction                               []byte // digits, without zeros at the end
}

// appendDate writes "YYYY-MM-DD"; a time of day that is not midnight stays, as a
// DATE would lose it.
func appendDate(dst, value []byte) ([]byte, bool) {
	m, ok := readMoment(value)
	if !ok {
		return dst, false
	}
	if m.hour == 0 && m.minute == 0 && m.second == 0 && len(m.fraction) == 0 {
		return m.appendDay(dst), true
	}
	return m.appendClock(append(m.appendDay(dst), ' ')), true
}

// appendDateTime writes "YYYY-MM-DD hh:mm:ss[.f]".
func appendDateTime(dst, value []byte) ([]byte, bool) {
	m, ok := readMoment(value)
	if !ok {
		return dst, false
	}
	return m.appendClock(append(m.appendDay(dst), ' ')), true
}

func (m *moment) appendDay(dst []byte) []byte {
	dst = appendPadded(dst, m.year, 4)
	dst = appendPadded(append(dst, '-'), m.month, 2)
	return appendPadded(append(dst, '-'), m.day, 2)
}

func (m *moment) appendClock(dst []byte) []byte {
	dst = appendPadded(dst, m.hour, 2)
	dst = appendPadded(append(dst, ':'), m.minute, 2)
	dst = appendPadded(append(dst, ':'), m.second, 2)
	if len(m.fraction) > 0 {
		dst = append(append(dst, '.'), m.fraction...)
	}
	return dst
}

// readMoment reads the forms that MySQL takes for a date with or without a time:
// 2024-01-31, 2024/1/31, 24.1.31, 20240131, 240131, 2024-01-31T13:45, and so on.
func readMoment(value []byte) (m moment, ok bool) {
	v := bytes.TrimSpace(value)
	run := digits(v)
	if run == len(v) || v[run] == '.' && (run == 12 || run == 14) {
		if !m.readSolid(v[:run]) {
			return m, false
		}
		return m, m.readFraction(v[run:])
	}
	yearDigits := run
	m.year, v, ok = field(v, 4)
	if !ok || yearDigits == 3 {
		return m, false
	}
	if yearDigits <= 2 {
		m.year = century(m.year)
	}
	for _, part := range []*int{&m.month, &m.day} {
		if len(v) == 0 || !isPunctuation(v[0]) {
			return m, false
		}
		if *part, v, ok = field(v[1:], 2); !ok {
			return m, false
		}
	}
	if len(v) == 0 {
		return m, true
	}
	if v[0] != 'T' && v[0] != ' ' {
		return m, false
	}
	v = bytes.TrimLeft(v[1:], " ")
	if m.hour, v, ok = field(v, 2); !ok {
		return m, false
	}
	for _, part := range []*int{&m.minute, &m.second} {
		if len(v) == 0 {
			return m, true
		}
		if !isPunctuation(v[0]) {
			return m, false
		}
		if *part, v, ok = field(v[1:], 2); !ok {
			return m, false
		}
	}
	return m, m.readFraction(v)
}

// readSolid reads digits without separators, by their number.
func (m *moment) readSolid(v []byte) bool {
	switch len(v) {
	case 8, 14:
		m.year, v = number(v[:4]), v[4:]
	case 6, 12:
		m.year, v = century(number(v[:2])), v[2:]
	default:
		return false
	}
	for _, part := range []*int{&m.month, &m.day, &m.hour, &m.minute, &m.second} {
		if len(v) > 0 {
			*part, v = number(v[:2]), v[2:]
		}
	}
	return true
}

// readFraction reads what follows the seconds: nothing, or a point and digits.
func (m *moment) readFraction(v []byte) bool {
	if len(v) == 0 {
		return true
	}
	if v[0] != '.' || digits(v[1:]) != len(v)-1 {
		return false
	}
	m.fraction = bytes.TrimRight(v[1:], "0")
	return true
}

// appendTime writes "[-]hh:mm:ss[.f]" of what MySQL takes for a TIME: 3:4, 26:03:04,
// "1 02:03:04" (a day more), 30405 (3:04:05), 10 (ten seconds).
func appendTime(dst, value []byte) ([]byte, bool) {
	v := bytes.TrimSpace(value)
	negative := len(v) > 0 && v[0] == '-'
	if negative {
		v = v[1:]
	}
	m, ok := readClock(v)
	if !ok {
		return dst, false
	}
	if negative && (m.hour != 0 || m.minute != 0 || m.second != 0 || len(m.fraction) > 0) {
		dst = append(dst, '-')
	}
	return m.appendClock(dst), true
}

func readClock(v []byte) (m moment, ok bool) {
	run := digits(v)
	if run == 0 || run > 7 {
		return m, false
	}
	if run == len(v) || v[run] == '.' {
		n := number(v[:run])
		m.hour, m.minute, m.second = n/10000, n/100%100, n%100
		return m, m.readFraction(v[run:])
	}
	days := 0
	if v[run] == ' ' {
		days, v = number(v[:run]), v[run+1:]
	}
	if m.hour, v, ok = field(v, 7); !ok {
		return m, false
	}
	m.hour += 24 * days
	for _, part := range []*int{&m.minute, &m.second} {
		if len(v) == 0 {
			return m, true
		}
		if v[0] != ':' {
			return m, false
		}
		if *part, v, ok = field(v[1:], 2); !ok {
			return m, false
		}
	}
	return m, m.readFraction(v)
}

// appendYear writes four digits; one or two stand for 1970 to 2069.
func appendYear(dst, value []byte) ([]byte, bool) {
	v := bytes.TrimSpace(value)
	n := digits(v)
	if n == 0 || n != len(v) || n > 4 || n == 3 {
		return dst, false
	}
	year := number(v)
	if n <= 2 {
		year = century(year)
	}
	return appendPadded(dst, year, 4), true
}

// field reads one to most digits.
func field(v []byte, most int) (n int, rest []byte, ok bool) {
	run := digits(v)
	if run == 0 || run > most {
		return 0, v, false
	}
	return number(v[:run]), v[run:], true
}

func digits(v []byte) int {
	for i, c := range v {
		if !isDigit(c) {
			return i
		}
	}
	return len(v)
}

// number is the value of a few digits.
func number(v []byte) (n int) {
	for _, c := range v {
		n = n*10 + int(c-'0')
	}
	return n
}

// century is the year that MySQL takes two digits for.
func century(year int) int {
	if year < 70 {
		return 2000 + year
	}
	return 1900 + year
}

// appendPadded writes a number of at least width digits.
func appendPadded(dst []byte, n, width int) []byte {
	for limit := 10; width > 1; width, limit = width-1, limit*10 {
		if n < limit {
			for range width - 1 {
				dst = append(dst, '0')
			}
			break
		}
	}
	return strconv.AppendInt(dst, int64(n), 10)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isPunctuation(c byte) bool {
	return c > ' ' && c < 0x7f && !isDigit(c) && (c|0x20 < 'a' || c|0x20 > 'z')
}
