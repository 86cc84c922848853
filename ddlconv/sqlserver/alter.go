package sqlserver

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// alter reads an ALTER by what it changes.
func (p *parser) alter(words []string) {
	switch words[1] {
	case "TABLE":
		p.alterTable()
	case "INDEX":
		p.alterIndex()
	case "DATABASE":
		p.database(words)
	case "SCHEMA":
		p.transfer()
	case "PARTITION":
		p.manual("ALTER PARTITION "+words[2], p.Peek(3).Identifier(), "sqlserver.partition.alter", firstWords(p.s.Text))
	case "SEQUENCE":
		p.alterSequence()
	case "VIEW":
		p.createView()
	default:
		p.elsewhere(verbOf(words), words)
	}
}

// alterTable reads ALTER TABLE.
func (p *parser) alterTable() {
	p.At = 2
	p.Accept("IF", "EXISTS")
	database, name := p.name(p.Cursor)
	if strings.HasPrefix(name, "#") {
		p.r.Passed(p.s, "ALTER TABLE", "#")
		return
	}
	p.draft = p.known(database, name)
	if p.Err == nil && p.draft == nil {
		if p.Ahead("DROP") || p.Ahead("NOCHECK") || p.Ahead("CHECK") || p.Ahead("ENABLE") || p.Ahead("DISABLE") {
			p.r.Passed(p.s, "ALTER TABLE", "") // it clears the way for a table that is made later
			return
		}
		p.manual("ALTER TABLE", name, "sqlserver.table.missing", name)
		return
	}
	start := p.Peek(0)
	unchecked := p.Accept("WITH", "NOCHECK")
	if !unchecked {
		p.Accept("WITH", "CHECK")
	}
	passes := false
	switch {
	case p.Accept("ADD"):
		p.adds(unchecked, start)
	case p.Accept("ALTER", "COLUMN"):
		p.alterColumn()
	case p.Accept("DROP"):
		p.drops()
	case p.Accept("CHECK", "CONSTRAINT"):
		p.enforce(false)
	case p.Accept("NOCHECK", "CONSTRAINT"):
		p.enforce(true)
	case p.Accept("SET"):
		p.tableOptions()
	case p.AcceptAny("ENABLE", "DISABLE"):
		passes = p.Ahead("TRIGGER")
		if !passes {
			p.tell("sqlserver.table.option", p.draft, start.Place, "", p.between(p.At-1, len(p.Tokens)-1), "")
		}
		p.At = len(p.Tokens) - 1
	case p.AcceptAny("REBUILD", "SWITCH", "SPLIT", "MERGE"):
		passes = true
		p.At = len(p.Tokens) - 1
	default:
		p.Unexpected()
	}
	for _, f := range p.later {
		if p.Err == nil {
			f()
		}
	}
	p.settle("ALTER TABLE", name, func() {
		if passes {
			p.r.Passed(p.s, "ALTER TABLE", name)
			return
		}
		p.conditional()
		p.fold(p.draft)
		p.r.Folded(p.s, "ALTER TABLE", name)
	})
}

// adds reads the columns and constraints that are added.
func (p *parser) adds(unchecked bool, at syntax.Token) {
	keys := len(p.draft.Table.ForeignKeys) + len(p.draft.Table.Checks)
	parenthesised := p.Peek(0).Sign("(") && p.AcceptSign("(")
	for !p.Done() && p.Err == nil {
		p.Accept("COLUMN")
		p.addition()
		if !p.AcceptSign(",") {
			break
		}
		p.Accept("ADD")
	}
	if parenthesised {
		p.ExpectSign(")")
	}
	if unchecked && p.Err == nil && len(p.draft.Table.ForeignKeys)+len(p.draft.Table.Checks) > keys {
		p.tell("sqlserver.nocheck", p.draft, at.Place, "", "WITH NOCHECK", "")
	}
}

// addition reads one column or constraint. A column whose name is taken stays as it is.
func (p *parser) addition() {
	before := p.draft.Table.Columns
	at := p.Peek(0)
	p.elementOrDefault()
	if p.Err != nil || len(p.draft.Table.Columns) != len(before)+1 {
		return
	}
	added := p.draft.Table.Columns[len(before)]
	for _, c := range before {
		if strings.EqualFold(c.Name, added.Name) {
			p.draft.Table.Columns = before
			p.tell("sqlserver.column.twice", p.draft, at.Place, added.Name, added.Type, c.Type)
			return
		}
	}
}

// elementOrDefault reads an element, or DEFAULT (…) FOR a column without a name.
func (p *parser) elementOrDefault() {
	at := p.Peek(0)
	if p.Accept("DEFAULT") {
		p.defaultFor("", at)
		return
	}
	p.element()
}

// alterColumn reads the new type of a column.
func (p *parser) alterColumn() {
	at := p.Peek(0)
	name := p.own(p.Identifier())
	c := p.draft.Table.Column(name)
	if p.Accept("ADD") || p.Accept("DROP") {
		word := p.Peek(0)
		switch {
		case p.AcceptAny("ROWGUIDCOL", "SPARSE", "PERSISTED", "HIDDEN"), p.Accept("NOT", "FOR", "REPLICATION"):
		case p.Accept("MASKED"):
			if p.Accept("WITH") {
				p.ExpectSign("(")
				p.Balanced()
				p.ExpectSign(")")
				p.tell("sqlserver.masked", p.draft, word.Place, name, "MASKED", "")
			}
		default:
			p.Unexpected()
		}
		return
	}
	changed := &schema.Column{Name: name}
	changed.Type, _ = p.dataType(p.Cursor)
	for !p.Done() && p.Err == nil {
		if p.Accept("WITH") {
			p.ExpectSign("(")
			p.Balanced()
			p.ExpectSign(")")
			continue
		}
		p.attribute(changed)
	}
	if p.Err != nil {
		return
	}
	if c == nil {
		p.tell("sqlserver.column.missing", p.draft, at.Place, name, changed.Type, "")
		return
	}
	c.Type, c.NotNull, c.Collation = changed.Type, changed.NotNull, changed.Collation
}

// drops reads the columns and constraints that are dropped.
func (p *parser) drops() {
	column := false
	for !p.Done() && p.Err == nil {
		switch {
		case p.Accept("COLUMN"):
			column = true
		case p.Accept("CONSTRAINT"):
			column = false
		case p.Accept("PERIOD", "FOR", "SYSTEM_TIME"):
			p.draft.Remarks = append(p.draft.Remarks[:0:0], without(p.draft.Remarks, schema.Versioning)...)
			if !p.AcceptSign(",") {
				return
			}
			continue
		}
		p.Accept("IF", "EXISTS")
		name := p.Identifier()
		if p.Accept("WITH") {
			p.ExpectSign("(")
			p.Balanced()
			p.ExpectSign(")")
		}
		if column {
			p.dropColumn(p.own(name))
		} else {
			p.dropConstraint(name)
		}
		if !p.AcceptSign(",") {
			return
		}
	}
}

// without are the remarks of other phrases.
func without(remarks []schema.Remark, phrase schema.Phrase) []schema.Remark {
	var kept []schema.Remark
	for _, r := range remarks {
		if r.Phrase != phrase {
			kept = append(kept, r)
		}
	}
	return kept
}

// dropColumn takes a column out, with what SQL Server lets stand only without it.
func (p *parser) dropColumn(name string) {
	t := p.draft.Table
	for i, c := range t.Columns {
		if strings.EqualFold(c.Name, name) {
			t.Columns = append(t.Columns[:i:i], t.Columns[i+1:]...)
			return
		}
	}
}

// dropConstraint takes a constraint out by its name.
func (p *parser) dropConstraint(name string) {
	t := p.draft.Table
	f := p.about(p.draft)
	if column, ok := f.defaults[strings.ToLower(name)]; ok {
		if c := t.Column(column); c != nil {
			c.Default = nil
		}
		delete(f.defaults, strings.ToLower(name))
		return
	}
	for i, fk := range t.ForeignKeys {
		if strings.EqualFold(fk.Name, name) {
			t.ForeignKeys = append(t.ForeignKeys[:i:i], t.ForeignKeys[i+1:]...)
			return
		}
	}
	for _, c := range t.Checks {
		if strings.EqualFold(c.Name, name) {
			p.removeCheck(c)
			return
		}
	}
	removeIndex(p.draft, name)
}

// removeIndex takes a key or index out by its name.
func removeIndex(d *schema.Draft, name string) {
	t := d.Table
	if t.PrimaryKey != nil && strings.EqualFold(t.PrimaryKey.Name, name) {
		t.PrimaryKey = nil
		return
	}
	for i, index := range t.Indexes {
		if strings.EqualFold(index.Name, name) {
			t.Indexes = append(t.Indexes[:i:i], t.Indexes[i+1:]...)
			return
		}
	}
}

// enforce reads which constraints are checked from now on, and which are not.
func (p *parser) enforce(not bool) {
	f := p.about(p.draft)
	if p.Accept("ALL") {
		f.disabled = map[string]bool{"": not}
		return
	}
	for !p.Done() && p.Err == nil {
		f.disabled[strings.ToLower(p.Identifier())] = not
		if !p.AcceptSign(",") {
			return
		}
	}
}

// transfer moves a table into another schema.
func (p *parser) transfer() {
	p.At = 2
	to := p.Identifier()
	p.Expect("TRANSFER")
	if p.Peek(1).Sign("::") {
		p.At += 2
	}
	database, name := p.name(p.Cursor)
	d := p.known(database, name)
	p.settle("ALTER SCHEMA", name, func() {
		if d == nil {
			p.r.Manual(p.s, "ALTER SCHEMA", name, "sqlserver.table.missing", name)
			return
		}
		p.rename(d, to, d.Table.Name)
		p.fold(d)
		p.r.Folded(p.s, "ALTER SCHEMA", name)
	})
}

// rename gives a table another name, and the foreign keys that point to it.
func (p *parser) rename(d *schema.Draft, database, name string) {
	for _, other := range p.r.Tables {
		for _, fk := range other.Table.ForeignKeys {
			if strings.EqualFold(fk.RefSchema, d.Schema) && strings.EqualFold(fk.RefTable, d.Table.Name) {
				fk.RefSchema, fk.RefTable = database, name
			}
		}
	}
	if taken := p.r.Table(database, name); taken != nil && taken != d && strings.EqualFold(taken.Schema, database) {
		return
	}
	for written, twin := range p.twins {
		if twin == d {
			delete(p.twins, written)
		}
	}
	at := -1
	for i, t := range p.r.Tables {
		if t == d {
			at = i
		}
	}
	p.r.Drop(d)
	d.Schema, d.Table.Name = database, name
	p.r.Add(d)
	if n := len(p.r.Tables); at >= 0 && at < n-1 { // in its own place
		copy(p.r.Tables[at+1:], p.r.Tables[at:n-1])
		p.r.Tables[at] = d
	}
}
