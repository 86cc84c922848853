package schema

import "strings"

// Quote writes an identifier for OceanBase in MySQL mode: in backquotes, those
// within doubled.
func Quote(name string) string { return "`" + strings.ReplaceAll(name, "`", "``") + "`" }

// QuoteText writes a string literal: in single quotes, with backslash, quote, NUL,
// line ends and Ctrl-Z escaped. It does not hold under NO_BACKSLASH_ESCAPES.
func QuoteText(s string) string { return "'" + escapes.Replace(s) + "'" }

var escapes = strings.NewReplacer(`\`, `\\`, `'`, `\'`, "\x00", `\0`, "\n", `\n`, "\r", `\r`, "\x1a", `\Z`)

// UnquoteText reads the string literal that s begins with, and tells how many bytes
// of s it takes. The first byte is its quote, which stands doubled or behind a
// backslash inside; an escaped % or _ keeps its backslash, as in MySQL.
func UnquoteText(s string) (text string, length int) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s):
			i++
			b.WriteString(unescape(s[i]))
		case s[i] != s[0]:
			b.WriteByte(s[i])
		case i+1 < len(s) && s[i+1] == s[0]:
			i++
			b.WriteByte(s[i])
		default:
			return b.String(), i + 1
		}
	}
	return b.String(), len(s)
}

// unescape is what a byte behind a backslash stands for.
func unescape(c byte) string {
	switch c {
	case '0':
		return "\x00"
	case 'b':
		return "\b"
	case 'n':
		return "\n"
	case 'r':
		return "\r"
	case 't':
		return "\t"
	case 'Z':
		return "\x1a"
	case '%', '_':
		return `\` + string(c)
	}
	return string([]byte{c})
}

// equalFold compares identifiers as a server with lower_case_table_names=1 does.
func equalFold(a, b string) bool { return strings.EqualFold(a, b) }
