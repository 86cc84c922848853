package sheet

import (
	"strconv"
	"unicode/utf8"
)

// escapes tells whether the byte at i of the record has the next one stand for something.
func (s *splitter) escapes(i int) bool { return s.escape != 0 && s.buf[s.at+i] == s.escape }

// pass gives the place behind an escape at i and what it escapes, which ends no field.
func (s *splitter) pass(i int) (next int, err error) {
	ok, err := s.have(i + 1)
	if err != nil || !ok {
		return i + 1, err
	}
	s.line += s.lines(s.buf[s.at+i+1 : s.at+i+2])
	return i + 2, nil
}

// escapedAs are the letters that stand for control characters.
var escapedAs = map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f', 'v': '\v', 'a': '\a', 'e': 0x1b}

// escapedNumbers are the letters behind which a character's number follows, with its base and
// how many digits it has.
var escapedNumbers = map[byte]struct{ base, digits int }{'u': {16, 4}, 'x': {16, 2}, 'd': {10, 3}, 'o': {8, 3}}

// unescape puts what escapes stand for in their place, and one of every two quotes. What an
// escape is not known for stands for itself.
func (s *splitter) unescape(b []byte) []byte {
	kept := b[:0]
	for i := 0; i < len(b); i++ {
		c := b[i]
		switch {
		case c == s.quote && s.quoting:
			kept = append(kept, c)
			if i+1 < len(b) && b[i+1] == c {
				i++
			}
		case c != s.escape || i+1 == len(b):
			kept = append(kept, c)
		default:
			i++
			c = b[i]
			if r, size, ok := numbered(b[i:]); ok {
				kept = utf8.AppendRune(kept, r)
				i += size - 1
			} else if other, known := escapedAs[c]; known {
				kept = append(kept, other)
			} else {
				kept = append(kept, c)
			}
		}
	}
	return kept
}

// numbered is the character whose number stands at the beginning of b, after its letter, or
// in octal digits without one.
func numbered(b []byte) (r rune, size int, ok bool) {
	form, known := escapedNumbers[b[0]]
	from := 1
	if b[0] >= '0' && b[0] <= '7' {
		form.base, form.digits, known, from = 8, 3, true, 0
	}
	if !known || len(b) < from+form.digits {
		return 0, 0, false
	}
	n, err := strconv.ParseUint(string(b[from:from+form.digits]), form.base, 16)
	if err != nil || !utf8.ValidRune(rune(n)) {
		return 0, 0, false
	}
	return rune(n), from + form.digits, true
}
