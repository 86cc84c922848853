// Package book writes .xlsx workbooks row by row, straight into the file: memory
// does not grow with the number of rows or sheets.
//
// Every text is an inline string, which no spreadsheet evaluates, whatever it
// begins with; a cell that holds one is formatted as text, so that editing it does
// not turn it into a number, a date or a formula either.
package book

import (
	"archive/zip"
	"bufio"
	"errors"
	"fmt"
	"io"
)

// Limits of the format.
const (
	// MaxRows of a sheet, a little below Excel's 1,048,576.
	MaxRows = 1_048_000
	// MaxColumns of a sheet.
	MaxColumns = 16_384
	// MaxText is how many UTF-16 units a cell holds.
	MaxText = 32_767
)

// Book is a workbook being written. It belongs to one goroutine. Sheets are written
// one after the other; [Book.Close] ends the file.
type Book struct {
	zip    *zip.Writer
	files  []*zip.FileHeader
	sheets []*Sheet
	open   *Sheet
	names  map[string]bool
}

// Sheet is one sheet of a book, open until the next one is begun.
type Sheet struct {
	// Name as it stands on the tab: cleaned, cut and made unique.
	Name   string
	hidden bool
	first  bool
	shape  Shape
	out    *bufio.Writer
	rows   int
	line   []byte
}

// Shape is how a sheet looks.
type Shape struct {
	// Widths of the columns in characters; 0 leaves the usual one.
	Widths []int
	// Frozen rows at the top stay in sight.
	Frozen int
	// Filter gives the columns of the last frozen row a filter each; 0: none.
	Filter int
	// Hidden keeps the sheet's tab out of sight.
	Hidden bool
	// First puts the tab before all others, though the sheet may be written last.
	First bool
}

// errClosed says that a sheet is written to after the next one was begun.
var errClosed = errors.New("book: this sheet is closed")

// New begins a workbook. The caller closes w after [Book.Close].
func New(w io.Writer) *Book {
	return &Book{zip: zip.NewWriter(w), names: map[string]bool{}}
}

// Sheet begins a sheet. Its name may become another one: see [Sheet.Name].
func (b *Book) Sheet(name string, shape Shape) (*Sheet, error) {
	if err := b.end(); err != nil {
		return nil, err
	}
	part, err := b.create(fmt.Sprintf("xl/worksheets/sheet%d.xml", len(b.sheets)+1))
	if err != nil {
		return nil, err
	}
	s := &Sheet{Name: b.name(name), hidden: shape.Hidden, first: shape.First, shape: shape, out: bufio.NewWriterSize(part, 64<<10)}
	b.sheets = append(b.sheets, s)
	b.open = s
	return s, s.begin()
}

// Rows is how many rows the sheet has.
func (s *Sheet) Rows() int { return s.rows }

// Row adds a row. Cells beyond [MaxColumns] are not taken.
func (s *Sheet) Row(cells ...Cell) error {
	if s.out == nil {
		return errClosed
	}
	s.rows++
	s.line = fmt.Appendf(s.line[:0], `<row r="%d">`, s.rows)
	for i := range cells[:min(len(cells), MaxColumns)] {
		s.line = cells[i].append(s.line, i, s.rows)
	}
	s.line = append(s.line, "</row>"...)
	_, err := s.out.Write(s.line)
	if cap(s.line) > 1<<20 {
		s.line = nil
	}
	return err
}

func (b *Book) end() error {
	if b.open == nil {
		return nil
	}
	s := b.open
	b.open = nil
	err := s.finish()
	s.out, s.line = nil, nil
	return err
}

// create begins a part of the package.
func (b *Book) create(name string) (io.Writer, error) {
	header := &zip.FileHeader{Name: name, Method: zip.Deflate}
	b.files = append(b.files, header)
	return b.zip.CreateHeader(header)
}

// Close writes what the sheets need around them and ends the file. It does not
// close the writer underneath. A book without a sheet is no workbook.
func (b *Book) Close() error {
	if err := b.end(); err != nil {
		return err
	}
	for _, p := range b.parts() {
		w, err := b.create(p.name)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, p.content); err != nil {
			return err
		}
	}
	// Last, when the sums of all others are known.
	w, err := b.create(properties)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, propertiesOf(seal(b.files[:len(b.files)-1]))); err != nil {
		return err
	}
	return b.zip.Close()
}
