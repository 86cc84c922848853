package sheet

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/source"
)

// Source is one workbook or one text file. Its tables may be read at once, each by
// its own goroutine.
type Source struct {
	// Observe hears how many rows more were looked at while tables are listed. It
	// is called from the goroutine that called Tables, every thousand rows or so.
	Observe func(rows int64)
	// OnRefused takes the rows that Read leaves out because their values cannot be
	// told to columns: ragged records of delimited text, and those with a stray
	// quote. Their cells are all that the record held. Each is handed out once from
	// Begin on, though a table be read again to verify it. It may be called from
	// every goroutine that reads; without it such rows are only among the Problems.
	OnRefused func(table string, place int64, cells []string, err error)

	path    string
	layouts map[string]*Layout
	kind    fileKind

	mu      sync.Mutex
	tables  []*source.Table
	version version          // that tables were listed from
	book    *book            // nil for text
	handed  map[string]int64 // by table, the last place that OnRefused was given
}

// version tells whether a file has changed.
type version struct {
	size     int64
	modified time.Time
}

// Open opens a workbook or a text file, and looks no further than its first bytes.
// Layouts, by table name, are what a person has corrected; nil where nothing was.
// Its errors are faults: the file is missing, may not be read, is not what its
// name says, is encrypted, or is of a format that is not read.
func Open(path string, layouts map[string]*Layout) (*Source, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	if !info.Mode().IsRegular() {
		return nil, fault.New(fault.Input, "fault.sheet.directory", "Path", path)
	}
	if info.Size() == 0 {
		return nil, fault.New(fault.Input, "fault.sheet.empty", "Path", path)
	}
	for _, l := range layouts {
		if l != nil && l.DateOrder != "" && l.DateOrder != dayFirst && l.DateOrder != monthFirst {
			return nil, fault.New(fault.Input, "fault.sheet.dates", "Order", l.DateOrder)
		}
	}
	kind, err := identify(path, layouts[baseName(path)])
	if err != nil {
		return nil, err
	}
	return &Source{path: path, layouts: layouts, kind: kind}, nil
}

// Product is "xlsx" or "csv".
func (s *Source) Product() string {
	if s.kind == workbook {
		return "xlsx"
	}
	return "csv"
}

// unreadable says why a file could not be opened or read.
func unreadable(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fault.New(fault.Missing, "fault.sheet.missing", "Path", path).Because(err)
	case errors.Is(err, fs.ErrPermission):
		return fault.New(fault.Denied, "fault.sheet.denied", "Path", path).Because(err)
	}
	return fault.New(fault.Resource, "fault.sheet.read", "Path", path).Because(err)
}

func (s *Source) stat() (version, error) {
	info, err := os.Stat(s.path)
	if err != nil {
		return version{}, unreadable(s.path, err)
	}
	return version{info.Size(), info.ModTime()}, nil
}

// unchanged is nil where the file is still the one that tables were listed from.
func (s *Source) unchanged() error {
	now, err := s.stat()
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if now.size != s.version.size || !now.modified.Equal(s.version.modified) {
		return fault.New(fault.Input, "fault.sheet.changed", "Path", s.path)
	}
	return nil
}

// baseName is a file's name without its folder and its last extension.
func baseName(path string) string {
	base := filepath.Base(path)
	if name := strings.TrimSuffix(base, filepath.Ext(base)); name != "" {
		return name
	}
	return base
}
