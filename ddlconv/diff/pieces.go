package diff

import (
	"encoding/hex"
	"regexp"
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// expression is a text without blanks, parentheses and the quotes of names, in lower
// case outside literals.
func expression(s string) string {
	var b strings.Builder
	for _, piece := range pieces(s) {
		if piece != "(" && piece != ")" {
			b.WriteString(piece)
		}
	}
	return b.String()
}

// signs are those of several bytes, the longest first.
var signs = []string{"<=>", "->>", "<>", "!=", "<=", ">=", "<<", ">>", "&&", "||", ":=", "->"}

// numerals are numbers and bytes that stand without quotes.
var numerals = regexp.MustCompile(`^(?i:0x[0-9a-f]+|0b[01]+|[0-9]+(?:\.[0-9]*)?(?:e[-+]?[0-9]+)?|\.[0-9]+(?:e[-+]?[0-9]+)?)`)

// pieces cuts an expression into words, literals and signs. A number and the bytes of a
// literal come in one spelling, whatever form they were written in.
func pieces(s string) []string {
	var all []string
	for i := 0; i < len(s); {
		if n := numeralAt(s, i); n > 0 {
			all = append(all, constant(s[i:i+n]))
			i += n
			continue
		}
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
			for i < len(s) && wordByte(s[i]) {
				i++
			}
			word := strings.ToLower(s[start:i])
			if strings.HasPrefix(word, "_") && strings.HasPrefix(strings.TrimLeft(s[i:], " "), "'") {
				continue // a literal's character set
			}
			if i < len(s) && s[i] == '\'' && (word == "x" || word == "b" || word == "n") {
				_, length := schema.UnquoteText(s[i:])
				if word != "n" {
					all = append(all, constant(s[start:i+length]))
					i += length
				}
				continue
			}
			all = append(all, word)
		default:
			length := 1
			for _, sign := range signs {
				if strings.HasPrefix(s[i:], sign) {
					length = len(sign)
					break
				}
			}
			if ch > ' ' {
				all = append(all, s[i:i+length])
			}
			i += length
		}
	}
	return slices.DeleteFunc(all, func(piece string) bool { return piece == "" })
}

// numeralAt is how long the number is that stands at a place, 0 where there is none: a
// word may begin with digits too, and a point part names.
func numeralAt(s string, at int) int {
	if i := at - 1; i >= 0 && (wordByte(s[i]) || s[i] == '`' || s[i] == '.') {
		return 0
	}
	length := len(numerals.FindString(s[at:]))
	if end := at + length; end < len(s) && wordByte(s[end]) {
		return 0
	}
	return length
}

// constant is a number or the bytes of a literal in one spelling.
func constant(s string) string {
	if bytes, ok := byteLiteral(s); ok {
		return "X'" + hex.EncodeToString([]byte(bytes)) + "'"
	}
	if n, ok := number(s); ok {
		return n.RatString()
	}
	return strings.ToLower(s)
}

// plainNumber tells whether a piece is a number.
func plainNumber(piece string) bool { return piece != "" && piece[0] >= '0' && piece[0] <= '9' }

func wordByte(c byte) bool {
	return c == '_' || c == '$' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// squeeze is a text in lower case without blanks.
func squeeze(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), "")) }
