package localserver

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/obferry/obferry/engine/fault"
)

// stopOrphan ends a server that an earlier process of ours left on dir. The pid
// file is believed only where the process is a mariadbd on this very directory:
// pids are used again.
func stopOrphan(ctx context.Context, dir string) error {
	text, err := os.ReadFile(filepath.Join(dir, pidName))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fault.New(fault.Preflight, "fault.localserver.dir", "Path", dir).Because(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil || !serves(pid, dir) {
		return nil // a pid file cut short, or of a process long gone
	}
	process, err := os.FindProcess(pid)
	if err != nil {
		return nil // gone between the two looks
	}
	gone := make(chan struct{})
	go func() {
		for serves(pid, dir) {
			time.Sleep(20 * time.Millisecond)
		}
		close(gone)
	}()
	if err := stop(ctx, process, gone); err != nil {
		return fault.New(fault.Preflight, "fault.localserver.orphan", "Path", dir, "Pid", pid).Because(err)
	}
	return nil
}

// serves tells whether a process is a MariaDB on dir's data, by its command line.
// Where there is no /proc it says no, and the new server reports the lock it meets.
func serves(pid int, dir string) bool {
	line, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "cmdline"))
	if err != nil {
		return false
	}
	return bytes.Contains(line, []byte("\x00--datadir="+filepath.Join(dir, dataName)+"\x00"))
}
