package sqlserver

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// like reads the pattern of LIKE. One with a class of characters becomes a regular
// expression, which regards case as LIKE does: by the collation.
func (t *translator) like(v value, not string) value {
	pattern := t.sum()
	escape, escaped := "", false
	if t.Accept("ESCAPE") {
		escape, escaped = t.sum().sql, true
	}
	switch {
	case pattern.literal == nil || escaped:
		if pattern.literal != nil && strings.ContainsAny(pattern.literal.Value, "[") {
			t.cannot("LIKE " + pattern.literal.Raw + " ESCAPE " + escape)
		}
		sql := v.sql + " " + not + "LIKE " + pattern.sql
		if escaped {
			sql += " ESCAPE " + escape
		}
		return value{sql: sql, kind: truth}
	case strings.Contains(pattern.literal.Value, "["):
		return value{sql: v.sql + " " + not + "REGEXP " + schema.QuoteText(regular(pattern.literal.Value)), kind: truth}
	}
	plain := strings.ReplaceAll(pattern.literal.Value, `\`, `\\`)
	return value{sql: v.sql + " " + not + "LIKE " + schema.QuoteText(plain), kind: truth}
}

// regular is a pattern of LIKE as a regular expression.
func regular(pattern string) string {
	var b strings.Builder
	b.WriteByte('^')
	for rest := pattern; rest != ""; {
		c := rest[0]
		rest = rest[1:]
		switch {
		case c == '%':
			b.WriteString(".*")
		case c == '_':
			b.WriteByte('.')
		case c == '[':
			class, after, closed := strings.Cut(rest, "]")
			if !closed || class == "" {
				b.WriteString(`\[`)
				continue
			}
			rest = after
			b.WriteString("[" + strings.NewReplacer(`\`, `\\`, "[", `\[`).Replace(class) + "]")
		case strings.IndexByte(`\.+*?()|^$]{}`, c) >= 0:
			b.WriteString(`\` + string(c))
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('$')
	return b.String()
}
