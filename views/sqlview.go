package views

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// sqlText is one side of a comparison: lines with their numbers, those that changed on a
// soft ground, those with something to be said about them marked in the gutter. A click
// on such a line tells onMark its number. Only the lines about those that can be seen
// are drawn: a dump's line may be long, and a table may have thousands.
type sqlText struct {
	widget.BaseWidget
	lines   []string // by row of the comparison
	numbers []int    // the line's own number from 1, 0 for a row that this side lacks
	tinted  []bool
	marks   map[int]sqlMark // by line number
	// chosen is the line number that a person looks at, 0 for none.
	chosen  int
	hovered int // row, -1 for none
	onMark  func(line int)
	scroll  *container.Scroll
	// first and last are the rows that are drawn: last is not one of them.
	first, last int
	width       float32
}

// sqlMark is what stands in the gutter of a line.
type sqlMark struct {
	tone tone
	// weight is that of what it stands for: of several marks of a line the weightiest is
	// seen.
	weight int
}

var (
	_ desktop.Hoverable  = (*sqlText)(nil)
	_ desktop.Cursorable = (*sqlText)(nil)
)

func newSQLText(onMark func(line int)) *sqlText {
	s := &sqlText{onMark: onMark, hovered: -1}
	s.ExtendBaseWidget(s)
	s.scroll = container.NewScroll(s)
	return s
}

const (
	sqlLine   = Grid * 2.5
	sqlGutter = Grid * 6.5
	sqlSize   = smallSize + 1
	// ahead is how many rows are drawn beyond the first that is seen: more than any screen
	// is high, so that nothing is empty however a window is pulled.
	ahead = 130
	// longest is how many characters of a line are drawn.
	longest = 1000
)

// together scrolls two sides up and down as one.
func together(a, b *sqlText) {
	follow := func(moved, follows *sqlText) func(fyne.Position) {
		return func(at fyne.Position) {
			moved.scrolled()
			if follows.scroll.Offset.Y != at.Y {
				follows.scroll.Offset.Y = at.Y
				follows.scroll.Refresh()
				follows.scrolled()
			}
		}
	}
	a.scroll.OnScrolled, b.scroll.OnScrolled = follow(a, b), follow(b, a)
}

// set shows lines from the top.
func (s *sqlText) set(lines []string, numbers []int, tinted []bool, marks map[int]sqlMark) {
	s.lines, s.numbers, s.tinted, s.marks = lines, numbers, tinted, marks
	s.chosen, s.hovered, s.first, s.last = 0, -1, 0, 0
	s.width = widest(lines)
	s.scroll.Offset = fyne.Position{}
	s.Refresh()
	s.scroll.Refresh()
}

// widest is the width that all lines need. Characters are counted and one line is
// measured: measuring each of thousands would take longer than drawing.
func widest(lines []string) float32 {
	most, long := 0, ""
	for _, line := range lines {
		cells := 0
		for _, r := range shortened(line) {
			cells++
			if wide(r) {
				cells++
			}
		}
		if cells > most {
			most, long = cells, line
		}
	}
	return fyne.MeasureText(shortened(long), sqlSize, fyne.TextStyle{Monospace: true}).Width
}

// shortened is what is drawn of a line.
func shortened(line string) string {
	if len(line) <= longest {
		return line
	}
	runes := []rune(line)
	if len(runes) <= longest {
		return line
	}
	return string(runes[:longest]) + "…"
}

// show goes to a line and lights it up.
func (s *sqlText) show(number int) {
	if s.chosen != number {
		s.chosen = number
		s.Refresh()
	}
	row := s.row(number)
	if row < 0 {
		return
	}
	y, height := float32(row)*sqlLine, s.scroll.Size().Height
	if y < s.scroll.Offset.Y || y+sqlLine > s.scroll.Offset.Y+height {
		s.scroll.ScrollToOffset(fyne.NewPos(0, max(0, y-height/2)))
		if s.scroll.OnScrolled != nil {
			s.scroll.OnScrolled(s.scroll.Offset)
		}
	}
}

func (s *sqlText) row(number int) int {
	for i, n := range s.numbers {
		if n == number && n > 0 {
			return i
		}
	}
	return -1
}

// scrolled draws other lines where those that are drawn are no longer enough.
func (s *sqlText) scrolled() {
	top := int(s.scroll.Offset.Y / sqlLine)
	if top < s.first || top+ahead/2 > s.last && s.last < len(s.lines) {
		s.Refresh()
	}
}

// markAt is the line of the mark at a place, 0 where there is none.
func (s *sqlText) markAt(at fyne.Position) int {
	row := int(at.Y / sqlLine)
	if row < 0 || row >= len(s.numbers) {
		return 0
	}
	if _, marked := s.marks[s.numbers[row]]; marked {
		return s.numbers[row]
	}
	return 0
}

// Tapped opens what is to be said about a line.
func (s *sqlText) Tapped(e *fyne.PointEvent) {
	if line := s.markAt(e.Position); line > 0 && s.onMark != nil {
		s.onMark(line)
	}
}

// MouseIn lights up the line below the pointer.
func (s *sqlText) MouseIn(e *desktop.MouseEvent) { s.MouseMoved(e) }

// MouseMoved lights up another line, if it has a mark.
func (s *sqlText) MouseMoved(e *desktop.MouseEvent) {
	row := -1
	if s.markAt(e.Position) > 0 {
		row = int(e.Position.Y / sqlLine)
	}
	if row != s.hovered {
		s.hovered = row
		s.Refresh()
	}
}

// MouseOut puts it back.
func (s *sqlText) MouseOut() {
	if s.hovered >= 0 {
		s.hovered = -1
		s.Refresh()
	}
}

// Cursor is a hand over what can be opened.
func (s *sqlText) Cursor() desktop.Cursor {
	if s.hovered >= 0 {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer is Fyne's hook.
func (s *sqlText) CreateRenderer() fyne.WidgetRenderer {
	r := &sqlRenderer{view: s}
	r.draw()
	return r
}

type sqlRenderer struct {
	view    *sqlText
	objects []fyne.CanvasObject
	grounds []*canvas.Rectangle
}

func (r *sqlRenderer) Destroy()                     {}
func (r *sqlRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *sqlRenderer) MinSize() fyne.Size {
	return fyne.NewSize(sqlGutter+r.view.width+Grid*2, float32(len(r.view.lines))*sqlLine)
}

func (r *sqlRenderer) Layout(size fyne.Size) {
	for _, ground := range r.grounds {
		ground.Resize(fyne.NewSize(max(size.Width, r.MinSize().Width), sqlLine))
	}
}

func (r *sqlRenderer) Refresh() {
	r.draw()
	r.Layout(r.view.Size())
	canvas.Refresh(r.view)
}

// draw makes the lines about those that are seen.
func (r *sqlRenderer) draw() {
	s := r.view
	top := int(s.scroll.Offset.Y / sqlLine)
	s.first, s.last = max(0, top-ahead/4), min(len(s.lines), top+ahead)
	r.objects, r.grounds = nil, nil
	for i := s.first; i < s.last; i++ {
		r.drawRow(i)
	}
}

func (r *sqlRenderer) drawRow(i int) {
	s := r.view
	th := s.Theme()
	y := float32(i) * sqlLine
	number := s.numbers[i]
	mark, marked := s.marks[number]
	marked = marked && number > 0
	if fill := s.fill(i, number, mark, marked); fill != "" {
		ground := canvas.NewRectangle(th.Color(fill, 0))
		ground.Move(fyne.NewPos(0, y))
		if number > 0 && number == s.chosen {
			ground.StrokeColor, ground.StrokeWidth = th.Color(colorAccent, 0), 1
		}
		r.objects, r.grounds = append(r.objects, ground), append(r.grounds, ground)
	}
	if marked {
		p := newPicture(mark.tone.icon, mark.tone.color, 14)
		p.Move(fyne.NewPos(Grid/2, y))
		p.Resize(fyne.NewSize(16, sqlLine))
		r.objects = append(r.objects, p)
	}
	line := shortened(s.lines[i])
	mono := fyne.TextStyle{Monospace: true}
	color := colorMuted // a remark of ours
	if number > 0 {
		color = colorText
		r.put(strconv.Itoa(number), colorMuted, Grid*2, sqlGutter-Grid*3, y, fyne.TextAlignTrailing)
	}
	r.put(line, color, sqlGutter, fyne.MeasureText(line, sqlSize, mono).Width, y, fyne.TextAlignLeading)
}

// fill is the ground of a row, "" for none.
func (s *sqlText) fill(row, number int, mark sqlMark, marked bool) fyne.ThemeColorName {
	switch {
	case s.tinted[row] && number == 0:
		return colorRaised
	case row == s.hovered:
		return colorAccentSoft
	case marked:
		return mark.tone.soft
	case s.tinted[row]:
		return colorWarnSoft
	case number > 0 && number == s.chosen:
		return colorAccentSoft
	}
	return ""
}

func (r *sqlRenderer) put(s string, color fyne.ThemeColorName, x, width, y float32, align fyne.TextAlign) {
	t := canvas.NewText(s, r.view.Theme().Color(color, 0))
	t.TextSize, t.TextStyle, t.Alignment = sqlSize, fyne.TextStyle{Monospace: true}, align
	t.Move(fyne.NewPos(x, y))
	t.Resize(fyne.NewSize(width, sqlLine))
	r.objects = append(r.objects, t)
}

// lines cuts a text.
func lines(s string) []string {
	s = strings.TrimRight(strings.ReplaceAll(s, "\t", "    "), "\n ")
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

// numbered gives every line its own number.
func numbered(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i + 1
	}
	return all
}
