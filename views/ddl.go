package views

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/icons"
)

// ddlPage is the fourth step: source and converted DDL side by side, with what was
// changed and why.
type ddlPage struct {
	model *Model
	do    Intents

	headline       *text
	chips          *ddlChips
	err            *errorBox
	save, tryAll   *widget.Button
	table          *dataTable
	filter         *fyne.Container
	everything     *widget.Button // the way back from a filter that shows nothing
	left           *leftBox
	rows           []int // taken tables, by place in the plan
	name           *text
	state          *status
	tryOne         *widget.Button
	source, target *sqlText
	shown          *fyne.Container // the converted text, or the field that edits it
	field          *widget.Entry
	typing         int // the table that the field is of, -1 for none
	edited         *status
	undo, edit     *widget.Button
	title          *text // of the converted side, in place of edited
	head           *fyne.Container
	work, below    *fyne.Container
	notes          []*noteRow
	places         []ddlPlace

	// comparing and telling are what is shown, so that nothing is made anew for a refresh
	// that does not concern it: a trial refreshes several times a second.
	comparing ddlShown
	telling   ddlTold
}

// ddlShown is what the two sides are made of.
type ddlShown struct {
	table               int
	was, became         string
	notes, failed, skip int
}

// ddlTold is what the notes below are made of.
type ddlTold struct {
	ddlShown
	tried             bool
	untried, differed int
	wrong             string
	edited            bool
}

func newDDLPage(m *Model, do Intents) *ddlPage {
	p := &ddlPage{model: m, do: do, headline: strong(""), err: newErrorBox(do.Copy), name: strong("").mono(), typing: -1,
		state: newStatus(tonePending, ""), edited: newStatus(toneEdited, say("ddl.edited")), shown: container.NewStack(),
		below: container.New(stackLayout{Grid / 2}), comparing: ddlShown{table: -2}, telling: ddlTold{ddlShown: ddlShown{table: -2}}}
	p.take()
	if len(p.rows) > 0 && !p.selectable(m.DDL.UI.Selected) {
		m.DDL.UI.Selected = 0
	}
	p.chips = newDDLChips(p.pick)
	p.table = p.newTable()
	p.filter = filterField(&m.DDL.UI, say("objects.filter"), p.update)
	p.everything = button(say("ddl.only.back"), icons.Of(icons.Table), p.showEverything)
	p.left = newLeftBox(func() {
		m.DDL.Left = !m.DDL.Left
		p.update()
	})
	p.source, p.target = newSQLText(func(line int) { p.mark(line, false) }), newSQLText(func(line int) { p.mark(line, true) })
	together(p.source, p.target)
	p.field = widget.NewMultiLineEntry()
	p.field.TextStyle.Monospace = true
	p.field.Wrapping = fyne.TextWrapOff
	p.undo = button(say("ddl.undo"), icons.Of(icons.Retry), p.discard)
	p.edit = button("", icons.Of(icons.Edit), p.toggleEdit)
	p.save = button(say("result.save"), icons.Of(icons.Save), do.SavePlan)
	p.tryOne = button(say("ddl.try.one"), icons.Of(icons.Kernel), func() { do.TryDDL(p.current()) })
	p.tryAll = button(say("ddl.try.all"), icons.Of(icons.Kernel), func() { do.TryDDL(-1) })
	return p
}

func (p *ddlPage) newTable() *dataTable {
	m := p.model
	state := statusColumn(say("ddl.state"), Grid*13, func(i int) (tone, string) { return ddlStateOf(m, p.rows[i]).shown() })
	state.less = func(a, b int) bool { return ddlStateOf(m, p.rows[a]) < ddlStateOf(m, p.rows[b]) }
	t := newDataTable(&m.DDL.UI, []column{
		textColumn(say("objects.name"), 0, func(i int) string { return m.Plan.Tables[p.rows[i]].Source }), state,
	}, func() int { return len(p.rows) })
	t.match = func(i int, filter string) bool {
		return strings.Contains(strings.ToLower(m.Plan.Tables[p.rows[i]].Source), filter)
	}
	t.keep = func(i int) bool {
		if m.DDL.Only == "" {
			return true
		}
		for _, f := range ddlFilters(&m.Plan.Tables[p.rows[i]], ddlStateOf(m, p.rows[i])) {
			if f == m.DDL.Only {
				return true
			}
		}
		return false
	}
	t.onSelect = func(int) {
		m.DDL.Editing, m.DDL.Open = false, 0
		p.update()
	}
	return t
}

// take lists the tables that are taken: the others need no DDL.
func (p *ddlPage) take() {
	p.rows = p.rows[:0]
	if p.model.Plan == nil {
		return
	}
	for i := range p.model.Plan.Tables {
		if !p.model.Plan.Tables[i].Skip {
			p.rows = append(p.rows, i)
		}
	}
}

func (p *ddlPage) selectable(i int) bool { return i >= 0 && i < len(p.rows) }

// current is the shown table's place in the plan, -1 where none is shown.
func (p *ddlPage) current() int {
	if i := p.model.DDL.UI.Selected; p.selectable(i) {
		return p.rows[i]
	}
	return -1
}

func (p *ddlPage) content() fyne.CanvasObject {
	p.title = small(say("ddl.converted")).bold()
	p.head = row(p.title, p.edited, spacer(), p.undo, p.edit)
	sides := container.New(columnsLayout{1}, p.side(row(small(say("ddl.source")).bold()), p.source.scroll), p.side(p.head, p.shown))
	work := flush(container.NewBorder(pad(Grid/2, row(gap(0, 1), p.name, p.state, spacer(), p.tryOne)), nil, nil, nil, sides))
	list := container.NewBorder(p.filter, stack(Grid/2, p.everything, p.left.card), nil, nil, pad(0, flush(p.table)))
	p.work = foot(work, container.New(insetRight{Grid * 1.5}, p.below), 0.55, nil)
	return container.NewBorder(stack(Grid, row(p.headline, spacer(), p.save, p.tryAll), p.chips.row, p.err, gap(1, 1)), nil,
		container.NewBorder(nil, nil, nil, gap(Grid, 1), fixed(Grid*34, 0, list)), nil, p.work)
}

func (p *ddlPage) side(title, content fyne.CanvasObject) fyne.CanvasObject {
	return under(newBox(colorRaised, container.New(insetLayout{Grid, Grid * 4.5}, title)), content)
}

// pick shows the tables of one kind; once more, all of them.
func (p *ddlPage) pick(only DDLFilter) {
	if p.model.DDL.Only == only {
		only = ""
	}
	p.model.DDL.Only = only
	p.update()
}

// showEverything takes all filters off.
func (p *ddlPage) showEverything() {
	p.model.DDL.Only, p.model.DDL.UI.Filter = "", ""
	if entry, ok := p.filter.Objects[0].(*widget.Entry); ok {
		entry.SetText("")
	}
	p.update()
}

// mark opens the note of a line, the next one where it has several.
func (p *ddlPage) mark(line int, right bool) {
	if notes := notesAt(p.places, line, right); len(notes) > 0 {
		p.open(after(notes, p.model.DDL.Open-1), true)
	}
}

// open opens a note, or shuts it where it is open already.
func (p *ddlPage) open(note int, stays bool) {
	if p.model.DDL.Open == note+1 && !stays {
		note = -1
	}
	p.model.DDL.Open = note + 1
	p.showOpen()
}

func (p *ddlPage) toggleEdit() {
	p.model.DDL.Editing = !p.model.DDL.Editing
	p.update()
}

func (p *ddlPage) discard() {
	p.typing = -1
	p.do.DiscardDDL(p.current())
}

func (p *ddlPage) update() {
	m := p.model
	p.take()
	n := countDDL(m)
	p.chips.update(m.DDL.Only, n, len(p.rows))
	p.table.empty = p.emptiness()
	p.table.Refresh()
	if filtered := len(p.table.rows) == 0 && len(p.rows) > 0; filtered {
		p.everything.Show()
	} else {
		p.everything.Hide()
	}
	p.headline.set(say("ddl.headline", "Ready", n.ready, "Changed", n.changed, "Count", n.open))
	p.err.set(m.DDL.Err)
	if m.Catalog != nil {
		p.left.set(m.Catalog.Left, m.DDL.Left)
	}
	current := p.current()
	enable(p.save, m.Plan != nil)
	enable(p.tryOne, current >= 0 && m.Work == nil)
	enable(p.tryAll, len(p.rows) > 0 && m.Work == nil)
	enable(p.edit, current >= 0 && m.Work == nil)
	enable(p.undo, m.Work == nil)
	if current < 0 {
		p.showNothing()
		return
	}
	t := &m.Plan.Tables[current]
	p.name.set(t.Source + "  →  " + t.Target)
	p.state.set(ddlStateOf(m, current).shown())
	p.state.Show()
	p.compare(current)
	p.showConverted(current)
	p.tell(current)
	p.showOpen()
}

// emptiness says why there is no table in the list.
func (p *ddlPage) emptiness() string {
	switch d := &p.model.DDL; {
	case len(p.rows) == 0:
		return say("ddl.empty")
	case d.Only != "" && d.UI.Filter != "":
		return say("ddl.only.none.named", "Only", onlyWord(d.Only), "Filter", d.UI.Filter)
	case d.Only != "":
		return say("ddl.only.none", "Only", onlyWord(d.Only))
	}
	return say("ddl.only.unnamed", "Filter", p.model.DDL.UI.Filter)
}

// showNothing is the page without a table.
func (p *ddlPage) showNothing() {
	p.comparing, p.telling = ddlShown{table: -1}, ddlTold{ddlShown: ddlShown{table: -1}}
	p.name.set("")
	p.state.Hide()
	p.title.Show()
	p.edited.Hide()
	p.undo.Hide()
	p.edit.SetText(say("button.edit"))
	p.source.set(nil, nil, nil, nil)
	p.shown.Objects, p.below.Objects, p.notes, p.places = nil, nil, nil, nil
	p.below.Refresh()
}

// compare shows both texts line beside line, with their marks.
func (p *ddlPage) compare(current int) {
	t := &p.model.Plan.Tables[current]
	trial := p.model.DDL.Trials[t.Source]
	now := ddlShown{current, t.DDL.Original, t.DDL.Text(), len(t.DDL.Notes), len(trial.Failures), len(p.rows)}
	if now == p.comparing {
		return
	}
	same := now.table == p.comparing.table // and the place that is looked at stays
	p.comparing = now
	a, b := lines(t.DDL.Original), lines(t.DDL.Text())
	offset := p.source.scroll.Offset
	if t.DDL.Original == "" {
		p.places = ddlPlaces(t, nil, b, nil)
		_, marks := ddlMarks(t, p.places, trial)
		p.source.set([]string{say("ddl.nosource")}, []int{0}, []bool{false}, nil)
		p.target.set(b, numbered(len(b)), make([]bool, len(b)), marks)
	} else {
		pairs := sideBySide(a, b)
		p.places = ddlPlaces(t, a, b, pairs)
		left, right := ddlMarks(t, p.places, trial)
		p.source.set(pairedLines(a, pairs, left, func(p pair) int { return p.left }))
		p.target.set(pairedLines(b, pairs, right, func(p pair) int { return p.right }))
	}
	if same {
		p.source.scroll.ScrollToOffset(offset)
		p.target.scroll.ScrollToOffset(offset)
		p.source.scrolled()
		p.target.scrolled()
	}
}

// pairedLines are the lines of one side of a comparison.
func pairedLines(from []string, pairs []pair, m map[int]sqlMark, side func(pair) int) (text []string, numbers []int, tinted []bool, marks map[int]sqlMark) {
	for _, p := range pairs {
		line, number := "", 0
		if i := side(p); i >= 0 {
			line, number = from[i], i+1
		}
		blank := number > 0 && strings.TrimSpace(line) == "" // between two statements
		text, numbers, tinted = append(text, line), append(numbers, number), append(tinted, p.changed && !blank)
	}
	return text, numbers, tinted, m
}

// showConverted shows the converted text, or a field to edit it in.
func (p *ddlPage) showConverted(table int) {
	ddl := &p.model.Plan.Tables[table].DDL
	p.edited.Hide()
	p.undo.Hide()
	p.title.Show()
	if ddl.Edited {
		p.title.Hide()
		p.edited.Show()
		p.undo.Show()
	}
	p.head.Refresh()
	if !p.model.DDL.Editing {
		p.typing = -1
		p.edit.SetText(say("button.edit"))
		p.show(p.target.scroll)
		return
	}
	p.edit.SetText(say("button.done"))
	if p.typing != table { // what is being typed is not touched
		p.typing = table
		p.field.OnChanged = nil
		p.field.SetText(ddl.Text())
		p.field.OnChanged = func(s string) { p.do.EditDDL(table, s) }
	}
	p.show(p.field)
}

func (p *ddlPage) show(o fyne.CanvasObject) {
	if len(p.shown.Objects) == 1 && p.shown.Objects[0] == o {
		return
	}
	p.shown.Objects = []fyne.CanvasObject{o}
	p.shown.Refresh()
}

// tell says why each change was made and what to do, after what the kernel said.
func (p *ddlPage) tell(table int) {
	t := &p.model.Plan.Tables[table]
	trial, tried := p.model.DDL.Trials[t.Source]
	now := ddlTold{ddlShown: p.comparing, tried: tried, untried: len(trial.Untried), differed: len(trial.Differences), edited: t.DDL.Edited}
	now.was, now.became = "", ""
	wrong := p.wrong(t, trial)
	if wrong != nil {
		now.wrong = wrong.Error()
	}
	if now == p.telling {
		return
	}
	p.telling = now
	p.below.Objects, p.notes = nil, nil
	if wrong != nil {
		box := newErrorBox(p.do.Copy)
		box.brief = true
		box.set(wrong)
		p.below.Add(box)
	}
	if tried {
		for _, o := range trialRows(trial, p.do.Copy) {
			p.below.Add(o)
		}
	}
	if t.DDL.Edited && len(t.DDL.Notes) > 0 {
		p.below.Add(pad(Grid/2, small(say("ddl.notes.converted")).wrapped()))
	}
	for i, n := range t.DDL.Notes {
		r := newNoteRow(n, p.places[i], func() { p.open(i, false) })
		p.notes = append(p.notes, r)
		p.below.Add(r.card)
	}
	if len(p.below.Objects) == 0 {
		p.below.Add(pad(Grid, muted(say("ddl.nonotes"))))
	}
	p.below.Refresh()
	p.work.Refresh() // the notes take the height that they need
}

// wrong is why what a person has written makes no such table, unless the trial has said
// so already.
func (p *ddlPage) wrong(t *engine.TablePlan, trial engine.Trial) error {
	if !t.DDL.Edited || !trial.Taken() {
		return nil
	}
	return t.CheckDDL()
}

// showOpen opens the note that the model says, and goes to its lines.
func (p *ddlPage) showOpen() {
	open := p.model.DDL.Open - 1
	changed := false
	for i, r := range p.notes {
		if r.chosen != (i == open) {
			r.open(i == open)
			changed = true
		}
	}
	if !changed {
		return
	}
	p.below.Refresh()
	p.work.Refresh()
	if open < 0 || open >= len(p.places) {
		p.source.show(0)
		p.target.show(0)
		return
	}
	p.source.show(p.places[open].left)
	p.target.show(p.places[open].right)
	if scroll, ok := p.work.Objects[1].(*container.Scroll); ok && scroll.Size().Height > 0 {
		r := p.notes[open].card
		if top := r.Position().Y; top < scroll.Offset.Y || top+r.Size().Height > scroll.Offset.Y+scroll.Size().Height {
			scroll.ScrollToOffset(fyne.NewPos(0, top))
		}
	}
}
