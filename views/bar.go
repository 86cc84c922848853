package views

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// bar is a thin measure: how far, or how full, with a mark where a threshold is.
type bar struct {
	widget.BaseWidget
	value, mark float64 // between 0 and 1; a mark of 0 is none
	color       fyne.ThemeColorName
	height      float32
}

func newBar(height float32) *bar {
	b := &bar{color: colorAccent, height: height}
	b.ExtendBaseWidget(b)
	return b
}

// set moves the bar.
func (b *bar) set(value float64, color fyne.ThemeColorName) {
	if b.value == value && b.color == color {
		return
	}
	b.value, b.color = value, color
	b.Refresh()
}

// CreateRenderer is Fyne's hook.
func (b *bar) CreateRenderer() fyne.WidgetRenderer {
	r := &barRenderer{bar: b, track: canvas.NewRectangle(color.Transparent), fill: canvas.NewRectangle(color.Transparent), mark: canvas.NewRectangle(color.Transparent)}
	r.paint()
	return r
}

type barRenderer struct {
	bar               *bar
	track, fill, mark *canvas.Rectangle
}

func (r *barRenderer) Destroy()           {}
func (r *barRenderer) MinSize() fyne.Size { return fyne.NewSize(Grid*4, r.bar.height) }
func (r *barRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.track, r.fill, r.mark}
}

func (r *barRenderer) Layout(size fyne.Size) {
	top := (size.Height - r.bar.height) / 2
	for _, o := range []*canvas.Rectangle{r.track, r.fill} {
		o.Move(fyne.NewPos(0, top))
		o.CornerRadius = r.bar.height / 2
	}
	r.track.Resize(fyne.NewSize(size.Width, r.bar.height))
	width := size.Width * float32(max(0, min(1, r.bar.value)))
	if width > 0 {
		width = max(width, r.bar.height)
	}
	r.fill.Resize(fyne.NewSize(width, r.bar.height))
	r.mark.Move(fyne.NewPos(size.Width*float32(r.bar.mark)-1, top-2))
	r.mark.Resize(fyne.NewSize(2, r.bar.height+4))
}

func (r *barRenderer) Refresh() {
	r.paint()
	r.Layout(r.bar.Size())
	canvas.Refresh(r.bar)
}

func (r *barRenderer) paint() {
	th := r.bar.Theme()
	r.track.FillColor = th.Color(colorRaised, 0)
	r.fill.FillColor = th.Color(r.bar.color, 0)
	r.mark.FillColor = th.Color(colorMuted, 0)
	r.mark.Hidden = r.bar.mark == 0
	r.fill.Hidden = r.bar.value <= 0
}
