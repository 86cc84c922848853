package oracle

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// tableAhead tells whether TABLE comes next, behind words on what kind of table it is.
func (p *parser) tableAhead() bool {
	for i := 0; ; i++ {
		switch t := p.Peek(i); {
		case t.Is("TABLE"):
			return true
		case t.Is("GLOBAL"), t.Is("PRIVATE"), t.Is("TEMPORARY"), t.Is("SHARDED"), t.Is("DUPLICATED"), t.Is("IMMUTABLE"), t.Is("BLOCKCHAIN"):
		default:
			return false
		}
	}
}

// createTable reads a CREATE TABLE from the words before TABLE on.
func (p *parser) createTable() {
	const verb = "CREATE TABLE"
	draft := schema.NewDraft()
	p.draft = draft
	start := p.Peek(0)
	for !p.Ahead("TABLE") {
		switch t := p.Next(); t.Value {
		case "TEMPORARY":
			p.remark(schema.Temporary, "", "TEMPORARY", t.Place)
		case "IMMUTABLE", "BLOCKCHAIN":
			p.remark(appendOnly, "", t.Value, t.Place)
		}
	}
	p.Next()
	p.Accept("IF", "NOT", "EXISTS")
	draft.Schema, draft.Table.Name = p.Qualified()
	draft.Original = p.s.Text
	draft.Places[draft.Table] = start.Place
	draft.Places[draft] = p.s.Place
	name := draft.Table.Name
	if p.Err == nil {
		p.nameApart(keptName(p.Tokens[p.At-1]))
	}
	if p.Accept("SHARING") {
		p.AcceptSign("=")
		p.Next()
	}
	switch t := p.Peek(0); {
	case p.Err != nil:
		p.r.Refused(p.s, verb, name, p.Err)
		return
	case t.Is("OF"):
		p.manualWith(verb, name, "oracle.table.object", syntax.Near(p.Source, t.Offset))
		return
	case t.Is("AS"), t.Is("FOR"):
		p.manualWith(verb, name, "oracle.table.select", syntax.Near(p.Source, t.Offset))
		return
	case t.Named():
		if id, from := p.unlisted(); id != "" {
			p.manualWith(verb, name, id, syntax.Near(p.Source, from.Offset))
			return
		}
	}
	p.ExpectSign("(")
	for !p.Done() {
		p.element()
		if !p.AcceptSign(",") {
			break
		}
	}
	p.ExpectSign(")")
	for p.Err == nil && !p.Done() {
		if t := p.Peek(0); t.Is("AS") && (p.Peek(1).Is("SELECT") || p.Peek(1).Is("WITH") || p.Peek(1).Sign("(")) {
			p.manualWith(verb, name, "oracle.table.select", syntax.Near(p.Source, t.Offset))
			return
		}
		if t := p.Peek(0); p.Accept("ORGANIZATION", "EXTERNAL") {
			p.manualWith(verb, name, "oracle.table.external", syntax.Near(p.Source, t.Offset))
			return
		}
		p.property()
	}
	if p.Err == nil && len(draft.Table.Columns) == 0 {
		p.Fail("fault.ddl.nocolumns", start)
	}
	if p.Err != nil {
		p.r.Refused(p.s, verb, name, p.Err)
		return
	}
	if other := p.d.holder(p.r, draft.Table.Name); other != nil && !other.table || !p.r.Add(draft) {
		delete(p.d.counted, draft)
		p.manual(verb, name, "oracle.table.twice")
		return
	}
	p.r.Converted(p.s, verb, name)
}

// unlisted is the rule that tells why a table has no list of columns, and where the reason
// stands: a query or a file names them.
func (p *parser) unlisted() (id string, from syntax.Token) {
	for i := p.At; i+1 < len(p.Tokens); i++ {
		t, after := p.Tokens[i], p.Tokens[i+1]
		switch {
		case t.Is("ORGANIZATION") && after.Is("EXTERNAL"):
			return "oracle.table.external", t
		case t.Is("AS") && (after.Is("SELECT") || after.Is("WITH") || after.Sign("(")):
			return "oracle.table.select", t
		}
	}
	return "", syntax.Token{}
}

// element reads one column or constraint of a table.
func (p *parser) element() {
	t, after := p.Peek(0), p.Peek(1)
	switch {
	case t.Is("CONSTRAINT") && after.Named(), t.Is("PRIMARY") && after.Is("KEY"), t.Is("FOREIGN") && after.Is("KEY"),
		t.Is("UNIQUE") && after.Sign("("), t.Is("CHECK") && after.Sign("("):
		p.constraint()
	case t.Is("SUPPLEMENTAL") && after.Is("LOG"):
		p.passClause(schema.Storage)
	case t.Is("PERIOD") && after.Is("FOR"):
		p.passClause(schema.Period)
	case t.Is("SCOPE") && after.Is("FOR"), t.Is("REF") && after.Sign("("):
		p.passClause(schema.Storage)
	default:
		p.column()
	}
}

// passClause keeps what stands up to the next comma or parenthesis as a remark.
func (p *parser) passClause(phrase schema.Phrase) {
	from := p.At
	p.upTo(func(t syntax.Token) bool { return t.Sign(",") || t.Sign(")") })
	p.remark(phrase, "", p.since(from), p.Tokens[from].Place)
}

// upTo passes tokens up to one, outside of parentheses, that a function picks.
func (p *parser) upTo(stop func(syntax.Token) bool) {
	for depth := 0; !p.Done(); p.At++ {
		t := p.Peek(0)
		if depth == 0 && stop(t) {
			return
		}
		switch {
		case t.Sign("("):
			depth++
		case t.Sign(")"):
			depth--
		}
	}
}

// remark keeps a phrase that the model has no field for.
func (p *parser) remark(phrase schema.Phrase, object, words string, place syntax.Place) {
	p.draft.Remarks = append(p.draft.Remarks, schema.Remark{Phrase: phrase, Object: object, Text: words, Place: place})
}

// since is the text of the tokens from one on, up to where the parser stands, with one
// blank where the source has any.
func (p *parser) since(from int) string { return plainText(p.Tokens[from:max(from, p.At)]) }

// plainText is the text of tokens, with one blank where the source has any.
func plainText(tokens []syntax.Token) string {
	var b strings.Builder
	for i, t := range tokens {
		if t.Spaced && i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.Raw)
	}
	return b.String()
}

// tell leaves a note of a rule on the table.
func (p *parser) tell(id string, place syntax.Place, object, was, became string) {
	tell(p.r, id, p.draft, place, object, was, became)
}

// tell leaves a note of a rule on a table, unless the rule is off.
func tell(r *script.Reading, id string, d *schema.Draft, place syntax.Place, object, was, became string) {
	if r.Follows(id) {
		r.Tell(id, d, place, object, was, became)
	}
}
