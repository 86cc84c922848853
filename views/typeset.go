package views

import (
	"strings"

	"github.com/obferry/obferry/engine/words"
)

// narrow replaces the marks that the Chinese face draws a whole character wide by
// their narrow forms, which scripts/fonts.sh puts at these code points.
var narrow = strings.NewReplacer("‘", "\uE000", "’", "\uE001", "“", "\uE002", "”", "\uE003", "…", "\uE004")

// typeset prepares a sentence for the screen in the language spoken.
func typeset(s string) string {
	if words.Spoken() == words.Chinese {
		return s
	}
	return narrow.Replace(s)
}
