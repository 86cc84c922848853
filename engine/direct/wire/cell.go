package wire

import "math"

// metas are the four bytes before a value, ready to be appended.
var metas = func() (table [256][4]byte) {
	for t := range table {
		table[t] = MetaOf(Type(t)).bytes()
	}
	return table
}()

var binaryMeta = BinaryMeta().bytes()

func (m Meta) bytes() [4]byte { return [4]byte{byte(m.Type), m.Level, m.Collation, byte(m.Scale)} }

// AppendMeta writes the four bytes that stand before a value.
func AppendMeta(dst []byte, m Meta) []byte {
	b := m.bytes()
	return append(dst, b[:]...)
}

// AppendNull writes a cell that is NULL, whatever its column.
func AppendNull(dst []byte) []byte { return append(dst, metas[Null][:]...) }

// AppendByte writes a cell of a type whose value is one byte: TinyInt, UnsignedTiny,
// Year.
func AppendByte(dst []byte, t Type, v uint8) []byte {
	dst = append(dst, metas[t][:]...)
	return append(dst, v)
}

// Append32 writes a cell of a type whose value is a number of 32 bits: SmallInt,
// MediumInt, Int, their unsigned kin, Date. A negative number is passed as its two's
// complement.
func Append32(dst []byte, t Type, v uint32) []byte {
	dst = append(dst, metas[t][:]...)
	return AppendVarint32(dst, v)
}

// Append64 writes a cell of a type whose value is a number of 64 bits: BigInt,
// UnsignedBig, DateTime, Timestamp, Time, Bit.
func Append64(dst []byte, t Type, v uint64) []byte {
	dst = append(dst, metas[t][:]...)
	return AppendVarint64(dst, v)
}

// AppendFloat writes a Float cell.
func AppendFloat(dst []byte, v float32) []byte { return Append32(dst, Float, math.Float32bits(v)) }

// AppendDouble writes a Double cell.
func AppendDouble(dst []byte, v float64) []byte { return Append64(dst, Double, math.Float64bits(v)) }

// AppendText writes a cell of a type whose value is a string of UTF-8: VarChar, Char,
// TinyText, Text, MediumText, LongText.
func AppendText[S string | []byte](dst []byte, t Type, v S) []byte {
	dst = append(dst, metas[t][:]...)
	return appendValue(dst, v)
}

// AppendBinary writes a VarChar cell of bytes that are no text.
func AppendBinary[S string | []byte](dst []byte, v S) []byte {
	dst = append(dst, binaryMeta[:]...)
	return appendValue(dst, v)
}

func appendValue[S string | []byte](dst []byte, v S) []byte {
	dst = AppendVarint32(dst, uint32(len(v)))
	dst = append(dst, v...)
	return append(dst, 0)
}

// A Cell is a value as it came. Number holds every value that is no string; Bytes is a
// part of what was read.
type Cell struct {
	Meta   Meta
	Number uint64 // one byte, 32 bits or 64, as two's complement; bits of a float
	Bytes  []byte
}

// Cell takes one cell. Types that cannot be sent are a FormatError.
func (r *Reader) Cell() Cell {
	p := r.take(4)
	if p == nil {
		return Cell{}
	}
	c := Cell{Meta: Meta{Type: Type(p[0]), Level: p[1], Collation: p[2], Scale: int8(p[3])}}
	switch forms[c.Meta.Type] {
	case formNone:
	case formByte:
		c.Number = uint64(r.Uint8())
	case formVarint32:
		c.Number = uint64(r.Varint32())
	case formVarint64:
		c.Number = r.Varint64()
	case formBytes:
		c.Bytes = r.Bytes()
	default:
		r.at -= len(p)
		r.fail("a cell of %v, which cannot be sent", c.Meta.Type)
	}
	if r.err != nil {
		return Cell{}
	}
	return c
}
