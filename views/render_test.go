package views_test

import (
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/obferry/obferry/engine/words"
	"github.com/obferry/obferry/views"
)

// open shows a model in a window without a screen.
func open(t *testing.T, m *views.Model, do views.Intents, l words.Language) (fyne.Window, *views.Frame) {
	t.Helper()
	app := test.NewTempApp(t)
	words.Speak(l)
	t.Cleanup(func() { words.Speak(words.English) })
	app.Settings().SetTheme(views.Theme{Dark: m.Dark})
	w := test.NewTempWindow(t, nil)
	w.SetPadded(false)
	f := views.NewFrame(m, do, w)
	w.SetContent(f.Object())
	w.Resize(fyne.NewSize(1280, 800))
	return w, f
}

// TestEveryStepInEveryState draws each step in both languages and both themes, empty,
// while it loads, after an error, and full. OBFERRY_SHOTS names a folder to keep
// the pictures in.
func TestEveryStepInEveryState(t *testing.T) {
	states := map[string]func() *views.Model{"empty": empty, "loading": loading, "error": failing, "full": full, "running": running, "sheet": sheets}
	for state, make := range states {
		for _, l := range words.Languages {
			for _, dark := range []bool{false, true} {
				for _, step := range views.Steps {
					name := fmt.Sprintf("%d-%s-%s-%s", step+1, state, l, map[bool]string{true: "dark", false: "light"}[dark])
					t.Run(name, func(t *testing.T) {
						m := make()
						m.Step, m.Dark = step, dark
						w, _ := open(t, m, &recorder{}, l)
						picture := views.Picture(w, 1280, 800)
						keep(t, name, picture)
						if colors := distinct(picture); colors < 12 {
							t.Errorf("only %d colours: nothing was drawn", colors)
						}
						reportCut(t, w)
					})
				}
			}
		}
	}
}

func keep(t *testing.T, name string, picture image.Image) {
	folder := os.Getenv("OBFERRY_SHOTS")
	if folder == "" {
		return
	}
	f, err := os.Create(filepath.Join(folder, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(f, picture); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func distinct(picture image.Image) int {
	seen := map[[3]uint32]bool{}
	for y := 0; y < picture.Bounds().Dy(); y += 3 {
		for x := 0; x < picture.Bounds().Dx(); x += 3 {
			r, g, b, _ := picture.At(x, y).RGBA()
			seen[[3]uint32{r, g, b}] = true
		}
	}
	return len(seen)
}

func reportCut(t *testing.T, w fyne.Window) {}
