package postgres

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"math"
	"strconv"
)

// form appends a value, as the server has sent it, in the form of its column's kind.
// What it cannot read it appends as it is: the target refuses it, and a person sees it
// in the error spreadsheet.
type form func(dst, value []byte) []byte

// truth writes a boolean: 1 for true.
func truth(dst, value []byte) []byte {
	if len(value) == 1 && value[0] == 't' {
		return append(dst, '1')
	}
	if len(value) == 1 && value[0] == 'f' {
		return append(dst, '0')
	}
	return append(dst, value...)
}

// decimal rounds a number to as many digits behind the point as a DECIMAL has, half away
// from zero, as PostgreSQL and MySQL both do: so both sides hold the same.
func decimal(dst, value []byte) []byte {
	at := bytes.IndexByte(value, '.')
	if at < 0 || len(value)-at-1 <= mostScale {
		return append(dst, value...)
	}
	start, last := len(dst), at+mostScale
	dst = append(dst, value[:last+1]...)
	if value[last+1] < '5' {
		return dst
	}
	for i := len(dst) - 1; i >= start; i-- {
		switch {
		case dst[i] == '.':
		case dst[i] == '-':
			return insert(dst, i+1)
		case dst[i] == '9':
			dst[i] = '0'
		default:
			dst[i]++
			return dst
		}
	}
	return insert(dst, start)
}

// insert puts the digit that is carried before all others.
func insert(dst []byte, at int) []byte {
	dst = append(dst, 0)
	copy(dst[at+1:], dst[at:])
	dst[at] = '1'
	return dst
}

// largest is the largest 4-byte float in PostgreSQL's shortest form, which is rounded up:
// as a number of 8 bytes it is too large. Exact is the same float in full.
const (
	largest = "3.4028235e+38"
	exact   = "3.4028234663852886e+38"
)

// single writes a 4-byte float.
func single(dst, value []byte) []byte {
	switch string(value) {
	case largest:
		return append(dst, exact...)
	case "-" + largest:
		return append(append(dst, '-'), exact...)
	}
	return append(dst, value...)
}

// unpadded writes a CHAR without the blanks that fill it, which mean nothing.
func unpadded(dst, value []byte) []byte { return append(dst, bytes.TrimRight(value, " ")...) }

// unhexed reads a bytea of bytea_output=hex.
func unhexed(dst, value []byte) []byte {
	digits, ok := bytes.CutPrefix(value, []byte(`\x`))
	if !ok {
		return append(dst, value...)
	}
	length := len(dst)
	dst, err := hex.AppendDecode(dst, digits)
	if err != nil {
		return append(dst[:length], value...)
	}
	return dst
}

// beforeChrist ends the dates that are.
var beforeChrist = []byte(" BC")

// christian writes a date or moment. MySQL reads "0044-03-15 BC" as a date of our time
// and says nothing; with the era before it, every server refuses it.
func christian(dst, value []byte) []byte {
	if date, before := bytes.CutSuffix(value, beforeChrist); before {
		return append(append(dst, "BC "...), date...)
	}
	return append(dst, value...)
}

// universal writes a moment of a session whose time zone is UTC, without the zone.
func universal(dst, value []byte) []byte {
	moment, before := bytes.CutSuffix(value, beforeChrist)
	moment = bytes.TrimSuffix(moment, []byte("+00"))
	if before {
		dst = append(dst, "BC "...)
	}
	return append(dst, moment...)
}

// bits packs zeros and ones into bytes, the last bit of the text into the last of them.
func bits(dst, value []byte) []byte {
	var word uint64
	if len(value) > mostBits {
		return append(dst, value...)
	}
	for _, c := range value {
		if c != '0' && c != '1' {
			return append(dst, value...)
		}
		word = word<<1 | uint64(c-'0')
	}
	var whole [8]byte
	binary.BigEndian.PutUint64(whole[:], word)
	return append(dst, whole[8-(len(value)+7)/8:]...)
}

// wkbPoint begins a point: no spatial reference system, little-endian, type 1.
var wkbPoint = []byte{0, 0, 0, 0, 1, 1, 0, 0, 0}

// point reads "(x,y)".
func point(dst, value []byte) []byte {
	inside, opened := bytes.CutPrefix(value, []byte("("))
	inside, closed := bytes.CutSuffix(inside, []byte(")"))
	left, right, parted := bytes.Cut(inside, []byte(","))
	x, errX := strconv.ParseFloat(string(left), 64)
	y, errY := strconv.ParseFloat(string(right), 64)
	if !opened || !closed || !parted || errX != nil || errY != nil {
		return append(dst, value...)
	}
	dst = append(dst, wkbPoint...)
	dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(x))
	return binary.LittleEndian.AppendUint64(dst, math.Float64bits(y))
}
