package refused

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/report"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/source/sheet"
)

var _ source.Source = (*Source)(nil)

// Source is an error spreadsheet. Set what is exported before Tables is called.
type Source struct {
	// Skip tells of a row, by its root, whether it is left out; nil leaves out none.
	Skip func(root int64) bool
	// Doubt tells of a row, by its root, that it may be in its table already; nil tells it
	// of none. Such a row is refused until a person has looked.
	Doubt func(table string, root int64) bool
	// OnRefused takes the rows that cannot be delivered: a cell does not tell its value for
	// certain. Their columns and values are the table's. It may be called from every
	// goroutine that reads.
	OnRefused func(report.Refused)

	path    string
	about   report.About
	book    *sheet.Workbook
	entries []*entry
	rows    []rowEntry // by number, from 1
	held    map[int64][]heldCell
	stored  *stored

	mu     sync.Mutex // guards tables
	tables []*table
}

// entry is a table of the hidden index.
type entry struct {
	table, source string
	rows          int64
	columns       []rows.Column
	sheets        []string
}

// rowEntry is a row of the hidden index.
type rowEntry struct {
	entry, place, root int64
	key                string
}

// heldCell is a value that must be changed: its position and the sum of what it said.
type heldCell struct {
	at  int
	sum string
}

// Open opens an error spreadsheet and reads its hidden sheets. A file that is none, or is
// one of a version that told too little, is an Input fault.
func Open(ctx context.Context, path string) (*Source, error) {
	b, err := sheet.OpenWorkbook(ctx, path)
	if err != nil {
		return nil, err
	}
	s := &Source{path: path, book: b, held: map[int64][]heldCell{}}
	if err := s.readIndex(ctx); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	if s.stored, err = readStored(ctx, b, s.about.Stored); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// About is what the spreadsheet tells of its run.
func (s *Source) About() report.About { return s.about }

// readIndex reads the hidden sheet by which rows are known.
func (s *Source) readIndex(ctx context.Context) error {
	names := indexSheets(s.book.Sheets(), report.SheetIndex)
	if len(names) == 0 {
		return fault.New(fault.Input, "fault.retry.foreign", "Path", s.path)
	}
	for i, name := range names {
		first := true
		err := s.book.Rows(ctx, name, func(r *sheet.Row) error {
			if first {
				first = false
				return s.checkVersion(r)
			}
			return s.index(r)
		})
		if err != nil {
			return err
		}
		if i == 0 && first {
			return s.damaged(0)
		}
	}
	count := int64(0)
	for _, e := range s.entries {
		count += e.rows
	}
	if s.about.Family == "" || s.about.First == "" || len(s.entries) == 0 || count != int64(len(s.rows)) {
		return s.damaged(0)
	}
	return nil
}

// indexSheets are a hidden sheet and those on which it goes on: "obferry (2)".
func indexSheets(all []string, name string) []string {
	var found []string
	for n := 1; ; n++ {
		want := name
		if n > 1 {
			want += " (" + strconv.Itoa(n) + ")"
		}
		if !slices.Contains(all, want) {
			return found
		}
		found = append(found, want)
	}
}

// checkVersion judges the first row of the hidden sheet.
func (s *Source) checkVersion(r *sheet.Row) error {
	version, ok := wholeNumber(r.At(1))
	switch {
	case string(r.At(0).Text()) != report.SheetIndex || !ok:
		return fault.New(fault.Input, "fault.retry.foreign", "Path", s.path)
	case version < report.FormatVersion:
		return fault.New(fault.Input, "fault.retry.old", "Path", s.path)
	case version > report.FormatVersion:
		return fault.New(fault.Input, "fault.retry.newer", "Path", s.path)
	}
	return nil
}

func (s *Source) damaged(place int64) error {
	return fault.New(fault.Input, "fault.retry.index", "Path", s.path, "Sheet", report.SheetIndex, "Row", place)
}

// index takes in one row of the hidden sheet.
func (s *Source) index(r *sheet.Row) error {
	number, counted := wholeNumber(r.At(1))
	ok := counted
	switch string(r.At(0).Text()) {
	case report.EntryAbout:
		ok = json.Unmarshal(joined(r, 1), &s.about) == nil
	case report.EntryTable:
		e := &entry{table: string(r.At(3).Text()), source: string(r.At(4).Text())}
		e.rows, _ = wholeNumber(r.At(2))
		ok = ok && number == int64(len(s.entries)+1) && json.Unmarshal(joined(r, 5), &e.columns) == nil && len(e.columns) > 0 && e.table != ""
		s.entries = append(s.entries, e)
	case report.EntrySheet:
		if ok = ok && number >= 1 && number <= int64(len(s.entries)); ok {
			e := s.entries[number-1]
			e.sheets = append(e.sheets, string(r.At(2).Text()))
		}
	case report.EntryRow:
		row := rowEntry{key: string(r.At(4).Text())}
		row.entry, _ = wholeNumber(r.At(2))
		row.place, _ = wholeNumber(r.At(3))
		row.root, _ = wholeNumber(r.At(5))
		held, sound := heldCells(string(r.At(6).Text()))
		ok = ok && sound && number == int64(len(s.rows)+1) && row.entry >= 1 && row.entry <= int64(len(s.entries)) && row.root >= 1
		s.rows = append(s.rows, row)
		if len(held) > 0 {
			s.held[number] = held
		}
	}
	if !ok {
		return s.damaged(r.Place())
	}
	return nil
}

// joined is a text that goes on from cell to cell.
func joined(r *sheet.Row, from int) []byte {
	var all []byte
	for i := from; i < r.Width(); i++ {
		all = append(all, r.At(i).Text()...)
	}
	return all
}

// heldCells reads "position:sum position:sum".
func heldCells(text string) (held []heldCell, ok bool) {
	for _, part := range strings.Fields(text) {
		at, sum, ok := strings.Cut(part, ":")
		n, err := strconv.Atoi(at)
		if !ok || err != nil || n < report.HeldRow {
			return nil, false
		}
		held = append(held, heldCell{n, sum})
	}
	return held, true
}

// wholeNumber reads a cell that is a whole number, or digits as text: programs differ in
// what they make of a number that was typed.
func wholeNumber(c sheet.Cell) (n int64, ok bool) {
	n, err := strconv.ParseInt(strings.TrimSpace(string(c.Text())), 10, 64)
	return n, err == nil
}

// Close removes what was put aside on disk.
func (s *Source) Close() error {
	err := s.book.Close()
	if s.stored != nil {
		err = errors.Join(err, s.stored.file.Close(), os.Remove(s.stored.file.Name()))
		s.stored = nil
	}
	return err
}
