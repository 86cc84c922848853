package views

import (
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"github.com/obferry/obferry/engine/words"
)

// screen shows a model in a window without a screen.
func screen(t *testing.T, m *Model, do Intents, l words.Language) (fyne.Window, *Frame) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(Theme{Dark: m.Dark})
	words.Speak(l)
	t.Cleanup(func() { words.Speak(words.English) })
	return window(t, m, do)
}

func window(t *testing.T, m *Model, do Intents) (fyne.Window, *Frame) {
	t.Helper()
	w := test.NewTempWindow(t, nil)
	w.SetPadded(false)
	f := NewFrame(m, do, w)
	w.SetContent(f.Object())
	w.Resize(fyne.NewSize(1280, 800))
	return w, f
}

// states are the ways each step can stand.
var states = []struct {
	name  string
	model func() *Model
	steps []Step
}{
	{"empty", empty, Steps},
	{"loading", loading, []Step{SourceStep, TargetStep, RunStep}},
	{"error", failing, Steps},
	{"full", full, Steps},
	{"running", running, []Step{RunStep}},
	{"notes", severalNotes, []Step{DDLStep}},
	{"open", openedNote, []Step{DDLStep}},
	{"edited", editedDDL, []Step{DDLStep}},
	{"differs", differingDDL, []Step{DDLStep}},
	{"none", nothingUnderFilter, []Step{DDLStep}},
	{"direct", directly, []Step{OptionsStep, RunStep}},
	{"load", byLoadData, []Step{OptionsStep}},
	{"retried", retried, []Step{ResultStep}},
	{"retrying", retrying, []Step{ResultStep}},
	{"sheet", sheets, []Step{SourceStep, ObjectsStep, DDLStep}},
}

// shotsVariable names a folder to keep pictures of every state in.
const shotsVariable = "OBFERRY_SHOTS"

// TestEveryStepInEveryState draws each step in both languages and both themes, empty,
// while it loads, after an error, and full, and looks for what a person would be
// annoyed by.
func TestEveryStepInEveryState(t *testing.T) {
	for _, l := range words.Languages {
		for _, dark := range []bool{false, true} {
			look := fmt.Sprintf("%s-%s", l, map[bool]string{true: "dark", false: "light"}[dark])
			t.Run(look, func(t *testing.T) {
				test.NewTempApp(t).Settings().SetTheme(Theme{Dark: dark})
				words.Speak(l)
				defer words.Speak(words.English)
				for _, state := range states {
					if dark && state.name != "full" && (state.steps[0] != DDLStep || os.Getenv(shotsVariable) == "") {
						continue // what is said and where it stands does not depend on the light
					}
					for _, step := range state.steps {
						m := state.model()
						m.Step, m.Dark = step, dark
						w, _ := window(t, m, &recorder{})
						arrange(w, fyne.NewSize(1280, 800))
						name := fmt.Sprintf("%d-%s-%s", step+1, state.name, look)
						if (state.name == "full" || state.name == "open") && dark == (l == words.Chinese) || os.Getenv(shotsVariable) != "" { // drawing is what takes long
							picture := w.Canvas().Capture()
							keep(t, name, picture)
							if colors := distinct(picture); colors < 12 {
								t.Errorf("%s: only %d colours: nothing was drawn", name, colors)
							}
						}
						inspectTree(t, name, w.Content(), fyne.NewPos(0, 0), false)
					}
				}
			})
		}
	}
}

// inspectTree looks for texts that are cut, buttons that are too small for their
// words, and whatever stands outside the window.
func inspectTree(t *testing.T, name string, o fyne.CanvasObject, at fyne.Position, scrolls bool) {
	t.Helper()
	if !o.Visible() {
		return
	}
	at = at.Add(o.Position())
	end := at.AddXY(o.Size().Width, o.Size().Height)
	switch o.(type) {
	case *text, *widget.Button, *widget.Entry, *picture:
		if !scrolls && (at.X < -1 || at.Y < -1 || end.X > 1281 || end.Y > 801) {
			t.Errorf("%s: %T %q stands outside the window: %v to %v", name, o, said(o), at, end)
		}
	}
	switch o := o.(type) {
	case *text:
		inspectText(t, name, o)
		return
	case *widget.Button:
		if o.Size().Width < o.MinSize().Width-1 {
			t.Errorf("%s: button %q is %v wide and needs %v", name, o.Text, o.Size().Width, o.MinSize().Width)
		}
		return
	case *fyne.Container:
		for _, child := range o.Objects {
			inspectTree(t, name, child, at, scrolls)
		}
	case *container.Scroll:
		inspectTree(t, name, o.Content, at, true)
	case *container.ThemeOverride:
		inspectTree(t, name, o.Content, at, scrolls)
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			inspectTree(t, name, child, at, scrolls)
		}
	}
}

// mayBeCut are names and outputs of any length: whoever wants them whole widens the
// window or opens the row.
var mayBeCut = []string{"a_very_long_table_name", "CREATE TABLE", "Access denied", "trace Y", "direct load: it is empty", "用旁路导入："}

func inspectText(t *testing.T, name string, o *text) {
	t.Helper()
	if o.wrap {
		if o.value != "" && o.Size().Height < o.MinSize().Height-1 {
			t.Errorf("%s: %q is %v high and needs %v", name, o.value, o.Size().Height, o.MinSize().Height)
		}
		return
	}
	if len(o.shown) == 1 && o.shown[0] == typeset(o.value) || o.value == "" {
		return
	}
	for _, allowed := range mayBeCut {
		if strings.Contains(o.value, allowed) {
			return
		}
	}
	t.Errorf("%s: %q is cut to %q", name, o.value, o.shown)
}

func said(o fyne.CanvasObject) string {
	switch o := o.(type) {
	case *text:
		return o.value
	case *widget.Button:
		return o.Text
	}
	return ""
}

func keep(t *testing.T, name string, picture image.Image) {
	t.Helper()
	folder := os.Getenv(shotsVariable)
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

// TestFourteenTables holds the density: so many rows are seen at once at 1280x800.
func TestFourteenTables(t *testing.T) {
	m := full()
	m.Step = ObjectsStep
	w, f := screen(t, m, &recorder{}, words.English)
	Picture(w, 1280, 800)
	page, ok := f.open.(*objectsPage)
	if !ok {
		t.Fatalf("%T is open", f.open)
	}
	if rows := int(page.table.list.Size().Height / (rowHeight + 1)); rows < 14 {
		t.Errorf("%d rows are seen", rows)
	}
}
