package verify

import (
	"bytes"
	"encoding/binary"
	"strings"

	"github.com/obferry/obferry/engine/rows"
)

// rule is how a column's values are brought into one form.
type rule uint8

const (
	asBytes    rule = iota // as they are
	asTrimmed              // CHAR: trailing blanks do not count
	asPadded               // BINARY(n): trailing zero bytes do not count
	asNumber               // exact, whatever the scale
	asFloat                // as a 4-byte float
	asDouble               // as an 8-byte float
	asBit                  // leading zero bytes do not count
	asDate                 // in MySQL's reading, as YYYY-MM-DD
	asDateTime             // likewise, fraction's zeros do not count
	asTime
	asYear
	asSet  // the order of members does not count
	asJSON // blanks, order of keys, form of numbers and escapes do not count
	asGeometry
)

// canon reads values as a target's columns would. It reuses its buffers: what read
// returns is good until the next call.
type canon struct {
	of      []rule
	scratch []byte
	json    jsonReader
}

func newCanon(columns []rows.Column) canon {
	c := canon{of: make([]rule, len(columns)), scratch: make([]byte, 0, 64)}
	for i, column := range columns {
		c.of[i] = ruleFor(column)
	}
	return c
}

func ruleFor(column rows.Column) rule {
	switch column.Kind {
	case rows.Text:
		if strings.HasPrefix(strings.ToLower(column.Type), "char(") {
			return asTrimmed
		}
	case rows.Binary:
		if strings.HasPrefix(strings.ToLower(column.Type), "binary(") {
			return asPadded
		}
	case rows.Integer, rows.Decimal:
		return asNumber
	case rows.Float:
		return asFloat
	case rows.Double:
		return asDouble
	case rows.Bit:
		return asBit
	case rows.Date:
		return asDate
	case rows.DateTime, rows.Timestamp:
		return asDateTime
	case rows.Time:
		return asTime
	case rows.Year:
		return asYear
	case rows.Set:
		return asSet
	case rows.JSON:
		return asJSON
	case rows.Geometry:
		return asGeometry
	}
	return asBytes
}

// read is a value of column i in its one form; two values are equal there exactly
// where their forms are. A value that the column's type cannot read comes back as
// it is.
func (c *canon) read(i int, value []byte) []byte {
	switch c.of[i] {
	case asTrimmed:
		return bytes.TrimRight(value, " ")
	case asPadded:
		return bytes.TrimRight(value, "\x00")
	case asBit:
		return bytes.TrimLeft(value, "\x00")
	case asNumber:
		if isPlainInteger(value) {
			return value
		}
		return c.keep(value, appendNumber)
	case asFloat:
		return c.keep(value, appendFloat)
	case asDouble:
		return c.keep(value, appendDouble)
	case asDate:
		return c.keep(value, appendDate)
	case asDateTime:
		if isPlainDateTime(value) {
			return trimFraction(value, len("2024-01-31 00:00:00"))
		}
		return c.keep(value, appendDateTime)
	case asTime:
		return c.keep(value, appendTime)
	case asYear:
		return c.keep(value, appendYear)
	case asSet:
		if bytes.IndexByte(value, ',') < 0 {
			return value
		}
		return c.keep(value, appendSet)
	case asJSON:
		if form, ok := c.json.canonical(value); ok {
			return form
		}
		return value
	case asGeometry:
		if len(value) > 4 {
			return value[4:]
		}
	}
	return value
}

// keep runs a rule that writes its form into the buffer; where it cannot, the
// value stands for itself.
func (c *canon) keep(value []byte, form func(dst, value []byte) ([]byte, bool)) []byte {
	out, ok := form(c.scratch[:0], value)
	if !ok {
		return value
	}
	c.scratch = out
	return out
}

func sridOf(geometry []byte) uint32 {
	if len(geometry) < 4 {
		return 0
	}
	return binary.LittleEndian.Uint32(geometry)
}

// appendSet writes a set's members in order of their bytes, each once.
func appendSet(dst, value []byte) ([]byte, bool) {
	// Sets have at most 64 members: picking the smallest one again and again is short.
	var last []byte
	for first := true; ; first = false {
		next, found := []byte(nil), false
		for rest, more := value, true; more; {
			var member []byte
			member, rest, more = bytes.Cut(rest, []byte(","))
			if !first && bytes.Compare(member, last) <= 0 {
				continue
			}
			if !found || bytes.Compare(member, next) < 0 {
				next, found = member, true
			}
		}
		if !found {
			return dst, true
		}
		if !first {
			dst = append(dst, ',')
		}
		dst = append(dst, next...)
		last = next
	}
}
