package localserver

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"time"
)

// process is a server's process.
type process struct {
	pid  *os.Process
	gone chan struct{} // closed when it has ended
}

// launch starts mariadbd on dir. Its log goes to a file that begins anew.
func launch(server, dir string, port int) (*process, error) {
	log, err := os.Create(filepath.Join(dir, logName))
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(server, arguments(dir, port)...)
	cmd.Stdout, cmd.Stderr = log, log
	tie(cmd)
	p := &process{gone: make(chan struct{})}
	started := make(chan error, 1)
	go func() {
		// The kernel ends a tied process together with the thread that began it,
		// so this goroutine keeps its thread until the server is gone.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			_ = cmd.Wait() // how it ended stands in its log
			close(p.gone)
		}
		_ = log.Close() // the server's file, not ours: nothing is buffered here
	}()
	if err := <-started; err != nil {
		return nil, err
	}
	p.pid = cmd.Process
	return p, os.WriteFile(filepath.Join(dir, pidName), []byte(strconv.Itoa(p.pid.Pid)+"\n"), 0o600)
}

// arguments are mariadbd's. The socket's name is relative to the data directory,
// because a socket's full path may not exceed about a hundred bytes.
func arguments(dir string, port int) []string {
	return append([]string{
		"--no-defaults",
		"--datadir=" + filepath.Join(dir, dataName),
		"--bind-address=127.0.0.1",
		"--port=" + strconv.Itoa(port),
		"--socket=mariadbd.sock",
		"--skip-name-resolve",
		"--skip-log-bin",
		"--performance-schema=off",
		"--character-set-server=utf8mb4",
		"--local-infile=on",
		"--max-allowed-packet=64M",
		"--innodb-flush-log-at-trx-commit=0",
		"--innodb-doublewrite=off",
		"--innodb-buffer-pool-size=128M",
		"--innodb-log-file-size=64M",
		"--innodb-fast-shutdown=1",
		"--key-buffer-size=1M",
		"--aria-pagecache-buffer-size=8M",
		"--table-definition-cache=400",
		"--table-open-cache=200",
		"--max-connections=64",
		"--skip-slow-query-log",
	}, asUser()...)
}

// stop asks the process to end, waits, and kills it where it does not.
func (p *process) stop(ctx context.Context) error {
	return stop(ctx, p.pid, p.gone)
}

func stop(ctx context.Context, process *os.Process, gone <-chan struct{}) error {
	if err := terminate(process); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	patience := time.NewTimer(stopWithin)
	defer patience.Stop()
	select {
	case <-gone:
		return nil
	case <-ctx.Done():
	case <-patience.C:
	}
	if err := process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	<-gone
	return ctx.Err()
}
