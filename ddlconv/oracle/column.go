package oracle

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// column reads one column into the table.
func (p *parser) column() {
	t := p.Peek(0)
	c := &schema.Column{Name: p.Identifier()}
	if p.Err != nil {
		return
	}
	p.addColumn(c, t)
	c.Type = p.dataType()
	if of, ok := p.d.domains[c.Type[strings.LastIndexByte(c.Type, '.')+1:]]; ok {
		c.Type = of
	}
	p.attributes(c)
}

// attributes reads what is said about a column behind its type.
func (p *parser) attributes(c *schema.Column) {
	for !p.Done() && !p.Peek(0).Sign(",") && !p.Peek(0).Sign(")") && !p.clauseAhead() {
		p.attribute(c)
	}
}

// clauseAhead tells whether the next clause of an ALTER TABLE comes, behind a column that
// stands in no parentheses.
func (p *parser) clauseAhead() bool {
	return p.Ahead("ADD") || p.Ahead("MODIFY") || p.Ahead("LOB") && p.Peek(1).Sign("(") || p.Ahead("RENAME") ||
		p.Ahead("DROP") && !p.Peek(1).Is("IDENTITY") || p.Ahead("NESTED", "TABLE") || p.Ahead("VARRAY") || p.Ahead("XMLTYPE")
}

// attribute reads one thing that is said about a column.
func (p *parser) attribute(c *schema.Column) {
	from, t := p.At, p.Peek(0)
	switch {
	case p.Accept("VISIBLE"):
		c.Invisible = false
	case p.Accept("INVISIBLE"):
		c.Invisible = true
	case p.Accept("SORT"), p.Accept("RESERVABLE"), p.Accept("NOT", "RESERVABLE"), p.Accept("VIRTUAL"), p.Accept("MATERIALIZED"):
	case p.Accept("DEFAULT"):
		p.defaultValue(c)
	case p.Ahead("GENERATED"), p.Ahead("AS"):
		p.generated(c)
	case p.Accept("ENCRYPT"):
		p.upTo(func(t syntax.Token) bool {
			return t.Sign(",") || t.Sign(")") || t.Is("DEFAULT") || t.Is("NOT") || t.Is("NULL") || t.Is("CONSTRAINT")
		})
		p.tell("oracle.encrypt", t.Place, c.Name, "ENCRYPT", "")
	case p.Accept("DECRYPT"):
	case p.Accept("COLLATE"):
		p.tell("oracle.collate", t.Place, c.Name, "COLLATE "+p.Next().Raw, "")
	case p.Accept("EVALUATE", "USING"), p.Accept("UNUSABLE"):
		p.upTo(func(t syntax.Token) bool { return t.Sign(",") || t.Sign(")") })
		p.remark(schema.Storage, c.Name, p.since(from), t.Place)
	case p.Accept("VALIDATE"):
		p.AcceptAny("USING", "CAST")
		words := p.Literal()
		p.tell("oracle.check", t.Place, c.Name, "VALIDATE "+words, "")
	case c.Type == "" && p.Ahead("DOMAIN") && p.Peek(1).Named():
		p.Next()
		_, name := p.Qualified()
		c.Type = p.d.domains[strings.ToLower(name)]
		p.remark(schema.Storage, c.Name, p.since(from), t.Place)
	case p.Accept("ANNOTATIONS"), p.Accept("DOMAIN"), p.Accept("WITH", "ROWID"), p.Accept("SCOPE", "IS"):
		if !p.AcceptSign("(") {
			if !p.Peek(0).Sign(",") && !p.Peek(0).Sign(")") {
				p.Qualified()
			}
		} else {
			p.Balanced()
			p.ExpectSign(")")
		}
		p.remark(schema.Storage, c.Name, p.since(from), t.Place)
	default:
		p.inlineConstraint(c)
	}
}

// defaultEnds are the words behind a default.
var defaultEnds = map[string]bool{
	"NOT": true, "NULL": true, "CONSTRAINT": true, "PRIMARY": true, "UNIQUE": true, "CHECK": true, "REFERENCES": true,
	"ENABLE": true, "DISABLE": true, "VISIBLE": true, "INVISIBLE": true, "ENCRYPT": true, "COLLATE": true, "DEFAULT": true,
	"ANNOTATIONS": true, "GENERATED": true, "LOB": true, "RELY": true, "NORELY": true,
}

// defaultValue reads what follows DEFAULT.
func (p *parser) defaultValue(c *schema.Column) {
	at := p.Peek(0)
	onNull := p.Accept("ON", "NULL")
	if onNull && p.Accept("FOR", "INSERT") {
		if p.Accept("AND", "UPDATE") {
			p.tell("oracle.default.null", at.Place, c.Name, "DEFAULT ON NULL FOR INSERT AND UPDATE", "")
		}
		p.Accept("ONLY")
	}
	from := p.At
	if p.Peek(0).Sign(",") || p.Peek(0).Sign(")") || p.Done() {
		p.Unexpected()
		return
	}
	first := true
	p.upTo(func(t syntax.Token) bool {
		if first {
			first = false
			return false
		}
		return t.Sign(",") || t.Sign(")") || t.Is("ON") && p.Peek(1).Is("NULL") || t.Kind == syntax.Word && defaultEnds[t.Value] && !p.Tokens[p.At-1].Sign(".")
	})
	tokens := p.Tokens[from:p.At]
	onNull = p.Accept("ON", "NULL") || onNull // some write it behind the value
	c.Default = nil
	p.setDefault(c, tokens, at.Place)
	if !onNull {
		return
	}
	c.NotNull = true // ON NULL makes a column NOT NULL
	if !c.AutoIncrement {
		p.tell("oracle.default.null", at.Place, c.Name, "DEFAULT ON NULL "+plainText(tokens), "")
	}
}

// setDefault gives a column a default, in MySQL's words.
func (p *parser) setDefault(c *schema.Column, tokens []syntax.Token, place syntax.Place) {
	tokens = bare(tokens)
	was := plainText(tokens)
	value := func(s string) { c.Default = &s }
	if seq := nextval(tokens); seq != "" {
		p.count(c, seq, place, "oracle.default.sequence", was)
		return
	}
	t := tokens[0]
	if len(tokens) == 1 {
		switch {
		case t.Kind == syntax.Text && t.Value == "" && p.r.Follows("oracle.empty"):
			if p.d.emptied.Line == 0 {
				p.d.emptied = place
			}
			return
		case t.Kind == syntax.Text:
			if dateBase(c.Type) && !isoDate(t.Value) {
				p.tell("oracle.default", place, c.Name, was, "")
				return
			}
			value(schema.QuoteText(t.Value))
			return
		case t.Kind == syntax.Number:
			value(strings.TrimRight(t.Raw, "fFdD"))
			return
		case t.Is("NULL"):
			value("NULL")
			return
		case t.Is("TRUE"), t.Is("FALSE"):
			value(map[string]string{"TRUE": "1", "FALSE": "0"}[t.Value])
			return
		}
	}
	if len(tokens) == 2 && tokens[1].Kind == syntax.Number && (t.Sign("-") || t.Sign("+")) {
		value(strings.TrimPrefix(t.Raw, "+") + strings.TrimRight(tokens[1].Raw, "fFdD"))
		return
	}
	if moment(tokens) {
		now := "CURRENT_TIMESTAMP"
		if digits := fraction(c.Type); digits != "" {
			now += "(" + digits + ")"
		}
		value(now)
		if !strings.EqualFold(was, now) {
			p.tell("oracle.default.now", place, c.Name, was, now)
		}
		return
	}
	if literal, ok := dateLiteral(tokens); ok {
		value(schema.QuoteText(literal))
		return
	}
	if n := len(tokens); n > 3 && t.Is("TRUNC") && closes(tokens, 1) == n-1 && moment(tokens[2:n-1]) {
		value("(CURRENT_DATE)")
		p.tell("oracle.default.now", place, c.Name, was, "(CURRENT_DATE)")
		return
	}
	if calls := guidCalls(tokens); calls != "" {
		guid := "(unhex(replace(uuid(), '-', '')))"
		switch {
		case strings.Contains(calls, "LOWER"):
			guid = "(replace(uuid(), '-', ''))"
		case !strings.HasPrefix(c.Type, "raw"):
			guid = "(upper(replace(uuid(), '-', '')))"
		}
		value(guid)
		p.tell("oracle.default.guid", place, c.Name, was, guid)
		return
	}
	expression, refused := p.translate(tokens)
	if refused != "" {
		p.tell("oracle.default", place, c.Name, was, "")
		return
	}
	value("(" + expression + ")")
}

// guidCalls are the functions of a default that makes a GUID, the outermost first: SYS_GUID
// alone, or what writes it as text. It is "" for any other default.
func guidCalls(tokens []syntax.Token) string {
	calls := ""
	for _, t := range tokens {
		switch {
		case t.Is("SYS_GUID"):
			calls += "SYS_GUID"
		case t.Is("RAWTOHEX"), t.Is("LOWER"), t.Is("UPPER"), t.Is("TO_CHAR"):
			calls += t.Value + " "
		case !t.Sign("(") && !t.Sign(")"):
			return ""
		}
	}
	if !strings.HasSuffix(calls, "SYS_GUID") {
		return ""
	}
	return calls
}

// generated reads GENERATED … AS IDENTITY, or the expression of a virtual column.
func (p *parser) generated(c *schema.Column) {
	t := p.Peek(0)
	always := true
	if p.Accept("GENERATED") {
		if p.Accept("BY", "DEFAULT") {
			always = false
			p.Accept("ON", "NULL")
		} else {
			p.Accept("ALWAYS")
		}
	}
	p.Expect("AS")
	if p.Accept("IDENTITY") {
		p.identity(c, t.Place, always)
		return
	}
	if p.Accept("ROW") {
		p.Next()
		p.remark(schema.Versioning, c.Name, "GENERATED ALWAYS AS ROW", t.Place)
		return
	}
	p.ExpectSign("(")
	from := p.At
	p.Balanced()
	tokens := p.Tokens[from:p.At]
	p.ExpectSign(")")
	if p.AcceptAny("STORED", "MATERIALIZED") {
		c.Stored = true
	}
	expression, value, refused := p.translateAs(tokens)
	if refused != "" || expression == "" {
		p.tell("oracle.generated", t.Place, c.Name, plainText(tokens), "")
		return
	}
	c.Generated = expression
	if of := typeOf[value]; of != "" && c.Type == "" && p.r.Follows("oracle.type.inferred") {
		c.Type = of
		p.tell("oracle.type.inferred", t.Place, c.Name, plainText(tokens), of)
	}
}

// typeOf is a type of Oracle's that holds all values of a class.
var typeOf = map[class]string{numbers: "number", texts: "varchar2(4000)", moments: "timestamp"}

// identity makes an identity column count.
func (p *parser) identity(c *schema.Column, place syntax.Place, always bool) {
	options := sequence{start: 1, step: 1}
	if p.AcceptSign("(") {
		options.read(p)
		p.ExpectSign(")")
	} else {
		options.read(p)
	}
	if counts := p.d.counted[p.draft]; counts != nil && counts.column != c && counts.column.AutoIncrement {
		// A table has one column that counts (1075). The identity cannot be without.
		counts.column.AutoIncrement = false
		if counts.use != nil {
			counts.use.counts = false
		}
		delete(p.d.counted, p.draft)
		p.tell("oracle.default", counts.place, counts.column.Name, counts.was, "")
	}
	c.AutoIncrement, c.NotNull, c.Default = true, true, nil
	p.startAt(options)
	was := "GENERATED BY DEFAULT AS IDENTITY"
	if always {
		was = "GENERATED ALWAYS AS IDENTITY"
	}
	p.tell("oracle.identity", place, c.Name, was, "AUTO_INCREMENT")
	if lost := append(options.lost, options.beyond()...); len(lost) > 0 {
		p.tell("oracle.sequence.option", place, c.Name, strings.Join(lost, ", "), "")
	}
	if options.step != 1 {
		p.tell("oracle.sequence.step", place, c.Name, options.stepText(), "")
	}
}

// startAt lets the column that counts begin where a sequence does.
func (p *parser) startAt(s sequence) {
	if s.start > 1 {
		p.draft.Table.AutoIncrement = uint64(s.start)
	}
}
