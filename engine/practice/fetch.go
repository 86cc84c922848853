package practice

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"github.com/obferry/obferry/engine/fault"
)

// fetchSpace is the disk that a fetch takes at its height, in bytes: the wheel
// twice, while pip moves it, or the wheel and what is unpacked of it.
const fetchSpace = 600 << 20

// scratch begins the names of directories that are not finished.
const scratch = ".unfinished-"

// fetch returns the path of the kernel's executable. It brings the pinned wheel
// where the cache has no whole, unchanged copy. Of several processes one fetches
// and the others wait for it.
func fetch(ctx context.Context, w wheel, observe observer) (string, error) {
	caches, err := os.UserCacheDir()
	if err != nil {
		return "", fault.New(fault.Preflight, "fault.practice.home").Because(err)
	}
	cache := filepath.Join(caches, "obferry")
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return "", unusable(cache, err)
	}
	unlock, err := lock(ctx, filepath.Join(cache, "kernel.lock"), observe)
	if err != nil {
		return "", err
	}
	defer unlock()

	dir := filepath.Join(cache, "kernel-"+Version+"-"+w.arch)
	if intact(ctx, w, dir, observe) {
		return filepath.Join(dir, filepath.FromSlash(executable)), nil
	}
	if ctx.Err() != nil {
		return "", interrupted(ctx)
	}
	if err := renew(ctx, w, cache, dir, observe); err != nil {
		return "", err
	}
	return filepath.Join(dir, filepath.FromSlash(executable)), nil
}

// renew puts a fresh kernel at dir, whole or not at all. A damaged one that stood
// there goes; a kernel that runs from it keeps running, as its files stay until
// it ends.
func renew(ctx context.Context, w wheel, cache, dir string, observe observer) error {
	if err := sweep(cache); err != nil {
		return err
	}
	if err := os.RemoveAll(dir); err != nil {
		return unusable(dir, err)
	}
	if err := room(cache, fetchSpace); err != nil {
		return err
	}
	work, err := os.MkdirTemp(cache, scratch)
	if err != nil {
		return unusable(cache, err)
	}
	// What cannot be removed now is swept by the next fetch.
	defer func() { _ = os.RemoveAll(work) }()

	path, err := download(ctx, w, work, observe)
	if err != nil {
		return err
	}
	got, err := sum(path, &counted{ctx: ctx})
	if ctx.Err() != nil {
		return interrupted(ctx)
	}
	if err != nil {
		return unusable(path, err)
	}
	if got != w.sha256 {
		return fault.New(fault.Input, "fault.practice.download.hash")
	}
	fresh := filepath.Join(work, "kernel")
	if err := os.Mkdir(fresh, 0o755); err != nil {
		return unusable(fresh, err)
	}
	if err := unpack(ctx, w, path, fresh, observe); err != nil {
		return err
	}
	if err := os.Rename(fresh, dir); err != nil {
		return unusable(dir, err)
	}
	return nil
}

// sweep removes what fetches left that were killed. The caller holds the lock.
func sweep(cache string) error {
	entries, err := os.ReadDir(cache)
	if err != nil {
		return unusable(cache, err)
	}
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), scratch) {
			path := filepath.Join(cache, entry.Name())
			if err := os.RemoveAll(path); err != nil {
				return unusable(path, err)
			}
		}
	}
	return nil
}

// room faults where fewer than need bytes are free for path.
func room(path string, need int64) error {
	_, free, err := disk(path)
	if err != nil {
		return err
	}
	if free < need {
		const mega = 1 << 20
		return fault.New(fault.Resource, "fault.practice.disk",
			"Path", path, "Free", free/mega, "Need", need/mega)
	}
	return nil
}

// save writes a value as JSON, so that a reader sees the old file or the new one.
func save(path string, value any) error {
	text, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return fault.New(fault.Internal, "fault.practice.path", "Path", path).Because(err)
	}
	next := path + ".next"
	if err := os.WriteFile(next, append(text, '\n'), 0o644); err != nil {
		return unusable(next, err)
	}
	if err := os.Rename(next, path); err != nil {
		return unusable(path, err)
	}
	return nil
}
