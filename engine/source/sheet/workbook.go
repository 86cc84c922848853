package sheet

import (
	"context"
	"errors"
	"io"

	"github.com/obferry/obferry/engine/rows"
)

// Workbook is a workbook read cell by cell, for whoever knows what its sheets mean. It
// belongs to one goroutine at a time, but for [Workbook.Rows] of different sheets.
type Workbook struct{ book *book }

// OpenWorkbook opens a workbook. Its errors are faults, as those of [Open].
func OpenWorkbook(ctx context.Context, path string) (*Workbook, error) {
	if err := regular(path); err != nil {
		return nil, err
	}
	b, err := openBook(path)
	if err != nil {
		return nil, err
	}
	if err := b.readTexts(ctx); err != nil {
		return nil, errors.Join(err, b.close())
	}
	return &Workbook{b}, nil
}

// Sheets are the names of all sheets in the order of their tabs, hidden ones too.
func (w *Workbook) Sheets() []string {
	names := make([]string, len(w.book.sheets))
	for i, s := range w.book.sheets {
		names[i] = s.name
	}
	return names
}

// Rows hands every row of a sheet that holds something to visit, from the top. A row is
// good until visit returns. An error of visit ends it and is returned as it is.
func (w *Workbook) Rows(ctx context.Context, sheet string, visit func(*Row) error) (err error) {
	g, err := w.book.open(ctx, sheet)
	if err != nil {
		return err
	}
	defer func() {
		if closing := g.close(); err == nil {
			err = closing
		}
	}()
	var r Row
	for {
		switch err := g.next(&r.row); {
		case errors.Is(err, io.EOF):
			return ctx.Err()
		case err != nil:
			return err
		}
		if err := visit(&r); err != nil {
			return err
		}
	}
}

// Close removes what was put aside on disk.
func (w *Workbook) Close() error { return w.book.close() }

// Row is a row of a [Workbook].
type Row struct{ row row }

// Place is the row's number in its sheet, from 1.
func (r *Row) Place() int64 { return r.row.place }

// Width is the number of cells up to the last that is not empty.
func (r *Row) Width() int { return r.row.width() }

// At is the cell of a column, from 0; an empty one beyond the row's end.
func (r *Row) At(column int) Cell { return Cell{r.row.at(column)} }

// Cell is a cell of a [Row].
type Cell struct{ cell *cell }

// Form is what a [Cell] is, as far as its file says.
type Form uint8

// The forms. A [Moment] is a number whose format shows a date, a time, or both.
const (
	Absent Form = iota // nothing there
	Characters
	Number
	Boolean
	Moment
	Failure // of a formula, such as #DIV/0!
)

// Form is what the cell is.
func (c Cell) Form() Form {
	switch c.cell.form {
	case absent, nothing, emptyText:
		return Absent
	case number:
		return Number
	case boolean:
		return Boolean
	case moment:
		return Moment
	case failure:
		return Failure
	}
	return Characters
}

// Text is what the cell holds: characters as they are, a number in decimal digits, TRUE or
// FALSE, a moment as YYYY-MM-DD hh:mm:ss[.ffffff] or the part of it that there is. It is
// good as long as the row is.
func (c Cell) Text() []byte { return c.cell.text }

// Rounded tells of a number of more digits than spreadsheet programs keep.
func (c Cell) Rounded() bool { return c.cell.remark&rounded != 0 }

// Uncounted tells of a formula that was saved without its value.
func (c Cell) Uncounted() bool { return c.cell.remark&uncounted != 0 }

// Midday tells of a moment that has a date and, in the day, a time other than midnight.
func (c Cell) Midday() bool {
	m, ok := lookMoment(c.cell.text, "")
	return ok && m.hasDate && m.hour+m.minute+m.second+m.fraction > 0
}

// Value is the cell as a server prints values of a column; null tells NULL. What does not
// fit the column's type is as it stands in the cell. The bytes are the caller's.
func (c Cell) Value(of rows.Column) (value []byte, null bool) {
	s := newSlot(0, of, &Layout{})
	var b rows.Batch
	b.Reset([]rows.Column{of})
	s.put(&b, c.cell)
	b.EndRow(0)
	value, null = b.Value(0, 0)
	return value, null
}
