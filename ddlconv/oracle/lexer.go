package oracle

import (
	"strings"
	"unicode/utf8"

	"github.com/obferry/obferry/ddlconv/syntax"
)

// lexer cuts a statement into tokens.
type lexer struct {
	source       string
	at           int
	line, column int
	tokens       []syntax.Token
}

// lex cuts a source that begins at a place into tokens, the last of which has kind End.
// With an error come the tokens before it.
func lex(source string, start syntax.Place) ([]syntax.Token, *syntax.Error) {
	l := &lexer{source: source, line: max(start.Line, 1), column: max(start.Column, 1)}
	for {
		from := l.at
		err := l.skip()
		t := syntax.Token{Place: l.place(), Offset: l.at, Spaced: l.at > from}
		if err == nil && l.at < len(l.source) {
			err = l.next(&t)
		}
		if err != nil {
			t = syntax.Token{Place: l.place(), Offset: len(l.source)}
			return append(l.tokens, t), err
		}
		l.tokens = append(l.tokens, t)
		if t.Kind == syntax.End {
			return l.tokens, nil
		}
	}
}

func (l *lexer) place() syntax.Place { return syntax.Place{Line: l.line, Column: l.column} }

// advance moves on by n bytes, counting the lines.
func (l *lexer) advance(n int) {
	piece := l.source[l.at : l.at+n]
	if lines := strings.Count(piece, "\n"); lines > 0 {
		l.line += lines
		l.column = 1
		piece = piece[strings.LastIndexByte(piece, '\n')+1:]
	}
	l.column += utf8.RuneCountInString(piece)
	l.at += n
}

// unfinished is the error of a quote or comment that never ends.
func (l *lexer) unfinished() *syntax.Error {
	return syntax.At("fault.ddl.unfinished", l.place(), syntax.Near(l.source, l.at))
}

// skip passes white space and comments, hints among them.
func (l *lexer) skip() *syntax.Error {
	for l.at < len(l.source) {
		rest := l.source[l.at:]
		switch {
		case blank(rest[0]):
			l.advance(1)
		case strings.HasPrefix(rest, "--"):
			length := strings.IndexByte(rest, '\n')
			if length < 0 {
				length = len(rest)
			}
			l.advance(length)
		case strings.HasPrefix(rest, "/*"):
			length := strings.Index(rest[2:], "*/")
			if length < 0 {
				return l.unfinished()
			}
			l.advance(length + len("/**/"))
		default:
			return nil
		}
	}
	return nil
}

// next reads one token.
func (l *lexer) next(t *syntax.Token) *syntax.Error {
	rest := l.source[l.at:]
	length := 0
	switch c := rest[0]; {
	case c == '"':
		length = quoteLength(rest)
		t.Kind = syntax.Name
		if length > 0 {
			t.Value = strings.ReplaceAll(rest[1:length-1], `""`, `"`)
		}
	case c == '\'' || textPrefix(rest) > 0:
		t.Kind = syntax.Text
		length, t.Value = text(rest)
	case wordly(c) && !digit(c):
		length = wordLength(rest)
		t.Kind, t.Value = syntax.Word, strings.ToUpper(rest[:length])
	case digit(c), c == '.' && len(rest) > 1 && digit(rest[1]):
		length = numberLength(rest)
		t.Kind = syntax.Number
	case c == '@' && owner(l.source, l.at) > 0:
		length = owner(l.source, l.at)
		t.Kind = syntax.Variable
	case (c == ':' || c == '&') && len(rest) > 1 && (wordly(rest[1]) || rest[1] == '"' || rest[1] == '&'):
		length = 1
		if rest[1] == '&' {
			length = 2
		}
		length += wordLength(rest[length:])
		if c == '&' && strings.HasPrefix(rest[length:], ".") {
			length++ // a point ends the name of a substitution variable
		}
		t.Kind = syntax.Variable
	default:
		length = symbolLength(rest)
		t.Kind = syntax.Symbol
	}
	if length <= 0 {
		return l.unfinished()
	}
	t.Raw = rest[:length]
	l.advance(length)
	return nil
}

// owner is how long a placeholder for an owner, as templates of scripts have it, is at a
// place: "@cdm" of @cdm.person. It is 0 where none stands, as in the name of a database
// link (person@remote).
func owner(source string, at int) int {
	if at > 0 && !blank(source[at-1]) && source[at-1] != '(' {
		return 0
	}
	length := wordLength(source[at+1:])
	if length == 0 || !strings.HasPrefix(source[at+1+length:], ".") {
		return 0
	}
	return 1 + length
}

// quoteLength is how long a quoted piece is, its quotes included; 0 where it never ends.
func quoteLength(s string) int {
	for i := 1; i < len(s); i++ {
		if s[i] != s[0] {
			continue
		}
		if i+1 < len(s) && s[i+1] == s[0] {
			i++
			continue
		}
		return i + 1
	}
	return 0
}

// textPrefix is how many letters (N, Q, NQ, U) stand before the quote of a string, 0
// where it has none.
func textPrefix(s string) int {
	n := 0
	for n < len(s) && n < 2 && strings.IndexByte("nNqQuU", s[n]) >= 0 {
		n++
	}
	if n == 0 || n >= len(s) || s[n] != '\'' {
		return 0
	}
	switch strings.ToUpper(s[:n]) {
	case "N", "Q", "NQ", "U":
		return n
	}
	return 0
}

// text reads a string: how long it is, 0 where it never ends, and what it stands for.
func text(s string) (length int, value string) {
	prefix := textPrefix(s)
	if prefix == 0 || strings.IndexByte("qQ", s[prefix-1]) < 0 {
		n := quoteLength(s[prefix:])
		if n == 0 {
			return 0, ""
		}
		return prefix + n, strings.ReplaceAll(s[prefix+1:prefix+n-1], "''", "'")
	}
	body := s[prefix+1:]
	if body == "" {
		return 0, ""
	}
	_, size := utf8.DecodeRuneInString(body)
	end := strings.Index(body[size:], closer(body[:size])+"'")
	if end < 0 {
		return 0, ""
	}
	return prefix + 1 + size + end + size + 1, body[size : size+end]
}

// closer is the mark that ends a q-quote which a mark opens.
func closer(open string) string {
	switch open {
	case "[":
		return "]"
	case "(":
		return ")"
	case "{":
		return "}"
	case "<":
		return ">"
	}
	return open
}

func wordLength(s string) int {
	n := 0
	for n < len(s) && wordly(s[n]) {
		n++
	}
	return n
}

// numberLength is how long a number is, with its exponent and the F or D of a binary one.
func numberLength(s string) int {
	n, point := 0, false
	for n < len(s) && (digit(s[n]) || s[n] == '.' && !point && !strings.HasPrefix(s[n:], "..")) {
		point = point || s[n] == '.'
		n++
	}
	if n < len(s) && (s[n] == 'e' || s[n] == 'E') {
		m := n + 1
		if m < len(s) && (s[m] == '+' || s[m] == '-') {
			m++
		}
		if m < len(s) && digit(s[m]) {
			for n = m; n < len(s) && digit(s[n]); n++ {
			}
		}
	}
	if n < len(s) && strings.IndexByte("fFdD", s[n]) >= 0 && (n+1 == len(s) || !wordly(s[n+1])) {
		n++
	}
	return n
}

// symbols are those of more than one mark.
var symbols = []string{"||", ":=", "<>", "!=", "^=", "<=", ">=", "=>", "**", "..", "<<", ">>"}

func symbolLength(s string) int {
	for _, m := range symbols {
		if strings.HasPrefix(s, m) {
			return len(m)
		}
	}
	_, size := utf8.DecodeRuneInString(s)
	return size
}

func blank(c byte) bool { return c <= ' ' }

func digit(c byte) bool { return c >= '0' && c <= '9' }

// wordly tells whether a byte can stand in a bare word.
func wordly(c byte) bool {
	return digit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '$' || c == '#' || c >= 0x80
}
