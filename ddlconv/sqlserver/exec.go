package sqlserver

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// call is a call of a stored procedure, its arguments by their names or numbers.
type call struct {
	name  string
	order []argumentValue
}

type argumentValue struct {
	name  string // "@value", or ""
	text  string
	null  bool
	token syntax.Token
}

// argument is the argument of a name, or in its place where the call names none.
func (c *call) argument(name string, place int) (argumentValue, bool) {
	for i, a := range c.order {
		if strings.EqualFold(a.name, name) || a.name == "" && i == place {
			return a, !a.null
		}
	}
	return argumentValue{}, false
}

// text is the text of an argument, "" without.
func (c *call) text(name string, place int) string {
	a, _ := c.argument(name, place)
	return a.text
}

// variable tells whether an argument is known only at run time.
func (c *call) variable() bool {
	for _, a := range c.order {
		if a.token.Kind == syntax.Variable {
			return true
		}
	}
	return false
}

// exec settles EXEC of a procedure or of a text.
func (p *parser) exec() {
	p.AcceptAny("EXEC", "EXECUTE")
	if p.Accept("AS") { // EXECUTE AS USER = …: the session's rights
		p.r.Passed(p.s, "EXECUTE AS", "")
		return
	}
	if p.Peek(0).Kind == syntax.Variable && p.Peek(1).Sign("=") {
		p.At += 2
	}
	if p.Peek(0).Sign("(") {
		p.execText()
		return
	}
	if p.Peek(0).Kind == syntax.Variable {
		p.manual("EXEC", p.Peek(0).Raw, "sqlserver.exec.text", p.Peek(0).Raw)
		return
	}
	_, name := p.name(p.Cursor)
	c := &call{name: strings.ToLower(name)}
	for !p.Done() && p.Err == nil && !p.Peek(0).Sign(";") && !p.Ahead("WITH") {
		a := argumentValue{}
		if p.Peek(0).Kind == syntax.Variable && p.Peek(1).Sign("=") {
			a.name = p.Next().Raw
			p.Next()
		}
		negative := p.AcceptSign("-")
		t := p.Next()
		a.token = t
		switch {
		case t.Is("NULL"), t.Is("DEFAULT"):
			a.null = true
		case t.Kind == syntax.Text, t.Kind == syntax.Name:
			a.text = t.Value
		case t.Kind == syntax.Variable:
			a.text = t.Raw
			if held, ok := p.texts[strings.ToLower(t.Raw)]; ok && !negative {
				a.text, a.token.Kind = held, syntax.Text
			}
		default:
			a.text = t.Raw
			if negative {
				a.text = "-" + a.text
			}
		}
		p.AcceptAny("OUTPUT", "OUT")
		c.order = append(c.order, a)
		if !p.AcceptSign(",") {
			break
		}
	}
	if p.Accept("WITH") {
		p.At = len(p.Tokens) - 1
	}
	p.settle("EXEC", name, func() { p.called(c, name) })
}

// execText settles EXEC ('…').
func (p *parser) execText() {
	p.ExpectSign("(")
	if p.Peek(0).Kind == syntax.Text && p.Peek(1).Sign(")") {
		p.inner(p.Peek(0).Value)
		return
	}
	p.manual("EXEC", "", "sqlserver.exec.text", firstWords(p.s.Text))
}

// inner reads a statement that stands in a string, as SSMS writes views and routines
// that it makes only where they are missing.
func (p *parser) inner(source string) {
	var all []*script.Statement
	line := script.Line{Text: source, Number: p.s.Place.Line}
	for s := range p.Statements(func(yield func(script.Line) bool) { yield(line) }) {
		all = append(all, s)
	}
	if len(all) != 1 || all[0].Client || all[0].Head(1) == "EXEC" || all[0].Head(1) == "EXECUTE" {
		p.manual("EXEC", "", "sqlserver.exec.text", firstWords(p.s.Text))
		return
	}
	one := all[0]
	one.Place, one.Last, one.Open = p.s.Place, p.s.Last, one.Open || p.s.Open
	schema := p.batchSchema
	p.Read(one, p.r)
	p.batchSchema = schema
}

// called settles the call of a procedure.
func (p *parser) called(c *call, name string) {
	switch {
	case c.name == "sp_addextendedproperty", c.name == "sp_updateextendedproperty", c.name == "sp_dropextendedproperty":
		p.property(c)
	case beginsAny(c.name, servers):
		p.r.Manual(p.s, "EXEC", name, "sqlserver.server", name)
	case beginsAny(c.name, replicas):
		p.r.Manual(p.s, "EXEC", name, "sqlserver.replica", name)
	case c.variable() && c.name != "sp_rename" && !upkeep[c.name] && !rights[c.name] && c.name != "sp_executesql":
		p.r.Manual(p.s, "EXEC", name, "sqlserver.exec", name)
	case c.name == "sp_executesql":
		a, _ := c.argument("@statement", 0)
		if a.name != "" && !strings.EqualFold(a.name, "@statement") && !strings.EqualFold(a.name, "@stmt") {
			a = argumentValue{}
		}
		if a.name == "" && len(c.order) > 0 && strings.EqualFold(c.order[0].name, "@stmt") {
			a = c.order[0]
		}
		if a.token.Kind == syntax.Text && len(c.order) == 1 {
			p.inner(a.text)
			return
		}
		p.r.Manual(p.s, "EXEC", name, "sqlserver.exec.text", firstWords(p.s.Text))
	case c.name == "sp_rename":
		p.renamed(c)
	case c.name == "sp_addtype":
		p.addType(c)
	case c.name == "sp_droptype":
		delete(p.aliases, strings.ToLower(c.text("@typename", 0)))
		p.r.Passed(p.s, "EXEC", name)
	case c.name == "sp_bindefault", c.name == "sp_bindrule", c.name == "sp_unbindefault", c.name == "sp_unbindrule":
		p.bind(c)
	case c.name == "sp_fulltext_table", c.name == "sp_fulltext_column":
		p.r.Manual(p.s, "EXEC", name, "sqlserver.fulltext.call", firstWords(p.s.Text))
	case rights[c.name]:
		p.r.Manual(p.s, "EXEC", name, "sqlserver.grant", name)
	case upkeep[c.name]:
		p.r.Passed(p.s, "EXEC", name)
	default:
		p.r.Manual(p.s, "EXEC", name, "sqlserver.exec", name)
	}
}

// addType reads sp_addtype 'name', 'varchar(11)', 'NOT NULL'.
func (p *parser) addType(c *call) {
	name, typ := c.text("@typename", 0), c.text("@phystype", 1)
	tokens, err := lex(typ, syntax.Place{}, false)
	if err != nil || name == "" || !tokens[0].Named() {
		p.r.Manual(p.s, "EXEC", name, "sqlserver.exec", c.name)
		return
	}
	resolved, _ := p.dataType(&syntax.Cursor{Source: typ, Tokens: tokens})
	p.aliases[strings.ToLower(name)] = alias{typ: resolved, notNull: strings.EqualFold(c.text("@nulltype", 2), "NOT NULL")}
	p.r.Folded(p.s, "EXEC sp_addtype", name)
}

// property settles an extended property: MS_Description is a comment.
func (p *parser) property(c *call) {
	key := c.text("@name", 0)
	_, hasObject := c.argument("@level1name", 5)
	database, table, kind := c.text("@level0name", 3), c.text("@level1name", 5), strings.ToUpper(c.text("@level1type", 4))
	part, partKind := c.text("@level2name", 7), strings.ToUpper(c.text("@level2type", 6))
	verb := "EXEC " + c.name
	value := c.text("@value", 1)
	if c.name == "sp_dropextendedproperty" {
		value = ""
		database, table, kind = c.text("@level0name", 2), c.text("@level1name", 4), strings.ToUpper(c.text("@level1type", 3))
		part, partKind = c.text("@level2name", 6), strings.ToUpper(c.text("@level2type", 5))
		_, hasObject = c.argument("@level1name", 4)
	}
	if database == "" {
		database = usualSchema
	}
	switch {
	case strings.HasPrefix(strings.ToUpper(key), "MS_DIAGRAMPANE"), strings.EqualFold(key, "microsoft_database_tools_support"):
		p.r.Passed(p.s, verb, key) // how a tool draws a view
	case c.variable():
		p.r.Manual(p.s, verb, table, "sqlserver.exec", c.name)
	case !strings.EqualFold(key, "MS_Description") && !strings.EqualFold(key, "Description"):
		p.r.Manual(p.s, verb, table, "sqlserver.property", key)
	case !hasObject || kind != "TABLE":
		p.r.Manual(p.s, verb, table, "sqlserver.comment.object", strings.TrimSpace(orWord(kind, "DATABASE")+" "+table))
	default:
		d := p.known(database, table)
		if d == nil {
			p.r.Manual(p.s, verb, table, "sqlserver.table.missing", table)
			return
		}
		if !strings.EqualFold(key, "MS_Description") && p.commented(d, partKind, part) {
			p.r.Manual(p.s, verb, table, "sqlserver.property", key)
			return
		}
		p.comment(d, partKind, part, value)
		p.fold(d)
		p.r.Folded(p.s, verb, table)
	}
}

func orWord(word, without string) string {
	if word == "" {
		return without
	}
	return word
}

// commented tells whether a table or column has a comment already.
func (p *parser) commented(d *schema.Draft, kind, part string) bool {
	if kind == "COLUMN" {
		c := d.Table.Column(p.columnOf(d, part))
		return c != nil && c.Comment != ""
	}
	return kind == "" && d.Table.Comment != ""
}

// comment gives a table or a part of it a comment.
func (p *parser) comment(d *schema.Draft, kind, part, text string) {
	switch kind {
	case "":
		d.Table.Comment = text
		return
	case "COLUMN":
		if c := d.Table.Column(p.columnOf(d, part)); c != nil {
			c.Comment = text
			return
		}
	case "INDEX", "CONSTRAINT":
		if pk := d.Table.PrimaryKey; pk != nil && strings.EqualFold(pk.Name, part) {
			pk.Comment = text
			return
		}
		for _, index := range d.Table.Indexes {
			if strings.EqualFold(index.Name, part) {
				index.Comment = text
				return
			}
		}
	}
	p.tell("sqlserver.comment", d, p.s.Place, part, kind+": "+text, "")
}

// renamed reads sp_rename 'table.column', 'new', 'COLUMN'.
func (p *parser) renamed(c *call) {
	old, to, kind := c.text("@objname", 0), c.text("@newname", 1), strings.ToUpper(c.text("@objtype", 2))
	path := pathOf(old)
	fail := func() { p.r.Manual(p.s, "EXEC sp_rename", old, "sqlserver.table.missing", old) }
	if c.variable() || to == "" || len(path) == 0 {
		p.r.Manual(p.s, "EXEC sp_rename", old, "sqlserver.exec", c.name)
		return
	}
	last := path[len(path)-1]
	owner := func(path []string) *schema.Draft {
		if len(path) == 0 {
			return nil
		}
		database := usualSchema
		if len(path) > 1 {
			database = path[len(path)-2]
		}
		return p.known(database, path[len(path)-1])
	}
	switch d := owner(path); {
	case kind == "" && d != nil, kind == "OBJECT" && d != nil:
		p.rename(d, d.Schema, to)
		p.fold(d)
		p.r.Folded(p.s, "EXEC sp_rename", to)
		return
	}
	if kind == "COLUMN" || kind == "INDEX" {
		d := owner(path[:len(path)-1])
		if d == nil {
			fail()
			return
		}
		if kind == "COLUMN" {
			p.renameColumn(d, last, to)
		} else {
			renameKey(d, last, to)
		}
		p.fold(d)
		p.r.Folded(p.s, "EXEC sp_rename", to)
		return
	}
	for _, d := range p.r.Tables { // a constraint
		if renameKey(d, last, to) {
			p.fold(d)
			p.r.Folded(p.s, "EXEC sp_rename", to)
			return
		}
	}
	fail()
}

// pathOf are the parts of a name that stands in a string.
func pathOf(name string) []string {
	tokens, err := lex(name, syntax.Place{}, false)
	if err != nil {
		return nil
	}
	var path []string
	for _, t := range tokens {
		if t.Named() {
			path = append(path, t.Identifier())
		}
	}
	return path
}

// renameKey gives a key or constraint of a table another name, and tells whether the
// table has it.
func renameKey(d *schema.Draft, from, to string) bool {
	t := d.Table
	for _, index := range append([]*schema.Index{t.PrimaryKey}, t.Indexes...) {
		if index != nil && strings.EqualFold(index.Name, from) {
			index.Name = to
			return true
		}
	}
	for _, fk := range t.ForeignKeys {
		if strings.EqualFold(fk.Name, from) {
			fk.Name = to
			return true
		}
	}
	for _, c := range t.Checks {
		if strings.EqualFold(c.Name, from) {
			c.Name = to
			return true
		}
	}
	return false
}

// renameColumn gives a column another name wherever it is named.
func (p *parser) renameColumn(d *schema.Draft, from, to string) {
	t := d.Table
	f := p.about(d)
	old := from
	from = p.columnOf(d, from)
	c := t.Column(from)
	if c == nil {
		return
	}
	delete(f.columns, old)
	if other := t.Column(to); other != nil && other != c {
		f.columns[to] = numbered(to, func(name string) bool { return t.Column(name) != nil })
		p.tell("sqlserver.name.case", d, p.s.Place, to, to, f.columns[to])
		to = f.columns[to]
	}
	quoted := func(e string) string { return strings.ReplaceAll(e, schema.Quote(c.Name), schema.Quote(to)) }
	for _, other := range t.Columns {
		other.Generated = quoted(other.Generated)
	}
	for _, check := range t.Checks {
		check.Expression = quoted(check.Expression)
	}
	for _, index := range append([]*schema.Index{t.PrimaryKey}, t.Indexes...) {
		if index == nil {
			continue
		}
		for i, part := range index.Parts {
			if strings.EqualFold(part.Column, from) {
				index.Parts[i].Column = to
			}
			index.Parts[i].Expression = quoted(part.Expression)
		}
	}
	swap := func(names []string) {
		for i, n := range names {
			if strings.EqualFold(n, from) {
				names[i] = to
			}
		}
	}
	for _, other := range p.r.Tables {
		for _, fk := range other.Table.ForeignKeys {
			if other == d {
				swap(fk.Columns)
			}
			if strings.EqualFold(fk.RefSchema, d.Schema) && strings.EqualFold(fk.RefTable, t.Name) {
				swap(fk.RefColumns)
			}
		}
	}
	for constraint, column := range f.defaults {
		if strings.EqualFold(column, from) {
			f.defaults[constraint] = to
		}
	}
	c.Name = to
}
