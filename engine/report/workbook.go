package report

import (
	"encoding/json"
	"io"
	"strings"

	"github.com/obferry/obferry/engine/report/book"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/words"
)

// formatVersion of the error spreadsheet's hidden sheets.
const formatVersion = 1

// Names of the hidden sheets. They are the same in every language, to be found again.
const (
	sheetIndex  = "obferry"
	sheetValues = "obferry values"
)

// errorBook is an error spreadsheet being written.
type errorBook struct {
	book   *book.Book
	spool  *spool
	l      words.Language
	number int64 // of the row, through all sheets
	groups map[groupKey]*group
}

// writeErrors writes a spool's rows as a workbook.
func writeErrors(w io.Writer, s *spool, l words.Language) error {
	e := &errorBook{book: book.New(w), spool: s, l: l, groups: map[groupKey]*group{}}
	sheets := make([]string, len(s.tables))
	inexact := false
	for i, t := range s.tables {
		name, rough, err := e.table(i, t)
		if err != nil {
			return err
		}
		sheets[i], inexact = name, inexact || rough
	}
	if err := e.index(sheets); err != nil {
		return err
	}
	if inexact {
		if err := e.values(); err != nil {
			return err
		}
	}
	if err := e.summary(sheets); err != nil {
		return err
	}
	return e.book.Close()
}

func (e *errorBook) say(id string, pairs ...any) string {
	return words.In(e.l, "report.errors."+id, words.Pairs(pairs...))
}

// table writes the sheet (or sheets) of one table; rough tells that some cell does not
// tell all of its value.
func (e *errorBook) table(index int, t *spoolTable) (name string, rough bool, err error) {
	head := []book.Cell{
		book.Text(e.say("number"), book.Header), book.Text(e.say("place"), book.Header), book.Text(e.say("wrong"), book.Header),
		book.Text(e.say("code"), book.Header), book.Text(e.say("todo"), book.Header),
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
			rough = rough || !exact
			cells = append(cells, cell)
		}
		return p.row(cells...)
	})
	return p.first, rough, err
}

func (e *errorBook) cell(v Value, columns []rows.Column, i int, bad bool) (cell book.Cell, exact bool) {
	if v.Null {
		if bad {
			return book.Empty(book.BadNull), true
		}
		return book.Empty(book.Null), true
	}
	text, exact := shown(v, kindAt(columns, i), e.l)
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
func (e *errorBook) index(sheets []string) error {
	p := pages{book: e.book, name: sheetIndex, shape: book.Shape{Hidden: true},
		head: []book.Cell{book.Text("obferry", book.Plain), book.Number(formatVersion)}}
	number := int64(0)
	for i, t := range e.spool.tables {
		columns, err := json.Marshal(t.Columns)
		if err != nil {
			return err
		}
		cells := []book.Cell{book.Text("table", book.Plain), book.Number(int64(i + 1)), book.Text(sheets[i], book.Plain),
			book.Content(t.Table, false), book.Content(t.Source, false)}
		err = pieces(Value{Bytes: columns}, rows.Text, func(_, piece string) error {
			cells = append(cells, book.Text(piece, book.Plain))
			return nil
		})
		if err == nil {
			err = p.row(cells...)
		}
		if err == nil {
			err = e.spool.each(t, func(r Refused) error {
				number++
				key, _ := fitting([]byte(r.Key), book.MaxText)
				return p.row(book.Text("row", book.Plain), book.Number(number), book.Number(int64(i+1)), book.Number(r.Place), book.Content(string(key), false))
			})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// values writes the hidden sheet of values that their cells do not tell all of.
func (e *errorBook) values() error {
	p := pages{book: e.book, name: sheetValues, shape: book.Shape{Hidden: true}}
	number := int64(0)
	for _, t := range e.spool.tables {
		err := e.spool.each(t, func(r Refused) error {
			number++
			for i, v := range r.Values {
				if _, exact := e.cell(v, t.Columns, i, false); exact {
					continue
				}
				part := int64(0)
				err := pieces(v, kindAt(t.Columns, i), func(form, piece string) error {
					part++
					return p.row(book.Number(number), book.Number(int64(i+1)), book.Text(form, book.Plain), book.Number(part), book.Text(piece, book.Value))
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
