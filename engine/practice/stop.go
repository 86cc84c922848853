package practice

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/obferry/obferry/engine/fault"
)

// killAfter is how long a kernel may take to end before it is killed; 4 s are usual.
const killAfter = 30 * time.Second

// Stop ends the kernel and returns when it has ended: by SIGTERM, and by SIGKILL
// where it does not end in time. Its data stays. Nothing is done to a process
// that has the kernel's pid and is not the kernel.
func (i *Instance) Stop(ctx context.Context) error {
	if i == nil {
		return nil
	}
	unlock, err := lock(ctx, i.place.lock(), nil)
	if err != nil {
		return err
	}
	defer unlock()
	return i.end(ctx, true)
}

// end is Stop for a holder of the lock. Gently gives the kernel time to write
// what it holds.
func (i *Instance) end(ctx context.Context, gently bool) error {
	signal := os.Signal(syscall.SIGTERM)
	if !gently {
		signal = os.Kill
	}
	if err := i.signal(signal); err != nil {
		return err
	}
	kill := time.NewTimer(killAfter)
	defer kill.Stop()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for i.lives() {
		select {
		case <-ctx.Done():
			return interrupted(ctx)
		case <-kill.C:
			if err := i.signal(os.Kill); err != nil {
				return err
			}
		case <-again.C:
		}
	}
	return nil
}

// lives tells whether the instance's process still holds its port and files.
func (i *Instance) lives() bool {
	if errors.Is(i.process.handle.Signal(syscall.Signal(0)), os.ErrProcessDone) {
		return false
	}
	// Where nobody collects the dead (a container without an init), they stay as
	// zombies. A zombie whose other threads still run is only about to die.
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(i.PID()), "status"))
	if err != nil {
		return false
	}
	status := string(text)
	return !strings.Contains(status, "\nState:\tZ") || !strings.Contains(status, "\nThreads:\t1\n")
}

// signal reaches the instance's process and no other.
func (i *Instance) signal(s os.Signal) error {
	err := i.process.handle.Signal(s)
	if err == nil || errors.Is(err, os.ErrProcessDone) {
		return nil
	}
	return fault.New(fault.Denied, "fault.practice.stop", "PID", i.PID()).Because(err)
}
