package mysql

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// key reads a key after its opening words.
func (p *parser) key(kind schema.IndexKind, at syntax.Token) { p.namedKey(kind, "", at) }

// namedKey reads a key that a constraint may have named; its own name comes first.
func (p *parser) namedKey(kind schema.IndexKind, constraint string, at syntax.Token) {
	index := &schema.Index{Name: constraint, Kind: kind}
	p.Accept("IF", "NOT", "EXISTS")
	if p.Peek(0).Named() && !p.indexType() {
		index.Name = p.Identifier()
	}
	p.using(index)
	overlaps := p.parts(index)
	p.keyOptions(index)
	if kind == schema.Primary {
		index.Name = ""
	}
	if overlaps {
		p.remark(schema.Overlaps, index.Name, string(kind)+" "+index.Name+" WITHOUT OVERLAPS", at.Place)
		return
	}
	p.addKey(index, at)
}

// parts reads the columns and expressions of a key, and tells whether a period without
// overlaps is among them.
func (p *parser) parts(index *schema.Index) (overlaps bool) {
	p.ExpectSign("(")
	for !p.Done() {
		part, period := p.part()
		overlaps = overlaps || period
		index.Parts = append(index.Parts, part)
		if !p.AcceptSign(",") {
			break
		}
	}
	p.ExpectSign(")")
	return overlaps
}

// addKey puts a key into the table.
func (p *parser) addKey(index *schema.Index, at syntax.Token) {
	p.draft.Places[index] = at.Place
	table := p.draft.Table
	if index.Kind != schema.Primary {
		table.Indexes = append(table.Indexes, index)
		return
	}
	if table.PrimaryKey != nil {
		p.Fail("fault.ddl.twoprimary", at)
		return
	}
	table.PrimaryKey = index
}

// indexType tells whether the next words are USING BTREE or the like, and no name.
func (p *parser) indexType() bool {
	return (p.Ahead("USING") || p.Ahead("TYPE")) && (p.Peek(1).Is("BTREE") || p.Peek(1).Is("HASH") || p.Peek(1).Is("RTREE"))
}

// using reads USING BTREE, HASH or RTREE where it comes next.
func (p *parser) using(index *schema.Index) bool {
	if !p.indexType() {
		return false
	}
	p.Next()
	index.Using = p.Next().Value
	return true
}

// part reads one column or expression of a key, and whether it is the period of a
// key WITHOUT OVERLAPS.
func (p *parser) part() (part schema.Part, period bool) {
	if p.Peek(0).Sign("(") {
		part.Expression = p.expression()
	} else {
		part.Column = p.Identifier()
		if p.AcceptSign("(") {
			part.Length = int(p.Integer())
			p.ExpectSign(")")
		}
	}
	period = p.Accept("WITHOUT", "OVERLAPS")
	part.Descending = p.Accept("DESC")
	p.Accept("ASC")
	return part, period
}

// keyOptions reads what stands behind the parts of a key.
func (p *parser) keyOptions(index *schema.Index) {
	for !p.Done() {
		from, t := p.At, p.Peek(0)
		switch {
		case p.using(index), p.ownOption(index):
		case p.Accept("COMMENT"):
			index.Comment = p.Literal()
		case p.Accept("WITH", "PARSER"):
			index.Parser = p.plain()
		case p.Accept("INVISIBLE"):
			index.Hidden = true
		case p.Accept("VISIBLE"), p.Accept("NOT", "IGNORED"), p.Accept("LOCAL"):
		case p.Accept("GLOBAL"):
			index.Global = true
		case p.Accept("IGNORED"):
			index.Hidden = true
			p.remark(schema.Ignored, index.Name, "IGNORED", t.Place)
		case p.setting():
			p.remark(schema.Storage, index.Name, p.since(from), t.Place)
		default:
			return
		}
	}
}

// setting passes an option of the form NAME [=] VALUE.
func (p *parser) setting() bool {
	if !p.Peek(0).Named() {
		return false
	}
	switch p.Peek(1).Kind {
	case syntax.Word, syntax.Number, syntax.Text, syntax.Name:
		p.At += 2
		return true
	case syntax.Symbol:
		if !p.Peek(1).Sign("=") {
			return false
		}
		p.At += 2
		if p.AcceptSign("(") {
			p.Balanced()
			p.ExpectSign(")")
			return true
		}
		p.Next()
		return true
	}
	return false
}

// vector reads a VECTOR key. OceanBase says WITH what it is made; that of others stays a
// remark: its kinds and measures differ.
func (p *parser) vector(at syntax.Token) {
	name := ""
	if p.Peek(0).Named() {
		name = p.Identifier()
	}
	p.vectorOn(name, at)
}

// vectorOn reads what stands behind the name of a VECTOR key.
func (p *parser) vectorOn(name string, at syntax.Token) {
	index := &schema.Index{Kind: schema.Vectors, Name: name}
	p.parts(index)
	if p.Ahead("WITH") {
		p.keyOptions(index)
		p.addKey(index, at)
		return
	}
	for p.setting() {
	}
	p.remark(schema.Vector, name, "VECTOR KEY", at.Place)
}

// foreignKey reads a foreign key after FOREIGN KEY.
func (p *parser) foreignKey(name string, at syntax.Token) {
	p.Accept("IF", "NOT", "EXISTS")
	if p.Peek(0).Named() {
		if index := p.Identifier(); name == "" {
			name = index
		}
	}
	fk := &schema.ForeignKey{Name: name, Columns: p.SomeNames()}
	p.Expect("REFERENCES")
	p.references(fk, at.Place)
	p.draft.Table.ForeignKeys = append(p.draft.Table.ForeignKeys, fk)
	p.draft.Places[fk] = at.Place
}

// references reads what a foreign key points to, after REFERENCES. At is where the key
// stands.
func (p *parser) references(fk *schema.ForeignKey, at syntax.Place) {
	fk.RefSchema, fk.RefTable = p.Qualified()
	if p.Peek(0).Sign("(") {
		fk.RefColumns = p.SomeNames()
	}
	for !p.Done() {
		switch {
		case p.Accept("MATCH"):
			if how := p.Next(); !how.Is("SIMPLE") {
				p.remark(schema.Match, "", "MATCH "+how.Raw, at)
			}
		case p.Accept("ON", "DELETE"):
			fk.OnDelete = p.action()
		case p.Accept("ON", "UPDATE"):
			fk.OnUpdate = p.action()
		default:
			return
		}
	}
}

// action reads what a foreign key does.
func (p *parser) action() string {
	for _, a := range [][]string{{"RESTRICT"}, {"CASCADE"}, {"SET", "NULL"}, {"SET", "DEFAULT"}, {"NO", "ACTION"}} {
		if p.Accept(a...) {
			return strings.Join(a, " ")
		}
	}
	p.Unexpected()
	return ""
}
