package sqlserver

import (
	"regexp"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// columnDefinition reads one column.
func (p *parser) columnDefinition() {
	t := p.Peek(0)
	c := &schema.Column{Name: p.Identifier()}
	p.draft.Table.Columns = append(p.draft.Table.Columns, c)
	p.draft.Places[c] = t.Place
	p.tellColumnTwin(c, t.Place)
	if blanked := strings.TrimRight(t.Raw, `]"`); strings.HasSuffix(blanked, " ") {
		p.tell("sqlserver.name.blank", p.draft, t.Place, c.Name, t.Raw, c.Name)
	}
	if p.Accept("AS") {
		p.computedColumn(c, t)
		return
	}
	notNull := false
	switch next := p.Peek(0); {
	case strings.EqualFold(c.Name, "timestamp") && (next.Sign(",") || next.Sign(")") || next.Is("NOT") || next.Is("NULL")):
		c.Type = "timestamp"
	default:
		var was string
		c.Type, was = p.dataType(p.Cursor)
		if was != "" {
			notNull = p.aliases[was].notNull
			p.giveAlias(c, was)
			p.tell("sqlserver.type.alias", p.draft, t.Place, c.Name, was, c.Type)
		}
	}
	if c.Type == "sysname" || c.Type == "rowversion" || c.Type == "timestamp" {
		notNull = true
	}
	c.NotNull = notNull
	for !p.Done() && !p.Peek(0).Sign(",") && !p.Peek(0).Sign(")") && !p.Peek(0).Sign(";") && p.Err == nil {
		p.attribute(c)
	}
}

// attribute reads one thing that is said about a column.
func (p *parser) attribute(c *schema.Column) {
	from, t := p.At, p.Peek(0)
	name := ""
	if p.Accept("CONSTRAINT") {
		name = p.Identifier()
	}
	switch {
	case p.Accept("NOT", "FOR", "REPLICATION"):
		p.tell("sqlserver.replication", p.draft, t.Place, c.Name, "NOT FOR REPLICATION", "")
	case p.Accept("NOT", "NULL"):
		c.NotNull = true
	case p.Accept("NULL"):
		c.NotNull = false
	case p.Accept("IDENTITY"):
		p.identity(c, t)
	case p.Accept("DEFAULT"):
		p.defaultOf(c, name, t)
	case p.Accept("PRIMARY", "KEY"):
		p.tableKey(schema.Primary, name, c, t)
	case p.Accept("UNIQUE"):
		p.tableKey(schema.Unique, name, c, t)
	case p.Accept("FOREIGN", "KEY"):
		columns := []string{c.Name}
		if p.Peek(0).Sign("(") { // a constraint of the table without a comma before it
			columns = p.SomeNames()
		}
		p.foreignKey(name, columns, t)
	case p.Ahead("REFERENCES"):
		p.foreignKey(name, []string{c.Name}, t)
	case p.Accept("CHECK"):
		p.check(name, t)
	case p.Accept("COLLATE"):
		p.collated(c, t)
	case p.Accept("ROWGUIDCOL"):
		p.remark(schema.Storage, c.Name, "ROWGUIDCOL", t.Place)
	case p.AcceptAny("SPARSE", "FILESTREAM", "HIDDEN", "PERSISTED"):
		switch t.Value {
		case "HIDDEN":
			c.Invisible = true
		case "PERSISTED":
			c.Stored = true
		default:
			p.remark(schema.Storage, c.Name, t.Value, t.Place)
		}
	case p.Accept("MASKED"), p.Accept("ENCRYPTED"):
		if p.Accept("WITH") {
			p.ExpectSign("(")
			p.Balanced()
			p.ExpectSign(")")
		}
		id := "sqlserver.masked"
		if t.Value == "ENCRYPTED" {
			id = "sqlserver.encrypted"
		}
		p.tell(id, p.draft, t.Place, c.Name, p.since(from), "")
	case p.Accept("GENERATED", "ALWAYS", "AS"):
		p.lifetime(c, from, t)
	case p.Accept("COLUMN_SET", "FOR", "ALL_SPARSE_COLUMNS"):
		p.draft.Table.Columns = p.draft.Table.Columns[:len(p.draft.Table.Columns)-1]
		p.tell("sqlserver.columnset", p.draft, t.Place, c.Name, p.since(from), "")
	case p.Accept("INDEX"):
		p.inlineIndex(t)
	case p.Accept("WITH", "VALUES"):
	default:
		p.Unexpected()
	}
}

// identity reads the start and step of IDENTITY.
func (p *parser) identity(c *schema.Column, t syntax.Token) {
	from := p.At - 1
	seed, step := "1", "1"
	if p.AcceptSign("(") {
		seed = p.signed()
		if p.AcceptSign(",") {
			step = p.signed()
		}
		p.ExpectSign(")")
	}
	c.AutoIncrement = true
	c.NotNull = true
	var start uint64
	for _, d := range seed {
		if d < '0' || d > '9' || start > 1<<60 {
			start = 0
			break
		}
		start = start*10 + uint64(d-'0')
	}
	if start > 1 {
		p.draft.Table.AutoIncrement = start
	}
	if start == 0 {
		p.tell("sqlserver.identity.start", p.draft, t.Place, c.Name, p.since(from), "1")
	}
	if step != "1" {
		p.tell("sqlserver.identity.step", p.draft, t.Place, c.Name, p.since(from), "1")
	}
}

// signed takes a number with its sign.
func (p *parser) signed() string {
	sign := ""
	if p.AcceptSign("-") {
		sign = "-"
	} else {
		p.AcceptSign("+")
	}
	if p.Peek(0).Kind != syntax.Number {
		p.Unexpected()
		return ""
	}
	return sign + p.Next().Raw
}

// lifetime reads that a column holds the start or end of a row's life. New rows then
// need a value that the server no longer gives.
func (p *parser) lifetime(c *schema.Column, from int, t syntax.Token) {
	kind := p.Next().Value
	end := p.Accept("END")
	if !end {
		p.Expect("START")
	}
	if p.Accept("HIDDEN") {
		c.Invisible = true
	}
	c.NotNull = true
	p.remark(schema.Versioning, c.Name, p.since(from), t.Place)
	if kind != "ROW" || c.Default != nil || !p.r.Follows("sqlserver.lifetime") {
		return
	}
	value := now
	if end {
		digits := min(argument(c.Type, 0, 7), 6)
		value = "'9999-12-31 23:59:59"
		if digits > 0 {
			value += "." + strings.Repeat("9", digits)
		}
		value += "'"
	}
	c.Default = &value
	p.tell("sqlserver.lifetime", p.draft, t.Place, c.Name, p.since(from), value)
}

// computedColumn reads a computed column. It is written when all columns are known.
func (p *parser) computedColumn(c *schema.Column, at syntax.Token) {
	from := p.At
	depth, cases := 0, 0
	for ; !p.Done(); p.At++ {
		t := p.Peek(0)
		if depth == 0 && cases == 0 && p.At > from && (t.Sign(",") || t.Sign(")") || t.Sign(";") || t.Is("PERSISTED") || t.Is("NOT") ||
			t.Is("CONSTRAINT") || t.Is("PRIMARY") || t.Is("UNIQUE") || t.Is("CHECK")) {
			break
		}
		switch {
		case t.Sign("("):
			depth++
		case t.Sign(")"):
			depth--
		case t.Is("CASE"):
			cases++
		case t.Is("END"):
			cases--
		}
	}
	to := p.At
	if to == from {
		p.Unexpected()
		return
	}
	for !p.Done() && !p.Peek(0).Sign(",") && !p.Peek(0).Sign(")") && !p.Peek(0).Sign(";") && p.Err == nil {
		p.attribute(c)
	}
	p.later = append(p.later, func() {
		v, failed, told := p.translate(from, to)
		if p.Err != nil {
			return
		}
		c.Type = v.typ
		if c.Type == "" || kindOf(c.Type) == unknown {
			c.Type = "nvarchar(4000)"
			if v.kind == number || v.kind == integer {
				c.Type = "decimal(38,10)"
			}
		}
		if failed != "" {
			p.tell("sqlserver.computed", p.draft, at.Place, c.Name, p.between(from, to), c.Type)
			return
		}
		c.Generated = bareExpression(v.sql)
		c.NotNull = c.NotNull || nullFilled.MatchString(c.Generated) // as SQL Server takes it
		p.tell("sqlserver.computed.type", p.draft, at.Place, c.Name, p.between(from, to), c.Type)
		p.tellChanges(told, c.Name, at.Place)
	})
}

// nullFilled is an IFNULL with a literal behind, which gives a value in any case. Another call, or
// an operator behind it, may give NULL.
var nullFilled = regexp.MustCompile(`^IFNULL\(` + inside + `, \(?(?:` + quotedText + `|-?[0-9.]+)\)?\)$`)

// What may stand in a call: texts in quotes, and parentheses in pairs, three deep.
const (
	quotedText = `'(?:[^'\\]|\\.)*'`
	plainly    = `(?:[^()']|` + quotedText + `)*`
	inside     = `(?:[^()']|` + quotedText + `|\((?:[^()']|` + quotedText + `|\((?:[^()']|` + quotedText + `|\(` + plainly + `\))*\))*\))*`
)

// bareExpression is an expression without parentheses around the whole.
func bareExpression(sql string) string {
	for strings.HasPrefix(sql, "(") && strings.HasSuffix(sql, ")") {
		depth := 0
		var quote rune
		for i, r := range sql {
			switch {
			case quote != 0:
				if r == quote {
					quote = 0
				}
			case r == '\'' || r == '`':
				quote = r
			case r == '(':
				depth++
			case r == ')':
				if depth--; depth == 0 && i < len(sql)-1 {
					return sql
				}
			}
		}
		sql = sql[1 : len(sql)-1]
	}
	return sql
}
