//go:build unix

package direct

import (
	"net"
	"syscall"
)

// open looks, without waiting, whether a connection that nothing is expected on is
// still open: a peer that closed it, or bytes that nobody asked for, say no.
func open(conn net.Conn) bool {
	raw, ok := conn.(syscall.Conn)
	if !ok {
		return true
	}
	socket, err := raw.SyscallConn()
	if err != nil {
		return false
	}
	var idle bool
	err = socket.Read(func(fd uintptr) bool {
		var one [1]byte
		_, got := syscall.Read(int(fd), one[:])
		idle = got == syscall.EAGAIN || got == syscall.EWOULDBLOCK
		return true
	})
	return err == nil && idle
}
