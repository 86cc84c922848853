package sheet

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// appendText appends a run of text with its entities resolved. XML reads every
// line end as LF.
func (t *token) appendText(dst []byte) []byte {
	if t.raw {
		return append(dst, t.text...)
	}
	return appendUnescaped(dst, t.text)
}

func appendUnescaped(dst, b []byte) []byte {
	for {
		n := bytes.IndexAny(b, "&\r")
		if n < 0 {
			return append(dst, b...)
		}
		dst = append(dst, b[:n]...)
		if b[n] == '\r' {
			dst = append(dst, '\n')
			if b = b[n+1:]; len(b) > 0 && b[0] == '\n' {
				b = b[1:]
			}
			continue
		}
		end := bytes.IndexByte(b[n:min(len(b), n+12)], ';')
		if end < 0 {
			dst, b = append(dst, '&'), b[n+1:]
			continue
		}
		dst = appendEntity(dst, b[n:n+end+1])
		b = b[n+end+1:]
	}
}

// appendEntity appends what &name; stands for; one that is not known stays.
func appendEntity(dst, entity []byte) []byte {
	switch name := string(entity[1 : len(entity)-1]); {
	case name == "amp":
		return append(dst, '&')
	case name == "lt":
		return append(dst, '<')
	case name == "gt":
		return append(dst, '>')
	case name == "quot":
		return append(dst, '"')
	case name == "apos":
		return append(dst, '\'')
	case len(name) > 1 && name[0] == '#':
		digits, base := name[1:], 10
		if digits[0]|0x20 == 'x' {
			digits, base = digits[1:], 16
		}
		if n, err := strconv.ParseUint(digits, base, 21); err == nil && utf8.ValidRune(rune(n)) {
			return utf8.AppendRune(dst, rune(n))
		}
	}
	return append(dst, entity...)
}

// unescapeCodes resolves _x000D_, the way a workbook writes a character that XML
// cannot hold, in place.
func unescapeCodes(b []byte) []byte {
	const size = len("_x000D_")
	n := bytes.Index(b, []byte("_x"))
	if n < 0 {
		return b
	}
	kept := b[:n]
	for b = b[n:]; len(b) > 0; {
		if len(b) >= size && b[0] == '_' && b[1] == 'x' && b[size-1] == '_' {
			if code, err := strconv.ParseUint(string(b[2:size-1]), 16, 16); err == nil && utf8.ValidRune(rune(code)) {
				kept = utf8.AppendRune(kept, rune(code))
				b = b[size:]
				continue
			}
		}
		kept = append(kept, b[0])
		b = b[1:]
	}
	return kept
}
