package mysql

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/syntax"
)

// passing are the statements that say nothing about the schema: data, sessions,
// transactions, what only shows or tends.
var passing = map[string]bool{
	"INSERT": true, "REPLACE": true, "LOAD": true, "UPDATE": true, "DELETE": true, "TRUNCATE": true, "VALUES": true,
	"IMPORT": true, "LOCK": true, "UNLOCK": true, "BEGIN": true, "START": true, "COMMIT": true, "ROLLBACK": true,
	"SAVEPOINT": true, "RELEASE": true, "XA": true, "ANALYZE": true, "ANALYSE": true, "OPTIMIZE": true, "CHECK": true,
	"REPAIR": true, "CHECKSUM": true, "FLUSH": true, "RESET": true, "PURGE": true, "KILL": true, "SHOW": true,
	"EXPLAIN": true, "DESCRIBE": true, "DESC": true, "HELP": true, "CACHE": true, "HANDLER": true, "BINLOG": true,
	"SHUTDOWN": true, "RESTART": true, "CHANGE": true, "STOP": true, "TABLE": true, "GET": true,
}

// reasons are the rules that say why a person must look at a statement, by its first
// word.
var reasons = map[string]string{
	"GRANT": "mysql.grant", "REVOKE": "mysql.grant",
	"CALL": "mysql.call", "PREPARE": "mysql.dynamic", "EXECUTE": "mysql.dynamic", "DEALLOCATE": "mysql.dynamic",
	"INSTALL": "mysql.plugin", "UNINSTALL": "mysql.plugin",
	"IF": "mysql.program", "DECLARE": "mysql.program", "WHILE": "mysql.program", "END": "mysql.program", "RETURN": "mysql.program",
	"SIGNAL": "mysql.program", "RESIGNAL": "mysql.program",
}

// other settles a statement that no other function reads.
func (st *statement) other(first string) {
	switch {
	case first == "BEGIN" && st.word(1, "NOT"):
		st.manual("BEGIN NOT ATOMIC", "", "mysql.program", st.verb(3))
	case first == "TABLE" && len(st.words) > 1 && !st.words[1].Named():
		st.unknown()
	case first == "START" || first == "LOCK" || first == "UNLOCK" || first == "LOAD" || first == "SHOW":
		st.passed(2)
	case passing[first]:
		st.passed(1)
	case st.bracketed():
		st.passed(1)
	case first == "WITH":
		st.with()
	case reasons[first] == "mysql.grant":
		st.hide()
		st.manual(first, "", "mysql.grant", st.verb(2))
	case reasons[first] != "":
		_, name := st.nameAt(1)
		st.manual(first, name, reasons[first], st.verb(2))
	default:
		st.unknown()
	}
}

// bracketed tells whether a statement is a SELECT in parentheses.
func (st *statement) bracketed() bool {
	for _, w := range st.words {
		if !w.Sign("(") {
			return w.Is("SELECT")
		}
	}
	return false
}

// with passes a statement that begins with common table expressions: rows in any case.
func (st *statement) with() {
	if len(st.words) > 2 && st.words[1].Named() {
		st.passed(1)
		return
	}
	st.unknown()
}

// unknown settles what is no statement that anybody knows.
func (st *statement) unknown() {
	st.Refused(st.Statement, st.verb(1), "", syntax.At("fault.ddl.syntax", st.Place, syntax.Near(st.Text, 0)))
}

// client settles a command of the mysql client. One that reads another file leaves
// something out that may matter.
func (st *statement) client() {
	verb, argument, _ := strings.Cut(st.Text, " ")
	verb = strings.ToUpper(verb)
	if verb == "SOURCE" || verb == `\.` {
		st.manual("SOURCE", strings.TrimSpace(argument), "mysql.source", strings.TrimSpace(argument))
		return
	}
	st.Passed(st.Statement, verb, "")
}

// hide replaces the strings of a statement about users: they may be passwords.
func (st *statement) hide() {
	tokens, err := lex(st.Text, st.mode)
	if err != nil {
		return
	}
	var b strings.Builder
	at := 0
	for i, t := range tokens {
		if t.Kind != syntax.Text || i == 0 || !tokens[i-1].Is("BY") && !tokens[i-1].Is("AS") && !tokens[i-1].Is("PASSWORD") && !tokens[i-1].Sign("(") && !tokens[i-1].Sign("=") {
			continue
		}
		b.WriteString(st.Text[at:t.Offset] + "'…'")
		at = t.Offset + len(t.Raw)
	}
	b.WriteString(st.Text[at:])
	hidden := *st.Statement
	hidden.Text = b.String()
	st.Statement = &hidden
}

// use reads USE, behind whose line nothing may stand: it would pass unread.
func (d *reader) use(st *statement) {
	if len(st.words) > 2 && st.words[2].Place.Line > st.words[1].Place.Line {
		st.unknown()
		return
	}
	_, d.database = st.nameAt(1)
	d.databases[strings.ToLower(d.database)] = true
	st.Passed(st.Statement, "USE", d.database)
}

// set reads SET: of what it sets only the meaning of quotes matters here.
func (d *reader) set(st *statement) {
	if st.word(1, "PASSWORD") || st.word(1, "DEFAULT") || st.word(1, "ROLE") {
		st.hide()
		st.manual(st.verb(2), "", "mysql.grant", st.verb(2))
		return
	}
	if setsMode(st.Text) {
		d.session.set(st.Text)
	}
	st.passed(1)
}

// createDatabase reads CREATE and ALTER DATABASE: what matters is the character set that
// tables have from it.
func (d *reader) createDatabase(st *statement, at int) {
	_, name := st.nameAt(at + 1)
	database := strings.ToLower(name)
	d.databases[database] = true
	p := d.parser(st, nil)
	if p == nil {
		return
	}
	was := d.defaults[database]
	for !p.Done() {
		switch {
		case p.characterSet():
			p.AcceptSign("=")
			was = defaults{}
			if !p.Accept("DEFAULT") {
				was.charset = strings.ToLower(p.Next().Identifier())
			}
		case p.Accept("COLLATE"):
			p.AcceptSign("=")
			was.collation = ""
			if !p.Accept("DEFAULT") {
				was.collation = strings.ToLower(p.Next().Identifier())
			}
		default:
			p.Next()
		}
	}
	d.defaults[database] = was
	st.Passed(st.Statement, st.verb(1)+" DATABASE", name)
}

// server settles CREATE, ALTER and DROP of what belongs to a server and not to a schema;
// it tells whether the statement is of that kind.
func (st *statement) server(verb string) bool {
	switch {
	case st.word(1, "USER"), st.word(1, "ROLE"):
		st.hide()
		st.manual(verb+" "+st.words[1].Value, "", "mysql.grant", st.verb(2))
	case st.word(1, "SERVER"):
		st.hide()
		_, name := st.nameAt(2)
		st.manual(verb+" SERVER", name, "mysql.server", st.verb(2))
	case st.word(1, "TABLESPACE"), st.word(1, "UNDO"), st.word(1, "LOGFILE"):
		at := 2
		if st.word(1, "UNDO") || st.word(1, "LOGFILE") {
			at = 3
		}
		_, name := st.nameAt(at)
		st.manual(st.verb(at), name, "mysql.tablespace", st.verb(at))
	case st.word(1, "TABLEGROUP"), st.word(1, "TENANT"), st.word(1, "OUTLINE"), st.word(1, "RESTORE"), st.word(1, "DBLINK"), st.word(1, "CONTEXT"),
		st.word(1, "RESOURCE") && (st.word(2, "UNIT") || st.word(2, "POOL")):
		_, name := st.nameAt(st.find("TABLEGROUP", "TENANT", "OUTLINE", "UNIT", "POOL", "DBLINK") + 1)
		st.manual(st.verb(2), name, "mysql.tenant", st.verb(2))
	case st.word(1, "RESOURCE"), st.word(1, "INSTANCE"), st.word(1, "LIBRARY"), st.word(1, "SPATIAL") && st.word(2, "REFERENCE"),
		st.word(1, "OR") && st.word(3, "SPATIAL"):
		st.manual(st.verb(3), "", "mysql.instance", st.verb(3))
	default:
		return false
	}
	return true
}
