package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"github.com/obferry/obferry/profiles"
)

// AskPasswords asks for the passwords of servers, named by their labels, and hands
// them on in the same order; where the person would rather not, it calls otherwise.
func AskPasswords(labels []string, then func([]profiles.Secret), otherwise func(), window fyne.Window) {
	form := container.New(layout.NewFormLayout())
	fields := make([]*widget.Entry, len(labels))
	for i, server := range labels {
		fields[i] = widget.NewPasswordEntry()
		form.Add(strong(server))
		form.Add(fixed(Grid*36, 0, fields[i]))
	}
	body := stack(Grid, muted(say("passwords.about")).wrapped(), form)
	ask := dialog.NewCustomConfirm(say("passwords.title"), say("button.goon"), say("button.cancel"), fixed(Grid*70, 0, body), func(yes bool) {
		if !yes {
			otherwise()
			return
		}
		typed := make([]profiles.Secret, len(fields))
		for i, field := range fields {
			typed[i] = profiles.NewSecret(field.Text)
		}
		then(typed)
	}, window)
	for _, field := range fields {
		field.OnSubmitted = func(string) { ask.Confirm() }
	}
	ask.Show()
	window.Canvas().Focus(fields[0])
}
