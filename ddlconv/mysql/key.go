package mysql

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// key reads a key after its opening words.
func (p *parser) key(kind schema.IndexKind, at token) { p.namedKey(kind, "", at) }

// namedKey reads a key that a constraint may have named; its own name comes first.
func (p *parser) namedKey(kind schema.IndexKind, constraint string, at token) {
	index := &schema.Index{Name: constraint, Kind: kind}
	p.accept("IF", "NOT", "EXISTS")
	if p.peek(0).named() && !p.indexType() {
		index.Name = p.identifier()
	}
	p.using(index)
	overlaps := false
	p.expectSign("(")
	for !p.done() {
		part, period := p.part()
		overlaps = overlaps || period
		index.Parts = append(index.Parts, part)
		if !p.acceptSign(",") {
			break
		}
	}
	p.expectSign(")")
	p.keyOptions(index)
	if kind == schema.Primary {
		index.Name = ""
	}
	if overlaps {
		p.remark(Overlaps, index.Name, string(kind)+" "+index.Name+" WITHOUT OVERLAPS", at.place)
		return
	}
	p.addKey(index, at)
}

// addKey puts a key into the table.
func (p *parser) addKey(index *schema.Index, at token) {
	p.statement.Places[index] = at.place
	table := p.statement.Table
	if index.Kind != schema.Primary {
		table.Indexes = append(table.Indexes, index)
		return
	}
	if table.PrimaryKey != nil {
		p.fail("fault.ddl.twoprimary", at)
		return
	}
	table.PrimaryKey = index
}

// indexType tells whether the next words are USING BTREE or the like, and no name.
func (p *parser) indexType() bool {
	return (p.ahead("USING") || p.ahead("TYPE")) && (p.peek(1).is("BTREE") || p.peek(1).is("HASH") || p.peek(1).is("RTREE"))
}

// using reads USING BTREE, HASH or RTREE where it comes next.
func (p *parser) using(index *schema.Index) bool {
	if !p.indexType() {
		return false
	}
	p.next()
	index.Using = p.next().value
	return true
}

// part reads one column or expression of a key, and whether it is the period of a
// key WITHOUT OVERLAPS.
func (p *parser) part() (part schema.Part, period bool) {
	if p.peek(0).sign("(") {
		part.Expression = p.expression()
	} else {
		part.Column = p.identifier()
		if p.acceptSign("(") {
			part.Length = int(p.integer())
			p.expectSign(")")
		}
	}
	period = p.accept("WITHOUT", "OVERLAPS")
	part.Descending = p.accept("DESC")
	p.accept("ASC")
	return part, period
}

// keyOptions reads what stands behind the parts of a key.
func (p *parser) keyOptions(index *schema.Index) {
	for !p.done() {
		from, t := p.at, p.peek(0)
		switch {
		case p.using(index):
		case p.accept("COMMENT"):
			index.Comment = p.literal()
		case p.accept("WITH", "PARSER"):
			index.Parser = p.plain()
		case p.accept("INVISIBLE"):
			index.Hidden = true
		case p.accept("VISIBLE"), p.accept("NOT", "IGNORED"), p.accept("LOCAL"):
		case p.accept("GLOBAL"):
			index.Global = true
		case p.accept("IGNORED"):
			index.Hidden = true
			p.remark(Ignored, index.Name, "IGNORED", t.place)
		case p.setting():
			p.remark(Storage, index.Name, p.since(from), t.place)
		default:
			return
		}
	}
}

// setting passes an option of the form NAME [=] VALUE.
func (p *parser) setting() bool {
	if !p.peek(0).named() {
		return false
	}
	switch p.peek(1).kind {
	case word, number, text, name:
		p.at += 2
		return true
	case symbol:
		if !p.peek(1).sign("=") {
			return false
		}
		p.at += 2
		if p.acceptSign("(") {
			p.balanced()
			p.expectSign(")")
			return true
		}
		p.next()
		return true
	}
	return false
}

// vector reads a VECTOR key, which stays a remark: its kinds and measures differ.
func (p *parser) vector(at token) {
	name := ""
	if p.peek(0).named() {
		name = p.identifier()
	}
	p.names()
	for p.setting() {
	}
	p.remark(Vector, name, "VECTOR KEY", at.place)
}

// foreignKey reads a foreign key after FOREIGN KEY.
func (p *parser) foreignKey(name string, at token) {
	p.accept("IF", "NOT", "EXISTS")
	if p.peek(0).named() {
		if index := p.identifier(); name == "" {
			name = index
		}
	}
	fk := &schema.ForeignKey{Name: name, Columns: p.someNames()}
	p.expect("REFERENCES")
	p.references(fk)
	p.statement.Table.ForeignKeys = append(p.statement.Table.ForeignKeys, fk)
	p.statement.Places[fk] = at.place
}

// references reads what a foreign key points to, after REFERENCES.
func (p *parser) references(fk *schema.ForeignKey) {
	fk.RefSchema, fk.RefTable = p.qualified()
	if p.peek(0).sign("(") {
		fk.RefColumns = p.someNames()
	}
	for !p.done() {
		switch {
		case p.accept("MATCH"):
			p.next()
		case p.accept("ON", "DELETE"):
			fk.OnDelete = p.action()
		case p.accept("ON", "UPDATE"):
			fk.OnUpdate = p.action()
		default:
			return
		}
	}
}

// action reads what a foreign key does.
func (p *parser) action() string {
	for _, a := range [][]string{{"RESTRICT"}, {"CASCADE"}, {"SET", "NULL"}, {"SET", "DEFAULT"}, {"NO", "ACTION"}} {
		if p.accept(a...) {
			return strings.Join(a, " ")
		}
	}
	p.unexpected()
	return ""
}
