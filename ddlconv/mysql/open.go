package mysql

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// inTheOpen is a text without the marks of versioned comments: what stands in them
// stays. OceanBase drops all versioned comments of a statement when one does not parse,
// and says nothing. What quotes hold under the mode of the source is written as under the
// usual one.
func inTheOpen(text string, m mode) string {
	var b strings.Builder
	for at := 0; at < len(text); {
		rest := text[at:]
		n := 1
		switch c := rest[0]; {
		case c == '\'' || c == '"' || c == '`':
			length, closed := m.quoted(rest)
			n = length
			switch {
			case !closed || c == '`':
			case c == '"' && m.ansi && n > 2:
				b.WriteString(schema.Quote(strings.ReplaceAll(rest[1:n-1], `""`, `"`)))
				at += n
				continue
			case m.plain && strings.Contains(rest[:n], `\`):
				b.WriteString(schema.QuoteText(m.unquoted(rest[:n])))
				at += n
				continue
			}
		case c == '#', strings.HasPrefix(rest, "--") && (len(rest) == 2 || rest[2] <= ' '):
			if n = strings.IndexByte(rest, '\n'); n < 0 {
				n = len(rest)
			}
		case strings.HasPrefix(rest, "*/"):
			at += 2
			continue
		case strings.HasPrefix(rest, "/*"):
			if opening := versioned(rest); opening > 0 {
				at += opening
				continue
			}
			if n = strings.Index(rest[2:], "*/"); n < 0 {
				n = len(rest)
			} else {
				n += len("/**/")
			}
		}
		b.WriteString(rest[:n])
		at += n
	}
	return strings.TrimSpace(b.String())
}

// unqualified is a statement without the name of the only database before names.
func unqualified(statement, database string) string {
	tokens, err := lex(statement, mode{})
	if err != nil {
		return statement
	}
	var b strings.Builder
	at := 0
	for i := 0; i+2 < len(tokens); i++ {
		if !tokens[i].Named() || !strings.EqualFold(tokens[i].Identifier(), database) || !tokens[i+1].Sign(".") || !tokens[i+2].Named() {
			continue
		}
		if i > 0 && tokens[i-1].Sign(".") || !qualifies(tokens, i) {
			continue
		}
		b.WriteString(statement[at:tokens[i].Offset])
		at = tokens[i+2].Offset
	}
	b.WriteString(statement[at:])
	return b.String()
}

// qualifies tells whether the name at i is a database's: of three parts, of something
// that is called, or where a table must stand.
func qualifies(tokens []syntax.Token, i int) bool {
	if after := tokens[min(i+3, len(tokens)-1)]; after.Sign(".") || after.Sign("(") {
		return true
	}
	before := i - 1
	for before >= 0 && tokens[before].Sign("(") {
		before--
	}
	if before < 0 {
		return false
	}
	switch tokens[before].Value {
	case "FROM", "JOIN", "STRAIGHT_JOIN", "INTO", "UPDATE", "TABLE", "CALL":
		return tokens[before].Kind == syntax.Word
	case "ON": // of a trigger
		return before > 0 && tokens[0].Is("CREATE") && tokens[1].Is("TRIGGER") && before < 8
	}
	return false
}
