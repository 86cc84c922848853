package stream

import (
	"encoding/binary"
	"math/bits"
)

// appendInt appends a number in decimal digits. It is the standard library's AppendInt in
// half the time: numbers are most of what generated rows are made of.
func appendInt(b []byte, n int64) []byte {
	if n < 0 {
		return appendDigits(append(b, '-'), -uint64(n))
	}
	return appendDigits(b, uint64(n))
}

// appendDigits appends a number in decimal digits, eight at a time.
func appendDigits(b []byte, n uint64) []byte {
	const below, zeros = 100_000_000, 0x3030303030303030
	if n >= below {
		b = appendDigits(b, n/below)
		return binary.LittleEndian.AppendUint64(b, eightDigits(n%below)|zeros)
	}
	word := eightDigits(n)
	leading := bits.TrailingZeros64(word|1<<56) / 8 // the last digit stays
	b = binary.LittleEndian.AppendUint64(b, word>>(8*leading)|zeros)
	return b[:len(b)-leading]
}

// eightDigits gives the digits of a number of at most eight, each in a byte, the first in
// the lowest. All are worked out together: two numbers of four digits become four of two,
// and those eight of one. The divisions by 100 and by 10 are multiplications that are exact
// for so small numbers.
func eightDigits(n uint64) uint64 {
	high := n / 10_000
	v := high | (n-high*10_000)<<32
	t := v * 10_486 >> 20 & 0x0000007f_0000007f
	v = t | (v-t*100)<<16
	t = v * 103 >> 10 & 0x000f000f_000f000f
	return t | (v-t*10)<<8
}
