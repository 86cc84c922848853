package mysql

import (
	"iter"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// reader reads the scripts of MySQL and MariaDB. Where a script makes tables in one
// database only, that database's name is left out.
type reader struct {
	// database is what USE named last, "" before.
	database string
	// defaults are what databases give tables that name no character set, by their
	// names in lower case.
	defaults map[string]defaults
	// databases are those that the script names, in lower case.
	databases map[string]bool
	session
	// named are the kinds and lower-case names that objects which are no tables have or had.
	named map[string]bool
	// homes are the databases of objects that are no tables.
	homes map[*script.Object]string
	// sequences are what the objects of that kind were read as.
	sequences map[*script.Object]*sequence
	// triggers are those that were made, by the lower-case names of their tables.
	triggers map[string][]*script.Object
	// pasts are the tables that were changed, as they were before.
	pasts map[*schema.Draft]*past
}

// defaults are the character set and collation of a database.
type defaults struct{ charset, collation string }

// NewReader reads a script of MySQL 5.7 to 8.4 or MariaDB 10 and 11, as mysqldump,
// mariadb-dump, phpMyAdmin, Navicat or a person wrote it.
func NewReader() script.Reader {
	return &reader{defaults: map[string]defaults{}, databases: map[string]bool{}, homes: map[*script.Object]string{}, named: map[string]bool{}, triggers: map[string][]*script.Object{},
		sequences: map[*script.Object]*sequence{}, pasts: map[*schema.Draft]*past{}}
}

// Statements cuts a script as the mysql client does.
func (*reader) Statements(lines iter.Seq[script.Line]) iter.Seq[*script.Statement] {
	return split(lines)
}

// Read reads one statement.
func (d *reader) Read(s *script.Statement, r *script.Reading) {
	st := &statement{Statement: s, Reading: r, words: leading(s.Text, d.mode), mode: d.mode}
	first := ""
	if len(st.words) > 0 {
		first = st.words[0].Value
	}
	switch {
	case s.Client:
		st.client()
	case s.Open:
		r.Refused(s, first, "", syntax.At("fault.ddl.unfinished", s.Place, syntax.Near(s.Text, 0)))
	case first == "CREATE":
		d.create(st)
	case first == "ALTER":
		d.alter(st)
	case first == "DROP":
		d.drop(st)
	case first == "RENAME":
		d.rename(st)
	case first == "USE":
		d.use(st)
	case first == "SET":
		d.set(st)
	case first == "DO", first == "SELECT":
		if !d.setval(st) {
			st.passed(1)
		}
	default:
		st.other(first)
	}
}

// Finish leaves out the name of the only database, or says of every object which of
// several it lies in.
func (d *reader) Finish(r *script.Reading) {
	clear(d.pasts)
	homes := map[string]string{}
	for _, draft := range r.Tables {
		homes[strings.ToLower(draft.Schema)] = draft.Schema
	}
	for _, o := range r.Objects {
		homes[strings.ToLower(d.homes[o])] = d.homes[o]
	}
	delete(homes, "")
	several := len(homes) > 1
	for _, draft := range r.Tables {
		for _, fk := range draft.Table.ForeignKeys {
			d.settleParent(draft, fk, r, several)
		}
		if !several {
			draft.Schema = ""
		}
	}
	if several {
		for _, o := range r.Objects {
			o.Schema = d.homes[o]
		}
		return
	}
	only := d.only(r, homes)
	for _, o := range r.Objects {
		if only != "" {
			o.SQL = unqualified(o.SQL, only)
		}
	}
}

// only is the name of the only database of a script: of its tables and objects, else the
// one that is used, else the one before all names in its views, as SHOW CREATE VIEW tells
// them, where the script makes whatever they read.
func (d *reader) only(r *script.Reading, homes map[string]string) string {
	for _, name := range homes {
		return name
	}
	if len(d.databases) == 1 {
		for name := range d.databases {
			return name
		}
	}
	made := map[string]bool{}
	for _, draft := range r.Tables {
		made[strings.ToLower(draft.Table.Name)] = true
	}
	for _, o := range r.Objects {
		made[strings.ToLower(o.Name)] = true
	}
	only := ""
	for _, o := range r.Objects {
		if o.Kind != script.View {
			continue
		}
		for _, read := range Tables(o.SQL) {
			switch {
			case read[0] == "" || strings.EqualFold(read[0], only):
			case only != "" || !made[strings.ToLower(read[1])]:
				return ""
			default:
				only = read[0]
			}
		}
	}
	return only
}

// settleParent names the database of a foreign key's parent where it must be: where
// tables of several databases have one name.
func (d *reader) settleParent(draft *schema.Draft, fk *schema.ForeignKey, r *script.Reading, several bool) {
	switch {
	case fk.RefSchema != "" && (strings.EqualFold(fk.RefSchema, draft.Schema) || draft.Schema == "" && d.databases[strings.ToLower(fk.RefSchema)]):
		fk.RefSchema = ""
	case !several:
		return
	}
	if several && fk.RefSchema == "" && draft.Schema != "" {
		// The one that is found by its bare name may be another database's.
		if own := r.Table("", fk.RefTable); own != nil && !strings.EqualFold(own.Schema, draft.Schema) && r.Table(draft.Schema, fk.RefTable) != nil {
			fk.RefSchema = draft.Schema
		}
	}
}

// statement is one on its way, with its first words.
type statement struct {
	*script.Statement
	*script.Reading
	words []syntax.Token
	mode  mode
}

// mostWords is how many tokens tell what a statement is about.
const mostWords = 24

// leading are the first tokens of a statement; what cannot be read ends them.
func leading(text string, m mode) []syntax.Token {
	l := &lexer{source: text, line: 1, column: 1, mode: m}
	for len(l.tokens) < mostWords {
		if l.skip() != nil {
			break
		}
		t, err := l.next()
		if err != nil || t.Kind == syntax.End {
			break
		}
		l.tokens = append(l.tokens, t)
	}
	return l.tokens
}

// word tells whether the statement's word at a position is a keyword.
func (st *statement) word(at int, keyword string) bool {
	return at < len(st.words) && st.words[at].Is(keyword)
}

// find is the position of the first of some keywords among the first words, -1 where
// there is none.
func (st *statement) find(keywords ...string) int {
	for i, w := range st.words {
		for _, k := range keywords {
			if w.Is(k) {
				return i
			}
		}
	}
	return -1
}

// verb is the first n words.
func (st *statement) verb(n int) string {
	var words []string
	for _, w := range st.words[:min(n, len(st.words))] {
		if w.Kind != syntax.Word {
			break
		}
		words = append(words, w.Value)
	}
	return strings.Join(words, " ")
}

// nameAt is the name at a position, behind IF [NOT] EXISTS and its database.
func (st *statement) nameAt(at int) (database, name string) {
	if st.word(at, "IF") {
		at++
		if st.word(at, "NOT") {
			at++
		}
		at++
	}
	if at >= len(st.words) || at < 0 {
		return "", ""
	}
	name = st.words[at].Identifier()
	if at+2 < len(st.words) && st.words[at+1].Sign(".") {
		return name, st.words[at+2].Identifier()
	}
	return "", name
}

// passed settles a statement that says nothing about the schema.
func (st *statement) passed(words int) { st.Passed(st.Statement, st.verb(words), "") }

// manual settles a statement that a person must look at.
func (st *statement) manual(verb, object, id, was string) {
	st.Manual(st.Statement, verb, object, id, was)
}

// parser is a parser over the whole statement, nil where it cannot be cut into tokens:
// the statement is settled then.
func (d *reader) parser(st *statement, draft *schema.Draft) *parser {
	tokens, err := lexAt(st.Text, d.mode, st.Place)
	if err == nil && !d.ansi && ansi(tokens) {
		tokens, err = lexAt(st.Text, mode{ansi: true, plain: d.plain}, st.Place)
	}
	if err != nil {
		st.Refused(st.Statement, st.verb(2), "", err)
		return nil
	}
	return &parser{Cursor: syntax.Cursor{Source: st.Text, Tokens: tokens}, draft: draft}
}

// home is the database of a name: its own, else what USE named.
func (d *reader) home(database string) string {
	if database == "" {
		return d.database
	}
	d.databases[strings.ToLower(database)] = true
	return database
}
