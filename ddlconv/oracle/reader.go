package oracle

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// reader reads one script. What belongs to a column (a sequence, a trigger) or needs the
// tables that come later (a view) waits until the end.
type reader struct {
	sequences map[string]*sequence       // by lower-case name
	counted   map[*schema.Draft]*counter // the column that counts, of a table that has one
	uses      uses                       // where numbers are taken from sequences
	views     []*view
	settled   map[*script.Object]int   // which outcome an object has
	primary   map[*schema.Draft]string // what a table's primary key is called
	domains   map[string]string        // the types of domains, by lower-case name
	emptied   syntax.Place             // the first DEFAULT ''
	defined   map[string]string        // the values of substitution variables, by upper-case name
	twins     twins                    // names that differ only in case
	literal   bool                     // SET DEFINE OFF: an ampersand is one
}

// parser reads a statement's tokens.
type parser struct {
	syntax.Cursor
	d *reader
	r *script.Reading
	s *script.Statement
	// draft is the table that is read or changed.
	draft *schema.Draft
}

// passed are the verbs of statements that bring data or speak of sessions and
// transactions.
var passed = map[string]bool{
	"INSERT": true, "UPDATE": true, "DELETE": true, "MERGE": true, "SELECT": true, "WITH": true, "LOCK": true,
	"COMMIT": true, "ROLLBACK": true, "SAVEPOINT": true, "SET": true, "EXPLAIN": true,
	"ANALYZE": true, "TRUNCATE": true, "PURGE": true, "FLASHBACK": true,
}

// Read takes one statement.
func (d *reader) Read(s *script.Statement, r *script.Reading) {
	if s.Client {
		d.client(s, r)
		return
	}
	if s.Open {
		r.Refused(s, opening(s), "", syntax.At("fault.ddl.unfinished", s.Place, syntax.Near(s.Text, 0)))
		return
	}
	if verb := s.Head(1); passed[verb] {
		r.Passed(s, verb, "")
		return
	}
	text := d.substitute(s.Text)
	tokens, err := lex(text, s.Place)
	tokens, unknown := withoutVariables(tokens)
	d.uses.find(tokens, s.Place)
	p := &parser{Cursor: syntax.Cursor{Source: text, Tokens: tokens}, d: d, r: r, s: s}
	if p.code() {
		return
	}
	if unknown != "" {
		p.manualWith(s.Head(2), "", "oracle.substitution", unknown)
		return
	}
	if err != nil {
		r.Refused(s, s.Head(2), "", err)
		return
	}
	p.statement()
}

// opening is what a statement that never ends begins with: a comment hides what follows it.
func opening(s *script.Statement) string {
	if strings.HasPrefix(s.Text, "/*") {
		return "/*"
	}
	return s.Head(2)
}

// statement reads a statement of SQL that says something about the schema.
func (p *parser) statement() {
	switch {
	case p.Accept("CREATE"):
		p.create()
	case p.Accept("ALTER"):
		p.alter()
	case p.Accept("COMMENT", "ON"):
		p.comment()
	case p.Accept("DROP"):
		p.drop()
	case p.Accept("RENAME"):
		p.rename()
	case p.Ahead("GRANT"), p.Ahead("REVOKE"):
		p.manual(p.Peek(0).Value, "", "oracle.grant")
	case p.Ahead("CALL"):
		p.Next()
		owner, name := p.Qualified()
		if owner != "" {
			name = owner + "." + name
		}
		p.manualWith("CALL", name, "oracle.call", name)
	case p.Ahead("AUDIT"), p.Ahead("NOAUDIT"), p.Ahead("ADMINISTER"), p.Ahead("ASSOCIATE"), p.Ahead("DISASSOCIATE"):
		p.manual(p.Peek(0).Value, "", "oracle.object")
	default:
		p.manual(p.s.Head(2), "", "oracle.statement")
	}
}

// manual settles the statement as one for a person; the words that matter are its first.
func (p *parser) manual(verb, object, id string) {
	s := *p.s
	if p.Source == s.Text || !strings.Contains(s.Text, "&") {
		s.Text = withoutSecrets(s.Text, p.Tokens)
	} else {
		s.Text = withoutSecrets(p.Source, p.Tokens)
	}
	p.r.Manual(&s, verb, object, id, syntax.Near(s.Text, 0))
}

// withoutSecrets is a statement's text with stars for the passwords in it, which stand
// behind IDENTIFIED BY, AUTHENTICATED BY and BY VALUES.
func withoutSecrets(text string, tokens []syntax.Token) string {
	var b strings.Builder
	from := 0
	for i, t := range tokens {
		if i < 2 {
			continue
		}
		secret := tokens[i-1].Is("BY") && (tokens[i-2].Is("IDENTIFIED") || tokens[i-2].Is("AUTHENTICATED")) && !t.Is("VALUES") ||
			tokens[i-1].Is("VALUES") && tokens[i-2].Is("BY") && t.Kind == syntax.Text || tokens[i-1].Is("REPLACE") && tokens[0].Is("ALTER")
		if end := t.Offset + len(t.Raw); secret && from <= t.Offset && end <= len(text) {
			b.WriteString(text[from:t.Offset] + "***")
			from = end
		}
	}
	return b.String() + text[from:]
}

// manualWith does so with other words.
func (p *parser) manualWith(verb, object, id, was string) { p.r.Manual(p.s, verb, object, id, was) }

// routines are the units of PL/SQL and Java that CREATE makes, by the rule that tells of
// them.
var routines = map[string]string{
	"PROCEDURE": "oracle.routine", "FUNCTION": "oracle.routine", "PACKAGE": "oracle.routine", "JAVA": "oracle.routine",
	"LIBRARY": "oracle.routine", "TYPE": "oracle.type",
}

// code settles what is written in PL/SQL, which is no SQL to be read whole.
func (p *parser) code() bool {
	switch {
	case p.Ahead("DECLARE"), p.Ahead("BEGIN"), p.Peek(0).Sign("<<"):
		inner := p.guarded()
		switch {
		case p.dropsOnly():
			p.r.Passed(p.s, "BEGIN", "")
		case inner != "":
			p.d.Read(&script.Statement{Text: inner, Place: p.s.Place, Last: p.s.Last, Open: p.s.Open}, p.r)
		default:
			p.manual("BEGIN", "", "oracle.block")
		}
		return true
	case p.Accept("CREATE"):
	default:
		return false
	}
	p.Accept("OR", "REPLACE")
	p.AcceptAny("EDITIONABLE", "NONEDITIONABLE")
	kind := p.Peek(0).Value
	if id, ok := routines[kind]; ok && p.Peek(0).Kind == syntax.Word {
		p.Next()
		if p.Accept("BODY") {
			kind += " BODY"
		}
		p.Accept("IF", "NOT", "EXISTS")
		p.secondWords()
		_, name := p.Qualified()
		p.manual("CREATE "+kind, name, id)
		return true
	}
	if p.Accept("TRIGGER") {
		p.trigger()
		return true
	}
	p.At, p.Err = 0, nil
	return false
}

// dropsOnly tells whether a block does nothing but drop things, and pass over what is not
// there to be dropped.
func (p *parser) dropsOnly() bool {
	drops := 0
	for i, t := range p.Tokens {
		switch {
		case t.Is("IMMEDIATE"):
			what := p.Peek(i + 1 - p.At)
			if what.Kind != syntax.Text || !strings.HasPrefix(strings.ToUpper(strings.TrimSpace(what.Value)), "DROP ") {
				return false
			}
			drops++
		case t.Is("INSERT"), t.Is("UPDATE"), t.Is("DELETE"), t.Is("SELECT"), t.Is("LOOP"), t.Sign(":="):
			return false
		}
	}
	return drops > 0
}

// others are what else CREATE makes, by the rule that tells why a person must see to it.
var others = map[string]string{
	"SYNONYM": "oracle.synonym", "USER": "oracle.user", "ROLE": "oracle.user", "PROFILE": "oracle.user", "SCHEMA": "oracle.object",
	"TABLESPACE": "oracle.storage", "TEMPORARY": "oracle.storage", "DATABASE": "oracle.storage", "CONTROLFILE": "oracle.storage", "ROLLBACK": "oracle.storage",
	"DISKGROUP": "oracle.storage", "PFILE": "oracle.storage", "SPFILE": "oracle.storage", "CLUSTER": "oracle.storage",
	"DIRECTORY": "oracle.object", "DIMENSION": "oracle.object", "OPERATOR": "oracle.object", "INDEXTYPE": "oracle.object",
	"CONTEXT": "oracle.object", "OUTLINE": "oracle.object", "EDITION": "oracle.object", "FLASHBACK": "oracle.object",
	"DOMAIN": "oracle.object", "ATTRIBUTE": "oracle.object", "ANALYTIC": "oracle.object", "HIERARCHY": "oracle.object",
	"AUDIT": "oracle.object", "RESTORE": "oracle.object", "LOCKDOWN": "oracle.object", "INMEMORY": "oracle.object",
	"PROPERTY": "oracle.object", "MLE": "oracle.routine", "JSON": "oracle.view.object", "ASSERTION": "oracle.object",
}

// create reads a CREATE of something that is no PL/SQL.
func (p *parser) create() {
	p.Accept("OR", "REPLACE")
	replaces := p.At == 3
	for p.AcceptAny("FORCE", "NOFORCE", "EDITIONABLE", "NONEDITIONABLE", "EDITIONING", "NO", "PUBLIC", "SHARED",
		"BIGFILE", "SMALLFILE", "UNDO") {
	}
	switch {
	case p.tableAhead():
		p.createTable()
	case p.Ahead("INDEX"), p.Peek(1).Is("INDEX"):
		p.createIndex()
	case p.Accept("SEQUENCE"):
		p.createSequence()
	case p.Accept("VIEW"):
		p.createView(replaces)
	case p.Accept("MATERIALIZED", "VIEW"), p.Accept("MATERIALIZED", "ZONEMAP"), p.Accept("SNAPSHOT"):
		verb := "CREATE MATERIALIZED VIEW"
		if p.Accept("LOG") {
			verb += " LOG"
			p.Accept("ON")
		}
		_, name := p.Qualified()
		p.manual(verb, name, "oracle.materialized")
	case p.Accept("DATABASE", "LINK"):
		p.manual("CREATE DATABASE LINK", p.Peek(0).Identifier(), "oracle.link")
	default:
		kind := p.Next()
		id, ok := others[kind.Value]
		if !ok || kind.Kind != syntax.Word {
			p.manual(p.s.Head(2), "", "oracle.statement")
			return
		}
		name := ""
		p.secondWords()
		if p.Accept("IF", "NOT", "EXISTS"); p.Peek(0).Named() {
			_, name = p.Qualified()
		}
		if kind.Is("DOMAIN") && p.Accept("AS") {
			if of := p.dataType(); of != "" && p.Err == nil {
				p.d.domains[strings.ToLower(name)] = of
			}
		}
		p.manual("CREATE "+kind.Value, name, id)
	}
}

// secondWords takes the words behind the first that say what a thing is: FLASHBACK ARCHIVE,
// JSON RELATIONAL DUALITY VIEW, JAVA SOURCE NAMED.
func (p *parser) secondWords() {
	for p.Peek(1).Named() && p.AcceptAny("ARCHIVE", "GRAPH", "POLICY", "DIMENSION", "VIEW", "RELATIONAL", "DUALITY", "COLLECTION", "TABLE", "SOURCE", "CLASS",
		"RESOURCE", "NAMED", "MODULE", "ENV", "JOIN", "GROUP", "PROFILE", "POINT", "FILE", "OUTLINE") {
	}
}

// drop passes over a DROP: of a table that the script has made by then, it takes the
// table out.
func (p *parser) drop() {
	if !p.Accept("TABLE") {
		p.dropOther()
		return
	}
	p.Accept("IF", "EXISTS")
	owner, name := p.tableName()
	if draft := p.r.Table(owner, name); draft != nil && p.Err == nil {
		p.r.Drop(draft)
		delete(p.d.counted, draft)
	}
	p.r.Passed(p.s, "DROP TABLE", "")
}

// dropOther passes over the DROP of something else: an index, a sequence or a view that
// the script has made by then is taken out.
func (p *parser) dropOther() {
	kind := p.Next().Value
	verb := "DROP " + kind
	p.Accept("IF", "EXISTS")
	name := ""
	if p.Peek(0).Named() {
		_, name = p.tableName()
	}
	switch kind {
	case "INDEX":
		for _, draft := range p.r.Tables {
			table := draft.Table
			for i, index := range table.Indexes {
				if index.Name != "" && strings.EqualFold(index.Name, name) {
					table.Indexes = slices.Delete(slices.Clone(table.Indexes), i, i+1)
					p.fold(draft, verb)
					return
				}
			}
		}
	case "SEQUENCE":
		if s := p.d.sequences[strings.ToLower(name)]; s != nil {
			delete(p.d.sequences, strings.ToLower(name))
			p.r.Objects = slices.DeleteFunc(p.r.Objects, func(o *script.Object) bool { return o == s.object })
		}
	case "VIEW":
		p.d.dropView(name, p.r)
	}
	p.r.Passed(p.s, verb, "")
}

// fold settles the statement as part of a table, whose text it joins.
func (p *parser) fold(draft *schema.Draft, verb string) {
	draft.Append("\n" + p.s.Text + ";")
	p.r.Folded(p.s, verb, draft.Table.Name)
}
