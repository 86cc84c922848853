package mysql

import "github.com/obferry/obferry/ddlconv/schema"

// column reads one column.
func (p *parser) column() {
	t := p.peek(0)
	c := &schema.Column{Name: p.identifier()}
	p.statement.Table.Columns = append(p.statement.Table.Columns, c)
	p.statement.Places[c] = t.place
	p.dataType(c)
	for !p.done() && !p.peek(0).sign(",") && !p.peek(0).sign(")") {
		p.attribute(c)
	}
}

// attribute reads one thing that is said about a column.
func (p *parser) attribute(c *schema.Column) {
	from, t := p.at, p.peek(0)
	switch {
	case p.accept("NOT", "NULL"):
		c.NotNull = true
	case p.accept("NULL"), p.accept("VISIBLE"):
	case p.accept("DEFAULT"):
		value := p.defaultValue()
		c.Default = &value
	case p.accept("SERIAL", "DEFAULT", "VALUE"):
		p.serial(c, t)
	case p.accept("ON", "UPDATE"):
		c.OnUpdate = p.now()
	case p.accept("AUTO_INCREMENT"):
		c.AutoIncrement = true
	case p.accept("PRIMARY", "KEY"), p.accept("PRIMARY"), p.accept("KEY"):
		c.NotNull = true
		p.addKey(&schema.Index{Kind: schema.Primary, Parts: []schema.Part{{Column: c.Name}}}, t)
	case p.accept("UNIQUE"):
		p.accept("KEY")
		p.addKey(&schema.Index{Kind: schema.Unique, Name: c.Name, Parts: []schema.Part{{Column: c.Name}}}, t)
	case p.accept("COMMENT"):
		c.Comment = p.literal()
	case p.accept("COLLATE"):
		c.Collation = p.plain()
	case p.characterSet():
		c.Charset = p.plain()
	case p.accept("GENERATED", "ALWAYS", "AS"), p.accept("AS"):
		p.generated(c, from)
	case p.accept("VIRTUAL"):
		c.Stored = false
	case p.acceptAny("STORED", "PERSISTENT"):
		c.Stored = true
	case p.accept("INVISIBLE"):
		c.Invisible = true
	case p.ahead("CONSTRAINT"), p.ahead("CHECK"):
		p.columnCheck()
	case p.accept("REFERENCES"):
		p.inlineReference(c, from)
	case p.accept("SRID"):
		srid := int64(p.integer())
		c.SRID = &srid
	case p.accept("REF_SYSTEM_ID"):
		p.acceptSign("=")
		srid := int64(p.integer())
		c.SRID = &srid
	case p.accept("WITHOUT", "SYSTEM", "VERSIONING"), p.accept("WITH", "SYSTEM", "VERSIONING"):
		p.remark(Versioning, c.Name, p.since(from), t.place)
	case p.storage():
		p.remark(Storage, c.Name, p.since(from), t.place)
	default:
		p.unexpected()
	}
}

// storage passes a word on how the source stores a column.
func (p *parser) storage() bool {
	switch t := p.peek(0); {
	case p.accept("NOT", "SECONDARY"):
		return true
	case p.accept("COMPRESSED"):
		if p.acceptSign("=") {
			p.next()
		}
		return true
	case t.is("COLUMN_FORMAT"), t.is("STORAGE"), t.is("ENGINE_ATTRIBUTE"), t.is("SECONDARY_ENGINE_ATTRIBUTE"),
		p.peek(1).sign("="):
		return p.setting()
	}
	return false
}

// serial gives a column what SERIAL stands for.
func (p *parser) serial(c *schema.Column, at token) {
	c.NotNull, c.AutoIncrement = true, true
	p.addKey(&schema.Index{Kind: schema.Unique, Name: c.Name, Parts: []schema.Part{{Column: c.Name}}}, at)
}

// generated reads the expression of a generated column, or that it is the start or
// the end of a row's life in a versioned table.
func (p *parser) generated(c *schema.Column, from int) {
	if p.accept("ROW") {
		p.acceptAny("START", "END")
		c.NotNull = true
		p.remark(Versioning, c.Name, p.since(from), p.tokens[from].place)
		return
	}
	c.Generated = p.expression()
}

// columnCheck reads the CHECK of a column, which becomes one of the table: the two
// differ only in where they may stand.
func (p *parser) columnCheck() {
	t, name := p.peek(0), ""
	if p.accept("CONSTRAINT") && !p.ahead("CHECK") {
		name = p.identifier()
	}
	p.expect("CHECK")
	p.check(name, t)
}

// inlineReference reads REFERENCES behind a column. MySQL reads and forgets it,
// MariaDB makes a foreign key of it; the remark tells it from others.
func (p *parser) inlineReference(c *schema.Column, from int) {
	fk := &schema.ForeignKey{Columns: []string{c.Name}}
	p.references(fk)
	t := p.tokens[from]
	p.statement.Table.ForeignKeys = append(p.statement.Table.ForeignKeys, fk)
	p.statement.Places[fk] = t.place
	p.remark(Inline, c.Name, p.since(from), t.place)
}

// characterSet takes the words before the name of a character set.
func (p *parser) characterSet() bool {
	return p.accept("CHARACTER", "SET") || p.accept("CHAR", "SET") || p.accept("CHARSET")
}

// nowWords are the synonyms of CURRENT_TIMESTAMP.
var nowWords = []string{"CURRENT_TIMESTAMP", "NOW", "LOCALTIME", "LOCALTIMESTAMP"}

// now reads CURRENT_TIMESTAMP or a synonym, with its precision, or fails.
func (p *parser) now() string {
	if !p.acceptAny(nowWords...) {
		p.unexpected()
		return ""
	}
	precision := ""
	if p.acceptSign("(") {
		if p.peek(0).kind == number {
			precision = p.next().raw
		}
		p.expectSign(")")
	}
	if precision == "" || precision == "0" {
		return "CURRENT_TIMESTAMP"
	}
	return "CURRENT_TIMESTAMP(" + precision + ")"
}

// defaultValue reads what follows DEFAULT. An expression comes back in parentheses,
// whether or not the source, as MariaDB does, leaves them out.
func (p *parser) defaultValue() string {
	t := p.peek(0)
	switch {
	case t.sign("("):
		return "(" + p.expression() + ")"
	case t.kind == text:
		return schema.QuoteText(p.literal())
	case t.kind == number || t.kind == bits:
		return p.next().raw
	case (t.sign("-") || t.sign("+")) && p.peek(1).kind == number:
		p.next()
		if t.raw == "+" {
			return p.next().raw
		}
		return "-" + p.next().raw
	case p.accept("NULL"):
		return "NULL"
	case p.accept("TRUE"):
		return "1"
	case p.accept("FALSE"):
		return "0"
	case t.kind == word && introducer(t.value) && p.peek(1).kind == text:
		p.next()
		return schema.QuoteText(p.literal())
	case t.is("_BINARY") && (p.peek(1).kind == text || p.peek(1).kind == bits):
		p.next()
		return p.defaultValue()
	}
	for _, n := range nowWords {
		if t.is(n) {
			return p.now()
		}
	}
	return p.bareDefault()
}

// bareDefault reads an expression that stands without parentheses: a call such as
// uuid(), NEXT VALUE FOR a sequence, or CURRENT_DATE.
func (p *parser) bareDefault() string {
	from := p.at
	switch {
	case p.accept("NEXT", "VALUE", "FOR"), p.accept("PREVIOUS", "VALUE", "FOR"):
		p.qualified()
	default:
		p.qualified()
		if p.acceptSign("(") {
			p.balanced()
			p.expectSign(")")
		} else if t := p.tokens[from]; !bareCalls[t.value] && !p.peekBack("NEXTVAL") {
			p.fail("fault.ddl.syntax", t)
		}
	}
	return "(" + p.since(from) + ")"
}

// peekBack tells whether the last token is the given keyword.
func (p *parser) peekBack(keyword string) bool { return p.at > 0 && p.tokens[p.at-1].is(keyword) }
