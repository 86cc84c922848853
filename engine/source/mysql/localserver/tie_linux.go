package localserver

import (
	"os"
	"os/exec"
	"syscall"
)

// tie ends the server together with us, however we end, and keeps a Ctrl-C in the
// terminal from reaching it before we have finished with it.
func tie(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
}

func terminate(p *os.Process) error { return p.Signal(syscall.SIGTERM) }
