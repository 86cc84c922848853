package oracle

import (
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

func itoa(n int) string { return strconv.Itoa(n) }

// createIndex reads a CREATE INDEX from its kind on, and puts the index into its table.
func (p *parser) createIndex() {
	verb := "CREATE INDEX"
	index := &schema.Index{Kind: schema.Plain}
	place := p.s.Place
	var kind string
	if !p.Ahead("INDEX") {
		kind = p.Next().Value
		verb = "CREATE " + kind + " INDEX"
	}
	if kind == "UNIQUE" {
		index.Kind = schema.Unique
	}
	p.Expect("INDEX")
	p.Accept("IF", "NOT", "EXISTS")
	_, index.Name = p.Qualified()
	p.Expect("ON")
	if p.Ahead("CLUSTER") && p.Peek(1).Named() {
		p.manual(verb, index.Name, "oracle.storage")
		return
	}
	owner, table := p.tableName()
	if p.Err != nil {
		p.r.Refused(p.s, verb, index.Name, p.Err)
		return
	}
	draft := p.r.Table(owner, table)
	if draft == nil {
		p.manualWith(verb, index.Name, "oracle.table.missing", table)
		return
	}
	p.ofTable(draft)
	if p.Peek(0).Named() {
		p.Identifier() // an alias
	}
	p.ExpectSign("(")
	from := p.At
	p.Balanced()
	inner := p.Tokens[from:p.At]
	p.ExpectSign(")")
	if p.Err != nil {
		p.r.Refused(p.s, verb, index.Name, p.Err)
		return
	}
	why, refused := p.indexParts(index, inner)
	rest := p.Tokens[p.At : len(p.Tokens)-1]
	switch domain := domainOf(rest); {
	case ahead(rest, 0, "FROM"):
		p.manualWith(verb, index.Name, "oracle.index.domain", plainText(rest))
		return
	case strings.Contains(domain, "CONTEXT") && refused == "" && plainColumns(index):
		index.Kind = schema.FullText
		p.tell("oracle.index.text", place, index.Name, "INDEXTYPE IS "+domain, "FULLTEXT KEY")
	case domain != "", kind == "VECTOR", kind == "SEARCH", kind == "MULTIVALUE":
		if domain == "" {
			domain = kind
		}
		p.manualWith(verb, index.Name, "oracle.index.domain", domain)
		return
	case refused != "":
		p.manualWith(verb, index.Name, why, refused)
		return
	}
	if kind == "BITMAP" {
		p.tell("oracle.index.bitmap", place, index.Name, "BITMAP", "")
	}
	p.indexStorage(index, rest)
	p.draft.Places[index] = place
	p.draft.Table.Indexes = append(p.draft.Table.Indexes, index)
	p.fold(p.draft, verb)
}

// domainOf is the type of a domain index, "" of any other.
func domainOf(tokens []syntax.Token) string {
	for i, t := range tokens {
		if t.Is("INDEXTYPE") && ahead(tokens, i+1, "IS") {
			name := ""
			for _, n := range tokens[i+2:] {
				if !n.Named() && !n.Sign(".") || n.Is("PARAMETERS") || n.Is("LOCAL") {
					break
				}
				name += strings.ToUpper(n.Identifier())
				if n.Sign(".") {
					name += "."
				}
			}
			return name
		}
	}
	return ""
}

// plainColumns tells whether an index is over columns only.
func plainColumns(index *schema.Index) bool {
	for _, part := range index.Parts {
		if part.Expression != "" {
			return false
		}
	}
	return len(index.Parts) > 0
}

// indexParts reads the columns and expressions of an index, and gives the first one that
// has no counterpart, with the rule that tells why.
func (p *parser) indexParts(index *schema.Index, inner []syntax.Token) (why, refused string) {
	const expressed = "oracle.index.expression"
	for _, one := range split(inner) {
		part := schema.Part{}
		for n := len(one); n > 1 && (one[n-1].Is("ASC") || one[n-1].Is("DESC")); n = len(one) {
			part.Descending = part.Descending || one[n-1].Is("DESC")
			one = one[:n-1]
		}
		one = bare(one)
		if len(one) == 0 {
			return expressed, "()"
		}
		if n := len(one); n == 3 && one[1].Sign(".") && one[2].Named() {
			one = one[2:]
		}
		if len(one) == 1 && one[0].Named() && !one[0].Is("NULL") {
			part.Column = one[0].Identifier()
			if p.draft.Table.Column(part.Column) == nil {
				return "oracle.column.missing", part.Column
			}
			index.Parts = append(index.Parts, part)
			continue
		}
		if len(one) == 1 && (one[0].Kind == syntax.Text || one[0].Kind == syntax.Number) {
			p.tell("oracle.index.constant", p.s.Place, index.Name, one[0].Raw, "")
			continue
		}
		expression, words := p.translate(one)
		if words != "" {
			return expressed, plainText(one)
		}
		part.Expression = expression
		index.Parts = append(index.Parts, part)
	}
	if len(index.Parts) == 0 {
		return expressed, plainText(inner)
	}
	return "", ""
}

// indexStorage reads what stands behind the columns of an index. An index of Oracle's spans
// the partitions of its table unless it is LOCAL.
func (p *parser) indexStorage(index *schema.Index, rest []syntax.Token) {
	index.Global = p.draft.Table.Partitioning != nil && index.Kind != schema.FullText
	for _, t := range rest {
		switch {
		case t.Is("LOCAL"):
			index.Global = false
		case t.Is("INVISIBLE"):
			index.Hidden = true
		}
	}
	if words := plainText(unkept(rest)); words != "" {
		p.remark(schema.Storage, index.Name, words, rest[0].Place)
	}
}

// unkept are the words on an index that have no place in the model.
func unkept(rest []syntax.Token) []syntax.Token {
	var words []syntax.Token
	for i := 0; i < len(rest); i++ {
		switch t := rest[i]; {
		case t.Is("INDEXTYPE"):
			for i+1 < len(rest) && !rest[i+1].Is("PARAMETERS") && !rest[i+1].Is("LOCAL") {
				i++
			}
		case t.Is("GLOBAL") && !ahead(rest, i+1, "PARTITION"), t.Is("LOCAL"), t.Is("INVISIBLE"), t.Is("VISIBLE"), t.Is("ONLINE"):
		default:
			words = append(words, t)
		}
	}
	return words
}
