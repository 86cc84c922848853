package sqlserver

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// constrained reads a constraint of a table whose name has been read.
func (p *parser) constrained(name string, at syntax.Token) {
	switch {
	case p.Accept("PRIMARY", "KEY"):
		p.tableKey(schema.Primary, name, nil, at)
	case p.Accept("UNIQUE"):
		p.tableKey(schema.Unique, name, nil, at)
	case p.Accept("FOREIGN", "KEY"):
		p.foreignKey(name, p.SomeNames(), at)
	case p.Accept("CHECK"):
		p.check(name, at)
	case p.Accept("CONNECTION"): // which nodes an edge may join
		from := p.At - 1
		p.ExpectSign("(")
		p.Balanced()
		p.ExpectSign(")")
		if p.Accept("ON", "DELETE") {
			p.action()
		}
		p.tell("sqlserver.table.graph.connection", p.draft, at.Place, name, p.since(from), "")
	case p.Accept("DEFAULT"): // ADD CONSTRAINT d DEFAULT 0 FOR c
		p.defaultFor(name, at)
	default:
		p.Unexpected()
	}
}

// tableKey reads a primary or unique key; behind a column, it is that column's where it
// names none.
func (p *parser) tableKey(kind schema.IndexKind, name string, column *schema.Column, at syntax.Token) {
	index := &schema.Index{Name: name, Kind: kind}
	clustered := p.clustering()
	p.hash(index)
	switch {
	case p.Peek(0).Sign("("):
		index.Parts = p.parts()
	case column != nil:
		index.Parts = []schema.Part{{Column: column.Name}}
	default:
		p.Unexpected()
		return
	}
	p.indexOptions(name)
	if p.Accept("ON") {
		var lies any
		if clustered == "CLUSTERED" || clustered == "" && kind == schema.Primary {
			lies = index
		}
		p.placed(lies, "ON")
	}
	p.Accept("NOT", "ENFORCED")
	p.addKey(index, at)
	if kind == schema.Unique && clustered == "CLUSTERED" {
		p.remark(schema.Storage, name, "CLUSTERED", at.Place)
	}
}

// clustering takes CLUSTERED or NONCLUSTERED.
func (p *parser) clustering() string {
	word := p.Peek(0).Value
	if p.AcceptAny("CLUSTERED", "NONCLUSTERED") {
		return word
	}
	return ""
}

// hash takes HASH, which a key of a table in memory may be.
func (p *parser) hash(index *schema.Index) {
	if p.Ahead("HASH") {
		p.Next()
		index.Using = "HASH"
	}
}

// addKey puts a key into the table.
func (p *parser) addKey(index *schema.Index, at syntax.Token) {
	t := p.draft.Table
	p.draft.Places[index] = at.Place
	switch {
	case index.Kind != schema.Primary:
		t.Indexes = append(t.Indexes, index)
	case t.PrimaryKey != nil:
		p.Fail("fault.ddl.twoprimary", at)
	default:
		t.PrimaryKey = index
		p.later = append(p.later, p.settlePrimary)
	}
}

// parts reads the columns of a key.
func (p *parser) parts() []schema.Part {
	var parts []schema.Part
	p.ExpectSign("(")
	for !p.Done() {
		part := schema.Part{Column: p.own(p.Identifier())}
		if p.Accept("DESC") {
			part.Descending = true
		} else {
			p.Accept("ASC")
		}
		parts = append(parts, part)
		if !p.AcceptSign(",") {
			break
		}
	}
	p.ExpectSign(")")
	return parts
}

// foreignKey reads what follows FOREIGN KEY (…), or REFERENCES behind a column.
func (p *parser) foreignKey(name string, columns []string, at syntax.Token) {
	fk := &schema.ForeignKey{Name: name, Columns: p.columnsOf(p.draft, columns)}
	p.Expect("REFERENCES")
	fk.RefSchema, fk.RefTable = p.name(p.Cursor)
	parent := p.known(fk.RefSchema, fk.RefTable)
	switch {
	case strings.EqualFold(fk.RefSchema, p.draft.Schema) && fk.RefTable == p.draft.Table.Name:
		parent = p.draft
	case parent != nil:
		fk.RefTable = parent.Table.Name
	}
	if p.Peek(0).Sign("(") {
		fk.RefColumns = p.columnsOf(parent, p.SomeNames())
	}
	for !p.Done() {
		switch {
		case p.Accept("ON", "DELETE"):
			fk.OnDelete = p.action()
		case p.Accept("ON", "UPDATE"):
			fk.OnUpdate = p.action()
		case p.Accept("NOT", "FOR", "REPLICATION"):
			p.tell("sqlserver.replication", p.draft, at.Place, name, "NOT FOR REPLICATION", "")
		default:
			p.draft.Places[fk] = at.Place
			p.draft.Table.ForeignKeys = append(p.draft.Table.ForeignKeys, fk)
			return
		}
	}
	p.draft.Places[fk] = at.Place
	p.draft.Table.ForeignKeys = append(p.draft.Table.ForeignKeys, fk)
}

// action reads what a foreign key does.
func (p *parser) action() string {
	for _, words := range [][]string{{"NO", "ACTION"}, {"CASCADE"}, {"SET", "NULL"}, {"SET", "DEFAULT"}} {
		if p.Accept(words...) {
			return strings.Join(words, " ")
		}
	}
	p.Unexpected()
	return ""
}

// check reads the condition of a CHECK. It is written when all columns are known.
func (p *parser) check(name string, at syntax.Token) {
	if p.Accept("NOT", "FOR", "REPLICATION") {
		p.tell("sqlserver.replication", p.draft, at.Place, name, "NOT FOR REPLICATION", "")
	}
	p.ExpectSign("(")
	from := p.At
	p.Balanced()
	to := p.At
	p.ExpectSign(")")
	if to == from {
		p.Fail("fault.ddl.syntax", at)
		return
	}
	c := &schema.Check{Name: name}
	p.draft.Places[c] = at.Place
	p.draft.Table.Checks = append(p.draft.Table.Checks, c)
	p.later = append(p.later, func() {
		v, failed, told := p.translate(from, to)
		switch {
		case p.Err != nil:
		case failed != "":
			p.removeCheck(c)
			p.tell("sqlserver.check", p.draft, at.Place, name, p.between(from, to), failed)
		default:
			c.Expression = v.sql
			p.tellChanges(told, name, at.Place)
		}
	})
}

func (p *parser) removeCheck(gone *schema.Check) {
	var kept []*schema.Check
	for _, c := range p.draft.Table.Checks {
		if c != gone {
			kept = append(kept, c)
		}
	}
	p.draft.Table.Checks = kept
}

// translate writes the tokens of an expression in MySQL's words, and tells what cannot
// be written and what changes.
func (p *parser) translate(from, to int) (v value, failed string, told []change) {
	tokens := append(append([]syntax.Token(nil), p.Tokens[from:to]...), syntax.Token{Kind: syntax.End, Place: p.Tokens[to].Place, Offset: p.Tokens[to].Offset})
	t := &translator{Cursor: &syntax.Cursor{Source: p.Source, Tokens: tokens}, reader: p.reader, column: p.columnType, own: func(_, name string) string { return p.own(name) }, table: func(_, name string) string { return name }}
	v = t.condition()
	if t.Err == nil && !t.Done() {
		t.Unexpected()
	}
	if t.Err != nil && p.Err == nil {
		p.Err = t.Err
		p.At = len(p.Tokens) - 1
	}
	return v, t.failed, t.told
}

// tellChanges tells of what an expression of the table says in other words.
func (p *parser) tellChanges(told []change, object string, place syntax.Place) {
	for _, c := range told {
		p.tell(c.rule, p.draft, place, object, c.was, c.became)
	}
}

// columnType is the type of a column of the table being read.
func (p *parser) columnType(_, name string) string {
	if c := p.draft.Table.Column(p.own(name)); c != nil {
		return c.Type
	}
	return ""
}

// inlineIndex reads INDEX behind a table's columns or one of them.
func (p *parser) inlineIndex(at syntax.Token) {
	index := &schema.Index{Name: p.Identifier(), Kind: schema.Plain}
	if p.Accept("UNIQUE") {
		index.Kind = schema.Unique
	}
	p.clustering()
	p.hash(index)
	if p.Accept("COLUMNSTORE") {
		from := p.At
		if p.Peek(0).Sign("(") {
			p.parts()
		}
		p.indexOptions(index.Name)
		p.tell("sqlserver.index.columnstore", p.draft, at.Place, index.Name, "COLUMNSTORE "+p.since(from), "")
		return
	}
	switch {
	case p.Peek(0).Sign("("):
		index.Parts = p.parts()
	case len(p.draft.Table.Columns) > 0:
		index.Parts = []schema.Part{{Column: p.draft.Table.Columns[len(p.draft.Table.Columns)-1].Name}}
	}
	p.indexTail(index, at)
}

// indexTail reads what follows an index's columns, and puts the index into the table.
func (p *parser) indexTail(index *schema.Index, at syntax.Token) {
	from, to := 0, 0
	for !p.Done() {
		start := p.At
		switch {
		case p.Accept("INCLUDE"):
			p.Names()
			p.tell("sqlserver.index.include", p.draft, at.Place, index.Name, p.since(start), "")
		case p.Accept("WHERE"):
			from = p.At
			p.skipExpression()
			to = p.At
		case p.Ahead("WITH") && !p.Peek(1).Is("CHECK"):
			p.indexOptions(index.Name)
		case p.Accept("ON"):
			p.placed(nil, "ON")
		case p.Accept("FILESTREAM_ON"):
			p.placed(nil, "FILESTREAM_ON")
		default:
			goto done
		}
		if p.At == start {
			break
		}
	}
done:
	p.draft.Places[index] = at.Place
	p.draft.Table.Indexes = append(p.draft.Table.Indexes, index)
	if to > from {
		p.later = append(p.later, func() { p.filtered(index, from, to, at) })
	}
}

// skipExpression passes over the condition of a filtered index.
func (p *parser) skipExpression() {
	for depth := 0; !p.Done(); p.At++ {
		switch t := p.Peek(0); {
		case t.Sign("("):
			depth++
		case t.Sign(")") && depth == 0:
			return
		case t.Sign(")"):
			depth--
		case depth == 0 && (t.Is("WITH") || t.Is("ON") || t.Sign(",") || t.Sign(";") || t.Is("FILESTREAM_ON")):
			return
		}
	}
}

// filtered settles an index of some rows only. A unique one whose condition leaves out
// NULL is what every unique key is in MySQL; another is kept unique by a key of
// expressions, which are NULL for the rows left out. A plain index holds all rows.
func (p *parser) filtered(index *schema.Index, from, to int, at syntax.Token) {
	v, failed, told := p.translate(from, to)
	if p.Err != nil {
		return
	}
	was := p.between(from, to)
	if index.Kind != schema.Unique {
		p.tell("sqlserver.index.filtered", p.draft, at.Place, index.Name, was, "")
		return
	}
	if columns := p.columnsOf(p.draft, notNullColumns(p.Tokens[from:to])); columns != nil && within(columns, index) {
		p.about(p.draft).notNull[index] = columns
		p.tell("sqlserver.index.notnull", p.draft, at.Place, index.Name, was, "")
		return
	}
	if failed != "" || p.computed(v.sql) || !p.r.Follows("sqlserver.index.partial") {
		index.Kind = schema.Plain
		p.tell("sqlserver.index.unique", p.draft, at.Place, index.Name, was, "")
		return
	}
	for i, part := range index.Parts {
		index.Parts[i] = schema.Part{Expression: "CASE WHEN " + v.sql + " THEN " + schema.Quote(part.Column) + " END"}
	}
	p.tell("sqlserver.index.partial", p.draft, at.Place, index.Name, was, "")
	p.tellChanges(told, index.Name, at.Place)
}

// computed tells whether an expression may use a computed column, which no key of an
// expression takes.
func (p *parser) computed(expression string) bool {
	for _, c := range p.draft.Table.Columns {
		if c.Generated != "" && strings.Contains(expression, schema.Quote(c.Name)) {
			return true
		}
	}
	return false
}

// notNullColumns are the columns of a condition that says nothing but that they are not
// null; nil of any other.
func notNullColumns(tokens []syntax.Token) []string {
	var columns []string
	var plain []syntax.Token
	for _, t := range tokens {
		if !t.Sign("(") && !t.Sign(")") {
			plain = append(plain, t)
		}
	}
	for i := 0; i < len(plain); i += 5 {
		rest := plain[i:]
		if len(rest) < 4 || !rest[0].Named() || !rest[1].Is("IS") || !rest[2].Is("NOT") || !rest[3].Is("NULL") ||
			len(rest) > 4 && !rest[4].Is("AND") {
			return nil
		}
		columns = append(columns, rest[0].Identifier())
	}
	return columns
}

// within tells whether all columns are among a key's.
func within(columns []string, index *schema.Index) bool {
	for _, c := range columns {
		found := false
		for _, part := range index.Parts {
			found = found || strings.EqualFold(part.Column, c)
		}
		if !found {
			return false
		}
	}
	return true
}
