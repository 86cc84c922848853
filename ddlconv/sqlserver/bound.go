package sqlserver

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// bound is a default or rule that stands for itself until sp_bindefault or sp_bindrule
// gives it to columns or to alias types.
type bound struct {
	kind, name string
	place      syntax.Place
	used       bool
	source     string
	tokens     []syntax.Token // its expression, and an end
}

// createBound reads CREATE DEFAULT d AS value and CREATE RULE r AS condition, which counts
// where it is bound.
func (p *parser) createBound(kind string) {
	p.At = 2
	database, name := p.name(p.Cursor)
	p.Expect("AS")
	b := &bound{kind: kind, name: name, place: p.s.Place, source: p.Source, tokens: append([]syntax.Token(nil), p.Tokens[min(p.At, len(p.Tokens)-1):]...)}
	if n := len(b.tokens); n > 1 && b.tokens[n-2].Sign(";") {
		b.tokens = append(b.tokens[:n-2:n-2], b.tokens[n-1])
	}
	if len(b.tokens) < 2 {
		p.Unexpected()
	}
	if p.Err == nil {
		p.At = len(p.Tokens) - 1
	}
	p.settle("CREATE "+kind, name, func() {
		p.bounds[kind+" "+exact(database, strings.ToLower(name))] = b
		p.r.Folded(p.s, "CREATE "+kind, name)
	})
}

// bind reads the calls that bind a default or rule to a column or alias type, and those
// that take it away.
func (p *parser) bind(c *call) {
	kind, name, verb := "RULE", c.text("@rulename", 0), "EXEC "+c.name
	if strings.HasSuffix(c.name, "default") {
		kind, name = "DEFAULT", c.text("@defname", 0)
	}
	away := strings.HasPrefix(c.name, "sp_unbind")
	object := c.text("@objname", 1)
	if away {
		object = c.text("@objname", 0)
	}
	path := pathOf(object)
	b := p.boundOf(kind, name)
	manual := func() { p.r.Manual(p.s, verb, object, "sqlserver.bound", strings.TrimSpace(name+" "+object)) }
	switch {
	case c.variable(), len(path) == 0, b == nil && !away, !p.r.Follows("sqlserver.bound.written"):
		manual()
	case len(path) == 1:
		key := strings.ToLower(path[0])
		a, known := p.aliases[key]
		if !known {
			manual()
			return
		}
		if kind == "RULE" {
			a.rule = b
		} else {
			a.value = b
		}
		p.aliases[key] = a
		later := c.text("@futureonly", 2)
		if away {
			later = c.text("@futureonly", 1)
		}
		if strings.EqualFold(later, "futureonly") {
			p.r.Folded(p.s, verb, object)
			return
		}
		for _, d := range p.r.Tables { // the columns that are there
			for _, col := range d.Table.Columns {
				if p.about(d).aliased[col] == key {
					p.give(d, col, kind, b)
				}
			}
		}
		p.r.Folded(p.s, verb, object)
	default:
		database := usualSchema
		if len(path) > 2 {
			database = path[len(path)-3]
		}
		d := p.known(database, path[len(path)-2])
		if d == nil || d.Table.Column(p.columnOf(d, path[len(path)-1])) == nil {
			p.r.Manual(p.s, verb, object, "sqlserver.table.missing", object)
			return
		}
		p.give(d, d.Table.Column(p.columnOf(d, path[len(path)-1])), kind, b)
		p.fold(d)
		p.r.Folded(p.s, verb, object)
	}
}

// boundOf is the default or rule of a name, nil where the script makes none.
func (p *parser) boundOf(kind, name string) *bound {
	path := pathOf(name)
	if len(path) == 0 {
		return nil
	}
	database := usualSchema
	if len(path) > 1 {
		database = path[len(path)-2]
	}
	return p.bounds[kind+" "+exact(database, strings.ToLower(path[len(path)-1]))]
}

// give gives a column what is bound to it; nil takes it away. What has no words here is
// told as that of the column's own would be.
func (p *parser) give(d *schema.Draft, c *schema.Column, kind string, b *bound) {
	draft := p.draft
	p.draft = d
	defer func() { p.draft = draft }()
	f := p.about(d)
	if kind == "RULE" {
		if gone := f.rules[c]; gone != nil {
			p.removeCheck(gone)
			delete(f.rules, c)
		}
	} else {
		c.Default = nil
	}
	if b == nil {
		return
	}
	b.used = true
	was := textOf(b.source, b.tokens, 0, len(b.tokens)-1)
	t := &translator{reader: p.reader, column: p.columnType, own: func(_, name string) string { return name }, table: func(_, n string) string { return n }}
	t.Cursor = &syntax.Cursor{Source: b.source, Tokens: append([]syntax.Token(nil), b.tokens...)}
	if kind == "DEFAULT" {
		v := t.sum()
		if value, ok := defaultText(v); ok && t.failed == "" && t.Err == nil && t.Done() {
			c.Default = &value
			p.tell("sqlserver.bound.written", d, p.s.Place, c.Name, was, "DEFAULT "+value)
			return
		}
		p.tell("sqlserver.default", d, p.s.Place, c.Name, was, "")
		return
	}
	for i, token := range t.Tokens {
		if token.Kind == syntax.Variable { // it stands for the column's value
			t.Tokens[i].Kind, t.Tokens[i].Value = syntax.Name, c.Name
		}
	}
	v := t.condition()
	if t.failed != "" || t.Err != nil || !t.Done() {
		p.tell("sqlserver.check", d, p.s.Place, c.Name, was, t.failed)
		return
	}
	check := &schema.Check{Expression: v.sql}
	d.Table.Checks = append(d.Table.Checks, check)
	d.Places[check] = p.s.Place
	f.rules[c] = check
	p.tell("sqlserver.bound.written", d, p.s.Place, c.Name, was, "CHECK ("+v.sql+")")
	p.tellChanges(t.told, c.Name, p.s.Place)
}

// giveAlias gives a column what is bound to its alias type, unless it has its own.
func (p *parser) giveAlias(c *schema.Column, name string) {
	p.about(p.draft).aliased[c] = name
	a := p.aliases[name]
	if (a.value != nil || a.rule != nil) && p.r.Follows("sqlserver.bound.written") {
		p.later = append(p.later, func() {
			if a.value != nil && c.Default == nil {
				p.give(p.draft, c, "DEFAULT", a.value)
			}
			if a.rule != nil {
				p.give(p.draft, c, "RULE", a.rule)
			}
		})
	}
}

// unbound tells of the defaults and rules that the script binds to nothing.
func (r *reader) unbound(reading *script.Reading) {
	if !reading.Follows("sqlserver.bound.unused") {
		return
	}
	for _, b := range r.bounds {
		if !b.used {
			o := &script.Object{Name: b.name}
			reading.TellObject("sqlserver.bound.unused", o, b.place, b.kind, "")
			reading.Notes = append(reading.Notes, o.Notes...)
		}
	}
}
