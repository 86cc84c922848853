package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// card is a box that can be chosen: by a click, or by Tab and Enter.
type card struct {
	*box
	chosen, focused, hovered, off bool
	onTapped                      func()
}

var (
	_ fyne.Tappable      = (*card)(nil)
	_ fyne.Focusable     = (*card)(nil)
	_ fyne.Disableable   = (*card)(nil)
	_ desktop.Hoverable  = (*card)(nil)
	_ desktop.Cursorable = (*card)(nil)
)

func newCard(content fyne.CanvasObject, onTapped func()) *card {
	c := &card{box: &box{radius: 6, pad: Grid * 1.5, content: content}, onTapped: onTapped}
	c.ExtendBaseWidget(c)
	c.paint()
	return c
}

// CreateRenderer is Fyne's hook.
func (c *card) CreateRenderer() fyne.WidgetRenderer { return c.box.CreateRenderer() }

// choose shows the card as the chosen one, or not.
func (c *card) choose(chosen bool) { c.chosen = chosen; c.repaint() }

// Tapped chooses.
func (c *card) Tapped(*fyne.PointEvent) {
	if !c.off && c.onTapped != nil {
		c.onTapped()
	}
}

// FocusGained shows where the keyboard is.
func (c *card) FocusGained() { c.focused = true; c.repaint() }

// FocusLost hides it.
func (c *card) FocusLost() { c.focused = false; c.repaint() }

// TypedRune is not used.
func (c *card) TypedRune(rune) {}

// TypedKey chooses by Enter and Space.
func (c *card) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		c.Tapped(nil)
	}
}

// MouseIn lights the card up.
func (c *card) MouseIn(*desktop.MouseEvent) { c.hovered = true; c.repaint() }

// MouseMoved is not used.
func (c *card) MouseMoved(*desktop.MouseEvent) {}

// MouseOut puts it back.
func (c *card) MouseOut() { c.hovered = false; c.repaint() }

// Cursor is a hand.
func (c *card) Cursor() desktop.Cursor {
	if c.off {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// Enable lets the card be chosen.
func (c *card) Enable() { c.off = false; c.repaint() }

// Disable keeps it from being chosen.
func (c *card) Disable() { c.off = true; c.repaint() }

// Disabled tells whether it may be chosen.
func (c *card) Disabled() bool { return c.off }

func (c *card) repaint() { c.paint(); c.Refresh() }

func (c *card) paint() {
	c.fill, c.stroke = colorSurface, colorBorder
	if c.chosen {
		c.fill, c.stroke = colorAccentSoft, colorAccent
	}
	if c.hovered && !c.chosen && !c.off {
		c.fill = colorRaised
	}
	if c.focused {
		c.stroke = colorAccent
	}
}

var _ fyne.Widget = (*card)(nil)

// button is Fyne's, with our icons.
func button(label string, icon fyne.Resource, onTapped func()) *widget.Button {
	return widget.NewButtonWithIcon(typeset(label), icon, onTapped)
}
