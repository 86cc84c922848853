package views

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// box puts something on a coloured ground, with a line around it where there is
// one to see, and room inside.
type box struct {
	widget.BaseWidget
	fill, stroke fyne.ThemeColorName // empty: none
	radius, pad  float32
	content      fyne.CanvasObject
}

func newBox(fill fyne.ThemeColorName, content fyne.CanvasObject) *box {
	b := &box{fill: fill, content: content}
	b.ExtendBaseWidget(b)
	return b
}

// panel is a box with a border: what a step's content stands in.
func panel(content fyne.CanvasObject) *box {
	b := newBox(colorSurface, content)
	b.stroke, b.radius, b.pad = colorBorder, 6, Grid*1.5
	return b
}

// flush is a panel whose content reaches the border: a table.
func flush(content fyne.CanvasObject) *box {
	b := panel(content)
	b.pad = 1
	return b
}

// note is a box on a soft ground: a finding, an error.
func note(fill fyne.ThemeColorName, content fyne.CanvasObject) *box {
	b := newBox(fill, content)
	b.radius, b.pad = 6, Grid
	return b
}

func (b *box) padded(pad float32) *box { b.pad = pad; return b }

// recolor changes the ground; the caller refreshes.
func (b *box) recolor(fill, stroke fyne.ThemeColorName) {
	if b.fill == fill && b.stroke == stroke {
		return
	}
	b.fill, b.stroke = fill, stroke
	b.Refresh()
}

// CreateRenderer is Fyne's hook.
func (b *box) CreateRenderer() fyne.WidgetRenderer {
	r := &boxRenderer{box: b, ground: canvas.NewRectangle(color.Transparent)}
	r.paint()
	return r
}

type boxRenderer struct {
	box    *box
	ground *canvas.Rectangle
}

func (r *boxRenderer) Destroy() {}

func (r *boxRenderer) Objects() []fyne.CanvasObject {
	if r.box.content == nil {
		return []fyne.CanvasObject{r.ground}
	}
	return []fyne.CanvasObject{r.ground, r.box.content}
}

func (r *boxRenderer) MinSize() fyne.Size {
	if r.box.content == nil {
		return fyne.NewSize(0, 0)
	}
	return r.box.content.MinSize().AddWidthHeight(2*r.box.pad, 2*r.box.pad)
}

func (r *boxRenderer) Layout(size fyne.Size) {
	size = size.Max(fyne.NewSize(0, 0)) // a window that is too small gives less than nothing
	r.ground.Resize(size)
	if r.box.content != nil {
		r.box.content.Move(fyne.NewPos(r.box.pad, r.box.pad))
		r.box.content.Resize(size.SubtractWidthHeight(2*r.box.pad, 2*r.box.pad).Max(fyne.NewSize(0, 0)))
	}
}

func (r *boxRenderer) Refresh() {
	r.paint()
	r.Layout(r.box.Size())
	canvas.Refresh(r.ground)
	if r.box.content != nil {
		r.box.content.Refresh()
	}
}

func (r *boxRenderer) paint() {
	th := r.box.Theme()
	r.ground.FillColor, r.ground.StrokeColor, r.ground.StrokeWidth = color.Transparent, color.Transparent, 0
	if r.box.fill != "" {
		r.ground.FillColor = th.Color(r.box.fill, 0)
	}
	if r.box.stroke != "" {
		r.ground.StrokeColor, r.ground.StrokeWidth = th.Color(r.box.stroke, 0), 1
	}
	r.ground.CornerRadius = r.box.radius
}
