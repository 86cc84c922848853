package sheet

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/obferry/obferry/engine/fault"
)

// gzipMagic begins a file that gzip has packed.
var gzipMagic = []byte("\x1f\x8b")

// content is a file's bytes, unpacked where gzip has packed it.
type content struct {
	io.Reader
	file *os.File
}

// openPlain opens a file. What is packed is known by its first bytes and not by its name.
func openPlain(path string) (*content, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	p := &content{Reader: file, file: file}
	start := make([]byte, len(gzipMagic))
	n, err := file.ReadAt(start, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, errors.Join(unreadable(path, err), file.Close())
	}
	if !bytes.Equal(start[:n], gzipMagic) {
		return p, nil
	}
	if p.Reader, err = gzip.NewReader(bufio.NewReaderSize(file, 256<<10)); err != nil {
		return nil, errors.Join(unreadable(path, err), file.Close())
	}
	return p, nil
}

// Close closes the file. That what was packed is whole, reading it to its end has told.
func (p *content) Close() error { return p.file.Close() }

// isFlate tells whether packed bytes contradict themselves.
func isFlate(err error) bool {
	var corrupt flate.CorruptInputError
	return errors.As(err, &corrupt)
}

// isPacked tells whether gzip has packed a file.
func isPacked(path string) bool {
	start, err := readAt(path, 0, len(gzipMagic))
	return err == nil && bytes.Equal(start, gzipMagic)
}

// damagedPack tells whether an error is that of a packed file which is not whole.
func damagedPack(path string, err error) bool {
	return errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) ||
		isFlate(err) || errors.Is(err, io.ErrUnexpectedEOF) && isPacked(path)
}

// withoutPack is a file's name without the ending that gzip adds.
func withoutPack(path string) string {
	if ext := filepath.Ext(path); strings.EqualFold(ext, ".gz") {
		return path[:len(path)-len(ext)]
	}
	return path
}

// files are the paths that a text's rows come from, in order.
func (s *Source) files() []string {
	if s.kind == workbook {
		return []string{s.path}
	}
	if given := s.layouts[baseName(s.path)]; given != nil {
		return append([]string{s.path}, given.Files...)
	}
	return []string{s.path}
}

// checkFiles sees to it that every further file can be read as text.
func (s *Source) checkFiles() error {
	seen := map[string]bool{s.path: true}
	for _, path := range s.files()[1:] {
		if seen[path] {
			return fault.New(fault.Input, "fault.sheet.filetwice", "Path", path)
		}
		seen[path] = true
		if err := regular(path); err != nil {
			return err
		}
		kind, err := identify(path, s.layouts[baseName(s.path)])
		if err != nil {
			return err
		}
		if kind == workbook {
			return fault.New(fault.Input, "fault.sheet.filekind", "Path", path)
		}
	}
	return nil
}
