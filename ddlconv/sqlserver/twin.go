package sqlserver

import (
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// Names that differ in case only are two names under a collation that regards case, and
// one on the target. Of such twins the first keeps its name; the others get a number.

// regardsCase tells whether names that differ in case only are two here: the database's
// collation says it, or, where the script does not tell that, that it makes both without
// a look at what is there.
func (p *parser) regardsCase() bool {
	if p.collation != "" {
		return p.collation == exactCollation
	}
	return !p.flow.guarded()
}

// twin tells whether a name is another one in other letters' case only.
func twin(name, other string) bool { return name != other && strings.EqualFold(name, other) }

// numbered is a name with the first number behind it that makes it one of its own.
func numbered(name string, taken func(string) bool) string {
	for n := 2; ; n++ {
		if candidate := name + "_" + strconv.Itoa(n); !taken(candidate) {
			return candidate
		}
	}
}

// own is the name on the target of a column of the table being read.
func (p *parser) own(name string) string { return p.columnOf(p.draft, name) }

// columnOf is the name on the target of a column of a table, which the source calls by a
// name.
func (r *reader) columnOf(d *schema.Draft, name string) string {
	if d == nil || r.facts[d] == nil {
		return name
	}
	if target, renamed := r.facts[d].columns[name]; renamed {
		return target
	}
	return name
}

// columnsOf puts the names on the target in the place of a table's columns.
func (r *reader) columnsOf(d *schema.Draft, names []string) []string {
	for i, name := range names {
		names[i] = r.columnOf(d, name)
	}
	return names
}

// tellColumnTwin gives the last column of the table a name of its own where another has
// it in other letters' case.
func (p *parser) tellColumnTwin(c *schema.Column, place syntax.Place) {
	t := p.draft.Table
	was := c.Name
	for _, other := range t.Columns {
		if other == c || !twin(was, other.Name) {
			continue
		}
		if !p.regardsCase() || !p.r.Follows("sqlserver.name.case") {
			return
		}
		c.Name = numbered(was, func(name string) bool { return t.Column(name) != nil })
		p.about(p.draft).columns[was] = c.Name
		p.tell("sqlserver.name.case", p.draft, place, was, was, c.Name)
		return
	}
}

// tableTwin gives a table a name of its own where another has it in other letters' case.
func (p *parser) tableTwin(d *schema.Draft, place syntax.Place) {
	database, was := d.Schema, d.Table.Name
	other := p.known(database, was)
	if other == nil || other == d || !twin(was, other.Table.Name) || !p.regardsCase() || !p.r.Follows("sqlserver.name.case") {
		return
	}
	d.Table.Name = numbered(was, func(name string) bool { return p.known(database, name) != nil })
	p.twins[exact(database, was)] = d
	for _, fk := range d.Table.ForeignKeys {
		if strings.EqualFold(fk.RefSchema, database) && fk.RefTable == was {
			fk.RefTable = d.Table.Name
		}
	}
	p.tell("sqlserver.name.case", d, place, "", was, d.Table.Name)
}

// exact is a table's name as it is written.
func exact(database, name string) string { return strings.ToLower(database) + "." + name }

// held tells whether a table, view or sequence of another kind has a name already, in its
// schema: the source refuses the second of them (2714).
func (p *parser) held(kind script.ObjectKind, database, name string) bool {
	same := func(other string) bool { return other == name || strings.EqualFold(other, name) && !p.regardsCase() }
	if kind != "" {
		if d := p.known(database, name); d != nil && strings.EqualFold(d.Schema, database) && same(d.Table.Name) {
			return true
		}
	}
	if kind != script.View {
		if v := p.viewOf(database, name); v != nil && same(v.name) {
			return true
		}
	}
	return kind != script.Sequence && p.sequenceOf(database, name) != nil
}
