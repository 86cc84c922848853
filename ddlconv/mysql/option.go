package mysql

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// secret are the options whose value is never repeated: it may hold a password.
var secret = map[string]bool{"PASSWORD": true, "OPTION_LIST": true}

// options reads the table options, in any order and with or without commas.
func (p *parser) options() {
	table := p.draft.Table
	p.draft.Places[table] = p.Peek(0).Place
	for !p.Done() && !p.Peek(0).Sign(";") && !p.Ahead("PARTITION", "BY") && !p.selects(p.Peek(0)) {
		from, t := p.At, p.Peek(0)
		if p.Accept("WITH", "SYSTEM", "VERSIONING") || p.Accept("WITHOUT", "SYSTEM", "VERSIONING") {
			if t.Is("WITH") {
				p.remark(schema.Versioning, "", p.since(from), t.Place)
			}
			p.AcceptSign(",")
			continue
		}
		if p.groups(&table.Groups) {
			continue
		}
		name, value := p.nextOption()
		p.option(table, name, value, p.since(from))
		p.AcceptSign(",")
	}
	keepShared(table)
	if engines[strings.ToUpper(engineOf(table))] == remoteRule {
		quoted := script.Discreet(schema.QuoteText(table.Comment))
		table.Comment, _ = schema.UnquoteText(quoted)
	}
}

// nextOption takes the name and the value of an option.
func (p *parser) nextOption() (name, value string) {
	p.Accept("DEFAULT")
	name = p.optionName()
	p.AcceptSign("=")
	if name == "CHARSET" || name == "COLLATE" {
		if p.Accept("DEFAULT") { // the database's
			return name, ""
		}
		return name, p.plain()
	}
	return name, p.optionValue()
}

// optionName takes the name of an option, in upper case.
func (p *parser) optionName() string {
	if p.characterSet() {
		return "CHARSET"
	}
	for _, prefix := range []string{"DATA", "INDEX"} {
		if p.Accept(prefix, "DIRECTORY") {
			return prefix + " DIRECTORY"
		}
	}
	return strings.ToUpper(p.Identifier())
}

// optionValue takes the value of an option as text.
func (p *parser) optionValue() string {
	switch t := p.Peek(0); {
	case t.Sign("("):
		return "(" + p.parenthesised() + ")"
	case t.Kind == syntax.Text:
		return p.Literal()
	case t.Named():
		return p.Identifier()
	case t.Kind == syntax.Number:
		return p.Next().Raw
	}
	p.Unexpected()
	return ""
}

// option puts an option where the model keeps it. Text is the whole of it.
func (p *parser) option(table *schema.Table, name, value, text string) {
	switch name {
	case "CHARSET":
		table.Charset = value
	case "COLLATE":
		table.Collation = value
	case "COMMENT":
		table.Comment = value
	case "AUTO_INCREMENT":
		// A number that does not fit names no next value: the server counts on.
		table.AutoIncrement = number64(value)
	default:
		switch {
		case name == "CONNECTION":
			value = whereabouts(value)
		case secret[name]:
			value = "…"
		}
		if keep(table, name, value, text) {
			return
		}
		table.Options = append(table.Options, schema.Option{Name: name, Value: value})
	}
}
