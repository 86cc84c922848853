package sheet

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
)

var _ source.Source = (*Source)(nil)

// Tables looks at every row of every sheet. What it found is kept for as long as
// the file does not change.
func (s *Source) Tables(ctx context.Context) ([]*source.Table, error) {
	now, err := s.stat()
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tables != nil && slices.EqualFunc(now, s.versions, version.equal) {
		return s.tables, nil
	}
	s.tables = nil
	observe := s.Observe
	if observe == nil {
		observe = func(int64) {}
	}
	var tables []*source.Table
	if s.kind == workbook {
		tables, err = s.listSheets(ctx, observe)
	} else {
		tables, err = s.listText(ctx, observe)
	}
	if err != nil {
		return nil, err
	}
	if len(tables) == 0 {
		return nil, fault.New(fault.Input, "fault.sheet.empty", "Path", s.path)
	}
	state := make([]string, len(now))
	for i, v := range now {
		state[i] = v.String()
	}
	for _, t := range tables {
		t.State = strings.Join(state, "; ")
	}
	s.tables, s.versions = tables, now
	return tables, nil
}

// Others names the sheets on which nothing is.
func (s *Source) Others(context.Context) ([]source.Object, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.book == nil {
		return nil, nil
	}
	return s.book.blank, nil
}

// Begin makes sure that the file is the one that tables were listed from. Every
// table can be read by a goroutine of its own.
func (s *Source) Begin(ctx context.Context, readers int) (granted int, warning error, err error) {
	tables, err := s.listed(ctx)
	if err != nil {
		return 0, nil, err
	}
	if err := s.unchanged(); err != nil {
		return 0, nil, err
	}
	s.mu.Lock()
	s.handed = map[string]int64{}
	s.mu.Unlock()
	return max(1, min(readers, max(len(tables), len(s.files())))), nil, nil
}

// listed is what Tables found, as it was then.
func (s *Source) listed(ctx context.Context) ([]*source.Table, error) {
	s.mu.Lock()
	tables := s.tables
	s.mu.Unlock()
	if tables != nil {
		return tables, nil
	}
	return s.Tables(ctx)
}

// Chunks gives one chunk: a sheet is read from its beginning. Of a text that lies in
// several files each is a chunk, whose From is its path: a row's place is its line there.
func (s *Source) Chunks(context.Context, *source.Table, int) ([]source.Chunk, error) {
	files := s.files()
	if len(files) == 1 {
		return []source.Chunk{{}}, nil
	}
	chunks := make([]source.Chunk, len(files))
	for i, path := range files {
		chunks[i] = source.Chunk{From: path}
	}
	return chunks, nil
}

func (s *Source) noTable(name string) error {
	return fault.New(fault.Missing, "fault.sheet.table", "Table", name, "Path", s.path)
}

// Read delivers the rows in the order of the sheet, each with its row number (the
// number of its first line, for text). The file must not change meanwhile.
func (s *Source) Read(ctx context.Context, table *source.Table, columns []rows.Column, chunk source.Chunk,
	limit source.Limit, fresh func() *rows.Batch, deliver func(*rows.Batch) error) error {
	layout, slots, err := s.slots(table, columns)
	if err != nil {
		return err
	}
	if err := s.unchanged(); err != nil {
		return err
	}
	files := s.files()
	if chunk.From != "" {
		if !slices.Contains(files, chunk.From) {
			return fault.New(fault.Missing, "fault.sheet.missing", "Path", chunk.From)
		}
		files = []string{chunk.From}
	}
	for _, path := range files {
		if err := s.readFile(ctx, path, table.Name, layout, columns, slots, chunk.After, limit, fresh, deliver); err != nil {
			return err
		}
	}
	return s.unchanged()
}

func (s *Source) readFile(ctx context.Context, path, name string, layout *Layout, columns []rows.Column, slots []slot,
	after int64, limit source.Limit, fresh func() *rows.Batch, deliver func(*rows.Batch) error) error {
	g, err := s.open(ctx, path, name, layout)
	if err != nil {
		return err
	}
	file := ""
	if len(s.files()) > 1 {
		file = path
	}
	err = s.pour(ctx, g, name, file, layout, columns, slots, after, limit, fresh, deliver)
	if closing := g.close(); err == nil {
		err = closing
	}
	return err
}

// slots finds the wanted columns among the table's.
func (s *Source) slots(table *source.Table, columns []rows.Column) (*Layout, []slot, error) {
	layout, ok := table.Layout.(*Layout)
	if !ok || layout == nil {
		return nil, nil, s.noTable(table.Name)
	}
	slots := make([]slot, len(columns))
	for i, wanted := range columns {
		found := -1
		for j := range table.Columns {
			if table.Columns[j].Name == wanted.Name {
				found = j
			}
		}
		if found < 0 {
			return nil, nil, fault.New(fault.Input, "fault.sheet.column", "Column", wanted.Name, "Table", table.Name)
		}
		slots[i] = newSlot(max(layout.FirstColumn, 1)-1+found, wanted, layout)
		if own := len(table.Columns) - len(layout.Constants); found >= own {
			c := layout.Constants[found-own]
			slots[i].constant = &cell{text: []byte(c.Value), form: plain}
			if c.Value == "" {
				slots[i].constant.form = emptyText
			}
		}
	}
	return layout, slots, nil
}

// open begins to read a table's rows.
func (s *Source) open(ctx context.Context, path, name string, layout *Layout) (grid, error) {
	if s.kind != workbook {
		return openText(ctx, path, layout)
	}
	s.mu.Lock()
	book := s.book
	s.mu.Unlock()
	if book == nil {
		return nil, s.noTable(name)
	}
	return book.open(ctx, name)
}

// pour takes the rows of a grid into batches.
func (s *Source) pour(ctx context.Context, g grid, name, file string, layout *Layout, columns []rows.Column,
	slots []slot, after int64, limit source.Limit, fresh func() *rows.Batch, deliver func(*rows.Batch) error) error {
	var r row
	var batch *rows.Batch
	rules := newRules(layout, s.kind != workbook)
	for {
		err := g.next(&r)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		verdict, why := rules.judge(&r)
		if r.place <= after {
			continue
		}
		switch verdict {
		case skipped:
			continue
		case refused:
			s.refuse(name, file, &r, why)
			continue
		}
		if batch == nil {
			batch = fresh()
			batch.Reset(columns)
		}
		for i := range slots {
			c := slots[i].constant
			if c == nil {
				c = r.at(slots[i].column)
			}
			slots[i].put(batch, c)
		}
		batch.EndRow(r.place)
		if limit.Rows > 0 && batch.Len() >= limit.Rows || limit.Bytes > 0 && batch.Bytes() >= limit.Bytes {
			if err := s.hand(ctx, batch, deliver); err != nil {
				return err
			}
			batch = nil
		}
	}
	if batch != nil {
		return s.hand(ctx, batch, deliver)
	}
	return ctx.Err()
}

// refuse hands a row that is left out to whoever wants it, once. A table's rows come
// in order, so that the last place tells which were handed out.
func (s *Source) refuse(table, file string, r *row, why error) {
	key := table + "\x00" + file
	s.mu.Lock()
	again := r.place <= s.handed[key]
	if !again && s.handed != nil {
		s.handed[key] = r.place
	}
	s.mu.Unlock()
	if !again && s.OnRefused != nil {
		s.OnRefused(table, file, r.place, r.strings(), why)
	}
}

func (s *Source) hand(ctx context.Context, batch *rows.Batch, deliver func(*rows.Batch) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return deliver(batch)
}

// End has nothing to give up: a file has no transactions.
func (s *Source) End() error { return nil }

// Close removes what was put aside on disk.
func (s *Source) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.book == nil {
		return nil
	}
	book := s.book
	s.book, s.tables = nil, nil
	return book.close()
}
