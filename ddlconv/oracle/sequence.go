package oracle

import (
	"slices"
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// sequence is a sequence of the script, or what is said of one within an identity column.
type sequence struct {
	kept        string // its name as Oracle keeps it
	start, step int64
	words       []string // its options in OceanBase's words
	lost        []string // those that have none
	object      *script.Object
	tables      []*schema.Draft // those that count by it
}

// counter is the column that counts, of a table.
type counter struct {
	column   *schema.Column
	sequence string // in lower case
	place    syntax.Place
	use      *use // of the sequence, nil where the script does not say it
	rule     string
	was      string
}

// use is a place at which a number is taken from a sequence.
type use struct {
	statement, place syntax.Place
	counts           bool // for a column that became AUTO_INCREMENT
}

// uses are those of a script by the lower-case names of their sequences. Statements that
// bring data have none: their rows come with their numbers.
type uses map[string][]*use

// find keeps the uses within a statement.
func (u uses) find(tokens []syntax.Token, statement syntax.Place) {
	for i := 2; i < len(tokens); i++ {
		if word := tokens[i].Identifier(); tokens[i-1].Sign(".") && tokens[i-2].Named() && (strings.EqualFold(word, "NEXTVAL") || strings.EqualFold(word, "CURRVAL")) {
			name := strings.ToLower(tokens[i-2].Identifier())
			u[name] = append(u[name], &use{statement: statement, place: tokens[i-2].Place})
		}
	}
}

// counts takes the use within a statement by which a column counts.
func (u uses) counts(sequence string, statement syntax.Place) *use {
	for _, one := range u[sequence] {
		if one.statement == statement && !one.counts {
			one.counts = true
			return one
		}
	}
	return nil
}

// other is the first place at which a sequence gives numbers to something else than
// columns that count by it, by its line; "" where there is none.
func (u uses) other(sequence string) string {
	for _, one := range u[sequence] {
		if !one.counts {
			return strconv.Itoa(one.place.Line)
		}
	}
	return ""
}

// read takes the options of a sequence.
func (s *sequence) read(p *parser) {
	for !p.Done() {
		switch {
		case p.Accept("START", "WITH"):
			if p.Accept("LIMIT", "VALUE") {
				s.lost = append(s.lost, "START WITH LIMIT VALUE")
				continue
			}
			s.start = s.whole(p, "START WITH")
		case p.Accept("INCREMENT"):
			p.Accept("BY")
			s.step = s.whole(p, "INCREMENT BY")
		case p.Accept("MINVALUE"):
			s.whole(p, "MINVALUE")
		case p.Accept("MAXVALUE"):
			s.whole(p, "MAXVALUE")
		case p.Accept("CACHE"):
			s.whole(p, "CACHE")
		case p.Ahead("CYCLE"), p.Ahead("NOCYCLE"), p.Ahead("NOCACHE"), p.Ahead("ORDER"), p.Ahead("NOORDER"), p.Ahead("NOMINVALUE"),
			p.Ahead("NOMAXVALUE"):
			s.words = append(s.words, p.Next().Value)
		case p.Ahead("SCALE"), p.Ahead("SHARD"), p.Ahead("SESSION"):
			s.lost = append(s.lost, p.Next().Value)
		case p.AcceptAny("KEEP", "NOKEEP", "NOSCALE", "EXTEND", "NOEXTEND", "GLOBAL", "NOSHARD"):
		case p.Accept("SHARING"):
			p.AcceptSign("=")
			p.Next()
		default:
			return
		}
	}
}

// whole takes a number that may have a sign, and keeps the option it belongs to. A number
// that is too large for any counter is kept as its text only.
func (s *sequence) whole(p *parser, option string) int64 {
	sign := ""
	if p.AcceptSign("-") {
		sign = "-"
	}
	t := p.Peek(0)
	if t.Kind != syntax.Number || strings.Trim(t.Raw, "0123456789") != "" {
		p.Unexpected()
		return 1
	}
	p.Next()
	s.words = append(s.words, option+" "+sign+t.Raw)
	n, _ := strconv.ParseInt(sign+t.Raw, 10, 64)
	return n
}

// beyond are the options by which it counts otherwise than AUTO_INCREMENT does at its end.
func (s *sequence) beyond() []string {
	return slices.DeleteFunc(slices.Clone(s.words), func(words string) bool { return words != "CYCLE" && !strings.HasPrefix(words, "MINVALUE -") })
}

// stepText is how a sequence counts on.
func (s *sequence) stepText() string { return "INCREMENT BY " + strconv.FormatInt(s.step, 10) }

// createSequence reads a CREATE SEQUENCE after its words.
func (p *parser) createSequence() {
	const verb = "CREATE SEQUENCE"
	p.Accept("IF", "NOT", "EXISTS")
	_, name := p.Qualified()
	s := &sequence{start: 1, step: 1}
	if p.Err == nil {
		s.kept = keptName(p.Tokens[p.At-1])
	}
	s.read(p)
	if p.Err == nil && !p.Done() {
		p.Unexpected()
	}
	if p.Err != nil {
		p.r.Refused(p.s, verb, name, p.Err)
		return
	}
	key := strings.ToLower(name)
	if p.d.holder(p.r, name) != nil {
		p.manual(verb, name, "oracle.sequence.twice")
		return
	}
	s.object = &script.Object{Kind: script.Sequence, Name: name, Original: p.s.Text, Place: p.s.Place}
	s.object.SQL = s.sql()
	if len(s.lost) > 0 && p.r.Follows("oracle.sequence.option") {
		p.r.TellObject("oracle.sequence.option", s.object, p.s.Place, strings.Join(s.lost, ", "), "")
	}
	p.d.sequences[key] = s
	p.r.Objects = append(p.r.Objects, s.object)
	p.d.settled[s.object] = len(p.r.Outcomes)
	p.r.Converted(p.s, verb, name)
}

// alterSequence lets a sequence of the script count otherwise, and tells whether it could.
// One that is restarted begins at its new start.
func (p *parser) alterSequence(verb, name string) bool {
	s := p.d.sequences[strings.ToLower(name)]
	if s == nil || p.Err != nil {
		return false
	}
	changed := sequence{start: s.start, step: s.step}
	if p.Accept("RESTART") && !p.Ahead("START") {
		return false // where it begins is what it was made with
	}
	changed.read(p)
	if p.Err != nil || !p.Done() {
		return false
	}
	words := slices.DeleteFunc(slices.Clone(s.words), func(old string) bool {
		return slices.ContainsFunc(changed.words, func(fresh string) bool { return optionOf(old) == optionOf(fresh) })
	})
	s.start, s.step, s.words = changed.start, changed.step, append(words, changed.words...)
	s.object.SQL = s.sql()
	s.object.Original += ";\n" + p.s.Text
	p.r.Folded(p.s, verb, name)
	return true
}

// optionOf is what an option of a sequence sets: "CACHE" of CACHE 20 and NOCACHE.
func optionOf(words string) string {
	first, _, _ := strings.Cut(words, " ")
	return strings.TrimPrefix(first, "NO")
}

// sql is the statement that makes the sequence.
func (s *sequence) sql() string {
	sql := "CREATE SEQUENCE " + schema.Quote(s.object.Name)
	if len(s.words) > 0 {
		sql += " " + strings.Join(s.words, " ")
	}
	return sql
}

// nextval is the sequence, in lower case, of which tokens are the next value; "" where
// they are anything else.
func nextval(tokens []syntax.Token) string {
	n := len(tokens)
	if n != 3 && n != 5 || !tokens[n-2].Sign(".") || !strings.EqualFold(tokens[n-1].Identifier(), "NEXTVAL") || !tokens[n-3].Named() {
		return ""
	}
	return strings.ToLower(tokens[n-3].Identifier())
}

// count makes a column count by a sequence, if it is one of whole numbers and the only
// one of its table.
func (p *parser) count(c *schema.Column, sequence string, place syntax.Place, rule, was string) {
	if !p.countable(c) {
		p.tell("oracle.default", place, c.Name, was, "")
		return
	}
	c.AutoIncrement, c.Default = true, nil
	p.d.counted[p.draft] = &counter{column: c, sequence: sequence, place: place, use: p.d.uses.counts(sequence, p.s.Place), rule: rule, was: was}
}

// countable tells whether a column can be AUTO_INCREMENT: it holds whole numbers, and no
// other column of its table is.
func (p *parser) countable(c *schema.Column) bool {
	for _, other := range p.draft.Table.Columns {
		if other.AutoIncrement && !strings.EqualFold(other.Name, c.Name) { // a change is made to a copy
			return false
		}
	}
	switch mapType(c.Type, true, true).to {
	case "tinyint", "smallint", "int", "bigint":
		return c.Generated == ""
	}
	return false
}

// foldSequences lets the tables that count begin where their sequences do. A sequence
// that counts for one table, and gives numbers to nothing else, becomes part of it.
func (d *reader) foldSequences(r *script.Reading) {
	for _, draft := range r.Tables {
		counts := d.counted[draft]
		if counts == nil || draft.Table.Column(counts.column.Name) != counts.column {
			continue
		}
		tell(r, counts.rule, draft, counts.place, counts.column.Name, counts.was, "AUTO_INCREMENT")
		s := d.sequences[counts.sequence]
		if s == nil {
			continue
		}
		s.tables = append(s.tables, draft)
		if s.start > 1 && s.step > 0 {
			draft.Table.AutoIncrement = uint64(s.start)
		}
		if s.step != 1 {
			tell(r, "oracle.sequence.step", draft, counts.place, counts.column.Name, s.stepText(), "")
		}
	}
	for _, s := range d.sequences {
		switch len(s.tables) {
		case 0:
		case 1:
			if s.step != 1 {
				continue // numbers are taken from it in blocks: it is kept for who asks it
			}
			draft := s.tables[0]
			counts := d.counted[draft]
			if line := d.uses.other(counts.sequence); line != "" {
				tell(r, "oracle.sequence.elsewhere", draft, counts.place, counts.column.Name, s.object.Name, line)
				continue
			}
			draft.Append("\n" + s.object.Original + ";")
			r.Objects = slices.DeleteFunc(r.Objects, func(o *script.Object) bool { return o == s.object })
			r.Outcomes[d.settled[s.object]].Fate = script.Folded
		default:
			for _, draft := range s.tables {
				counts := d.counted[draft]
				tell(r, "oracle.sequence.shared", draft, counts.place, counts.column.Name, s.object.Name, "")
			}
		}
	}
}
