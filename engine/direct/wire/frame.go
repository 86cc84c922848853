package wire

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
)

// frameHead is the part of a frame before the RPC header: magic, length of what
// follows, channel, four bytes that are reserved.
const frameHead = 16

// magic begins every frame.
var magic = [4]byte{0x01, 0xdb, 0xdb, 0xce}

// A MagicError says that a peer does not speak this protocol at all.
type MagicError struct {
	Got [frameHead]byte // what stood where a frame should begin
}

// Error implements error.
func (e *MagicError) Error() string {
	return fmt.Sprintf("direct load wire: no frame begins with % x", e.Got[:len(magic)])
}

// A SizeError says that a frame is larger than the reader takes.
type SizeError struct {
	Size, Limit uint64 // bytes
}

// Error implements error.
func (e *SizeError) Error() string {
	return fmt.Sprintf("direct load wire: a frame of %d bytes, at most %d are taken", e.Size, e.Limit)
}

// A Frame is one request or answer as it came. Payload is a part of the reader's
// buffer: the next read overwrites it.
type Frame struct {
	Channel uint32 // chosen by the client, echoed by the server
	Header  Header
	Payload []byte
}

// Intact says that the payload is the one whose checksum the header holds.
func (f *Frame) Intact() bool { return Checksum(f.Payload) == f.Header.Checksum }

// AppendFrame writes a whole frame and computes its checksum into h.
func AppendFrame(dst []byte, channel uint32, h *Header, payload []byte) []byte {
	h.Checksum = Checksum(payload)
	dst = appendFrameHead(dst, channel, int(h.Length)+len(payload))
	dst = h.append(dst)
	return append(dst, payload...)
}

func appendFrameHead(dst []byte, channel uint32, length int) []byte {
	dst = append(dst, magic[:]...)
	dst = binary.BigEndian.AppendUint32(dst, uint32(length))
	dst = binary.BigEndian.AppendUint32(dst, channel)
	return append(dst, 0, 0, 0, 0)
}

// A FrameReader takes frames off a stream, however they were split or joined on the
// way. Its one buffer grows with the bytes that have come, not with the length that
// a peer claims.
type FrameReader struct {
	from  *bufio.Reader
	limit uint64
	buf   []byte
}

// NewFrameReader reads frames of at most limit bytes after their first 16.
func NewFrameReader(from io.Reader, limit int) *FrameReader {
	return &FrameReader{from: bufio.NewReaderSize(from, 32<<10), limit: uint64(limit)}
}

// Buffered says that bytes of another frame have already come.
func (r *FrameReader) Buffered() bool { return r.from.Buffered() > 0 }

// Read takes the next frame. At a clean end of the stream it answers io.EOF, within a
// frame io.ErrUnexpectedEOF; what is no frame is a MagicError, a SizeError or a
// FormatError, after which the stream is of no use.
func (r *FrameReader) Read() (Frame, error) {
	var head [frameHead]byte
	// What speaks another protocol may send fewer bytes than a frame begins with.
	if begin, err := r.from.Peek(len(magic)); err == nil && [4]byte(begin) != magic {
		n := min(r.from.Buffered(), frameHead)
		begin, _ = r.from.Peek(n)
		copy(head[:], begin)
		return Frame{}, &MagicError{Got: head}
	}
	if _, err := io.ReadFull(r.from, head[:]); err != nil {
		return Frame{}, err
	}
	length := uint64(binary.BigEndian.Uint32(head[4:]))
	if length > r.limit {
		return Frame{}, &SizeError{Size: length, Limit: r.limit}
	}
	body, err := r.body(int(length))
	if err != nil {
		return Frame{}, err
	}
	f := Frame{Channel: binary.BigEndian.Uint32(head[8:])}
	f.Header, f.Payload, err = parseHeader(body)
	return f, err
}

// body reads length bytes into the buffer, in steps that each at most double it.
func (r *FrameReader) body(length int) ([]byte, error) {
	const first = 64 << 10
	have := 0
	for have < length {
		if have == len(r.buf) {
			grown := make([]byte, min(length, max(first, 2*have)))
			copy(grown, r.buf[:have])
			r.buf = grown
		}
		step := r.buf[have:min(length, len(r.buf))]
		n, err := io.ReadFull(r.from, step)
		have += n
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return nil, err
		}
	}
	return r.buf[:length:length], nil
}
