package report

import (
	"sort"
	"strconv"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/report/book"
)

// groupKey is what one line of the summary stands for.
type groupKey struct {
	table int
	code  int
	id    string
}

type group struct {
	groupKey
	first *fault.Error
	count int64
}

func (e *errorBook) group(table int, err *fault.Error) {
	key := groupKey{table, err.Code, err.ID}
	g := e.groups[key]
	if g == nil {
		g = &group{groupKey: key, first: err}
		e.groups[key] = g
	}
	g.count++
}

// summary writes the first sheet: what the file is, and its causes, the most frequent
// first.
func (e *errorBook) summary(sheets []string) error {
	s, err := e.book.Sheet(e.say("summary"), book.Shape{Widths: []int{24, 24, 10, 10, 70, 70}, First: true})
	if err != nil {
		return err
	}
	lines := [][]book.Cell{
		{book.Text(e.say("title", "Count", e.spool.rows), book.Title)},
		{},
	}
	for _, id := range []string{"help.values", "help.bad", "help.csv"} {
		lines = append(lines, []book.Cell{book.Text(e.say(id), book.Plain)})
	}
	lines = append(lines, []book.Cell{}, []book.Cell{
		book.Text(e.say("sheet"), book.Header), book.Text(e.say("source"), book.Header), book.Text(e.say("rows"), book.Header),
		book.Text(e.say("code"), book.Header), book.Text(e.say("wrong"), book.Header), book.Text(e.say("todo"), book.Header),
	})
	groups := make([]*group, 0, len(e.groups))
	for _, g := range e.groups {
		groups = append(groups, g)
	}
	sort.Slice(groups, func(i, j int) bool {
		a, b := groups[i], groups[j]
		switch {
		case a.count != b.count:
			return a.count > b.count
		case a.table != b.table:
			return a.table < b.table
		case a.code != b.code:
			return a.code < b.code
		}
		return a.id < b.id
	})
	for _, g := range groups {
		code := ""
		if g.code != 0 {
			code = strconv.Itoa(g.code)
		}
		lines = append(lines, []book.Cell{
			book.Content(sheets[g.table], false), book.Content(e.tables[g.table].Source, false), book.Number(g.count),
			book.Text(code, book.Plain), book.Text(g.first.Text(e.l), book.Plain), book.Text(g.first.Hint(e.l), book.Plain),
		})
	}
	for _, cells := range lines {
		if err := s.Row(cells...); err != nil {
			return err
		}
	}
	return nil
}
