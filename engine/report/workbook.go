package report

import (
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"github.com/obferry/obferry/engine/report/book"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/words"
)

// errorBook is an error spreadsheet being written.
type errorBook struct {
	book   *book.Book
	spool  *spool
	tables []*spoolTable // with rows for the spreadsheet
	l      words.Language
	about  About
	number int64 // of the row, through all sheets
	groups map[groupKey]*group
}

// writeErrors writes a spool's rows as a workbook.
func writeErrors(w io.Writer, s *spool, about About, l words.Language) error {
	e := &errorBook{book: book.New(w), spool: s, about: about, l: l, groups: map[groupKey]*group{}}
	for _, t := range s.tables {
		if t.rows > 0 {
			e.tables = append(e.tables, t)
		}
	}
	sheets, first := make([][]string, len(e.tables)), make([]string, len(e.tables))
	e.about.Stored = 0
	for i, t := range e.tables {
		names, rough, err := e.table(i, t)
		if err != nil {
			return err
		}
		if sheets[i] = names; len(names) > 0 {
			first[i] = names[0]
		}
		e.about.Stored += rough
	}
	if err := e.index(sheets); err != nil {
		return err
	}
	if e.about.Stored > 0 {
		if err := e.values(); err != nil {
			return err
		}
	}
	if err := e.summary(first); err != nil {
		return err
	}
	return e.book.Close()
}

func (e *errorBook) say(id string, pairs ...any) string {
	return words.In(e.l, "report.errors."+id, words.Pairs(pairs...))
}

// table writes the sheet (or sheets) of one table; rough is how many cells do not tell all
// of their values.
func (e *errorBook) table(index int, t *spoolTable) (names []string, rough int64, err error) {
	var head []book.Cell
	for _, title := range Heads(e.l) {
		head = append(head, book.Text(title, book.Header))
	}
	widths := []int{8, 14, 60, 8, 60}
	for _, c := range t.Columns {
		head = append(head, book.Text(c.Name, book.Header))
		widths = append(widths, min(40, max(12, len(c.Name)+4)))
	}
	p := pages{book: e.book, name: t.Table, head: head,
		shape: book.Shape{Widths: widths, Frozen: 1, Filter: len(head)}}
	err = e.spool.each(t, func(r Refused) error {
		e.number++
		e.group(index, r.Err)
		place := book.Content(r.Key, false)
		if r.Place > 0 {
			place = book.Number(r.Place)
		} else if r.Key == "" {
			place = book.Empty(book.Plain)
		}
		code := book.Text(strings.TrimPrefix(r.Err.ID, "fault."), book.Plain)
		if r.Err.Code != 0 {
			code = book.Number(int64(r.Err.Code))
		}
		cells := []book.Cell{book.Number(e.number), place, book.Text(r.Err.Text(e.l), book.Plain), code, book.Text(r.Err.Hint(e.l), book.Plain)}
		for i, v := range r.Values {
			cell, exact := e.cell(v, t.Columns, i, toBlame(r, i))
			if !exact {
				rough++
			}
			cells = append(cells, cell)
		}
		return p.row(cells...)
	})
	return p.names, rough, err
}

func (e *errorBook) cell(v Value, columns []rows.Column, i int, bad bool) (cell book.Cell, exact bool) {
	if v.Null {
		if bad {
			return book.Empty(book.BadNull), true
		}
		return book.Empty(book.Null), true
	}
	if v.Typed {
		return book.Content(string(v.Bytes), bad), true
	}
	text, exact := Shown(v, kindAt(columns, i), e.l)
	return book.Content(text, bad), exact
}

// kindAt is a value's kind; a ragged row's surplus ones are text.
func kindAt(columns []rows.Column, i int) rows.Kind {
	if i < len(columns) {
		return columns[i].Kind
	}
	return rows.Text
}

// toBlame tells whether the server's message names value i: by its column, or by the
// primary key that it is part of.
func toBlame(r Refused, i int) bool {
	if i >= len(r.Columns) {
		return false
	}
	c := r.Columns[i]
	if name, ok := r.Err.Args["Column"].(string); ok {
		return strings.EqualFold(name, c.Name)
	}
	if key, ok := r.Err.Args["Key"].(string); ok {
		// MySQL 8 says "table.key", OceanBase "key".
		key = key[strings.LastIndexByte(key, '.')+1:]
		return c.Key && strings.EqualFold(key, "PRIMARY") || strings.EqualFold(key, c.Name)
	}
	return false
}

// index writes the hidden sheet by which the file can be read back.
func (e *errorBook) index(sheets [][]string) error {
	p := pages{book: e.book, name: SheetIndex, shape: book.Shape{Hidden: true},
		head: []book.Cell{book.Text(SheetIndex, book.Plain), book.Number(FormatVersion)}}
	number := int64(0)
	if err := e.entry(&p, e.about, book.Text(EntryAbout, book.Plain)); err != nil {
		return err
	}
	for i, t := range e.tables {
		at := book.Number(int64(i + 1))
		if err := e.entry(&p, t.Columns, book.Text(EntryTable, book.Plain), at, book.Number(t.rows),
			book.Content(t.Table, false), book.Content(t.Source, false)); err != nil {
			return err
		}
		for _, name := range sheets[i] {
			if err := p.row(book.Text(EntrySheet, book.Plain), at, book.Content(name, false)); err != nil {
				return err
			}
		}
		err := e.spool.each(t, func(r Refused) error {
			number++
			key, _ := fitting([]byte(r.Key), book.MaxText)
			return p.row(book.Text(EntryRow, book.Plain), book.Number(number), at, book.Number(r.Place), book.Content(string(key), false),
				book.Number(r.Root), book.Text(e.held(r, t.Columns), book.Plain))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// entry writes a row of the hidden sheet that ends with a value as JSON.
func (e *errorBook) entry(p *pages, value any, cells ...book.Cell) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	err = pieces(Value{Bytes: text}, rows.Text, func(_, piece string) error {
		cells = append(cells, book.Text(piece, book.Plain))
		return nil
	})
	if err != nil {
		return err
	}
	return p.row(cells...)
}

// held tells which cells must be changed, and by a sum what they say now.
func (e *errorBook) held(r Refused, columns []rows.Column) string {
	var parts []string
	text := func(i int) string {
		if v := r.Values[i]; !v.Null {
			cell, _ := e.cell(v, columns, i, false)
			return cell.Said()
		}
		return ""
	}
	for _, at := range r.Held {
		said := make([]string, 0, len(r.Values))
		for i := range r.Values {
			if at == HeldRow || at == i {
				said = append(said, text(i))
			}
		}
		parts = append(parts, strconv.Itoa(at)+":"+HeldSum(said))
	}
	return strings.Join(parts, " ")
}

// values writes the hidden sheet of values that their cells do not tell all of.
func (e *errorBook) values() error {
	p := pages{book: e.book, name: SheetValues, shape: book.Shape{Hidden: true}}
	number := int64(0)
	for _, t := range e.tables {
		err := e.spool.each(t, func(r Refused) error {
			number++
			for i, v := range r.Values {
				if _, exact := e.cell(v, t.Columns, i, false); exact {
					continue
				}
				part := int64(0)
				err := pieces(v, kindAt(t.Columns, i), func(form, piece string) error {
					part++
					return p.row(book.Number(number), book.Number(int64(i+1)), book.Text(form, book.Plain), book.Number(part), book.Text(piece, book.Value),
						book.Number(int64(len(v.Bytes))))
				})
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
