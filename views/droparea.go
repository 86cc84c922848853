package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/obferry/obferry/icons"
)

// dropArea says that a file may be dropped here; a click opens the file dialog.
// The drop itself comes to the window, which hands it on.
func dropArea(onTapped func()) *card {
	return newCard(container.NewCenter(container.NewVBox(
		container.NewCenter(newPicture(icons.Drop, colorMuted, 32)),
		strong(say("source.drop")).aligned(fyne.TextAlignCenter),
		small(say("source.drop.kinds")).aligned(fyne.TextAlignCenter),
	)), onTapped)
}
