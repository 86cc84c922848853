package views

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/obferry/obferry/icons"
	"github.com/obferry/obferry/profiles"
)

// sourcePage is the first step: where the rows come from.
type sourcePage struct {
	model          *Model
	do             Intents
	database, file *card
	inside         *fyne.Container
	stages         *fyne.Container
	offers         *fyne.Container
	found          *fyne.Container
	chosen         *fyne.Container
	err            *errorBox
	door           Door
}

func newSourcePage(m *Model, do Intents) *sourcePage {
	p := &sourcePage{model: m, do: do, inside: container.NewStack(), stages: container.NewStack(), offers: container.NewStack(),
		found: container.NewStack(), chosen: container.NewStack(), err: newErrorBox(do.Copy), door: -1}
	p.database = doorCard(icons.Database, "source.database", func() { do.ChooseSource(DatabaseDoor) })
	p.file = doorCard(icons.Sheet, "source.file", func() { do.ChooseSource(FileDoor) })
	return p
}

func (p *sourcePage) content() fyne.CanvasObject {
	return scrolled(stack(Grid*1.5, p.offers, doors(p.database, p.file), p.inside, p.stages, p.err, p.found))
}

func (p *sourcePage) update() {
	m := p.model.Source
	p.database.choose(m.Door == DatabaseDoor)
	p.file.choose(m.Door == FileDoor)
	if p.door != m.Door {
		p.door = m.Door
		if m.Door == FileDoor {
			p.inside.Objects = []fyne.CanvasObject{p.files()}
		} else {
			form := newAddressForm(m.Form, true, "mysql://user@host:3306/shop", []profiles.Kind{profiles.MySQL, profiles.Postgres}, p.do.EditSource, p.do.Next)
			p.inside.Objects = []fyne.CanvasObject{panel(form.holder)}
		}
		p.inside.Refresh()
	}
	p.updateOffers()
	p.updateChosen()
	p.stages.Objects = []fyne.CanvasObject{stageRows(m.Stages)}
	if len(m.Stages) == 0 {
		p.stages.Objects = nil
	}
	p.stages.Refresh()
	p.err.set(m.Err)
	p.found.Objects = nil
	if p.model.Catalog != nil {
		p.found.Objects = []fyne.CanvasObject{p.catalog()}
	}
	p.found.Refresh()
}

func (p *sourcePage) files() fyne.CanvasObject {
	path := widget.NewEntry()
	path.SetText(p.model.Source.Path)
	path.SetPlaceHolder(say("source.path"))
	path.OnChanged = p.do.ChooseFile
	path.OnSubmitted = func(string) { p.do.Next() }
	browse := button(say("button.browse"), icons.Of(icons.Open), p.do.BrowseFile)
	return panel(stack(Grid, fixed(0, Grid*15, dropArea(p.do.BrowseFile)),
		container.NewBorder(nil, nil, nil, browse, path), p.chosen))
}

// updateOffers offers what was cut off; without it no room is left for it.
func (p *sourcePage) updateOffers() {
	p.offers.Objects = nil
	p.offers.Hide()
	if offers := interruptedRuns(p.model, p.do); offers != nil {
		p.offers.Objects = []fyne.CanvasObject{offers}
		p.offers.Show()
	}
	p.offers.Refresh()
}

// updateChosen names and sizes the file that was chosen.
func (p *sourcePage) updateChosen() {
	m := p.model.Source
	p.chosen.Objects = nil
	if m.Path != "" && m.Size > 0 {
		p.chosen.Objects = []fyne.CanvasObject{row(newPicture(icons.File, colorAccent, 20),
			strong(filepath.Base(m.Path)), muted(size(m.Size)))}
	}
	p.chosen.Refresh()
}

// catalog says what the source offers.
func (p *sourcePage) catalog() fyne.CanvasObject {
	c := p.model.Catalog
	rows, bytes, exact := int64(0), int64(0), true
	for _, t := range c.Tables {
		rows, bytes, exact = rows+t.Rows, bytes+t.Bytes, exact && t.Exact
	}
	kind := "source.found"
	if p.model.Source.Door == FileDoor {
		kind = "source.found.sheets"
	}
	lines := []fyne.CanvasObject{
		newStatus(toneOK, say(kind, "Count", len(c.Tables), "Rows", about(rows, exact), "Size", size(bytes))),
		muted(say("source.product", "Product", c.Product, "Version", c.Version)),
	}
	if len(c.Left) > 0 {
		lines = append(lines, newText(say("source.left", "Count", len(c.Left), "Names", leftNames(c.Left))).colored(colorWarn).wrapped())
	}
	return note(colorOKSoft, stack(4, lines...))
}
