package mysql

import "github.com/obferry/obferry/ddlconv/schema"

// createTable reads the whole statement.
func (p *parser) createTable() {
	start := p.peek(0)
	if !p.accept("CREATE") {
		p.fail("fault.ddl.notable", start)
		return
	}
	p.accept("OR", "REPLACE")
	if t := p.peek(0); p.acceptAny("TEMPORARY") {
		p.remark(Temporary, "", "TEMPORARY", t.place)
	}
	if !p.accept("TABLE") {
		p.fail("fault.ddl.notable", start)
		return
	}
	p.accept("IF", "NOT", "EXISTS")
	_, p.statement.Table.Name = p.qualified()
	if p.ahead("LIKE") || p.peek(0).sign("(") && p.peek(1).is("LIKE") {
		p.fail("fault.ddl.like", p.peek(0))
		return
	}
	if p.selects(p.peek(0)) {
		p.fail("fault.ddl.select", p.peek(0))
		return
	}
	p.expectSign("(")
	for !p.done() {
		p.element()
		if !p.acceptSign(",") {
			break
		}
	}
	p.expectSign(")")
	p.options()
	if p.ahead("PARTITION", "BY") {
		p.partitionBy()
	}
	if p.selects(p.peek(0)) {
		p.fail("fault.ddl.select", p.peek(0))
		return
	}
	for p.acceptSign(";") {
	}
	if !p.done() {
		p.unexpected()
	}
	p.resolveBinary()
	p.settlePrimary()
	if p.err == nil && len(p.statement.Table.Columns) == 0 {
		p.fail("fault.ddl.nocolumns", start)
	}
}

// selects tells whether a token begins the SELECT of a CREATE TABLE … AS SELECT.
func (p *parser) selects(t token) bool {
	return t.is("AS") || t.is("SELECT") || t.is("IGNORE") || t.is("REPLACE") || t.is("TABLE") || t.is("VALUES")
}

// element reads one column, key or constraint.
func (p *parser) element() {
	t := p.peek(0)
	if t.kind != word {
		p.column()
		return
	}
	switch {
	case t.is("CONSTRAINT"):
		p.constraint()
	case t.is("PRIMARY"), t.is("UNIQUE"), t.is("FOREIGN"):
		p.constrained("", t)
	case t.is("CHECK") && p.peek(1).sign("("):
		p.constrained("", t)
	case t.is("FULLTEXT"):
		p.next()
		p.acceptAny("KEY", "INDEX")
		p.key(schema.FullText, t)
	case t.is("SPATIAL"):
		p.next()
		p.acceptAny("KEY", "INDEX")
		p.key(schema.Spatial, t)
	case t.is("VECTOR") && (p.peek(1).is("KEY") || p.peek(1).is("INDEX")):
		p.at += 2
		p.vector(t)
	case t.is("CLUSTERING") && (p.peek(1).is("KEY") || p.peek(1).is("INDEX")):
		p.at += 2
		p.remark(Storage, "", "CLUSTERING", t.place)
		p.key(schema.Plain, t)
	case t.is("KEY"), t.is("INDEX"):
		p.next()
		p.key(schema.Plain, t)
	case t.is("PERIOD") && p.peek(1).is("FOR"):
		p.period()
	default:
		p.column()
	}
}

// constraint reads CONSTRAINT [name] and what follows it.
func (p *parser) constraint() {
	t := p.next()
	name := ""
	if !p.ahead("PRIMARY") && !p.ahead("UNIQUE") && !p.ahead("FOREIGN") && !p.ahead("CHECK") {
		name = p.identifier()
	}
	p.constrained(name, t)
}

// constrained reads a constraint whose name has been read.
func (p *parser) constrained(name string, at token) {
	switch {
	case p.accept("PRIMARY", "KEY"):
		p.key(schema.Primary, at)
	case p.accept("UNIQUE"):
		p.acceptAny("KEY", "INDEX")
		p.namedKey(schema.Unique, name, at)
	case p.accept("FOREIGN", "KEY"):
		p.foreignKey(name, at)
	case p.accept("CHECK"):
		p.check(name, at)
	default:
		p.unexpected()
	}
}

// period reads PERIOD FOR name (start, end).
func (p *parser) period() {
	from, t := p.at, p.peek(0)
	p.at += 2
	phrase := Period
	if p.ahead("SYSTEM_TIME") {
		phrase = Versioning
	}
	p.identifier()
	p.names()
	p.remark(phrase, "", p.since(from), t.place)
}

// check reads the condition of a CHECK.
func (p *parser) check(name string, at token) {
	c := &schema.Check{Name: name, Expression: p.expression()}
	c.NotEnforced = p.accept("NOT", "ENFORCED")
	p.accept("ENFORCED")
	p.statement.Table.Checks = append(p.statement.Table.Checks, c)
	p.statement.Places[c] = at.place
}
