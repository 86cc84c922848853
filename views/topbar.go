package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/obferry/obferry/engine/words"
	"github.com/obferry/obferry/icons"
)

// topBar names the program and the way, and holds what concerns the whole window.
type topBar struct {
	widget.BaseWidget
	model    *Model
	from, to *text
	arrow    *picture
	bar      *box
}

func newTopBar(m *Model, do Intents, onHelp func()) *topBar {
	t := &topBar{model: m, from: strong(""), to: strong(""), arrow: newPicture(icons.Arrow, colorMuted, 16)}
	t.bar = newBox(colorSurface, fixed(0, Grid*6, pad(Grid, row(
		newPicture(icons.Ferry, colorAccent, 24),
		strong(say("app.name")).colored(colorAccent), gap(Grid*2, 1),
		t.from, t.arrow, t.to, spacer(),
		languageSwitch(do),
		themeSwitch(m, do),
		quiet(icons.Help, onHelp),
	))))
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer is Fyne's hook.
func (t *topBar) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.bar) }

// update shows the model.
func (t *topBar) update() {
	t.from.set(say("frame.nosource"))
	t.from.paint(t.from.value, colorMuted)
	t.arrow.Hide()
	t.to.set("")
	if t.model.Catalog != nil {
		t.from.paint(sourceName(t.model), colorText)
	}
	if t.model.Info != nil {
		t.to.set(targetName(t.model))
		t.arrow.Show()
	}
	t.bar.Refresh()
}

// languageSwitch offers both languages, each in its own words.
func languageSwitch(do Intents) fyne.CanvasObject {
	choices := container.New(rowLayout{})
	for _, l := range []struct {
		language words.Language
		name     string
	}{{words.English, "EN"}, {words.Chinese, "中文"}} {
		b := widget.NewButton(l.name, func() { do.SwitchLanguage(l.language) })
		b.Importance = widget.LowImportance
		if words.Spoken() == l.language {
			b.Importance = widget.MediumImportance
		}
		choices.Add(b)
	}
	return choices
}

func themeSwitch(m *Model, do Intents) fyne.CanvasObject {
	return quiet(icons.Theme, func() { do.SwitchTheme(!m.Dark) })
}

// quiet is a button that is only a picture.
func quiet(name icons.Name, onTapped func()) *widget.Button {
	b := button("", icons.Of(name), onTapped)
	b.Importance = widget.LowImportance
	return b
}
