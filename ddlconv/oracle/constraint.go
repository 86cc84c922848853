package oracle

import (
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// state is what is said of a constraint behind it.
type state struct {
	disabled, notValidated, deferrable bool
}

// constraint reads a constraint of the table.
func (p *parser) constraint() {
	t, name := p.Peek(0), ""
	if p.Accept("CONSTRAINT") {
		name = p.Identifier()
	}
	switch {
	case p.Accept("PRIMARY", "KEY"):
		p.addKey(schema.Primary, name, p.keyColumns(), t.Place)
	case p.Accept("UNIQUE"):
		p.addKey(schema.Unique, name, p.keyColumns(), t.Place)
	case p.Accept("FOREIGN", "KEY"):
		columns := p.SomeNames()
		p.Expect("REFERENCES")
		p.references(name, columns, t.Place)
	case p.Accept("CHECK"):
		p.check(name, t.Place)
	default:
		p.Unexpected()
	}
}

// keyColumns takes the columns of a key constraint.
func (p *parser) keyColumns() []schema.Part {
	var parts []schema.Part
	for _, name := range p.SomeNames() {
		parts = append(parts, schema.Part{Column: name})
	}
	return parts
}

// inlineConstraint reads a constraint that stands behind a column.
func (p *parser) inlineConstraint(c *schema.Column) {
	t, name := p.Peek(0), ""
	if p.Accept("CONSTRAINT") {
		name = p.Identifier()
	}
	one := []schema.Part{{Column: c.Name}}
	switch {
	case p.Accept("NOT", "NULL"):
		s := p.state()
		c.NotNull = !s.disabled
		if s.disabled {
			p.tell("oracle.constraint.disabled", t.Place, c.Name, "NOT NULL DISABLE", "")
			return
		}
		p.tellState(s, t.Place, c.Name)
	case p.Accept("NULL"):
		c.NotNull = false // of MODIFY: it may have been
		p.state()
	case p.Accept("PRIMARY", "KEY"):
		p.addKey(schema.Primary, name, one, t.Place)
	case p.Accept("UNIQUE"):
		p.addKey(schema.Unique, name, one, t.Place)
	case p.Accept("REFERENCES"):
		p.references(name, []string{c.Name}, t.Place)
	case p.Accept("CHECK"):
		p.check(name, t.Place)
	default:
		p.Unexpected()
	}
}

// addKey puts a key into the table, with what is said behind it.
func (p *parser) addKey(kind schema.IndexKind, name string, parts []schema.Part, place syntax.Place) {
	index := &schema.Index{Kind: kind, Name: name, Parts: parts}
	s := p.state()
	if p.Err != nil {
		return
	}
	if s.disabled {
		p.tell("oracle.constraint.disabled", place, name, string(kind)+" DISABLE", "")
		return
	}
	p.tellState(s, place, name)
	p.draft.Places[index] = place
	table := p.draft.Table
	if kind == schema.Unique {
		table.Indexes = append(table.Indexes, index)
		return
	}
	if table.PrimaryKey != nil {
		p.Fail("fault.ddl.twoprimary", syntax.Token{Place: place, Offset: p.Tokens[p.At].Offset})
		return
	}
	p.d.primary[p.draft], index.Name = name, ""
	table.PrimaryKey = index
	for _, part := range parts {
		if c := table.Column(part.Column); c != nil {
			c.NotNull = true
		}
	}
}

// references reads what a foreign key points to, after REFERENCES.
func (p *parser) references(name string, columns []string, place syntax.Place) {
	fk := &schema.ForeignKey{Name: name, Columns: columns}
	fk.RefSchema, fk.RefTable = p.tableName()
	if p.Peek(0).Sign("(") {
		from := p.At
		fk.RefColumns = p.SomeNames()
		p.twinColumns(fk, p.Tokens[from:p.At])
	}
	for p.Accept("ON") {
		if p.Accept("DELETE") {
			fk.OnDelete = p.action()
			continue
		}
		p.Expect("UPDATE") // not Oracle's, but seen
		fk.OnUpdate = p.action()
	}
	s := p.state()
	if p.Err != nil {
		return
	}
	if s.disabled {
		p.tell("oracle.constraint.disabled", place, name, "FOREIGN KEY DISABLE", "")
		return
	}
	p.tellState(s, place, name)
	p.draft.Table.ForeignKeys = append(p.draft.Table.ForeignKeys, fk)
	p.draft.Places[fk] = place
}

// action reads what a foreign key does.
func (p *parser) action() string {
	switch {
	case p.Accept("CASCADE"):
		return "CASCADE"
	case p.Accept("SET", "NULL"):
		return "SET NULL"
	case p.Accept("NO", "ACTION"), p.Accept("RESTRICT"):
		return ""
	}
	p.Unexpected()
	return ""
}

// check reads the condition of a CHECK.
func (p *parser) check(name string, place syntax.Place) {
	p.ExpectSign("(")
	from := p.At
	p.Balanced()
	tokens := p.Tokens[from:p.At]
	p.ExpectSign(")")
	s := p.state()
	if p.Err != nil {
		return
	}
	was := plainText(tokens)
	if len(tokens) == 4 && tokens[0].Named() && tokens[1].Is("IS") && tokens[2].Is("NOT") && tokens[3].Is("NULL") && !s.disabled {
		if c := p.draft.Table.Column(tokens[0].Identifier()); c != nil {
			c.NotNull = true // as DBMS_METADATA writes a NOT NULL that has a name
			return
		}
	}
	condition, refused := "", ""
	if n := len(tokens); n >= 3 && tokens[0].Named() && tokens[1].Is("IS") && tokens[2].Is("JSON") {
		condition = "json_valid(" + schema.Quote(tokens[0].Identifier()) + ")"
	} else {
		condition, refused = p.translate(tokens)
	}
	if refused != "" || condition == "" {
		p.tell("oracle.check", place, name, was, "")
		return
	}
	p.tellState(s, place, name)
	c := &schema.Check{Name: name, Expression: condition, NotEnforced: s.disabled}
	p.draft.Places[c] = place
	p.draft.Table.Checks = append(p.draft.Table.Checks, c)
}

// tellState tells of what a constraint does in Oracle and not here.
func (p *parser) tellState(s state, place syntax.Place, name string) {
	if s.deferrable {
		p.tell("oracle.constraint.deferrable", place, name, "DEFERRABLE", "")
	}
	if s.notValidated && !s.disabled {
		p.tell("oracle.constraint.novalidate", place, name, "NOVALIDATE", "")
	}
}

// state reads what stands behind a constraint.
func (p *parser) state() state {
	var s state
	for !p.Done() {
		from, t := p.At, p.Peek(0)
		switch {
		case p.Accept("NOT", "DEFERRABLE"):
		case p.Accept("DEFERRABLE"), p.Accept("INITIALLY", "DEFERRED"):
			s.deferrable = true
		case p.Accept("INITIALLY", "IMMEDIATE"), p.Accept("RELY"), p.Accept("NORELY"), p.Accept("VALIDATE"), p.Accept("PRECHECK"),
			p.Accept("NOPRECHECK"):
		case p.Accept("ENABLE"):
			s.disabled = false
		case p.Accept("DISABLE"):
			s.disabled = true
		case p.Accept("NOVALIDATE"):
			s.notValidated = true
		case p.Accept("EXCEPTIONS", "INTO"):
			p.Qualified()
		case p.Accept("USING", "INDEX"):
			p.usingIndex()
			p.remark(schema.Storage, "", p.since(from), t.Place)
		default:
			return s
		}
	}
	return s
}

// stateWords are those that end what is said about the index of a constraint.
var stateWords = map[string]bool{
	"ENABLE": true, "DISABLE": true, "VALIDATE": true, "NOVALIDATE": true, "RELY": true, "NORELY": true, "EXCEPTIONS": true,
	"DEFERRABLE": true, "INITIALLY": true, "NOT": true, "NULL": true, "CONSTRAINT": true, "CHECK": true, "REFERENCES": true,
	"UNIQUE": true, "PRIMARY": true, "DEFAULT": true,
}

// usingIndex passes what is said about the index of a constraint.
func (p *parser) usingIndex() {
	p.upTo(func(t syntax.Token) bool {
		return t.Sign(",") || t.Sign(")") || t.Kind == syntax.Word && stateWords[t.Value]
	})
}
