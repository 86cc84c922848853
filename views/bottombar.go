package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/obferry/obferry/icons"
)

// bottomBar holds the way on and back, says what is missing for the way on, and
// shows what goes on meanwhile.
type bottomBar struct {
	widget.BaseWidget
	model              *Model
	cancel, back, next *widget.Button
	says               *text
	activity           *widget.Activity
	measure            *bar
	line               *fyne.Container
}

func newBottomBar(m *Model, do Intents) *bottomBar {
	b := &bottomBar{model: m, says: muted("").aligned(fyne.TextAlignTrailing), activity: widget.NewActivity(), measure: newBar(6)}
	b.cancel = widget.NewButton("", do.Cancel)
	b.back = button(say("button.back"), icons.Of(icons.Back), do.Back)
	b.next = button("", icons.Of(icons.Next), do.Next)
	b.next.Importance = widget.HighImportance
	b.next.IconPlacement = widget.ButtonIconTrailingText
	b.line = row(b.cancel, b.activity, fixed(Grid*16, 6, b.measure), grow(Grid*10, b.says), gap(1, 1), b.back, b.next)
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer is Fyne's hook.
func (b *bottomBar) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(newBox(colorSurface, container.NewBorder(newBox(colorBorder, gap(1, 1)), nil, nil, nil, pad(Grid*1.5, b.line))))
}

// update shows the model.
func (b *bottomBar) update() {
	m := b.model
	missing := Missing(m)
	b.measure.Hide()
	b.activity.Hide()
	b.activity.Stop()
	b.says.paint(missing, colorMuted)
	b.cancel.SetText(say("button.close"))
	if w := m.Work; w != nil {
		b.cancel.SetText(say("button.cancel"))
		b.activity.Show()
		b.activity.Start()
		b.says.paint(tell(w.What), colorText)
		if w.Total > 0 {
			b.measure.Show()
			b.measure.set(share(w.Done, w.Total), colorAccent)
		}
	} else if missing == "" && m.Notice.ID != "" {
		b.says.paint(tell(m.Notice), colorOK)
	}
	b.next.SetText(say(nextLabel(m.Step)))
	enable(b.back, m.Step > SourceStep && m.Work == nil && !m.Run.Active)
	enable(b.next, missing == "" && m.Work == nil)
	b.line.Refresh()
}

func nextLabel(s Step) string {
	switch s {
	case OptionsStep:
		return "button.begin"
	case ResultStep:
		return "button.startover"
	default:
		return "button.next"
	}
}

func enable(w fyne.Disableable, on bool) {
	if on {
		w.Enable()
	} else {
		w.Disable()
	}
}
