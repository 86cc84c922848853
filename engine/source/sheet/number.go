package sheet

import (
	"bytes"
	"strconv"
)

// numeral is what a text that is a number says about the type it needs.
type numeral struct {
	negative   bool
	scientific bool // written with an exponent
	whole      int  // digits before the point, leading zero not counted
	scale      int  // digits after the point
	digits     int  // from the first that is not zero to the last that is not
	beyond     reach
}

// reach is the smallest integer type that holds a number.
type reach uint8

const (
	inBigint reach = iota
	inUnsigned
	inDecimal
)

// lookNumber reads a number in the one form that comes back from a server as it
// went in: a minus sign or none, no leading zeros, no thousands separators. What
// is written otherwise (00123, +86, 1,000) is text and must keep its characters.
// An exponent needs a sign or a point beside it: 1.5e3, 1E+05; 12E5 is rather a
// part number than a quantity.
func lookNumber(b []byte) (numeral, bool) {
	var n numeral
	i := 0
	if i < len(b) && b[i] == '-' {
		n.negative = true
		i++
	}
	start := i
	for i < len(b) && isDigit(b[i]) {
		i++
	}
	whole := b[start:i]
	if len(whole) > 1 && whole[0] == '0' {
		return n, false
	}
	var fraction []byte
	point := i < len(b) && b[i] == '.'
	if point {
		first := i + 1
		for i = first; i < len(b) && isDigit(b[i]); i++ {
		}
		if fraction = b[first:i]; len(fraction) == 0 {
			return n, false
		}
	}
	if len(whole)+len(fraction) == 0 {
		return n, false
	}
	if n.whole = len(whole); n.whole == 1 && whole[0] == '0' {
		n.whole = 0
	}
	n.scale = len(fraction)
	n.digits = significant(whole, fraction)
	if i == len(b) {
		n.beyond = reachOf(n.negative, whole)
		return n, true
	}
	n.scientific = true
	return n, isExponent(b[i:], point)
}

// isExponent tells whether b is an exponent as lookNumber wants it.
func isExponent(b []byte, point bool) bool {
	if len(b) < 2 || b[0]|0x20 != 'e' {
		return false
	}
	b = b[1:]
	if b[0] == '-' || b[0] == '+' {
		b, point = b[1:], true
	}
	if len(b) == 0 || len(b) > 4 || !point {
		return false
	}
	for _, c := range b {
		if !isDigit(c) {
			return false
		}
	}
	return true
}

// significant counts digits from the first to the last that is not zero. There is
// at most one zero at the start of whole, and then nothing else.
func significant(whole, fraction []byte) int {
	for len(fraction) > 0 && fraction[len(fraction)-1] == '0' {
		fraction = fraction[:len(fraction)-1]
	}
	n := len(whole) + len(fraction)
	for i := len(whole) - 1; len(fraction) == 0 && i >= 0 && whole[i] == '0'; i-- {
		n--
	}
	if len(whole) == 0 || whole[0] == '0' {
		n = len(fraction)
		for i := 0; i < len(fraction) && fraction[i] == '0'; i++ {
			n--
		}
	}
	return n
}

const (
	maxBigint   = "9223372036854775807"
	minBigint   = "9223372036854775808"
	maxUnsigned = "18446744073709551615"
)

// reachOf compares digits as text: equally long numbers sort as their digits do.
func reachOf(negative bool, whole []byte) reach {
	switch {
	case len(whole) < len(maxBigint):
		return inBigint
	case len(whole) > len(maxUnsigned):
		return inDecimal
	case negative && len(whole) == len(minBigint) && string(whole) <= minBigint:
		return inBigint
	case negative:
		return inDecimal
	case len(whole) == len(maxBigint) && string(whole) <= maxBigint:
		return inBigint
	case len(whole) == len(maxBigint) || string(whole) <= maxUnsigned:
		return inUnsigned
	}
	return inDecimal
}

// survivesDouble tells whether a number comes back from an 8-byte float with every
// digit it was written with.
func survivesDouble(b []byte, n numeral) bool {
	if n.digits <= 15 && !n.scientific && n.whole < 300 && n.scale < 300 {
		return true
	}
	f, err := strconv.ParseFloat(string(b), 64)
	if err != nil || n.digits > 17 {
		return false
	}
	if mark := bytes.IndexAny(b, "eE"); mark >= 0 {
		b = b[:mark]
	}
	var written, kept [40]byte
	shortest := strconv.AppendFloat(nil, f, 'e', -1, 64)
	shortest = shortest[:bytes.IndexByte(shortest, 'e')]
	return bytes.Equal(significand(written[:0], b), significand(kept[:0], shortest))
}

// significand is a number's digits from the first to the last that is not zero.
func significand(dst, b []byte) []byte {
	for _, c := range b {
		if isDigit(c) && (c != '0' || len(dst) > 0) {
			dst = append(dst, c)
		}
	}
	return bytes.TrimRight(dst, "0")
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// storedNumber writes a number as a workbook stores it in canonical digits. Digits
// without a point stay as they are. Others are 8-byte floats printed with up to 17
// digits; they are written with the fewest digits that mean the same float, in
// positions where a decimal can hold them. It reports false for what is no number.
func storedNumber(dst, b []byte) ([]byte, bool) {
	n, ok := lookNumber(b)
	if ok && !n.scientific && (n.scale == 0 || n.digits <= 15) {
		if n.negative && n.digits == 0 {
			b = b[1:]
		}
		return append(dst, b...), true
	}
	f, err := strconv.ParseFloat(string(b), 64)
	if err != nil || f != f || f-f != 0 {
		return dst, false
	}
	if f == 0 {
		return append(dst, '0'), true
	}
	start := len(dst)
	dst = strconv.AppendFloat(dst, f, 'f', -1, 64)
	if n, ok := lookNumber(dst[start:]); ok && n.scale <= maxScale && max(n.whole, 1)+n.scale <= maxPrecision {
		return dst, true
	}
	return strconv.AppendFloat(dst[:start], f, 'e', -1, 64), true
}
