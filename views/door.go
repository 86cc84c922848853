package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/obferry/obferry/icons"
)

// doorCard is a large card that chooses a way in.
func doorCard(icon icons.Name, id string, onTapped func()) *card {
	return newCard(container.NewBorder(nil, nil, newPicture(icon, colorAccent, 32), nil,
		stack(2, strong(say(id)), small(say(id+".about")).wrapped())), onTapped)
}

// doors puts them side by side at equal widths.
func doors(cards ...fyne.CanvasObject) *fyne.Container {
	return container.NewGridWithColumns(len(cards), cards...)
}
