package report

import (
	"io"
	"os"
	"strings"

	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/engine/assess"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/notes"
	"github.com/obferry/obferry/engine/proof"
	"github.com/obferry/obferry/engine/report/book"
	"github.com/obferry/obferry/engine/whole"
	"github.com/obferry/obferry/engine/words"
)

// WriteDDL writes the report of a conversion of DDL, and of its proof where there is
// one, as an .xlsx file. The file appears whole or not at all; an error is a fault that
// names the path.
func WriteDDL(path string, a *assess.Assessment, l words.Language) error {
	err := whole.Write(path, func(f *os.File) error { return writeDDL(f, a, l) })
	return unwritable(err, path, "")
}

// ddlBook is a DDL report being written.
type ddlBook struct {
	book *book.Book
	a    *assess.Assessment
	l    words.Language
}

func writeDDL(w io.Writer, a *assess.Assessment, l words.Language) error {
	b := &ddlBook{book: book.New(w), a: a, l: l}
	for _, part := range []func() error{b.summary, b.decisions, b.objects, b.notes, b.statements, b.failures, b.differences} {
		if err := part(); err != nil {
			return err
		}
	}
	return b.book.Close()
}

func (b *ddlBook) say(id string, pairs ...any) string {
	return words.In(b.l, "report.ddl."+id, words.Pairs(pairs...))
}

// list begins a sheet that is a list under a header. It appears once it has a row.
func (b *ddlBook) list(name string, widths []int, columns ...string) *pages {
	head := make([]book.Cell, len(columns))
	for i, id := range columns {
		head[i] = book.Text(b.say(id), book.Header)
	}
	return &pages{book: b.book, name: b.say("sheet." + name), head: head,
		shape: book.Shape{Widths: widths, Frozen: 1, Filter: len(columns)}}
}

func content(s string) book.Cell { return book.Content(s, false) }

// lineCell is a line number, empty where there is none.
func lineCell(n int) book.Cell {
	if n == 0 {
		return book.Empty(book.Plain)
	}
	return book.Number(int64(n))
}

// summary begins with what a manager asks first.
func (b *ddlBook) summary() error {
	s, err := b.book.Sheet(b.say("sheet.summary"), book.Shape{Widths: []int{34, 14, 90}, First: true})
	if err != nil {
		return err
	}
	rows := [][]book.Cell{{book.Text(b.a.Headline(b.l), book.Title)}}
	for _, said := range []string{b.a.Proof(b.l), b.a.Effort(b.l)} {
		if said != "" {
			rows = append(rows, []book.Cell{book.Text(said, book.Plain)})
		}
	}
	label := func(id string) book.Cell { return book.Text(b.say(id), book.Header) }
	rows = append(rows, nil,
		[]book.Cell{label("source"), content(b.a.Source)},
		[]book.Cell{label("from"), content(string(b.a.From))},
		[]book.Cell{label("version"), content(b.a.Version)})
	if b.a.Target != "" {
		rows = append(rows, []book.Cell{label("target"), content(b.a.Target)}, []book.Cell{label("server"), content(b.a.Server)})
	}
	rows = append(rows, nil, []book.Cell{label("state"), label("count"), label("meaning")})
	states := b.a.ByState()
	for _, state := range assess.States {
		rows = append(rows, []book.Cell{book.Text(b.state(state), book.Plain), book.Number(int64(states[state])), book.Text(b.say("meaning."+string(state)), book.Plain)})
	}
	rows = append(rows, nil, []book.Cell{label("fate"), label("count"), label("meaning")})
	fates := b.a.ByFate()
	for _, fate := range assess.Fates {
		rows = append(rows, []book.Cell{book.Text(b.fate(fate), book.Plain), book.Number(int64(fates[fate])), book.Text(b.say("meaning.fate."+string(fate)), book.Plain)})
	}
	rows = append(rows, nil, []book.Cell{label("estimate")})
	for _, kind := range []assess.WorkKind{assess.Glance, assess.Line, assess.Design, assess.Rewrite, assess.Repair, assess.Look} {
		rows = append(rows, []book.Cell{book.Text(b.work(kind), book.Plain), book.Empty(book.Plain), book.Text(b.say("estimate."+string(kind)), book.Plain)})
	}
	for _, cells := range rows {
		if err := s.Row(cells...); err != nil {
			return err
		}
	}
	return nil
}

func (b *ddlBook) state(s assess.State) string { return b.say("state." + string(s)) }
func (b *ddlBook) fate(f script.Fate) string   { return b.say("fate." + string(f)) }

// work is a kind of work in words, "" for none.
func (b *ddlBook) work(kind assess.WorkKind) string {
	if kind == assess.NoWork {
		return ""
	}
	return b.say("work." + string(kind))
}

func (b *ddlBook) kernel(k assess.Kernel) book.Cell {
	switch k {
	case assess.Unproven:
		return book.Empty(book.Plain)
	case assess.Made:
		return book.Text(b.say("kernel.made"), book.Plain)
	}
	return book.Text(b.say("kernel."+string(k)), book.Bad)
}

// decisions lists what is to be done, the longest first.
func (b *ddlBook) decisions() error {
	p := b.list("decisions", []int{40, 10, 24, 18, 70, 70}, "rule", "count", "work", "time", "example", "todo")
	for _, d := range b.a.Decisions {
		reason, example, todo := d.Rule, "", ""
		if reason == "" {
			reason = b.say("work." + string(d.Kind))
		} else {
			example, todo = notes.Text(b.l, d.First.Note), notes.Hint(b.l, d.First.Note)
		}
		if err := p.row(content(reason), book.Number(int64(d.Count)), book.Text(b.work(d.Kind), book.Plain),
			book.Text(assess.Time(b.l, d.Minutes), book.Plain), content(example), content(todo)); err != nil {
			return err
		}
	}
	return nil
}

func (b *ddlBook) objects() error {
	p := b.list("objects", []int{14, 40, 10, 22, 26, 10, 18}, "kind", "name", "line", "state", "kernel", "notes", "time")
	for _, o := range b.a.Objects {
		time := book.Empty(book.Plain)
		if o.Minutes > 0 {
			time = book.Text(assess.Time(b.l, o.Minutes), book.Plain)
		}
		state := book.Text(b.state(o.State), book.Plain)
		if o.State == assess.Manual || o.State == assess.Blocked {
			state = book.Text(b.state(o.State), book.Bad)
		}
		if err := p.row(book.Text(b.say("kind."+o.Kind), book.Plain), content(o.Name), lineCell(o.Line), state,
			b.kernel(o.Kernel), book.Number(int64(o.Notes)), time); err != nil {
			return err
		}
	}
	return nil
}

func (b *ddlBook) notes() error {
	p := b.list("notes", []int{18, 28, 24, 30, 10, 10, 50, 50, 70, 34, 70, 22},
		"severity", "rule", "of", "object", "line", "column", "was", "became", "note", "fact", "todo", "work")
	for _, n := range b.a.Notes {
		if err := p.row(book.Text(words.In(b.l, "ddl.severity."+string(n.Severity), nil), book.Plain), content(n.Rule), content(n.Of), content(n.Object),
			lineCell(n.Line), lineCell(n.Column), content(n.Was), content(n.Became), content(notes.Text(b.l, n.Note)), content(n.Fact),
			content(notes.Hint(b.l, n.Note)), book.Text(b.work(n.Work.Kind), book.Plain)); err != nil {
			return err
		}
	}
	return nil
}

func (b *ddlBook) statements() error {
	p := b.list("statements", []int{10, 10, 10, 28, 36, 28, 70, 70}, "line", "last", "count", "verb", "object", "fate", "why", "text")
	for _, o := range b.a.Statements {
		why := ""
		if n, ok := b.a.NoteOf(o); ok {
			why = notes.Text(b.l, n.Note)
		}
		if err := p.row(lineCell(o.Line), lineCell(o.Last), book.Number(int64(o.Count)), content(o.Verb), content(o.Object),
			book.Text(b.fate(o.Fate), book.Plain), content(why), content(o.Text)); err != nil {
			return err
		}
	}
	return nil
}

// failures lists what the kernel refused, and what was not tried.
func (b *ddlBook) failures() error {
	p := b.list("failures", []int{14, 36, 10, 10, 12, 70, 70, 40, 70, 70}, "kind", "object", "line", "code", "sqlstate", "wrong", "todo", "trace", "text", "log")
	for _, f := range b.a.Failures {
		code, state := book.Empty(book.Plain), ""
		if e := fault.Of(f.Err); e != nil && e.Code != 0 {
			code, state = book.Number(int64(e.Code)), e.State
		}
		if err := p.row(book.Text(b.say("kind."+f.Kind), book.Plain), content(f.Object), lineCell(f.Line), code, content(state),
			content(fault.Text(b.l, f.Err)), content(fault.Hint(b.l, f.Err)), content(f.Trace), content(f.Statement), content(strings.Join(f.Log, "\n"))); err != nil {
			return err
		}
	}
	for _, u := range b.a.Untried {
		if err := p.row(book.Text(b.say("kind."+u.Kind), book.Plain), content(u.Object), lineCell(u.Line), book.Text(b.say("kernel.untried"), book.Plain), book.Empty(book.Plain),
			content(u.Because(b.l)), book.Empty(book.Plain), book.Empty(book.Plain), content(u.Statement)); err != nil {
			return err
		}
	}
	return nil
}

func (b *ddlBook) differences() error {
	p := b.list("differences", []int{36, 36, 120}, "table", "object", "wrong")
	for _, d := range b.a.Differences {
		place := d.Where()
		if err := p.row(content(place.Table), content(place.Name), content(proof.Text(b.l, d))); err != nil {
			return err
		}
	}
	return nil
}
