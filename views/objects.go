package views

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/source/sheet"
)

// objectsPage is the third step: which tables are taken, and what they become.
type objectsPage struct {
	model  *Model
	do     Intents
	table  *dataTable
	says   *text
	err    *errorBox
	detail *fyne.Container
	root   *fyne.Container
	shown  int           // the table whose columns are open, -1 for none
	layout *sheet.Layout // how its rows were found when they were opened
}

func newObjectsPage(m *Model, do Intents) *objectsPage {
	p := &objectsPage{model: m, do: do, says: muted("").aligned(fyne.TextAlignTrailing), err: newErrorBox(do.Copy),
		detail: container.NewStack(), shown: -1}
	p.table = newDataTable(&m.Objects.UI, p.columns(), p.count)
	p.table.match = func(row int, filter string) bool {
		t := p.plan(row)
		return strings.Contains(strings.ToLower(t.Source), filter) || strings.Contains(strings.ToLower(t.Target), filter)
	}
	p.table.onSelect = func(int) { p.update() }
	return p
}

func (p *objectsPage) content() fyne.CanvasObject {
	all := widget.NewButton(say("objects.all"), func() { p.do.TakeTables(p.pick(func(int) bool { return true })) })
	none := widget.NewButton(say("objects.none"), func() { p.do.TakeTables(nil) })
	fresh := widget.NewButton(say("objects.new"), func() {
		p.do.TakeTables(p.pick(func(i int) bool { return i < len(p.model.Objects.States) && !p.model.Objects.States[i].Exists }))
	})
	bar := row(filterField(&p.model.Objects.UI, say("objects.filter"), p.table.Refresh), all, none, fresh, grow(Grid*8, p.says))
	p.root = container.NewBorder(stack(Grid, bar, p.err, gap(1, 1)), p.detail, nil, nil, flush(p.table))
	return p.root
}

func (p *objectsPage) update() {
	m := p.model
	p.table.empty = say("objects.empty")
	if m.Plan == nil {
		p.table.empty = say("objects.unknown")
	}
	p.err.set(m.Objects.Err)
	if m.Plan != nil {
		rows := int64(0)
		exact := true
		for i := range m.Plan.Tables {
			if t := p.source(i); t != nil && !m.Plan.Tables[i].Skip {
				rows, exact = rows+t.Rows, exact && t.Exact
			}
		}
		p.says.set(say("objects.taken", "Taken", taken(m.Plan), "All", len(m.Plan.Tables), "Rows", about(rows, exact)))
	}
	p.table.Refresh()
	p.updateDetail()
}

func (p *objectsPage) updateDetail() {
	row := p.model.Objects.UI.Selected
	var layout *sheet.Layout
	if row >= 0 && row < p.count() {
		layout = p.plan(row).Sheet
	}
	if row == p.shown && layout == p.layout && row >= 0 {
		return // fields are being typed into
	}
	p.shown, p.layout = row, layout
	p.detail.Objects = nil
	if row >= 0 && row < p.count() {
		if d := tableDetail(p.model, p.do, row, p.source(row), p.close); d != nil {
			p.detail.Objects = []fyne.CanvasObject{d}
		}
	}
	p.root.Refresh()
}

func (p *objectsPage) close() {
	p.model.Objects.UI.Selected = -1
	p.update()
}

func (p *objectsPage) count() int {
	if p.model.Plan == nil {
		return 0
	}
	return len(p.model.Plan.Tables)
}

func (p *objectsPage) plan(row int) *engine.TablePlan { return &p.model.Plan.Tables[row] }

// source is what the catalog knows of a planned table; nil where nothing.
func (p *objectsPage) source(row int) *source.Table { return sourceOf(p.model, row) }

func sourceOf(m *Model, row int) *source.Table {
	if m.Catalog == nil {
		return nil
	}
	for _, t := range m.Catalog.Tables {
		if t.Name == m.Plan.Tables[row].Source {
			return t
		}
	}
	return nil
}

func (p *objectsPage) pick(wanted func(int) bool) []int {
	rows := make([]int, 0, p.count())
	for i := range p.count() {
		if wanted(i) {
			rows = append(rows, i)
		}
	}
	return rows
}

func (p *objectsPage) columns() []column {
	amount := func(of func(*source.Table) int64) func(int) int64 {
		return func(row int) int64 {
			if t := p.source(row); t != nil {
				return of(t)
			}
			return 0
		}
	}
	rows := amount(func(t *source.Table) int64 { return t.Rows })
	bytes := amount(func(t *source.Table) int64 { return t.Bytes })
	return []column{
		p.takeColumn(),
		textColumn(say("objects.name"), 0, func(row int) string { return p.plan(row).Source }),
		numberColumn(say("objects.rows"), Grid*13, rows, func(row int) string {
			t := p.source(row)
			return about(rows(row), t != nil && t.Exact)
		}),
		numberColumn(say("objects.size"), Grid*10, bytes, func(row int) string { return size(bytes(row)) }),
		p.nameColumn(),
		statusColumn(say("objects.state"), Grid*20, func(row int) (tone, string) { return targetState(p.model, row) }),
		textColumn(say("objects.note"), Grid*20, p.note),
	}
}

func (p *objectsPage) takeColumn() column {
	return column{
		width: Grid * 3,
		cell:  func() fyne.CanvasObject { return widget.NewCheck("", nil) },
		show: func(row int, cell fyne.CanvasObject) {
			check, ok := cell.(*widget.Check)
			if !ok {
				return
			}
			check.OnChanged = nil
			check.SetChecked(!p.plan(row).Skip)
			check.OnChanged = func(on bool) { p.do.TakeTable(row, on) }
		},
	}
}

func (p *objectsPage) nameColumn() column {
	return column{
		title: say("objects.target"),
		cell:  func() fyne.CanvasObject { return newEditCell() },
		show: func(row int, cell fyne.CanvasObject) {
			if c, ok := cell.(*editCell); ok {
				c.set(row, p.plan(row).Target, func(name string) { p.do.RenameTarget(row, name) })
			}
		},
		less: func(a, b int) bool { return p.plan(a).Target < p.plan(b).Target },
	}
}

// note says what is special about a table.
func (p *objectsPage) note(row int) string {
	t := p.source(row)
	switch {
	case t == nil:
		return ""
	case len(t.Problems) > 0:
		return say("objects.problems", "Count", len(t.Problems))
	case p.plan(row).Sheet != nil:
		return say("objects.sheet", "Count", len(t.Columns))
	case len(t.Key) == 0:
		return say("objects.nokey")
	default:
		return say("objects.columns", "Count", len(t.Columns))
	}
}

// targetState is what stands under a table's name on the target.
func targetState(m *Model, row int) (tone, string) {
	if row >= len(m.Objects.States) {
		return tonePending, say("targetstate.unknown")
	}
	switch s := m.Objects.States[row]; {
	case !s.Exists:
		return toneOK, say("targetstate.new")
	case len(s.Differs) > 0:
		return toneError, say("targetstate.differs")
	case s.Rows == 0:
		return toneOK, say("targetstate.empty")
	default:
		return toneWarn, say("targetstate.rows", "Count", s.Rows, "Rows", count(s.Rows))
	}
}
