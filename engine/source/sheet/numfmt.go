package sheet

import (
	"strings"
	"unicode/utf8"
)

// look is what a number format makes of a number.
type look struct {
	date, time bool
	elapsed    bool // hours, minutes or seconds beyond their usual end: [h]:mm
	zeros      int  // shows at least so many digits, with zeros before them; 0 as usual
}

// temporal tells whether the number is a moment.
func (l look) temporal() bool { return l.date || l.time }

// builtInLook is the look of a format that workbooks know by number alone. Those
// from 27 on depend on the language of the program; all of them are dates in
// Chinese, Japanese and Korean, but for a few that are times.
func builtInLook(id int) look {
	switch {
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return look{date: true}
	case id == 22:
		return look{date: true, time: true}
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id == 45, id == 47, id == 55, id == 56:
		return look{time: true}
	case id == 46:
		return look{time: true, elapsed: true}
	}
	return look{}
}

// codeLook reads a format's code, such as yyyy"年"m"月"d"日" or [h]:mm:ss. Only the
// first section counts: the others are for negative numbers, zero and text.
func codeLook(code string) look {
	var l look
	var letters strings.Builder
	placeholders, other := 0, false
	for len(code) > 0 && code[0] != ';' {
		c, size := utf8.DecodeRuneInString(code)
		switch {
		case c == '"':
			end := strings.IndexByte(code[1:], '"')
			if end < 0 {
				end = len(code) - 2
			}
			size = min(max(end, 0)+2, len(code))
			other = true
		case c == '\\' || c == '_' || c == '*':
			if size < len(code) {
				_, next := utf8.DecodeRuneInString(code[size:])
				size += next
			}
			other = other || c != '_'
		case c == '[':
			end := strings.IndexByte(code, ']')
			if end < 0 {
				return look{}
			}
			if inner := strings.ToLower(code[1:end]); inner != "" && strings.Trim(inner, inner[:1]) == "" && strings.Contains("hms", inner[:1]) {
				l.elapsed, l.time = true, true
			}
			size = end + 1
		case hasFold(code, "general"):
			return l
		case hasFold(code, "am/pm"):
			l.time, size = true, len("am/pm")
		case hasFold(code, "a/p"):
			l.time, size = true, len("a/p")
		case strings.HasPrefix(code, "上午/下午"):
			l.time, size = true, len("上午/下午")
		case c == '0':
			placeholders++
		case c == '#' || c == '?' || c == '.' || c == ',' || c == '%':
			other = true
		case c|0x20 == 'e' && size < len(code) && (code[size] == '+' || code[size] == '-'):
			return look{} // an exponent
		case c < utf8.RuneSelf && strings.ContainsRune("ymdhse", c|0x20):
			letters.WriteRune(c | 0x20)
		default:
			other = other || c != ' '
		}
		code = code[size:]
	}
	found := letters.String()
	if found == "" && !l.time {
		if placeholders > 1 && !other {
			l.zeros = placeholders
		}
		return l
	}
	l.time = l.time || strings.ContainsAny(found, "hs")
	l.date = strings.ContainsAny(found, "yde") || strings.Contains(found, "m") && !l.time
	return l
}

func hasFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}
