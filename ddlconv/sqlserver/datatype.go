package sqlserver

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/syntax"
)

// alias is what an alias type stands for.
type alias struct {
	typ     string
	notNull bool
	// value and rule are the default and the rule that are bound to it, nil without.
	value, rule *bound
}

// dataType takes a type in all its spellings, and gives it in lower case, alias types
// replaced, with the alias it was ("" if none).
func (r *reader) dataType(c *syntax.Cursor) (typ string, was string) {
	own, owner := false, ""
	name := c.Identifier()
	for c.AcceptSign(".") {
		own, owner = !strings.EqualFold(name, "sys"), strings.ToLower(name)+"."
		name = c.Identifier()
	}
	base := strings.ToLower(name)
	switch base {
	case "national":
		base += " " + strings.ToLower(c.Identifier())
	case "double":
		if c.Accept("PRECISION") {
			base = "double precision"
		}
	}
	switch base {
	case "char", "character", "binary", "national char", "national character":
		if c.Accept("VARYING") {
			base += " varying"
		}
	}
	a, aliased := r.aliases[base]
	if _, builtin := kinds[base]; aliased && (own || !builtin) {
		if c.Peek(0).Sign("(") {
			c.Next()
			c.Balanced()
			c.ExpectSign(")")
		}
		return a.typ, base
	}
	if _, builtin := kinds[base]; own && !builtin {
		base = owner + base // dbo.Point is no point of MySQL's
	}
	if c.AcceptSign("(") {
		from := c.At
		c.Balanced()
		pieces := ""
		for _, t := range c.Tokens[from:c.At] {
			if t.Spaced && t.Named() && pieces != "" && wordly(pieces[len(pieces)-1]) {
				pieces += " " // xml(content dbo.c)
			}
			pieces += strings.ToLower(t.Raw)
		}
		c.ExpectSign(")")
		base += "(" + pieces + ")"
	}
	return base, ""
}

// createType reads CREATE TYPE: an alias type is kept for the columns that use it, one
// of a table has no cousin.
func (p *parser) createType() {
	p.At = 2
	_, name := p.name(p.Cursor)
	switch {
	case p.Accept("FROM"):
		typ, _ := p.dataType(p.Cursor)
		a := alias{typ: typ, notNull: p.Accept("NOT", "NULL")}
		p.Accept("NULL")
		p.settle("CREATE TYPE", name, func() {
			p.aliases[strings.ToLower(name)] = a
			p.r.Folded(p.s, "CREATE TYPE", name)
		})
	case p.Accept("AS", "TABLE"):
		p.manual("CREATE TYPE", name, "sqlserver.type.table", name)
	default:
		p.manual("CREATE TYPE", name, "sqlserver.clr", "TYPE")
	}
}
