package sheet

import (
	"context"
	"errors"
	"io"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
)

// pace is how many rows pass between two reports of progress.
const pace = 1024

// scan is one pass over a sheet or a text file: it finds the headers, gathers
// evidence of every column, and notes what is doubtful. It keeps the first rows,
// because merged cells are told only at the end of a sheet, and nothing of others.
type scan struct {
	name    string
	layout  Layout
	text    bool
	sample  []row
	decided bool
	brief   bool // the first rows are enough
	cut     bool // and there were more
	rules   rules
	columns []evidence // by column, from 0
	rows    int64
	bytes   int64
	problems
}

func newScan(name string, layout *Layout, text bool) *scan {
	s := &scan{name: name, text: text, problems: problems{table: name}}
	if layout != nil {
		s.layout = *layout
	}
	s.rules = newRules(&s.layout, text)
	return s
}

// run reads the grid to its end. Observe hears of every row in passing.
func (s *scan) run(ctx context.Context, g grid, observe func(rows int64)) error {
	var r row
	var seen int64
	for {
		err := g.next(&r)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if seen++; seen%pace == 0 {
			observe(pace)
		}
		switch {
		case s.decided || len(s.sample) >= sampleRows:
			s.take(&r)
		case s.wanted(r.place):
			s.sample = append(s.sample, r.clone())
			if s.text && len(s.sample) == sampleRows {
				s.decide(nil)
			}
		}
		if s.cut = s.brief && s.decided; s.cut {
			break
		}
	}
	observe(seen % pace)
	if !s.decided {
		s.decide(g.merged())
	}
	s.noteMerged(g.merged())
	return ctx.Err()
}

// wanted tells whether a row is among the headers or the data, as far as known.
func (s *scan) wanted(place int64) bool {
	l := &s.layout
	return l.FirstRow == 0 || place >= int64(l.FirstRow) || place >= int64(l.headerTop()) && place <= int64(l.HeaderRow)
}

// headerTop is the number of the first row of headers, 0 where there is none.
func (l *Layout) headerTop() int {
	if l.HeaderFirst > 0 && l.HeaderFirst < l.HeaderRow {
		return l.HeaderFirst
	}
	return l.HeaderRow
}

// decide fixes where headers and data are, and takes the rows kept until then.
func (s *scan) decide(merges []span) {
	s.decided = true
	l := &s.layout
	if l.FirstRow == 0 {
		var first int
		first, l.HeaderRow, l.FirstRow = findHeader(s.sample, merges, l.DateOrder)
		if first != l.HeaderRow {
			l.HeaderFirst = first
		}
		s.noteTitles()
	}
	if s.text && l.Fields == 0 {
		l.Fields = s.findFields()
	}
	s.rules = newRules(l, s.text)
	top := s.headerRows()
	for i := range s.sample {
		s.take(&s.sample[i])
	}
	width := len(s.columns)
	for i := range top {
		width = max(width, top[i].width())
	}
	s.sample = top
	s.grow(width)
}

func (s *scan) headerRows() []row {
	var top []row
	for _, r := range s.sample {
		if s.layout.HeaderRow > 0 && r.place >= int64(s.layout.headerTop()) && r.place <= int64(s.layout.HeaderRow) {
			top = append(top, r)
		}
	}
	return top
}

// findFields is how many fields a record of delimited text should have: as many as
// most have, and no fewer than there are headers. Delimiters at the end of every
// line, with nothing behind them, make no field.
func (s *scan) findFields() int {
	var data []row
	header := 0
	for _, r := range s.sample {
		switch {
		case r.broken != nil:
		case r.place >= int64(s.layout.FirstRow):
			data = append(data, r)
		case r.place == int64(s.layout.HeaderRow):
			header = r.width()
		}
	}
	usual := usualWidth(data, func(r *row) int { return len(r.cells) })
	if header == 0 {
		return usual
	}
	for i := range data {
		if len(data[i].cells) == usual && data[i].width() > header {
			return usual
		}
	}
	return header
}

func (s *scan) grow(width int) {
	for len(s.columns) < width {
		s.columns = append(s.columns, evidence{})
	}
}

// take lets a row of data speak for its columns.
func (s *scan) take(r *row) {
	verdict, err := s.rules.judge(r)
	switch verdict {
	case skipped:
		return
	case refused:
		f := fault.Of(err)
		s.add(fault.Row, f.ID+"s", lineName(r.place))
		return
	}
	s.rows++
	s.grow(min(len(r.cells), s.rules.right))
	for i := range r.cells {
		if i >= s.rules.left-1 && i < s.rules.right {
			s.bytes += int64(len(r.cells[i].text))
			s.columns[i].add(&r.cells[i], s.layout.DateOrder)
		}
	}
	s.cells(r, s.rules.left, s.rules.right)
}

// noteTitles tells which rows above the headers are left out.
func (s *scan) noteTitles() {
	top := s.layout.headerTop()
	if top == 0 {
		top = s.layout.FirstRow
	}
	for i := range s.sample {
		if r := &s.sample[i]; r.place < int64(top) {
			s.add(fault.Row, "fault.sheet.titles", lineName(r.place))
		}
	}
}

// noteMerged tells of merged cells among the data: all but the first are empty.
func (s *scan) noteMerged(merges []span) {
	for _, m := range merges {
		if m.bottom >= s.layout.FirstRow && int64(m.top) <= s.rules.last {
			s.add(fault.Row, "fault.sheet.merged", m.name())
		}
	}
}

// result is the table that came of the scan; nil where there is neither a header nor a row.
func (s *scan) result(merges []span) *source.Table {
	names := headers(s.sample, merges, len(s.columns))
	used := func(i int) bool {
		return names[i] != "" || s.columns[i].values+s.columns[i].failures > 0
	}
	left, right := 0, len(s.columns)
	if s.layout.FirstColumn > 0 {
		left = min(s.layout.FirstColumn-1, right)
	} else if !s.text {
		for left < right && !used(left) {
			left++
		}
	}
	if s.layout.LastColumn > 0 {
		right = min(max(s.layout.LastColumn, left), right)
	} else {
		for right > left && !used(right-1) {
			right--
		}
	}
	if left == right {
		return nil
	}
	layout := s.layout
	layout.FirstColumn, layout.LastColumn = left+1, right
	table := &source.Table{
		Name: s.name, Rows: s.rows, Bytes: s.bytes, Exact: true,
		Layout:   &layout,
		Problems: s.faults(),
		Proposed: &schema.Table{Name: identifier(s.name), Charset: "utf8mb4"},
	}
	for i, name := range columnNames(names[left:right], left+1) {
		sqlType, kind := s.columns[left+i].proposal()
		table.Columns = append(table.Columns, rows.Column{Name: name, Kind: kind, Type: sqlType, Nullable: true})
		table.Proposed.Columns = append(table.Proposed.Columns, &schema.Column{Name: name, Type: sqlType})
	}
	for _, c := range layout.Constants {
		table.Columns = append(table.Columns, rows.Column{Name: c.Column, Kind: rows.Text, Type: "text"})
		table.Proposed.Columns = append(table.Proposed.Columns, &schema.Column{Name: c.Column, Type: "text"})
	}
	return table
}
