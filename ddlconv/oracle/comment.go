package oracle

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/syntax"
)

// comment reads COMMENT ON.
func (p *parser) comment() {
	column := p.Accept("COLUMN")
	if !column && !p.Accept("TABLE") {
		p.manual("COMMENT ON "+p.Peek(0).Value, "", "oracle.comment")
		return
	}
	names, tokens := []string{p.Identifier()}, []syntax.Token{p.Tokens[max(p.At, 1)-1]}
	for p.AcceptSign(".") {
		names = append(names, p.Identifier())
		tokens = append(tokens, p.Tokens[max(p.At, 1)-1])
	}
	p.Expect("IS")
	at := p.Peek(0)
	words := p.Literal()
	full := strings.Join(names, ".")
	verb := "COMMENT ON TABLE"
	of := ""
	if column {
		verb = "COMMENT ON COLUMN"
		if len(names) < 2 {
			p.Fail("fault.ddl.syntax", at)
		} else {
			of, names = names[len(names)-1], names[:len(names)-1]
		}
	}
	if p.Err == nil && (len(names) > 2 || !p.Done()) {
		p.Fail("fault.ddl.syntax", at)
	}
	if p.Err != nil {
		p.r.Refused(p.s, verb, full, p.Err)
		return
	}
	owner := ""
	if len(names) == 2 {
		owner = names[0]
	}
	name := names[len(names)-1]
	if other, ok := p.d.twins.tables[keptName(tokens[len(names)-1])]; ok {
		name = other
	}
	draft := p.r.Table(owner, name)
	if draft == nil {
		p.manualWith(verb, full, "oracle.comment", words)
		return
	}
	if of == "" {
		draft.Table.Comment = words
		p.fold(draft, verb)
		return
	}
	if other, ok := p.d.twins.columns[draft][keptName(tokens[len(names)])]; ok {
		of = other
	}
	c := draft.Table.Column(of)
	if c == nil {
		p.manualWith(verb, full, "oracle.comment", words)
		return
	}
	c.Comment = words
	p.fold(draft, verb)
}
