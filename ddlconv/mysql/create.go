package mysql

import (
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// createTable reads the whole statement.
func (p *parser) createTable() {
	start := p.Peek(0)
	if !p.Accept("CREATE") {
		p.Fail("fault.ddl.notable", start)
		return
	}
	p.Accept("OR", "REPLACE")
	if t := p.Peek(0); p.AcceptAny("TEMPORARY") {
		p.remark(schema.Temporary, "", "TEMPORARY", t.Place)
	}
	if !p.Accept("TABLE") {
		p.Fail("fault.ddl.notable", start)
		return
	}
	p.Accept("IF", "NOT", "EXISTS")
	p.draft.Schema, p.draft.Table.Name = p.Qualified()
	if p.Ahead("LIKE") || p.Peek(0).Sign("(") && p.Peek(1).Is("LIKE") {
		p.Fail("fault.ddl.like", p.Peek(0))
		return
	}
	if p.selects(p.Peek(0)) {
		p.Fail("fault.ddl.select", p.Peek(0))
		return
	}
	p.ExpectSign("(")
	for !p.Done() {
		p.element()
		if !p.AcceptSign(",") {
			break
		}
	}
	p.ExpectSign(")")
	p.options()
	if p.Ahead("PARTITION", "BY") {
		p.partitionBy()
		p.groups(&p.draft.Table.Groups)
	}
	if p.selects(p.Peek(0)) {
		p.Fail("fault.ddl.select", p.Peek(0))
		return
	}
	for p.AcceptSign(";") {
	}
	if !p.Done() {
		p.Unexpected()
	}
	p.resolveBinary()
	p.settlePrimary()
	if p.Err == nil && len(p.draft.Table.Columns) == 0 {
		p.Fail("fault.ddl.nocolumns", start)
	}
}

// selects tells whether a token begins the SELECT of a CREATE TABLE … AS SELECT.
func (p *parser) selects(t syntax.Token) bool {
	return t.Is("AS") || t.Is("SELECT") || t.Is("IGNORE") || t.Is("REPLACE") || t.Is("TABLE") || t.Is("VALUES")
}

// element reads one column, key or constraint.
func (p *parser) element() {
	t := p.Peek(0)
	if t.Kind != syntax.Word {
		p.column()
		return
	}
	switch {
	case t.Is("CONSTRAINT"):
		p.constraint()
	case t.Is("PRIMARY"), t.Is("UNIQUE"), t.Is("FOREIGN"):
		p.constrained("", t)
	case t.Is("CHECK") && p.Peek(1).Sign("("):
		p.constrained("", t)
	case t.Is("FULLTEXT"):
		p.Next()
		p.AcceptAny("KEY", "INDEX")
		p.key(schema.FullText, t)
	case t.Is("SPATIAL"):
		p.Next()
		p.AcceptAny("KEY", "INDEX")
		p.key(schema.Spatial, t)
	case t.Is("VECTOR") && (p.Peek(1).Is("KEY") || p.Peek(1).Is("INDEX")):
		p.At += 2
		p.vector(t)
	case t.Is("CLUSTERING") && (p.Peek(1).Is("KEY") || p.Peek(1).Is("INDEX")):
		p.At += 2
		p.remark(schema.Storage, "", "CLUSTERING", t.Place)
		p.key(schema.Plain, t)
	case t.Is("KEY"), t.Is("INDEX"):
		p.Next()
		p.key(schema.Plain, t)
	case t.Is("PERIOD") && p.Peek(1).Is("FOR"):
		p.period()
	default:
		p.column()
	}
}

// constraint reads CONSTRAINT [name] and what follows it.
func (p *parser) constraint() {
	t := p.Next()
	name := ""
	if !p.Ahead("PRIMARY") && !p.Ahead("UNIQUE") && !p.Ahead("FOREIGN") && !p.Ahead("CHECK") {
		name = p.Identifier()
	}
	p.constrained(name, t)
}

// constrained reads a constraint whose name has been read.
func (p *parser) constrained(name string, at syntax.Token) {
	switch {
	case p.Accept("PRIMARY", "KEY"):
		p.key(schema.Primary, at)
	case p.Accept("UNIQUE"):
		p.AcceptAny("KEY", "INDEX")
		p.namedKey(schema.Unique, name, at)
	case p.Accept("FOREIGN", "KEY"):
		p.foreignKey(name, at)
	case p.Accept("CHECK"):
		p.check(name, at)
	default:
		p.Unexpected()
	}
}

// period reads PERIOD FOR name (start, end).
func (p *parser) period() {
	from, t := p.At, p.Peek(0)
	p.At += 2
	phrase := schema.Period
	if p.Ahead("SYSTEM_TIME") {
		phrase = schema.Versioning
	}
	p.Identifier()
	p.Names()
	p.remark(phrase, "", p.since(from), t.Place)
}

// check reads the condition of a CHECK.
func (p *parser) check(name string, at syntax.Token) {
	c := &schema.Check{Name: name, Expression: p.expression()}
	c.NotEnforced = p.Accept("NOT", "ENFORCED")
	p.Accept("ENFORCED")
	p.draft.Table.Checks = append(p.draft.Table.Checks, c)
	p.draft.Places[c] = at.Place
}
