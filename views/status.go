package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"github.com/obferry/obferry/icons"
)

// tone is how a thing stands. It is always shown as an icon, a word and a colour
// together: colour alone tells some people nothing.
type tone struct {
	icon  icons.Name
	color fyne.ThemeColorName
	soft  fyne.ThemeColorName
}

// The tones.
var (
	toneOK      = tone{icons.OK, colorOK, colorOKSoft}
	toneWarn    = tone{icons.Warning, colorWarn, colorWarnSoft}
	toneError   = tone{icons.Error, colorError, colorErrorSoft}
	toneBlocked = tone{icons.Blocked, colorError, colorErrorSoft}
	toneChanged = tone{icons.Changed, colorWarn, colorWarnSoft}
	toneInfo    = tone{icons.Info, colorAccent, colorAccentSoft}
	toneDecide  = tone{icons.Help, colorError, colorErrorSoft}
	toneEdited  = tone{icons.Edit, colorAccent, colorAccentSoft}
	tonePending = tone{icons.Pending, colorMuted, colorRaised}
	toneCurrent = tone{icons.Current, colorAccent, colorAccentSoft}
	toneRunning = tone{icons.Running, colorAccent, colorAccentSoft}
	tonePaused  = tone{icons.Pause, colorWarn, colorWarnSoft}
)

// picture draws an icon in a colour of the theme.
type picture struct {
	widget.BaseWidget
	name  icons.Name
	color fyne.ThemeColorName
	side  float32
}

func newPicture(name icons.Name, color fyne.ThemeColorName, side float32) *picture {
	p := &picture{name: name, color: color, side: side}
	p.ExtendBaseWidget(p)
	return p
}

func (p *picture) set(name icons.Name, color fyne.ThemeColorName) {
	if p.name == name && p.color == color {
		return
	}
	p.name, p.color = name, color
	p.Refresh()
}

// CreateRenderer is Fyne's hook.
func (p *picture) CreateRenderer() fyne.WidgetRenderer {
	image := canvas.NewImageFromResource(icons.In(p.name, p.color))
	image.FillMode = canvas.ImageFillContain
	return &pictureRenderer{picture: p, image: image}
}

type pictureRenderer struct {
	picture *picture
	image   *canvas.Image
}

func (r *pictureRenderer) Destroy()                     {}
func (r *pictureRenderer) MinSize() fyne.Size           { return fyne.NewSquareSize(r.picture.side) }
func (r *pictureRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.image} }

func (r *pictureRenderer) Layout(size fyne.Size) {
	r.image.Move(fyne.NewPos((size.Width-r.picture.side)/2, (size.Height-r.picture.side)/2+1))
	r.image.Resize(fyne.NewSquareSize(r.picture.side))
}

func (r *pictureRenderer) Refresh() {
	r.image.Resource = icons.In(r.picture.name, r.picture.color)
	r.image.Refresh()
}

// status is an icon and a word.
type status struct {
	widget.BaseWidget
	mark *picture
	word *text
}

func newStatus(t tone, word string) *status {
	s := &status{mark: newPicture(t.icon, t.color, 16), word: newText(word).colored(t.color)}
	s.ExtendBaseWidget(s)
	return s
}

// set changes both.
func (s *status) set(t tone, word string) {
	s.mark.set(t.icon, t.color)
	s.word.paint(word, t.color)
}

// CreateRenderer is Fyne's hook.
func (s *status) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(row(s.mark, s.word))
}
