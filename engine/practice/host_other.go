//go:build !linux

package practice

import (
	"context"
	"os/exec"
)

// supported says that there is no kernel for this system.
func supported(context.Context) (wheel, error) { return wheel{}, unsupported() }

// disk is never asked on such a system.
func disk(string) (inMemory bool, free int64, err error) { return false, 0, unsupported() }

func ownGroup(*exec.Cmd) {}

func killGroup(cmd *exec.Cmd) error { return cmd.Process.Kill() }
