package refused

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/report"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/source/sheet"
	"github.com/obferry/obferry/engine/words"
)

// table is what is taken back into one table of the target. Rows of several sources may go
// there.
type table struct {
	source.Table
	pages []*page
	tally Tally
}

// Tally is what is told of a table before a row of it is read.
type Tally struct {
	// Refused is how many rows the spreadsheet held when it was written, Deleted how many of
	// them are there no more, and Skipped how many are left out ([Source.Skip]).
	Refused, Deleted, Skipped int64
}

// page is a sheet on which rows of a table are.
type page struct {
	name string
	// number, wrong and columns are where things stand, from 0; wrong is -1 where the
	// column is gone.
	number, wrong int
	columns       []int
	// titled tells which columns have a title.
	titled []bool
}

// Tables finds the tables that rows go back to. Whatever is wrong with the order of the
// spreadsheet itself is told before a row is taken: all of it, in one error.
func (s *Source) Tables(ctx context.Context) ([]*source.Table, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tables == nil {
		if err := s.find(ctx); err != nil {
			s.tables = nil
			return nil, err
		}
	}
	all := make([]*source.Table, len(s.tables))
	for i, t := range s.tables {
		all[i] = &t.Table
	}
	return all, nil
}

// Tally is what is known of a table that [Source.Tables] has found.
func (s *Source) Tally(name string) Tally {
	if t := s.table(name); t != nil {
		return t.tally
	}
	return Tally{}
}

func (s *Source) table(name string) *table {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.named(name)
}

func (s *Source) named(name string) *table {
	for _, t := range s.tables {
		if t.Name == name {
			return t
		}
	}
	return nil
}

// find wants the lock held.
func (s *Source) find(ctx context.Context) error {
	var wrong []error
	known := map[string]bool{}
	for _, name := range append(indexSheets(s.book.Sheets(), report.SheetIndex), indexSheets(s.book.Sheets(), report.SheetValues)...) {
		known[name] = true
	}
	var missing []string
	for _, e := range s.entries {
		t := s.named(e.table)
		if t == nil {
			t = &table{Table: source.Table{Name: e.table, Exact: true, Columns: e.columns}}
			for _, c := range e.columns {
				if c.Key {
					t.Key = append(t.Key, c.Name)
				}
			}
			s.tables = append(s.tables, t)
		}
		if !slices.Equal(names(t.Columns), names(e.columns)) {
			return s.damaged(0)
		}
		t.tally.Refused += e.rows
		for _, name := range e.sheets {
			known[name] = true
			if !slices.Contains(s.book.Sheets(), name) {
				missing = append(missing, name)
				continue
			}
			p, more, err := s.page(ctx, name, t)
			if t.Problems = append(t.Problems, more...); err != nil {
				wrong = append(wrong, err)
				continue
			}
			t.pages = append(t.pages, p)
		}
	}
	s.tellSheets(known, missing)
	if len(wrong) > 0 {
		return errors.Join(wrong...)
	}
	return s.count(ctx)
}

func names(columns []rows.Column) []string {
	all := make([]string, len(columns))
	for i, c := range columns {
		all[i] = c.Name
	}
	return all
}

// tellSheets tells of sheets that are gone, and of those that are a person's own.
func (s *Source) tellSheets(known map[string]bool, missing []string) {
	t := s.tables[0]
	for _, name := range missing {
		t.Problems = append(t.Problems, fault.New(fault.Input, "fault.retry.nosheet", "Sheet", name))
	}
	summaries := map[string]bool{}
	for _, l := range words.Languages {
		summaries[words.In(l, "report.errors.summary", nil)] = true
	}
	for _, name := range s.book.Sheets() {
		if !known[name] && !summaries[name] {
			t.Problems = append(t.Problems, fault.New(fault.Input, "fault.retry.othersheet", "Sheet", name))
		}
	}
}

// errFound ends the reading of a sheet of which enough is known.
var errFound = io.EOF

// page reads a sheet's header: its first row that holds something.
func (s *Source) page(ctx context.Context, name string, t *table) (p *page, problems []error, err error) {
	p = &page{name: name, number: -1, wrong: -1}
	err = s.book.Rows(ctx, name, func(r *sheet.Row) error {
		titles := make([]string, r.Width())
		for i := range titles {
			titles[i] = string(r.At(i).Text())
		}
		if problems, err = p.settle(titles, t); err != nil {
			return err
		}
		return errFound
	})
	if err == nil { // no row at all: all of them were deleted, the header too
		return p, problems, nil
	}
	if errors.Is(err, errFound) {
		err = nil
	}
	return p, problems, err
}

// settle finds the columns by their titles, wherever they stand now.
func (p *page) settle(titles []string, t *table) (problems []error, err error) {
	own, first := ownTitles(titles)
	p.number, p.wrong = own[0], own[2]
	if p.number < 0 {
		return nil, fault.New(fault.Input, "fault.retry.nonumbers", "Sheet", p.name,
			"Title", report.Heads(words.Spoken())[0])
	}
	p.titled = make([]bool, len(titles))
	for i, title := range titles {
		p.titled[i] = strings.TrimSpace(title) != ""
	}
	taken := map[int]bool{}
	for _, at := range own {
		taken[at] = at >= 0
	}
	var lacking []string
	p.columns = make([]int, len(t.Columns))
	for i, c := range t.Columns {
		at := -1
		for _, same := range []func(a, b string) bool{func(a, b string) bool { return a == b }, strings.EqualFold} {
			for j, title := range titles {
				if at < 0 && !taken[j] && j >= first && same(strings.TrimSpace(title), strings.TrimSpace(c.Name)) {
					at = j
				}
			}
		}
		if at < 0 {
			lacking = append(lacking, c.Name)
			continue
		}
		p.columns[i], taken[at] = at, true
	}
	for j, title := range titles {
		if title = strings.TrimSpace(title); !taken[j] && title != "" {
			problems = append(problems, fault.New(fault.Input, "fault.retry.othercolumn", "Sheet", p.name, "Column", title))
		}
	}
	if len(lacking) > 0 {
		return problems, fault.New(fault.Input, "fault.retry.nocolumn", "Sheet", p.name, "Columns", strings.Join(lacking, ", "), "Count", len(lacking))
	}
	return problems, nil
}

// ownTitles finds the columns before the values, in whatever language they are. Where they
// stand in their order at the beginning, first is where the values begin: a column of the
// table may have the same title as one of them.
func ownTitles(titles []string) (own [5]int, first int) {
	own = [5]int{-1, -1, -1, -1, -1}
	for _, l := range words.Languages {
		heads := report.Heads(l)
		if len(titles) >= len(heads) && slices.Equal(titles[:len(heads)], heads) {
			return [5]int{0, 1, 2, 3, 4}, len(heads)
		}
	}
	for _, l := range words.Languages {
		for i, head := range report.Heads(l) {
			if at := slices.Index(titles, head); at >= 0 && own[i] < 0 {
				own[i] = at
			}
		}
	}
	return own, 0
}

// count looks at the numbers of all rows: each may stand once, and on a sheet of its table.
func (s *Source) count(ctx context.Context) error {
	seen := make([]bool, len(s.rows))
	var wrong []error
	for _, t := range s.tables {
		present := int64(0)
		for _, p := range t.pages {
			unnumbered := int64(0)
			err := s.each(ctx, p, func(r *sheet.Row, number int64, known bool) error {
				switch {
				case !known && len(wrong) < mostWrong && r.At(p.number).Form() != sheet.Absent:
					wrong = append(wrong, fault.New(fault.Input, "fault.retry.number", "Sheet", p.name, "Row", r.Place(), "Number", string(r.At(p.number).Text())))
				case !known:
					unnumbered++
				case s.entries[s.rows[number-1].entry-1].table != t.Name && len(wrong) < mostWrong:
					wrong = append(wrong, fault.New(fault.Input, "fault.retry.wrongsheet", "Sheet", p.name, "Row", r.Place(), "Number", number, "Table", s.entries[s.rows[number-1].entry-1].table))
				case seen[number-1] && len(wrong) < mostWrong:
					wrong = append(wrong, fault.New(fault.Input, "fault.retry.twice", "Sheet", p.name, "Row", r.Place(), "Number", number))
				case !seen[number-1]:
					seen[number-1] = true
					present++
					if s.skips(number) {
						t.tally.Skipped++
					}
				}
				return nil
			})
			if err != nil {
				return err
			}
			if unnumbered > 0 {
				t.Problems = append(t.Problems, fault.New(fault.Input, "fault.retry.nonumber", "Sheet", p.name, "Count", unnumbered))
			}
		}
		t.tally.Deleted = t.tally.Refused - present
		t.Rows = present - t.tally.Skipped
	}
	return errors.Join(wrong...)
}

// mostWrong is how many rows out of order are told.
const mostWrong = 20

func (s *Source) skips(number int64) bool {
	return s.Skip != nil && s.Skip(s.rows[number-1].root)
}

// each hands the rows below a sheet's header to visit, with their numbers; known is false
// where a row has none of this spreadsheet.
func (s *Source) each(ctx context.Context, p *page, visit func(r *sheet.Row, number int64, known bool) error) error {
	if p.number < 0 {
		return nil
	}
	header := true
	return s.book.Rows(ctx, p.name, func(r *sheet.Row) error {
		if header {
			header = false
			return nil
		}
		if r.Width() == 0 {
			return nil
		}
		number, ok := wholeNumber(r.At(p.number))
		return visit(r, number, ok && number >= 1 && number <= int64(len(s.rows)))
	})
}

// Others is empty: what is not taken is among the problems of the tables.
func (s *Source) Others(context.Context) ([]source.Object, error) { return nil, nil }
