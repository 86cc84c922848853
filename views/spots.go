package views

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// Spot is something in the window that a person sees or presses, for programs that
// use the window as a person does.
type Spot struct {
	// Kind is "button", "card", "check", "field" or "text".
	Kind string `json:"kind"`
	// Says is what stands there; of a button without words, its picture's file.
	Says string `json:"says"`
	// X and Y are the top left corner, in Fyne's pixels.
	X      float32 `json:"x"`
	Y      float32 `json:"y"`
	Width  float32 `json:"width"`
	Height float32 `json:"height"`
	// Off is set where it cannot be pressed.
	Off bool `json:"off,omitempty"`
}

// Spots are what a window shows now, from top to bottom: of the dialog where one is
// open, else of the page. What is scrolled out of sight is not among them. It must be
// called on the main goroutine.
func Spots(w fyne.Window) []Spot {
	shown := w.Content()
	if top := w.Canvas().Overlays().Top(); top != nil {
		shown = top
	}
	var s spotter
	s.visit(shown, fyne.NewPos(0, 0), area{fyne.NewPos(0, 0), w.Canvas().Size()})
	return s.spots
}

// area is the part of the window that a thing may be seen in.
type area struct {
	at   fyne.Position
	size fyne.Size
}

// holds tells whether the middle of a thing lies within.
func (a area) holds(at fyne.Position, size fyne.Size) bool {
	x, y := at.X+size.Width/2-a.at.X, at.Y+size.Height/2-a.at.Y
	return x >= 0 && y >= 0 && x <= a.size.Width && y <= a.size.Height
}

type spotter struct{ spots []Spot }

// visit notes a thing that stands at a place, and what is inside.
func (s *spotter) visit(o fyne.CanvasObject, from fyne.Position, within area) {
	if !o.Visible() {
		return
	}
	at := from.Add(o.Position())
	switch o := o.(type) {
	case *widget.Button:
		says := o.Text
		if says == "" && o.Icon != nil {
			says = o.Icon.Name()
		}
		s.note("button", says, o.Disabled(), o, at, within)
	case *widget.Check:
		s.note("check", o.Text, o.Disabled(), o, at, within)
	case *widget.Entry:
		says := o.Text
		if o.Password {
			says = ""
		}
		s.note("field", says, o.Disabled(), o, at, within)
	case *widget.Label:
		s.note("text", o.Text, false, o, at, within)
	case *text:
		s.note("text", o.value, false, o, at, within)
	case *card:
		s.note("card", saysOf(o.content), o.off, o, at, within)
		s.visit(o.content, at, within)
	case *fyne.Container:
		for _, child := range o.Objects {
			s.visit(child, at, within)
		}
	case *container.Scroll:
		s.visit(o.Content, at, area{at, o.Size()})
	case *container.ThemeOverride:
		s.visit(o.Content, at, within)
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			s.visit(child, at, within)
		}
	}
}

func (s *spotter) note(kind, says string, off bool, o fyne.CanvasObject, at fyne.Position, within area) {
	if size := o.Size(); within.holds(at, size) {
		s.spots = append(s.spots, Spot{Kind: kind, Says: says, X: at.X, Y: at.Y, Width: size.Width, Height: size.Height, Off: off})
	}
}

// saysOf is all that stands in a card.
func saysOf(o fyne.CanvasObject) string {
	var all []string
	var s spotter
	s.visit(o, fyne.NewPos(0, 0), area{o.Position(), o.Size()})
	for _, spot := range s.spots {
		if spot.Kind == "text" && spot.Says != "" {
			all = append(all, spot.Says)
		}
	}
	return strings.Join(all, " ")
}
