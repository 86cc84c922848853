package diff

import (
	"slices"
	"sort"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// sameExpression tells whether two expressions may mean the same: they are equal but
// for blanks, quotes and parentheses, or use the same columns and literals as often. A
// server writes what it has understood (<> as !=, a cast added), so that the words in
// between prove nothing. BETWEEN is told back as two comparisons, with what is compared
// twice.
func sameExpression(t *schema.Table, want, got string) bool {
	if expression(want) == expression(got) {
		return true
	}
	a, b := substance(t, want), substance(t, got)
	if slices.Contains(pieces(want, false), "between") {
		a, b = slices.Compact(a), slices.Compact(b)
	}
	return slices.Equal(a, b)
}

// expression is an expression without blanks, parentheses and the quotes of names, in
// lower case outside literals.
func expression(s string) string { return strings.Join(pieces(s, true), "") }

// substance is the columns and literals of an expression, sorted.
func substance(t *schema.Table, s string) []string {
	var kept []string
	for _, piece := range pieces(s, false) {
		literal := piece[0] == '\'' || piece[0] >= '0' && piece[0] <= '9'
		if literal || t.Column(piece) != nil {
			kept = append(kept, piece)
		}
	}
	sort.Strings(kept)
	return kept
}

// pieces cuts an expression into words, literals and, where wanted, signs.
func pieces(s string, signs bool) []string {
	var all []string
	for i := 0; i < len(s); {
		switch ch := s[i]; {
		case ch == '\'' || ch == '"' || ch == '`':
			text, length := schema.UnquoteText(s[i:])
			if ch == '`' {
				all = append(all, strings.ToLower(text))
			} else {
				all = append(all, schema.QuoteText(text))
			}
			i += max(length, 1)
		case wordByte(ch):
			start := i
			for i < len(s) && (wordByte(s[i]) || s[i] == '.' && s[start] >= '0' && s[start] <= '9') {
				i++
			}
			word := strings.ToLower(s[start:i])
			if strings.HasPrefix(word, "_") && i < len(s) && s[i] == '\'' {
				continue // a literal's character set
			}
			all = append(all, word)
		default:
			i++
			if signs && ch > ' ' && ch != '(' && ch != ')' {
				all = append(all, string([]byte{ch}))
			}
		}
	}
	return keepTold(all)
}

// keepTold leaves out empty pieces.
func keepTold(all []string) []string {
	kept := all[:0]
	for _, piece := range all {
		if piece != "" {
			kept = append(kept, piece)
		}
	}
	return kept
}

func wordByte(c byte) bool {
	return c == '_' || c == '$' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// squeeze is a text in lower case without blanks.
func squeeze(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), "")) }
