package postgres

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/schema"
)

// drop reads DROP: what the script has made before is taken out again, and with CASCADE
// what needs it.
func (r *reader) drop(st source, n *pg.DropStmt) verdict {
	var last string
	did := false
	cascade := n.Behavior == pg.DropBehavior_DROP_CASCADE
	for _, node := range n.Objects {
		parts := strs(node.GetList().GetItems())
		switch {
		case len(parts) > 0:
		case node.GetTypeName() != nil:
			parts = strs(node.GetTypeName().Names)
		case node.GetString_() != nil:
			parts = []string{node.GetString_().Sval}
		}
		space, name := split2(parts)
		last = dotted(space, name)
		switch n.RemoveType {
		case pg.ObjectType_OBJECT_SCHEMA:
			did = r.dropSchema(name) || did
		case pg.ObjectType_OBJECT_TABLE:
			if t := r.find(space, name); t != nil {
				r.dropTable(t, cascade)
				did = true
			}
		case pg.ObjectType_OBJECT_INDEX:
			if own, ok := lookup(r.indexes, space, name); ok {
				own.owner.removeKey(own.Index)
				did = true
			}
		case pg.ObjectType_OBJECT_SEQUENCE:
			if q, ok := lookup(r.sequences, space, name); ok {
				r.dropSequence(q)
				r.uncount(q)
				did = true
			}
		case pg.ObjectType_OBJECT_TYPE, pg.ObjectType_OBJECT_DOMAIN:
			if u, ok := lookup(r.types, space, name); ok {
				if r.used(u, cascade) {
					return manual(last, "postgres.alter", words(st))
				}
				r.dropType(u)
				did = true
			}
		case pg.ObjectType_OBJECT_VIEW, pg.ObjectType_OBJECT_MATVIEW:
			if v, ok := lookup(r.relations, space, name); ok {
				r.dropView(v)
				did = true
			}
		}
	}
	if did && cascade {
		r.dropBlind(func(q *queries) bool { return q.missing })
	}
	if did {
		return folded(last)
	}
	return passed(last)
}

// dropSchema takes out all that the script has made in a schema, as CASCADE does, and tells
// whether there was anything: without CASCADE PostgreSQL drops an empty one alone.
func (r *reader) dropSchema(space string) bool {
	did := false
	for _, t := range r.tables {
		if home(t.Schema) == home(space) {
			r.dropTable(t, true)
			did = true
		}
	}
	for _, v := range r.relations {
		if home(v.space) == home(space) {
			r.dropView(v)
			did = true
		}
	}
	for _, q := range r.sequences {
		if home(q.space) == home(space) {
			r.dropSequence(q)
			r.uncount(q)
			did = true
		}
	}
	for _, u := range r.types {
		if home(u.space) == home(space) {
			r.used(u, true)
			r.dropType(u)
			did = true
		}
	}
	return did
}

// dropTable takes a table out, with its partitions, and with CASCADE the foreign keys that
// point to it and the tables that inherit from it.
func (r *reader) dropTable(t *table, cascade bool) {
	if r.tables[t.Draft] != t {
		return
	}
	pointing := map[*table][]*schema.ForeignKey{}
	for _, other := range r.tables {
		for _, fk := range other.Table.ForeignKeys {
			if f := other.foreign[fk]; f != nil && r.find(f.space, f.name) == t {
				pointing[other] = append(pointing[other], fk)
			}
		}
	}
	r.leave(t)
	delete(r.tables, t.Draft)
	if t.parent != nil {
		t.parent.children = keep(t.parent.children, func(o *table) bool { return o != t })
	}
	for _, child := range append([]*table(nil), t.children...) {
		r.dropTable(child, cascade)
	}
	if !cascade {
		return
	}
	for other, keys := range pointing {
		other.Table.ForeignKeys = keep(other.Table.ForeignKeys, func(fk *schema.ForeignKey) bool {
			for _, one := range keys {
				if one == fk {
					return false
				}
			}
			return true
		})
	}
	for _, heir := range r.heirs(t) {
		r.dropTable(heir, true)
	}
}

// dropType takes a type out.
func (r *reader) dropType(u *userType) {
	for key, other := range r.types {
		if other == u {
			delete(r.types, key)
		}
	}
}

// uncount takes a sequence from the columns that count by it.
func (r *reader) uncount(q *sequence) {
	for _, t := range r.tables {
		for _, c := range t.columns {
			if c.sequence == q && !c.identity {
				c.def, c.sequence = nil, nil
			}
		}
	}
}

// dropBlind takes out the views that cannot be written any more since CASCADE has taken out
// what they read, and those that read such a view in their turn.
func (r *reader) dropBlind(blind func(*queries) bool) {
	for again := true; again; {
		again = false
		for _, v := range append([]*relation(nil), r.views...) {
			if q := r.write(v); q.w.failed() && (blind(q) || again && q.missing) {
				r.dropView(v)
				again = true
			}
		}
	}
}

// dropPointing takes out the foreign keys that point to columns of a table, as CASCADE does
// where the key on them goes, or one of them.
func (r *reader) dropPointing(t *table, points func(columns []string) bool) {
	for _, other := range r.tables {
		other.Table.ForeignKeys = keep(other.Table.ForeignKeys, func(fk *schema.ForeignKey) bool {
			f := other.foreign[fk]
			return f == nil || r.find(f.space, f.name) != t || !points(fk.RefColumns)
		})
	}
}

// cascade follows CASCADE of a change that takes something from a table.
func (r *reader) cascade(t *table, c *pg.AlterTableCmd) {
	switch c.Subtype {
	case pg.AlterTableType_AT_DropColumn:
		r.dropPointing(t, func(columns []string) bool { return fits(c.Name, columns...) })
		r.dropBlind(func(q *queries) bool { return lastPart(q.w.refused) == c.Name })
	case pg.AlterTableType_AT_DropConstraint:
		for _, i := range t.ownKeys() {
			if i.Name == c.Name {
				r.dropPointing(t, func(columns []string) bool {
					return len(columns) == 0 && i.Kind == schema.Primary || sameNames(columns, i.Parts)
				})
			}
		}
	}
}

// sameNames tells whether columns are those of a key, in any order.
func sameNames(columns []string, parts []schema.Part) bool {
	if len(columns) != len(parts) {
		return false
	}
	for _, p := range parts {
		if !fits(p.Column, columns...) {
			return false
		}
	}
	return true
}
