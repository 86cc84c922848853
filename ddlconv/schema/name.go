package schema

import "strings"

// Quote writes an identifier for OceanBase in MySQL mode: in backquotes, those
// within doubled.
func Quote(name string) string { return "`" + strings.ReplaceAll(name, "`", "``") + "`" }

// QuoteText writes a string literal: in single quotes, with backslash, quote, NUL,
// line ends and Ctrl-Z escaped. It does not hold under NO_BACKSLASH_ESCAPES.
func QuoteText(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`, "\x00", `\0`, "\n", `\n`, "\r", `\r`, "\x1a", `\Z`).Replace(s) + "'"
}

// equalFold compares identifiers as a server with lower_case_table_names=1 does.
func equalFold(a, b string) bool { return strings.EqualFold(a, b) }
