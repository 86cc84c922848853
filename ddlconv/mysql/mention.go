package mysql

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// mention is a place in a statement where a table, a view or a routine is named.
type mention struct {
	// at is its first token, name the last: the same one where no database stands before.
	at, name int
	alias    string // that it is called by in the statement, "" without
	routine  bool
}

// level is what a pair of parentheses holds.
type level struct {
	tables bool // a list of tables goes on: a comma brings the next
	call   bool // the arguments of a function, in which FROM is a word of it
}

// mentions finds the tables, views and routines that a statement names.
type mentions struct {
	tokens []syntax.Token
	found  []mention
	levels []level
	// expects tells that a table comes next.
	expects bool
	// inserts tells that INTO names a table, and no variable.
	inserts bool
}

// mentionsIn are those of the tokens of a statement. The names of common table
// expressions are none.
func mentionsIn(tokens []syntax.Token) []mention {
	m := &mentions{tokens: tokens, levels: []level{{}}}
	for i := 0; i < len(tokens); {
		i = m.step(i)
	}
	common := m.common()
	return slices.DeleteFunc(m.found, func(one mention) bool {
		return one.at == one.name && common[strings.ToLower(tokens[one.name].Identifier())]
	})
}

// token is the one at a position, the last one beyond.
func (m *mentions) token(i int) syntax.Token {
	if i < 0 {
		return syntax.Token{}
	}
	return m.tokens[min(i, len(m.tokens)-1)]
}

// top is the innermost level.
func (m *mentions) top() *level { return &m.levels[len(m.levels)-1] }

// step looks at a token, and gives the position of the next.
func (m *mentions) step(i int) int {
	t := m.tokens[i]
	switch {
	case t.Sign("("):
		before := m.token(i - 1)
		m.levels = append(m.levels, level{tables: m.expects, call: before.Named() && !m.expects})
		return i + 1
	case t.Sign(")"):
		if len(m.levels) > 1 {
			m.levels = m.levels[:len(m.levels)-1]
		}
		m.expects = false
	case t.Sign(","):
		m.expects = m.top().tables
	case t.Sign(";"):
		m.expects, m.inserts, m.levels = false, false, []level{{}}
	case t.Kind == syntax.Word && m.keyword(i):
	case t.Named() && m.expects:
		return m.table(i)
	case t.Named() && m.token(i+1).Sign(".") && m.token(i+2).Named() && m.token(i+3).Sign("(") && !m.token(i-1).Sign("."):
		m.found = append(m.found, mention{at: i, name: i + 2, routine: true})
		return i + 3
	case t.Named():
	default:
		m.expects = m.expects && t.Sign("{")
	}
	return i + 1
}

// keyword looks at a word that may say what comes next, and tells whether it is one.
func (m *mentions) keyword(i int) bool {
	before := m.token(i - 1)
	if before.Sign(".") || m.token(i+1).Sign(".") {
		return false
	}
	list := func() {
		m.expects, m.top().tables = true, true
	}
	switch t := m.tokens[i]; t.Value {
	case "FROM":
		if !m.top().call {
			list()
		}
	case "JOIN":
		list()
	case "STRAIGHT_JOIN": // or, behind SELECT, a word on how to join
		if !before.Is("SELECT") && !before.Is("DISTINCT") && !before.Is("HIGH_PRIORITY") && !strings.HasPrefix(before.Value, "SQL_") {
			list()
		}
	case "IF", "NOT", "EXISTS": // CREATE TEMPORARY TABLE IF NOT EXISTS
		return m.expects
	case "LATERAL", "LOW_PRIORITY", "HIGH_PRIORITY", "DELAYED", "QUICK", "IGNORE":
	case "UPDATE":
		if !before.Is("ON") && !before.Is("KEY") && !before.Is("FOR") && !before.Is("BEFORE") && !before.Is("AFTER") {
			list()
		}
	case "INSERT", "REPLACE":
		if m.token(i+1).Sign("(") || before.Is("BEFORE") || before.Is("AFTER") || before.Is("OR") {
			return true
		}
		m.inserts, m.expects = true, true
	case "INTO":
		m.expects = m.inserts
		m.inserts = false
	case "TRUNCATE":
		m.expects = !m.token(i + 1).Sign("(")
	case "TABLE":
		m.expects = before.Kind == syntax.Word && (before.Value == "TRUNCATE" || before.Value == "ALTER" || before.Value == "TEMPORARY")
	case "ON":
		m.expects = m.onTrigger(i)
	case "CALL":
		if m.token(i+1).Named() && m.token(i+2).Sign(".") {
			m.found = append(m.found, mention{at: i + 1, name: i + 3, routine: true})
		}
	case "SELECT", "WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "SET", "VALUES", "UNION", "EXCEPT", "INTERSECT", "WINDOW", "BEGIN", "THEN", "ELSE", "DO", "END":
		m.expects, m.top().tables = false, false
		if t.Value == "SELECT" {
			m.top().call, m.inserts = false, false
		}
	default:
		return false
	}
	return true
}

// onTrigger tells whether an ON is that of a trigger or of the log of a table, before the
// name of its table.
func (m *mentions) onTrigger(i int) bool {
	for k := range min(i, 12) {
		switch t := m.tokens[k]; {
		case t.Is("TRIGGER"):
			return m.token(i-1).Is("INSERT") || m.token(i-1).Is("UPDATE") || m.token(i-1).Is("DELETE")
		case t.Is("MATERIALIZED"):
			return m.token(i - 1).Is("LOG")
		}
	}
	return false
}

// notAlias are words that go on behind a table and are no name for it.
var notAlias = map[string]bool{
	"ON": true, "USING": true, "WHERE": true, "JOIN": true, "LEFT": true, "RIGHT": true, "INNER": true, "OUTER": true, "CROSS": true,
	"NATURAL": true, "STRAIGHT_JOIN": true, "GROUP": true, "ORDER": true, "HAVING": true, "LIMIT": true, "UNION": true, "EXCEPT": true,
	"INTERSECT": true, "FORCE": true, "USE": true, "IGNORE": true, "SET": true, "FOR": true, "WINDOW": true, "VALUES": true, "VALUE": true,
	"SELECT": true, "PARTITION": true, "END": true, "DO": true, "WITH": true, "LOCK": true, "INTO": true, "FOLLOWS": true, "PRECEDES": true,
	"BEGIN": true, "CALL": true, "INSERT": true, "UPDATE": true, "DELETE": true, "IF": true, "FROM": true, "ADD": true, "DROP": true, "AS": true,
	"THEN": true, "ELSE": true,
}

// table takes the table at a position, and what it is called.
func (m *mentions) table(i int) int {
	m.expects = false
	one := mention{at: i, name: i}
	if m.token(i+1).Sign(".") && m.token(i+2).Named() {
		one.name = i + 2
	}
	next := one.name + 1
	if m.token(next).Sign("(") && !m.token(i-1).Is("INTO") {
		return next // a function that gives a table
	}
	switch t := m.token(next); {
	case t.Is("AS") && m.token(next+1).Named() && !m.token(next+1).Is("SELECT"):
		one.alias = m.token(next + 1).Identifier()
		next += 2
	case t.Kind == syntax.Name, t.Kind == syntax.Word && !notAlias[t.Value]:
		one.alias = t.Identifier()
		next++
	}
	m.found = append(m.found, one)
	return next
}

// common are the lower-case names of the statement's common table expressions.
func (m *mentions) common() map[string]bool {
	names := map[string]bool{}
	for i := 1; i+2 < len(m.tokens); i++ {
		if !m.tokens[i].Is("AS") || !m.tokens[i+1].Sign("(") || !m.tokens[i+2].Is("SELECT") && !m.tokens[i+2].Is("WITH") {
			continue
		}
		at := i - 1
		if m.tokens[at].Sign(")") {
			for at > 0 && !m.tokens[at].Sign("(") {
				at--
			}
			at--
		}
		if at > 0 && m.tokens[at].Named() && (m.tokens[at-1].Is("WITH") || m.tokens[at-1].Is("RECURSIVE") || m.tokens[at-1].Sign(",")) {
			names[strings.ToLower(m.tokens[at].Identifier())] = true
		}
	}
	return names
}

// Tables are the tables and views that a statement names, each once and in their order.
// Parts are the database, "" without, and the name. Common table expressions, and what
// cannot be read, are left out.
func Tables(statement string) (names [][2]string) {
	tokens, err := lex(statement, mode{})
	if err != nil {
		return nil
	}
	seen := map[[2]string]bool{}
	for _, one := range mentionsIn(tokens) {
		name := nameOf(tokens, one)
		if !one.routine && !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}

// nameOf are the database and the name that a mention gives.
func nameOf(tokens []syntax.Token, one mention) [2]string {
	name := [2]string{"", tokens[one.name].Identifier()}
	if one.name > one.at {
		name[0] = tokens[one.at].Identifier()
	}
	return name
}

// RenameTables writes a statement with the tables, views and routines that it names under
// other names. To gives the new name of one by its database, "" where none stands before
// it, and its name; it tells whether it is one that there is. Ambiguous are the names by
// which columns are qualified that mean two tables of different new names: they are taken
// for the one that stands without a database, as SHOW CREATE VIEW means them.
func RenameTables(statement string, to func(database, name string, routine bool) (string, bool)) (renamed string, ambiguous []string) {
	tokens, err := lex(statement, mode{})
	if err != nil {
		return statement, nil
	}
	found := mentionsIn(tokens)
	// called are the bare names that columns may be qualified by, with the new ones.
	called := map[string]string{}
	for _, one := range found {
		name := nameOf(tokens, one)
		bare := strings.ToLower(first(one.alias, name[1]))
		became, ok := to(name[0], name[1], one.routine)
		if one.alias != "" || !ok {
			became = first(one.alias, name[1])
		}
		if other, twice := called[bare]; twice && other != became && !slices.Contains(ambiguous, bare) {
			ambiguous = append(ambiguous, bare)
		}
		_, twice := called[bare]
		if !one.routine && (!twice || name[0] == "" || one.alias != "") {
			called[bare] = became // of two, that of the statement's own database
		}
	}
	w := &rewriting{statement: statement, tokens: tokens}
	named := map[int]mention{}
	for _, one := range found {
		named[one.at] = one
	}
	unclear := ambiguous
	ambiguous = nil
	for i := 0; i < len(tokens); i++ {
		if one, is := named[i]; is {
			name := nameOf(tokens, one)
			if became, ok := to(name[0], name[1], one.routine); ok && (name[0] != "" || became != name[1]) {
				w.replace(one.at, one.name, became)
			}
			i = one.name
			continue
		}
		if !tokens[i].Named() || i+2 >= len(tokens) || !tokens[i+1].Sign(".") {
			continue
		}
		if i+4 < len(tokens) && tokens[i+3].Sign(".") && tokens[i+2].Named() { // database.table.column
			if became, ok := to(tokens[i].Identifier(), tokens[i+2].Identifier(), false); ok {
				w.replace(i, i+2, became)
			}
			i += 4
			continue
		}
		bare := strings.ToLower(tokens[i].Identifier())
		if slices.Contains(unclear, bare) && !slices.Contains(ambiguous, tokens[i].Identifier()) {
			ambiguous = append(ambiguous, tokens[i].Identifier())
		}
		if became, is := called[bare]; is && became != tokens[i].Identifier() && !strings.EqualFold(became, bare) {
			w.replace(i, i, became)
		}
		i += 2
	}
	return w.done(), ambiguous
}

// RenameObject writes a statement that makes an object with another name of the object.
func RenameObject(statement, was, name string) string {
	tokens, err := lex(statement, mode{})
	if err != nil {
		return statement
	}
	w := &rewriting{statement: statement, tokens: tokens}
	for i, t := range tokens {
		if i > 0 && t.Kind == syntax.Name && t.Value == was && tokens[i-1].Kind == syntax.Word && kinds[tokens[i-1].Value] != "" {
			w.replace(i, i, name)
			break
		}
	}
	return w.done()
}

// rewriting is a statement of which some tokens are written anew.
type rewriting struct {
	statement string
	tokens    []syntax.Token
	written   strings.Builder
	at        int
}

// replace writes a name in the place of some tokens.
func (w *rewriting) replace(from, last int, name string) {
	w.written.WriteString(w.statement[w.at:w.tokens[from].Offset])
	w.written.WriteString(schema.Quote(name))
	w.at = w.tokens[last].Offset + len(w.tokens[last].Raw)
}

func (w *rewriting) done() string { return w.written.String() + w.statement[w.at:] }
