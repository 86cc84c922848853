package localserver

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/obferry/obferry/engine/fault"
)

// install makes the system tables in dir's data directory where they are missing.
// They are made beside it and moved into place when whole, so that an install cut
// short is not mistaken for one.
func install(ctx context.Context, p programs, dir string) error {
	data := filepath.Join(dir, dataName)
	if _, err := os.Stat(data); err == nil {
		return nil
	} else if !errors.Is(err, os.ErrNotExist) {
		return fault.New(fault.Preflight, "fault.localserver.dir", "Path", dir).Because(err)
	}
	fresh := data + ".new"
	if err := os.RemoveAll(fresh); err != nil {
		return fault.New(fault.Preflight, "fault.localserver.dir", "Path", dir).Because(err)
	}
	// The script stumbles over spaces in a path, so it is given a relative one.
	args := []string{"--no-defaults", "--datadir=./" + filepath.Base(fresh), "--skip-test-db", "--skip-name-resolve",
		"--auth-root-authentication-method=normal"}
	cmd := exec.CommandContext(ctx, p.install, append(args, asUser()...)...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err == nil {
		err = os.Rename(fresh, data)
	}
	if err != nil {
		return fault.New(fault.Preflight, "fault.localserver.install", "Path", dir, "Output", tail(out)).Because(err)
	}
	return nil
}

// asUser says who the server runs as: MariaDB wants root to be named.
func asUser() []string {
	if os.Geteuid() == 0 {
		return []string{"--user=root"}
	}
	return nil
}
