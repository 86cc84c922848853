// Package icons is the picture set of the window: one SVG a picture, drawn on a
// 24-unit square in a single colour, which the theme gives it.
package icons

import (
	"embed"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Name is one picture of the set: the file svg/NAME.svg.
type Name string

// The pictures.
const (
	// Ferry is the program's own mark.
	Ferry Name = "ferry"

	// Things.
	Database Name = "database"
	File     Name = "file"
	Sheet    Name = "sheet"
	Table    Name = "table"
	Kernel   Name = "kernel"
	Code     Name = "code"
	Options  Name = "options"

	// States.
	OK      Name = "ok"
	Warning Name = "warning"
	Error   Name = "error"
	Blocked Name = "blocked"
	Info    Name = "info"
	Changed Name = "changed"
	Pending Name = "pending"
	Current Name = "current"
	Running Name = "running"

	// Deeds.
	Play   Name = "play"
	Pause  Name = "pause"
	Stop   Name = "stop"
	Back   Name = "back"
	Next   Name = "next"
	Down   Name = "down"
	Arrow  Name = "arrow"
	Check  Name = "check"
	Copy   Name = "copy"
	Drop   Name = "drop"
	Edit   Name = "edit"
	Help   Name = "help"
	Open   Name = "open"
	Retry  Name = "retry"
	Save   Name = "save"
	Search Name = "search"
	Theme  Name = "theme"
)

//go:embed svg/*.svg
var drawings embed.FS

//go:embed app.png
var app []byte

// App is the program's icon, for the window and the desktop.
func App() fyne.Resource { return fyne.NewStaticResource("app.png", app) }

// Of is a picture in the colour of text.
func Of(name Name) fyne.Resource { return theme.NewThemedResource(drawing(name)) }

// In is a picture in a colour of the theme.
func In(name Name, color fyne.ThemeColorName) fyne.Resource {
	return theme.NewColoredResource(drawing(name), color)
}

// All lists the whole set.
func All() []Name {
	entries, err := drawings.ReadDir("svg")
	if err != nil {
		return nil // the folder is embedded: only a broken build gets here
	}
	names := make([]Name, 0, len(entries))
	for _, entry := range entries {
		names = append(names, Name(strings.TrimSuffix(entry.Name(), ".svg")))
	}
	return names
}

func drawing(name Name) fyne.Resource {
	file := "svg/" + string(name) + ".svg"
	text, err := drawings.ReadFile(file)
	if err != nil {
		return theme.BrokenImageIcon() // seen at once, and a test draws every name
	}
	return fyne.NewStaticResource(string(name)+".svg", text)
}
