package views

import (
	"slices"
	"sort"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/obferry/obferry/icons"
)

// column is one column of a [dataTable].
type column struct {
	title string
	width float32 // 0: takes a share of what is over
	right bool    // numbers
	// cell makes an empty cell, show fills it for a row.
	cell func() fyne.CanvasObject
	show func(row int, cell fyne.CanvasObject)
	// less orders rows; nil where the column is not sorted by.
	less func(a, b int) bool
}

// textColumn is a column of plain words.
func textColumn(title string, width float32, value func(row int) string) column {
	return column{
		title: title, width: width,
		cell: func() fyne.CanvasObject { return newText("") },
		show: func(row int, cell fyne.CanvasObject) {
			if t, ok := cell.(*text); ok {
				t.set(value(row))
			}
		},
		less: func(a, b int) bool { return strings.ToLower(value(a)) < strings.ToLower(value(b)) },
	}
}

// numberColumn is a column of numbers, flush right.
func numberColumn(title string, width float32, value func(row int) int64, write func(row int) string) column {
	c := textColumn(title, width, write)
	c.right = true
	c.cell = func() fyne.CanvasObject { return number("") }
	c.less = func(a, b int) bool { return value(a) < value(b) }
	return c
}

// statusColumn is a column of states: icon and word.
func statusColumn(title string, width float32, value func(row int) (tone, string)) column {
	return column{
		title: title, width: width,
		cell: func() fyne.CanvasObject { return newStatus(tonePending, "") },
		show: func(row int, cell fyne.CanvasObject) {
			if s, ok := cell.(*status); ok {
				s.set(value(row))
			}
		},
		less: func(a, b int) bool {
			_, first := value(a)
			_, second := value(b)
			return first < second
		},
	}
}

// dataTable shows rows under a head that sorts, with a filter from outside. Only
// the rows that can be seen exist as widgets.
type dataTable struct {
	widget.BaseWidget
	columns  []column
	length   func() int
	match    func(row int, filter string) bool // nil: no filter
	keep     func(row int) bool                // which rows there are at all; nil: all
	ui       *TableUI
	onSelect func(row int)
	empty    string // what is said where there are no rows
	rows     []int  // the rows shown, in order
	list     *widget.List
	head     *fyne.Container
	nothing  *text
	silent   bool // a selection of ours, not the person's
	marked   int  // the place in rows that is marked as selected, -1 for none
}

const (
	rowHeight = Grid * 4
	columnGap = Grid * 2
)

func newDataTable(ui *TableUI, columns []column, length func() int) *dataTable {
	t := &dataTable{columns: columns, length: length, ui: ui, marked: -1, nothing: muted("").wrapped().aligned(fyne.TextAlignCenter)}
	t.list = widget.NewList(func() int { return len(t.rows) }, t.newRow, t.showRow)
	t.list.OnSelected = t.selected
	t.head = container.New(cellsLayout{columns, 0})
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer is Fyne's hook.
func (t *dataTable) CreateRenderer() fyne.WidgetRenderer {
	t.drawHead()
	t.Refresh()
	head := newBox(colorRaised, t.head)
	body := container.NewStack(container.NewThemeOverride(t.list, dense{t.Theme()}),
		container.NewPadded(container.NewVBox(gap(0, Grid), t.nothing)))
	return widget.NewSimpleRenderer(under(head, body))
}

// Refresh sifts and shows the rows anew.
func (t *dataTable) Refresh() {
	t.sift()
	t.list.Refresh()
	t.nothing.set(t.empty)
	if len(t.rows) == 0 && t.empty != "" {
		t.nothing.Show()
	} else {
		t.nothing.Hide()
	}
	t.mark()
}

// mark shows the selection that the model holds.
func (t *dataTable) mark() {
	t.silent = true
	defer func() { t.silent = false }()
	place := -1
	if t.onSelect != nil {
		place = slices.Index(t.rows, t.ui.Selected)
	}
	if t.marked == place {
		return // selecting scrolls
	}
	t.marked = place
	if place < 0 {
		t.list.UnselectAll()
		return
	}
	t.list.Select(place)
	if t.list.Size().Height == 0 { // not laid out yet: it would scroll beyond the row
		t.list.ScrollToOffset(float32(place) * (rowHeight + 1))
	}
}

func (t *dataTable) selected(i widget.ListItemID) {
	if t.silent {
		return
	}
	if t.onSelect == nil {
		t.list.UnselectAll()
		return
	}
	if i < len(t.rows) && t.ui.Selected != t.rows[i] {
		t.ui.Selected, t.marked = t.rows[i], i
		t.onSelect(t.rows[i])
	}
}

// sift decides which rows are shown, and in what order.
func (t *dataTable) sift() {
	t.rows = t.rows[:0]
	for i := range t.length() {
		if t.keep != nil && !t.keep(i) {
			continue
		}
		if t.match == nil || t.ui.Filter == "" || t.match(i, strings.ToLower(t.ui.Filter)) {
			t.rows = append(t.rows, i)
		}
	}
	if t.ui.Sort < 1 || t.ui.Sort > len(t.columns) || t.columns[t.ui.Sort-1].less == nil {
		return
	}
	less := t.columns[t.ui.Sort-1].less
	sort.SliceStable(t.rows, func(i, j int) bool {
		if t.ui.Down {
			return less(t.rows[j], t.rows[i])
		}
		return less(t.rows[i], t.rows[j])
	})
}

// sortBy goes from ascending to descending to the given order.
func (t *dataTable) sortBy(column int) {
	switch {
	case t.ui.Sort != column+1:
		t.ui.Sort, t.ui.Down = column+1, false
	case !t.ui.Down:
		t.ui.Down = true
	default:
		t.ui.Sort, t.ui.Down = 0, false
	}
	t.drawHead()
	t.Refresh()
}

func (t *dataTable) drawHead() {
	t.head.Objects = nil
	for i, c := range t.columns {
		title := small(c.title).bold()
		if c.right {
			title.align = fyne.TextAlignTrailing
		}
		if t.ui.Sort == i+1 {
			arrow := " ↑"
			if t.ui.Down {
				arrow = " ↓"
			}
			title.value += arrow
			title.color = colorAccent
		}
		if c.less == nil {
			t.head.Add(container.New(fixedLayout{fyne.NewSize(0, Grid*3.5)}, title))
			continue
		}
		t.head.Add(newHead(title, func() { t.sortBy(i) }))
	}
	t.head.Refresh()
}

func (t *dataTable) newRow() fyne.CanvasObject {
	cells := container.New(cellsLayout{t.columns, rowHeight})
	for _, c := range t.columns {
		cells.Add(c.cell())
	}
	return cells
}

func (t *dataTable) showRow(i widget.ListItemID, object fyne.CanvasObject) {
	cells, ok := object.(*fyne.Container)
	if !ok || i >= len(t.rows) {
		return
	}
	for j, c := range t.columns {
		c.show(t.rows[i], cells.Objects[j])
	}
}

// cellsLayout places the cells of a row: fixed widths first, the rest shared.
type cellsLayout struct {
	columns []column
	height  float32
}

func (l cellsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(Grid, l.height)
	for i, c := range l.columns {
		size.Width += max(c.width, Grid*6) + columnGap
		if l.height == 0 && i < len(objects) {
			size.Height = max(size.Height, objects[i].MinSize().Height)
		}
	}
	return size
}

func (l cellsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	over, shares := size.Width-Grid, 0
	for _, c := range l.columns {
		over -= c.width + columnGap
		if c.width == 0 {
			shares++
		}
	}
	x := Grid
	for i, c := range l.columns {
		if i >= len(objects) {
			return
		}
		width := c.width
		if width == 0 {
			width = max(Grid*6, over/float32(shares))
		}
		objects[i].Move(fyne.NewPos(x, 0))
		objects[i].Resize(fyne.NewSize(width, size.Height))
		x += width + columnGap
	}
}

// head is the head of a column that sorts.
type head struct {
	widget.BaseWidget
	title    *text
	onTapped func()
}

func newHead(title *text, onTapped func()) *head {
	h := &head{title: title, onTapped: onTapped}
	h.ExtendBaseWidget(h)
	return h
}

// Tapped sorts.
func (h *head) Tapped(*fyne.PointEvent) { h.onTapped() }

// CreateRenderer is Fyne's hook.
func (h *head) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(fixedLayout{fyne.NewSize(Grid*4, Grid*3.5)}, h.title))
}

// filterField is the box above a table.
func filterField(ui *TableUI, hint string, onChanged func()) *fyne.Container {
	entry := widget.NewEntry()
	entry.SetPlaceHolder(hint)
	entry.Icon = icons.Of(icons.Search)
	entry.SetText(ui.Filter)
	entry.OnChanged = func(s string) {
		ui.Filter = s
		onChanged()
	}
	return fixed(Grid*30, 0, entry)
}
