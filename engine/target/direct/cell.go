package direct

import (
	"math"
	"strconv"
	"strings"

	rpc "github.com/obferry/obferry/engine/direct"
	"github.com/obferry/obferry/engine/rows"
)

// A put writes one value that is not NULL into a bucket.
type put func(b *rpc.Bucket, value []byte)

// putsOf are how the values of a batch's columns are written, by the target's columns.
func putsOf(target []rows.Column) []put {
	puts := make([]put, len(target))
	for i, c := range target {
		puts[i] = putOf(c)
	}
	return puts
}

func putOf(c rows.Column) put {
	switch c.Kind {
	case rows.Integer:
		return integerPut(c.Type)
	case rows.Float:
		return floatPut
	case rows.Double:
		return doublePut
	case rows.Binary:
		return (*rpc.Bucket).Binary
	case rows.Bit:
		return bitPut
	case rows.DateTime:
		return momentPut((*rpc.Bucket).DateTime)
	case rows.Timestamp:
		return momentPut((*rpc.Bucket).Timestamp)
	}
	return (*rpc.Bucket).TextBytes
}

// signed are the integer types with what their cells hold.
var signed = map[string]struct {
	least, most int64
	put         func(b *rpc.Bucket, v int64)
}{
	"tinyint":   {math.MinInt8, math.MaxInt8, func(b *rpc.Bucket, v int64) { b.Int8(int8(v)) }},
	"smallint":  {math.MinInt16, math.MaxInt16, func(b *rpc.Bucket, v int64) { b.Int16(int16(v)) }},
	"mediumint": {-1 << 23, 1<<23 - 1, func(b *rpc.Bucket, v int64) { b.Int24(int32(v)) }},
	"int":       {math.MinInt32, math.MaxInt32, func(b *rpc.Bucket, v int64) { b.Int32(int32(v)) }},
	"bigint":    {math.MinInt64, math.MaxInt64, (*rpc.Bucket).Int64},
}

// unsigned likewise.
var unsigned = map[string]struct {
	most uint64
	put  func(b *rpc.Bucket, v uint64)
}{
	"tinyint":   {math.MaxUint8, func(b *rpc.Bucket, v uint64) { b.Uint8(uint8(v)) }},
	"smallint":  {math.MaxUint16, func(b *rpc.Bucket, v uint64) { b.Uint16(uint16(v)) }},
	"mediumint": {1<<24 - 1, func(b *rpc.Bucket, v uint64) { b.Uint24(uint32(v)) }},
	"int":       {math.MaxUint32, func(b *rpc.Bucket, v uint64) { b.Uint32(uint32(v)) }},
	"bigint":    {math.MaxUint64, (*rpc.Bucket).Uint64},
}

// integerPut writes integers in the cell of their column's type. One beyond the type is
// for the server to refuse, in a cell that holds it.
func integerPut(columnType string) put {
	word := strings.ToLower(columnType)
	if at := strings.IndexAny(word, "( "); at >= 0 {
		word = word[:at]
	}
	if word == "integer" {
		word = "int"
	}
	if kind, ok := unsigned[word]; ok && strings.Contains(strings.ToLower(columnType), "unsigned") {
		return func(b *rpc.Bucket, value []byte) {
			v, negative, ok := integer(value)
			switch {
			case ok && !negative && v <= kind.most:
				kind.put(b, v)
			default:
				b.TextBytes(value)
			}
		}
	}
	kind, ok := signed[word]
	if !ok {
		return (*rpc.Bucket).TextBytes
	}
	return func(b *rpc.Bucket, value []byte) {
		v, negative, ok := integer(value)
		n := int64(v)
		if negative {
			n = -n
		}
		fits := ok && (v <= math.MaxInt64 || negative && v == 1<<63)
		if fits && n >= kind.least && n <= kind.most {
			kind.put(b, n)
		} else {
			b.TextBytes(value)
		}
	}
}

// integer reads digits with at most a minus sign before them.
func integer(value []byte) (v uint64, negative, ok bool) {
	if len(value) > 0 && value[0] == '-' {
		negative, value = true, value[1:]
	}
	if len(value) == 0 || len(value) > 20 {
		return 0, negative, false
	}
	for _, c := range value {
		digit := uint64(c - '0')
		if digit > 9 || v > (math.MaxUint64-digit)/10 {
			return 0, negative, false
		}
		v = v*10 + digit
	}
	return v, negative, true
}

func floatPut(b *rpc.Bucket, value []byte) {
	if v, ok := float(value, 32); ok {
		b.Float(float32(v))
		return
	}
	b.TextBytes(value)
}

func doublePut(b *rpc.Bucket, value []byte) {
	if v, ok := float(value, 64); ok {
		b.Double(v)
		return
	}
	b.TextBytes(value)
}

// float reads a number of digits, as SQL writes it: "0x1", "inf" and "1_0" are none.
func float(value []byte, bits int) (float64, bool) {
	for _, c := range value {
		if (c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E' {
			return 0, false
		}
	}
	v, err := strconv.ParseFloat(string(value), bits)
	return v, err == nil
}

// bitPut writes the big-endian bytes of a BIT. What is longer is for the server to refuse.
func bitPut(b *rpc.Bucket, value []byte) {
	if len(value) == 0 || len(value) > 8 {
		b.Binary(value)
		return
	}
	var v uint64
	for _, c := range value {
		v = v<<8 | uint64(c)
	}
	b.Bit(v)
}

// momentPut writes moments in µs. What is no moment of the calendar, such as a zero date,
// goes as text.
func momentPut(write func(b *rpc.Bucket, micros int64)) put {
	return func(b *rpc.Bucket, value []byte) {
		if micros, ok := moment(value); ok {
			write(b, micros)
			return
		}
		b.TextBytes(value)
	}
}

// moment reads YYYY-MM-DD hh:mm:ss[.ffffff] into µs since 1970-01-01 00:00:00.
func moment(v []byte) (micros int64, ok bool) {
	const whole = len("2006-01-02 15:04:05")
	if len(v) < whole || v[4] != '-' || v[7] != '-' || v[10] != ' ' || v[13] != ':' || v[16] != ':' || len(v) > whole+7 {
		return 0, false
	}
	year, month, day := digits(v[0:4]), digits(v[5:7]), digits(v[8:10])
	hour, minute, second := digits(v[11:13]), digits(v[14:16]), digits(v[17:19])
	if year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) ||
		hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 {
		return 0, false
	}
	fraction := 0
	if len(v) > whole {
		if v[whole] != '.' || len(v) == whole+1 {
			return 0, false
		}
		if fraction = digits(v[whole+1:]); fraction < 0 {
			return 0, false
		}
		for n := len(v) - whole - 1; n < 6; n++ {
			fraction *= 10
		}
	}
	seconds := (int64(daysSince1970(year, month, day))*24+int64(hour))*3600 + int64(minute)*60 + int64(second)
	return seconds*1_000_000 + int64(fraction), true
}

// digits is a number of a few digits; -1 where it is none.
func digits(v []byte) int {
	n := 0
	for _, c := range v {
		if c < '0' || c > '9' {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// daysSince1970 counts by the Gregorian calendar, in years that begin in March so that the
// leap day is their last.
func daysSince1970(year, month, day int) int {
	if month <= 2 {
		year--
		month += 12
	}
	era := year / 400
	ofEra := year - era*400
	ofYear := (153*(month-3)+2)/5 + day - 1
	return era*146097 + ofEra*365 + ofEra/4 - ofEra/100 + ofYear - 719468
}
