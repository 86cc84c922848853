package proof

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// visible is a text in which every byte can be seen: those that are no UTF-8, and what
// steers a terminal and is no line's end or tab, stand as \x00. A server gives the default
// of a binary column as its raw bytes.
func visible(text string) string {
	if utf8.ValidString(text) && !strings.ContainsFunc(text, steers) {
		return text
	}
	var b strings.Builder
	for len(text) > 0 {
		r, n := utf8.DecodeRuneInString(text)
		if r == utf8.RuneError && n == 1 || steers(r) {
			for _, c := range []byte(text[:n]) {
				fmt.Fprintf(&b, `\x%02x`, c)
			}
		} else {
			b.WriteString(text[:n])
		}
		text = text[n:]
	}
	return b.String()
}

// steers tells whether a character does something to a terminal instead of being shown.
func steers(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' }
