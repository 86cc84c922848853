package sqlserver

import (
	"strings"
	"unicode/utf8"

	"github.com/obferry/obferry/ddlconv/syntax"
)

// lexer cuts a statement of T-SQL into tokens.
type lexer struct {
	source string
	at     int
	place  syntax.Place
	// strings tells that double quotes hold strings: SET QUOTED_IDENTIFIER OFF.
	strings bool
	tokens  []syntax.Token
}

// lex cuts a statement that stands at a place into tokens, the last of which has kind
// [syntax.End].
func lex(source string, place syntax.Place, stringsInQuotes bool) ([]syntax.Token, *syntax.Error) {
	l := &lexer{source: source, place: place, strings: stringsInQuotes}
	for {
		from := l.at
		if err := l.skip(); err != nil {
			return nil, err
		}
		t, err := l.next()
		if err != nil {
			return nil, err
		}
		t.Spaced = t.Offset > from
		l.tokens = append(l.tokens, t)
		if t.Kind == syntax.End {
			return l.tokens, nil
		}
	}
}

// advance moves on by n bytes, counting the lines.
func (l *lexer) advance(n int) {
	piece := l.source[l.at : l.at+n]
	if lines := strings.Count(piece, "\n"); lines > 0 {
		l.place.Line += lines
		l.place.Column = 1
		piece = piece[strings.LastIndexByte(piece, '\n')+1:]
	}
	l.place.Column += utf8.RuneCountInString(piece)
	l.at += n
}

// unfinished is the error of a quote or comment that never ends.
func (l *lexer) unfinished() *syntax.Error {
	return syntax.At("fault.ddl.unfinished", l.place, syntax.Near(l.source, l.at))
}

// skip passes white space and comments.
func (l *lexer) skip() *syntax.Error {
	for l.at < len(l.source) {
		rest := l.source[l.at:]
		switch {
		case strings.IndexByte(" \t\r\n\f\v\x00", rest[0]) >= 0:
			l.advance(1)
		case strings.HasPrefix(rest, "\ufeff"), strings.HasPrefix(rest, "\u00a0"):
			_, n := utf8.DecodeRuneInString(rest)
			l.advance(n)
		case strings.HasPrefix(rest, "--"):
			n := strings.IndexByte(rest, '\n')
			if n < 0 {
				n = len(rest)
			}
			l.advance(n)
		case strings.HasPrefix(rest, "/*"):
			n := nested(rest)
			if n < 0 {
				return l.unfinished()
			}
			l.advance(n)
		default:
			return nil
		}
	}
	return nil
}

// nested measures the comment that s begins with, others within it included; -1 of one
// that never ends.
func nested(s string) int {
	depth := 0
	for i := 0; i+1 < len(s); i++ {
		switch s[i : i+2] {
		case "/*":
			depth++
			i++
		case "*/":
			i++
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}

// next reads one token.
func (l *lexer) next() (syntax.Token, *syntax.Error) {
	t := syntax.Token{Place: l.place, Offset: l.at}
	rest := l.source[l.at:]
	if rest == "" {
		return t, nil
	}
	n, closed := 0, true
	switch c := rest[0]; {
	case c == '[':
		t.Kind = syntax.Name
		t.Value, n, closed = unquote(rest, ']')
		t.Value = unblanked(t.Value)
	case c == '"' && !l.strings:
		t.Kind = syntax.Name
		t.Value, n, closed = unquote(rest, '"')
		t.Value = unblanked(t.Value)
	case c == '\'', c == '"':
		t.Kind = syntax.Text
		t.Value, n, closed = unquote(rest, c)
	case (c == 'N' || c == 'n') && len(rest) > 1 && rest[1] == '\'':
		t.Kind = syntax.Text
		t.Value, n, closed = unquote(rest[1:], '\'')
		n++
	case digit(c), c == '.' && len(rest) > 1 && digit(rest[1]) && !l.qualifies():
		t.Kind, n = numeral(rest)
		t.Value = strings.ToUpper(rest[:n])
	case c == '@':
		t.Kind, n = syntax.Variable, 1
		for n < len(rest) && wordly(rest[n]) {
			n++
		}
	case strings.HasPrefix(rest, "$("): // a variable of sqlcmd: a name
		t.Kind = syntax.Name
		t.Value, n, closed = unquote(rest[1:], ')')
		n++
		t.Value = rest[:n]
	case money(rest) > 0:
		t.Kind, n = numeral(rest[money(rest):])
		n += money(rest)
		t.Value = rest[:n]
	case wordly(c):
		t.Kind = syntax.Word
		for n < len(rest) && wordly(rest[n]) {
			n++
		}
		t.Value = strings.ToUpper(rest[:n])
	default:
		t.Kind, n = syntax.Symbol, operator(rest)
	}
	if !closed {
		return t, l.unfinished()
	}
	t.Raw = rest[:n]
	l.advance(n)
	return t, nil
}

// money measures what stands before the digits of an amount of money: $, and the sign
// behind it; 0 where there is none.
func money(s string) int {
	switch {
	case len(s) < 2 || s[0] != '$':
	case digit(s[1]):
		return 1
	case len(s) > 2 && (s[1] == '-' || s[1] == '+') && digit(s[2]):
		return 2
	}
	return 0
}

// qualifies tells whether the last token is a name right before, so that a point
// belongs to it and to no number.
func (l *lexer) qualifies() bool {
	if len(l.tokens) == 0 {
		return false
	}
	last := l.tokens[len(l.tokens)-1]
	return last.Named() && last.Offset+len(last.Raw) == l.at
}

// unquote reads the quoted piece that s begins with, up to a mark that stands doubled
// inside, and tells its length and whether it ends.
func unquote(s string, mark byte) (value string, length int, closed bool) {
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] != mark:
		case i+1 < len(s) && s[i+1] == mark:
			i++
		default:
			inner := strings.ReplaceAll(s[1:i], string([]byte{mark, mark}), string([]byte{mark}))
			if mark == '\'' { // a backslash before a line's end goes on the line
				inner = joined.Replace(inner)
			}
			return inner, i + 1, true
		}
	}
	return "", len(s), false
}

// joined are lines that a backslash joins.
var joined = strings.NewReplacer("\\\r\n", "", "\\\n", "")

// unblanked is a name without the blanks at its end, which do not tell names apart, unless
// it holds nothing else.
func unblanked(name string) string {
	if bare := strings.TrimRight(name, " "); bare != "" {
		return bare
	}
	return name
}

// numeral measures the number that s begins with.
func numeral(s string) (syntax.Kind, int) {
	if len(s) > 1 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X') {
		n := 2
		for n < len(s) && strings.IndexByte("0123456789abcdefABCDEF", s[n]) >= 0 {
			n++
		}
		return syntax.Bits, n
	}
	n := digits(s, 0)
	if n < len(s) && s[n] == '.' {
		n = digits(s, n+1)
	}
	if n < len(s) && (s[n] == 'e' || s[n] == 'E') {
		m := n + 1
		if m < len(s) && (s[m] == '+' || s[m] == '-') {
			m++
		}
		if after := digits(s, m); after > m {
			n = after
		}
	}
	return syntax.Number, n
}

// digits is where the digits that begin at n end.
func digits(s string, n int) int {
	for n < len(s) && digit(s[n]) {
		n++
	}
	return n
}

// operators are the symbols of more than one byte, longest first.
var operators = []string{"<=", ">=", "<>", "!=", "!<", "!>", "::", "+=", "-=", "*=", "/=", "%=", "||"}

// operator measures the symbol that s begins with.
func operator(s string) int {
	for _, o := range operators {
		if strings.HasPrefix(s, o) {
			return len(o)
		}
	}
	_, n := utf8.DecodeRuneInString(s)
	return n
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

// wordly tells whether a byte can stand in a word: a name, a keyword, a variable or a
// temporary table.
func wordly(c byte) bool {
	return digit(c) || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c == '$' || c == '#' || c == '@' || c >= utf8.RuneSelf
}
