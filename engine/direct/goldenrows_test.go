package direct

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"github.com/obferry/obferry/engine/direct/wire"
)

// A cellInput is a value and, where it is not the default of its type, its meta.
type cellInput struct {
	T    string
	V    json.RawMessage
	Meta []int
	Note string
}

// goldenTypes are the types that goldens name.
var goldenTypes = map[string]wire.Type{
	"null": wire.Null, "bool": wire.TinyInt, "int8": wire.TinyInt, "int16": wire.SmallInt, "int24": wire.MediumInt,
	"int32": wire.Int, "int64": wire.BigInt, "uint8": wire.UnsignedTiny, "uint16": wire.UnsignedSmall,
	"uint24": wire.UnsignedMedium, "uint32": wire.UnsignedInt, "uint64": wire.UnsignedBig, "float32": wire.Float,
	"float64": wire.Double, "datetime": wire.DateTime, "timestamp": wire.Timestamp, "date": wire.Date,
	"time": wire.Time, "year": wire.Year, "string": wire.VarChar, "bytes": wire.VarChar, "varbinary": wire.VarChar,
	"char": wire.Char, "tinytext": wire.TinyText, "text": wire.Text, "mediumtext": wire.MediumText,
	"longtext": wire.LongText, "bit": wire.Bit, "extend": wire.Extend, "mysqldate": wire.MySQLDate, "mysqldatetime": wire.MySQLDateTime,
}

// bytes writes the cell with the meta that the golden gives.
func (in cellInput) bytes() ([]byte, error) {
	cell, err := in.cell()
	if err != nil || in.Meta == nil {
		return cell, err
	}
	meta := wire.Meta{Type: wire.Type(in.Meta[0]), Level: uint8(in.Meta[1]), Collation: uint8(in.Meta[2]), Scale: int8(in.Meta[3])}
	if meta.Type != wire.Type(cell[0]) {
		return nil, fmt.Errorf("%s is of type %v, not %v", in.T, wire.Type(cell[0]), meta.Type)
	}
	return append(wire.AppendMeta(nil, meta), cell[4:]...), nil
}

// cell writes the value with the meta of its type.
func (in cellInput) cell() ([]byte, error) {
	kind, known := goldenTypes[in.T]
	if !known {
		return nil, fmt.Errorf("type %q is unknown", in.T)
	}
	text := string(in.V)
	if len(text) > 0 && text[0] == '"' {
		if err := json.Unmarshal(in.V, &text); err != nil {
			return nil, err
		}
	}
	switch in.T {
	case "null":
		return wire.AppendNull(nil), nil
	case "bool":
		return wire.AppendByte(nil, kind, map[string]uint8{"true": 1}[text]), nil
	case "string", "char", "tinytext", "text", "mediumtext", "longtext":
		return wire.AppendText(nil, kind, text), nil
	case "bytes", "varbinary":
		p, err := hex.DecodeString(text)
		if in.T == "varbinary" {
			return wire.AppendBinary(nil, p), err
		}
		return wire.AppendText(nil, kind, p), err
	case "float32":
		v, err := strconv.ParseUint(text, 16, 32)
		return wire.AppendFloat(nil, math.Float32frombits(uint32(v))), err
	case "float64":
		v, err := strconv.ParseUint(text, 16, 64)
		return wire.AppendDouble(nil, math.Float64frombits(v)), err
	}
	var n number
	if err := n.UnmarshalJSON([]byte(text)); err != nil {
		return nil, err
	}
	switch in.T {
	case "int8", "uint8", "year":
		return wire.AppendByte(nil, kind, uint8(n)), nil
	case "int64", "uint64", "datetime", "timestamp", "time", "bit", "extend", "mysqldatetime":
		return wire.Append64(nil, kind, uint64(n)), nil
	}
	return wire.Append32(nil, kind, uint32(n)), nil
}

// write puts the cell into a bucket.
func (in cellInput) write(b *Bucket) error {
	cell, err := in.bytes()
	if err != nil {
		return err
	}
	b.buf = append(b.start(), cell...)
	return nil
}

// rowsInput are rows, given or made by a generator: row i of n, from start on.
type rowsInput struct {
	Rows       [][]cellInput
	Gen        string
	Start, N   int64
	BufferSize int `json:"buffer_size"`
}

// bytes answers the payload of one bucket that holds all rows.
func (in rowsInput) bytes() ([]byte, error) {
	payloads, err := in.cut(MaxBufferSize)
	if err != nil {
		return nil, err
	}
	if len(payloads) != 1 {
		return nil, fmt.Errorf("%d buckets", len(payloads))
	}
	return payloads[0], nil
}

// cut answers the payloads that a bucket of this size makes of the rows.
func (in rowsInput) cut(size int) ([][]byte, error) {
	b := NewBucket(map[string]int{"G1": 5, "G2": 6}[in.Gen], size)
	var payloads [][]byte
	end := func() error {
		full, err := b.EndRow()
		if full {
			payloads = append(payloads, append([]byte(nil), b.payload()...))
			b.Next()
		}
		return err
	}
	for _, row := range in.Rows {
		b.width = len(row) // the reference client's bucket takes rows of any
		for _, cell := range row {
			if err := cell.write(b); err != nil {
				return nil, err
			}
		}
		if err := end(); err != nil {
			return nil, err
		}
	}
	for i := in.Start; i < in.Start+in.N; i++ {
		switch in.Gen {
		case "G1":
			writeG1(b, i)
		case "G2":
			writeG2(b, i)
		default:
			return nil, fmt.Errorf("generator %q is unknown", in.Gen)
		}
		if err := end(); err != nil {
			return nil, err
		}
	}
	if b.Rows() > 0 || len(payloads) == 0 {
		payloads = append(payloads, b.payload())
	}
	return payloads, nil
}

func writeG1(b *Bucket, i int64) {
	b.Int64(i)
	b.Text("row-" + strconv.FormatInt(i, 10))
	b.Double(float64(i) * 0.5)
	if i%3 == 0 {
		b.Null()
	} else {
		b.Text("x" + strconv.FormatInt(i, 10))
	}
	b.DateTime(1700000000000000 + i*1001000)
}

func writeG2(b *Bucket, i int64) {
	b.Text("键" + strconv.FormatInt(i, 10))
	b.Int32(int32(-31 * i))
	b.TextBytes([]byte{byte(i >> 8), byte(i), 0})
	b.Timestamp(1600000000000000 + i*7777777)
	b.Int8(int8(i))
	b.Bool(i%2 == 1)
}
