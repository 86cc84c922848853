package verify

import (
	"bytes"
	"slices"
	"unicode/utf16"
	"unicode/utf8"
)

// jsonDepth is how deep arrays and objects may nest: a little more than servers take.
const jsonDepth = 128

// jsonReader brings JSON into one form, reusing its buffers: no blanks, an
// object's keys in order of their bytes and each once (the last one counts, as
// servers read it), numbers exact (1.0 equals 1 and 1e0, as in a comparison of
// MySQL's JSON values), characters as themselves rather than escaped.
type jsonReader struct {
	in      []byte
	at      int
	out     []byte
	members []member // of the objects being read, the innermost last
	spare   []byte
}

// member is one member of an object, by its places in out.
type member struct{ start, keyEnd, end int }

// canonical is the one form of a text, good until the next call; ok is false where
// the text is no JSON.
func (r *jsonReader) canonical(text []byte) (form []byte, ok bool) {
	r.in, r.at, r.out, r.members = text, 0, r.out[:0], r.members[:0]
	ok = r.value(0)
	r.blanks()
	ok = ok && r.at == len(r.in)
	r.in = nil
	return r.out, ok
}

func (r *jsonReader) blanks() {
	for r.at < len(r.in) {
		switch r.in[r.at] {
		case ' ', '\t', '\n', '\r':
			r.at++
		default:
			return
		}
	}
}

// next skips blanks and tells the next byte without taking it; 0 at the end.
func (r *jsonReader) next() byte {
	r.blanks()
	if r.at < len(r.in) {
		return r.in[r.at]
	}
	return 0
}

// take takes the next byte where it is c.
func (r *jsonReader) take(c byte) bool {
	if r.next() != c || r.at >= len(r.in) {
		return false
	}
	r.at++
	return true
}

func (r *jsonReader) value(depth int) bool {
	if depth > jsonDepth {
		return false
	}
	switch c := r.next(); c {
	case '{':
		return r.object(depth)
	case '[':
		return r.array(depth)
	case '"':
		return r.text()
	case 't':
		return r.word("true")
	case 'f':
		return r.word("false")
	case 'n':
		return r.word("null")
	default:
		return r.number()
	}
}

func (r *jsonReader) word(w string) bool {
	if !bytes.HasPrefix(r.in[r.at:], []byte(w)) {
		return false
	}
	r.at += len(w)
	r.out = append(r.out, w...)
	return true
}

func (r *jsonReader) array(depth int) bool {
	r.at++
	r.out = append(r.out, '[')
	if r.take(']') {
		r.out = append(r.out, ']')
		return true
	}
	for {
		if !r.value(depth + 1) {
			return false
		}
		if r.take(']') {
			r.out = append(r.out, ']')
			return true
		}
		if !r.take(',') {
			return false
		}
		r.out = append(r.out, ',')
	}
}

func (r *jsonReader) object(depth int) bool {
	r.at++
	begin, base := len(r.out), len(r.members)
	if r.take('}') {
		r.out = append(r.out, "{}"...)
		return true
	}
	for {
		m := member{start: len(r.out)}
		if r.next() != '"' || !r.text() || !r.take(':') {
			return false
		}
		m.keyEnd = len(r.out)
		r.out = append(r.out, ':')
		if !r.value(depth + 1) {
			return false
		}
		m.end = len(r.out)
		r.members = append(r.members, m)
		if r.take('}') {
			break
		}
		if !r.take(',') {
			return false
		}
	}
	r.arrange(begin, r.members[base:])
	r.members = r.members[:base]
	return true
}

// arrange writes an object's members, which stand in out from begin, again in order.
func (r *jsonReader) arrange(begin int, members []member) {
	slices.SortStableFunc(members, func(a, b member) int { return bytes.Compare(r.key(a), r.key(b)) })
	r.spare = append(r.spare[:0], '{')
	for i, m := range members {
		if i+1 < len(members) && bytes.Equal(r.key(m), r.key(members[i+1])) {
			continue
		}
		r.spare = append(append(r.spare, r.out[m.start:m.end]...), ',')
	}
	r.spare[len(r.spare)-1] = '}'
	r.out = append(r.out[:begin], r.spare...)
}

func (r *jsonReader) key(m member) []byte { return r.out[m.start:m.keyEnd] }

// number takes what JSON's grammar allows and writes it in the one form of numbers.
func (r *jsonReader) number() bool {
	v := r.in[r.at:]
	i := 0
	if i < len(v) && v[i] == '-' {
		i++
	}
	whole := digits(v[i:])
	if whole == 0 || whole > 1 && v[i] == '0' {
		return false
	}
	i += whole
	if i < len(v) && v[i] == '.' {
		n := digits(v[i+1:])
		if n == 0 {
			return false
		}
		i += 1 + n
	}
	if i < len(v) && v[i]|0x20 == 'e' {
		i++
		if i < len(v) && (v[i] == '-' || v[i] == '+') {
			i++
		}
		n := digits(v[i:])
		if n == 0 {
			return false
		}
		i += n
	}
	start := len(r.out)
	out, ok := appendNumber(r.out, v[:i])
	if !ok { // an exponent beyond all measure: the number stands for itself
		out = append(out[:start], v[:i]...)
	}
	r.out, r.at = out, r.at+i
	return true
}

// text takes a string and writes it with as few escapes as JSON allows.
func (r *jsonReader) text() bool {
	r.at++
	r.out = append(r.out, '"')
	for r.at < len(r.in) {
		c := r.in[r.at]
		switch {
		case c == '"':
			r.at++
			r.out = append(r.out, '"')
			return true
		case c < ' ':
			return false
		case c == '\\':
			if !r.escape() {
				return false
			}
		default:
			r.out = append(r.out, c)
			r.at++
		}
	}
	return false
}

// escapes are the characters that a backslash and a letter stand for.
var escapes = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

func (r *jsonReader) escape() bool {
	if r.at+1 >= len(r.in) {
		return false
	}
	letter := r.in[r.at+1]
	if letter != 'u' {
		if escapes[letter] == 0 {
			return false
		}
		r.at += 2
		r.out = appendRune(r.out, rune(escapes[letter]))
		return true
	}
	high, ok := r.unit(r.at)
	if !ok {
		return false
	}
	r.at += 6
	if utf16.IsSurrogate(high) {
		if low, ok := r.unit(r.at); ok {
			if whole := utf16.DecodeRune(high, low); whole != utf8.RuneError {
				r.at += 6
				high = whole
			}
		}
	}
	r.out = appendRune(r.out, high)
	return true
}

// unit reads "\uXXXX" at a place.
func (r *jsonReader) unit(at int) (unit rune, ok bool) {
	if at+6 > len(r.in) || r.in[at] != '\\' || r.in[at+1] != 'u' {
		return 0, false
	}
	for _, c := range r.in[at+2 : at+6] {
		switch {
		case isDigit(c):
			c -= '0'
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return 0, false
		}
		unit = unit<<4 | rune(c)
	}
	return unit, true
}

// appendRune writes a character as it stands in a string: itself where JSON allows
// it, else escaped in one way. Half of a surrogate pair is no character and stays escaped.
func appendRune(dst []byte, c rune) []byte {
	const hex = "0123456789abcdef"
	switch {
	case c == '"' || c == '\\':
		return append(dst, '\\', byte(c))
	case c < ' ' || utf16.IsSurrogate(c):
		return append(dst, '\\', 'u', hex[c>>12&15], hex[c>>8&15], hex[c>>4&15], hex[c&15])
	}
	return utf8.AppendRune(dst, c)
}
