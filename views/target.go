package views

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"github.com/obferry/obferry/icons"
)

// targetPage is the second step: which OceanBase the rows go to.
type targetPage struct {
	model            *Model
	do               Intents
	practice, server *card
	inside           *fyne.Container
	kernel           *practiceCard
	database         *widget.Entry
	stages, found    *fyne.Container
	err              *errorBox
	door             Door
}

func newTargetPage(m *Model, do Intents) *targetPage {
	p := &targetPage{model: m, do: do, inside: container.NewStack(), stages: container.NewStack(),
		found: container.NewStack(), err: newErrorBox(do.Copy), door: -1}
	p.practice = doorCard(icons.Kernel, "target.practice", func() { do.ChooseTarget(PracticeDoor) })
	p.server = doorCard(icons.Database, "target.server", func() { do.ChooseTarget(DatabaseDoor) })
	p.kernel = newPracticeCard(do)
	p.database = widget.NewEntry()
	p.database.SetText(m.Target.Database)
	p.database.SetPlaceHolder(say("target.database.hint"))
	p.database.OnChanged = do.NameDatabase
	p.database.OnSubmitted = func(string) { do.Next() }
	return p
}

func (p *targetPage) content() fyne.CanvasObject {
	name := panel(container.New(layout.NewFormLayout(), label("target.database"),
		stack(4, p.database, small(say("target.database.about")).wrapped())))
	return scrolled(stack(Grid*1.5, doors(p.practice, p.server), p.inside, name, p.stages, p.err, p.found))
}

func (p *targetPage) update() {
	m := p.model.Target
	p.practice.choose(m.Door == PracticeDoor)
	p.server.choose(m.Door == DatabaseDoor)
	if p.door != m.Door {
		p.door = m.Door
		if m.Door == PracticeDoor {
			p.inside.Objects = []fyne.CanvasObject{panel(p.kernel)}
		} else {
			form := newAddressForm(m.Form, false, "oceanbase://user%40tenant%23cluster@host:2883/shop", nil, p.do.EditTarget, p.do.Next)
			p.inside.Objects = []fyne.CanvasObject{panel(form.holder)}
		}
		p.inside.Refresh()
	}
	if p.database.Text != m.Database {
		p.database.SetText(m.Database)
	}
	p.kernel.update(m.Practice)
	p.stages.Objects = nil
	if len(m.Stages) > 0 {
		p.stages.Objects = []fyne.CanvasObject{stageRows(m.Stages)}
	}
	p.stages.Refresh()
	p.err.set(m.Err)
	p.found.Objects = nil
	if p.model.Info != nil {
		p.found.Objects = []fyne.CanvasObject{p.info()}
	}
	p.found.Refresh()
}

// info says what is at the target.
func (p *targetPage) info() fyne.CanvasObject {
	i := p.model.Info
	left, right := container.New(layout.NewFormLayout()), container.New(layout.NewFormLayout())
	add := func(facts *fyne.Container, id, value string) {
		if value != "" {
			facts.Add(muted(say(id)))
			facts.Add(newText(value))
		}
	}
	add(left, "target.version", i.Product+" "+i.Version)
	add(left, "target.user", i.User)
	add(right, "target.tenant", i.Tenant)
	add(right, "target.charset", i.Charset)
	facts := container.New(layout.NewFormLayout())
	if i.MemstoreLimit > 0 {
		measure := newBar(8)
		measure.set(share(i.MemstoreUsed, i.MemstoreLimit), memstoreColor(i.MemstoreUsed, i.MemstoreLimit))
		facts.Add(muted(say("target.memstore")))
		facts.Add(row(grow(Grid*20, measure), newText(say("target.memstore.of", "Used", size(i.MemstoreUsed),
			"Limit", size(i.MemstoreLimit), "Share", percent(i.MemstoreUsed, i.MemstoreLimit)))))
	} else {
		add(facts, "target.memstore", say("target.memstore.hidden"))
	}
	return panel(stack(Grid, newStatus(toneOK, say("target.found")), container.New(columnsLayout{Grid * 3}, left, right), facts, p.finding()))
}

// finding says whether the database is there.
func (p *targetPage) finding() fyne.CanvasObject {
	if p.model.Result != nil || slices.Contains(p.model.Info.Databases, p.model.Target.Database) {
		return newStatus(toneInfo, say("target.database.there", "Database", p.model.Target.Database))
	}
	return newStatus(toneInfo, say("target.database.new", "Database", p.model.Target.Database))
}

// memstoreColor is a warning where little is left.
func memstoreColor(used, limit int64) fyne.ThemeColorName {
	switch s := share(used, limit); {
	case s >= 0.9:
		return colorError
	case s >= 0.75:
		return colorWarn
	default:
		return colorAccent
	}
}
