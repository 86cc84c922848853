package mysql

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// create reads CREATE of whatever it makes.
func (d *reader) create(st *statement) {
	at := 1
	replace := st.word(1, "OR") && st.word(2, "REPLACE")
	if replace {
		at = 3
	}
	switch {
	case st.word(at, "TABLE"), st.word(at, "TEMPORARY") && st.word(at+1, "TABLE"):
		d.createTable(st, replace)
		return
	case st.word(at, "DATABASE"), st.word(at, "SCHEMA"):
		d.createDatabase(st, at)
		return
	case st.word(at, "SEQUENCE"), st.word(at, "TEMPORARY") && st.word(at+1, "SEQUENCE"):
		d.createSequence(st, replace)
		return
	case st.word(at, "USER"), st.word(at, "ROLE"):
		st.hide()
		st.manual(st.verb(at+1), "", "mysql.grant", st.verb(at+1))
		return
	case st.word(at, "MATERIALIZED") && st.word(at+1, "VIEW"):
		d.createMaterialized(st, at)
		return
	case st.word(at, "EXTERNAL") && st.word(at+1, "TABLE"):
		st.hide()
		_, name := st.nameAt(at + 2)
		st.manual("CREATE EXTERNAL TABLE", name, "mysql.external", st.verb(at+2))
		return
	case st.server("CREATE"):
		return
	}
	switch i := st.find("INDEX", "VIEW", "TRIGGER", "EVENT", "PROCEDURE", "FUNCTION", "PACKAGE"); {
	case i < 0:
		st.unknown()
	case st.words[i].Is("INDEX"):
		d.createIndex(st)
	case st.words[i].Is("PACKAGE"):
		st.manual("CREATE PACKAGE", "", "mysql.package", st.verb(3))
	default:
		d.createObject(st, i, replace)
	}
}

// createTable reads a CREATE TABLE of any kind.
func (d *reader) createTable(st *statement, replace bool) {
	const verb = "CREATE TABLE"
	at := st.find("TABLE") + 1
	database, name := st.nameAt(at)
	database = d.home(database)
	draft := schema.NewDraft()
	p := d.parser(st, draft)
	if p == nil {
		return
	}
	p.createTable()
	switch {
	case p.Err == nil:
	case p.Err.ID == "fault.ddl.like":
		if draft = d.like(st, p, database); draft == nil {
			return
		}
	case p.Err.ID == "fault.ddl.select":
		st.manual(verb, name, "mysql.table.select", st.verb(2))
		return
	default:
		st.Refused(st.Statement, verb, name, p.Err)
		return
	}
	draft.Schema, draft.Table.Name, draft.Original = database, name, st.Text
	draft.Places[draft] = st.Place
	if d.refusesName(st, verb, "", database, name, false) {
		return
	}
	if old := st.own(database, name); old != nil && replace {
		d.dropTable(st, old)
	}
	d.inherit(st, draft)
	if !st.Add(draft) {
		st.manual(verb, name, "mysql.table.twice", name)
		return
	}
	st.Converted(st.Statement, verb, name)
}

// own is a table of that very name and database, nil where there is none.
func (st *statement) own(database, name string) *schema.Draft {
	if draft := st.Table(database, name); draft != nil && strings.EqualFold(draft.Schema, database) {
		return draft
	}
	return nil
}

// inherit gives a table that names no character set its database's.
func (d *reader) inherit(st *statement, draft *schema.Draft) {
	t := draft.Table
	from := d.defaults[strings.ToLower(draft.Schema)]
	if t.Charset != "" || t.Collation != "" || from == (defaults{}) || !st.Follows("mysql.database.charset") {
		return
	}
	t.Charset, t.Collation = from.charset, from.collation
	st.Tell("mysql.database.charset", draft, st.Place, "", "", strings.TrimSpace(from.charset+" "+from.collation))
}

// like copies the table that a CREATE TABLE … LIKE names; nil where it is not in the
// script: the statement is settled then. Foreign keys are not copied.
func (d *reader) like(st *statement, p *parser, database string) *schema.Draft {
	at := 0
	for at < len(p.Tokens) && !p.Tokens[at].Is("LIKE") {
		at++
	}
	p.Err, p.At = nil, min(at+1, len(p.Tokens)-1)
	from, name := p.Qualified()
	if p.Err != nil {
		st.Refused(st.Statement, "CREATE TABLE", "", p.Err)
		return nil
	}
	if from == "" {
		from = database
	}
	model := st.Table(from, name)
	if model == nil {
		st.manual("CREATE TABLE", name, "mysql.table.missing", name)
		return nil
	}
	draft := copyDraft(model)
	draft.Table.ForeignKeys, draft.Table.AutoIncrement = nil, 0
	draft.Remarks = nil
	for _, r := range model.Remarks {
		if r.Phrase != schema.Inline && r.Phrase != schema.Temporary {
			draft.Remarks = append(draft.Remarks, r)
		}
	}
	return draft
}

// alter reads ALTER of whatever it changes.
func (d *reader) alter(st *statement) {
	switch at := st.find("TABLE", "DATABASE", "SCHEMA", "VIEW", "SEQUENCE", "USER", "PROCEDURE", "FUNCTION", "EVENT", "PACKAGE"); {
	case st.server("ALTER"):
	case at < 0:
		st.unknown()
	case st.words[at].Is("TABLE"):
		d.alterTable(st, at)
	case st.words[at].Is("DATABASE"), st.words[at].Is("SCHEMA"):
		d.createDatabase(st, at)
	case st.words[at].Is("VIEW"):
		d.createObject(st, at, true)
	default:
		_, name := st.nameAt(at + 1)
		st.manual("ALTER "+st.words[at].Value, name, "mysql.alter.object", st.verb(2))
	}
}

// alterTable folds an ALTER TABLE into the table that it changes.
func (d *reader) alterTable(st *statement, at int) {
	const verb = "ALTER TABLE"
	database, name := st.nameAt(at + 1)
	draft := st.Table(d.home(database), name)
	if draft == nil {
		if st.find("DISABLE", "ENABLE") >= 0 && st.find("KEYS") >= 0 {
			st.Passed(st.Statement, verb+" … KEYS", name)
			return
		}
		st.manual(verb, name, "mysql.table.missing", name)
		return
	}
	d.fold(st, draft, verb, func(a *alteration) {
		for !a.Done() && !a.Peek(0).Is("TABLE") {
			a.Next()
		}
		a.Next()
		a.Accept("IF", "EXISTS")
		a.Qualified()
		a.clauses()
	})
}

// fold makes a statement part of the draft that it changes.
func (d *reader) fold(st *statement, draft *schema.Draft, verb string, apply func(*alteration)) {
	p := d.parser(st, nil)
	if p == nil {
		return
	}
	name := draft.Table.Name
	a := d.attempt(draft, change{source: st.Text, tokens: p.Tokens, apply: apply})
	switch {
	case a.unknown != "":
		st.manual(verb, name, "mysql.alter.missing", a.unknown)
		return
	case a.Err != nil:
		st.Refused(st.Statement, verb, name, a.Err)
		return
	case a.emptied:
		st.manual(verb, name, "mysql.alter.emptied", st.verb(2))
		return
	}
	draft.Append(";\n" + st.Text)
	if a.renamed != "" && !d.renameTable(st, draft, a.database, a.renamed) {
		st.manual(verb, name, "mysql.rename.taken", a.renamed)
		return
	}
	st.Folded(st.Statement, verb, name)
}

// renameTable gives a table another name, and tells its children.
func (d *reader) renameTable(st *statement, draft *schema.Draft, database, name string) bool {
	database = d.home(database)
	if other := st.own(database, name); other != nil && other != draft || d.holder(st, "", database, name) != "" {
		return false
	}
	if strings.EqualFold(database, draft.Schema) { // to another database no table with triggers goes (1435)
		for _, o := range d.triggered(st, draft) {
			o.SQL = retarget(o.SQL, database, name)
			o.Original += ";\n" + st.Text
			d.triggerMade(o)
		}
	}
	for _, child := range st.Tables {
		for _, fk := range child.Table.ForeignKeys {
			if parent := st.Table(first(fk.RefSchema, child.Schema), fk.RefTable); parent == draft {
				delete(d.pasts, child)
				fk.RefTable, fk.RefSchema = name, ""
				if !strings.EqualFold(database, child.Schema) {
					fk.RefSchema = database
				}
			}
		}
	}
	st.Drop(draft)
	delete(d.pasts, draft)
	draft.Schema, draft.Table.Name = database, name
	st.Add(draft)
	return true
}

// first is the first text that is not empty.
func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// rename reads RENAME TABLE.
func (d *reader) rename(st *statement) {
	if st.word(1, "USER") {
		st.manual("RENAME USER", "", "mysql.grant", "RENAME USER")
		return
	}
	p := d.parser(st, nil)
	if p == nil {
		return
	}
	p.Next()
	if !p.AcceptAny("TABLE", "TABLES") {
		p.Unexpected()
	}
	p.Accept("IF", "EXISTS")
	missing, taken, object := "", "", ""
	for !p.Done() && !p.Peek(0).Sign(";") {
		database, name := p.Qualified()
		p.Expect("TO")
		newDatabase, newName := p.Qualified()
		if p.Err != nil {
			break
		}
		object = name
		draft := st.Table(d.home(database), name)
		switch {
		case draft == nil:
			missing = name
		case !d.renameTable(st, draft, newDatabase, newName):
			taken = newName
		default:
			draft.Append(";\n" + st.Text)
		}
		if !p.AcceptSign(",") {
			break
		}
	}
	switch {
	case p.Err != nil:
		st.Refused(st.Statement, "RENAME TABLE", object, p.Err)
	case missing != "":
		st.manual("RENAME TABLE", missing, "mysql.table.missing", missing)
	case taken != "":
		st.manual("RENAME TABLE", object, "mysql.rename.taken", taken)
	default:
		st.Folded(st.Statement, "RENAME TABLE", object)
	}
}

// createIndex folds a CREATE INDEX into its table.
func (d *reader) createIndex(st *statement) {
	d.foldIndex(st, "CREATE INDEX", (*alteration).indexOn)
}

// foldIndex makes a statement that names its table behind ON part of that.
func (d *reader) foldIndex(st *statement, verb string, apply func(*alteration)) {
	on := st.find("ON")
	database, name := st.nameAt(on + 1)
	if on < 0 || name == "" {
		st.unknown()
		return
	}
	draft := st.Table(d.home(database), name)
	if draft == nil {
		st.manual(verb, name, "mysql.table.missing", name)
		return
	}
	d.fold(st, draft, verb, apply)
}

// indexOn reads a CREATE INDEX: ADD KEY in other words.
func (a *alteration) indexOn() {
	t := a.Next()
	a.Accept("OR", "REPLACE")
	kind := schema.Plain
	switch {
	case a.AcceptAny("ONLINE", "OFFLINE"):
	case a.Accept("UNIQUE"):
		kind = schema.Unique
	case a.Accept("FULLTEXT"):
		kind = schema.FullText
	case a.Accept("SPATIAL"):
		kind = schema.Spatial
	}
	vector := a.Accept("VECTOR")
	a.Expect("INDEX")
	a.ifExists()
	index := &schema.Index{Kind: kind, Name: a.Identifier()}
	a.using(index)
	a.Expect("ON")
	a.Qualified()
	a.using(index)
	if vector {
		a.vectorOn(index.Name, t)
	} else {
		a.parts(index)
		a.keyOptions(index)
		a.addKey(index, t)
	}
	a.AcceptSign(";")
	if !a.Done() {
		a.Unexpected()
	}
}
