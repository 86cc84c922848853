package report

import (
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/notes"
	"github.com/obferry/obferry/engine/report/book"
	"github.com/obferry/obferry/engine/words"
	"strings"
)

func (b *runBook) tables() error {
	p := b.list("tables", []int{28, 28, 16, 12, 12, 12, 16, 10, 12, 14, 18, 16, 70},
		"source", "target", "state", "read", "written", "rejected", "bytes", "retries", "elapsed", "speed", "created", "verified", "why")
	for _, t := range b.run.Tables {
		created := "no"
		if t.Created {
			created = "yes"
		}
		err := p.row(book.Content(t.Source, false), book.Content(t.Target, false), book.Text(b.say("state."+t.State), book.Plain),
			book.Number(t.Read), book.Number(t.Written), book.Number(t.Rejected), book.Number(t.Bytes), book.Number(t.Retries),
			book.Text(words.Span(t.Elapsed), book.Plain), book.Number(perSecond(t.Written, t.Elapsed)),
			book.Text(b.say(created), book.Plain), b.verdict(t), book.Content(b.because(t.Err), false))
		if err != nil {
			return err
		}
	}
	return nil
}

func (b *runBook) verdict(t RunTable) book.Cell {
	switch {
	case t.Compared == nil:
		return book.Text(b.say("unverified"), book.Plain)
	case t.Compared.Equal:
		return book.Text(b.say("equal"), book.Plain)
	}
	return book.Text(b.say("differs"), book.Bad)
}

// verification lists the counts of every verified table and the sums of its columns.
func (b *runBook) verification() error {
	p := b.list("verified", []int{28, 28, 14, 22, 22},
		"table", "column", "verified", "sourcesum", "targetsum")
	for _, t := range b.run.Tables {
		c := t.Compared
		if c == nil {
			continue
		}
		if err := p.row(book.Content(t.Target, false), book.Text(b.say("rows"), book.Plain), b.equal(c.SourceRows-c.Refused == c.TargetRows-c.Extra),
			book.Number(c.SourceRows-c.Refused), book.Number(c.TargetRows-c.Extra)); err != nil {
			return err
		}
		if err := b.matched(p, t); err != nil {
			return err
		}
		for _, column := range c.Columns {
			if err := p.row(book.Content(t.Target, false), book.Content(column.Name, false), b.equal(column.Equal),
				book.Content(column.Source, false), book.Content(column.Target, false)); err != nil {
				return err
			}
		}
	}
	return nil
}

// matched tells of a table that held rows before the run what came of finding the
// source's rows in it.
func (b *runBook) matched(p *pages, t RunTable) error {
	for _, count := range []struct {
		id        string
		rows      int64
		at, other book.Cell
	}{
		{"missing", t.Compared.Missing, book.Number(t.Compared.Missing), book.Empty(book.Plain)},
		{"different", t.Compared.Different, book.Number(t.Compared.Different), book.Number(t.Compared.Different)},
		{"extra", t.Compared.Extra, book.Empty(book.Plain), book.Number(t.Compared.Extra)},
	} {
		if count.rows == 0 {
			continue
		}
		verdict := b.equal(false)
		if count.id == "extra" {
			verdict = book.Empty(book.Plain)
		}
		if err := p.row(book.Content(t.Target, false), book.Text(b.say(count.id), book.Plain), verdict, count.at, count.other); err != nil {
			return err
		}
	}
	return nil
}

func (b *runBook) equal(is bool) book.Cell {
	if is {
		return book.Text(b.say("equal"), book.Plain)
	}
	return book.Text(b.say("differs"), book.Bad)
}

func (b *runBook) differences() error {
	p := b.list("differences", []int{28, 28, 30, 24, 50, 50},
		"table", "key", "side", "column", "sourcevalue", "targetvalue")
	for _, t := range b.run.Tables {
		if t.Compared == nil {
			continue
		}
		for _, d := range t.Compared.Differing {
			source, _ := visible([]byte(d.Source))
			target, _ := visible([]byte(d.Target))
			if err := p.row(book.Content(t.Target, false), book.Content(d.Key, false), book.Text(b.say("side."+d.Side), book.Plain),
				book.Content(strings.Join(append([]string{d.Column}, d.Also...), ", "), false), book.Content(source, false), book.Content(target, false)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *runBook) refused() error {
	p := b.list("refused", []int{28, 10, 10, 70, 70}, "table", "rows", "code", "wrong", "todo")
	for _, t := range b.run.Tables {
		for _, g := range t.Refused {
			code := book.Empty(book.Plain)
			if f := fault.Of(g.Err); f != nil && f.Code != 0 {
				code = book.Number(int64(f.Code))
			}
			if err := p.row(book.Content(t.Target, false), book.Number(g.Count), code,
				book.Content(b.because(g.Err), false), book.Content(fault.Hint(b.l, g.Err), false)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *runBook) warnings() error {
	p := b.list("warnings", []int{100, 70}, "warning", "todo")
	for _, err := range b.run.Warnings {
		if err := p.row(book.Content(b.because(err), false), book.Content(fault.Hint(b.l, err), false)); err != nil {
			return err
		}
	}
	return nil
}

// ddl lists what the conversion changed, and the statements that the server refused.
func (b *runBook) ddl() error {
	p := b.list("ddl", []int{28, 20, 28, 70, 70, 50, 50}, "table", "severity", "object", "note", "todo", "was", "became")
	for _, t := range b.run.Tables {
		for _, n := range t.Notes {
			if err := p.row(book.Content(t.Target, false), book.Text(b.say("severity."+string(n.Severity)), book.Plain), book.Content(n.Object, false),
				book.Content(notes.Text(b.l, n), false), book.Content(notes.Hint(b.l, n), false), book.Content(n.Was, false), book.Content(n.Became, false)); err != nil {
				return err
			}
		}
		for _, err := range t.Failures {
			statement := ""
			if f := fault.Of(err); f != nil {
				statement = f.Statement
			}
			if err := p.row(book.Content(t.Target, false), book.Text(b.say("severity.refused"), book.Bad), book.Empty(book.Plain),
				book.Content(b.because(err), false), book.Content(fault.Hint(b.l, err), false), book.Content(statement, false)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *runBook) left() error {
	p := b.list("left", []int{20, 60}, "kind", "name")
	for _, o := range b.run.Left {
		if err := p.row(book.Content(o.Kind, false), book.Content(o.Name, false)); err != nil {
			return err
		}
	}
	return nil
}
