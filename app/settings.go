package app

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/words"
)

// settings are what the window remembers from one start to the next.
type settings struct {
	Language words.Language `json:"language,omitempty"`
	Dark     bool           `json:"dark"`
	// Width and Height of the window, in Fyne's pixels.
	Width  float32 `json:"width,omitempty"`
	Height float32 `json:"height,omitempty"`
}

// settingsFile is where the settings stand: window.json in the given directory, or
// in the user's own.
func settingsFile(dir string) (string, error) {
	if dir == "" {
		home, err := os.UserConfigDir()
		if err != nil {
			return "", fault.New(fault.Resource, "fault.window.settings", "Path", "window.json").Because(err)
		}
		dir = filepath.Join(home, "obferry")
	}
	return filepath.Join(dir, "window.json"), nil
}

// loadSettings reads the settings. A file that is not there yet, or that cannot be
// understood, leaves the usual ones: a window must open.
func loadSettings(file string) settings {
	var s settings
	text, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(text, &s)
	}
	if err != nil {
		return settings{}
	}
	s.Language = knownLanguage(string(s.Language), "")
	return s
}

// save writes the settings, readable by their owner alone.
func (s settings) save(file string) error {
	text, err := json.MarshalIndent(s, "", "  ")
	if err == nil {
		err = os.MkdirAll(filepath.Dir(file), 0o700)
	}
	if err == nil || errors.Is(err, fs.ErrExist) {
		err = os.WriteFile(file, append(text, '\n'), 0o600)
	}
	if err != nil {
		return fault.New(fault.Resource, "fault.window.settings", "Path", file).Because(err)
	}
	return nil
}
