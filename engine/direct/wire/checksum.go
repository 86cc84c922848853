package wire

import "hash/crc32"

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Checksum is what a frame's header holds of its payload: the CRC-32C polynomial with
// a register that starts at 0 and is not inverted at the end, in the lower half of 64
// bits. The parts are summed as if they stood in one piece.
func Checksum(parts ...[]byte) uint64 {
	// crc32.Update inverts on the way in and on the way out; both are undone here.
	sum := ^uint32(0)
	for _, p := range parts {
		sum = crc32.Update(sum, castagnoli, p)
	}
	return uint64(^sum)
}
