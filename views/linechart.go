package views

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// lineChart draws values over time, with its greatest value and a threshold.
type lineChart struct {
	widget.BaseWidget
	title string
	// write says a value in words.
	write func(float64) string
	// waiting is what is said while there is nothing to draw.
	waiting   string
	values    []float64
	threshold float64 // 0: none
	ceiling   float64 // the top of the chart; 0: the greatest value
	color     fyne.ThemeColorName
}

func newLineChart(title string, write func(float64) string) *lineChart {
	c := &lineChart{title: title, write: write, color: colorAccent}
	c.ExtendBaseWidget(c)
	return c
}

// set shows other values, the latest last.
func (c *lineChart) set(values []float64, threshold, ceiling float64) {
	c.values, c.threshold, c.ceiling = values, threshold, ceiling
	c.Refresh()
}

// CreateRenderer is Fyne's hook.
func (c *lineChart) CreateRenderer() fyne.WidgetRenderer {
	r := &chartRenderer{
		chart: c, title: strong(c.title).sized(smallSize), now: number("").sized(smallSize).bold(), top: small(""), empty: muted(""),
		base: canvas.NewLine(color.Transparent), roof: canvas.NewLine(color.Transparent), limit: canvas.NewLine(color.Transparent),
	}
	r.empty.aligned(fyne.TextAlignCenter)
	r.paint()
	return r
}

// strips are what the ground below the line is made of.
const strips = 96

type chartRenderer struct {
	chart                  *lineChart
	title, now, top, empty *text
	base, roof, limit      *canvas.Line
	segments               []*canvas.Line
	fills                  []*canvas.Rectangle
}

func (r *chartRenderer) Destroy()           {}
func (r *chartRenderer) MinSize() fyne.Size { return fyne.NewSize(Grid*24, Grid*11) }

func (r *chartRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.title, r.now, r.base, r.roof}
	for _, f := range r.fills {
		objects = append(objects, f)
	}
	for _, s := range r.segments {
		objects = append(objects, s)
	}
	return append(objects, r.limit, r.top, r.empty)
}

func (r *chartRenderer) Layout(size fyne.Size) {
	head := Grid * 2.5
	r.title.Resize(fyne.NewSize(size.Width/2, head))
	r.now.Move(fyne.NewPos(size.Width/2, 0))
	r.now.Resize(fyne.NewSize(size.Width/2, head))
	area := fyne.NewSize(size.Width, size.Height-head-Grid)
	y := func(share float64) float32 { return head + Grid/2 + area.Height*float32(1-share) }
	flat := func(l *canvas.Line, share float64) {
		l.Position1, l.Position2 = fyne.NewPos(0, y(share)), fyne.NewPos(size.Width, y(share))
	}
	flat(r.base, 0)
	flat(r.roof, 1)
	r.top.Move(fyne.NewPos(0, y(1)))
	r.top.Resize(fyne.NewSize(size.Width, head-4))
	r.empty.Move(fyne.NewPos(0, head))
	r.empty.Resize(fyne.NewSize(size.Width, area.Height))
	ceiling := r.ceiling()
	if ceiling <= 0 {
		return
	}
	flat(r.limit, min(1, r.chart.threshold/ceiling))
	step := size.Width / float32(max(1, len(r.segments)))
	for i, s := range r.segments {
		from, to := min(1, r.chart.values[i]/ceiling), min(1, r.chart.values[i+1]/ceiling)
		s.Position1 = fyne.NewPos(float32(i)*step, y(from))
		s.Position2 = fyne.NewPos(float32(i+1)*step, y(to))
	}
	if len(r.segments) == 0 {
		return // one value is no line
	}
	r.fill(size.Width, func(share float64) float32 { return y(min(1, r.at(share)/ceiling)) }, y(0))
}

// fill places strips below the line; top tells how high it is at a share of the width.
func (r *chartRenderer) fill(width float32, top func(float64) float32, base float32) {
	strip := width / float32(max(1, len(r.fills)))
	for i, f := range r.fills {
		above := top((float64(i) + 0.5) / float64(len(r.fills)))
		f.Move(fyne.NewPos(float32(i)*strip, above))
		f.Resize(fyne.NewSize(strip+0.5, max(0, base-above)))
	}
}

// at is the value at a share of the width, between two points where it must be.
func (r *chartRenderer) at(share float64) float64 {
	values := r.chart.values
	place := share * float64(len(values)-1)
	i := min(int(place), len(values)-2)
	return values[i] + (values[i+1]-values[i])*(place-float64(i))
}

func (r *chartRenderer) ceiling() float64 {
	greatest := r.chart.ceiling
	for _, v := range r.chart.values {
		greatest = max(greatest, v*1.25) // room for the number at the top
	}
	return greatest
}

func (r *chartRenderer) Refresh() {
	r.paint()
	r.Layout(r.chart.Size())
	canvas.Refresh(r.chart)
}

func (r *chartRenderer) paint() {
	c, th := r.chart, r.chart.Theme()
	wanted := max(0, len(c.values)-1)
	for len(r.segments) < wanted {
		r.segments = append(r.segments, canvas.NewLine(color.Transparent))
	}
	r.segments = r.segments[:wanted]
	for len(r.fills) < strips {
		r.fills = append(r.fills, canvas.NewRectangle(color.Transparent))
	}
	for _, f := range r.fills {
		f.FillColor, f.Hidden = th.Color(colorAccentSoft, 0), wanted == 0
	}
	for i := range r.segments {
		r.segments[i].StrokeColor, r.segments[i].StrokeWidth = th.Color(c.color, 0), 1.5
	}
	for _, l := range []*canvas.Line{r.base, r.roof} {
		l.StrokeColor, l.StrokeWidth = th.Color(colorBorder, 0), 1
	}
	r.limit.StrokeColor, r.limit.StrokeWidth = th.Color(colorWarn, 0), 1
	r.limit.Hidden = c.threshold <= 0 || wanted == 0
	r.title.set(c.title)
	r.now.value, r.top.value, r.empty.value = "", "", ""
	if wanted == 0 {
		r.empty.value = c.waiting
	} else {
		r.now.value = c.write(c.values[len(c.values)-1])
		r.top.value = c.write(r.ceiling())
	}
	for _, t := range []*text{r.now, r.top, r.empty} {
		t.Refresh()
	}
}
