package views

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// Picture draws a window's content as it would look at a size, in pixels, without a
// screen. Fyne's current app must be one of its test package's, and the window one
// of that app's.
func Picture(w fyne.Window, width, height float32) image.Image {
	arrange(w, fyne.NewSize(width, height))
	return w.Canvas().Capture()
}

func arrange(w fyne.Window, size fyne.Size) {
	w.SetPadded(false)
	w.Resize(size)
	for range settling {
		settle(w.Content(), size)
	}
}

// settling is how often everything is laid out until nothing moves any more: a
// wrapped text knows its height only once it knows its width, which a window on a
// screen finds out frame by frame.
const settling = 4

func settle(o fyne.CanvasObject, size fyne.Size) {
	o.Resize(size)
	switch o := o.(type) {
	case *fyne.Container:
		if o.Layout != nil {
			o.Layout.Layout(o.Objects, size)
		}
		for _, child := range o.Objects {
			settle(child, child.Size())
		}
	case *container.Scroll:
		o.Refresh()
		if o.Content != nil {
			settle(o.Content, o.Content.Size())
		}
	case *container.ThemeOverride:
		settle(o.Content, o.Content.Size())
	case fyne.Widget:
		renderer := test.WidgetRenderer(o)
		renderer.Layout(size)
		for _, child := range renderer.Objects() {
			settle(child, child.Size())
		}
	}
}
