package practice

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"github.com/obferry/obferry/engine/fault"
)

// supported tells whether the kernel can run on this machine, and which file it is.
func supported(ctx context.Context) (wheel, error) {
	w, ok := pinned()
	if !ok {
		return w, unsupported()
	}
	if _, err := os.Stat(w.loader); err != nil {
		return w, fault.New(fault.Preflight, "fault.practice.glibc.none").Because(err)
	}
	// getconf belongs to glibc. Where a system has cut it off, the check of the
	// unpacked executable still finds an old library.
	said, err := exec.CommandContext(ctx, "getconf", "GNU_LIBC_VERSION").Output()
	if err == nil && older(string(said), 2, 28) {
		return w, fault.New(fault.Preflight, "fault.practice.glibc", "Have", strings.TrimSpace(string(said)))
	}
	return w, nil
}

// older tells whether getconf's "glibc 2.17" is a version before major.minor.
// What it cannot read it takes for new.
func older(said string, major, minor int) bool {
	fields := strings.Fields(said)
	if len(fields) != 2 {
		return false
	}
	left, right, _ := strings.Cut(fields[1], ".")
	right, _, _ = strings.Cut(right, ".")
	x, err := strconv.Atoi(left)
	if err != nil {
		return false
	}
	y, err := strconv.Atoi(right)
	if err != nil {
		return false
	}
	return x < major || x == major && y < minor
}

// Magic numbers of file systems that live in memory, from statfs(2).
const (
	tmpfs = 0x01021994
	ramfs = 0x858458f6
)

// disk describes the file system that holds path, or will hold it. Free is what
// this user may still write, in bytes.
func disk(path string) (inMemory bool, free int64, err error) {
	for {
		var s syscall.Statfs_t
		err := syscall.Statfs(path, &s)
		if err == nil {
			return uint32(s.Type) == tmpfs || uint32(s.Type) == ramfs, int64(s.Bavail) * int64(s.Bsize), nil
		}
		if parent := filepath.Dir(path); os.IsNotExist(err) && parent != path {
			path = parent
			continue
		}
		return false, 0, unusable(path, err)
	}
}

// ownGroup puts a command into a process group of its own, so that it can be
// ended with all its children and is spared the terminal's Ctrl-C.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// killGroup ends a command started in its own group, with all its children.
func killGroup(cmd *exec.Cmd) error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
