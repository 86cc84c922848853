package views

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

const railWidth = Grid * 24

// rail is the map of the wizard: every step with its state and, in words, what was
// decided there. A step that was reached opens by a click.
type rail struct {
	widget.BaseWidget
	model *Model
	steps []*railStep
}

func newRail(m *Model, onOpen func(Step)) *rail {
	r := &rail{model: m}
	for _, s := range Steps {
		r.steps = append(r.steps, newRailStep(s, func() { onOpen(s) }))
	}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is Fyne's hook.
func (r *rail) CreateRenderer() fyne.WidgetRenderer {
	column := container.New(stackLayout{2})
	for _, s := range r.steps {
		column.Add(s.card)
	}
	return widget.NewSimpleRenderer(newBox(colorSurface, fixed(railWidth, 0, pad(Grid, column))))
}

// update shows the model.
func (r *rail) update() {
	for _, s := range r.steps {
		s.update(r.model)
	}
}

// railStep is one step of the rail.
type railStep struct {
	*card
	step     Step
	mark     *picture
	name     *text
	decision *text
}

func newRailStep(s Step, onTapped func()) *railStep {
	e := &railStep{step: s, mark: newPicture(tonePending.icon, tonePending.color, 18), name: strong(""), decision: small("").wrapped()}
	e.card = newCard(container.NewBorder(nil, nil, container.NewVBox(e.mark), nil, stack(2, e.name, e.decision)), onTapped)
	e.pad = Grid
	return e
}

func (e *railStep) update(m *Model) {
	t := stepTone(m, e.step)
	e.mark.set(t.icon, t.color)
	open := e.step <= m.Reached() && (e.step < ResultStep || m.Result != nil)
	color := colorText
	if !open && e.step != m.Step {
		color = colorMuted
	}
	e.name.paint(strconv.Itoa(int(e.step)+1)+"  "+stepName(e.step), color)
	e.decision.set(decision(m, e.step))
	e.off = !open
	e.chosen = e.step == m.Step
	e.fill, e.stroke = colorSurface, ""
	if e.chosen {
		e.fill = colorAccentSoft
	}
	e.Refresh()
}

// stepTone is how a step stands: open, decided, or with something left to decide.
func stepTone(m *Model, s Step) tone {
	switch {
	case s >= RunStep && m.Result != nil:
		t, _ := verdict(m.Result)
		return t
	case s == m.Step:
		return toneCurrent
	case !decided(m, s):
		return tonePending
	case s == DDLStep:
		if countDDL(m).open > 0 {
			return toneWarn
		}
	}
	return toneOK
}

func stepName(s Step) string  { return say("step." + stepIDs[s]) }
func stepTitle(s Step) string { return say("step." + stepIDs[s] + ".title") }
func stepTask(s Step) string  { return say("step." + stepIDs[s] + ".task") }

// StepID names a step in file names and in the dictionary.
func StepID(s Step) string { return stepIDs[s] }

var stepIDs = [...]string{"source", "target", "objects", "ddl", "options", "run", "result"}
