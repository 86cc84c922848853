package refused

import (
	"context"
	"slices"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/report"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/source/sheet"
)

// Begin grants a reader for every table.
func (s *Source) Begin(ctx context.Context, readers int) (granted int, warning error, err error) {
	if _, err := s.Tables(ctx); err != nil {
		return 0, nil, err
	}
	return max(1, min(readers, len(s.tables))), nil, nil
}

// Chunks gives one chunk: sheets are read from their beginning.
func (s *Source) Chunks(context.Context, *source.Table, int) ([]source.Chunk, error) {
	return []source.Chunk{{}}, nil
}

// End has nothing to give up.
func (s *Source) End() error { return nil }

// Read delivers the rows of a table, in the order in which they now stand. The place of a
// row is its number.
func (s *Source) Read(ctx context.Context, of *source.Table, columns []rows.Column, _ source.Chunk, limit source.Limit,
	fresh func() *rows.Batch, deliver func(*rows.Batch) error) error {
	t := s.table(of.Name)
	if t == nil {
		return fault.New(fault.Missing, "fault.sheet.table", "Table", of.Name, "Path", s.path)
	}
	wanted := make([]int, len(columns))
	for i, c := range columns {
		wanted[i] = slices.Index(names(t.Columns), c.Name)
		if wanted[i] < 0 {
			return fault.New(fault.Input, "fault.sheet.column", "Column", c.Name, "Table", of.Name)
		}
	}
	var batch *rows.Batch
	for _, p := range t.pages {
		err := s.each(ctx, p, func(r *sheet.Row, number int64, known bool) error {
			if !known || s.skips(number) {
				return nil
			}
			one, err := s.take(t, p, r, number)
			if err != nil {
				return err
			}
			if one.Err != nil {
				if s.OnRefused != nil {
					s.OnRefused(one)
				}
				return nil
			}
			if batch == nil {
				batch = fresh()
				batch.Reset(columns)
			}
			for _, at := range wanted {
				batch.Add(one.Values[at].Bytes, one.Values[at].Null)
			}
			batch.EndRow(number)
			if limit.Rows > 0 && batch.Len() >= limit.Rows || limit.Bytes > 0 && batch.Bytes() >= limit.Bytes {
				full := batch
				batch = nil
				return deliver(full)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	if batch != nil {
		return deliver(batch)
	}
	return ctx.Err()
}

// Describe fills in where a row came from in the first place, by its number.
func (s *Source) Describe(r *report.Refused, number int64) {
	row := s.rows[number-1]
	r.Source, r.Place, r.Key, r.Root = s.entries[row.entry-1].source, row.place, row.key, row.root
}

// Root is what a row is known by in all spreadsheets of its family, by its number here.
func (s *Source) Root(number int64) int64 { return s.rows[number-1].root }

// take reads one row; its Err says why it cannot be delivered. An error is one of the
// spreadsheet or the disk.
func (s *Source) take(t *table, p *page, r *sheet.Row, number int64) (report.Refused, error) {
	row := report.Refused{Table: t.Name, Columns: t.Columns}
	s.Describe(&row, number)
	blank := true
	var broken []int
	for i, c := range t.Columns {
		cell := r.At(p.columns[i])
		blank = blank && cell.Form() == sheet.Absent
		v, why, err := s.value(cell, c, number, i)
		if err != nil {
			return row, err
		}
		row.Values = append(row.Values, v)
		if why != nil {
			if row.Err == nil {
				row.Err = why
			}
			if !v.Null && v.Typed {
				broken = append(broken, i)
			}
		}
	}
	row.Held = broken
	beyond := p.beyond(r)
	switch {
	case len(beyond) > 0:
		// The next spreadsheet shows them behind the last column again.
		for _, c := range beyond {
			row.Values = append(row.Values, typed(c))
		}
		row.Err, row.Held = fault.New(fault.Row, "fault.retry.beyond", "Text", string(beyond[0].Text())), []int{report.HeldRow}
	case row.Err != nil:
	case blank:
		row.Err = fault.New(fault.Row, "fault.retry.blank")
	case s.unchanged(t, p, r, number):
		row.Err, row.Held = fault.New(fault.Row, "fault.retry.unchanged"), s.heldAt(number)
	case s.Doubt != nil && s.Doubt(t.Name, row.Root) && !s.confirmed(p, r, number):
		row.Err, row.Held = fault.New(fault.Row, "fault.retry.doubt"), []int{report.HeldRow}
	}
	return row, nil
}

func (s *Source) heldAt(number int64) []int {
	var all []int
	for _, h := range s.held[number] {
		all = append(all, h.at)
	}
	return all
}

// confirmed tells whether a person has cleared what is wrong with a held row: it is to be
// taken as it stands.
func (s *Source) confirmed(p *page, r *sheet.Row, number int64) bool {
	return len(s.held[number]) > 0 && (p.wrong < 0 || r.At(p.wrong).Form() == sheet.Absent)
}

// unchanged tells whether a value that must be changed has not been.
func (s *Source) unchanged(t *table, p *page, r *sheet.Row, number int64) bool {
	if len(s.held[number]) == 0 || s.confirmed(p, r, number) {
		return false
	}
	for _, h := range s.held[number] {
		var said []string
		if h.at == report.HeldRow {
			said = s.allSaid(p, r)
		} else if h.at < len(p.columns) {
			said = []string{string(r.At(p.columns[h.at]).Text())}
		}
		if report.HeldSum(said) == h.sum {
			return true
		}
	}
	return false
}

// allSaid are the texts of a row's values: of those under the columns and of those that
// stand under none.
func (s *Source) allSaid(p *page, r *sheet.Row) []string {
	var said []string
	for _, at := range p.columns {
		said = append(said, string(r.At(at).Text()))
	}
	for _, c := range p.beyond(r) {
		said = append(said, string(c.Text()))
	}
	return said
}

// beyond are the cells of a row that stand under no title.
func (p *page) beyond(r *sheet.Row) (cells []sheet.Cell) {
	for i := range r.Width() {
		if c := r.At(i); (i >= len(p.titled) || !p.titled[i]) && c.Form() != sheet.Absent {
			cells = append(cells, c)
		}
	}
	return cells
}
