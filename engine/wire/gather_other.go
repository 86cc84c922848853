//go:build !unix

package wire

// wakeAt says that the system has no such thing.
func wakeAt(uintptr, int) bool { return false }
