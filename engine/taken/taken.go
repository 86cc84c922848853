// Package taken remembers which rows of error spreadsheets have been taken back, in a
// small file beside them, so that a second retry doubles none of them, also where a table
// has no key.
//
// The file is text that only grows: a first line that names the family of spreadsheets,
// then a word and the rows that it is about, by their roots (what a row is known by in all
// spreadsheets of the family), with ranges as in "took 1-5 9". A later line holds against an earlier one.
//
//	try   rows are being written; where nothing else follows, nobody knows whether they were
//	took  rows are in their table
//	back  rows were refused
//	gone NAME  rows were refused again and are in the spreadsheet of that name now
//
// A line without its end was being written when the program died, and does not count:
// what it tells of is then in doubt, since "try" is on the disk before a row is sent.
package taken

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/gofrs/flock"

	"github.com/obferry/obferry/engine/fault"
)

// State is what is known of a row.
type State uint8

// The states. A row of which nothing is known is Free.
const (
	Free    State = iota
	Doubted       // written perhaps: whoever wrote it was cut off
	Taken
	Gone // in a later spreadsheet
)

const magic = "obferry taken rows 1 "

// Book is the file. Its methods may be called from any goroutine. Errors are faults:
// Preflight where another process has the file, Input where it is none of this program's,
// Resource where it cannot be written.
type Book struct {
	path string
	lock *flock.Flock

	mu     sync.Mutex // guards what stands below
	file   *os.File
	states map[int64]State
	where  map[int64]string // of the rows that are Gone
	wrote  bool
}

// Path is where the file for a family of spreadsheets is: beside them, in the folder of the
// first one, whose name it goes by.
func Path(folder, first, family string) string {
	return filepath.Join(folder, first+"."+family[:min(len(family), 8)]+".taken")
}

// Open reads the file for a family of spreadsheets, and makes it where there is none.
func Open(path, family string) (*Book, error) {
	b := &Book{path: path, lock: flock.New(path + ".lock"), states: map[int64]State{}, where: map[int64]string{}}
	free, err := b.lock.TryLock()
	switch {
	case err != nil:
		return nil, b.unwritable(err)
	case !free:
		return nil, fault.New(fault.Preflight, "fault.taken.busy", "Path", path)
	}
	if err := b.open(family); err != nil {
		return nil, errors.Join(err, b.release())
	}
	return b, nil
}

func (b *Book) open(family string) (err error) {
	if b.file, err = os.OpenFile(b.path, os.O_RDWR|os.O_CREATE, 0o600); err != nil {
		return b.unwritable(err)
	}
	size, err := b.read(family)
	if err == nil {
		// What follows the last whole line was never on the disk as a whole.
		err = b.explained(b.file.Truncate(size))
	}
	if err == nil {
		_, err = b.file.Seek(size, io.SeekStart)
		err = b.explained(err)
	}
	if err == nil && size == 0 {
		err = b.put(magic + family + "\n")
		b.wrote = false
	}
	if err != nil {
		return errors.Join(err, b.file.Close())
	}
	return nil
}

// read takes in the file and returns the size of its whole lines.
func (b *Book) read(family string) (size int64, err error) {
	in := bufio.NewReaderSize(b.file, 1<<16)
	for {
		line, err := in.ReadString('\n')
		switch {
		case err != nil && !errors.Is(err, io.EOF):
			return 0, b.unwritable(err)
		case err != nil && size == 0 && strings.HasPrefix(magic+family+"\n", line):
			return 0, nil // not even its first line
		case err != nil && size == 0:
			return 0, b.foreign(1)
		case err != nil:
			return size, nil
		case size == 0 && line != magic+family+"\n":
			return 0, b.foreign(1)
		case size > 0 && !b.hear(strings.Fields(line)):
			return 0, b.foreign(size)
		}
		b.wrote = size > 0
		size += int64(len(line))
	}
}

func (b *Book) foreign(at int64) error {
	return fault.New(fault.Input, "fault.taken.read", "Path", b.path, "Byte", at)
}

// mostRows keeps a damaged range from filling the memory.
const mostRows = 1 << 21

// hear takes in what a line says; false where it makes no sense.
func (b *Book) hear(fields []string) bool {
	if len(fields) == 0 {
		return false
	}
	state, name := Free, ""
	switch fields[0] {
	case "try":
		state = Doubted
	case "took":
		state = Taken
	case "back":
	case "gone":
		if len(fields) < 2 {
			return false
		}
		var err error
		if name, err = url.QueryUnescape(fields[1]); err != nil {
			return false
		}
		state, fields = Gone, fields[1:]
	default:
		return false
	}
	for _, field := range fields[1:] {
		from, to, ranged := strings.Cut(field, "-")
		first, err := strconv.ParseInt(from, 10, 64)
		last := first
		if ranged && err == nil {
			last, err = strconv.ParseInt(to, 10, 64)
		}
		if err != nil || first < 1 || last < first || last-first >= mostRows {
			return false
		}
		for root := first; root <= last; root++ {
			b.note(root, state, name)
		}
	}
	return true
}

func (b *Book) note(root int64, state State, name string) {
	b.states[root] = state
	if delete(b.where, root); state == Gone {
		b.where[root] = name
	}
}

// Of is what is known of a row; name is the spreadsheet that it is in where it is [Gone].
func (b *Book) Of(root int64) (state State, name string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.states[root], b.where[root]
}

// Try says that rows are about to be written: it is on the disk before it returns.
func (b *Book) Try(roots []int64) error { return b.say("try", Doubted, "", roots) }

// Took says that rows are in their table.
func (b *Book) Took(roots []int64) error { return b.say("took", Taken, "", roots) }

// Back says that rows were refused.
func (b *Book) Back(roots []int64) error { return b.say("back", Free, "", roots) }

// Move says that rows are in the spreadsheet of that name now.
func (b *Book) Move(name string, roots []int64) error {
	return b.say("gone "+url.QueryEscape(name), Gone, name, roots)
}

func (b *Book) say(word string, state State, name string, roots []int64) error {
	if len(roots) == 0 {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, root := range roots {
		b.note(root, state, name)
	}
	return b.put(word + ranges(roots) + "\n")
}

// put wants the lock held, or nobody else to know the book.
func (b *Book) put(line string) error {
	if _, err := b.file.WriteString(line); err != nil {
		return b.unwritable(err)
	}
	b.wrote = true
	return b.explained(b.file.Sync())
}

// ranges writes numbers as " 1-5 9".
func ranges(roots []int64) string {
	roots = slices.Sorted(slices.Values(roots))
	var out bytes.Buffer
	for i := 0; i < len(roots); {
		j := i
		for j+1 < len(roots) && roots[j+1] <= roots[j]+1 {
			j++
		}
		if fmt.Fprintf(&out, " %d", roots[i]); roots[j] > roots[i] {
			fmt.Fprintf(&out, "-%d", roots[j])
		}
		i = j + 1
	}
	return out.String()
}

// Close lets others have the file. One in which nothing stands is removed.
func (b *Book) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	err := b.file.Close()
	if !b.wrote {
		if gone := os.Remove(b.path); !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}
	return errors.Join(b.explained(err), b.release())
}

// release gives the lock up and removes its file, which stays where it cannot be removed
// and is in nobody's way.
func (b *Book) release() error {
	_ = os.Remove(b.lock.Path())
	return b.explained(b.lock.Close())
}

func (b *Book) explained(err error) error {
	if err == nil {
		return nil
	}
	return b.unwritable(err)
}

func (b *Book) unwritable(err error) error {
	return fault.New(fault.Resource, "fault.taken.write", "Path", b.path).Because(err)
}
