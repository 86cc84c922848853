package sheet

import (
	"context"
	"errors"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/source"
)

// listSheets looks at every sheet of a workbook. Sheets of nothing are left out;
// hidden ones are listed, and a problem says that they are hidden.
func (s *Source) listSheets(ctx context.Context, observe func(int64)) ([]*source.Table, error) {
	if s.book != nil {
		book := s.book
		s.book = nil
		if err := book.close(); err != nil {
			return nil, unreadable(s.path, err)
		}
	}
	book, err := openBook(s.path)
	if err != nil {
		return nil, err
	}
	tables, err := book.list(ctx, s.layouts, observe)
	if err != nil {
		return nil, errors.Join(err, book.close())
	}
	s.book = book
	return tables, nil
}

func (b *book) list(ctx context.Context, layouts map[string]*Layout, observe func(int64)) ([]*source.Table, error) {
	if err := b.readTexts(ctx); err != nil {
		return nil, err
	}
	var tables []*source.Table
	for _, entry := range b.sheets {
		table, err := b.scan(ctx, entry, layouts[entry.name], observe)
		if err != nil {
			return nil, err
		}
		if table == nil {
			b.blank = append(b.blank, source.Object{Kind: "sheet", Name: entry.name})
			continue
		}
		tables = append(tables, table)
	}
	return tables, nil
}

// scan looks at one sheet; nil where nothing is on it.
func (b *book) scan(ctx context.Context, entry sheetEntry, given *Layout, observe func(int64)) (table *source.Table, err error) {
	g, err := b.open(ctx, entry.name)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, g.close()) }()
	scan := newScan(entry.name, given, false)
	scan.layout.Sheet = entry.name
	if entry.hidden {
		scan.add(fault.Row, "fault.sheet.hidden", "")
	}
	if err := scan.run(ctx, g, observe); err != nil {
		return nil, err
	}
	return scan.result(g.merged()), nil
}
