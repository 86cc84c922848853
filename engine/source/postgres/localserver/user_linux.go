package localserver

import (
	"errors"
	"os"
	"os/exec"
	"os/user"
	"runtime"
	"strconv"
	"syscall"
)

// errNobody says that root finds no account to run a server as.
var errNobody = errors.New("PostgreSQL refuses root, and there is no user postgres or nobody")

// unprivileged is the account that root runs a server as; nil for anyone but root.
func unprivileged() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errU := strconv.ParseUint(u.Uid, 10, 32)
		gid, errG := strconv.ParseUint(u.Gid, 10, 32)
		if errU == nil && errG == nil {
			return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
		}
	}
	return nil, errNobody
}

// give makes a directory the server's own.
func give(dir string) error {
	who, err := unprivileged()
	if err != nil || who == nil {
		return err
	}
	return os.Chown(dir, int(who.Uid), int(who.Gid))
}

// prepare makes a program run in dir as the server's account, end together with us, and
// hear no Ctrl-C of the terminal.
func prepare(cmd *exec.Cmd, dir string) error {
	who, err := unprivileged()
	cmd.Dir = dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGINT, Credential: who}
	return err
}

// keep calls a function on a thread that nothing else uses: the kernel ends a tied process
// together with the thread that began it.
func keep(do func()) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	do()
}
