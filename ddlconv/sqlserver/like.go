package sqlserver

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// like reads the pattern of LIKE, in which a class of characters may stand and a
// backslash is one as any other. Classes of one character are that character; a pattern
// with another becomes a regular expression.
func (t *translator) like(v value, not string) value {
	from := t.At
	pattern := t.sum()
	escape, escaped := "", false
	if t.Accept("ESCAPE") {
		mark := t.sum()
		if escaped = true; mark.literal == nil || len([]rune(mark.literal.Value)) != 1 {
			t.cannot("LIKE " + textOf(t.Source, t.Tokens, from, t.At))
			return value{kind: truth}
		}
		escape = mark.literal.Value
	}
	was := "LIKE " + textOf(t.Source, t.Tokens, from, t.At)
	if pattern.literal == nil {
		sql := v.sql + " " + not + "LIKE " + pattern.sql
		if escaped {
			sql += " ESCAPE " + schema.QuoteText(escape)
		}
		t.tell("sqlserver.like.pattern", was, "LIKE")
		return value{sql: sql, kind: truth}
	}
	pieces := patternOf(pattern.literal.Value, escape)
	if plain, ok := plainPattern(pieces); ok {
		return value{sql: v.sql + " " + not + "LIKE " + schema.QuoteText(plain), kind: truth}
	}
	sql := not + "REGEXP " + schema.QuoteText(regular(pieces))
	t.tell("sqlserver.like", was, sql)
	return value{sql: v.sql + " " + sql, kind: truth}
}

// piece is one place of a pattern: % or _, a character that stands for itself, or a class.
type piece struct {
	mark  byte   // '%', '_', '=' for the character or '[' for a class
	text  string // the character, or what the class holds as a regular expression has it
	every bool   // a class of all characters but those: [^…]
}

// patternOf cuts a pattern of LIKE into its places. Escape is the character that takes
// from the next its meaning, "" for none.
func patternOf(pattern, escape string) []piece {
	var pieces []piece
	runes := []rune(pattern)
	for i := 0; i < len(runes); i++ {
		c := string(runes[i])
		switch {
		case c == escape && i+1 < len(runes):
			i++
			pieces = append(pieces, piece{mark: '=', text: string(runes[i])})
		case c == "%", c == "_":
			pieces = append(pieces, piece{mark: c[0]})
		case c == "[":
			class, length := classOf(runes[i:], escape)
			if length == 0 {
				pieces = append(pieces, piece{mark: '=', text: c})
				continue
			}
			pieces = append(pieces, class)
			i += length - 1
		default:
			pieces = append(pieces, piece{mark: '=', text: c})
		}
	}
	return pieces
}

// classOf reads the class that a pattern begins with, and tells its length; 0 where it is
// none, but a bracket that nothing closes. A bracket that opens within one stands for
// itself.
func classOf(pattern []rune, escape string) (class piece, length int) {
	i := 1
	if i < len(pattern) && pattern[i] == '^' {
		class.every = true
		i++
	}
	take := func() string { // the next character, without what takes its meaning from it
		if string(pattern[i]) == escape && i+1 < len(pattern) {
			i++
		}
		i++
		return string(pattern[i-1])
	}
	single := ""
	for members := 0; i < len(pattern); members++ {
		if pattern[i] == ']' {
			switch {
			case members == 0:
				return piece{}, 0
			case members == 1 && single != "" && !class.every:
				return piece{mark: '=', text: single}, i + 1
			}
			class.mark = '['
			return class, i + 1
		}
		single = take()
		class.text += classEscapes.Replace(single)
		if i+1 < len(pattern) && pattern[i] == '-' && pattern[i+1] != ']' {
			i++
			class.text += "-" + classEscapes.Replace(take())
			single = ""
		}
	}
	return piece{}, 0
}

// classEscapes take from characters what they mean within a class of a regular expression.
var classEscapes = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "^", `\^`, "-", `\-`, "&", `\&`)

// plainPattern is a pattern without classes as LIKE of MySQL has it.
func plainPattern(pieces []piece) (string, bool) {
	var b strings.Builder
	for _, p := range pieces {
		switch {
		case p.mark == '[':
			return "", false
		case p.mark != '=':
			b.WriteByte(p.mark)
		default:
			if p.text == "%" || p.text == "_" || p.text == `\` {
				b.WriteByte('\\')
			}
			b.WriteString(p.text)
		}
	}
	return b.String(), true
}

// regular is a pattern of LIKE as a regular expression. What may stand at its beginning
// and end is not looked for.
func regular(pieces []piece) string {
	anything := func(p piece) bool { return p.mark == '%' }
	begin, end := "^", "$"
	for len(pieces) > 0 && anything(pieces[0]) {
		begin, pieces = "", pieces[1:]
	}
	for n := len(pieces); n > 0 && anything(pieces[n-1]); n = len(pieces) {
		end, pieces = "", pieces[:n-1]
	}
	var b strings.Builder
	b.WriteString(begin)
	for _, p := range pieces {
		switch p.mark {
		case '%':
			b.WriteString(".*")
		case '_':
			b.WriteByte('.')
		case '[':
			if p.every {
				p.text = "^" + p.text
			}
			b.WriteString("[" + p.text + "]")
		default:
			if strings.Contains(`\.+*?()|[]^${}`, p.text) {
				b.WriteByte('\\')
			}
			b.WriteString(p.text)
		}
	}
	return b.String() + end
}
