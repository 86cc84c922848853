package views

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// TestChartOfAnyLength holds that a chart draws nothing, one value, two, and many,
// and goes back to nothing.
func TestChartOfAnyLength(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(Theme{})
	chart := newLineChart("rows", rate)
	chart.waiting = "soon"
	w := test.NewTempWindow(t, chart)
	w.Resize(fyne.NewSize(300, 100))
	renderer, ok := test.WidgetRenderer(chart).(*chartRenderer)
	if !ok {
		t.Fatal("another renderer")
	}
	for _, values := range [][]float64{nil, {5}, {5, 7}, {0, 0, 0}, make([]float64, 120), {1, 9, 3}, {4}, nil} {
		chart.set(values, 6, 0)
		if got, want := len(renderer.segments), max(0, len(values)-1); got != want {
			t.Errorf("%d values: %d segments", len(values), got)
		}
		if waits := renderer.empty.value == "soon"; waits != (len(values) < 2) {
			t.Errorf("%d values: says %q", len(values), renderer.empty.value)
		}
	}
	chart.set([]float64{0, 10}, 0, 0)
	if last := renderer.segments[0]; last.Position2.Y >= last.Position1.Y {
		t.Errorf("10 stands at %v, not above 0 at %v", last.Position2.Y, last.Position1.Y)
	}
}
