package views

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// sqlText is one side of a comparison: lines with their numbers, those that
// changed on a soft ground, those with a note marked in the gutter.
type sqlText struct {
	widget.BaseWidget
	lines   []string // by row of the comparison
	numbers []int    // the line's own number from 1, 0 for a row that this side lacks
	tinted  []bool
	marks   map[int]tone // by line number
}

func newSQLText() *sqlText {
	s := &sqlText{}
	s.ExtendBaseWidget(s)
	return s
}

// compare shows two texts in two widgets, line beside line. Marks are of the left.
func compare(left, right *sqlText, was, became string, marks map[int]tone) {
	a, b := lines(was), lines(became)
	left.clear(marks)
	right.clear(nil)
	for _, p := range sideBySide(a, b) {
		left.add(a, p.left, p.changed)
		right.add(b, p.right, p.changed)
	}
	left.Refresh()
	right.Refresh()
}

// alone shows a text that has nothing beside it to be compared with, but a remark.
func alone(left, right *sqlText, remark, text string) {
	left.clear(nil)
	right.clear(nil)
	left.add([]string{remark}, 0, false)
	all := lines(text)
	for i := range all {
		right.add(all, i, false)
	}
	left.Refresh()
	right.Refresh()
}

func lines(s string) []string {
	s = strings.TrimRight(strings.ReplaceAll(s, "\t", "    "), "\n ")
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

func (s *sqlText) clear(marks map[int]tone) {
	s.lines, s.numbers, s.tinted, s.marks = nil, nil, nil, marks
}

func (s *sqlText) add(from []string, i int, changed bool) {
	line, number := "", 0
	if i >= 0 {
		line, number = from[i], i+1
	}
	s.lines = append(s.lines, line)
	s.numbers = append(s.numbers, number)
	s.tinted = append(s.tinted, changed)
}

// CreateRenderer is Fyne's hook.
func (s *sqlText) CreateRenderer() fyne.WidgetRenderer {
	r := &sqlRenderer{view: s}
	r.rebuild()
	return r
}

type sqlRenderer struct {
	view    *sqlText
	objects []fyne.CanvasObject
	min     fyne.Size
}

const (
	sqlLine   = Grid * 2.5
	sqlGutter = Grid * 5
)

func (r *sqlRenderer) Destroy()                     {}
func (r *sqlRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *sqlRenderer) MinSize() fyne.Size           { return r.min }

func (r *sqlRenderer) Layout(size fyne.Size) {
	for _, o := range r.objects {
		if ground, ok := o.(*canvas.Rectangle); ok {
			ground.Resize(fyne.NewSize(max(size.Width, r.min.Width), sqlLine))
		}
	}
}

func (r *sqlRenderer) Refresh() {
	r.rebuild()
	r.Layout(r.view.Size())
	canvas.Refresh(r.view)
}

func (r *sqlRenderer) rebuild() {
	th := r.view.Theme()
	mono := fyne.TextStyle{Monospace: true}
	r.objects, r.min = nil, fyne.NewSize(Grid*10, float32(len(r.view.lines))*sqlLine)
	put := func(s string, color fyne.ThemeColorName, x, y, width float32, align fyne.TextAlign) {
		t := canvas.NewText(s, th.Color(color, 0))
		t.TextSize, t.TextStyle, t.Alignment = smallSize+1, mono, align
		t.Move(fyne.NewPos(x, y))
		t.Resize(fyne.NewSize(width, sqlLine))
		r.objects = append(r.objects, t)
	}
	for i, line := range r.view.lines {
		y := float32(i) * sqlLine
		number := r.view.numbers[i]
		mark, marked := r.view.marks[number]
		marked = marked && number > 0
		if r.view.tinted[i] || marked {
			color := colorWarnSoft
			switch {
			case number == 0:
				color = colorRaised
			case marked:
				color = mark.soft
			}
			ground := canvas.NewRectangle(th.Color(color, 0))
			ground.Move(fyne.NewPos(0, y))
			r.objects = append(r.objects, ground)
		}
		if number == 0 {
			continue
		}
		if marked {
			p := newPicture(mark.icon, mark.color, 12)
			p.Move(fyne.NewPos(2, y))
			p.Resize(fyne.NewSize(14, sqlLine))
			r.objects = append(r.objects, p)
		}
		put(strconv.Itoa(number), colorMuted, Grid, y, sqlGutter-Grid*1.75, fyne.TextAlignTrailing)
		width := fyne.MeasureText(line, smallSize+1, mono).Width
		put(line, colorText, sqlGutter, y, width, fyne.TextAlignLeading)
		r.min.Width = max(r.min.Width, sqlGutter+width+Grid*2)
	}
}
