package views

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Grid is the unit that every distance is a multiple or a half of, in pixels.
const Grid float32 = 8

// The three sizes of text, in pixels.
const (
	titleSize float32 = 20
	bodySize  float32 = 14
	smallSize float32 = 12
)

// Theme is the window's look, light or dark.
type Theme struct {
	// Dark turns the lights off.
	Dark bool
}

var _ fyne.Theme = Theme{}

// Color is the colour of a name; the variant that the desktop asks for is not
// heard, since the person has chosen in the top bar.
func (t Theme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	palette, variant := lightPalette, theme.VariantLight
	if t.Dark {
		palette, variant = darkPalette, theme.VariantDark
	}
	if c, ok := palette[name]; ok {
		return c
	}
	return theme.DefaultTheme().Color(name, variant)
}

// Font is the embedded face of a style. Symbols are in the regular one.
func (Theme) Font(style fyne.TextStyle) fyne.Resource { return face(style) }

// Icon is one of Fyne's own, used only inside its widgets.
func (Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

// Size is a distance of the grid.
func (Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNamePadding:
		return Grid
	case theme.SizeNameInnerPadding:
		return 6 // with a line of body text this makes fields and buttons 32 high
	case theme.SizeNameLineSpacing:
		return 2
	case theme.SizeNameText:
		return bodySize
	case theme.SizeNameCaptionText:
		return smallSize
	case theme.SizeNameHeadingText, theme.SizeNameSubHeadingText:
		return titleSize
	case theme.SizeNameInlineIcon:
		return 16
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius:
		return 4
	case theme.SizeNameScrollBar:
		return 12
	case theme.SizeNameScrollBarSmall:
		return 4
	}
	return theme.DefaultTheme().Size(name)
}

// dense is a theme for the rows of tables: they touch but for a line.
type dense struct{ fyne.Theme }

// Size is the theme's own, without the distance between rows.
func (d dense) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNamePadding:
		return 1
	case theme.SizeNameInnerPadding:
		return 4
	}
	return d.Theme.Size(name)
}
