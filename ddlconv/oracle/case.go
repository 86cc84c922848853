package oracle

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// twins are the names that differ from another only in case, which OceanBase does not tell
// apart, and which are called something else here. The keys are as Oracle keeps names:
// in upper case unless they are quoted.
type twins struct {
	tables  map[string]string                   // what such a table is called here
	columns map[*schema.Draft]map[string]string // the same of the columns of a table
	kept    map[*schema.Draft]string            // a table's name as Oracle keeps it
	quoted  map[*schema.Column]string           // a column's, where it is quoted
}

func newTwins() twins {
	return twins{tables: map[string]string{}, columns: map[*schema.Draft]map[string]string{}, kept: map[*schema.Draft]string{}, quoted: map[*schema.Column]string{}}
}

// keptName is a name as Oracle keeps it.
func keptName(t syntax.Token) string {
	return t.Value // of a word, it is in upper case
}

// tableName takes the name of a table that was made before, and of its owner.
func (p *parser) tableName() (owner, name string) {
	owner, name = p.Qualified()
	if p.Err != nil {
		return owner, name
	}
	if other, ok := p.d.twins.tables[keptName(p.Tokens[p.At-1])]; ok {
		return owner, other
	}
	return owner, name
}

// nameApart gives a new table another name where one in the same schema has its name in
// another case.
func (p *parser) nameApart(kept string) {
	table := p.draft.Table
	p.d.twins.kept[p.draft] = kept
	other := p.r.Table(p.draft.Schema, table.Name)
	if other == nil || !strings.EqualFold(other.Schema, p.draft.Schema) || p.d.twins.kept[other] == kept || !p.r.Follows("oracle.name.case") {
		return
	}
	if _, again := p.d.twins.tables[kept]; again {
		return
	}
	was := table.Name
	for n := 2; p.r.Table(p.draft.Schema, table.Name) != nil; n++ {
		table.Name = was + "_" + itoa(n)
	}
	p.d.twins.tables[kept] = table.Name
	p.tell("oracle.name.case", p.draft.Places[p.draft], "", was, table.Name)
}

// addColumn puts a column into the table, under another name where one has its name in
// another case. One that is given twice is left out.
func (p *parser) addColumn(c *schema.Column, name syntax.Token) {
	table, kept := p.draft.Table, keptName(name)
	p.draft.Places[c] = name.Place
	if other := table.Column(c.Name); other != nil {
		same := p.keptColumn(other) == kept
		if same && p.r.Follows("oracle.column.twice") {
			p.tell("oracle.column.twice", name.Place, c.Name, c.Name, "")
			return
		}
		if !same && p.r.Follows("oracle.name.case") {
			p.columnApart(c, name)
		}
	}
	if name.Kind == syntax.Name {
		p.d.twins.quoted[c] = kept
	}
	table.Columns = append(table.Columns, c)
}

// columnApart gives a column a name that its table does not have in any case, by which the
// rest of the statement calls it too.
func (p *parser) columnApart(c *schema.Column, name syntax.Token) {
	was := c.Name
	for n := 2; p.draft.Table.Column(c.Name) != nil; n++ {
		c.Name = was + "_" + itoa(n)
	}
	names := p.d.twins.columns[p.draft]
	if names == nil {
		names = map[string]string{}
		p.d.twins.columns[p.draft] = names
	}
	names[keptName(name)] = c.Name
	p.tell("oracle.name.case", name.Place, c.Name, was, c.Name)
	p.Tokens = renameTwins(p.Tokens, p.At, names)
}

// keptColumn is a column's name as Oracle keeps it.
func (p *parser) keptColumn(c *schema.Column) string {
	if kept, ok := p.d.twins.quoted[c]; ok {
		return kept
	}
	return strings.ToUpper(c.Name)
}

// ofTable lets what follows speak of a table that was made before: its columns that are
// called something else here are named so.
func (p *parser) ofTable(draft *schema.Draft) {
	p.draft = draft
	p.Tokens = renameTwins(p.Tokens, p.At, p.d.twins.columns[draft])
}

// renameTwins gives the columns among the tokens from one on the names that they have here.
// The columns that a foreign key points to are another table's.
func renameTwins(tokens []syntax.Token, from int, names map[string]string) []syntax.Token {
	if len(names) == 0 {
		return tokens
	}
	tokens = append([]syntax.Token(nil), tokens...)
	for i := from; i < len(tokens); i++ {
		if tokens[i].Is("REFERENCES") {
			for i++; i < len(tokens) && (tokens[i].Named() || tokens[i].Sign(".")); i++ {
			}
			if i < len(tokens) && tokens[i].Sign("(") {
				i = max(closes(tokens, i), i)
			}
			continue
		}
		if name, ok := names[keptName(tokens[i])]; ok && tokens[i].Named() {
			tokens[i].Kind, tokens[i].Value, tokens[i].Raw = syntax.Name, name, `"`+name+`"`
		}
	}
	return tokens
}

// twinColumns gives the columns that a foreign key points to, by their tokens, the names
// that they have here.
func (p *parser) twinColumns(fk *schema.ForeignKey, tokens []syntax.Token) {
	parent := p.draft
	if !strings.EqualFold(fk.RefTable, parent.Table.Name) {
		parent = p.r.Table(fk.RefSchema, fk.RefTable)
	}
	names := p.d.twins.columns[parent]
	n := 0
	for _, t := range tokens {
		if !t.Named() || n == len(fk.RefColumns) {
			continue
		}
		if name, ok := names[keptName(t)]; ok {
			fk.RefColumns[n] = name
		}
		n++
	}
}

// inQuery gives the tables that a query names the names that they have here. What is
// named behind FROM or before a point may be a table.
func (w twins) inQuery(query []syntax.Token) {
	for i, t := range query {
		name, ok := w.tables[keptName(t)]
		if !ok || !t.Named() || i > 0 && query[i-1].Sign(".") {
			continue
		}
		source := i > 0 && (query[i-1].Is("FROM") || query[i-1].Is("JOIN") || query[i-1].Sign(","))
		if source || i+1 < len(query) && query[i+1].Sign(".") {
			query[i].Kind, query[i].Value, query[i].Raw = syntax.Name, name, `"`+name+`"`
		}
	}
}
