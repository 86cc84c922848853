package report

import "github.com/obferry/obferry/engine/report/book"

// pages is a sheet that goes on on another one when it is full.
type pages struct {
	book  *book.Book
	name  string
	shape book.Shape
	head  []book.Cell // repeated on every sheet; may be empty
	names []string    // of the sheets so far
	sheet *book.Sheet
}

func (p *pages) row(cells ...book.Cell) error {
	if p.sheet == nil || p.sheet.Rows() >= maxRows {
		s, err := p.book.Sheet(p.name, p.shape)
		if err != nil {
			return err
		}
		p.sheet, p.names = s, append(p.names, s.Name)
		if len(p.head) > 0 {
			if err := s.Row(p.head...); err != nil {
				return err
			}
		}
	}
	return p.sheet.Row(cells...)
}

// maxRows of one sheet; a variable so that a test need not write a million.
var maxRows = book.MaxRows
