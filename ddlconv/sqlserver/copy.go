package sqlserver

import "github.com/obferry/obferry/ddlconv/schema"

// copied makes the table of SELECT * INTO name FROM one table of the script, and tells
// whether it did: the columns are those of that table, without keys, checks and defaults.
func (p *parser) copied(database, name string) bool {
	if p.s.Open || !p.Tokens[0].Is("SELECT") || !p.Tokens[1].Sign("*") || !p.Tokens[2].Is("INTO") || !p.Accept("FROM") ||
		!p.Peek(0).Named() || !p.r.Follows("sqlserver.select.copy") {
		return false
	}
	from := p.known(p.name(p.Cursor))
	if from == nil || !p.Done() && !p.Ahead("WHERE") && !p.Peek(0).Sign(";") || p.known(database, name) != nil {
		return false
	}
	d := schema.NewDraft()
	d.Table.Name, d.Schema, d.Original = name, database, p.s.Text
	d.Places[d], d.Places[d.Table] = p.s.Place, p.s.Place
	for _, c := range from.Table.Columns {
		one := *c
		one.Default, one.Generated, one.Stored, one.Comment = nil, "", false, ""
		d.Table.Columns = append(d.Table.Columns, &one)
		d.Places[&one] = p.s.Place
	}
	for written, target := range p.about(from).columns {
		p.about(d).columns[written] = target
	}
	if !p.r.Add(d) {
		return false
	}
	p.draft = d
	p.settleTable()
	p.conditional()
	p.tell("sqlserver.select.copy", d, p.s.Place, "", from.Table.Name, "")
	p.r.Converted(p.s, "SELECT INTO", name)
	return true
}
