package wire

import "encoding/binary"

// PaddedLen is how many bytes [PutPadded32] writes.
const PaddedLen = 5

// AppendVarint32 writes v in groups of seven bits, the lowest first, bit 7 set on
// every byte but the last. A negative number is passed as its two's complement and
// takes five bytes.
func AppendVarint32(dst []byte, v uint32) []byte {
	return binary.AppendUvarint(dst, uint64(v))
}

// AppendVarint64 is AppendVarint32 over 64 bits; a negative number takes ten bytes.
func AppendVarint64(dst []byte, v uint64) []byte {
	return binary.AppendUvarint(dst, v)
}

// PutPadded32 writes v over the first PaddedLen bytes of dst as a varint that is not
// minimal, so that a number can be filled in after what it counts.
func PutPadded32(dst []byte, v uint32) {
	_ = dst[PaddedLen-1]
	for i := range PaddedLen - 1 {
		dst[i] = byte(v>>(7*i)) | 0x80
	}
	dst[PaddedLen-1] = byte(v >> (7 * (PaddedLen - 1)))
}

// AppendString writes the length of s in bytes, s, and a closing zero byte that the
// length does not count. Text is UTF-8.
func AppendString(dst []byte, s string) []byte {
	dst = AppendVarint32(dst, uint32(len(s)))
	dst = append(dst, s...)
	return append(dst, 0)
}

// AppendBytes writes p as AppendString writes a string.
func AppendBytes(dst, p []byte) []byte {
	dst = AppendVarint32(dst, uint32(len(p)))
	dst = append(dst, p...)
	return append(dst, 0)
}

// AppendStrings writes the number of strings and then each.
func AppendStrings(dst []byte, list []string) []byte {
	dst = AppendVarint32(dst, uint32(len(list)))
	for _, s := range list {
		dst = AppendString(dst, s)
	}
	return dst
}

// AppendBool writes one byte, 0 or 1.
func AppendBool(dst []byte, v bool) []byte {
	if v {
		return append(dst, 1)
	}
	return append(dst, 0)
}

// appendEnvelope writes a versioned object: version, length of the body, body.
// Whoever knows fewer fields than the body has skips the rest by the length.
func appendEnvelope(dst []byte, version uint64, body []byte) []byte {
	dst = AppendVarint64(dst, version)
	dst = AppendVarint64(dst, uint64(len(body)))
	return append(dst, body...)
}

// varintLen is how many bytes AppendVarint64 writes for v.
func varintLen(v uint64) int {
	n := 1
	for v >= 0x80 {
		v >>= 7
		n++
	}
	return n
}
