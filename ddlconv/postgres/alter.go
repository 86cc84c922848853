package postgres

import (
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
)

// alter reads ALTER TABLE, and ALTER INDEX, VIEW and SEQUENCE, which PostgreSQL reads
// alike.
func (r *reader) alter(st source, n *pg.AlterTableStmt) verdict {
	name := relationName(n.Relation)
	if n.Objtype == pg.ObjectType_OBJECT_INDEX {
		return r.alterIndex(st, n)
	}
	if n.Objtype == pg.ObjectType_OBJECT_TYPE {
		if u, ok := lookup(r.types, n.Relation.GetSchemaname(), n.Relation.GetRelname()); ok {
			u.fields = nil // which have changed
		}
		return manual(name, "postgres.type.composite", name)
	}
	t := r.named(n.Relation)
	worst := verdict{fate: script.Passed, object: name}
	for _, c := range inPasses(n.Cmds) {
		v := r.alterOne(st, t, name, c, n.Relation.GetInh())
		if t == nil && n.MissingOk {
			v = passed(name) // IF EXISTS, and it does not
		}
		if v.fate == script.Manual || v.fate == script.Folded && worst.fate == script.Passed {
			worst = v
		}
	}
	if t != nil && worst.fate != script.Passed {
		t.grow(st)
	}
	return worst
}

// inPasses are the changes of one statement in the order in which PostgreSQL makes them:
// what is taken away comes first.
func inPasses(nodes []*pg.Node) []*pg.AlterTableCmd {
	var first, rest []*pg.AlterTableCmd
	for _, node := range nodes {
		switch c := node.GetAlterTableCmd(); {
		case c == nil:
		case c.Subtype == pg.AlterTableType_AT_DropColumn, c.Subtype == pg.AlterTableType_AT_DropConstraint,
			c.Subtype == pg.AlterTableType_AT_ColumnDefault && c.Def == nil, c.Subtype == pg.AlterTableType_AT_DropNotNull:
			first = append(first, c)
		default:
			rest = append(rest, c)
		}
	}
	return append(first, rest...)
}

// alterIndex reads ALTER INDEX … ATTACH PARTITION and its like.
func (r *reader) alterIndex(st source, n *pg.AlterTableStmt) verdict {
	name := relationName(n.Relation)
	for _, node := range n.Cmds {
		c := node.GetAlterTableCmd()
		if said := stored(c); len(said) > 0 {
			own, ok := lookup(r.indexes, n.Relation.Schemaname, n.Relation.Relname)
			if !ok {
				return passed(name)
			}
			for _, word := range said {
				own.owner.stored(st, word)
			}
			own.owner.grow(st)
			return folded(name)
		}
		if c.GetSubtype() != pg.AlterTableType_AT_AttachPartition {
			continue
		}
		child := c.Def.GetPartitionCmd().GetName()
		parent, known := lookup(r.indexes, n.Relation.Schemaname, n.Relation.Relname)
		own, ok := lookup(r.indexes, child.GetSchemaname(), child.GetRelname())
		if !known || !ok {
			return manual(name, "postgres.index.missing", relationName(child))
		}
		own.attached = true
		parent.parentOf = append(parent.parentOf, own)
		return folded(name)
	}
	return passed(name)
}

// silent are the changes of a table that say nothing of its rows: owners, and what takes
// back how it is stored.
var silent = map[pg.AlterTableType]bool{
	pg.AlterTableType_AT_ChangeOwner: true, pg.AlterTableType_AT_ResetOptions: true, pg.AlterTableType_AT_ResetRelOptions: true,
	pg.AlterTableType_AT_DropCluster: true, pg.AlterTableType_AT_SetLogged: true, pg.AlterTableType_AT_DropOids: true,
}

// toggles are the changes that switch triggers and rules on and off.
var toggles = map[pg.AlterTableType]bool{
	pg.AlterTableType_AT_EnableTrig: true, pg.AlterTableType_AT_EnableAlwaysTrig: true, pg.AlterTableType_AT_EnableReplicaTrig: true,
	pg.AlterTableType_AT_DisableTrig: true, pg.AlterTableType_AT_EnableTrigAll: true, pg.AlterTableType_AT_DisableTrigAll: true,
	pg.AlterTableType_AT_EnableTrigUser: true, pg.AlterTableType_AT_DisableTrigUser: true, pg.AlterTableType_AT_EnableRule: true,
	pg.AlterTableType_AT_EnableAlwaysRule: true, pg.AlterTableType_AT_EnableReplicaRule: true, pg.AlterTableType_AT_DisableRule: true,
}

// alterOne follows one change of a table, and with inh of those that inherit from it.
func (r *reader) alterOne(st source, t *table, name string, c *pg.AlterTableCmd, inh bool) verdict {
	if t == nil {
		if v, ok := lookup(r.relations, "", lastPart(name)); ok && v.object != nil && c.Subtype == pg.AlterTableType_AT_SetRelOptions {
			r.setViewOptions(st, v, c.Def.GetList().GetItems())
			return folded(name)
		}
	}
	switch {
	case silent[c.Subtype]:
		return passed(name)
	case toggles[c.Subtype]:
		return manual(name, "postgres.trigger.switch", words(st))
	}
	if said := stored(c); len(said) > 0 {
		if t == nil {
			return passed(name)
		}
		for _, word := range said {
			t.stored(st, word)
		}
		return folded(name)
	}
	switch c.Subtype {
	case pg.AlterTableType_AT_EnableRowSecurity, pg.AlterTableType_AT_DisableRowSecurity,
		pg.AlterTableType_AT_ForceRowSecurity, pg.AlterTableType_AT_NoForceRowSecurity:
		return manual(name, "postgres.policy", words(st))
	}
	if t == nil {
		if _, ok := lookup(r.relations, "", lastPart(name)); ok {
			return manual(name, "postgres.view.alter", words(st))
		}
		return manual(name, "postgres.table.missing", name)
	}
	if c.Behavior == pg.DropBehavior_DROP_CASCADE && c.Subtype == pg.AlterTableType_AT_DropConstraint {
		r.cascade(t, c)
	}
	if r.alterColumn(st, t, c) || r.alterConstraint(st, t, c) || r.alterTable(st, t, c) {
		if inh {
			r.descend(st, t, c, map[*table]bool{t: true})
		}
		if c.Behavior == pg.DropBehavior_DROP_CASCADE && c.Subtype == pg.AlterTableType_AT_DropColumn {
			r.cascade(t, c)
		}
		return folded(name)
	}
	return manual(name, "postgres.alter", words(st))
}

// lastPart is a name without its schema.
func lastPart(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

// alterColumn follows a change of a column, and tells whether it was one.
func (r *reader) alterColumn(st source, t *table, c *pg.AlterTableCmd) bool {
	if c.Subtype == pg.AlterTableType_AT_AddColumn {
		def := c.Def.GetColumnDef()
		if def == nil {
			return false
		}
		if t.column(def.Colname) != nil {
			return c.MissingOk
		}
		for _, k := range r.column(t, st, def) {
			r.constraint(t, st, k)
		}
		return true
	}
	column := t.column(c.Name)
	if column == nil {
		return c.Subtype == pg.AlterTableType_AT_DropColumn && c.MissingOk
	}
	own := t.columns[column]
	switch c.Subtype {
	case pg.AlterTableType_AT_ColumnDefault:
		own.def, own.sequence = nil, nil
		if c.Def != nil {
			r.setDefault(t, column, c.Def)
		}
	case pg.AlterTableType_AT_DropNotNull:
		column.NotNull = false
	case pg.AlterTableType_AT_SetNotNull:
		column.NotNull = true
	case pg.AlterTableType_AT_DropColumn:
		r.dropColumn(t, column)
	case pg.AlterTableType_AT_AlterColumnType:
		def := c.Def.GetColumnDef()
		own.typ = readType(def.GetTypeName())
		column.Type = own.typ.String()
		if def.GetCollClause() != nil {
			r.collate(t, column, def.CollClause)
		}
	case pg.AlterTableType_AT_AddIdentity:
		r.setIdentity(t, column, c.Def.GetConstraint())
	case pg.AlterTableType_AT_SetIdentity:
		if list := c.Def.GetList(); list != nil && own.sequence != nil {
			own.sequence.options(list.Items)
			for _, node := range list.Items {
				if e := node.GetDefElem(); e.GetDefname() == "generated" {
					own.always = number(e.Arg) == strconv.Itoa('a')
				}
			}
		}
	case pg.AlterTableType_AT_DropIdentity:
		own.identity, own.always, own.sequence = false, false, nil
	case pg.AlterTableType_AT_DropExpression, pg.AlterTableType_AT_SetExpression:
		own.generated = c.Def
	default:
		return false
	}
	return true
}

// dropColumn takes a column out with the keys and constraints that hold it.
func (r *reader) dropColumn(t *table, c *schema.Column) {
	has := func(names []string) bool {
		for _, n := range names {
			if n == c.Name {
				return true
			}
		}
		return false
	}
	onKey := func(i *schema.Index) bool {
		own := t.keys[i]
		for _, e := range own.parts {
			if names(e, c.Name) {
				return true
			}
		}
		return own.on(c.Name) || has(own.include) || names(own.where, c.Name)
	}
	t.Table.Columns = keep(t.Table.Columns, func(o *schema.Column) bool { return o != c })
	t.Table.Indexes = keep(t.Table.Indexes, func(i *schema.Index) bool { return !onKey(i) })
	t.Table.ForeignKeys = keep(t.Table.ForeignKeys, func(f *schema.ForeignKey) bool { return !has(f.Columns) })
	if pk := t.Table.PrimaryKey; pk != nil && onKey(pk) {
		t.Table.PrimaryKey = nil
	}
	t.Table.Checks = keep(t.Table.Checks, func(k *schema.Check) bool { return !names(t.checks[k], c.Name) })
}

// keep is those of a list that a function keeps.
func keep[T any](list []T, keeps func(T) bool) []T {
	var kept []T
	for _, item := range list {
		if keeps(item) {
			kept = append(kept, item)
		}
	}
	return kept
}

// alterConstraint follows a change of a constraint, and tells whether it was one.
func (r *reader) alterConstraint(st source, t *table, c *pg.AlterTableCmd) bool {
	switch c.Subtype {
	case pg.AlterTableType_AT_AddConstraint:
		k := c.Def.GetConstraint()
		if k == nil {
			return false
		}
		r.constraint(t, st, k)
	case pg.AlterTableType_AT_DropConstraint:
		return t.dropConstraint(c.Name) || c.MissingOk
	case pg.AlterTableType_AT_ValidateConstraint:
		t.unproven = keep(t.unproven, func(u unproven) bool { return u.name != c.Name })
	case pg.AlterTableType_AT_AlterConstraint:
		r.changeConstraint(t, st, c.Def.GetConstraint())
	default:
		return false
	}
	return true
}

// changeConstraint follows ALTER CONSTRAINT: when it is checked, and whether.
func (r *reader) changeConstraint(t *table, st source, k *pg.Constraint) {
	if k.GetDeferrable() || k.GetInitdeferred() {
		r.Tell("postgres.constraint.deferrable", t.Draft, st.Place, k.Conname, "DEFERRABLE", "")
	}
	for _, fk := range t.Table.ForeignKeys {
		if fk.Name != k.GetConname() {
			continue
		}
		for _, m := range st.newer {
			switch m.phrase {
			case slack:
				t.slack[fk] = true
			case enforced:
				delete(t.slack, fk)
			}
		}
	}
}

// dropConstraint takes a constraint out by its name, and tells whether there was one.
func (t *table) dropConstraint(name string) bool {
	if !t.constrained(name) {
		return false
	}
	delete(t.kept, name)
	t.unproven = keep(t.unproven, func(u unproven) bool { return u.name != name })
	t.Table.Checks = keep(t.Table.Checks, func(k *schema.Check) bool { return k.Name != name })
	t.Table.ForeignKeys = keep(t.Table.ForeignKeys, func(f *schema.ForeignKey) bool { return f.Name != name })
	t.Table.Indexes = keep(t.Table.Indexes, func(i *schema.Index) bool { return i.Name != name })
	if pk := t.Table.PrimaryKey; pk != nil && pk.Name == name {
		t.Table.PrimaryKey = nil
	}
	return true
}

// constrained tells whether a table has a constraint of a name. A partition has those of
// its table by names that the script need not say.
func (t *table) constrained(name string) bool {
	if t.kept[name] || t.parent != nil || t.hasKey(name) {
		return true
	}
	for _, k := range t.Table.Checks {
		if k.Name == name {
			return true
		}
	}
	for _, fk := range t.Table.ForeignKeys {
		if fk.Name == name {
			return true
		}
	}
	return t.Table.PrimaryKey != nil && t.Table.PrimaryKey.Name == name
}

// alterTable follows a change of the table itself, and tells whether it was one.
func (r *reader) alterTable(st source, t *table, c *pg.AlterTableCmd) bool {
	switch c.Subtype {
	case pg.AlterTableType_AT_AttachPartition:
		cmd := c.Def.GetPartitionCmd()
		child := r.named(cmd.GetName())
		if child == nil || child == t.root() || child.parent != nil {
			return false
		}
		child.parent, child.bound, child.at = t, cmd.Bound, st.at(cmd.Bound.GetLocation())
		t.children = append(t.children, child)
	case pg.AlterTableType_AT_DetachPartition, pg.AlterTableType_AT_DetachPartitionFinalize:
		child := r.named(c.Def.GetPartitionCmd().GetName())
		if c.Subtype == pg.AlterTableType_AT_DetachPartitionFinalize && child != nil && child.parent == nil {
			return true // it is cut off since CONCURRENTLY
		}
		if child == nil || child.parent != t {
			return false
		}
		r.cutOff(t, child)
	case pg.AlterTableType_AT_AddInherit:
		parent := r.named(c.Def.GetRangeVar())
		if parent == nil || parent == t {
			return false
		}
		r.Tell("postgres.table.inherits", t.Draft, st.Place, "", relationName(c.Def.GetRangeVar()), "")
		t.from(parent)
	case pg.AlterTableType_AT_DropInherit:
		if parent := r.named(c.Def.GetRangeVar()); parent != nil {
			t.part(parent)
		}
	default:
		return false
	}
	return true
}
