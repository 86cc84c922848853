//go:build !unix

package direct

import (
	"errors"
	"net"
	"os"
	"time"
)

// open looks, for the shortest time that a deadline allows, whether a connection that
// nothing is expected on is still open: a peer that closed it, or bytes that nobody
// asked for, say no.
func open(conn net.Conn) bool {
	if conn.SetReadDeadline(time.Now().Add(time.Millisecond)) != nil {
		return false
	}
	var one [1]byte
	_, err := conn.Read(one[:])
	return errors.Is(err, os.ErrDeadlineExceeded) && conn.SetReadDeadline(time.Time{}) == nil
}
