package oracle

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// modify reads what follows MODIFY.
func (p *parser) modify() bool {
	switch {
	case p.Accept("CONSTRAINT"):
		name := p.Identifier()
		s := p.state()
		return p.switchConstraint(name, s)
	case p.Ahead("PARTITION"), p.Ahead("SUBPARTITION"):
		return p.modifyPartition()
	case p.Ahead("PRIMARY", "KEY"), p.Ahead("UNIQUE"), p.Ahead("NESTED"):
		return false
	case p.Ahead("DEFAULT"), p.Ahead("LOB"), p.Ahead("VARRAY"), p.Ahead("OPAQUE"):
		p.stored(p.At, func(syntax.Token) bool { return false })
		return true
	}
	p.Accept("COLUMN")
	listed := p.AcceptSign("(")
	for !p.Done() {
		name := p.Identifier()
		c := p.draft.Table.Column(name)
		if c == nil {
			return false
		}
		// A change is made to a copy, which takes the column's place.
		changed := *c
		p.draft.Places[&changed] = p.draft.Places[c]
		if of := p.dataType(); of != "" {
			changed.Type = of
		}
		if p.Accept("DROP", "IDENTITY") {
			changed.AutoIncrement = false
			delete(p.d.counted, p.draft)
		}
		p.attributes(&changed)
		if p.Err != nil {
			return true
		}
		*c = changed
		if counts := p.d.counted[p.draft]; counts != nil && counts.column == &changed {
			counts.column = c
		}
		if !p.AcceptSign(",") {
			break
		}
	}
	if listed {
		p.ExpectSign(")")
	}
	return true
}

// dropColumn takes a column out with the keys over it, and tells whether it was there.
func (p *parser) dropColumn(name string) bool {
	table := p.draft.Table
	c := table.Column(name)
	if c == nil {
		return false
	}
	in := func(i *schema.Index) bool {
		return slices.ContainsFunc(i.Parts, func(part schema.Part) bool { return strings.EqualFold(part.Column, name) })
	}
	table.Columns = slices.DeleteFunc(slices.Clone(table.Columns), func(other *schema.Column) bool { return other == c })
	table.Indexes = slices.DeleteFunc(slices.Clone(table.Indexes), in)
	if table.PrimaryKey != nil && in(table.PrimaryKey) {
		table.PrimaryKey = nil
	}
	table.ForeignKeys = slices.DeleteFunc(slices.Clone(table.ForeignKeys), func(fk *schema.ForeignKey) bool {
		return slices.ContainsFunc(fk.Columns, func(n string) bool { return strings.EqualFold(n, name) })
	})
	table.Checks = slices.DeleteFunc(slices.Clone(table.Checks), func(c *schema.Check) bool { return mentions(c.Expression, name) })
	return true
}

// renameColumn gives a column another name wherever its table names it.
func (p *parser) renameColumn(old, to string) bool {
	table := p.draft.Table
	c := table.Column(old)
	if c == nil || table.Column(to) != nil || p.Err != nil {
		return p.Err != nil
	}
	for _, other := range table.Columns {
		other.Generated = renamed(other.Generated, old, to)
	}
	for _, check := range table.Checks {
		check.Expression = renamed(check.Expression, old, to)
	}
	for _, index := range append(slices.Clone(table.Indexes), table.PrimaryKey) {
		if index == nil {
			continue
		}
		for i := range index.Parts {
			index.Parts[i].Expression = renamed(index.Parts[i].Expression, old, to)
			replaceName(&index.Parts[i].Column, old, to)
		}
	}
	for _, fk := range table.ForeignKeys {
		for i := range fk.Columns {
			replaceName(&fk.Columns[i], old, to)
		}
	}
	for by := table.Partitioning; by != nil; by = by.Sub {
		for i := range by.Columns {
			replaceName(&by.Columns[i], old, to)
		}
	}
	c.Name = to
	return true
}

func replaceName(name *string, old, to string) {
	if strings.EqualFold(*name, old) {
		*name = to
	}
}

// mentions tells whether an expression in MySQL's words names a column.
func mentions(expression, name string) bool { return renamed(expression, name, "") != expression }

// renamed is an expression in MySQL's words with another name for a column. Texts stay,
// and so does the name of a function.
func renamed(expression, old, to string) string {
	var b strings.Builder
	for i := 0; i < len(expression); {
		rest, length, name := expression[i:], 1, ""
		switch c := rest[0]; {
		case c == '\'':
			_, length = schema.UnquoteText(rest)
		case c == '`':
			if length = quoteLength(rest); length == 0 {
				length = len(rest)
			}
			name = strings.ReplaceAll(strings.Trim(rest[:length], "`"), "``", "`")
		case wordly(c):
			length = wordLength(rest)
			if !strings.HasPrefix(strings.TrimLeft(rest[length:], " "), "(") {
				name = rest[:length]
			}
		}
		if name != "" && strings.EqualFold(name, old) {
			b.WriteString(schema.Quote(to))
		} else {
			b.WriteString(rest[:length])
		}
		i += length
	}
	return b.String()
}
