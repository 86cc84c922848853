package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"github.com/obferry/obferry/icons"
)

// editCell is a cell of a table that becomes a field when it is clicked, and words
// again when the field is left: Enter and leaving keep what was typed, Esc does not.
type editCell struct {
	widget.BaseWidget
	row     int
	value   string
	onEdit  func(string)
	shown   *text
	pencil  *picture
	ground  *box
	field   *cellField
	editing bool
}

var (
	_ fyne.Tappable     = (*editCell)(nil)
	_ desktop.Hoverable = (*editCell)(nil)
)

func newEditCell() *editCell {
	c := &editCell{row: -1, shown: newText(""), pencil: newPicture(icons.Edit, colorMuted, 12)}
	c.ground = newBox("", row(grow(Grid*4, c.shown), c.pencil)).padded(6)
	c.ground.stroke, c.ground.radius = colorBorder, 4
	c.ExtendBaseWidget(c)
	return c
}

// set shows a row's value. A field that is open stays as it is while its row stays.
func (c *editCell) set(row int, value string, onEdit func(string)) {
	if c.row != row {
		c.close()
	}
	c.row, c.onEdit = row, onEdit
	if !c.editing {
		c.value = value
		c.shown.set(value)
	}
}

// Tapped opens the field.
func (c *editCell) Tapped(*fyne.PointEvent) {
	c.editing = true
	c.field = newCellField(c.value, c.keep, c.close)
	c.Refresh()
	if canvas := fyne.CurrentApp().Driver().CanvasForObject(c); canvas != nil {
		canvas.Focus(c.field)
	}
}

// MouseIn shows that the cell can be edited.
func (c *editCell) MouseIn(*desktop.MouseEvent) { c.ground.recolor("", colorAccent) }

// MouseMoved is not used.
func (c *editCell) MouseMoved(*desktop.MouseEvent) {}

// MouseOut puts the border back.
func (c *editCell) MouseOut() { c.ground.recolor("", colorBorder) }

func (c *editCell) keep(value string) {
	if value != c.value && c.onEdit != nil {
		c.value = value
		c.onEdit(value)
	}
	c.close()
}

func (c *editCell) close() {
	if !c.editing {
		return
	}
	c.editing, c.field = false, nil
	c.shown.set(c.value)
	c.Refresh()
}

// CreateRenderer is Fyne's hook.
func (c *editCell) CreateRenderer() fyne.WidgetRenderer { return &editCellRenderer{c} }

type editCellRenderer struct{ cell *editCell }

func (r *editCellRenderer) Destroy()           {}
func (r *editCellRenderer) MinSize() fyne.Size { return fyne.NewSize(Grid*8, Grid*3) }

func (r *editCellRenderer) Objects() []fyne.CanvasObject {
	if r.cell.editing {
		return []fyne.CanvasObject{r.cell.field}
	}
	return []fyne.CanvasObject{r.cell.ground}
}

func (r *editCellRenderer) Layout(size fyne.Size) {
	for _, o := range r.Objects() {
		o.Move(fyne.NewPos(0, 2))
		o.Resize(size.SubtractWidthHeight(0, 4))
	}
}

func (r *editCellRenderer) Refresh() {
	r.Layout(r.cell.Size())
	for _, o := range r.Objects() {
		o.Refresh()
	}
}

// cellField is the field of an [editCell].
type cellField struct {
	widget.Entry
	onKeep  func(string)
	onLeave func()
}

func newCellField(value string, onKeep func(string), onLeave func()) *cellField {
	f := &cellField{onKeep: onKeep, onLeave: onLeave}
	f.ExtendBaseWidget(f)
	f.SetText(value)
	f.OnSubmitted = onKeep
	return f
}

// FocusLost keeps what was typed.
func (f *cellField) FocusLost() {
	f.Entry.FocusLost()
	f.onKeep(f.Text)
}

// TypedKey gives up by Esc.
func (f *cellField) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyEscape {
		f.onLeave()
		return
	}
	f.Entry.TypedKey(e)
}
