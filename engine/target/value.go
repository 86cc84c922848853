package target

import "github.com/obferry/obferry/engine/rows"

// appendValue writes a value as an SQL literal. Every value but a plain number
// stands in quotes, so that nothing in it can end the literal; the server turns the
// text into the column's type, and refuses what does not fit.
func appendValue(b, value []byte, kind rows.Kind) []byte {
	switch kind {
	case rows.Integer, rows.Decimal:
		if plainNumber(value) {
			return append(b, value...)
		}
	case rows.Binary, rows.Bit, rows.Geometry:
		b = append(b, "_binary"...)
		if kind == rows.Geometry && len(value) >= sridBytes {
			return appendQuoted(b, zeroSRID, value[sridBytes:])
		}
	}
	return appendQuoted(b, value)
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
		switch {
		case c == '.':
			points++
		case c < '0' || c > '9':
			return false
		}
	}
	return points <= 1
}

// appendQuoted writes bytes in single quotes, escaped for a session without
// NO_BACKSLASH_ESCAPES (the session of this package never has it). The parts follow
// each other within the quotes.
func appendQuoted(b []byte, parts ...[]byte) []byte {
	b = append(b, '\'')
	for _, v := range parts {
		from := 0
		for i, c := range v {
			e := escapes[c]
			if e == 0 {
				continue
			}
			b = append(b, v[from:i]...)
			b = append(b, '\\', e)
			from = i + 1
		}
		b = append(b, v[from:]...)
	}
	return append(b, '\'')
}

// escapes gives the letter behind the backslash for the bytes that need one. Bytes of
// a multi-byte UTF-8 character are never among them.
var escapes = [256]byte{0: '0', '\n': 'n', '\r': 'r', 0x1a: 'Z', '\'': '\'', '\\': '\\'}
