// Package whole writes files that appear whole or not at all.
package whole

import (
	"errors"
	"os"
	"path/filepath"
)

// Place is where [Write] puts a file: path, or what a link there leads to. The only
// error is [ErrNoFile].
func Place(path string) (string, error) {
	if led, err := filepath.EvalSymlinks(path); err == nil {
		path = led
	}
	if there, err := os.Lstat(path); err == nil && !there.Mode().IsRegular() {
		return path, ErrNoFile
	}
	return path, nil
}

// ErrNoFile tells that something else than an ordinary file stands at a path.
var ErrNoFile = errors.New("not an ordinary file")

// Write has fill write a file beside path and puts it in its place once it is whole and
// on the disk, readable by its owner alone. Whatever fails, a crash included, what was
// at path before stays as it was; no half-written file is left unless the program was
// killed.
//
// Where a link stands at path, what it leads to is replaced. What is there and no
// ordinary file (a device, a directory) stays: that is [ErrNoFile].
func Write(path string, fill func(*os.File) error) error {
	path, err := Place(path)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".obferry-*"+filepath.Ext(path))
	if err != nil {
		return err
	}
	err = fill(f)
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// Put is [Write] of a text.
func Put(path string, text []byte) error {
	return Write(path, func(f *os.File) error {
		_, err := f.Write(text)
		return err
	})
}
