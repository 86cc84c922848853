package oracle

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// sameColumns tells whether a key is over the given columns, in their order.
func sameColumns(index *schema.Index, columns []string) bool {
	return slices.EqualFunc(index.Parts, columns, func(part schema.Part, name string) bool {
		return part.Expression == "" && strings.EqualFold(part.Column, name)
	})
}

// dropConstraint takes a constraint out by its name, and tells whether it was there.
func (p *parser) dropConstraint(name string) bool {
	table := p.draft.Table
	if primary := p.d.primary[p.draft]; primary != "" && strings.EqualFold(primary, name) && table.PrimaryKey != nil {
		table.PrimaryKey = nil
		return true
	}
	count := len(table.Indexes) + len(table.ForeignKeys) + len(table.Checks)
	is := func(other string) bool { return strings.EqualFold(other, name) }
	table.Indexes = slices.DeleteFunc(slices.Clone(table.Indexes), func(i *schema.Index) bool { return i.Kind == schema.Unique && is(i.Name) })
	table.ForeignKeys = slices.DeleteFunc(slices.Clone(table.ForeignKeys), func(fk *schema.ForeignKey) bool { return is(fk.Name) })
	table.Checks = slices.DeleteFunc(slices.Clone(table.Checks), func(c *schema.Check) bool { return is(c.Name) })
	return len(table.Indexes)+len(table.ForeignKeys)+len(table.Checks) < count
}

// renameConstraint gives a constraint another name.
func (p *parser) renameConstraint(old, to string) {
	if strings.EqualFold(p.d.primary[p.draft], old) {
		p.d.primary[p.draft] = to
	}
	for _, index := range p.draft.Table.Indexes {
		replaceName(&index.Name, old, to)
	}
	for _, fk := range p.draft.Table.ForeignKeys {
		replaceName(&fk.Name, old, to)
	}
	for _, c := range p.draft.Table.Checks {
		replaceName(&c.Name, old, to)
	}
}

// switchConstraint enables or disables a constraint by its name. A key or foreign key
// that is disabled holds nothing in Oracle, and is left out.
func (p *parser) switchConstraint(name string, s state) bool {
	for _, c := range p.draft.Table.Checks {
		if strings.EqualFold(c.Name, name) {
			c.NotEnforced = s.disabled
			return true
		}
	}
	if !s.disabled {
		p.tellState(s, p.s.Place, name)
		return true
	}
	if !p.dropConstraint(name) {
		return false
	}
	p.tell("oracle.constraint.disabled", p.s.Place, name, "DISABLE CONSTRAINT", "")
	return true
}
