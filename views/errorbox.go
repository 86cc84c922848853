package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"github.com/obferry/obferry/icons"
)

// errorBox says what went wrong where it went wrong, and stays until it is solved:
// what and where, what the other end said, what to do, and everything of it for
// the clipboard.
type errorBox struct {
	widget.BaseWidget
	err   error
	soft  bool   // a warning
	brief bool   // the statement stands beside it anyway
	trace string // the server's id of what it refused, "" for none
	body  *fyne.Container
	copyv func(string)
}

func newErrorBox(onCopy func(string)) *errorBox {
	b := &errorBox{body: container.NewStack(), copyv: onCopy}
	b.ExtendBaseWidget(b)
	b.Hide()
	return b
}

// warn shows an error that ends nothing.
func (b *errorBox) warn(err error) *errorBox {
	b.soft = true
	b.set(err)
	return b
}

// set shows an error; nil hides the box.
func (b *errorBox) set(err error) {
	b.err = err
	if err == nil {
		b.body.Objects = nil
		b.Hide()
		return
	}
	e := explain(err)
	t := toneError
	if b.soft {
		t = toneWarn
	}
	lines := []fyne.CanvasObject{strong(e.sentence).wrapped()}
	if e.server != "" {
		lines = append(lines, newText(e.server).mono().sized(smallSize).wrapped())
	}
	if b.trace != "" {
		lines = append(lines, small(say("error.trace", "Trace", b.trace)).wrapped())
	}
	if e.hint != "" {
		lines = append(lines, newText(say("error.hint", "Hint", e.hint)).wrapped())
	}
	if e.statement != "" && !b.brief { // last: it may be long
		lines = append(lines, newText(e.statement).mono().sized(smallSize).colored(colorMuted).wrapped())
	}
	whole := e.whole()
	if b.trace != "" {
		whole += "\n" + b.trace
	}
	copyAll := button(say("button.copy"), icons.Of(icons.Copy), func() { b.copyv(whole) })
	copyAll.Importance = widget.LowImportance
	b.body.Objects = []fyne.CanvasObject{note(t.soft, container.NewBorder(nil, nil,
		container.NewVBox(newPicture(t.icon, t.color, 20)), container.NewVBox(copyAll), stack(4, lines...)))}
	b.body.Refresh()
	b.Show()
}

// CreateRenderer is Fyne's hook.
func (b *errorBox) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.body) }

// ShowError shows an error that belongs to no step, in a dialog.
func ShowError(err error, onCopy func(string), window fyne.Window) {
	box := newErrorBox(onCopy)
	box.set(err)
	dialog.ShowCustom(say("error.title"), say("button.close"), fixed(Grid*70, 0, box), window)
}
