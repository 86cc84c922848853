package sheet

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/flate"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/obferry/obferry/engine/fault"
)

// What begins a file that is packed. Of bzip2, what follows the size of its blocks is the
// first block's mark; of zip, a file's head or the end of an archive without any.
var (
	gzipMagic  = []byte("\x1f\x8b")
	bzip2Magic = []byte("BZh")
	bzip2Block = []byte("1AY&SY")
	zipMagic   = []byte("PK\x03\x04")
)

// packer is what has packed a file.
type packer uint8

const (
	unpacked packer = iota
	gzipped
	bzipped
	zipped
)

// packers are their names.
var packers = [...]string{gzipped: "gzip", bzipped: "bzip2", zipped: "zip"}

// packed tells what has packed a file, by its first bytes and not by its name. A workbook is
// an archive too, and is packed by nothing.
func packed(path string) (packer, error) {
	start, err := readAt(path, 0, len(bzip2Magic)+1+len(bzip2Block))
	if err != nil {
		return unpacked, err
	}
	switch {
	case bytes.HasPrefix(start, gzipMagic):
		return gzipped, nil
	case bytes.HasPrefix(start, bzip2Magic) && bytes.HasSuffix(start[len(bzip2Magic):], bzip2Block):
		return bzipped, nil
	case bytes.HasPrefix(start, zipMagic) && isArchiveOfTexts(path):
		return zipped, nil
	}
	return unpacked, nil
}

// isArchiveOfTexts tells an archive from a workbook and from other documents that are
// archives. One that cannot be read is none.
func isArchiveOfTexts(path string) bool {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return false
	}
	defer archive.Close()
	files := 0
	for _, f := range archive.File {
		switch name := strings.ToLower(f.Name); {
		case name == "[content_types].xml", name == "mimetype", strings.HasPrefix(name, "xl/"):
			return false
		case !strings.HasSuffix(name, "/"):
			files++
		}
	}
	return files > 0
}

// content is a file's bytes, unpacked where it is packed.
type content struct {
	io.Reader
	file io.Closer
}

// openPlain opens a file. The files of an archive are read one after the other, in their
// order there.
func openPlain(path string) (*content, error) {
	how, err := packed(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	if how == zipped {
		archive, err := zip.OpenReader(path)
		if err != nil {
			return nil, unreadable(path, err)
		}
		return &content{Reader: &members{files: archive.File}, file: archive}, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	p := &content{Reader: file, file: file}
	switch how {
	case gzipped:
		if p.Reader, err = gzip.NewReader(bufio.NewReaderSize(file, 256<<10)); err != nil {
			return nil, errors.Join(unreadable(path, err), file.Close())
		}
	case bzipped:
		p.Reader = bzip2.NewReader(bufio.NewReaderSize(file, 256<<10))
	}
	return p, nil
}

// members are the files of an archive as one text.
type members struct {
	files []*zip.File
	open  io.ReadCloser
}

// Read reads on, in the next file where one ends.
func (m *members) Read(p []byte) (int, error) {
	for {
		if m.open == nil {
			if len(m.files) == 0 {
				return 0, io.EOF
			}
			next, err := m.files[0].Open()
			if err != nil {
				return 0, err
			}
			m.open, m.files = next, m.files[1:]
		}
		n, err := m.open.Read(p)
		if errors.Is(err, io.EOF) {
			err = m.open.Close() // which holds the sum against what was read
			m.open = nil
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
}

// Close closes the file. That what was packed is whole, reading it to its end has told.
func (p *content) Close() error { return p.file.Close() }

// isPacked tells whether a file is packed.
func isPacked(path string) bool {
	how, err := packed(path)
	return err == nil && how != unpacked
}

// damagedPack tells whether an error is that of a packed file which is not whole.
func damagedPack(path string, err error) bool {
	var flaw flate.CorruptInputError
	var block bzip2.StructuralError
	return errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.As(err, &flaw) || errors.As(err, &block) ||
		errors.Is(err, zip.ErrChecksum) || errors.Is(err, zip.ErrFormat) || errors.Is(err, zip.ErrAlgorithm) ||
		errors.Is(err, io.ErrUnexpectedEOF) && isPacked(path)
}

// withoutPack is a file's name without the ending that a packer adds.
func withoutPack(path string) string {
	switch ext := filepath.Ext(path); strings.ToLower(ext) {
	case ".gz", ".bz2", ".zip":
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
