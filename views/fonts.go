package views

import (
	_ "embed"

	"fyne.io/fyne/v2"
)

// The three faces, subsets of Noto Sans CJK SC that scripts/fonts.sh makes. They
// are embedded because a machine without Chinese fonts would show boxes, and
// because pictures drawn for tests must not depend on the machine.
var (
	//go:embed fonts/regular.otf
	regular []byte
	//go:embed fonts/bold.otf
	bold []byte
	//go:embed fonts/mono.otf
	mono []byte

	regularFace = fyne.NewStaticResource("regular.otf", regular)
	boldFace    = fyne.NewStaticResource("bold.otf", bold)
	monoFace    = fyne.NewStaticResource("mono.otf", mono)
)

// face picks the font of a style. There is no italic: Chinese has none, and in
// English a sentence here never leans.
func face(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Monospace:
		return monoFace
	case style.Bold:
		return boldFace
	default:
		return regularFace
	}
}
