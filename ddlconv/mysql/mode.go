package mysql

import (
	"maps"
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// mode is what sql_mode says about quotes.
type mode struct {
	// ansi tells that double quotes hold names (ANSI_QUOTES).
	ansi bool
	// plain tells that a backslash within quotes is a letter like others
	// (NO_BACKSLASH_ESCAPES).
	plain bool
}

// escapes tells whether a backslash within a quote takes the meaning of the next byte.
func (m mode) escapes(quote byte) bool {
	return quote != '`' && !m.plain && (quote != '"' || !m.ansi)
}

// quoted measures the quoted piece that s begins with.
func (m mode) quoted(s string) (length int, closed bool) {
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && m.escapes(s[0]):
			i++
		case s[i] != s[0]:
		case i+1 < len(s) && s[i+1] == s[0]:
			i++
		default:
			return i + 1, true
		}
	}
	return len(s), false
}

// unquoted is what a string literal stands for.
func (m mode) unquoted(literal string) string {
	if m.plain {
		quote := literal[:1]
		return strings.ReplaceAll(literal[1:len(literal)-1], quote+quote, quote)
	}
	text, _ := schema.UnquoteText(literal)
	return text
}

// session follows the sql_mode of a script.
type session struct {
	mode
	// saved are the modes that variables keep, by their lower-case names.
	saved map[string]mode
}

// setsMode tells quickly whether a statement may be a SET that speaks of sql_mode.
func setsMode(text string) bool {
	begin := strings.ToUpper(text[:min(len(text), 1000)])
	return strings.HasPrefix(strings.TrimLeft(begin, "/*!M0123456789 \t"), "SET") && strings.Contains(begin, "SQL_MODE")
}

// set follows a SET.
func (s *session) set(text string) {
	tokens, err := lex(text, s.mode)
	if err != nil {
		return
	}
	depth, from := 0, 1
	for i := 1; i < len(tokens); i++ {
		switch t := tokens[i]; {
		case t.Sign("("):
			depth++
		case t.Sign(")"):
			depth--
		case t.Sign(",") && depth == 0, t.Sign(";"), t.Kind == syntax.End:
			s.assign(tokens[from:i])
			from = i + 1
		}
	}
}

// assign follows one assignment of a SET: to sql_mode, or of it to a variable.
func (s *session) assign(tokens []syntax.Token) {
	at := slices.IndexFunc(tokens, func(t syntax.Token) bool { return t.Sign("=") || t.Sign(":=") })
	if at < 1 || tokens[0].Is("GLOBAL") || tokens[0].Is("PERSIST") || tokens[0].Is("PERSIST_ONLY") {
		return
	}
	target, value := strings.ToLower(tokens[at-1].Raw), tokens[at+1:]
	switch {
	case strings.HasPrefix(target, "@@global.") || strings.HasPrefix(target, "@@persist"):
	case modeNamed(target):
		s.mode = s.valued(value)
	case strings.HasPrefix(target, "@") && len(value) == 1 && modeNamed(strings.ToLower(value[0].Raw)):
		s.saved = maps.Clone(s.saved)
		if s.saved == nil {
			s.saved = map[string]mode{}
		}
		s.saved[target] = s.mode
	}
}

// modeNamed tells whether a lower-case name is that of the session's sql_mode.
func modeNamed(name string) bool {
	switch name {
	case "sql_mode", "@@sql_mode", "@@session.sql_mode", "@@local.sql_mode":
		return true
	}
	return false
}

// valued is the mode that a value of sql_mode makes: named, kept in a variable, or made
// of the one that holds.
func (s *session) valued(value []syntax.Token) mode {
	if len(value) == 1 && value[0].Kind == syntax.Variable && !modeNamed(strings.ToLower(value[0].Raw)) {
		return s.saved[strings.ToLower(value[0].Raw)]
	}
	m, named, without := mode{}, mode{}, false
	for i, t := range value {
		switch words := strings.ToUpper(t.Value); {
		case t.Kind == syntax.Variable && modeNamed(strings.ToLower(t.Raw)):
			m = s.mode
		case i == 0 && t.Is("REPLACE"):
			without = true
		case t.Kind == syntax.Text, t.Named():
			named.ansi = named.ansi || strings.Contains(words, "ANSI")
			named.plain = named.plain || strings.Contains(words, "NO_BACKSLASH_ESCAPES")
		}
	}
	if without {
		return mode{ansi: m.ansi && !named.ansi, plain: m.plain && !named.plain}
	}
	return mode{ansi: m.ansi || named.ansi, plain: m.plain || named.plain}
}
