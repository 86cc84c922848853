package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
)

// page is the content of one step. It is built when the step opens, and updated
// when the model has changed.
type page interface {
	content() fyne.CanvasObject
	update()
}

// Frame is the window's content: the bars, the rail and the open step.
type Frame struct {
	model   *Model
	do      Intents
	window  fyne.Window
	top     *topBar
	rail    *rail
	bottom  *bottomBar
	heading *fyne.Container
	body    *fyne.Container
	open    page
	step    Step
	root    fyne.CanvasObject
}

// NewFrame builds the window's content from a model. The language spoken and the
// theme must be set before; to change them, build another frame.
func NewFrame(m *Model, do Intents, window fyne.Window) *Frame {
	f := &Frame{model: m, do: do, window: window, step: -1}
	f.top = newTopBar(m, do, f.help)
	f.rail = newRail(m, do.Open)
	f.bottom = newBottomBar(m, do)
	f.heading = container.NewStack()
	f.body = container.NewStack()
	line := func() fyne.CanvasObject { return newBox(colorBorder, gap(1, 1)) }
	main := container.NewBorder(nil, f.bottom, nil, nil,
		newBox("", container.NewBorder(f.heading, nil, nil, nil, f.body)).padded(Grid*2))
	head := container.New(stackLayout{0}, f.top, line())
	side := container.New(tightLayout{}, f.rail, line())
	f.root = container.New(frameLayout{}, newBox(fyneBackground, nil), head, side, main)
	f.Refresh()
	return f
}

const fyneBackground fyne.ThemeColorName = "background"

// Object is what the window shows.
func (f *Frame) Object() fyne.CanvasObject { return f.root }

// Refresh shows the model as it is now.
func (f *Frame) Refresh() {
	if f.step != f.model.Step {
		f.step = f.model.Step
		f.open = f.build(f.step)
		f.heading.Objects = []fyne.CanvasObject{pad(0, container.NewBorder(nil, gap(1, Grid/2), nil, nil,
			row(titleText(stepTitle(f.step)), gap(Grid, 1), muted(stepTask(f.step)))))}
		f.body.Objects = []fyne.CanvasObject{f.open.content()}
		f.heading.Refresh()
		f.body.Refresh()
	}
	f.open.update()
	f.top.update()
	f.rail.update()
	f.bottom.update()
}

func (f *Frame) build(s Step) page {
	switch s {
	case SourceStep:
		return newSourcePage(f.model, f.do)
	case TargetStep:
		return newTargetPage(f.model, f.do)
	case ObjectsStep:
		return newObjectsPage(f.model, f.do)
	case DDLStep:
		return newDDLPage(f.model, f.do)
	case OptionsStep:
		return newOptionsPage(f.model, f.do)
	case RunStep:
		return newRunPage(f.model, f.do)
	default:
		return newResultPage(f.model, f.do)
	}
}

// help explains the open step.
func (f *Frame) help() {
	body := fixed(Grid*60, 0, stack(Grid,
		strong(stepTitle(f.step)),
		paragraph(say("step."+stepIDs[f.step]+".help")),
		muted(say("help.keys")).wrapped()))
	dialog.ShowCustom(say("help.title"), say("button.close"), body, f.window)
}

// frameLayout places the bars and the rail: their sizes are the grid's.
type frameLayout struct{}

// MinSize does not ask the content: a long name must not make the window grow under
// a person's hands.
func (frameLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(Grid*120, Grid*80) }

func (frameLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	head, side := o[1].MinSize().Height, o[2].MinSize().Width
	o[0].Resize(size)
	o[1].Resize(fyne.NewSize(size.Width, head))
	o[2].Move(fyne.NewPos(0, head))
	o[2].Resize(fyne.NewSize(side, size.Height-head))
	o[3].Move(fyne.NewPos(side, head))
	o[3].Resize(size.SubtractWidthHeight(side, head))
}

// tightLayout puts a line to the right of a thing.
type tightLayout struct{}

func (tightLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(1, 0)
}

func (tightLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(size.SubtractWidthHeight(1, 0))
	o[1].Move(fyne.NewPos(size.Width-1, 0))
	o[1].Resize(fyne.NewSize(1, size.Height))
}
