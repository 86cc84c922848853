package practice

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/obferry/obferry/engine/fault"
)

// pips are the ways to call pip, best first.
var pips = [][]string{{"pip3"}, {"pip"}, {"python3", "-m", "pip"}}

// findPip is the first way to call pip that works on this machine. A pip3 on the
// PATH proves nothing: it may be the shim of a version manager with no Python
// behind it.
func findPip(ctx context.Context) ([]string, error) {
	for _, pip := range pips {
		if _, err := exec.LookPath(pip[0]); err != nil {
			continue
		}
		if child(ctx, append(pip[:len(pip):len(pip)], "--version")).Run() == nil {
			return pip, nil
		}
		if ctx.Err() != nil {
			return nil, interrupted(ctx)
		}
	}
	return nil, fault.New(fault.Preflight, "fault.practice.pip")
}

// child prepares a command that ends, with all that it started, when ctx ends.
func child(ctx context.Context, argv []string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	ownGroup(cmd)
	cmd.Cancel = func() error { return killGroup(cmd) }
	cmd.WaitDelay = 5 * time.Second
	return cmd
}

// download brings a wheel into dir by pip and returns its path. Pip's own
// settings (index, proxy, certificates) hold. Progress is read from the size of
// the growing file, because old versions of pip tell it only to a terminal.
func download(ctx context.Context, w wheel, dir string, observe observer) (string, error) {
	pip, err := findPip(ctx)
	if err != nil {
		return "", err
	}
	requirements := filepath.Join(dir, "requirements.txt")
	if err := os.WriteFile(requirements, []byte(w.requirement()), 0o600); err != nil {
		return "", unusable(requirements, err)
	}
	cmd := child(ctx, append(pip[:len(pip):len(pip)],
		"download", "--no-deps", "--only-binary=:all:", "--python-version", "311",
		"--platform", w.platform(), "--no-cache-dir", "--no-input",
		"--disable-pip-version-check", "--progress-bar", "off",
		"--require-hashes", "-r", requirements, "-d", dir))
	cmd.Env = append(os.Environ(),
		"TMPDIR="+dir,                  // where the file grows
		"PIP_REQUIRE_VIRTUALENV=false", // nothing is installed
		"LC_ALL=C.UTF-8",
	)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said

	stop := make(chan struct{})
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		watch(dir, w, stop, observe)
	}()
	err = cmd.Run()
	close(stop)
	<-watched
	if ctx.Err() != nil {
		return "", interrupted(ctx)
	}
	if err != nil {
		return "", refusal(said.String(), err)
	}
	return filepath.Join(dir, w.name()), nil
}

// watch tells how much of the wheel has arrived below dir, until stop closes.
func watch(dir string, w wheel, stop <-chan struct{}, observe observer) {
	observe.bytes(Downloading, 0, w.size)
	every := time.NewTicker(tick)
	defer every.Stop()
	for {
		select {
		case <-stop:
			return
		case <-every.C:
			observe.bytes(Downloading, min(largest(dir), w.size), w.size)
		}
	}
}

// largest is the size of the largest file below dir. Files that vanish meanwhile
// do not count: it is only for showing.
func largest(dir string) (size int64) {
	_ = filepath.WalkDir(dir, func(_ string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return nil
		}
		if info, err := entry.Info(); err == nil {
			size = max(size, info.Size())
		}
		return nil
	})
	return size
}

// refusals are what pip says, lower case, and the fault that it means. The first
// that matches counts: without a network pip also says that it found no version.
var refusals = []struct {
	kind fault.Kind
	id   string
	says []string
}{
	{fault.Resource, "fault.practice.download.full", []string{"no space left", "disk quota"}},
	{fault.Input, "fault.practice.download.hash", []string{"do not match the hashes"}},
	{fault.Connect, "fault.practice.download.network", []string{
		"connection", "network is unreachable", "name resolution", "timed out", "proxy", "ssl", "http error"}},
	{fault.Preflight, "fault.practice.download.none", []string{"no matching distribution", "could not find a version"}},
}

// refusal is the fault that pip's words mean.
func refusal(said string, err error) error {
	lower := strings.ToLower(said)
	kind, id := fault.Connect, "fault.practice.download.failed"
search:
	for _, r := range refusals {
		for _, words := range r.says {
			if strings.Contains(lower, words) {
				kind, id = r.kind, r.id
				break search
			}
		}
	}
	message := ending(said, 4)
	if message == "" {
		message = err.Error()
	}
	return fault.New(kind, id).Because(errors.Join(errors.New(message), err)).Server(0, "", message)
}

// ending is the last lines of a text that are not empty, at most n of them.
func ending(text string, n int) string {
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}
