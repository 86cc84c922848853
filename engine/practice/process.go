package practice

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// process is a kernel that runs.
type process struct {
	pid int
	// port that it was started with.
	port int
	// memory is its memory_limit.
	memory string
	// handle names this very process, even after its pid has been given away.
	handle *os.Process
}

// running is the process of the place's kernel; nil where none runs. The kernel
// notes its pid itself, as soon as it has one. A pid that somebody else has by
// now is told by the command line: only our kernel was started in this directory.
func (p place) running() *process {
	pid := p.noted()
	if pid == 0 {
		return nil
	}
	// First the handle, then the look: what is seen then belongs to the handle.
	handle, err := os.FindProcess(pid)
	if err != nil {
		return nil
	}
	found := &process{pid: pid, handle: handle}
	if !found.read(p) {
		return nil
	}
	return found
}

// noted is the pid in the kernel's own pid file, 0 without one.
func (p place) noted() int {
	text, err := os.ReadFile(p.pid())
	if err != nil {
		return 0
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil || pid <= 1 {
		return 0
	}
	return pid
}

// read takes the process's own arguments. It is false where the process has
// ended or is not the kernel of the place.
func (r *process) read(p place) bool {
	proc := filepath.Join("/proc", strconv.Itoa(r.pid))
	text, err := os.ReadFile(filepath.Join(proc, "cmdline"))
	if err != nil || len(text) == 0 { // a zombie has no command line any more
		return false
	}
	args := strings.Split(string(bytes.TrimRight(text, "\x00")), "\x00")
	if filepath.Base(args[0]) != filepath.Base(executable) || value(args, "--base-dir") != p.kernel() {
		return false
	}
	r.port, err = strconv.Atoi(value(args, "--port"))
	if err != nil {
		return false
	}
	for _, arg := range args {
		if memory, ok := strings.CutPrefix(arg, "memory_limit="); ok {
			r.memory = memory
		}
	}
	return true
}

// value is the argument after a flag, "" without.
func value(args []string, flag string) string {
	if i := slices.Index(args, flag); i >= 0 && i+1 < len(args) {
		return args[i+1]
	}
	return ""
}
