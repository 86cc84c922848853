package postgres

import (
	pg "github.com/pganalyze/pg_query_go/v6"
	"google.golang.org/protobuf/proto"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// heirs are the tables that have their columns from a table, the partitions among them.
func (r *reader) heirs(t *table) []*table {
	heirs := append([]*table(nil), t.children...)
	for _, other := range t.offspring {
		if r.tables[other.Draft] == other {
			heirs = append(heirs, other)
		}
	}
	return heirs
}

// from makes a table one that inherits from another.
func (t *table) from(parent *table) {
	t.inherited = append(t.inherited, parent)
	parent.offspring = append(parent.offspring, t)
}

// part makes a table one that does not inherit from another any more.
func (t *table) part(parent *table) {
	t.inherited = keep(t.inherited, func(o *table) bool { return o != parent })
	parent.offspring = keep(parent.offspring, func(o *table) bool { return o != t })
}

// descends are the changes of a table that go on to those that inherit from it. A dump of
// a table with thousands of partitions changes it as often, by attaching one each.
var descends = map[pg.AlterTableType]bool{
	pg.AlterTableType_AT_AddColumn: true, pg.AlterTableType_AT_DropColumn: true,
	pg.AlterTableType_AT_AddConstraint: true, pg.AlterTableType_AT_DropConstraint: true,
	pg.AlterTableType_AT_ColumnDefault: true, pg.AlterTableType_AT_DropNotNull: true, pg.AlterTableType_AT_SetNotNull: true,
	pg.AlterTableType_AT_AlterColumnType: true, pg.AlterTableType_AT_DropExpression: true, pg.AlterTableType_AT_SetExpression: true,
}

// descend makes a change of a table in those that inherit from it, as PostgreSQL does
// where ONLY is not said.
func (r *reader) descend(st source, t *table, c *pg.AlterTableCmd, seen map[*table]bool) {
	if !descends[c.Subtype] {
		return
	}
	for _, heir := range r.heirs(t) {
		if seen[heir] {
			continue // inherited twice
		}
		seen[heir] = true
		if r.alterHeir(st, t, heir, c) && heir.parent == nil {
			heir.grow(st)
		}
		r.descend(st, heir, c, seen)
	}
}

// alterHeir makes a change of a table in one that inherits from it, and tells whether it
// is one that is inherited.
func (r *reader) alterHeir(st source, t, heir *table, c *pg.AlterTableCmd) bool {
	switch c.Subtype {
	case pg.AlterTableType_AT_AddColumn:
		r.copyColumns(heir, t, st.Place, inheriting)
		r.copyChecks(heir, t, st.Place)
	case pg.AlterTableType_AT_DropColumn:
		// One that another parent has, too, stays.
		for _, parent := range heir.inherited {
			if parent.column(c.Name) != nil {
				return false
			}
		}
		if column := heir.column(c.Name); column != nil {
			r.dropColumn(heir, column)
		}
	case pg.AlterTableType_AT_AddConstraint:
		k := c.Def.GetConstraint()
		switch {
		case k.GetContype() == pg.ConstrType_CONSTR_NOTNULL, st.says(k, notNull) && !k.GetIsNoInherit():
			r.constraint(heir, st, k)
		case k.GetContype() == pg.ConstrType_CONSTR_CHECK && !k.IsNoInherit:
			r.copyChecks(heir, t, st.Place)
		default:
			return false
		}
	case pg.AlterTableType_AT_DropConstraint:
		checks := len(heir.Table.Checks)
		heir.Table.Checks = keep(heir.Table.Checks, func(k *schema.Check) bool { return k.Name != c.Name })
		return len(heir.Table.Checks) < checks
	default:
		return r.alterColumn(st, heir, c)
	}
	return true
}

// copyChecks gives a table the checks of one that it inherits from, where it has none of
// the name.
func (r *reader) copyChecks(t, from *table, at syntax.Place) {
	has := map[string]bool{}
	for _, k := range t.Table.Checks {
		has[k.Name] = true
	}
	for _, k := range from.Table.Checks {
		if has[k.Name] || from.alone[k] {
			continue
		}
		twin := &schema.Check{Name: k.Name}
		t.Table.Checks = append(t.Table.Checks, twin)
		t.checks[twin] = twinOf(from.checks[k])
		t.Places[twin] = at
	}
}

// renameHeirs gives a column another name in the tables that inherit it.
func (r *reader) renameHeirs(t *table, from, to string, seen map[*table]bool) {
	for _, heir := range r.heirs(t) {
		if seen[heir] {
			continue
		}
		seen[heir] = true
		r.renameColumn(heir, from, to)
		r.renameHeirs(heir, from, to, seen)
	}
}

// twinOf is an expression of its own like another: a column that gets another name gets
// it in its own table's alone.
func twinOf(n *pg.Node) *pg.Node {
	if n == nil {
		return nil
	}
	twin, _ := proto.Clone(n).(*pg.Node)
	return twin
}
