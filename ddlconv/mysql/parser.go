package mysql

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// parser reads a statement's tokens into a draft.
type parser struct {
	syntax.Cursor
	draft *schema.Draft
	// altering tells that a column may say where it goes: FIRST, AFTER another.
	altering bool
	// nullSaid tells that the column says whether it may be NULL, rowLife that it is the
	// start or the end of a row's life.
	nullSaid, rowLife bool
	// unique tells that the column at hand has a unique key of its own already.
	unique bool
	// read are the columns of this statement, whose collation may wait for the table's.
	read []*schema.Column
}

// plain takes the name of a type, character set or parser, in lower case: ASCII
// letters, digits and underscores, whether it is quoted or not.
func (p *parser) plain() string {
	t := p.Peek(0)
	s := strings.ToLower(t.Identifier())
	if t.Kind != syntax.Word && t.Kind != syntax.Name && t.Kind != syntax.Text || s == "" || digit(s[0]) {
		p.Unexpected()
		return ""
	}
	for i := range len(s) {
		if !wordly(s[i]) || s[i] >= 0x80 || s[i] == '$' {
			p.Unexpected()
			return ""
		}
	}
	p.At++
	return s
}

// parenthesised takes what stands in parentheses, and gives its text without them.
func (p *parser) parenthesised() string {
	p.ExpectSign("(")
	from := p.At
	p.Balanced()
	inner := expressionText(p.Tokens[from:p.At])
	p.ExpectSign(")")
	return inner
}

// expression takes what stands in parentheses where something must.
func (p *parser) expression() string {
	at := p.Peek(1)
	inner := p.parenthesised()
	if inner == "" {
		p.Fail("fault.ddl.syntax", at)
	}
	return inner
}

// remark keeps a phrase that the model has no field for.
func (p *parser) remark(phrase schema.Phrase, object, words string, place syntax.Place) {
	if phrase == schema.Storage {
		words = script.Discreet(words) // the comment of a SPIDER table's partition is a connection
	}
	p.draft.Remarks = append(p.draft.Remarks, schema.Remark{Phrase: phrase, Object: object, Text: words, Place: place})
}

// since is the text of the tokens from one on, up to where the parser stands.
func (p *parser) since(from int) string {
	if p.At <= from {
		return ""
	}
	return expressionText(p.Tokens[from:p.At])
}
