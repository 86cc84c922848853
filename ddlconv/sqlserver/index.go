package sqlserver

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// createIndex reads CREATE INDEX of any kind but full-text.
func (p *parser) createIndex() {
	at := p.Next()
	index := &schema.Index{Kind: schema.Plain}
	kind, clustered := "", false
	for !p.Accept("INDEX") {
		t := p.Peek(0)
		switch {
		case p.Accept("UNIQUE"):
			index.Kind = schema.Unique
		case p.Accept("CLUSTERED"):
			clustered = true
		case p.AcceptAny("NONCLUSTERED", "PRIMARY", "SELECTIVE"):
		case p.AcceptAny("COLUMNSTORE", "XML", "SPATIAL", "VECTOR", "JSON"):
			kind = t.Value
		default:
			p.Unexpected()
			p.settle("CREATE INDEX", "", func() {})
			return
		}
	}
	index.Name = p.Identifier()
	p.Expect("ON")
	database, table := p.name(p.Cursor)
	if p.Err != nil {
		p.settle("CREATE INDEX", index.Name, func() {})
		return
	}
	if strings.HasPrefix(table, "#") {
		p.r.Passed(p.s, "CREATE INDEX", "#")
		return
	}
	p.draft = p.known(database, table)
	switch {
	case p.draft == nil && p.viewOf(database, table) != nil:
		p.manual("CREATE INDEX", index.Name, "sqlserver.view.index", table)
		return
	case p.draft == nil:
		p.manual("CREATE INDEX", index.Name, "sqlserver.table.missing", table)
		return
	case p.named(index.Name) && !p.dropsExisting():
		p.manual("CREATE INDEX", index.Name, "sqlserver.table.twice", index.Name)
		return
	}
	switch kind {
	case "COLUMNSTORE", "XML", "VECTOR", "JSON":
		id := map[string]string{"COLUMNSTORE": "sqlserver.index.columnstore", "XML": "sqlserver.index.xml", "VECTOR": "sqlserver.index.other", "JSON": "sqlserver.index.other"}[kind]
		p.tell(id, p.draft, at.Place, index.Name, kind+" INDEX", "")
		p.At = len(p.Tokens) - 1
	case "SPATIAL":
		index.Kind = schema.Spatial
		index.Parts = p.parts()
		p.At = len(p.Tokens) - 1 // its grid and bounding box mean nothing here
		p.draft.Places[index] = at.Place
		p.draft.Table.Indexes = append(p.draft.Table.Indexes, index)
	default:
		index.Parts = p.parts()
		from := p.At
		p.indexTail(index, at)
		if clustered {
			p.clusteredOn(from)
			p.tell("sqlserver.index.clustered", p.draft, at.Place, index.Name, "CLUSTERED", "")
		}
	}
	for _, f := range p.later {
		if p.Err == nil {
			f()
		}
	}
	p.settle("CREATE INDEX", index.Name, func() {
		p.replaces(index)
		p.conditional()
		p.fold(p.draft)
		p.r.Folded(p.s, "CREATE INDEX", index.Name)
	})
}

// named tells whether the table has an index of a name.
func (p *parser) named(name string) bool {
	return slices.ContainsFunc(p.draft.Table.Indexes, func(index *schema.Index) bool { return strings.EqualFold(index.Name, name) })
}

// dropsExisting tells whether an index takes the place of one of its name.
func (p *parser) dropsExisting() bool {
	for i := p.At; i+2 < len(p.Tokens); i++ {
		if p.Tokens[i].Is("DROP_EXISTING") {
			return !p.Tokens[i+2].Is("OFF")
		}
	}
	return false
}

// replaces takes out an index of the same name, which DROP_EXISTING makes anew.
func (p *parser) replaces(index *schema.Index) {
	var kept []*schema.Index
	for _, other := range p.draft.Table.Indexes {
		if other == index || !strings.EqualFold(other.Name, index.Name) {
			kept = append(kept, other)
		}
	}
	p.draft.Table.Indexes = kept
}

// clusteredOn takes the partition scheme that a clustered index puts the rows on.
func (p *parser) clusteredOn(from int) {
	for i := from; i+3 < p.At; i++ {
		if p.Tokens[i].Is("ON") && p.Tokens[i+1].Named() && p.Tokens[i+2].Sign("(") && p.Tokens[i+3].Named() {
			f := p.about(p.draft)
			f.scheme, f.column = p.Tokens[i+1].Identifier(), p.Tokens[i+3].Identifier()
		}
	}
}

// createFulltext reads CREATE FULLTEXT INDEX ON t (c LANGUAGE 1033, …) KEY INDEX pk.
func (p *parser) createFulltext() {
	at := p.Peek(0)
	p.At = 3
	p.Expect("ON")
	database, table := p.name(p.Cursor)
	p.draft = p.known(database, table)
	if p.Err == nil && p.draft == nil {
		p.manual("CREATE FULLTEXT INDEX", table, "sqlserver.table.missing", table)
		return
	}
	index := &schema.Index{Kind: schema.FullText}
	if p.AcceptSign("(") {
		for !p.Done() {
			index.Parts = append(index.Parts, schema.Part{Column: p.own(p.Identifier())})
			for !p.Done() && !p.Peek(0).Sign(",") && !p.Peek(0).Sign(")") { // TYPE COLUMN c LANGUAGE 1033
				p.Next()
			}
			if !p.AcceptSign(",") {
				break
			}
		}
		p.ExpectSign(")")
	}
	if p.Err == nil {
		p.At = len(p.Tokens) - 1 // catalog, stop list and key index are the source's own
	}
	p.settle("CREATE FULLTEXT INDEX", table, func() {
		var texts []schema.Part
		for _, part := range index.Parts {
			if c := p.draft.Table.Column(part.Column); c != nil && kindOf(c.Type) == text {
				texts = append(texts, part)
			}
		}
		if len(texts) < len(index.Parts) || len(texts) == 0 {
			p.tell("sqlserver.fulltext.binary", p.draft, at.Place, "", "FULLTEXT INDEX", "")
		}
		if index.Parts = texts; len(texts) > 0 {
			p.draft.Places[index] = at.Place
			p.draft.Table.Indexes = append(p.draft.Table.Indexes, index)
			p.tell("sqlserver.fulltext", p.draft, at.Place, "", "CONTAINS", "MATCH … AGAINST")
		}
		p.fold(p.draft)
		p.r.Folded(p.s, "CREATE FULLTEXT INDEX", table)
	})
}

// alterIndex settles ALTER INDEX: of all that it does only DISABLE changes what there is.
func (p *parser) alterIndex() {
	p.At = 2
	at := p.Peek(0)
	name := p.Identifier()
	p.Expect("ON")
	database, table := p.name(p.Cursor)
	d := p.known(database, table)
	disable := p.Ahead("DISABLE")
	if p.Err == nil {
		p.At = len(p.Tokens) - 1
	}
	p.settle("ALTER INDEX", name, func() {
		if d != nil && disable {
			for _, index := range d.Table.Indexes {
				if strings.EqualFold(index.Name, name) && index.Kind == schema.Plain {
					index.Hidden = true
					p.fold(d)
					p.tell("sqlserver.index.disabled", d, at.Place, name, "DISABLE", "INVISIBLE")
					p.r.Folded(p.s, "ALTER INDEX", name)
					return
				}
			}
		}
		p.r.Passed(p.s, "ALTER INDEX", "")
	})
}
