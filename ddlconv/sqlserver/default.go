package sqlserver

import (
	"regexp"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// now is the default that is the moment of the row, in the form that every column of a
// date with time takes.
const now = "CURRENT_TIMESTAMP"

var literalNumber = regexp.MustCompile(`^-?[0-9.]+(e[-+]?[0-9]+)?$`)

// defaultOf reads the default of a column.
func (p *parser) defaultOf(c *schema.Column, name string, at syntax.Token) {
	from := p.At
	if database, sequence := p.nextValue(); sequence != "" {
		s := p.sequenceOf(database, sequence)
		if s != nil {
			sequence = s.object.Name
		}
		value := "(NEXT VALUE FOR " + schema.Quote(sequence) + ")"
		c.Default = &value
		if s != nil {
			s.uses = append(s.uses, use{draft: p.draft, column: c, place: at.Place})
		}
	} else {
		t := &translator{Cursor: p.Cursor, reader: p.reader, column: func(_, _ string) string { return "" }, table: func(_, n string) string { return n }}
		v := t.sum()
		if value, ok := defaultText(v); ok && t.failed == "" {
			c.Default = &value
			p.tellChanges(t.told, c.Name, at.Place)
			if was := p.since(from); strings.Contains(strings.ToUpper(was), "NEWSEQUENTIALID") {
				p.tell("sqlserver.default.sequential", p.draft, at.Place, c.Name, was, value)
			}
		} else if p.Err == nil {
			c.Default = nil
			p.tell("sqlserver.default", p.draft, at.Place, c.Name, p.since(from), "")
		}
	}
	p.Accept("WITH", "VALUES")
	if name != "" {
		p.about(p.draft).defaults[strings.ToLower(name)] = c.Name
	}
}

// defaultText is an expression as a default of MySQL: a literal as it is, anything else
// in parentheses.
func defaultText(v value) (string, bool) {
	if v.literal != nil {
		switch v.literal.Kind {
		case syntax.Text:
			return schema.QuoteText(v.literal.Value), true
		case syntax.Number:
			number := strings.TrimPrefix(strings.TrimPrefix(v.literal.Raw, "$"), "+")
			if strings.HasSuffix(number, ".") {
				number += "0"
			}
			return number, true
		case syntax.Bits:
			return bareExpression(v.sql), true
		case syntax.Word:
			return "NULL", true
		}
	}
	bare := bareExpression(v.sql)
	if strings.HasPrefix(bare, "-(") {
		bare = "-" + bareExpression(bare[1:])
	}
	switch {
	case bare == "":
		return "", false
	case literalNumber.MatchString(bare):
		return bare, true
	case strings.HasPrefix(bare, "NOW("):
		if bare == "NOW(3)" || bare == "NOW(6)" {
			return now, true
		}
	}
	return "(" + bare + ")", true
}

// nextValue takes NEXT VALUE FOR a sequence, in parentheses or not, and gives its schema and name.
func (p *parser) nextValue() (database, name string) {
	open := 0
	for p.Peek(open).Sign("(") {
		open++
	}
	if !p.Peek(open).Is("NEXT") || !p.Peek(open+1).Is("VALUE") {
		return "", ""
	}
	p.At += open
	p.Expect("NEXT", "VALUE", "FOR")
	database, name = p.name(p.Cursor)
	for ; open > 0; open-- {
		p.ExpectSign(")")
	}
	return database, name
}

// defaultFor reads DEFAULT (…) FOR column.
func (p *parser) defaultFor(name string, at syntax.Token) {
	c := &schema.Column{}
	from := p.At
	p.defaultOf(c, "", at)
	to := p.At
	p.Expect("FOR")
	column := p.own(p.Identifier())
	p.Accept("WITH", "VALUES")
	found := p.draft.Table.Column(column)
	if p.Err != nil {
		return
	}
	if found == nil {
		p.tell("sqlserver.column.missing", p.draft, at.Place, column, p.between(from, to), "")
		return
	}
	found.Default = c.Default
	for _, s := range p.sequences {
		for i := range s.uses {
			if s.uses[i].column == c {
				s.uses[i].column = found
			}
		}
	}
	if name != "" {
		p.about(p.draft).defaults[strings.ToLower(name)] = found.Name
	}
}
