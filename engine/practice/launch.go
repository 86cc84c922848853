package practice

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/obferry/obferry/engine/fault"
)

// launch starts the kernel and returns when it answers. One that does not is
// ended; where this call had begun to make it, it leaves no data.
func launch(ctx context.Context, kernel string, p place, s *state) (*Instance, error) {
	made := p.empty(s)
	if made {
		if err := p.clear(); err != nil {
			return nil, err
		}
		s.Made = false
		// First of all, so that the directory is known for ours whatever happens.
		if err := save(p.state(), s); err != nil {
			return nil, err
		}
	}
	from := p.logged()
	i, err := spawn(ctx, kernel, p, s, from)
	if err == nil {
		err = i.ready(ctx, s, from)
	}
	if err == nil {
		return i, nil
	}
	err = errors.Join(err, p.abandon(s))
	switch {
	case made:
		return nil, errors.Join(err, p.clear())
	case !s.Made && fault.Is(err, fault.Preflight):
		return nil, fault.New(fault.Preflight, "fault.practice.half", "Path", string(p)).Because(err)
	}
	return nil, err
}

// ready returns when the kernel answers and is set up, and notes that it was made.
func (i *Instance) ready(ctx context.Context, s *state, from int64) error {
	if err := i.await(ctx, from); err != nil {
		return err
	}
	if err := i.settle(ctx); err != nil {
		return err
	}
	s.Made, s.Port, s.Memory = true, i.Port(), i.Memory()
	return save(i.place.state(), s)
}

// spawn runs the executable, which becomes a daemon, and returns its process.
func spawn(ctx context.Context, kernel string, p place, s *state, from int64) (*Instance, error) {
	if ctx.Err() != nil {
		return nil, interrupted(ctx)
	}
	if err := os.MkdirAll(p.kernel(), 0o700); err != nil {
		return nil, unusable(p.kernel(), err)
	}
	args := []string{"--base-dir", p.kernel(), "--port", strconv.Itoa(s.Port), "--log-level", "WARN"}
	for _, parameter := range append(s.Parameters[:len(s.Parameters):len(s.Parameters)], "memory_limit="+s.Memory) {
		args = append(args, "--parameter", parameter)
	}
	// Closed to others from its first moment; settings repeats it at every start.
	args = append(args, "--variable", "ob_tcp_invited_nodes="+local)

	before := p.noted()
	if err := execute(ctx, kernel, args, p); err != nil {
		return nil, err
	}
	// The daemon notes its pid a moment after the executable has returned.
	for range 300 {
		if i := p.find(); i != nil {
			return i, nil
		}
		if pid := p.noted(); pid != 0 && pid != before {
			break // it came, and has ended
		}
		time.Sleep(50 * time.Millisecond)
	}
	return nil, p.ended(from)
}

// execute runs the executable until it has become a daemon. It is not bound to
// ctx: that takes a tenth of a second, and to kill it midway could leave a daemon
// that nobody knows.
func execute(ctx context.Context, kernel string, args []string, p place) error {
	for try := 1; ; try++ {
		// A file, not a pipe, because the daemon keeps it open.
		out, err := os.Create(p.start())
		if err != nil {
			return unusable(p.start(), err)
		}
		cmd := exec.Command(kernel, args...)
		cmd.Dir = p.kernel()
		cmd.Stdout, cmd.Stderr = out, out
		ownGroup(cmd)
		err = errors.Join(cmd.Run(), out.Close())
		if err == nil {
			return nil
		}
		said := lastWords(p.start(), 0)
		switch {
		case ctx.Err() != nil:
			return interrupted(ctx)
		case strings.Contains(said, "started seekdb already") && try < 50:
			// One that was killed just now holds its files until its last thread is gone.
			time.Sleep(100 * time.Millisecond)
			continue
		case strings.Contains(said, "GLIBC_"):
			return fault.New(fault.Preflight, "fault.practice.glibc", "Have", "?").Because(err)
		}
		return fault.New(fault.Preflight, "fault.practice.launch").
			Because(err).Server(0, "", strings.TrimSpace(said+"\n"+err.Error()))
	}
}

// await returns when the kernel answers, or with the reason why it never will.
// From is where its log began to be about this start.
func (i *Instance) await(ctx context.Context, from int64) error {
	deadline := time.NewTimer(answerWithin)
	defer deadline.Stop()
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	for {
		silent := i.Answers(ctx)
		if ctx.Err() != nil {
			return interrupted(ctx)
		}
		switch now := i.place.running(); {
		case now == nil || now.pid != i.process.pid:
			return i.place.ended(from)
		case silent == nil:
			return nil
		}
		select {
		case <-ctx.Done():
			return interrupted(ctx)
		case <-deadline.C:
			return fault.New(fault.Connect, "fault.practice.slow",
				"Path", i.Dir(), "Seconds", int(answerWithin.Seconds())).
				Because(silent).Server(0, "", lastWords(i.place.log(), from))
		case <-again.C:
		}
	}
}

// settle makes the settings of every start.
func (i *Instance) settle(ctx context.Context) error {
	err := i.connected(ctx, func(db *sql.DB) error {
		for _, setting := range settings {
			if _, err := db.ExecContext(ctx, setting); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		if ctx.Err() != nil {
			return interrupted(ctx)
		}
		return fault.New(fault.Connect, "fault.practice.settings", "Port", i.Port()).Because(err)
	}
	return nil
}

// logged is how long the kernel's log is now, in bytes.
func (p place) logged() int64 { return size(p.log()) }

// died is the id of [place.ended].
const died = "fault.practice.died"

// ended is the fault of a kernel that ended while it started, with its last
// words. From is where its log began to be about this start.
func (p place) ended(from int64) error {
	said := lastWords(p.log(), from)
	if _, rest, ok := strings.Cut(said, "listen port: "); ok {
		port, _, _ := strings.Cut(rest, " ")
		if n, err := strconv.Atoi(port); err == nil {
			return taken(n).Server(0, "", said)
		}
	}
	return fault.New(fault.Preflight, died, "Path", string(p)).Server(0, "", said)
}

// abandon ends what a failed start left running. It does not ask the caller's
// context, which may be what ended the start.
func (p place) abandon(s *state) error {
	i := p.find()
	if i == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*killAfter)
	defer cancel()
	return i.end(ctx, s.Made)
}

// empty tells whether there is no kernel in the place, or only one that was cut
// off while it was made for the first time, so that nobody can have put anything
// into it. Such a one can never be finished.
func (p place) empty(s *state) bool {
	if _, err := os.Stat(filepath.Join(p.kernel(), "store")); os.IsNotExist(err) {
		return true
	}
	if s.Made {
		return false
	}
	text, err := os.ReadFile(p.log())
	return err == nil && !bytes.Contains(text, []byte("cluster bootstrap success"))
}

// clear removes a kernel that was never finished, and nothing else.
func (p place) clear() error {
	for _, path := range []string{p.kernel(), p.start(), p.state()} {
		if err := os.RemoveAll(path); err != nil {
			return unusable(path, err)
		}
	}
	return nil
}
