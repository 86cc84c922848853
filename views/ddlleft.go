package views

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/obferry/obferry/engine"
)

// leftKinds are the kinds of objects that are not taken, in the order in which they are
// told.
var leftKinds = []string{"view", "trigger", "procedure", "function", "event", "sequence", "object"}

// leftBox tells of what the source has that is no table, and stays behind: how many of
// each kind, and opened their names and what can be done.
type leftBox struct {
	*card
	body  *fyne.Container
	shown string // what it was made for
}

func newLeftBox(onTapped func()) *leftBox {
	b := &leftBox{body: container.New(stackLayout{Grid / 2})}
	b.card = newCard(b.body, onTapped)
	b.pad = Grid
	b.Hide()
	return b
}

// set shows them; none hides the box.
func (b *leftBox) set(left []engine.LeftBehind, open bool) {
	if key := fmt.Sprint(open, left); key != b.shown {
		b.shown = key
	} else {
		return
	}
	if len(left) == 0 {
		b.Hide()
		return
	}
	byKind := map[string][]string{}
	for _, l := range left {
		kind := leftKind(l.Kind)
		byKind[kind] = append(byKind[kind], l.Name)
	}
	b.body.Objects = []fyne.CanvasObject{newStatus(toneInfo, say("ddl.left", "Count", len(left)))}
	names := container.New(stackLayout{Grid / 2})
	for _, kind := range leftKinds {
		if n := len(byKind[kind]); n > 0 {
			b.body.Add(small(say("ddl.left."+kind, "Count", n)))
			names.Add(small(say("ddl.left."+kind, "Count", n)).bold())
			slices.Sort(byKind[kind])
			for _, name := range byKind[kind] {
				names.Add(newText(name).mono().sized(smallSize))
			}
		}
	}
	if open {
		b.body.Objects = append(b.body.Objects[:1], fixed(0, Grid*20, container.NewVScroll(names)), small(say("ddl.left.do")).wrapped())
	}
	b.body.Refresh()
	b.choose(open)
	b.Show()
}
