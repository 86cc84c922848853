package postgres

import (
	pg "github.com/pganalyze/pg_query_go/v6"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// rename reads ALTER … RENAME.
func (r *reader) rename(st source, n *pg.RenameStmt) verdict {
	name := relationName(n.Relation)
	t := r.named(n.Relation)
	switch {
	case n.RenameType == pg.ObjectType_OBJECT_INDEX:
		own, ok := lookup(r.indexes, n.Relation.GetSchemaname(), n.Relation.GetRelname())
		if !ok {
			return manual(name, "postgres.index.missing", name)
		}
		own.Name = n.Newname
		r.remember(own)
		return folded(n.Newname)
	case n.RenameType == pg.ObjectType_OBJECT_TYPE, n.RenameType == pg.ObjectType_OBJECT_DOMAIN:
		return r.renameType(strs(n.Object.GetList().GetItems()), "", n.Newname)
	case n.RenameType == pg.ObjectType_OBJECT_DOMCONSTRAINT:
		return r.renameDomainCheck(st, strs(n.Object.GetList().GetItems()), n.Subname, n.Newname)
	case t == nil && n.Subname == "":
		return r.renameOther(st, n)
	case t == nil:
		return manual(name, "postgres.rename", words(st))
	}
	switch n.RenameType {
	case pg.ObjectType_OBJECT_TABLE:
		if r.byName[dotted(home(t.Schema), n.Newname)] != nil || r.viewAt(t.Schema, n.Newname) != nil {
			return manual(name, "postgres.table.twice", n.Newname)
		}
		r.leave(t)
		old := t.source
		r.renameInViews(t.Schema, old, t.Schema, n.Newname)
		t.Table.Name, t.source = n.Newname, n.Newname
		for _, other := range r.tables {
			for _, f := range other.foreign {
				if f.name == old && (f.space == t.Schema || f.space == "") {
					f.name = n.Newname
				}
			}
		}
		r.enter(t)
	case pg.ObjectType_OBJECT_COLUMN:
		switch {
		case t.column(n.Subname) == nil:
			return manual(name, "postgres.column.missing", n.Subname)
		case t.column(n.Newname) != nil:
			return manual(name, "postgres.rename", words(st))
		}
		r.renameColumn(t, n.Subname, n.Newname)
		r.renameHeirs(t, n.Subname, n.Newname, map[*table]bool{t: true})
	case pg.ObjectType_OBJECT_TABCONSTRAINT:
		if !t.constrained(n.Subname) || t.parent == nil && t.constrained(n.Newname) {
			return manual(name, "postgres.rename", words(st))
		}
		r.renameConstraint(t, n.Subname, n.Newname)
	default:
		return manual(name, "postgres.rename", words(st))
	}
	t.grow(st)
	return folded(name)
}

// renameColumn gives a column another name wherever it stands.
func (r *reader) renameColumn(t *table, from, to string) {
	c := t.column(from)
	if c == nil {
		return
	}
	c.Name = to
	swap := func(list []string) {
		for i := range list {
			if list[i] == from {
				list[i] = to
			}
		}
	}
	for i := range t.keys {
		for at := range i.Parts {
			if i.Parts[at].Column == from {
				i.Parts[at].Column = to
			}
		}
		for _, e := range t.keys[i].parts {
			renameIn(e, from, to)
		}
		renameIn(t.keys[i].where, from, to)
		swap(t.keys[i].include)
	}
	for _, e := range t.checks {
		renameIn(e, from, to)
	}
	for _, f := range t.Table.ForeignKeys {
		swap(f.Columns)
	}
	for _, other := range r.tables {
		for fk, f := range other.foreign {
			if r.find(f.space, f.name) == t {
				swap(fk.RefColumns)
			}
		}
		for _, own := range other.columns {
			if own.generated != nil && other == t {
				renameIn(own.generated, from, to)
			}
		}
	}
}

// renameConstraint gives a constraint another name.
func (r *reader) renameConstraint(t *table, from, to string) {
	for _, k := range t.Table.Checks {
		if k.Name == from {
			k.Name = to
		}
	}
	for _, f := range t.Table.ForeignKeys {
		if f.Name == from {
			f.Name = to
		}
	}
	for i := range t.unproven {
		if t.unproven[i].name == from {
			t.unproven[i].name = to
		}
	}
	for i := range t.keys {
		if i.Name == from {
			i.Name = to
			r.remember(t.keys[i])
		}
	}
}

// move reads ALTER … SET SCHEMA.
func (r *reader) move(st source, n *pg.AlterObjectSchemaStmt) verdict {
	name := relationName(n.Relation)
	t := r.named(n.Relation)
	switch n.ObjectType {
	case pg.ObjectType_OBJECT_TYPE, pg.ObjectType_OBJECT_DOMAIN:
		return r.renameType(strs(n.Object.GetList().GetItems()), n.Newschema, "")
	case pg.ObjectType_OBJECT_SEQUENCE:
		if q, ok := lookup(r.sequences, n.Relation.GetSchemaname(), n.Relation.GetRelname()); ok {
			r.renameSequence(q, n.Newschema, q.name)
			return folded(name)
		}
	}
	if t == nil || n.ObjectType != pg.ObjectType_OBJECT_TABLE {
		return manual(name, "postgres.rename", words(st))
	}
	if r.byName[dotted(home(n.Newschema), t.source)] != nil {
		return manual(name, "postgres.table.twice", dotted(n.Newschema, t.source))
	}
	r.renameInViews(t.Schema, t.source, n.Newschema, t.source)
	r.leave(t)
	t.Schema = n.Newschema
	r.enter(t)
	t.grow(st)
	return folded(name)
}

// renameType gives a type another name or schema, "" for its own, also where columns and
// domains are of it.
func (r *reader) renameType(names []string, newSpace, newName string) verdict {
	space, name := split2(names)
	u, ok := lookup(r.types, space, name)
	if !ok {
		return manual(dotted(space, name), "postgres.type.missing", name)
	}
	if newSpace == "" {
		newSpace = u.space
	}
	if newName == "" {
		newName = u.name
	}
	if other, taken := r.types[dotted(newSpace, newName)]; taken && other != u && home(other.space) == home(newSpace) {
		return manual(dotted(space, name), "postgres.table.twice", newName)
	}
	follow := func(typ *typeRef) {
		if other, ok := lookup(r.types, typ.space, typ.name); ok && other == u {
			typ.space, typ.name = newSpace, newName
		}
	}
	for _, t := range r.tables {
		for _, c := range t.columns {
			follow(&c.typ)
		}
	}
	for _, other := range r.types {
		follow(&other.base)
	}
	r.dropType(u)
	u.space, u.name = newSpace, newName
	r.types[dotted(newSpace, newName)] = u
	if r.types[newName] == nil {
		r.types[newName] = u
	}
	return folded(dotted(space, name))
}

// renameDomainCheck gives a check of a domain another name.
func (r *reader) renameDomainCheck(st source, names []string, from, to string) verdict {
	space, name := split2(names)
	u, ok := lookup(r.types, space, name)
	if !ok {
		return manual(dotted(space, name), "postgres.type.missing", name)
	}
	for i := range u.checks {
		if u.checks[i].name == from {
			u.checks[i].name = to
			return folded(dotted(space, name))
		}
	}
	return manual(dotted(space, name), "postgres.rename", words(st))
}

// renameSequence gives a sequence another name or schema; columns that count by it go on.
func (r *reader) renameSequence(q *sequence, space, name string) {
	at := 0
	for i, other := range r.ordered {
		if other == q {
			at = i
		}
	}
	r.dropSequence(q)
	q.space, q.name = space, name
	r.addSequence(q)
	copy(r.ordered[at+1:], r.ordered[at:])
	r.ordered[at] = q
}

// renameOther gives a view or a sequence another name.
func (r *reader) renameOther(st source, n *pg.RenameStmt) verdict {
	space, name := n.Relation.GetSchemaname(), n.Relation.GetRelname()
	whole := relationName(n.Relation)
	if v := r.viewAt(space, name); v != nil && v.object != nil {
		if r.viewAt(v.space, n.Newname) != nil || r.byName[dotted(home(v.space), n.Newname)] != nil {
			return manual(whole, "postgres.table.twice", n.Newname)
		}
		for key, other := range r.relations {
			if other == v {
				delete(r.relations, key)
			}
		}
		r.renameInViews(v.space, v.name, v.space, n.Newname)
		v.name = n.Newname
		r.nameView(v)
		v.object.Name, v.object.SQL = v.name, r.write(v).sql
		v.object.Original += ";\n" + st.Text
		return folded(whole)
	}
	if q, ok := lookup(r.sequences, space, name); ok && n.RenameType != pg.ObjectType_OBJECT_VIEW && n.RenameType != pg.ObjectType_OBJECT_MATVIEW {
		if _, taken := r.sequences[dotted(q.space, n.Newname)]; taken {
			return manual(whole, "postgres.table.twice", n.Newname)
		}
		r.renameSequence(q, q.space, n.Newname)
		return folded(whole)
	}
	return manual(whole, "postgres.rename", words(st))
}

// renameInViews gives a table or view another name in the queries of views: on the source
// they go on to read it.
func (r *reader) renameInViews(space, name, newSpace, newName string) {
	for _, v := range r.views {
		query := &pg.Node{Node: &pg.Node_SelectStmt{SelectStmt: v.query}}
		common := map[string]bool{}
		eachMessage(query.ProtoReflect(), 0, func(m protoreflect.Message) {
			if e, ok := m.Interface().(*pg.CommonTableExpr); ok {
				common[e.Ctename] = true
			}
		})
		eachMessage(query.ProtoReflect(), 0, func(m protoreflect.Message) {
			from, ok := m.Interface().(*pg.RangeVar)
			if !ok || from.Relname != name || from.Schemaname == "" && (common[name] || home(v.space) != home(space)) || from.Schemaname != "" && home(from.Schemaname) != home(space) {
				return
			}
			if from.Alias == nil {
				from.Alias = &pg.Alias{Aliasname: name}
			}
			from.Relname = newName
			if from.Schemaname != "" || home(newSpace) != home(space) {
				from.Schemaname = newSpace
			}
		})
	}
}
