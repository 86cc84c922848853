package mysql

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// secret are the options whose value is never repeated: it may hold a password.
var secret = map[string]bool{"CONNECTION": true, "PASSWORD": true}

// options reads the table options, in any order and with or without commas.
func (p *parser) options() {
	table := p.statement.Table
	p.statement.Places[table] = p.peek(0).place
	for !p.done() && !p.peek(0).sign(";") && !p.ahead("PARTITION", "BY") && !p.selects(p.peek(0)) {
		from, t := p.at, p.peek(0)
		if p.accept("WITH", "SYSTEM", "VERSIONING") || p.accept("WITHOUT", "SYSTEM", "VERSIONING") {
			if t.is("WITH") {
				p.remark(Versioning, "", p.since(from), t.place)
			}
			p.acceptSign(",")
			continue
		}
		p.accept("DEFAULT")
		name := p.optionName()
		p.acceptSign("=")
		if name == "CHARSET" || name == "COLLATE" {
			p.option(table, name, p.plain())
			p.acceptSign(",")
			continue
		}
		value := p.optionValue()
		p.acceptSign(",")
		p.option(table, name, value)
	}
}

// optionName takes the name of an option, in upper case.
func (p *parser) optionName() string {
	if p.characterSet() {
		return "CHARSET"
	}
	for _, prefix := range []string{"DATA", "INDEX"} {
		if p.accept(prefix, "DIRECTORY") {
			return prefix + " DIRECTORY"
		}
	}
	if p.accept("WITH", "COLUMN", "GROUP") {
		return "WITH COLUMN GROUP"
	}
	return strings.ToUpper(p.identifier())
}

// optionValue takes the value of an option as text.
func (p *parser) optionValue() string {
	switch t := p.peek(0); {
	case t.sign("("):
		return "(" + p.parenthesised() + ")"
	case t.kind == text:
		return p.literal()
	case t.named():
		return p.identifier()
	case t.kind == number:
		return p.next().raw
	}
	p.unexpected()
	return ""
}

// option puts an option where the model keeps it.
func (p *parser) option(table *schema.Table, name, value string) {
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
		if secret[name] {
			value = "…"
		}
		table.Options = append(table.Options, schema.Option{Name: name, Value: value})
	}
}
