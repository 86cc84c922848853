package wire

import (
	"fmt"
	"net/netip"
)

// Kinds of an [Address].
const (
	addressUnix = 1
	addressIPv4 = 4
	addressIPv6 = 6
)

// An Address is the place of an observer as requests and answers carry it. The zero
// value is the empty address, 0.0.0.0:0. Its words are kept as they came, so that an
// address of a kind that this client cannot print is still echoed unchanged.
type Address struct {
	kind  uint8 // 0 stands for IPv4
	words [4]uint32
	port  uint32
}

// AddressOf is the address of an IPv4 or IPv6 endpoint. The order of the four words of
// an IPv6 address is not established; nothing here builds one for a server.
func AddressOf(at netip.AddrPort) Address {
	ip := at.Addr().Unmap()
	a := Address{kind: addressIPv4, port: uint32(at.Port())}
	if ip.Is4() {
		p := ip.As4()
		a.words[0] = uint32(p[0])<<24 | uint32(p[1])<<16 | uint32(p[2])<<8 | uint32(p[3])
		return a.plain()
	}
	a.kind = addressIPv6
	p := ip.As16()
	for i := range a.words {
		a.words[i] = uint32(p[4*i])<<24 | uint32(p[4*i+1])<<16 | uint32(p[4*i+2])<<8 | uint32(p[4*i+3])
	}
	return a
}

// IsZero says that no server is named.
func (a Address) IsZero() bool { return a.words == [4]uint32{} && a.port == 0 }

// String is ip:port; other kinds than IPv4 are shown as their words in hexadecimal.
func (a Address) String() string {
	if a.kind == addressIPv4 || a.kind == 0 {
		w := a.words[0]
		return fmt.Sprintf("%d.%d.%d.%d:%d", w>>24, w>>16&0xff, w>>8&0xff, w&0xff, a.port)
	}
	return fmt.Sprintf("kind %d %08x%08x%08x%08x:%d", a.kind, a.words[0], a.words[1], a.words[2], a.words[3], a.port)
}

// Append writes the address in its envelope.
func (a Address) Append(dst []byte) []byte {
	kind := a.kind
	if kind == 0 {
		kind = addressIPv4
	}
	body := make([]byte, 0, 32)
	body = append(body, kind)
	for _, w := range a.words {
		body = AppendVarint32(body, w)
	}
	body = AppendVarint32(body, a.port)
	return appendEnvelope(dst, 1, body)
}

// Address takes an address in its envelope.
func (r *Reader) Address() Address {
	_, body := r.envelope("address")
	var a Address
	a.kind = body.Uint8()
	for i := range a.words {
		a.words[i] = body.Varint32()
	}
	a.port = body.Varint32()
	if body.err == nil && a.kind != addressIPv4 && a.kind != addressIPv6 && a.kind != addressUnix {
		body.fail("an address of the unknown kind %d", a.kind)
	}
	if body.err != nil {
		r.err = body.err
		return Address{}
	}
	return a.plain()
}

// plain makes the empty address equal to the zero value.
func (a Address) plain() Address {
	if a.kind == addressIPv4 && a.IsZero() {
		return Address{}
	}
	return a
}
