//go:build unix

package wire

import "syscall"

// wakeAt has the system call a connection readable once so many bytes are there. A read
// gives what there is all the same. It says whether the system does.
func wakeAt(fd uintptr, least int) bool {
	return syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_RCVLOWAT, least) == nil
}
