package views

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/icons"
)

// ddlPage is the fourth step: source and converted DDL side by side.
type ddlPage struct {
	model                   *Model
	do                      Intents
	table                   *dataTable
	rows                    []int // taken tables, by place in the plan
	headline                *text
	err                     *errorBox
	name                    *text
	left, right             *sqlText
	right2                  *fyne.Container // the converted text, or the field that edits it
	field                   *widget.Entry
	edit                    *widget.Button
	tryOne, tryAll          *widget.Button
	work, below             *fyne.Container
	leftScroll, rightScroll *container.Scroll
}

func newDDLPage(m *Model, do Intents) *ddlPage {
	p := &ddlPage{model: m, do: do, headline: strong(""), err: newErrorBox(do.Copy), name: strong("").mono(),
		left: newSQLText(), right: newSQLText(), right2: container.NewStack(), below: container.New(stackLayout{Grid})}
	p.take()
	if len(p.rows) > 0 && !p.selectable(m.DDL.UI.Selected) {
		m.DDL.UI.Selected = 0
	}
	p.table = newDataTable(&m.DDL.UI, []column{
		textColumn(say("objects.name"), 0, func(i int) string { return m.Plan.Tables[p.rows[i]].Source }),
		statusColumn(say("ddl.state"), Grid*13, func(i int) (tone, string) { return objectTone(m, p.rows[i]) }),
	}, func() int { return len(p.rows) })
	p.table.match = func(i int, filter string) bool {
		return strings.Contains(strings.ToLower(m.Plan.Tables[p.rows[i]].Source), filter)
	}
	p.table.onSelect = func(int) {
		m.DDL.Editing = false
		p.update()
	}
	p.field = widget.NewMultiLineEntry()
	p.field.TextStyle.Monospace = true
	p.field.Wrapping = fyne.TextWrapOff
	p.edit = button("", icons.Of(icons.Edit), p.toggleEdit)
	p.tryOne = button(say("ddl.try.one"), icons.Of(icons.Kernel), func() { do.TryDDL(p.current()) })
	p.tryAll = button(say("ddl.try.all"), icons.Of(icons.Kernel), func() { do.TryDDL(-1) })
	return p
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
	p.leftScroll, p.rightScroll = container.NewScroll(p.left), container.NewScroll(p.right)
	together(p.leftScroll, p.rightScroll)
	together(p.rightScroll, p.leftScroll)
	sides := container.New(columnsLayout{1}, p.side("ddl.source", p.leftScroll, nil), p.side("ddl.converted", p.right2, p.edit))
	work := flush(container.NewBorder(pad(Grid, row(p.name, spacer(), p.tryOne)), nil, nil, nil, sides))
	list := container.NewBorder(filterField(&p.model.DDL.UI, say("objects.filter"), p.table.Refresh), nil, nil, nil, flush(p.table))
	p.work = foot(work, p.below, 0.6, nil)
	return container.NewBorder(stack(Grid, row(p.headline, spacer(), p.tryAll), p.err, gap(1, 1)), nil,
		fixed(Grid*36, 0, list), nil, p.work)
}

func (p *ddlPage) side(id string, content, deed fyne.CanvasObject) fyne.CanvasObject {
	title := container.NewStack(pad(Grid/2, small(say(id)).bold()))
	if deed != nil {
		title.Objects = []fyne.CanvasObject{container.NewBorder(nil, nil, nil, deed, pad(Grid/2, small(say(id)).bold()))}
	}
	return under(newBox(colorRaised, fixed(0, Grid*4, title)), content)
}

// together scrolls one side up and down with the other.
func together(moved, follows *container.Scroll) {
	moved.OnScrolled = func(at fyne.Position) {
		if follows.Offset.Y != at.Y {
			follows.Offset.Y = at.Y
			follows.Refresh()
		}
	}
}

func (p *ddlPage) toggleEdit() {
	p.model.DDL.Editing = !p.model.DDL.Editing
	p.update()
}

func (p *ddlPage) update() {
	m := p.model
	p.take()
	p.table.empty = say("ddl.empty")
	p.table.Refresh()
	ready, changed, open := ddlCounts(m)
	p.headline.set(say("ddl.headline", "Ready", ready, "Changed", changed, "Open", open))
	p.err.set(m.DDL.Err)
	current := p.current()
	enable(p.tryOne, current >= 0 && m.Work == nil)
	enable(p.tryAll, len(p.rows) > 0 && m.Work == nil)
	enable(p.edit, current >= 0)
	p.below.Objects = nil
	if current < 0 {
		p.name.set("")
		p.left.clear(nil)
		p.right2.Objects = nil
		p.below.Refresh()
		return
	}
	t := &m.Plan.Tables[current]
	p.name.set(t.Source + "  →  " + t.Target)
	marks := map[int]tone{}
	for _, n := range t.DDL.Notes {
		if n.Line > 0 && n.Severity != ddlconv.Info {
			marks[n.Line] = severityTone(n.Severity)
		}
	}
	converted := t.DDL.Create
	for _, after := range t.DDL.After {
		converted += "\n\n" + after
	}
	if t.DDL.Original == "" {
		alone(p.left, p.right, say("ddl.nosource"), converted)
	} else {
		compare(p.left, p.right, t.DDL.Original, converted, marks)
	}
	p.showConverted(current)
	p.notes(current)
}

// showConverted shows the converted text, or a field to edit it in.
func (p *ddlPage) showConverted(table int) {
	if !p.model.DDL.Editing {
		p.edit.SetText(say("button.edit"))
		p.right2.Objects = []fyne.CanvasObject{p.rightScroll}
		p.right2.Refresh()
		return
	}
	p.edit.SetText(say("button.done"))
	if create := p.model.Plan.Tables[table].DDL.Create; p.field.Text != create {
		p.field.OnChanged = nil
		p.field.SetText(create)
	}
	p.field.OnChanged = func(s string) { p.do.EditDDL(table, s) }
	p.right2.Objects = []fyne.CanvasObject{p.field}
	p.right2.Refresh()
}

// notes tell why each change was made and what to do, after what the kernel said.
func (p *ddlPage) notes(table int) {
	t := &p.model.Plan.Tables[table]
	if trial, tried := p.model.DDL.Trials[t.Source]; tried {
		if trial.Err != nil {
			box := newErrorBox(p.do.Copy)
			box.set(trial.Err)
			p.below.Add(box)
		} else {
			p.below.Add(note(colorOKSoft, newStatus(toneOK, say("ddl.taken"))))
		}
		if n := len(trial.Untried); n > 0 {
			p.below.Add(note(colorAccentSoft, newStatus(toneInfo, say("ddl.untried", "Count", n))))
		}
	}
	for _, n := range t.DDL.Notes {
		p.below.Add(noteRow(n))
	}
	if len(p.below.Objects) == 0 {
		p.below.Add(pad(Grid, muted(say("ddl.nonotes"))))
	}
	p.below.Refresh()
	p.work.Refresh() // the notes take the height that they need
}

// noteRow is one note: what, how much it matters, and what to do.
func noteRow(n ddlconv.Note) fyne.CanvasObject {
	t := severityTone(n.Severity)
	lines := []fyne.CanvasObject{newText(noteText(n)).wrapped()}
	if hint := noteHint(n); hint != "" {
		lines = append(lines, small(hint).wrapped())
	}
	where := ""
	if n.Line > 0 {
		where = say("ddl.line", "Line", n.Line)
	}
	return note(t.soft, container.NewBorder(nil, nil, fixed(Grid*14, 0, container.NewVBox(newStatus(t, severityWord(n.Severity)))),
		small(where), stack(2, lines...)))
}
