package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// row puts things side by side at their own widths, centred on one line.
func row(objects ...fyne.CanvasObject) *fyne.Container { return container.New(rowLayout{}, objects...) }

// stack puts things below each other at full width.
func stack(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(stackLayout{gap}, objects...)
}

// fixed gives a thing a size of its own.
func fixed(width, height float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(fixedLayout{fyne.NewSize(width, height)}, object)
}

// gap is room.
func gap(width, height float32) fyne.CanvasObject {
	return container.New(fixedLayout{fyne.NewSize(width, height)})
}

func pad(amount float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(amount, amount, amount, amount), object)
}

func spacer() fyne.CanvasObject { return layout.NewSpacer() }

// rowLayout places objects from left to right; spacers share what is over, and
// where nothing is, texts give way.
type rowLayout struct{}

func (rowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range shown(objects) {
		m := o.MinSize()
		if t, ok := o.(*text); ok && !t.wrap {
			m.Width = min(m.Width, Grid*40)
		}
		size.Width += m.Width + Grid
		size.Height = max(size.Height, m.Height)
	}
	size.Width = max(0, size.Width-Grid)
	return size
}

func (rowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects = shown(objects)
	spacers, texts := float32(0), float32(0)
	over := size.Width + Grid
	for _, o := range objects {
		width := o.MinSize().Width
		if flexible(o) {
			spacers++
		} else if t, ok := o.(*text); ok && !t.wrap {
			texts += width
		}
		over -= width + Grid
	}
	x := float32(0)
	for _, o := range objects {
		m := o.MinSize()
		if t, ok := o.(*text); ok && !t.wrap && over < 0 && texts > 0 {
			m.Width = max(Grid*3, m.Width+over*m.Width/texts)
		}
		if flexible(o) {
			m.Width += max(0, over) / spacers
		}
		o.Move(fyne.NewPos(x, (size.Height-m.Height)/2))
		o.Resize(m)
		x += m.Width + Grid
	}
}

// flexible tells what takes the room that is over: spacers, wrapped texts, and
// what [grow] wraps.
func flexible(o fyne.CanvasObject) bool {
	switch o := o.(type) {
	case layout.SpacerObject:
		return o.ExpandHorizontal()
	case *text:
		return o.wrap
	case *fyne.Container:
		_, grows := o.Layout.(growLayout)
		return grows
	}
	return false
}

// grow lets a thing take the room that is over in a row.
func grow(least float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(growLayout{least}, object)
}

type growLayout struct{ least float32 }

func (l growLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.least, objects[0].MinSize().Height)
}

func (growLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(size)
}

// under puts a body below a head, without a gap.
func under(head, body fyne.CanvasObject) *fyne.Container {
	return container.New(underLayout{}, head, body)
}

type underLayout struct{}

func (underLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	head, body := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(max(head.Width, body.Width), head.Height+body.Height)
}

func (underLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	height := o[0].MinSize().Height
	o[0].Resize(fyne.NewSize(size.Width, height))
	o[1].Move(fyne.NewPos(0, height))
	o[1].Resize(fyne.NewSize(size.Width, max(0, size.Height-height)))
}

// scrolled lets a form scroll. It reaches a little beyond its place, so that the
// borders of what is inside are not cut.
func scrolled(content fyne.CanvasObject) *fyne.Container {
	return container.New(bleedLayout{4}, container.NewVScroll(pad(4, content)))
}

type bleedLayout struct{ by float32 }

func (l bleedLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().SubtractWidthHeight(2*l.by, 2*l.by)
}

func (l bleedLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.NewPos(-l.by, -l.by))
	o[0].Resize(size.AddWidthHeight(2*l.by, 2*l.by))
}

// insetLayout gives a thing room at both sides and a height.
type insetLayout struct{ side, height float32 }

func (l insetLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[0].MinSize().Width+2*l.side, l.height)
}

func (l insetLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.NewPos(l.side, 0))
	o[0].Resize(size.SubtractWidthHeight(2*l.side, 0))
}

// insetRight keeps a scroll's bar off what is scrolled.
type insetRight struct{ by float32 }

func (l insetRight) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(l.by, 0)
}

func (l insetRight) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(size.SubtractWidthHeight(l.by, 0))
}

type stackLayout struct{ gap float32 }

func (l stackLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	objects = shown(objects)
	for i, o := range objects {
		m := o.MinSize()
		if t, ok := o.(*text); ok && !t.wrap {
			m.Width = min(m.Width, Grid*4)
		}
		size.Width = max(size.Width, m.Width)
		size.Height += m.Height
		if i > 0 {
			size.Height += l.gap
		}
	}
	return size
}

func (l stackLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range shown(objects) {
		o.Resize(fyne.NewSize(size.Width, o.MinSize().Height))
		m := o.MinSize() // again: a wrapped text knows its height once it knows its width
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, m.Height))
		y += m.Height + l.gap
	}
}

type fixedLayout struct{ size fyne.Size }

func (l fixedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := l.size
	for _, o := range objects {
		if size.Height == 0 {
			size.Height = o.MinSize().Height
		}
		if size.Width == 0 {
			size.Width = o.MinSize().Width
		}
	}
	return size
}

func (fixedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

func shown(objects []fyne.CanvasObject) []fyne.CanvasObject {
	visible := make([]fyne.CanvasObject, 0, len(objects))
	for _, o := range objects {
		if o.Visible() {
			visible = append(visible, o)
		}
	}
	return visible
}

// flowLayout places things side by side and goes on in another line where one is full.
type flowLayout struct{ width, gap float32 }

func (l *flowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	height := l.place(objects, func(fyne.CanvasObject, fyne.Position) {})
	return fyne.NewSize(Grid*20, height)
}

func (l *flowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.place(objects, func(o fyne.CanvasObject, at fyne.Position) {
		o.Move(at)
		o.Resize(o.MinSize())
	})
}

// place tells where everything goes, and returns the height of it all.
func (l *flowLayout) place(objects []fyne.CanvasObject, put func(fyne.CanvasObject, fyne.Position)) float32 {
	x, y, line := float32(0), float32(0), float32(0)
	for _, o := range shown(objects) {
		size := o.MinSize()
		if x > 0 && l.width > 0 && x+size.Width > l.width {
			x, y = 0, y+line+Grid/2
			line = 0
		}
		put(o, fyne.NewPos(x, y))
		x += size.Width + l.gap
		line = max(line, size.Height)
	}
	return y + line
}

// columnsLayout gives two things half the width each.
type columnsLayout struct{ gap float32 }

func (l columnsLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	left, right := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(2*max(left.Width, right.Width)+l.gap, max(left.Height, right.Height))
}

func (l columnsLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	half := fyne.NewSize((size.Width-l.gap)/2, size.Height)
	o[0].Resize(half)
	o[1].Move(fyne.NewPos(half.Width+l.gap, 0))
	o[1].Resize(half)
}
