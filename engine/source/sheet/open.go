package sheet

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
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
	//
	// Of a text that lies in several files, file is the path of the one that the row is in;
	// else it is empty.
	OnRefused func(table, file string, place int64, cells []string, err error)
	// Settled are the columns of delimited text whose layout and types a person has settled,
	// by table. Such a text is not looked at row by row before it is read: its first rows
	// tell what the layout leaves open, how many rows there are is an estimate, and what
	// does not fit a type is left to the server. Set it before Tables is called.
	Settled map[string][]rows.Column

	path    string
	layouts map[string]*Layout
	kind    fileKind

	mu       sync.Mutex
	tables   []*source.Table
	versions []version        // of the files, that tables were listed from
	book     *book            // nil for text
	handed   map[string]int64 // by table or file, the last place that OnRefused was given
}

// version tells whether a file has changed.
type version struct {
	path     string
	size     int64
	modified time.Time
}

// Open opens a workbook or a text file, and looks no further than its first bytes.
// Layouts, by table name, are what a person has corrected; nil where nothing was.
// Its errors are faults: the file is missing, may not be read, is not what its
// name says, is encrypted, or is of a format that is not read.
func Open(path string, layouts map[string]*Layout) (*Source, error) {
	if err := regular(path); err != nil {
		return nil, err
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
	s := &Source{path: path, layouts: layouts, kind: kind}
	if err := s.checkFiles(); err != nil {
		return nil, err
	}
	return s, nil
}

// regular is nil for a file with something in it.
func regular(path string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return unreadable(path, err)
	case !info.Mode().IsRegular():
		return fault.New(fault.Input, "fault.sheet.directory", "Path", path)
	case info.Size() == 0:
		return fault.New(fault.Input, "fault.sheet.empty", "Path", path)
	}
	return nil
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
	if damagedPack(path, err) {
		return fault.New(fault.Input, "fault.sheet.packed", "Path", path).Because(err)
	}
	return fault.New(fault.Resource, "fault.sheet.read", "Path", path).Because(err)
}

// stat is how every file is now.
func (s *Source) stat() ([]version, error) {
	var now []version
	for _, path := range s.files() {
		info, err := os.Stat(path)
		if err != nil {
			return nil, unreadable(path, err)
		}
		now = append(now, version{path, info.Size(), info.ModTime()})
	}
	return now, nil
}

func (v version) equal(other version) bool {
	return v.size == other.size && v.modified.Equal(other.modified)
}

// String is a version for a person to compare.
func (v version) String() string {
	return fmt.Sprintf("%d B, %s", v.size, v.modified.UTC().Format(time.RFC3339Nano))
}

// sizes is how many bytes the files have together.
func sizes(all []version) (n int64) {
	for _, v := range all {
		n += v.size
	}
	return n
}

// unchanged is nil where the file is still the one that tables were listed from.
func (s *Source) unchanged() error {
	now, err := s.stat()
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, v := range now {
		if i >= len(s.versions) || !v.equal(s.versions[i]) {
			return fault.New(fault.Input, "fault.sheet.changed", "Path", v.path)
		}
	}
	return nil
}

// baseName is a file's name without its folder and its last extension, and without that
// of gzip.
func baseName(path string) string {
	base := filepath.Base(withoutPack(path))
	if name := strings.TrimSuffix(base, filepath.Ext(base)); name != "" {
		return name
	}
	return base
}
