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

// putValue writes a value in its form at n of a buffer, and says where it ends. The buffer
// has room for [valueRoom], twice the value and [stride8].
func putValue(text []byte, n int, value []byte, f form) int {
	switch f {
	case number:
		if plainNumber(value) {
			return n + copy(text[n:], value)
		}
	case raw:
		n += copy(text[n:], "_binary")
	case geometry:
		n += copy(text[n:], "_binary")
		if len(value) >= sridBytes {
			text[n] = '\''
			n = putEscaped(text, n+1, zeroSRID)
			n = putEscaped(text, n, value[sridBytes:])
			text[n] = '\''
			return n + 1
		}
	}
	text[n] = '\''
	n = putEscaped(text, n+1, value)
	text[n] = '\''
	return n + 1
}

// literal is a value in its form.
func literal(value []byte, f form) []byte {
	text := make([]byte, 2*len(value)+valueRoom+stride8)
	return text[:putValue(text, 0, value, f)]
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
	for len(v) > 0 {
		word, size := eight(v, '0')
		if other := notDigits(word); other != 0 {
			at := bits.TrailingZeros64(other) / 8
			if points++; points > 1 || v[at] != '.' || other&(other-1) != 0 {
				return false
			}
		}
		v = v[size:]
	}
	return true
}

// stride8 is how many bytes are looked at together.
const stride8 = 8

// eight gives the next eight bytes of a value that is not empty, and how many of them are
// the value's: behind its end stands what fills up.
func eight(v []byte, fill byte) (word uint64, size int) {
	if len(v) >= stride8 {
		return binary.LittleEndian.Uint64(v), stride8
	}
	if cap(v) >= stride8 {
		word = binary.LittleEndian.Uint64(v[:stride8])
	} else {
		for i, c := range v {
			word |= uint64(c) << (8 * i)
		}
	}
	behind := ^uint64(0) << (8 * len(v))
	return word&^behind | low*uint64(fill)&behind, len(v)
}

// notDigits has the high bit of each of eight bytes that is no digit.
func notDigits(word uint64) uint64 {
	word ^= low * '0'
	return ((word&^high + low*(0x80-10)) | word) & high
}

// putEscaped writes bytes as they stand between single quotes, for a session without
// NO_BACKSLASH_ESCAPES (the session of this package never has it). Eight or sixteen at a
// time are written, and written anew behind the first of them that takes a backslash.
func putEscaped(text []byte, n int, v []byte) int {
	for len(v) > 0 {
		for len(v) >= 2*stride8 {
			one, two, to := binary.LittleEndian.Uint64(v), binary.LittleEndian.Uint64(v[stride8:]), text[n:n+2*stride8]
			binary.LittleEndian.PutUint64(to, one)
			binary.LittleEndian.PutUint64(to[stride8:], two)
			if suspicious(one)|suspicious(two) != 0 {
				break
			}
			n, v = n+2*stride8, v[2*stride8:]
		}
		word, size := eight(v, ' ')
		binary.LittleEndian.PutUint64(text[n:], word)
		found := suspicious(word)
		if found == 0 {
			n, v = n+size, v[size:]
			continue
		}
		at := bits.TrailingZeros64(found) / 8
		n += at
		if e := escapes[v[at]]; e != 0 {
			text[n], text[n+1] = '\\', e
			n += 2
		} else {
			text[n] = v[at]
			n++
		}
		v = v[at+1:]
	}
	return n
}

// The bits of eight bytes by which one of them is found.
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

// escapes gives the letter behind the backslash for the bytes that need one. Bytes of
// a multi-byte UTF-8 character are never among them.
var escapes = [256]byte{0: '0', '\n': 'n', '\r': 'r', 0x1a: 'Z', '\'': '\'', '\\': '\\'}
