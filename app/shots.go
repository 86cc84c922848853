package app

import (
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2/test"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/words"
	"github.com/obferry/obferry/views"
)

// The size of a picture, that of the window when it opens.
const shotWidth, shotHeight = 1280, 800

// Shots draws every step of the wizard into dir, in both languages, without a screen:
// wizard-1-source-en.png and so on, whose paths it returns. The Run step shows middle,
// a run under way, where there is one. The process must have no window. The language
// spoken is the same afterwards.
func Shots(dir string, model *views.Model, middle *views.RunModel) (files []string, err error) {
	drawn := make(chan struct{})
	go func() { // Fyne without a screen has no main goroutine, and complains of ours
		defer close(drawn)
		files, err = shots(dir, model, middle)
	}()
	<-drawn
	return files, err
}

func shots(dir string, model *views.Model, middle *views.RunModel) ([]string, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fault.New(fault.Resource, "fault.window.shots", "Path", dir).Because(err)
	}
	a := test.NewApp()
	defer a.Quit()
	defer words.Speak(words.Spoken())
	var files []string
	for _, l := range words.Languages {
		for i, step := range views.Steps {
			words.Speak(l)
			a.Settings().SetTheme(views.Theme{Dark: model.Dark})
			m := *model
			m.Step = step
			if step == views.RunStep && middle != nil {
				m.Run, m.Result = *middle, nil
				m.Run.Active = true
			}
			file := filepath.Join(dir, fmt.Sprintf("wizard-%d-%s-%s.png", i+1, views.StepID(step), l))
			if err := save(file, draw(&m)); err != nil {
				return files, fault.New(fault.Resource, "fault.window.shots", "Path", file).Because(err)
			}
			files = append(files, file)
		}
	}
	return files, nil
}

func draw(m *views.Model) image.Image {
	window := test.NewWindow(nil)
	defer window.Close()
	window.SetContent(views.NewFrame(m, nothing{}, window).Object())
	return views.Picture(window, shotWidth, shotHeight)
}

func save(file string, picture image.Image) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	return errors.Join(png.Encode(f, picture), f.Close())
}

// sizeOf is a file's size, 0 where there is no such file.
func sizeOf(path string) int64 {
	if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
		return info.Size()
	}
	return 0
}
