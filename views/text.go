package views

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// text shows one sentence: on one line that ends in "…" where it is too long, or,
// with wrap, on as many as it needs. Unlike Fyne's label it has no padding, and it
// may break between any two Chinese characters.
type text struct {
	widget.BaseWidget
	value string
	size  float32
	color fyne.ThemeColorName
	style fyne.TextStyle
	align fyne.TextAlign
	wrap  bool
	// shown is what is on screen, line by line; tests ask it what was cut.
	shown []string
	width float32
}

func newText(value string) *text {
	t := &text{value: value, size: bodySize, color: colorText}
	t.ExtendBaseWidget(t)
	return t
}

// The kinds of text there are.
func titleText(value string) *text { return newText(value).sized(titleSize).bold() }
func strong(value string) *text    { return newText(value).bold() }
func muted(value string) *text     { return newText(value).colored(colorMuted) }
func small(value string) *text     { return newText(value).sized(smallSize).colored(colorMuted) }
func number(value string) *text    { return newText(value).aligned(fyne.TextAlignTrailing) }
func paragraph(value string) *text { return newText(value).wrapped() }

func (t *text) sized(size float32) *text                { t.size = size; return t }
func (t *text) bold() *text                             { t.style.Bold = true; return t }
func (t *text) mono() *text                             { t.style.Monospace = true; return t }
func (t *text) wrapped() *text                          { t.wrap = true; return t }
func (t *text) colored(color fyne.ThemeColorName) *text { t.color = color; return t }
func (t *text) aligned(align fyne.TextAlign) *text      { t.align = align; return t }
func (t *text) measure(s string) float32                { return t.extent(s).Width }
func (t *text) extent(s string) fyne.Size               { return fyne.MeasureText(s, t.size, t.style) }
func (t *text) lineHeight() float32                     { return float32(int(t.extent("M").Height + 0.5)) }
func (t *text) set(value string)                        { t.paint(value, t.color) }
func (t *text) paint(value string, c fyne.ThemeColorName) {
	if t.value == value && t.color == c {
		return // a refresh costs a drawing, and tables ask often
	}
	t.value, t.color = value, c
	t.Refresh()
}

// CreateRenderer is Fyne's hook.
func (t *text) CreateRenderer() fyne.WidgetRenderer { return &textRenderer{text: t} }

type textRenderer struct {
	text  *text
	lines []fyne.CanvasObject
}

func (r *textRenderer) Destroy()                     {}
func (r *textRenderer) Objects() []fyne.CanvasObject { return r.lines }

// MinSize of one line is small, so that a long name never pushes a table apart;
// callers that need the room give the widget a cell of its own.
func (r *textRenderer) MinSize() fyne.Size {
	t := r.text
	if !t.wrap {
		return fyne.NewSize(t.measure(typeset(t.value)), t.lineHeight())
	}
	lines := 1
	if t.width > 0 {
		lines = len(wrap(typeset(t.value), t.width, t.measure))
	}
	return fyne.NewSize(Grid*4, float32(lines)*t.lineHeight())
}

func (r *textRenderer) Layout(size fyne.Size) {
	t := r.text
	t.width = size.Width
	if t.wrap {
		t.shown = wrap(typeset(t.value), size.Width, t.measure)
	} else {
		t.shown = []string{cut(typeset(t.value), size.Width, t.measure)}
	}
	height := t.lineHeight()
	top := float32(0)
	if spare := size.Height - float32(len(t.shown))*height; spare > 0 && !t.wrap {
		top = spare / 2
	}
	c := t.Theme().Color(t.color, 0)
	for len(r.lines) < len(t.shown) {
		r.lines = append(r.lines, canvas.NewText("", c))
	}
	r.lines = r.lines[:len(t.shown)]
	for i, line := range t.shown {
		drawn, ok := r.lines[i].(*canvas.Text)
		if !ok {
			continue
		}
		drawn.Text, drawn.Color, drawn.TextSize = line, c, t.size
		drawn.TextStyle, drawn.Alignment = t.style, t.align
		drawn.Move(fyne.NewPos(0, top+float32(i)*height))
		drawn.Resize(fyne.NewSize(size.Width, height))
	}
}

func (r *textRenderer) Refresh() {
	r.Layout(r.text.Size())
	for _, line := range r.lines {
		canvas.Refresh(line)
	}
	canvas.Refresh(r.text)
}

// cut shortens a line to a width, with "…" where something is missing.
func cut(s string, width float32, measure func(string) float32) string {
	more := typeset("…")
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		s = s[:i] + more
	}
	if width <= 0 || measure(s) <= width+0.5 {
		return s
	}
	runes := []rune(s)
	low, high := 0, len(runes)
	for low < high {
		middle := (low + high + 1) / 2
		if measure(string(runes[:middle])+more) <= width {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return strings.TrimRight(string(runes[:low]), " ") + more
}

// wrap breaks a text into lines no wider than width: at spaces, and beside any
// Chinese character except before one that closes and after one that opens.
func wrap(s string, width float32, measure func(string) float32) []string {
	var lines []string
	for _, line := range strings.Split(s, "\n") {
		lines = append(lines, wrapLine(line, width, measure)...)
	}
	return lines
}

func wrapLine(s string, width float32, measure func(string) float32) []string {
	var lines []string
	line := ""
	for _, piece := range pieces(s) {
		switch {
		case line == "" || measure(strings.TrimRight(line+piece, " ")) <= width+0.5:
			line += piece
		default:
			lines = append(lines, strings.TrimRight(line, " "))
			line = strings.TrimLeft(piece, " ")
		}
		for measure(strings.TrimRight(line, " ")) > width+0.5 && len([]rune(line)) > 1 {
			head := longestPrefix(line, width, measure) // a name longer than a line
			lines = append(lines, head)
			line = line[len(head):]
		}
	}
	return append(lines, strings.TrimRight(line, " "))
}

func longestPrefix(s string, width float32, measure func(string) float32) string {
	runes := []rune(s)
	n := 1
	for n < len(runes) && measure(string(runes[:n+1])) <= width {
		n++
	}
	return string(runes[:n])
}

// pieces cuts a line where it may be broken.
func pieces(s string) []string {
	runes := []rune(s)
	var all []string
	start := 0
	for i := 1; i < len(runes); i++ {
		before, after := runes[i-1], runes[i]
		breaks := before == ' ' && after != ' ' || (wide(before) || wide(after)) && after != ' '
		if breaks && !strings.ContainsRune(closing, after) && !strings.ContainsRune(opening, before) {
			all = append(all, string(runes[start:i]))
			start = i
		}
	}
	return append(all, string(runes[start:]))
}

// The narrow forms of the marks are among them.
const (
	closing = "，。、；：？！）》」』】”’…%,.;:?!)\uE001\uE003\uE004"
	opening = "（《「『【“‘(\uE000\uE002"
)

func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF
}
