package wire

import (
	"encoding/binary"
	"fmt"
)

// A FormatError says that bytes are not what the protocol wants at that place.
type FormatError struct {
	Object string // what was being read, like "BEGIN argument"
	Offset int    // bytes from the start of that object
	Reason string // what was wrong, in English
}

// Error implements error.
func (e *FormatError) Error() string {
	return fmt.Sprintf("direct load wire: %s at byte %d: %s", e.Object, e.Offset, e.Reason)
}

// A Reader takes primitives off a slice, one after another. The first failure stays:
// every later call answers zero values, and [Reader.Err] tells the failure.
type Reader struct {
	object string
	all    []byte
	at     int
	err    *FormatError
}

// NewReader reads p; object names it in errors. Strings that it answers as bytes are
// parts of p.
func NewReader(object string, p []byte) *Reader {
	return &Reader{object: object, all: p}
}

// Err is the first failure, or nil.
func (r *Reader) Err() error {
	if r.err == nil {
		return nil
	}
	return r.err
}

// Left is how many bytes have not been read.
func (r *Reader) Left() int { return len(r.all) - r.at }

// Rest takes everything that is left.
func (r *Reader) Rest() []byte {
	p := r.all[r.at:]
	r.at = len(r.all)
	return p
}

// End fails the reader where bytes are left that nobody asked for.
func (r *Reader) End() error {
	if r.err == nil && r.Left() > 0 {
		r.fail("%d bytes too many", r.Left())
	}
	return r.Err()
}

func (r *Reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = &FormatError{Object: r.object, Offset: r.at, Reason: fmt.Sprintf(format, args...)}
	}
	r.at = len(r.all)
}

func (r *Reader) take(n int) []byte {
	if r.err != nil {
		return nil
	}
	if n < 0 || n > r.Left() {
		r.fail("%d bytes wanted, %d left", n, r.Left())
		return nil
	}
	p := r.all[r.at : r.at+n : r.at+n]
	r.at += n
	return p
}

// Uint8 takes one byte.
func (r *Reader) Uint8() uint8 {
	if p := r.take(1); p != nil {
		return p[0]
	}
	return 0
}

// Bool takes one byte that must be 0 or 1.
func (r *Reader) Bool() bool {
	switch r.Uint8() {
	case 0:
	case 1:
		return true
	default:
		r.at--
		r.fail("a boolean that is neither 0 nor 1")
	}
	return false
}

// Uint16 takes two bytes.
func (r *Reader) Uint16() uint16 {
	if p := r.take(2); p != nil {
		return binary.BigEndian.Uint16(p)
	}
	return 0
}

// Uint32 takes four bytes.
func (r *Reader) Uint32() uint32 {
	if p := r.take(4); p != nil {
		return binary.BigEndian.Uint32(p)
	}
	return 0
}

// Uint64 takes eight bytes.
func (r *Reader) Uint64() uint64 {
	if p := r.take(8); p != nil {
		return binary.BigEndian.Uint64(p)
	}
	return 0
}

// Varint64 takes a varint of at most ten bytes, minimal or not. A negative number
// comes as its two's complement.
func (r *Reader) Varint64() uint64 {
	if r.err != nil {
		return 0
	}
	var v uint64
	for i := range binary.MaxVarintLen64 {
		if r.at+i >= len(r.all) {
			r.fail("a number that is cut off")
			return 0
		}
		b := r.all[r.at+i]
		v |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			r.at += i + 1
			return v
		}
	}
	r.fail("a number of more than %d bytes", binary.MaxVarintLen64)
	return 0
}

// Varint32 is the lower half of [Reader.Varint64]: peers that hold the number in 64
// bits write more groups than 32 bits need.
func (r *Reader) Varint32() uint32 { return uint32(r.Varint64()) }

// Bytes takes a string of bytes with its closing zero byte, as a part of what is read.
func (r *Reader) Bytes() []byte {
	n := r.Varint32()
	if r.err != nil {
		return nil
	}
	if uint64(n)+1 > uint64(r.Left()) {
		r.fail("a string of %d bytes, %d left", n, r.Left())
		return nil
	}
	p := r.take(int(n))
	if r.Uint8() != 0 {
		r.at--
		r.fail("a string without its closing zero byte")
		return nil
	}
	return p
}

// String takes a string with its closing zero byte.
func (r *Reader) String() string { return string(r.Bytes()) }

// Strings takes a counted list of strings.
func (r *Reader) Strings() []string {
	n := r.Varint32()
	if r.err != nil || n == 0 {
		return nil
	}
	const shortest = 2 // length and closing zero byte
	if uint64(n)*shortest > uint64(r.Left()) {
		r.fail("%d strings in %d bytes", n, r.Left())
		return nil
	}
	list := make([]string, 0, min(int(n), r.Left()/16)) // a header of a string is 16 bytes
	for range n {
		s := r.String()
		if r.err != nil {
			return nil
		}
		list = append(list, s)
	}
	return list
}

// envelope takes a versioned object and answers a reader of its body alone. Any
// version is taken: fields are only ever appended.
func (r *Reader) envelope(object string) (version uint64, body *Reader) {
	version = r.Varint64()
	n := r.Varint64()
	if r.err == nil && n > uint64(r.Left()) {
		r.fail("an object of %d bytes, %d left", n, r.Left())
	}
	body = NewReader(object, r.take(int(min(n, uint64(len(r.all))))))
	if r.err != nil {
		body.err = r.err
	}
	return version, body
}
