package mysql

import "github.com/obferry/obferry/ddlconv/syntax"

// kind is what a token is.
type kind uint8

const (
	end      kind = iota
	word          // a bare word: a keyword or a name
	name          // a quoted name; value holds it unquoted
	text          // a string literal; value holds what it stands for
	number        // 12, 1.5e3
	bits          // 0x1F, x'1F', b'01': kept as written
	variable      // @a, @@b
	symbol        // an operator or a mark
)

// token is one piece of a statement.
type token struct {
	kind   kind
	raw    string // as written
	value  string // of a name or text: unquoted; of a word: in upper case
	place  syntax.Place
	spaced bool // whether white space or a comment stands before it
	offset int  // in the source, in bytes
}

// is tells whether the token is a bare word, given in upper case.
func (t token) is(keyword string) bool { return t.kind == word && t.value == keyword }

// sign tells whether the token is a symbol.
func (t token) sign(s string) bool { return t.kind == symbol && t.raw == s }

// named tells whether the token can be a name.
func (t token) named() bool { return t.kind == word || t.kind == name }

// identifier is the name that the token gives.
func (t token) identifier() string {
	if t.kind == word {
		return t.raw
	}
	return t.value
}
