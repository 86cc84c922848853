package wire

import "encoding/binary"

// Lengths of the RPC header in bytes. Readers take any length from HeaderShort on and
// skip what they do not know; servers tell the forms apart by the length alone.
const (
	HeaderShort  = 128 // as before version 4.0
	HeaderLong   = 184 // 4.x
	HeaderLonger = 192 // with the data version (newer observers; read in their source)
)

// What a request is for.
const (
	CodeLogin      = 0x1101
	CodeDirectLoad = 0x1123
)

// Bits of [Header].Flags.
const (
	FlagResponse = 1 << 15
	// FlagsRequest is what every request of a load carries: a key-value API request
	// (bit 5) whose log level the server decides (7).
	FlagsRequest = 0x0027
	// FlagsAnswer is a response whose log level the server decides.
	FlagsAnswer = FlagResponse | 7
)

// Values of header fields that never change in requests.
const (
	Priority  = 5
	GroupBeat = 22 // resource group of HEART_BEAT and DETACH
	NoCluster = -1
	costLen   = 40 // bytes of the cost-time block, which it counts itself

)

// LoginTenant is the tenant id of a login's header: the caller's own is not known yet.
const LoginTenant = 1

// A Trace names the requests of one load in the logs of the servers.
type Trace [2]uint64

// A Header is the RPC header that stands before every payload.
type Header struct {
	Code         uint32 // what is called: CodeLogin, CodeDirectLoad
	Length       uint8  // bytes of the header: HeaderShort, HeaderLong or more
	Priority     uint8
	Flags        uint16
	Checksum     uint64 // of the payload; writers compute it
	Tenant       uint64
	PrivTenant   uint64
	Session      uint64
	Trace        Trace
	TraceHigh    Trace // words 2 and 3, HeaderLong and longer
	Timeout      int64 // µs that the server may take
	Time         int64 // µs since 1970 when it was sent
	DstCluster   int64
	Compressor   uint32 // 0 invalid, 1 none; others are packed payloads
	OriginalLen  uint32
	SrcCluster   int64 // HeaderLong and longer, like all below
	UnisVersion  uint64
	RequestLevel uint32
	Sequence     uint64
	Group        uint32
	ClusterHash  uint64
	DataVersion  uint64 // HeaderLonger only
}

// append writes the header with h.Length bytes; lengths beyond HeaderLonger are filled
// with zeros.
func (h *Header) append(dst []byte) []byte {
	be := binary.BigEndian
	start := len(dst)
	dst = be.AppendUint32(dst, h.Code)
	dst = append(dst, h.Length, h.Priority)
	dst = be.AppendUint16(dst, h.Flags)
	dst = be.AppendUint64(dst, h.Checksum)
	dst = be.AppendUint64(dst, h.Tenant)
	dst = be.AppendUint64(dst, h.PrivTenant)
	dst = be.AppendUint64(dst, h.Session)
	dst = be.AppendUint64(dst, h.Trace[0])
	dst = be.AppendUint64(dst, h.Trace[1])
	dst = be.AppendUint64(dst, uint64(h.Timeout))
	dst = be.AppendUint64(dst, uint64(h.Time))
	dst = be.AppendUint32(dst, costLen)
	dst = append(dst, make([]byte, costLen-4)...)
	dst = be.AppendUint64(dst, uint64(h.DstCluster))
	dst = be.AppendUint32(dst, h.Compressor)
	dst = be.AppendUint32(dst, h.OriginalLen)
	if h.Length >= HeaderLong {
		dst = be.AppendUint64(dst, uint64(h.SrcCluster))
		dst = be.AppendUint64(dst, h.UnisVersion)
		dst = be.AppendUint32(dst, h.RequestLevel)
		dst = be.AppendUint64(dst, h.Sequence)
		dst = be.AppendUint32(dst, h.Group)
		dst = be.AppendUint64(dst, h.TraceHigh[0])
		dst = be.AppendUint64(dst, h.TraceHigh[1])
		dst = be.AppendUint64(dst, h.ClusterHash)
	}
	if h.Length >= HeaderLonger {
		dst = be.AppendUint64(dst, h.DataVersion)
	}
	for len(dst)-start < int(h.Length) {
		dst = append(dst, 0)
	}
	return dst
}

// parseHeader reads a header that p begins with, and answers what follows it.
func parseHeader(p []byte) (Header, []byte, error) {
	r := NewReader("RPC header", p)
	var h Header
	h.Code = r.Uint32()
	h.Length = r.Uint8()
	if r.err == nil && h.Length < HeaderShort {
		r.fail("a length of %d, at least %d wanted", h.Length, HeaderShort)
	}
	if r.err == nil && int(h.Length) > len(p) {
		r.fail("a length of %d in a frame of %d bytes", h.Length, len(p))
	}
	h.Priority = r.Uint8()
	h.Flags = r.Uint16()
	h.Checksum = r.Uint64()
	h.Tenant = r.Uint64()
	h.PrivTenant = r.Uint64()
	h.Session = r.Uint64()
	h.Trace = Trace{r.Uint64(), r.Uint64()}
	h.Timeout = int64(r.Uint64())
	h.Time = int64(r.Uint64())
	r.take(costLen)
	h.DstCluster = int64(r.Uint64())
	h.Compressor = r.Uint32()
	h.OriginalLen = r.Uint32()
	if r.err == nil && h.Length >= HeaderLong {
		h.SrcCluster = int64(r.Uint64())
		h.UnisVersion = r.Uint64()
		h.RequestLevel = r.Uint32()
		h.Sequence = r.Uint64()
		h.Group = r.Uint32()
		h.TraceHigh = Trace{r.Uint64(), r.Uint64()}
		h.ClusterHash = r.Uint64()
	}
	if r.err == nil && h.Length >= HeaderLonger {
		h.DataVersion = r.Uint64()
	}
	if r.err != nil {
		return Header{}, nil, r.err
	}
	return h, p[h.Length:], nil
}
