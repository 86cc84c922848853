package sheet

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxName is the most characters an identifier may have in MySQL.
const maxName = 64

// columnNames makes the names of columns out of their headers: trimmed, in one
// line, cut to 64 characters, none twice (a server does not tell upper from lower
// case), and those without a header named after their place: column_3. First is
// the place of the first, from 1.
func columnNames(headers []string, first int) []string {
	taken := make(map[string]bool, len(headers))
	names := make([]string, len(headers))
	for i, header := range headers {
		// A header without a twin keeps its name; the others make way for it.
		if name := identifier(header); name != "" && !taken[folded(name)] {
			names[i] = name
			taken[folded(name)] = true
		}
	}
	for i, header := range headers {
		if names[i] != "" {
			continue
		}
		base, n := identifier(header), 2
		name := base
		if base == "" {
			base = "column_" + strconv.Itoa(first+i)
			name = base
		}
		for ; name == "" || taken[folded(name)]; n++ {
			suffix := "_" + strconv.Itoa(n)
			name = cut(base, maxName-len(suffix)) + suffix
		}
		names[i] = name
		taken[folded(name)] = true
	}
	return names
}

// identifier makes of a text what a server takes as a name: no control characters,
// no space at either end, nothing beyond the basic plane, 64 characters at most.
func identifier(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			return ' '
		case r > 0xFFFF || r == 0xFEFF || r == utf8.RuneError:
			return -1
		}
		return r
	}, s)
	return cut(strings.Join(strings.Fields(s), " "), maxName)
}

// cut keeps at most n characters, and no space at the end.
func cut(s string, n int) string {
	for i := range s {
		if n == 0 {
			return strings.TrimRight(s[:i], " ")
		}
		n--
	}
	return s
}

func folded(s string) string { return strings.ToLower(strings.ToUpper(s)) }
