package report

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/report/book"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/whole"
	"github.com/obferry/obferry/engine/words"
)

// Value is one value of a refused row.
type Value struct {
	Bytes []byte
	Null  bool
	// Typed says that the bytes are what somebody typed into a cell and no value of the
	// column's kind: they are shown as they are.
	Typed bool
}

// Refused is a row that did not go across.
type Refused struct {
	// Table is the target's, Source the source's table or sheet.
	Table, Source string
	// Place is the row's number in a sheet or a file's line, 0 where it has none.
	Place int64
	// Key tells the row apart, as text; it may be empty.
	Key string
	// Columns of the values, under the target's names. A ragged row may have more or
	// fewer values.
	Columns []rows.Column
	Values  []Value
	// Err says why.
	Err *fault.Error
	// Chunk and Batch are the parts of the table that the row belongs to, so that a run
	// that goes on knows whether it will be read once more.
	Chunk int
	Batch int64
	// Root is what the row is known by in all spreadsheets of its family; 0 for one that is
	// in none yet, and gets one with [Errors.Add].
	Root int64
	// Held are the positions of values that must be changed before the row can be taken
	// back; [HeldRow] among them stands for all of the row.
	Held []int
	// Back says that a row which [Errors.Resume] takes up has been [TakenBack] before.
	Back bool
}

// HeldRow is in [Refused.Held] where the values may not stand under their columns.
const HeldRow = -1

// Fate is what becomes of a row that an earlier run has left behind.
type Fate uint8

// The fates.
const (
	Dropped   Fate = iota
	Kept           // it goes into the spreadsheet
	TakenBack      // it does not, but is remembered: a retry has brought it across since
)

// Errors is the error spreadsheet of a run. Its methods may be called from any
// goroutine. Memory does not grow with the rows, but for about 16 bytes where tables'
// rows come in turns.
type Errors struct {
	path     string
	language words.Language

	mu     sync.Mutex // guards all below
	spool  *spool
	about  About
	root   int64 // the last that was given
	keep   bool  // the spool outlives Close
	err    error // the first failure; nothing more is taken after it
	closed bool
	made   made
}

// made is what closing came to.
type made struct {
	path string
	rows int64
	err  error
}

// NewErrors prepares an error spreadsheet. Nothing is touched before the first row;
// [Errors.Probe] tells earlier whether it can be written.
func NewErrors(path string, l words.Language) *Errors {
	return &Errors{path: path, language: l}
}

// Probe tells whether the spreadsheet can be written where it shall be, and leaves
// nothing behind. An earlier one of the program's may be replaced, what else stands
// there may not.
func (e *Errors) Probe() error {
	path, err := whole.Place(e.path)
	if there, unseen := os.Stat(path); err == nil && unseen == nil && there.Size() > 0 && !book.Ours(path, SheetIndex) {
		return fault.New(fault.Input, "fault.report.foreign", "Path", e.path)
	}
	if err == nil {
		var f *os.File
		if f, err = os.CreateTemp(filepath.Dir(path), ".obferry-probe-*"); err == nil {
			err = errors.Join(f.Close(), os.Remove(f.Name()))
		}
	}
	return unwritable(err, e.path, "")
}

// Keep has Close leave the rows behind, for a later run to resume.
func (e *Errors) Keep() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.keep = true
}

// Tell says what the spreadsheet shall tell of the run, for its rows to be taken back.
func (e *Errors) Tell(about About) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.about = about
}

// Resume takes up the rows that an earlier run left behind, whose spreadsheet was to be
// at the path from, as it ended without [Errors.Close] or with [Errors.Keep]; it returns how many. A row that was
// being written when that run died is not among them; take, which sees every row, says what
// becomes of the others. Call it before the first [Errors.Add], and [Errors.Rooted] before.
func (e *Errors) Resume(from string, take func(Refused) Fate) (rows int64, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.spool != nil || e.closed {
		return 0, nil
	}
	s, root, err := takeSpool(spoolPath(from), spoolPath(e.path), take)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, unwritable(err, e.path, "")
	}
	e.spool, e.root = s, max(e.root, root)
	return s.rows, nil
}

// Rooted says that roots up to one have been given by runs that this one goes on with.
func (e *Errors) Rooted(root int64) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.root = max(e.root, root)
}

// Root is the last root that was given.
func (e *Errors) Root() int64 {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.root
}

// Add takes a row in; its bytes may be used again when it returns. An error means that
// the row could not be kept, on a full disk for example: then the run must end. Rows
// taken before it are safe.
func (e *Errors) Add(r Refused) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.err != nil {
		return e.err
	}
	if e.closed {
		return fault.New(fault.Internal, "fault.report.closed")
	}
	if e.spool == nil {
		s, err := newSpool(spoolPath(e.path))
		if err != nil {
			e.err = unwritable(err, e.path, "")
			return e.err
		}
		e.spool = s
	}
	if r.Root == 0 {
		r.Root = e.root + 1
	}
	e.root = max(e.root, r.Root)
	if err := e.spool.add(r, recordRow); err != nil {
		e.err = unwritable(err, e.path, e.spool.path())
	}
	return e.err
}

// Sync has the disk hold every row that was taken, so that not even a power cut loses one.
func (e *Errors) Sync() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.spool == nil || e.closed || !e.spool.dirty {
		return nil
	}
	if err := e.spool.file.Sync(); err != nil {
		return unwritable(err, e.path, e.spool.path()) // and the next Sync tries again
	}
	e.spool.dirty = false
	return nil
}

// Close writes the spreadsheet and returns its path and how many rows it holds; where
// there is none it writes nothing and returns "". A spreadsheet that somebody has saved
// since it was written is not replaced: then the path is another. The file appears whole or not at
// all. On an error the rows stay in their spool, whose path the error names. Once
// closed, it returns the same again.
func (e *Errors) Close() (path string, rows int64, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.closed {
		e.closed = true
		e.made.path, e.made.rows, e.made.err = e.finish()
	}
	return e.made.path, e.made.rows, e.made.err
}

// finish wants the lock held.
func (e *Errors) finish() (path string, rows int64, err error) {
	if e.spool == nil {
		return "", 0, nil
	}
	if e.spool.rows == 0 {
		if e.keep && e.spool.remembers() {
			return "", 0, unwritable(e.spool.file.Close(), e.path, "")
		}
		return "", 0, unwritable(e.spool.remove(), e.path, "")
	}
	at := free(e.path)
	err = whole.Write(at, func(f *os.File) error { return writeErrors(f, e.spool, e.about, e.language) })
	if err != nil {
		err = errors.Join(err, e.spool.file.Close())
		return "", e.spool.rows, unwritable(err, e.path, e.spool.path())
	}
	if e.keep {
		return at, e.spool.rows, unwritable(e.spool.file.Close(), e.path, e.spool.path())
	}
	return at, e.spool.rows, unwritable(e.spool.remove(), e.path, "")
}

// free is the path, or one beside it where the spreadsheet that is there has been saved by
// somebody since it was written: rows may have been corrected in it.
func free(path string) string {
	if placed, err := whole.Place(path); err != nil || !corrected(placed) {
		return path
	}
	ending := filepath.Ext(path)
	for n := 2; ; n++ {
		other := fmt.Sprintf("%s-%d%s", strings.TrimSuffix(path, ending), n, ending)
		if _, err := os.Lstat(other); err != nil {
			return other
		}
	}
}

// corrected tells whether an error spreadsheet stands at a path that is not as it was
// written.
func corrected(path string) bool {
	there, err := os.Stat(path)
	return err == nil && there.Size() > 0 && !book.Untouched(path)
}

// Waiting is the file in which refused rows wait for their spreadsheet, by its path.
func Waiting(path string) string { return spoolPath(path) }

func spoolPath(path string) string { return path + ".partial" }

// unwritable is the fault for a file that cannot be written; nil for no error. Kept is
// where the rows are safe, "" where there are none.
func unwritable(err error, path, kept string) error {
	if err == nil {
		return nil
	}
	kind, id := fault.Resource, "fault.report.write"
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG):
		id = "fault.report.space"
	case errors.Is(err, fs.ErrNotExist):
		kind, id = fault.Input, "fault.report.folder"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		kind, id = fault.Input, "fault.report.permission"
	}
	return fault.New(kind, id, "Path", path, "Kept", kept).Because(err)
}
