package icons_test

import (
	"bytes"
	"flag"
	"image"
	"image/png"
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"github.com/obferry/obferry/icons"
)

var update = flag.Bool("update", false, "draw app.png anew from app.svg")

// TestAppIconIsDrawnFromItsSource holds app.png to app.svg.
func TestAppIconIsDrawnFromItsSource(t *testing.T) {
	test.NewTempApp(t)
	svg, err := os.ReadFile("app.svg")
	if err != nil {
		t.Fatal(err)
	}
	drawn := drawIcon(fyne.NewStaticResource("app.svg", svg), 512)
	var got bytes.Buffer
	if err := png.Encode(&got, drawn); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("app.png", got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(got.Bytes(), icons.App().Content()) {
		t.Error("app.png is not what app.svg draws: run go test -tags ci ./icons -update")
	}
}

// TestEveryIconDraws holds that no picture is empty or a full square.
func TestEveryIconDraws(t *testing.T) {
	test.NewTempApp(t)
	all := icons.All()
	if len(all) < 30 {
		t.Fatalf("only %d pictures", len(all))
	}
	for _, name := range all {
		ink := 0
		drawn := drawIcon(icons.In(name, theme.ColorNameForeground), 48)
		for y := range 48 {
			for x := range 48 {
				if _, _, _, a := drawn.At(x, y).RGBA(); a > 0x8000 {
					ink++
				}
			}
		}
		if ink < 48*48/20 || ink > 48*48*9/10 {
			t.Errorf("%s: %d of %d points are inked", name, ink, 48*48)
		}
	}
}

func drawIcon(resource fyne.Resource, side float32) image.Image {
	picture := canvas.NewImageFromResource(resource)
	c := software.NewTransparentCanvas()
	c.SetPadded(false)
	c.SetContent(picture)
	c.Resize(fyne.NewSquareSize(side))
	return c.Capture()
}
