package oracle

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/syntax"
)

// dataType reads a type and gives it in Oracle's words, in lower case and written in one
// way: "number(10,2)", "timestamp(6) with time zone", "ref customer_typ". It is "" where
// none stands, as a virtual column and one with a foreign key may be written.
func (p *parser) dataType() string {
	t := p.Peek(0)
	if !t.Named() || t.Kind == syntax.Word && afterType[t.Value] {
		return ""
	}
	for _, words := range [][]string{
		{"DOUBLE", "PRECISION"}, {"LONG", "RAW"}, {"LONG", "VARCHAR"}, {"NATIONAL", "CHARACTER", "VARYING"}, {"NATIONAL", "CHAR", "VARYING"},
		{"NATIONAL", "CHARACTER"}, {"NATIONAL", "CHAR"}, {"CHARACTER", "VARYING"}, {"CHAR", "VARYING"}, {"NCHAR", "VARYING"},
		{"CHARACTER", "LARGE", "OBJECT"}, {"BINARY", "LARGE", "OBJECT"},
	} {
		if p.Accept(words...) {
			return strings.ToLower(strings.Join(words, " ")) + p.sizes()
		}
	}
	switch {
	case p.Accept("INTERVAL", "YEAR"):
		s := "interval year" + p.sizes()
		if p.Accept("TO", "MONTH") {
			s += " to month"
		}
		return s
	case p.Accept("INTERVAL", "DAY"):
		s := "interval day" + p.sizes()
		if p.Accept("TO", "SECOND") {
			s += " to second" + p.sizes()
		}
		return s
	case p.Accept("REF"):
		return "ref " + p.typeName()
	case p.Accept("TIMESTAMP"):
		s := "timestamp" + p.sizes()
		switch {
		case p.Accept("WITH", "LOCAL", "TIME", "ZONE"):
			s += " with local time zone"
		case p.Accept("WITH", "TIME", "ZONE"):
			s += " with time zone"
		case p.Accept("WITHOUT", "TIME", "ZONE"):
		}
		return s
	case p.Accept("TIME"):
		return "time" + p.sizes()
	}
	return p.typeName() + p.sizes()
}

// afterType are the words that stand behind a type, and so tell that none stands there.
var afterType = map[string]bool{
	"DEFAULT": true, "GENERATED": true, "AS": true, "NOT": true, "NULL": true, "CONSTRAINT": true, "PRIMARY": true, "UNIQUE": true,
	"REFERENCES": true, "CHECK": true, "VISIBLE": true, "INVISIBLE": true, "ENCRYPT": true, "DECRYPT": true, "SORT": true,
	"COLLATE": true, "ANNOTATIONS": true, "DOMAIN": true, "SCOPE": true, "WITH": true, "DROP": true, "LOB": true,
}

// typeName takes the name of a type with its owner, in lower case.
func (p *parser) typeName() string {
	name := strings.ToLower(p.Identifier())
	for p.AcceptSign(".") {
		name += "." + strings.ToLower(p.Identifier())
	}
	return name
}

// sizes takes the numbers in parentheses behind a type: "(10,2)", "(20 char)", "(*,0)".
func (p *parser) sizes() string {
	if !p.AcceptSign("(") {
		return ""
	}
	from := p.At
	p.Balanced()
	var b strings.Builder
	for _, t := range p.Tokens[from:p.At] {
		if t.Kind == syntax.Word && b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strings.ToLower(t.Raw))
	}
	p.ExpectSign(")")
	return "(" + b.String() + ")"
}
