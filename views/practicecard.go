package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/obferry/obferry/icons"
)

// practiceCard starts and stops the practice kernel and shows how it stands.
type practiceCard struct {
	widget.BaseWidget
	state       *status
	says        *text
	start, stop *widget.Button
	measure     *bar
	err         *errorBox
	body        *fyne.Container
}

func newPracticeCard(do Intents) *practiceCard {
	c := &practiceCard{state: newStatus(tonePending, ""), says: muted("").wrapped(), measure: newBar(6), err: newErrorBox(do.Copy)}
	c.start = button(say("practice.start"), icons.Of(icons.Play), do.StartPractice)
	c.start.Importance = widget.HighImportance
	c.stop = button(say("practice.stop"), icons.Of(icons.Stop), do.StopPractice)
	c.body = stack(Grid, row(c.state, spacer(), c.start, c.stop), c.measure, c.says, c.err)
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer is Fyne's hook.
func (c *practiceCard) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.body) }

// update shows the model.
func (c *practiceCard) update(m PracticeModel) {
	c.start.Hide()
	c.stop.Hide()
	c.measure.Hide()
	switch m.State {
	case PracticeOn:
		c.state.set(toneOK, say("practice.on", "Address", m.Address))
		c.says.set(say("practice.on.about"))
		c.stop.Show()
	case PracticeStarting:
		c.state.set(toneRunning, say("practice.starting"))
		c.says.set(tell(m.Stage))
		if m.Total > 0 {
			c.measure.Show()
			c.measure.set(share(m.Done, m.Total), colorAccent)
		}
	case PracticeStopping:
		c.state.set(toneRunning, say("practice.stopping"))
		c.says.set("")
	default:
		c.state.set(tonePending, say("practice.off"))
		c.says.set(say("practice.off.about"))
		c.start.Show()
	}
	c.err.set(m.Err)
	c.body.Refresh()
}
