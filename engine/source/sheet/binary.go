package sheet

import (
	"unicode"
	"unicode/utf8"
)

// isBinary tells whether bytes are no text in any encoding that is read, by their
// control characters. UTF-16 is told apart before.
func isBinary(start []byte) bool {
	if encoding, _ := markedEncoding(start); encoding != "" || looksUTF16(start) != "" {
		return false
	}
	odd := 0
	for _, c := range start {
		if isControl(rune(c)) {
			odd++
		}
	}
	return tooOdd(odd, len(start))
}

// isGarbled tells whether what was decoded is no text all the same: small numbers of
// two bytes are valid UTF-16, and any pair of high bytes is valid GB18030.
func isGarbled(text []byte) bool {
	odd := 0
	for _, r := range string(text) {
		// Private use is where older Chinese fonts keep rare characters of names.
		if isControl(r) || !unicode.IsGraphic(r) && !unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp) {
			odd++
		}
	}
	return tooOdd(odd, utf8.RuneCount(text))
}

// isControl leaves out those that stand in text: tabs, ends of lines and of pages,
// and the mark that old programs put at a text's end.
func isControl(r rune) bool { return r < ' ' && (r < '\t' || r > '\r') && r != 0x1A }

// tooOdd is more than one character in twenty, and not just a stray one or two.
func tooOdd(odd, all int) bool { return odd > 3 && odd*20 > all }
