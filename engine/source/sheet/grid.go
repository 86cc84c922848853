package sheet

import (
	"context"
	"io"
	"strconv"
)

// form is what a cell is, as far as its file says.
type form uint8

const (
	absent    form = iota // nothing there
	nothing               // a text that stands for NULL
	emptyText             // empty, but written as text: "" within quotes
	plain                 // characters
	number                // a number in canonical digits
	boolean               // TRUE or FALSE
	moment                // a date, a date with time, or a time, in canonical form
	failure               // the text of a formula error, such as #DIV/0!
)

// remark is something about a cell that a person should know.
type remark uint8

const (
	rounded   remark = 1 << iota // a number of more digits than a spreadsheet keeps
	uncounted                    // a formula that was saved without its value
)

// cell is one cell. Its text belongs to the grid and holds until the next row.
type cell struct {
	text   []byte
	form   form
	remark remark
}

// empty tells whether the cell holds nothing at all or empty text.
func (c *cell) empty() bool { return c.form <= emptyText }

// row is one row that holds something. Cells start at the first column; there may
// be more or fewer of them than the table has columns.
type row struct {
	place int64
	cells []cell
	// broken says why the row's cells cannot be told apart, nil where they can.
	broken error
}

// width is the number of cells up to the last that is not empty.
func (r *row) width() int {
	for i := len(r.cells); i > 0; i-- {
		if !r.cells[i-1].empty() {
			return i
		}
	}
	return 0
}

// filled is the number of cells that are not empty.
func (r *row) filled() int {
	n := 0
	for i := range r.cells {
		if !r.cells[i].empty() {
			n++
		}
	}
	return n
}

// at is the cell of a column, from 0; an absent one beyond the row's end.
func (r *row) at(column int) *cell {
	if column >= 0 && column < len(r.cells) {
		return &r.cells[column]
	}
	return &noCell
}

var noCell cell

// clone is a copy that outlives the grid's next row.
func (r *row) clone() row {
	c := row{place: r.place, cells: make([]cell, len(r.cells)), broken: r.broken}
	for i, from := range r.cells {
		from.text = append([]byte(nil), from.text...)
		c.cells[i] = from
	}
	return c
}

// strings is the row's cells as text.
func (r *row) strings() []string {
	all := make([]string, len(r.cells))
	for i := range r.cells {
		all[i] = string(r.cells[i].text)
	}
	return all
}

// grid is a stream of the rows of a sheet or a text file.
type grid interface {
	// next fills r with the next row that holds something; io.EOF ends the stream.
	next(r *row) error
	// merged lists the merged ranges; it is complete once next has given io.EOF.
	merged() []span
	close() error
}

// watched ends a read with its context, so that no part of a file, however little
// it holds for its size, is read to the end in vain.
type watched struct {
	ctx context.Context
	in  io.Reader
}

// Read reads as long as the context lasts.
func (w *watched) Read(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.in.Read(p)
}

// span is a merged range; rows and columns count from 1.
type span struct{ top, left, bottom, right int }

// columnLetters is a column's name in a spreadsheet: A for 1, AA for 27.
func columnLetters(column int) string {
	var name []byte
	for ; column > 0; column = (column - 1) / 26 {
		name = append([]byte{byte('A' + (column-1)%26)}, name...)
	}
	return string(name)
}

// cellName is a cell's name in a spreadsheet, such as C5; columns count from 1.
func cellName(column int, place int64) string {
	return columnLetters(column) + strconv.FormatInt(place, 10)
}
