package book

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Style is how a cell looks.
type Style uint8

// The styles. Those with an apostrophe are chosen by [Content].
const (
	Plain  Style = iota // our own words and numbers
	Header              // bold on grey
	Title               // bold and large
	Value               // a value, as text
	Null                // no value: shaded
	Bad                 // the value to blame
	BadNull
	Note // small and grey, wrapped
	apostrophe
	badApostrophe
)

// Cell is one cell of a row.
type Cell struct {
	text   string
	number int64
	style  Style
	kind   uint8
}

const (
	empty uint8 = iota
	text
	number
)

// Text is a cell with words of our own.
func Text(s string, style Style) Cell { return Cell{text: s, style: style, kind: text} }

// Number is a cell with a whole number.
func Number(n int64) Cell { return Cell{number: n, kind: number} }

// Empty is a cell without content.
func Empty(style Style) Cell { return Cell{style: style} }

// Said is the text of a cell that has one.
func (c Cell) Said() string { return c.text }

// Content is a cell with a value that must stay what it is. One that begins like a
// formula is marked with Excel's own apostrophe (quotePrefix), which belongs to the
// cell's looks and not to its content.
func Content(s string, bad bool) Cell {
	style := Value
	switch risky := s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0; {
	case risky && bad:
		style = badApostrophe
	case risky:
		style = apostrophe
	case bad:
		style = Bad
	}
	return Cell{text: s, style: style, kind: text}
}

func (c *Cell) append(dst []byte, column, row int) []byte {
	if c.kind == empty && c.style == Plain {
		return dst
	}
	dst = append(dst, `<c r="`...)
	dst = appendColumn(dst, column)
	dst = strconv.AppendInt(dst, int64(row), 10)
	dst = append(dst, '"')
	if c.style != Plain {
		dst = append(dst, ` s="`...)
		dst = strconv.AppendInt(dst, int64(c.style), 10)
		dst = append(dst, '"')
	}
	switch c.kind {
	case number:
		dst = append(dst, "><v>"...)
		dst = strconv.AppendInt(dst, c.number, 10)
		return append(dst, "</v></c>"...)
	case text:
		dst = append(dst, ` t="inlineStr"><is><t xml:space="preserve">`...)
		dst = appendText(dst, c.text)
		return append(dst, "</t></is></c>"...)
	}
	return append(dst, "/>"...)
}

// appendColumn writes a column's letters; column counts from 0.
func appendColumn(dst []byte, column int) []byte {
	if column >= 26 {
		dst = appendColumn(dst, column/26-1)
	}
	return append(dst, byte('A'+column%26))
}

// appendText writes a text as XML, at most [MaxText] UTF-16 units of it. Characters
// that XML cannot hold become Excel's _xHHHH_, and so does the beginning of what
// looks like one; bytes that are no character become U+FFFD.
func appendText(dst []byte, s string) []byte {
	units := 0
	for i := 0; i < len(s); {
		c, size := utf8.DecodeRuneInString(s[i:])
		wide := 1
		if c > 0xFFFF {
			wide = 2
		}
		if units += wide; units > MaxText {
			break
		}
		switch {
		case c == '<':
			dst = append(dst, "&lt;"...)
		case c == '>':
			dst = append(dst, "&gt;"...)
		case c == '&':
			dst = append(dst, "&amp;"...)
		case c == '_' && isEscape(s[i:]):
			dst = append(dst, "_x005F_"...)
		case c < ' ' && c != '\t' && c != '\n', c == 0xFFFE, c == 0xFFFF:
			dst = append(dst, "_x"...)
			for shift := 12; shift >= 0; shift -= 4 {
				dst = append(dst, "0123456789ABCDEF"[c>>shift&15])
			}
			dst = append(dst, '_')
		case c == utf8.RuneError && size == 1:
			dst = append(dst, "\uFFFD"...)
		default:
			dst = append(dst, s[i:i+size]...)
		}
		i += size
	}
	return dst
}

// isEscape tells "_xHHHH_".
func isEscape(s string) bool {
	if len(s) < 7 || s[1] != 'x' || s[6] != '_' {
		return false
	}
	for _, c := range []byte(s[2:6]) {
		if !(c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f') {
			return false
		}
	}
	return true
}
