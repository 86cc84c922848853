package mysql

import (
	"strings"
	"unicode/utf8"

	"github.com/obferry/obferry/ddlconv/syntax"
)

// lexer cuts a statement into tokens. What stands in a versioned comment is cut like
// the rest, since the server that printed it means it; ordinary comments vanish.
type lexer struct {
	source string
	at     int
	line   int
	column int
	inside int // how many versioned comments are open
	mode   mode
	tokens []syntax.Token
}

// lex cuts a source into tokens, the last of which has kind end. The mode says
// what quotes hold.
func lex(source string, m mode) ([]syntax.Token, *syntax.Error) {
	return lexAt(source, m, syntax.Place{Line: 1, Column: 1})
}

// lexAt cuts a source that begins at a place of a file.
func lexAt(source string, m mode, from syntax.Place) ([]syntax.Token, *syntax.Error) {
	l := &lexer{source: source, line: from.Line, column: from.Column, mode: m}
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

// place is where the lexer stands.
func (l *lexer) place() syntax.Place {
	return syntax.Place{Line: l.line, Column: l.column}
}

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

// rest is what is still to be read.
func (l *lexer) rest() string { return l.source[l.at:] }

// begins tells whether only blanks stand before on a line that follows another.
func (l *lexer) begins() bool {
	before := strings.TrimRight(l.source[:l.at], " \t")
	return strings.HasSuffix(before, "\n")
}

// unfinished is the error of a quote or comment that never ends.
func (l *lexer) unfinished() *syntax.Error {
	return syntax.At("fault.ddl.unfinished", l.place(), syntax.Near(l.source, l.at))
}

// skip passes white space and comments.
func (l *lexer) skip() *syntax.Error {
	for l.at < len(l.source) {
		rest := l.rest()
		switch {
		case strings.IndexByte(" \t\r\n\f\v\x00", rest[0]) >= 0:
			l.advance(1)
		case strings.HasPrefix(rest, "\ufeff"):
			l.advance(len("\ufeff"))
		case rest[0] == '#', dashes(rest, l.begins()):
			length := strings.IndexByte(rest, '\n')
			if length < 0 {
				length = len(rest)
			}
			l.advance(length)
		case strings.HasPrefix(rest, "*/") && l.inside > 0:
			l.inside--
			l.advance(2)
		case strings.HasPrefix(rest, "/*"):
			if err := l.comment(rest); err != nil {
				return err
			}
		default:
			return nil
		}
	}
	if l.inside > 0 {
		return l.unfinished()
	}
	return nil
}

// comment passes a comment, or only the opening of a versioned one. A version that
// no server has reached is how a dump hides a remark: that one is passed whole.
func (l *lexer) comment(rest string) *syntax.Error {
	if opening := versioned(rest); opening > 0 {
		l.inside++
		l.advance(opening)
		return nil
	}
	length := strings.Index(rest[2:], "*/")
	if length < 0 {
		return l.unfinished()
	}
	l.advance(length + len("/**/"))
	return nil
}

// next reads one token.
func (l *lexer) next() (syntax.Token, *syntax.Error) {
	t := syntax.Token{Place: l.place(), Offset: l.at}
	rest := l.rest()
	if rest == "" {
		return t, nil
	}
	length := 0
	switch c := rest[0]; {
	case c == '`', c == '"', c == '\'':
		n, closed := l.mode.quoted(rest)
		if !closed {
			return t, l.unfinished()
		}
		length, t.Kind = n, syntax.Text
		if c == '`' || c == '"' && l.mode.ansi {
			t.Kind = syntax.Name
			t.Value = strings.ReplaceAll(rest[1:n-1], string([]byte{c, c}), string([]byte{c}))
		} else {
			t.Value = l.mode.unquoted(rest[:n])
		}
	case len(rest) > 1 && rest[1] == '\'' && strings.IndexByte("xXbBnN", c) >= 0:
		n, closed := l.mode.quoted(rest[1:])
		if !closed {
			return t, l.unfinished()
		}
		length, t.Kind = n+1, syntax.Bits
		if c == 'n' || c == 'N' {
			t.Kind = syntax.Text
			t.Value = l.mode.unquoted(rest[1:length])
		}
	case digit(c), c == '.' && len(rest) > 1 && digit(rest[1]) && !l.qualifies():
		t.Kind, length = numeral(rest)
		t.Value = strings.ToUpper(rest[:length])
	case c == '@':
		t.Kind, length = syntax.Variable, 1
		for length < len(rest) && (rest[length] == '@' || rest[length] == '.' || wordly(rest[length])) {
			length++
		}
	case wordly(c):
		t.Kind = syntax.Word
		for length < len(rest) && wordly(rest[length]) {
			length++
		}
		t.Value = strings.ToUpper(rest[:length])
	default:
		t.Kind, length = syntax.Symbol, operator(rest)
	}
	t.Raw = rest[:length]
	l.advance(length)
	return t, nil
}

// qualifies tells whether the last token is a name, so that a point after it
// belongs to a qualified name and no number.
func (l *lexer) qualifies() bool {
	if len(l.tokens) == 0 {
		return false
	}
	last := l.tokens[len(l.tokens)-1]
	return last.Named() && last.Offset+len(last.Raw) == l.at
}

// numeral measures the number that s begins with, which is a word where letters
// follow (1st).
func numeral(s string) (syntax.Kind, int) {
	if len(s) > 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'b') {
		n := 2
		for n < len(s) && wordly(s[n]) {
			n++
		}
		return syntax.Bits, n
	}
	n := digits(s, 0)
	whole := n
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
	if n < len(s) && wordly(s[n]) && (whole == n || s[whole] != '.') {
		for n < len(s) && wordly(s[n]) {
			n++
		}
		return syntax.Word, n
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
var operators = []string{"<=>", "->>", "<=", ">=", "<>", "!=", "->", ":=", "||", "&&", "<<", ">>"}

// operator measures the symbol that s begins with.
func operator(s string) int {
	for _, o := range operators {
		if strings.HasPrefix(s, o) {
			return len(o)
		}
	}
	return 1
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

// wordly tells whether a byte can stand in a bare word.
func wordly(c byte) bool {
	return digit(c) || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c == '$' || c >= 0x80
}
