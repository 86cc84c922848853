package land

import (
	"fmt"
	"math"
	"time"

	"github.com/obferry/obferry/engine/direct/directtest"
	"github.com/obferry/obferry/engine/direct/wire"
)

const (
	binaryCollation = 63
	moment          = "2006-01-02 15:04:05.000000"
)

// value is a cell in the words of SQL; the column's type then judges it.
func value(c wire.Cell) (any, error) {
	signed := int64(c.Number)
	switch c.Meta.Type {
	case wire.Null:
		return nil, nil
	case wire.TinyInt:
		return int64(int8(c.Number)), nil
	case wire.SmallInt, wire.MediumInt, wire.Int:
		return int64(int32(c.Number)), nil
	case wire.BigInt:
		return signed, nil
	case wire.UnsignedTiny, wire.UnsignedSmall, wire.UnsignedMedium, wire.UnsignedInt, wire.UnsignedBig, wire.Bit:
		return c.Number, nil
	case wire.Float:
		return math.Float32frombits(uint32(c.Number)), nil
	case wire.Double:
		return math.Float64frombits(c.Number), nil
	case wire.DateTime, wire.Timestamp:
		return time.UnixMicro(signed).UTC().Format(moment), nil
	case wire.Date:
		return time.Unix(int64(int32(c.Number))*24*60*60, 0).UTC().Format(time.DateOnly), nil
	case wire.Time:
		return clock(signed), nil
	case wire.Year:
		if c.Number == 0 {
			return int64(0), nil
		}
		return int64(c.Number) + 1900, nil
	case wire.VarChar, wire.Char, wire.TinyText, wire.Text, wire.MediumText, wire.LongText:
		if c.Meta.Collation == binaryCollation {
			return c.Bytes, nil
		}
		return string(c.Bytes), nil
	}
	return nil, &directtest.Refusal{Code: codeInvalidArgument, Message: fmt.Sprintf("a cell of %v", c.Meta.Type)}
}

// clock writes µs as a TIME.
func clock(micros int64) string {
	sign := ""
	if micros < 0 {
		sign, micros = "-", -micros
	}
	seconds := micros / 1e6
	return fmt.Sprintf("%s%02d:%02d:%02d.%06d", sign, seconds/3600, seconds/60%60, seconds%60, micros%1e6)
}
