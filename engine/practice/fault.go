package practice

import (
	"context"
	"errors"
	"runtime"
	"syscall"

	"github.com/obferry/obferry/engine/fault"
)

// interrupted is the fault of a context that ended.
func interrupted(ctx context.Context) error {
	return fault.New(fault.Interrupted, "fault.practice.interrupted").Because(context.Cause(ctx))
}

// unusable is the fault of a path that cannot be read or written.
func unusable(path string, err error) error {
	if errors.Is(err, syscall.ENOSPC) {
		return fault.New(fault.Resource, "fault.practice.full", "Path", path).Because(err)
	}
	return fault.New(fault.Preflight, "fault.practice.path", "Path", path).Because(err)
}

// unsupported is the fault of a machine that the kernel is not made for.
func unsupported() error {
	return fault.New(fault.Preflight, "fault.practice.machine", "System", runtime.GOOS, "Processor", runtime.GOARCH)
}
