//go:build !linux

package localserver

import (
	"os"
	"os/exec"
	"runtime"
	"syscall"
)

// tie does nothing here: only Linux ends a process together with its parent. A
// server left over is stopped by the next Start on its directory.
func tie(*exec.Cmd) {}

func terminate(p *os.Process) error {
	if runtime.GOOS == "windows" {
		return p.Kill()
	}
	return p.Signal(syscall.SIGTERM)
}
