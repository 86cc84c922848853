package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// foot puts something that scrolls below a body. It takes the height that its content
// needs, and the body all the rest; where both are long, the body keeps a share of
// the height, or as much as it needs, if that is less.
func foot(body fyne.CanvasObject, below fyne.CanvasObject, share float32, needs func() float32) *fyne.Container {
	return container.New(footLayout{share, needs}, body, container.NewVScroll(below))
}

type footLayout struct {
	share float32
	// needs is the height that the body has a use for; nil where it takes any.
	needs func() float32
}

func (footLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[0].MinSize().Width, o[0].MinSize().Height+Grid*8)
}

func (l footLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	keeps := size.Height * l.share
	if l.needs != nil {
		keeps = min(keeps, l.needs())
	}
	height := min(contentHeight(o[1], size.Width), max(0, size.Height-keeps-Grid))
	room := float32(0)
	if height > 0 {
		room = Grid
	}
	o[0].Resize(fyne.NewSize(size.Width, max(0, size.Height-height-room)))
	o[0].Move(fyne.NewPos(0, 0))
	o[1].Move(fyne.NewPos(0, size.Height-height))
	o[1].Resize(fyne.NewSize(size.Width, height))
}

// contentHeight is how high the content of a scroll is at a width.
func contentHeight(o fyne.CanvasObject, width float32) float32 {
	scroll, ok := o.(*container.Scroll)
	if !ok {
		return o.MinSize().Height
	}
	for range 2 { // a wrapped text knows its height once it knows its width
		scroll.Content.Resize(fyne.NewSize(width, scroll.Content.MinSize().Height))
	}
	return scroll.Content.MinSize().Height
}
