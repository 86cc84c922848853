package syntax

// Kind is what a token is.
type Kind uint8

// The kinds of token.
const (
	End      Kind = iota
	Word          // a bare word: a keyword or a name
	Name          // a quoted name; Value holds it unquoted
	Text          // a string literal; Value holds what it stands for
	Number        // 12, 1.5e3
	Bits          // 0x1F, x'1F', b'01': kept as written
	Variable      // @a, @@b, :new
	Symbol        // an operator or a mark
)

// Token is one piece of a statement, as a dialect's lexer cuts it.
type Token struct {
	Kind   Kind
	Raw    string // as written
	Value  string // of a name or text: unquoted; of a word: in upper case
	Place  Place
	Spaced bool // whether white space or a comment stands before it
	Offset int  // in the source, in bytes
}

// Is tells whether the token is a bare word, given in upper case.
func (t Token) Is(keyword string) bool { return t.Kind == Word && t.Value == keyword }

// Sign tells whether the token is a symbol.
func (t Token) Sign(s string) bool { return t.Kind == Symbol && t.Raw == s }

// Named tells whether the token can be a name.
func (t Token) Named() bool { return t.Kind == Word || t.Kind == Name }

// Identifier is the name that the token gives.
func (t Token) Identifier() string {
	if t.Kind == Word {
		return t.Raw
	}
	return t.Value
}
