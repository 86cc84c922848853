package mysql

import (
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// column reads one column.
func (p *parser) column() {
	t := p.Peek(0)
	c := &schema.Column{Name: p.Identifier()}
	p.draft.Table.Columns = append(p.draft.Table.Columns, c)
	p.draft.Places[c] = t.Place
	p.read = append(p.read, c)
	p.nullSaid, p.rowLife, p.unique = false, false, false
	p.dataType(c)
	for !p.Done() && !p.Peek(0).Sign(",") && !p.Peek(0).Sign(")") && !p.positioned() {
		p.attribute(c)
	}
	p.implicitTime(c, t)
}

// attribute reads one thing that is said about a column.
func (p *parser) attribute(c *schema.Column) {
	from, t := p.At, p.Peek(0)
	switch {
	case p.Accept("NOT", "NULL"):
		c.NotNull, p.nullSaid = true, true
	case p.Accept("NULL"):
		p.nullSaid = true
	case p.Accept("VISIBLE"):
	case p.Accept("DEFAULT"):
		value := p.defaultValue()
		c.Default = &value
	case p.Accept("SERIAL", "DEFAULT", "VALUE"):
		p.serial(c, t)
	case p.Accept("ON", "UPDATE"):
		c.OnUpdate = p.now()
	case p.Accept("AUTO_INCREMENT"):
		c.AutoIncrement, c.NotNull = true, true
	case p.Accept("PRIMARY", "KEY"), p.Accept("PRIMARY"), p.Accept("KEY"):
		c.NotNull = true
		p.addKey(&schema.Index{Kind: schema.Primary, Parts: []schema.Part{{Column: c.Name}}}, t)
	case p.Accept("UNIQUE"):
		p.Accept("KEY")
		p.columnUnique(c, t)
	case p.Accept("COMMENT"):
		c.Comment = p.Literal()
	case p.Accept("COLLATE"):
		c.Collation = p.plain()
	case p.characterSet():
		c.Charset = p.plain()
	case p.Accept("GENERATED", "ALWAYS", "AS"), p.Accept("AS"):
		p.generated(c, from)
	case p.Accept("VIRTUAL"):
		c.Stored = false
	case p.AcceptAny("STORED", "PERSISTENT"):
		c.Stored = true
	case p.Accept("INVISIBLE"):
		c.Invisible = true
	case p.Ahead("CONSTRAINT"), p.Ahead("CHECK"):
		p.columnCheck()
	case p.Accept("REFERENCES"):
		p.inlineReference(c, from)
	case p.Accept("SRID"):
		srid := int64(p.Integer())
		c.SRID = &srid
	case p.Accept("REF_SYSTEM_ID"):
		p.AcceptSign("=")
		srid := int64(p.Integer())
		c.SRID = &srid
	case p.Accept("WITHOUT", "SYSTEM", "VERSIONING"), p.Accept("WITH", "SYSTEM", "VERSIONING"):
		p.remark(schema.Versioning, c.Name, p.since(from), t.Place)
	case p.Accept("SKIP_INDEX"):
		p.parenthesised()
		c.Own = p.since(from)
	case p.storage():
		p.remark(schema.Storage, c.Name, p.since(from), t.Place)
	default:
		p.Unexpected()
	}
}

// storage passes a word on how the source stores a column.
func (p *parser) storage() bool {
	switch t := p.Peek(0); {
	case p.Accept("NOT", "SECONDARY"):
		return true
	case p.Accept("COMPRESSED"):
		if p.AcceptSign("=") {
			p.Next()
		}
		return true
	case t.Is("COLUMN_FORMAT"), t.Is("STORAGE"), t.Is("ENGINE_ATTRIBUTE"), t.Is("SECONDARY_ENGINE_ATTRIBUTE"),
		p.Peek(1).Sign("="):
		return p.setting()
	}
	return false
}

// serial gives a column what SERIAL stands for.
func (p *parser) serial(c *schema.Column, at syntax.Token) {
	c.NotNull, c.AutoIncrement = true, true
	p.columnUnique(c, at)
}

// columnUnique gives a column a unique key of its own: one, however often its definition
// says so, as SERIAL UNIQUE does.
func (p *parser) columnUnique(c *schema.Column, at syntax.Token) {
	if !p.unique {
		p.unique = true
		p.addKey(&schema.Index{Kind: schema.Unique, Name: c.Name, Parts: []schema.Part{{Column: c.Name}}}, at)
	}
}

// generated reads the expression of a generated column, or that it is the start or
// the end of a row's life in a versioned table.
func (p *parser) generated(c *schema.Column, from int) {
	if p.Accept("ROW") {
		p.AcceptAny("START", "END")
		c.NotNull, p.rowLife = true, true
		p.remark(schema.Versioning, c.Name, p.since(from), p.Tokens[from].Place)
		return
	}
	c.Generated = p.expression()
}

// columnCheck reads the CHECK of a column, which becomes one of the table: the two
// differ only in where they may stand.
func (p *parser) columnCheck() {
	t, name := p.Peek(0), ""
	if p.Accept("CONSTRAINT") && !p.Ahead("CHECK") {
		name = p.Identifier()
	}
	p.Expect("CHECK")
	p.check(name, t)
}

// inlineReference reads REFERENCES behind a column. MySQL reads and forgets it,
// MariaDB makes a foreign key of it; the remark tells it from others.
func (p *parser) inlineReference(c *schema.Column, from int) {
	fk := &schema.ForeignKey{Columns: []string{c.Name}}
	t := p.Tokens[from]
	p.references(fk, t.Place)
	p.draft.Table.ForeignKeys = append(p.draft.Table.ForeignKeys, fk)
	p.draft.Places[fk] = t.Place
	p.remark(schema.Inline, c.Name, p.since(from), t.Place)
}

// characterSet takes the words before the name of a character set.
func (p *parser) characterSet() bool {
	return p.Accept("CHARACTER", "SET") || p.Accept("CHAR", "SET") || p.Accept("CHARSET")
}

// nowWords are the synonyms of CURRENT_TIMESTAMP.
var nowWords = []string{"CURRENT_TIMESTAMP", "NOW", "LOCALTIME", "LOCALTIMESTAMP"}

// now reads CURRENT_TIMESTAMP or a synonym, with its precision, or fails.
func (p *parser) now() string {
	if !p.AcceptAny(nowWords...) {
		p.Unexpected()
		return ""
	}
	precision := ""
	if p.AcceptSign("(") {
		if p.Peek(0).Kind == syntax.Number {
			precision = p.Next().Raw
		}
		p.ExpectSign(")")
	}
	if precision == "" || precision == "0" {
		return "CURRENT_TIMESTAMP"
	}
	return "CURRENT_TIMESTAMP(" + precision + ")"
}

// defaultValue reads what follows DEFAULT. An expression comes back in parentheses,
// whether or not the source, as MariaDB does, leaves them out.
func (p *parser) defaultValue() string {
	t := p.Peek(0)
	switch {
	case t.Sign("("):
		return "(" + p.expression() + ")"
	case t.Kind == syntax.Text:
		return schema.QuoteText(p.Literal())
	case t.Kind == syntax.Number || t.Kind == syntax.Bits:
		return p.Next().Raw
	case (t.Is("DATE") || t.Is("TIME") || t.Is("TIMESTAMP")) && p.Peek(1).Kind == syntax.Text:
		p.Next()
		return schema.QuoteText(p.Literal())
	case (t.Sign("-") || t.Sign("+")) && p.Peek(1).Kind == syntax.Number:
		p.Next()
		if t.Raw == "+" {
			return p.Next().Raw
		}
		return "-" + p.Next().Raw
	case p.Accept("NULL"):
		return "NULL"
	case p.Accept("TRUE"):
		return "1"
	case p.Accept("FALSE"):
		return "0"
	case t.Kind == syntax.Word && introducer(t.Value) && p.Peek(1).Kind == syntax.Text:
		p.Next()
		return schema.QuoteText(p.Literal())
	case t.Is("_BINARY") && (p.Peek(1).Kind == syntax.Text || p.Peek(1).Kind == syntax.Bits):
		p.Next()
		return p.defaultValue()
	}
	for _, n := range nowWords {
		if t.Is(n) {
			return p.now()
		}
	}
	return p.bareDefault()
}

// bareDefault reads an expression that stands without parentheses: a call such as
// uuid(), NEXT VALUE FOR a sequence, or CURRENT_DATE.
func (p *parser) bareDefault() string {
	from := p.At
	switch {
	case p.Accept("NEXT", "VALUE", "FOR"), p.Accept("PREVIOUS", "VALUE", "FOR"):
		p.Qualified()
	default:
		p.Qualified()
		if p.AcceptSign("(") {
			p.Balanced()
			p.ExpectSign(")")
		} else if t := p.Tokens[from]; !bareCalls[t.Value] && !p.peekBack("NEXTVAL") {
			p.Fail("fault.ddl.syntax", t)
		}
	}
	return "(" + p.since(from) + ")"
}

// peekBack tells whether the last token is the given keyword.
func (p *parser) peekBack(keyword string) bool { return p.At > 0 && p.Tokens[p.At-1].Is(keyword) }
