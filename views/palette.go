package views

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// The colours that Fyne has no name for.
const (
	colorSurface    fyne.ThemeColorName = "surface"    // panels, rows, the bars
	colorRaised     fyne.ThemeColorName = "raised"     // a head of a table, a track of a bar
	colorBorder     fyne.ThemeColorName = "border"     // lines around panels
	colorMuted      fyne.ThemeColorName = "muted"      // text that explains
	colorAccentSoft fyne.ThemeColorName = "accentSoft" // behind what is chosen
	colorOKSoft     fyne.ThemeColorName = "okSoft"     // behind good news
	colorWarnSoft   fyne.ThemeColorName = "warnSoft"   // behind warnings and changed lines
	colorErrorSoft  fyne.ThemeColorName = "errorSoft"  // behind errors and lost lines
)

// Names of Fyne's that mean state here, and only state.
const (
	colorText   = theme.ColorNameForeground
	colorAccent = theme.ColorNamePrimary
	colorOK     = theme.ColorNameSuccess
	colorWarn   = theme.ColorNameWarning
	colorError  = theme.ColorNameError
)

type palette map[fyne.ThemeColorName]color.Color

var lightPalette = palette{
	theme.ColorNameBackground:          rgb(0xF4F6F9),
	colorSurface:                       rgb(0xFFFFFF),
	colorRaised:                        rgb(0xEBEEF3),
	colorBorder:                        rgb(0xD5DAE2),
	colorText:                          rgb(0x1B2129),
	colorMuted:                         rgb(0x5B6673),
	colorAccent:                        rgb(0x0B5FCC),
	colorAccentSoft:                    rgb(0xE3EEFC),
	colorOK:                            rgb(0x167A45),
	colorOKSoft:                        rgb(0xE1F4E9),
	colorWarn:                          rgb(0x9A5B00),
	colorWarnSoft:                      rgb(0xFDF1D8),
	colorError:                         rgb(0xBF2A2A),
	colorErrorSoft:                     rgb(0xFCE6E6),
	theme.ColorNameButton:              rgb(0xE6EAF0),
	theme.ColorNameDisabledButton:      rgb(0xEDEFF3),
	theme.ColorNameDisabled:            rgb(0x98A2AE),
	theme.ColorNameFocus:               rgba(0x0B5FCC, 0x50),
	theme.ColorNameForegroundOnPrimary: rgb(0xFFFFFF),
	theme.ColorNameForegroundOnError:   rgb(0xFFFFFF),
	theme.ColorNameForegroundOnSuccess: rgb(0xFFFFFF),
	theme.ColorNameForegroundOnWarning: rgb(0xFFFFFF),
	theme.ColorNameHeaderBackground:    rgb(0xEBEEF3),
	theme.ColorNameHover:               rgba(0x1B2129, 0x0D),
	theme.ColorNameHyperlink:           rgb(0x0B5FCC),
	theme.ColorNameInputBackground:     rgb(0xFFFFFF),
	theme.ColorNameInputBorder:         rgb(0xB9C1CC),
	theme.ColorNameMenuBackground:      rgb(0xFFFFFF),
	theme.ColorNameOverlayBackground:   rgb(0xFFFFFF),
	theme.ColorNamePlaceHolder:         rgb(0x8A94A0),
	theme.ColorNamePressed:             rgba(0x1B2129, 0x1F),
	theme.ColorNameScrollBar:           rgba(0x1B2129, 0x60),
	theme.ColorNameScrollBarBackground: rgba(0x1B2129, 0x08),
	theme.ColorNameSelection:           rgb(0xDCE9FB),
	theme.ColorNameSeparator:           rgb(0xE3E7ED),
	theme.ColorNameShadow:              rgba(0x000000, 0x28),
}

var darkPalette = palette{
	theme.ColorNameBackground:          rgb(0x14171C),
	colorSurface:                       rgb(0x1C2128),
	colorRaised:                        rgb(0x272D36),
	colorBorder:                        rgb(0x353D48),
	colorText:                          rgb(0xE4E8ED),
	colorMuted:                         rgb(0x9BA6B3),
	colorAccent:                        rgb(0x63A4FF),
	colorAccentSoft:                    rgb(0x1E3352),
	colorOK:                            rgb(0x4FC586),
	colorOKSoft:                        rgb(0x17352A),
	colorWarn:                          rgb(0xEDB04A),
	colorWarnSoft:                      rgb(0x3A2F17),
	colorError:                         rgb(0xFF7B76),
	colorErrorSoft:                     rgb(0x43242A),
	theme.ColorNameButton:              rgb(0x2C333D),
	theme.ColorNameDisabledButton:      rgb(0x22272F),
	theme.ColorNameDisabled:            rgb(0x66717E),
	theme.ColorNameFocus:               rgba(0x63A4FF, 0x60),
	theme.ColorNameForegroundOnPrimary: rgb(0x0B1524),
	theme.ColorNameForegroundOnError:   rgb(0x2A0B0B),
	theme.ColorNameForegroundOnSuccess: rgb(0x0A2015),
	theme.ColorNameForegroundOnWarning: rgb(0x271B04),
	theme.ColorNameHeaderBackground:    rgb(0x272D36),
	theme.ColorNameHover:               rgba(0xFFFFFF, 0x10),
	theme.ColorNameHyperlink:           rgb(0x63A4FF),
	theme.ColorNameInputBackground:     rgb(0x171B21),
	theme.ColorNameInputBorder:         rgb(0x465060),
	theme.ColorNameMenuBackground:      rgb(0x222831),
	theme.ColorNameOverlayBackground:   rgb(0x222831),
	theme.ColorNamePlaceHolder:         rgb(0x737E8B),
	theme.ColorNamePressed:             rgba(0xFFFFFF, 0x20),
	theme.ColorNameScrollBar:           rgba(0xFFFFFF, 0x60),
	theme.ColorNameScrollBarBackground: rgba(0xFFFFFF, 0x08),
	theme.ColorNameSelection:           rgb(0x223C62),
	theme.ColorNameSeparator:           rgb(0x2A313A),
	theme.ColorNameShadow:              rgba(0x000000, 0x60),
}

func rgb(hex uint32) color.Color { return rgba(hex, 0xFF) }

func rgba(hex uint32, alpha uint8) color.Color {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: alpha}
}
