//go:build linux

package engine_test

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/practice/practicetest"
	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
)

// ownMounts is set in the child process that has mounts of its own, so that a small disk
// can be made there, be filled, and go with the process; without being root, in a user
// namespace.
const ownMounts = "OBFERRY_TEST_OWN_MOUNTS"

// A disk that fills under the checkpoint stops the run with that reason, once; with room
// again it goes on, and ends as one that was left alone.
func TestDiskFullUnderTheCheckpoint(t *testing.T) {
	if os.Getenv(ownMounts) != "" {
		fullUnderTheCheckpoint(t)
		return
	}
	kernel, source := practicetest.Address(t), servertest.Address(t)
	child := exec.Command(os.Args[0], "-test.run=^TestDiskFullUnderTheCheckpoint$", "-test.v")
	child.Env = append(os.Environ(), ownMounts+"=1",
		practicetest.Variable+"="+net.JoinHostPort(kernel.Host, strconv.Itoa(kernel.Port)),
		"OBFERRY_TEST_MARIADB="+net.JoinHostPort(source.Host, strconv.Itoa(source.Port)))
	child.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS, Pdeathsig: syscall.SIGKILL}
	if id := os.Getuid(); id != 0 {
		child.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		child.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: id, Size: 1}}
		child.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}
	}
	out, err := child.CombinedOutput()
	if errors.Is(err, syscall.EPERM) {
		t.Skip("this machine gives nobody mounts of their own")
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

func fullUnderTheCheckpoint(t *testing.T) {
	const tables = 40
	statements := []string{"CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4))", fmt.Sprintf(filled, 60_000)}
	for i := range tables {
		name := fmt.Sprintf("small_%d", i)
		statements = append(statements, "CREATE TABLE "+name+" (id INT PRIMARY KEY)", "INSERT INTO "+name+" VALUES (1), (2)")
	}
	v := newVoyage(t, statements...)
	disk := smallDisk(t)
	path, ballast := filepath.Join(disk, "plan.yaml"), filepath.Join(disk, "ballast")
	if err := v.plan.Save(path); err != nil {
		t.Fatal(err)
	}
	v.plan.Readers = 1 // the small tables wait for the large one
	full := false
	result, err := engine.Run(t.Context(), v.plan, func(e engine.Event) {
		if p, ok := e.(engine.Progress); ok && p.Written > 0 && !full {
			full = true
			fill(t, ballast)
		}
	})
	f := fault.Of(err)
	if f == nil || f.ID != "fault.checkpoint.write" || f.Kind != fault.Resource || !errors.Is(err, syscall.ENOSPC) || result.Status != engine.StatusFailed {
		t.Fatalf("%s: %v", result.Status, err)
	}
	if told := strings.Count(err.Error(), "cannot be written"); told != 1 {
		t.Errorf("told %d times: %v", told, err)
	}
	adds(t, result)
	if there := number(t, v.to, "SELECT COUNT(*) FROM t"); there == 0 || result.Written < there {
		t.Errorf("%d rows are there, %d were counted", there, result.Written)
	}
	for _, one := range result.Tables {
		if one.State == engine.Failed {
			t.Errorf("%s is to blame: %v", one.Target, one.Err)
		}
	}
	again := func() (*engine.Result, error) {
		plan, err := engine.ReadPlan(path)
		if err != nil {
			t.Fatal(err)
		}
		plan.Resume = true
		return engine.Run(t.Context(), plan, nil)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	result, err = again()
	if err != nil || result.Status != engine.StatusDone || result.Written != 60_000+2*tables {
		t.Errorf("resumed: %s, %d written, %v", result.Status, result.Written, err)
	}
	adds(t, result)
	for _, one := range result.Tables {
		if one.Compared == nil || !one.Compared.Equal {
			t.Errorf("%s: %+v, %v", one.Target, one.Compared, one.Err)
		}
	}
}

// smallDisk mounts a megabyte that nobody else sees.
func smallDisk(t *testing.T) string {
	t.Helper()
	disk := filepath.Join(t.TempDir(), "disk")
	if err := os.Mkdir(disk, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("none", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("obferry", disk, "tmpfs", 0, "size=1m"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(disk, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return disk
}

// fill leaves no room on a file's disk.
func fill(t *testing.T, path string) {
	f, err := os.Create(path)
	if err != nil {
		t.Error(err)
		return
	}
	piece := make([]byte, 4096)
	for err == nil {
		_, err = f.Write(piece)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Error(err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
}
