package mysql

import (
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/syntax"
)

// parser walks over the tokens of a statement. Its first failure sticks: from then
// on it stands at the end, where every loop finishes.
type parser struct {
	source    string
	tokens    []token
	at        int
	statement *Statement
	err       *syntax.Error
}

// peek is the token that comes n after the next one.
func (p *parser) peek(n int) token {
	if p.at+n >= len(p.tokens) {
		return p.tokens[len(p.tokens)-1]
	}
	return p.tokens[p.at+n]
}

// next takes the next token.
func (p *parser) next() token {
	t := p.peek(0)
	if p.at < len(p.tokens)-1 {
		p.at++
	}
	return t
}

// fail keeps the first failure and goes to the end.
func (p *parser) fail(id string, t token) {
	if p.err == nil {
		p.err = syntax.At(id, t.place, near(p.source, t.offset))
	}
	p.at = len(p.tokens) - 1
}

// unexpected fails at the next token.
func (p *parser) unexpected() { p.fail("fault.ddl.syntax", p.peek(0)) }

// done tells whether nothing is left.
func (p *parser) done() bool { return p.peek(0).kind == end }

// ahead tells whether the next tokens are the given keywords.
func (p *parser) ahead(keywords ...string) bool {
	for i, k := range keywords {
		if !p.peek(i).is(k) {
			return false
		}
	}
	return true
}

// accept takes the given keywords if all of them come next.
func (p *parser) accept(keywords ...string) bool {
	if !p.ahead(keywords...) {
		return false
	}
	p.at += len(keywords)
	return true
}

// acceptAny takes one of the keywords if it comes next.
func (p *parser) acceptAny(keywords ...string) bool {
	for _, k := range keywords {
		if p.accept(k) {
			return true
		}
	}
	return false
}

// expect takes the given keywords, or fails.
func (p *parser) expect(keywords ...string) {
	if !p.accept(keywords...) {
		p.unexpected()
	}
}

// acceptSign takes a symbol if it comes next.
func (p *parser) acceptSign(s string) bool {
	if !p.peek(0).sign(s) {
		return false
	}
	p.at++
	return true
}

// expectSign takes a symbol, or fails.
func (p *parser) expectSign(s string) {
	if !p.acceptSign(s) {
		p.unexpected()
	}
}

// identifier takes a name, or fails.
func (p *parser) identifier() string {
	t := p.peek(0)
	if !t.named() || t.identifier() == "" {
		p.unexpected()
		return ""
	}
	p.at++
	return t.identifier()
}

// plain takes the name of a type, character set or parser, in lower case: ASCII
// letters, digits and underscores, whether it is quoted or not.
func (p *parser) plain() string {
	t := p.peek(0)
	s := strings.ToLower(t.identifier())
	if t.kind != word && t.kind != name && t.kind != text || s == "" || digit(s[0]) {
		p.unexpected()
		return ""
	}
	for i := range len(s) {
		if !wordly(s[i]) || s[i] >= 0x80 || s[i] == '$' {
			p.unexpected()
			return ""
		}
	}
	p.at++
	return s
}

// qualified takes a name that may follow a database and a point.
func (p *parser) qualified() (database, name string) {
	name = p.identifier()
	if p.acceptSign(".") {
		database = name
		name = p.identifier()
	}
	return database, name
}

// literal takes a string, adjacent ones joined, or fails.
func (p *parser) literal() string {
	if p.peek(0).kind != text {
		p.unexpected()
		return ""
	}
	value := ""
	for p.peek(0).kind == text {
		value += p.next().value
	}
	return value
}

// integer takes a whole number, or fails.
func (p *parser) integer() uint64 {
	n, err := strconv.ParseUint(p.peek(0).raw, 10, 64)
	if err != nil {
		p.unexpected()
		return 0
	}
	p.at++
	return n
}

// names takes a list of names in parentheses.
func (p *parser) names() []string {
	var names []string
	p.expectSign("(")
	for !p.done() && !p.peek(0).sign(")") {
		names = append(names, p.identifier())
		if !p.acceptSign(",") {
			break
		}
	}
	p.expectSign(")")
	return names
}

// someNames takes a list of one name or more in parentheses.
func (p *parser) someNames() []string {
	at := p.peek(1)
	names := p.names()
	if len(names) == 0 {
		p.fail("fault.ddl.syntax", at)
	}
	return names
}

// parenthesised takes what stands in parentheses, and gives its text without them.
func (p *parser) parenthesised() string {
	p.expectSign("(")
	from := p.at
	p.balanced()
	inner := expressionText(p.tokens[from:p.at])
	p.expectSign(")")
	return inner
}

// expression takes what stands in parentheses where something must.
func (p *parser) expression() string {
	at := p.peek(1)
	inner := p.parenthesised()
	if inner == "" {
		p.fail("fault.ddl.syntax", at)
	}
	return inner
}

// balanced passes over tokens up to the parenthesis that closes the one before.
func (p *parser) balanced() {
	for depth := 0; !p.done(); p.at++ {
		switch t := p.peek(0); {
		case t.sign("("):
			depth++
		case t.sign(")") && depth == 0:
			return
		case t.sign(")"):
			depth--
		case t.sign(";") && depth == 0:
			p.unexpected()
			return
		}
	}
}

// remark keeps a phrase that the model has no field for.
func (p *parser) remark(phrase Phrase, object, words string, place syntax.Place) {
	p.statement.Remarks = append(p.statement.Remarks, Remark{Phrase: phrase, Object: object, Text: words, Place: place})
}

// since is the text of the tokens from one on, up to where the parser stands.
func (p *parser) since(from int) string {
	if p.at <= from {
		return ""
	}
	return expressionText(p.tokens[from:p.at])
}
