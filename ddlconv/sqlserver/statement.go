package sqlserver

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/syntax"
)

// statement reads a statement by its first words.
func (p *parser) statement(words []string) {
	switch words[0] {
	case "CREATE":
		p.create(words)
	case "ALTER":
		p.alter(words)
	case "DROP":
		p.drop(words)
	case "EXEC", "EXECUTE":
		p.exec()
	case "SELECT":
		p.selects()
	case "DBCC":
		p.dbcc()
	case "GRANT", "REVOKE", "DENY":
		p.manual(words[0], p.granted(), "sqlserver.grant", words[0])
	default:
		switch {
		case p.Peek(1).Sign(":"): // a label of GOTO
			p.r.Passed(p.s, "LABEL", "")
		case strings.HasPrefix(words[0], "SP_") || strings.HasPrefix(words[0], "XP_"): // the first of a batch needs no EXEC
			p.exec()
		case passing[words[0]]: // and half of it
			p.settle(words[0], "", func() { p.r.Passed(p.s, words[0], "") })
		default:
			p.manual(words[0], "", "sqlserver.statement", firstWords(p.s.Text))
		}
	}
}

// firstWords are the beginning of a text in one line.
func firstWords(text string) string {
	return syntax.Near(strings.Join(strings.Fields(text[:min(len(text), 200)]), " "), 0)
}

// manual settles a statement that a person must look at, or, where its text ended too
// early, one that cannot be read.
func (p *parser) manual(verb, object, id, was string) {
	if p.s.Open {
		p.r.Refused(p.s, verb, object, syntax.At("fault.ddl.unfinished", p.s.Place, firstWords(p.s.Text)))
		return
	}
	p.r.Manual(p.s, verb, object, id, was)
}

// granted is the object of a GRANT, REVOKE or DENY.
func (p *parser) granted() string {
	for !p.Done() {
		if p.Next().Is("ON") {
			for p.Peek(0).Kind == syntax.Word && p.Peek(1).Sign("::") {
				p.At += 2
			}
			if p.Peek(0).Named() {
				_, name := p.name(p.Cursor)
				return name
			}
		}
	}
	return ""
}

// create reads a CREATE by what it makes.
func (p *parser) create(words []string) {
	verb := verbOf(words)
	switch words[1] {
	case "TABLE":
		p.createTable()
		return
	case "TYPE":
		p.createType()
		return
	case "SEQUENCE":
		p.createSequence()
		return
	case "DEFAULT", "RULE":
		p.createBound(words[1])
		return
	case "PARTITION":
		p.createPartition(words[2])
		return
	case "DATABASE":
		p.database(words)
		return
	case "SCHEMA":
		p.At = 2
		if !p.Ahead("AUTHORIZATION") {
			p.batchSchema = p.Identifier()
		}
		p.r.Passed(p.s, verb, p.batchSchema)
		return
	case "FULLTEXT":
		if words[2] == "INDEX" {
			p.createFulltext()
			return
		}
	case "XML":
		if words[2] == "SCHEMA" {
			p.At = 4
			_, name := p.name(p.Cursor)
			p.manual("CREATE XML SCHEMA COLLECTION", name, "sqlserver.xml.schemas", name)
			return
		}
		p.createIndex()
		return
	case "UNIQUE", "CLUSTERED", "NONCLUSTERED", "COLUMNSTORE", "PRIMARY", "SPATIAL", "INDEX", "SELECTIVE", "VECTOR":
		p.createIndex()
		return
	case "VIEW":
		p.createView()
		return
	case "OR":
		if words[3] == "VIEW" {
			p.createView()
			return
		}
	}
	p.elsewhere(verb, words)
}

// reasons are why objects of other kinds are left to a person, by the word that names
// the kind.
var reasons = map[string]string{
	"PROCEDURE": "sqlserver.routine", "PROC": "sqlserver.routine", "FUNCTION": "sqlserver.routine", "TRIGGER": "sqlserver.trigger",
	"SYNONYM": "sqlserver.synonym", "VIEW": "sqlserver.view",
	"USER": "sqlserver.grant", "LOGIN": "sqlserver.grant", "ROLE": "sqlserver.grant", "AUTHORIZATION": "sqlserver.grant",
	"APPLICATION": "sqlserver.grant", "SERVER": "sqlserver.server", "CREDENTIAL": "sqlserver.secret",
	"CERTIFICATE": "sqlserver.secret", "ASYMMETRIC": "sqlserver.secret", "SYMMETRIC": "sqlserver.secret", "MASTER": "sqlserver.secret",
	"COLUMN": "sqlserver.secret", "CRYPTOGRAPHIC": "sqlserver.secret", "SECURITY": "sqlserver.policy",
	"ASSEMBLY": "sqlserver.clr", "AGGREGATE": "sqlserver.clr",
	"QUEUE": "sqlserver.broker", "SERVICE": "sqlserver.broker", "CONTRACT": "sqlserver.broker", "MESSAGE": "sqlserver.broker",
	"ROUTE": "sqlserver.broker", "REMOTE": "sqlserver.broker", "BROKER": "sqlserver.broker",
	"EVENT": "sqlserver.server", "ENDPOINT": "sqlserver.server", "RESOURCE": "sqlserver.server", "WORKLOAD": "sqlserver.server",
	"AVAILABILITY": "sqlserver.server", "EXTERNAL": "sqlserver.external", "XML": "sqlserver.xml.schemas", "DEFAULT": "sqlserver.bound", "RULE": "sqlserver.bound",
}

// elsewhere settles what makes or changes an object of another kind than tables.
func (p *parser) elsewhere(verb string, words []string) {
	at := 1
	if words[1] == "OR" {
		at = 3
	}
	kind := words[at]
	p.At = at + 1
	switch kind {
	case "STATISTICS", "FULLTEXT": // how a query is planned, where an index is kept
		p.r.Passed(p.s, verb, "")
		return
	case "XML":
		p.At = 4
	case "ASYMMETRIC", "SYMMETRIC", "MASTER", "APPLICATION", "SECURITY", "MESSAGE", "EXTERNAL", "EVENT", "SERVER", "DATABASE":
		p.At++
	}
	if p.Ahead("AUDIT") || p.Ahead("ENCRYPTION") || p.Ahead("NOTIFICATION") || p.Ahead("DATA") || p.Ahead("FILE") {
		p.At++
	}
	name := ""
	if p.Peek(0).Named() && kind != "AUTHORIZATION" {
		_, name = p.name(p.Cursor)
	}
	id, known := reasons[kind]
	was := kind
	switch {
	case !known:
		id, was = "sqlserver.statement", firstWords(p.s.Text)
	case kind == "FUNCTION":
		p.rememberFunction(name)
	case kind == "TRIGGER":
		if p.Accept("ON") && (p.Ahead("DATABASE") || p.Ahead("ALL", "SERVER")) {
			id = "sqlserver.trigger.ddl"
		}
	}
	if kind == "PROC" {
		was = "PROCEDURE"
	}
	p.manual(verb, name, id, was)
}

// rememberFunction keeps what a function gives, for the computed columns that call it.
func (p *parser) rememberFunction(name string) {
	if p.Peek(0).Sign("(") {
		p.Next()
		p.Balanced()
		p.Next()
	}
	if p.Accept("RETURNS") && p.Peek(0).Named() && !p.Ahead("TABLE") {
		typ, _ := p.dataType(p.Cursor)
		p.functions[strings.ToLower(name)] = typ
	}
	p.Err = nil
}

// database settles what makes or changes a database: the target's is chosen elsewhere,
// only its collation is of interest.
func (p *parser) database(words []string) {
	name := ""
	if p.Peek(2).Named() {
		name = p.Peek(2).Identifier()
	}
	verb := words[0] + " DATABASE"
	switch words[2] {
	case "AUDIT":
		p.manual(verb+" AUDIT", "", "sqlserver.server", "AUDIT")
		return
	case "SCOPED":
		if p.Peek(3).Is("CREDENTIAL") {
			p.manual(verb+" SCOPED CREDENTIAL", "", "sqlserver.secret", "CREDENTIAL")
			return
		}
	case "ENCRYPTION":
		p.manual(verb+" ENCRYPTION KEY", "", "sqlserver.secret", "ENCRYPTION KEY")
		return
	}
	for !p.Done() {
		if p.Accept("COLLATE") && p.Peek(0).Named() {
			if collation, ok := collationOf(p.Next().Identifier()); ok {
				p.collation = collation
			}
		}
		p.Next()
	}
	p.r.Passed(p.s, verb, name)
}

// selects settles a SELECT: one INTO a table makes it.
func (p *parser) selects() {
	depth := 0
	for ; !p.Done(); p.At++ {
		switch t := p.Peek(0); {
		case t.Sign("("):
			depth++
		case t.Sign(")"):
			depth--
		case t.Is("INTO") && depth == 0 && p.Peek(1).Named():
			p.At++
			database, name := p.name(p.Cursor)
			if !strings.HasPrefix(name, "#") {
				if p.copied(database, name) {
					return
				}
				p.manual("SELECT INTO", name, "sqlserver.select", name)
				return
			}
		}
	}
	p.settle("SELECT", "", func() { p.r.Passed(p.s, "SELECT", "") })
}

// dbcc settles a command of the server's upkeep: CHECKIDENT sets what a table counts on
// from.
func (p *parser) dbcc() {
	p.Next()
	if p.Accept("CHECKIDENT") && p.AcceptSign("(") {
		name := p.Next().Value
		if p.AcceptSign(",") && p.Accept("RESEED") && p.AcceptSign(",") && p.Peek(0).Kind == syntax.Number {
			last := p.Integer()
			database, table := split(name)
			if d := p.known(database, table); d != nil && p.Err == nil {
				d.Table.AutoIncrement = last + 1
				p.fold(d)
				p.r.Folded(p.s, "DBCC CHECKIDENT", table)
				return
			}
		}
	}
	p.r.Passed(p.s, "DBCC", "")
}

// split cuts a name that stands in a string: 'dbo.t', '[dbo].[t]'.
func split(name string) (database, table string) {
	tokens, err := lex(name, syntax.Place{}, false)
	if err != nil || !tokens[0].Named() {
		return usualSchema, name
	}
	return (&reader{}).name(&syntax.Cursor{Source: name, Tokens: tokens})
}

// drop settles a DROP: what it drops is mostly not there, but cleared away before it is
// made.
func (p *parser) drop(words []string) {
	verb := "DROP " + words[1]
	p.At = 2
	p.Accept("IF", "EXISTS")
	switch words[1] {
	case "TABLE":
		p.dropTables()
		return
	case "INDEX":
		p.dropIndexes()
		return
	case "VIEW":
		dropped := ""
		for p.Peek(0).Named() {
			database, name := p.name(p.Cursor)
			for i, v := range p.views {
				if strings.EqualFold(v.name, name) && strings.EqualFold(v.database, database) {
					p.views = append(p.views[:i:i], p.views[i+1:]...)
					dropped = name
					break
				}
			}
			if !p.AcceptSign(",") {
				break
			}
		}
		p.settle(verb, dropped, func() {
			if dropped != "" {
				p.r.Folded(p.s, verb, dropped)
			} else {
				p.r.Passed(p.s, verb, "")
			}
		})
		return
	case "PROC":
		verb = "DROP PROCEDURE"
	case "TYPE":
		if p.Peek(0).Named() {
			_, name := p.name(p.Cursor)
			delete(p.aliases, strings.ToLower(name))
		}
	case "SEQUENCE":
		if p.Peek(0).Named() {
			database, name := p.name(p.Cursor)
			gone := p.sequenceOf(database, name)
			delete(p.sequences, exact(database, strings.ToLower(name)))
			for i, o := range p.r.Objects {
				if gone != nil && o == gone.object {
					p.r.Objects = append(p.r.Objects[:i:i], p.r.Objects[i+1:]...)
					break
				}
			}
		}
	}
	if p.s.Open {
		p.manual(verb, "", "sqlserver.statement", "")
		return
	}
	p.r.Passed(p.s, verb, "")
}

// dropTables takes tables out that are there.
func (p *parser) dropTables() {
	dropped := ""
	for !p.Done() && p.Err == nil {
		database, name := p.name(p.Cursor)
		if d := p.known(database, name); d != nil {
			p.r.Drop(d)
			dropped = name
		}
		if !p.AcceptSign(",") {
			break
		}
	}
	p.settle("DROP TABLE", dropped, func() {
		if dropped != "" {
			p.r.Folded(p.s, "DROP TABLE", dropped)
		} else {
			p.r.Passed(p.s, "DROP TABLE", "")
		}
	})
}

// dropIndexes takes indexes out: DROP INDEX i ON t, and the old DROP INDEX t.i.
func (p *parser) dropIndexes() {
	dropped := ""
	for !p.Done() && p.Err == nil {
		path := []string{p.Identifier()}
		for p.AcceptSign(".") {
			path = append(path, p.Identifier())
		}
		index := path[len(path)-1]
		database, table := usualSchema, ""
		switch {
		case p.Accept("ON"):
			database, table = p.name(p.Cursor)
		case len(path) > 1:
			table = path[len(path)-2]
			if len(path) > 2 {
				database = path[len(path)-3]
			}
		}
		if p.Accept("WITH") && p.AcceptSign("(") {
			p.Balanced()
			p.ExpectSign(")")
		}
		if d := p.known(database, table); d != nil {
			removeIndex(d, index)
			p.fold(d)
			dropped = index
		}
		if !p.AcceptSign(",") {
			break
		}
	}
	p.settle("DROP INDEX", dropped, func() {
		if dropped != "" {
			p.r.Folded(p.s, "DROP INDEX", dropped)
		} else {
			p.r.Passed(p.s, "DROP INDEX", "")
		}
	})
}
