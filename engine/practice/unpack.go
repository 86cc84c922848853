package practice

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/obferry/obferry/engine/fault"
)

// marker is the file that vouches for an unpacked kernel. It is written last.
const marker = "kernel.json"

// manifest is what the marker holds.
type manifest struct {
	// Wheel is the sha256 of the file that the kernel was unpacked from.
	Wheel string `json:"wheel"`
	// Files are the sha256 sums of what was unpacked, by path below the marker.
	Files map[string]string `json:"files"`
}

// unpack writes what the kernel needs of the wheel at path into dir, which must
// be empty, and the marker last.
func unpack(ctx context.Context, w wheel, path, dir string, observe observer) error {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return fault.New(fault.Input, "fault.practice.download.hash").Because(err)
	}
	defer archive.Close()

	var wanted []*zip.File
	var total int64
	for _, entry := range archive.File {
		if needed(entry.Name) {
			wanted = append(wanted, entry)
			total += int64(entry.UncompressedSize64)
		}
	}
	m := manifest{Wheel: w.sha256, Files: map[string]string{}}
	count := &counted{ctx: ctx, step: Unpacking, total: total, observe: observe}
	for _, entry := range wanted {
		sum, err := write(entry, dir, count)
		if ctx.Err() != nil {
			return interrupted(ctx)
		}
		if err != nil {
			return unusable(dir, err)
		}
		m.Files[entry.Name] = sum
	}
	if _, ok := m.Files[executable]; !ok {
		return fault.New(fault.Internal, "fault.practice.download.hash").Because(fmt.Errorf("no %s in the wheel", executable))
	}
	return save(filepath.Join(dir, marker), m)
}

// write puts one entry of the wheel below dir and returns its sha256.
func write(entry *zip.File, dir string, count *counted) (sum string, err error) {
	if !filepath.IsLocal(entry.Name) {
		return "", fmt.Errorf("%q leads out of the directory", entry.Name)
	}
	path := filepath.Join(dir, filepath.FromSlash(entry.Name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return "", err
	}
	mode := os.FileMode(0o644)
	if entry.Name == executable {
		mode = 0o755
	}
	from, err := entry.Open()
	if err != nil {
		return "", err
	}
	defer from.Close()
	to, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
	if err != nil {
		return "", err
	}
	hash := sha256.New()
	_, err = io.Copy(io.MultiWriter(to, hash, count), from)
	return hex.EncodeToString(hash.Sum(nil)), errors.Join(err, to.Close())
}

// intact tells whether the kernel unpacked in dir is the pinned one, whole and
// unchanged. It reads every byte: about half a second.
func intact(ctx context.Context, w wheel, dir string, observe observer) bool {
	text, err := os.ReadFile(filepath.Join(dir, marker))
	if err != nil {
		return false
	}
	var m manifest
	if json.Unmarshal(text, &m) != nil || m.Wheel != w.sha256 || m.Files[executable] == "" {
		return false
	}
	observe.step(Checking)
	for name, want := range m.Files {
		got, err := sum(filepath.Join(dir, filepath.FromSlash(name)), &counted{ctx: ctx})
		if err != nil || got != want {
			return false
		}
	}
	return true
}

// sum is the sha256 of a file, in hex.
func sum(path string, count *counted) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	hash := sha256.New()
	if _, err := io.Copy(io.MultiWriter(hash, count), file); err != nil {
		return "", err
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}

// counted is a writer that tells how many bytes went by and fails once its
// context has ended.
type counted struct {
	ctx         context.Context
	step        Step
	done, total int64
	told        time.Time
	observe     observer
}

// Write counts.
func (c *counted) Write(p []byte) (int, error) {
	c.done += int64(len(p))
	if c.observe != nil && (time.Since(c.told) >= tick || c.done == c.total) {
		c.told = time.Now()
		c.observe.bytes(c.step, c.done, c.total)
	}
	return len(p), c.ctx.Err()
}
