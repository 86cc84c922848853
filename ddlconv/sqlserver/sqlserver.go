// Package sqlserver reads scripts of Microsoft SQL Server, as SSMS generates them or a
// person writes them in Transact-SQL, into the model of package schema.
//
// Names keep their schema, "dbo" where none is written. Types stay in the source's
// words, alias types replaced by what they stand for; the rules of this package map
// them. Defaults, checks, computed columns and views are written in MySQL's words, or
// left out with a note where those would mean something else.
package sqlserver

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// usualSchema is the one that names without a schema belong to.
const usualSchema = "dbo"

// NewReader is a reader of one script.
func NewReader() script.Reader {
	return &reader{
		aliases: map[string]alias{}, functions: map[string]string{}, ranges: map[string]*partitionRange{},
		schemes: map[string]string{}, facts: map[*schema.Draft]*facts{}, sequences: map[string]*sequence{},
		twins: map[string]*schema.Draft{}, bounds: map[string]*bound{},
	}
}

// reader is what is known between statements.
type reader struct {
	quotes          bool   // SET QUOTED_IDENTIFIER OFF: double quotes hold strings
	collation       string // of the database, in MySQL's name, "" where the script names none
	batchSchema     string // of a CREATE SCHEMA in this batch, whose elements follow it
	flow            flow
	aliases         map[string]alias           // alias types, by name in lower case
	functions       map[string]string          // what functions give, by name in lower case
	ranges          map[string]*partitionRange // partition functions
	schemes         map[string]string          // the partition function of a scheme
	sequences       map[string]*sequence
	facts           map[*schema.Draft]*facts
	insert, filling string // how the last INSERT begins, and the table that it names
	views           []*view
	twins           map[string]*schema.Draft // tables that have another name on the target, by their own as written
	bounds          map[string]*bound        // defaults and rules by kind and name in lower case
	variables       map[string]string        // of sqlcmd, by name in lower case
	texts           map[string]string        // the texts that variables of this batch hold, by name in lower case
}

// facts are what is known of a table beyond its draft.
type facts struct {
	defaults map[string]string                // columns by the names of their default constraints
	aliased  map[*schema.Column]string        // the alias types of columns
	rules    map[*schema.Column]*schema.Check // the checks of columns that came of rules
	columns  map[string]string                // the names on the target of columns that have another there, by their own as written
	disabled map[string]bool                  // constraints that are not enforced, in lower case; "" for all
	// notNull are the columns of unique keys without whose values a row does not count,
	// on the source as in MySQL.
	notNull map[*schema.Index][]string
	scheme  string // the partition scheme that the rows lie on
	column  string // and the column it goes by
}

func (r *reader) about(d *schema.Draft) *facts {
	f := r.facts[d]
	if f == nil {
		f = &facts{defaults: map[string]string{}, columns: map[string]string{}, aliased: map[*schema.Column]string{}, rules: map[*schema.Column]*schema.Check{}, disabled: map[string]bool{}, notNull: map[*schema.Index][]string{}}
		r.facts[d] = f
	}
	return f
}

// flow follows IF, ELSE and blocks: what stands behind one runs only sometimes.
type flow struct {
	pending bool // ELSE has been read, and what it leads has not
	asked   bool // IF has been read, and what it leads has not
	blocks  []block
}

// block is an open block.
type block struct{ otherwise, asked bool } // whether it stands behind ELSE, and behind IF

// otherwise tells whether a statement stands behind ELSE.
func (f *flow) otherwise() bool {
	return f.pending || slices.ContainsFunc(f.blocks, func(b block) bool { return b.otherwise })
}

// guarded tells whether a statement runs only where a condition holds or fails.
func (f *flow) guarded() bool {
	return f.asked || f.otherwise() || slices.ContainsFunc(f.blocks, func(b block) bool { return b.asked })
}

// parser reads one statement.
type parser struct {
	*syntax.Cursor
	*reader
	s     *script.Statement
	r     *script.Reading
	draft *schema.Draft
	later []func() // what waits until all columns are known
}

// Read takes one statement.
func (r *reader) Read(s *script.Statement, reading *script.Reading) {
	if s.Client {
		r.client(s, reading)
		return
	}
	if s.Open && strings.HasPrefix(s.Text, "/*") { // it hides all that stands behind its mark
		reading.Refused(s, "/*", "", syntax.At("fault.ddl.unfinished", s.Place, syntax.Near(s.Text, 0)))
		return
	}
	if insertsAt(s.Text) && !s.Open {
		r.flow.pending, r.flow.asked = false, false
		reading.Passed(s, "INSERT", r.filledTable(s.Text))
		return
	}
	words := heads(s.Text)
	if verb, ok := passes(words); ok && !s.Open {
		r.passed(s, reading, verb, words)
		return
	}
	defer func() { r.flow.pending, r.flow.asked = false, false }()
	tokens, err := lex(s.Text, s.Place, r.quotes)
	if err != nil {
		reading.Refused(s, verbOf(words), "", err)
		return
	}
	told := *s
	told.Text = withoutSecrets(s.Text, tokens)
	filled := r.fill(tokens)
	p := &parser{Cursor: &syntax.Cursor{Source: s.Text, Tokens: tokens}, reader: r, s: &told, r: reading}
	p.statement(words)
	p.tellFilled(filled)
}

// heads are the first words of a text in upper case, at most eight; other tokens are "".
func heads(text string) []string {
	l := &lexer{source: text}
	var words []string
	for len(words) < 8 {
		if l.skip() != nil {
			break
		}
		t, err := l.next()
		if err != nil || t.Kind == syntax.End {
			break
		}
		if t.Kind == syntax.Word {
			words = append(words, t.Value)
		} else {
			words = append(words, "")
		}
	}
	for len(words) < 8 {
		words = append(words, "")
	}
	return words
}

// verbOf is what a statement does, in its first words.
func verbOf(words []string) string {
	switch words[0] {
	case "CREATE", "ALTER", "DROP":
		if words[1] == "OR" {
			return words[0] + " " + words[3]
		}
		for _, w := range words[1:] {
			switch w {
			case "UNIQUE", "CLUSTERED", "NONCLUSTERED", "COLUMNSTORE", "PRIMARY":
				continue
			case "PROC":
				return words[0] + " PROCEDURE"
			case "XML", "FULLTEXT", "SPATIAL", "PARTITION":
				return words[0] + " " + w + " " + words[2]
			}
			return strings.TrimSpace(words[0] + " " + w)
		}
	case "EXECUTE":
		return "EXEC"
	}
	return words[0]
}

// passing are the first words of statements that say nothing about the schema: data,
// sessions, transactions, the flow of the script and the server's upkeep.
var passing = set("INSERT UPDATE DELETE MERGE BULK TRUNCATE WITH READTEXT WRITETEXT UPDATETEXT " +
	"SET USE PRINT DECLARE RAISERROR THROW RETURN GOTO WAITFOR IF ELSE BEGIN END WHILE BREAK CONTINUE " +
	"COMMIT ROLLBACK SAVE OPEN FETCH CLOSE DEALLOCATE CHECKPOINT KILL BACKUP RESTORE RECONFIGURE SHUTDOWN REVERT DUMP LOAD")

// passes tells whether a statement says nothing about the schema, and what it does.
func passes(words []string) (string, bool) {
	switch words[0] {
	case "BEGIN":
		if companions[words[1]] {
			if words[1] == "TRAN" {
				return "BEGIN TRANSACTION", true
			}
			return "BEGIN " + words[1], true
		}
	case "SET":
		if words[1] == "IDENTITY_INSERT" {
			return "SET IDENTITY_INSERT", true
		}
	case "UPDATE":
		if words[1] == "STATISTICS" {
			return "UPDATE STATISTICS", true
		}
	case "ENABLE", "DISABLE":
		return words[0] + " TRIGGER", words[1] == "TRIGGER"
	}
	return words[0], passing[words[0]]
}

// passed settles a statement that passes, and takes from it what bears on those that
// follow.
func (r *reader) passed(s *script.Statement, reading *script.Reading, verb string, words []string) {
	switch words[0] {
	case "DECLARE":
		r.assign(s.Text)
	case "SET":
		r.assign(s.Text)
		if strings.HasPrefix(words[1], "QUOTED_IDENTIFIER") || words[1] == "ANSI_DEFAULTS" {
			r.quotes = words[2] == "OFF"
		}
	case "ELSE":
		r.flow.pending = true
	case "IF", "WHILE":
		r.flow.asked = true
	case "BEGIN":
		if !companions[words[1]] || words[1] == "TRY" || words[1] == "CATCH" || words[1] == "ATOMIC" {
			r.flow.blocks = append(r.flow.blocks, block{r.flow.pending, r.flow.asked})
		}
	case "END":
		if n := len(r.flow.blocks); n > 0 {
			r.flow.blocks = r.flow.blocks[:n-1]
		}
	}
	if words[0] != "ELSE" && words[0] != "IF" && words[0] != "WHILE" {
		r.flow.pending, r.flow.asked = false, false
	}
	object := ""
	switch words[0] {
	case "SET":
		if words[1] == "IDENTITY_INSERT" {
			object, _ = r.target(s.Text)
		}
	case "USE":
		object = strings.Trim(strings.TrimSpace(s.Text[len("USE"):]), "[]\"")
	}
	reading.Passed(s, verb, object)
}

// filledTable is the table that an INSERT names. A dump fills one table at a time, so that
// it is mostly the same as before.
func (r *reader) filledTable(text string) string {
	if r.insert != "" && strings.HasPrefix(text, r.insert) {
		return r.filling
	}
	name, length := r.target(text)
	r.insert, r.filling = "", strings.Clone(name)
	if length > 0 {
		r.insert = strings.Clone(text[:length])
	}
	return r.filling
}

// target is the table that an INSERT or SET IDENTITY_INSERT names, and how long the text is
// up to the parenthesis right behind it; 0 without one.
func (r *reader) target(text string) (table string, length int) {
	tokens, _ := lex(text[:min(len(text), 400)], syntax.Place{}, r.quotes)
	if tokens == nil { // cut within a quote: the name stands before it
		l := &lexer{source: text}
		for range 12 {
			if l.skip() != nil {
				break
			}
			t, err := l.next()
			if err != nil {
				break
			}
			tokens = append(tokens, t)
		}
		tokens = append(tokens, syntax.Token{})
	}
	c := &syntax.Cursor{Source: text, Tokens: tokens}
	c.Next()
	c.AcceptAny("INTO", "IDENTITY_INSERT")
	if !c.Peek(0).Named() {
		return "", 0
	}
	_, name := r.name(c)
	if next := c.Peek(0); next.Sign("(") {
		length = next.Offset + 1
	}
	return name, length
}

// name takes a name of up to four parts, and gives its schema and itself.
func (r *reader) name(c *syntax.Cursor) (database, name string) {
	if parameter(c.Tokens, c.At) { // the schema is put in before the script runs
		c.At += 2
	}
	name = c.Identifier()
	for c.AcceptSign(".") {
		for c.AcceptSign(".") { // database..table: of the usual schema
			name = usualSchema
		}
		database = name
		name = c.Identifier()
	}
	if database == "" {
		database = usualSchema
	}
	return database, name
}

// known is the table of a name, nil where the script has none so far.
func (p *parser) known(database, name string) *schema.Draft {
	if d := p.twins[exact(database, name)]; d != nil && p.r.Table(d.Schema, d.Table.Name) == d {
		return d
	}
	d := p.r.Table(database, name)
	if d != nil && !strings.EqualFold(d.Schema, database) {
		return nil
	}
	return d
}

// since is the source's text from a token on, up to where the parser stands, with one
// blank for every white space.
func (p *parser) since(from int) string { return p.between(from, p.At) }

func (p *parser) between(from, to int) string { return textOf(p.Source, p.Tokens, from, to) }

// textOf is the source's text of some tokens, with one blank for every white space.
func textOf(source string, tokens []syntax.Token, from, to int) string {
	if to <= from {
		return ""
	}
	last := tokens[to-1]
	return strings.Join(strings.Fields(source[tokens[from].Offset:last.Offset+len(last.Raw)]), " ")
}

// settle settles a statement that has been read without a fault by what it did.
func (p *parser) settle(verb, object string, done func()) {
	for p.AcceptSign(";") {
	}
	if p.Err == nil && !p.Done() {
		p.Unexpected()
	}
	if p.Err == nil && p.s.Open {
		p.Err = syntax.At("fault.ddl.unfinished", p.s.Place, syntax.Near(p.Source, 0))
	}
	if p.Err != nil {
		p.r.Refused(p.s, verb, object, p.Err)
		return
	}
	done()
}

// fold adds a statement to a table that is there.
func (p *parser) fold(d *schema.Draft) {
	if d.Original == "" {
		d.Original = p.s.Text
		return
	}
	d.Append("\n" + p.s.Text)
}

// remark keeps a phrase that the model has no field for.
func (p *parser) remark(phrase schema.Phrase, object, words string, place syntax.Place) {
	p.draft.Remarks = append(p.draft.Remarks, schema.Remark{Phrase: phrase, Object: object, Text: words, Place: place})
}

// tell leaves a note of a rule that is followed; one that is off changes nothing that can
// stay, and says nothing.
func (p *parser) tell(id string, d *schema.Draft, place syntax.Place, object, was, became string) {
	tell(p.r, id, d, place, object, was, became)
}

func tell(reading *script.Reading, id string, d *schema.Draft, place syntax.Place, object, was, became string) {
	if reading.Follows(id) {
		reading.Tell(id, d, place, object, was, became)
	}
}

// tellObject leaves such a note on an object that is no table.
func (p *parser) tellObject(id string, o *script.Object, place syntax.Place, was, became string) {
	if p.r.Follows(id) {
		p.r.TellObject(id, o, place, was, became)
	}
}
