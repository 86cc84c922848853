package target

import (
	"encoding/binary"
	"math/bits"

	"github.com/obferry/obferry/engine/rows"
)

// form is how a value is written as an SQL literal. Every value but a plain number
// stands in quotes, so that nothing in it can end the literal; the server turns the
// text into the column's type, and refuses what does not fit.
type form uint8

const (
	quoted   form = iota
	number        // without quotes where it is a plain one
	raw           // of no character set
	geometry      // the same, with its SRID taken off
)

func formOf(k rows.Kind) form {
	switch k {
	case rows.Integer, rows.Decimal:
		return number
	case rows.Binary, rows.Bit:
		return raw
	case rows.Geometry:
		return geometry
	}
	return quoted
}

// appendValue writes a value in its form.
func appendValue(b, value []byte, f form) []byte {
	switch f {
	case number:
		if plainNumber(value) {
			return append(b, value...)
		}
	case raw:
		b = append(b, "_binary"...)
	case geometry:
		b = append(b, "_binary"...)
		if len(value) >= sridBytes {
			b = appendEscaped(append(b, '\''), zeroSRID)
			return append(appendEscaped(b, value[sridBytes:]), '\'')
		}
	}
	return append(appendEscaped(append(b, '\''), value), '\'')
}

// sridBytes is how many bytes of spatial reference stand before a geometry's WKB.
// They are written as 0: OceanBase takes a value with another SRID only where the
// column names it, and the converted columns name none (error 1416 otherwise).
const sridBytes = 4

var zeroSRID = make([]byte, sridBytes)

// plainNumber tells whether the bytes are digits with at most one sign and one point,
// and so the same in and out of quotes.
func plainNumber(v []byte) bool {
	if len(v) > 0 && v[0] == '-' {
		v = v[1:]
	}
	if len(v) == 0 || v[0] == '.' || v[len(v)-1] == '.' {
		return false
	}
	points := 0
	for _, c := range v {
		if c-'0' <= 9 {
			continue
		}
		if c != '.' || points > 0 {
			return false
		}
		points++
	}
	return true
}

// appendEscaped writes bytes as they stand between single quotes, for a session without
// NO_BACKSLASH_ESCAPES (the session of this package never has it).
func appendEscaped(b, v []byte) []byte {
	for {
		n := harmless(v)
		b = append(b, v[:n]...)
		if n == len(v) {
			return b
		}
		if e := escapes[v[n]]; e != 0 {
			b = append(b, '\\', e)
		} else {
			b = append(b, v[n])
		}
		v = v[n+1:]
	}
}

// The bits of eight bytes by which [harmless] finds one among them.
const (
	low  = 0x0101010101010101
	high = 0x8080808080808080
)

// suspicious has, of eight bytes, the high bit of the first that is a control character, a
// quote or a backslash, and 0 where none is. Above it bits may be wrong: a subtraction
// borrows from the byte above the one that it finds.
func suspicious(word uint64) uint64 {
	quote, backslash := word^low*'\'', word^low*'\\'
	return ((word-low*' ')&^word | (quote-low)&^quote | (backslash-low)&^backslash) & high
}

// harmless is how many bytes stand before the first that may need a backslash. It looks at
// eight at a time, the last ones together with some before them.
func harmless(v []byte) int {
	if len(v) < 8 {
		for i, c := range v {
			if escapes[c] != 0 {
				return i
			}
		}
		return len(v)
	}
	n := 0
	for ; n+8 <= len(v); n += 8 {
		if found := suspicious(binary.LittleEndian.Uint64(v[n:])); found != 0 {
			return n + bits.TrailingZeros64(found)/8
		}
	}
	n = len(v) - 8
	if found := suspicious(binary.LittleEndian.Uint64(v[n:])); found != 0 {
		return n + bits.TrailingZeros64(found)/8
	}
	return len(v)
}

// escapes gives the letter behind the backslash for the bytes that need one. Bytes of
// a multi-byte UTF-8 character are never among them.
var escapes = [256]byte{0: '0', '\n': 'n', '\r': 'r', 0x1a: 'Z', '\'': '\'', '\\': '\\'}
