package postgres

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/schema"
)

// addType lets a type of the script be found.
func (r *reader) addType(names []string, u *userType) string {
	space, name := split2(names)
	if space == "" {
		space = r.schema
	}
	u.space, u.name = space, name
	r.types[dotted(space, name)] = u
	r.types[name] = u
	return dotted(space, name)
}

// typed tells whether the script has made a type of a name in the same schema.
func (r *reader) typed(names []string) bool {
	space, name := split2(names)
	if space == "" {
		space = r.schema
	}
	u, ok := lookup(r.types, home(space), name)
	return ok && home(u.space) == home(space)
}

// used tells whether columns are of a type. With cascade they go with it.
func (r *reader) used(u *userType, cascade bool) bool {
	used := false
	for _, t := range r.tables {
		for _, c := range append([]*schema.Column(nil), t.Table.Columns...) {
			typ := t.columns[c].typ
			if other, ok := lookup(r.types, typ.space, typ.name); !ok || other != u {
				continue
			}
			if cascade {
				r.dropColumn(t, c)
				continue
			}
			used = true
		}
	}
	return used
}

// createEnum reads CREATE TYPE … AS ENUM.
func (r *reader) createEnum(n *pg.CreateEnumStmt) verdict {
	if names := strs(n.TypeName); r.typed(names) {
		return manual(strings.Join(names, "."), "postgres.table.twice", strings.Join(names, "."))
	}
	return converted(r.addType(strs(n.TypeName), &userType{enum: true, values: strs(n.Vals)}))
}

// alterEnum reads ALTER TYPE … ADD VALUE and RENAME VALUE.
func (r *reader) alterEnum(n *pg.AlterEnumStmt) verdict {
	space, name := split2(strs(n.TypeName))
	u, ok := lookup(r.types, space, name)
	if !ok || !u.enum {
		return manual(dotted(space, name), "postgres.type.missing", name)
	}
	if n.OldVal != "" {
		for i := range u.values {
			if u.values[i] == n.OldVal {
				u.values[i] = n.NewVal
			}
		}
		return folded(name)
	}
	at := len(u.values)
	for i, v := range u.values {
		if v == n.NewVal {
			return folded(name)
		}
		if v == n.NewValNeighbor && n.NewValNeighbor != "" {
			at = i
			if n.NewValIsAfter {
				at++
			}
		}
	}
	u.values = append(u.values[:at:at], append([]string{n.NewVal}, u.values[at:]...)...)
	return folded(name)
}

// createDomain reads CREATE DOMAIN.
func (r *reader) createDomain(_ source, n *pg.CreateDomainStmt) verdict {
	if names := strs(n.Domainname); r.typed(names) {
		return manual(strings.Join(names, "."), "postgres.table.twice", strings.Join(names, "."))
	}
	u := &userType{domain: true, base: readType(n.TypeName), collate: n.CollClause}
	for _, node := range n.Constraints {
		k := node.GetConstraint()
		switch k.GetContype() {
		case pg.ConstrType_CONSTR_NOTNULL:
			u.notNull = true
		case pg.ConstrType_CONSTR_CHECK:
			u.checks = append(u.checks, domainCheck{k.Conname, k.RawExpr, false})
		case pg.ConstrType_CONSTR_DEFAULT:
			u.def = k.RawExpr
		}
	}
	return converted(r.addType(strs(n.Domainname), u))
}

// alterDomain reads ALTER DOMAIN.
func (r *reader) alterDomain(n *pg.AlterDomainStmt) verdict {
	space, name := split2(strs(n.TypeName))
	u, ok := lookup(r.types, space, name)
	if !ok || !u.domain {
		return manual(dotted(space, name), "postgres.type.missing", name)
	}
	switch n.Subtype {
	case "T":
		u.def = n.Def
	case "N":
		u.notNull = false
	case "O":
		u.notNull = true
	case "C":
		if k := n.Def.GetConstraint(); k != nil {
			u.checks = append(u.checks, domainCheck{k.Conname, k.RawExpr, k.SkipValidation})
		}
	case "V":
		for i := range u.checks {
			if u.checks[i].name == n.Name {
				u.checks[i].unproven = false
			}
		}
	case "X":
		u.checks = keep(u.checks, func(c domainCheck) bool { return c.name != n.Name })
	}
	return folded(name)
}
