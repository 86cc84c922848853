//go:build unix

package stream_test

import (
	"syscall"
	"time"
)

// cpu is the time that the process has spent on its processors: what a row costs, however
// busy the machine is.
func cpu() time.Duration {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
