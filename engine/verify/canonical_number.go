package verify

import (
	"bytes"
	"encoding/binary"
	"math"
	"strconv"
)

// isPlainInteger tells digits that are their own one form already: at most 40,
// no zero in front, a minus sign or none.
func isPlainInteger(v []byte) bool {
	if len(v) > 0 && v[0] == '-' {
		v = v[1:]
		if len(v) == 1 && v[0] == '0' {
			return false
		}
	}
	if len(v) == 0 || len(v) > 40 || (v[0] == '0' && len(v) > 1) {
		return false
	}
	for _, c := range v {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// maxPlain is how long an integer is written without an exponent.
const maxPlain = 40

// appendNumber writes an exact number's one form: an integer of up to 40 digits as
// itself, else its significant digits, "e" and a power of ten: 1.50 is 15e-1. Zero
// has no sign. It reads what MySQL reads as a number: blanks around, a plus sign,
// an exponent.
func appendNumber(dst, value []byte) ([]byte, bool) {
	v := bytes.TrimSpace(value)
	negative := false
	if len(v) > 0 && (v[0] == '-' || v[0] == '+') {
		negative = v[0] == '-'
		v = v[1:]
	}
	start := len(dst)
	if negative {
		dst = append(dst, '-')
	}
	first := len(dst)
	i, seen, power := 0, false, 0
	for point := false; i < len(v); i++ {
		switch c := v[i]; {
		case c >= '0' && c <= '9':
			seen = true
			if point {
				power--
			}
			if c != '0' || len(dst) > first {
				dst = append(dst, c)
			}
			continue
		case c == '.' && !point:
			point = true
			continue
		}
		break
	}
	if !seen {
		return dst, false
	}
	if i < len(v) {
		if v[i] != 'e' && v[i] != 'E' {
			return dst, false
		}
		exponent, ok := readExponent(v[i+1:])
		if !ok {
			return dst, false
		}
		power += exponent
	}
	for len(dst) > first && dst[len(dst)-1] == '0' {
		dst, power = dst[:len(dst)-1], power+1
	}
	if len(dst) == first {
		return append(dst[:start], '0'), true
	}
	if power >= 0 && len(dst)-first+power <= maxPlain {
		for ; power > 0; power-- {
			dst = append(dst, '0')
		}
		return dst, true
	}
	return strconv.AppendInt(append(dst, 'e'), int64(power), 10), true
}

func readExponent(v []byte) (int, bool) {
	negative := false
	if len(v) > 0 && (v[0] == '-' || v[0] == '+') {
		negative = v[0] == '-'
		v = v[1:]
	}
	if len(v) == 0 || len(v) > 9 {
		return 0, false
	}
	n := 0
	for _, c := range v {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	if negative {
		n = -n
	}
	return n, true
}

// appendFloat writes the bits of the nearest 4-byte float.
func appendFloat(dst, value []byte) ([]byte, bool) { return appendBits(dst, value, 32) }

// appendDouble writes the bits of the nearest 8-byte float.
func appendDouble(dst, value []byte) ([]byte, bool) { return appendBits(dst, value, 64) }

// appendBits keeps the sign of zero: a 4.3.5 kernel stores '-0' and gives "-0" back.
func appendBits(dst, value []byte, size int) ([]byte, bool) {
	v := bytes.TrimSpace(value)
	for _, c := range v {
		// Of what ParseFloat reads, MySQL reads decimal digits alone: no "inf", no hex.
		if (c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E' {
			return dst, false
		}
	}
	f, err := strconv.ParseFloat(string(v), size)
	if err != nil {
		return dst, false
	}
	return binary.BigEndian.AppendUint64(dst, math.Float64bits(f)), true
}
