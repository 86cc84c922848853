package practice

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"github.com/obferry/obferry/engine/fault"
)

// launch starts the kernel and returns when it answers. One that does not is
// ended; where this call had begun to make it, it leaves no data.
func launch(ctx context.Context, kernel string, p place, s *state) (*Instance, error) {
	made := p.empty()
	if made {
		// First of all, so that the directory is known for ours whatever happens.
		if err := save(p.state(), s); err != nil {
			return nil, err
		}
	}
	from := p.logged()
	i, err := spawn(ctx, kernel, p, s)
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
func spawn(ctx context.Context, kernel string, p place, s *state) (*Instance, error) {
	if ctx.Err() != nil {
		return nil, interrupted(ctx)
	}
	if err := os.MkdirAll(p.kernel(), 0o700); err != nil {
		return nil, unusable(p.kernel(), err)
	}
	out, err := os.Create(p.start())
	if err != nil {
		return nil, unusable(p.start(), err)
	}
	args := []string{"--base-dir", p.kernel(), "--port", strconv.Itoa(s.Port), "--log-level", "WARN"}
	for _, parameter := range append(s.Parameters[:len(s.Parameters):len(s.Parameters)], "memory_limit="+s.Memory) {
		args = append(args, "--parameter", parameter)
	}
	// Closed to others from its first moment; settings repeats it at every start.
	args = append(args, "--variable", "ob_tcp_invited_nodes="+local)

	// Not bound to ctx: it is done in a tenth of a second, and to kill it midway
	// could leave a daemon that nobody knows. It gets a file, not a pipe, because
	// the daemon keeps it open.
	cmd := exec.Command(kernel, args...)
	cmd.Dir = p.kernel()
	cmd.Stdout, cmd.Stderr = out, out
	ownGroup(cmd)
	err = errors.Join(cmd.Run(), out.Close())
	if err != nil {
		said := lastWords(p.start(), 0)
		if strings.Contains(said, "GLIBC_") {
			return nil, fault.New(fault.Preflight, "fault.practice.glibc", "Have", "?").Because(err)
		}
		return nil, fault.New(fault.Preflight, "fault.practice.launch", "Path", p.start()).
			Because(err).Server(0, "", strings.TrimSpace(said+"\n"+err.Error()))
	}
	// The daemon notes its pid a moment after the executable has returned.
	for range 50 {
		if i := p.find(); i != nil {
			return i, nil
		}
		time.Sleep(40 * time.Millisecond)
	}
	return nil, p.ended(0)
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
	return fault.New(fault.Preflight, "fault.practice.died", "Path", string(p)).Server(0, "", said)
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

// empty tells whether no kernel was ever begun in the place.
func (p place) empty() bool {
	_, err := os.Stat(p.kernel())
	return os.IsNotExist(err)
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
