package postgres

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"
)

// comment reads COMMENT ON.
func (r *reader) comment(st source, n *pg.CommentStmt) verdict {
	parts := strs(n.Object.GetList().GetItems())
	if len(parts) == 0 && n.Object.GetString_() != nil {
		parts = []string{n.Object.GetString_().Sval}
	}
	if len(parts) == 0 && n.Object.GetTypeName() != nil {
		parts = strs(n.Object.GetTypeName().Names)
	}
	if len(parts) == 0 && n.Object.GetObjectWithArgs() != nil {
		parts = strs(n.Object.GetObjectWithArgs().Objname)
	}
	name := strings.Join(parts, ".")
	switch n.Objtype {
	case pg.ObjectType_OBJECT_TABLE:
		space, table := split2(parts)
		if t := r.find(space, table); t != nil {
			t.Table.Comment = n.Comment
			t.grow(st)
			return folded(name)
		}
		return r.commentNowhere(space, table, n.Comment)
	case pg.ObjectType_OBJECT_COLUMN:
		if len(parts) < 2 {
			break
		}
		space, table := split2(parts[:len(parts)-1])
		t := r.find(space, table)
		if t == nil {
			return r.commentNowhere(space, table, n.Comment, parts[len(parts)-1])
		}
		if c := t.column(parts[len(parts)-1]); c != nil {
			c.Comment = n.Comment
			t.grow(st)
			return folded(name)
		}
	case pg.ObjectType_OBJECT_INDEX:
		space, index := split2(parts)
		if own, ok := lookup(r.indexes, space, index); ok {
			own.Comment = n.Comment
			own.owner.grow(st)
			return folded(name)
		}
	case pg.ObjectType_OBJECT_TABCONSTRAINT:
		if len(parts) < 2 {
			break
		}
		space, table := split2(parts[:len(parts)-1])
		t := r.find(space, table)
		if t == nil {
			return r.commentNowhere(space, table, n.Comment)
		}
		for i := range t.keys {
			if i.Name == parts[len(parts)-1] {
				i.Comment = n.Comment
				t.grow(st)
				return folded(name)
			}
		}
	}
	if n.Comment == "" {
		return passed(name)
	}
	return manual(name, "postgres.comment", n.Comment)
}

// commentNowhere settles a comment on something that is no table, or on a part of it.
func (r *reader) commentNowhere(space, name, comment string, part ...string) verdict {
	whole := strings.Join(append([]string{dotted(space, name)}, part...), ".")
	_, view := lookup(r.relations, space, name)
	_, typ := lookup(r.types, space, name)
	if view || typ {
		return manual(whole, "postgres.comment", comment)
	}
	return manual(dotted(space, name), "postgres.table.missing", dotted(space, name))
}
