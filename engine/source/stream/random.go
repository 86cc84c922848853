package stream

import (
	"encoding/binary"
	"math/bits"
)

// golden is 2^64 over the golden ratio, by which the states of SplitMix64 (Steele, Lea and
// Flood 2014) follow each other.
const golden = 0x9e3779b97f4a7c15

// mix is SplitMix64's output function: each bit of the state moves every bit of the result.
func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// columnSeed is where a column's states begin. Columns must not follow each other's
// states, so the number of the column is mixed and not added.
func columnSeed(seed int64, column int) uint64 {
	return mix(mix(uint64(seed)+golden) ^ mix(uint64(column)+1))
}

// below is a number from 0 to below n, of which every one is as likely but for one part
// in 2^64/n.
func below(z, n uint64) uint64 {
	high, _ := bits.Mul64(z, n)
	return high
}

// letters are those of random text, looked up by six bits; 0 and 1 stand there twice.
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz012345678901"

// pairs are two letters each, looked up by twelve bits; the first is the lower byte.
var pairs = func() (all [4096]uint16) {
	for i := range all {
		all[i] = uint16(letters[i&63]) | uint16(letters[i>>6])<<8
	}
	return all
}()

// appendLetters appends n random letters and digits: ten of each 64 bits.
func appendLetters(b []byte, state uint64, n int) []byte {
	for n > 0 {
		state += golden
		z := mix(state)
		b = binary.LittleEndian.AppendUint64(b, uint64(pairs[z&4095])|uint64(pairs[z>>12&4095])<<16|
			uint64(pairs[z>>24&4095])<<32|uint64(pairs[z>>36&4095])<<48)
		b = binary.LittleEndian.AppendUint16(b, pairs[z>>48&4095])
		if n < 10 {
			b = b[:len(b)-10+n]
		}
		n -= 10
	}
	return b
}
