package wire

import (
	"fmt"
	"net/netip"
)

// userRequest is the bit of a trace's first word that marks requests of people.
const userRequest = 1 << 48

// NewTrace makes a trace id of the caller's own address (IPv6 leaves the place of the
// address empty) and a number that is new for every load.
func NewTrace(local netip.AddrPort, number uint64) Trace {
	var ip uint64
	if a := local.Addr().Unmap(); a.Is4() {
		for _, b := range a.As4() {
			ip = ip<<8 | uint64(b)
		}
	}
	return Trace{ip | uint64(local.Port())<<32 | userRequest, number}
}

// String is the form in which servers log it and operators search for it.
func (t Trace) String() string { return fmt.Sprintf("Y%X-%016X", t[0], t[1]) }
