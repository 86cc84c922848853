package sqlserver

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// view is a view that has been written.
type view struct {
	database, name string
	columns        map[string]string // types by name in lower case
	object         *script.Object
}

// viewOf is a view of the script, nil where it has none of that name.
func (r *reader) viewOf(database, name string) *view {
	for _, v := range r.views {
		if strings.EqualFold(v.name, name) && strings.EqualFold(v.database, database) {
			return v
		}
	}
	return nil
}

// objectName gives an object a name of its own on the target, where all schemas lie in one
// database: with its schema before it where another has it. Tables and sequences do not
// get in each other's way.
func (p *parser) objectName(o *script.Object, database string) {
	taken := func(name string) bool {
		for _, other := range p.r.Objects {
			if strings.EqualFold(other.Name, name) {
				return true
			}
		}
		for _, v := range p.views {
			if v.object != nil && v.object != o && strings.EqualFold(v.object.Name, name) {
				return true
			}
		}
		if o.Kind == script.View {
			for _, d := range p.r.Tables {
				if strings.EqualFold(d.Table.Name, name) {
					return true
				}
			}
		}
		return false
	}
	if !taken(o.Name) || !p.r.Follows("sqlserver.name.schema") {
		return
	}
	was := o.Name
	if o.Name = database + "_" + was; taken(o.Name) {
		o.Name = numbered(o.Name, taken)
	}
	p.tellObject("sqlserver.name.schema", o, p.s.Place, database+"."+was, o.Name)
}

// createView reads CREATE or ALTER VIEW, and writes it where it can be said in MySQL's
// words.
func (p *parser) createView() {
	for !p.Done() && !p.Accept("VIEW") {
		p.Next()
	}
	verb := "CREATE VIEW"
	if p.Tokens[0].Is("ALTER") {
		verb = "ALTER VIEW"
	}
	database, name := p.name(p.Cursor)
	v := &view{database: database, name: name, columns: map[string]string{}}
	columns := ""
	if p.Peek(0).Sign("(") {
		columns = " (" + quoteAll(p.Names()) + ")"
	}
	if p.Accept("WITH") {
		for !p.Done() && !p.Ahead("AS") {
			p.Next() // SCHEMABINDING, VIEW_METADATA: how the source guards it
		}
	}
	p.Expect("AS")
	from := p.scope()
	t := &translator{Cursor: p.Cursor, reader: p.reader, columns: v.columns, table: p.targetName, listed: columns != ""}
	t.column, t.own = from.column, from.own
	sql := ""
	if p.Err == nil {
		sql = t.query()
	}
	if p.Accept("WITH", "CHECK", "OPTION") {
		sql += " WITH CHECK OPTION"
	}
	for p.AcceptSign(";") {
	}
	if p.Err == nil && !p.Done() {
		p.Unexpected()
	}
	switch {
	case p.s.Open:
		p.manual(verb, name, "sqlserver.view", name)
		return
	case p.held(script.View, database, name):
		p.r.Manual(p.s, verb, name, "sqlserver.table.twice", name)
		return
	case p.Err != nil: // a grammar of queries that is not read here
		p.views = append(p.views, &view{database: database, name: name})
		p.r.Manual(p.s, verb, name, "sqlserver.view", p.Err.Near)
		return
	case t.failed != "":
		p.views = append(p.views, &view{database: database, name: name})
		p.r.Manual(p.s, verb, name, "sqlserver.view", t.failed)
		return
	case from.missing != "":
		p.r.Manual(p.s, verb, name, "sqlserver.view.table", from.missing)
		return
	}
	for _, other := range p.views {
		if strings.EqualFold(other.name, name) && strings.EqualFold(other.database, database) && other.object != nil {
			if twin(name, other.name) && p.regardsCase() {
				p.r.Manual(p.s, verb, name, "sqlserver.view.case", other.name)
				return
			}
			if verb == "CREATE VIEW" && !p.Tokens[1].Is("OR") {
				p.r.Manual(p.s, verb, name, "sqlserver.table.twice", name)
				return
			}
			other.object.SQL, other.columns = "CREATE VIEW "+schema.Quote(other.object.Name)+columns+" AS "+sql, v.columns
			other.object.Original += "\n" + p.s.Text
			for _, c := range t.told {
				p.tellObject(c.rule, other.object, p.s.Place, c.was, c.became)
			}
			p.r.Folded(p.s, verb, name)
			return
		}
	}
	v.object = &script.Object{Kind: script.View, Name: name, Original: p.s.Text, Place: p.s.Place}
	p.objectName(v.object, database)
	v.object.SQL = "CREATE VIEW " + schema.Quote(v.object.Name) + columns + " AS " + sql
	p.views = append(p.views, v)
	p.tellObject("sqlserver.view.written", v.object, p.s.Place, "", "")
	for _, c := range t.told {
		p.tellObject(c.rule, v.object, p.s.Place, c.was, c.became)
	}
	p.r.Converted(p.s, verb, name)
}

// targetName is the name of a table on the target, where all schemas lie in one
// database: with the schema before it where it is not the only one of its name.
func (p *parser) targetName(database, name string) string {
	count := 0
	for _, d := range p.r.Tables {
		if strings.EqualFold(d.Table.Name, name) {
			count++
		}
	}
	if d := p.known(database, name); d != nil {
		if count > 1 {
			return d.Schema + "_" + d.Table.Name
		}
		return d.Table.Name
	}
	if v := p.viewOf(database, name); v != nil && v.object != nil {
		return v.object.Name
	}
	return name
}

// scope is what a view's columns may belong to: tables and views by the names that stand
// for them in it.
type scope struct {
	reader  *reader
	tables  map[string]map[string]string // column types by alias, both in lower case
	names   map[string]*schema.Draft     // the tables of the script by alias in lower case
	missing string                       // a table that the script has none of
}

// scope looks ahead for all tables of a query.
func (p *parser) scope() *scope {
	s := &scope{tables: map[string]map[string]string{}, names: map[string]*schema.Draft{}, reader: p.reader}
	named := map[string]bool{} // by WITH
	for i := p.At; i+1 < len(p.Tokens); i++ {
		if p.Tokens[i].Named() && p.Tokens[i+1].Is("AS") && i+2 < len(p.Tokens) && p.Tokens[i+2].Sign("(") {
			named[strings.ToLower(p.Tokens[i].Identifier())] = true
		}
	}
	commas := false
	for i := p.At; i+1 < len(p.Tokens); i++ {
		t := p.Tokens[i]
		switch {
		case t.Is("FROM"), t.Is("JOIN"), t.Is("APPLY"):
			commas = t.Is("FROM")
		case t.Is("WHERE"), t.Is("GROUP"), t.Is("ON"), t.Is("SELECT"):
			commas = false
			continue
		case t.Sign(",") && commas:
		default:
			continue
		}
		c := &syntax.Cursor{Source: p.Source, Tokens: p.Tokens, At: i + 1}
		for c.AcceptSign("(") {
		}
		if !c.Peek(0).Named() || c.Ahead("SELECT") {
			continue
		}
		database, name := p.name(c)
		if c.Err != nil || c.Peek(0).Sign("(") {
			continue
		}
		alias := name
		c.Accept("AS")
		if next := c.Peek(0); next.Kind == syntax.Name || next.Kind == syntax.Word && !clause[next.Value] {
			alias = next.Identifier()
		}
		s.add(p, database, name, alias, named)
	}
	return s
}

// add puts a table or view in.
func (s *scope) add(p *parser, database, name, alias string, named map[string]bool) {
	columns := map[string]string{}
	if d := p.known(database, name); d != nil {
		s.names[strings.ToLower(alias)], s.names[strings.ToLower(name)] = d, d
		for _, c := range d.Table.Columns {
			columns[strings.ToLower(c.Name)] = c.Type
		}
	} else {
		found := named[strings.ToLower(name)]
		if v := p.viewOf(database, name); v != nil && v.object != nil {
			found = true
			columns = v.columns
		}
		if !found && s.missing == "" {
			s.missing = name
		}
	}
	s.tables[strings.ToLower(alias)] = columns
	if alias != name {
		s.tables[strings.ToLower(name)] = columns
	}
}

// own is the name of a column on the target.
func (s *scope) own(qualifier, name string) string {
	if qualifier != "" {
		return s.reader.columnOf(s.names[strings.ToLower(qualifier)], name)
	}
	for _, d := range s.names {
		if target := s.reader.columnOf(d, name); target != name {
			return target
		}
	}
	return name
}

// column is the type of a column.
func (s *scope) column(qualifier, name string) string {
	if qualifier != "" {
		return s.tables[strings.ToLower(qualifier)][strings.ToLower(name)]
	}
	for _, columns := range s.tables {
		if typ := columns[strings.ToLower(name)]; typ != "" {
			return typ
		}
	}
	return ""
}
