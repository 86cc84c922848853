package postgres

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// constraint reads a constraint of a table.
func (r *reader) constraint(t *table, st source, k *pg.Constraint) {
	at := st.at(k.Location)
	if k.Indexspace != "" {
		t.stored(st, "TABLESPACE "+k.Indexspace)
	}
	t.storedOptions(st, k.Options)
	name := r.constrain(t, st, k, at)
	if k.Deferrable || k.Initdeferred {
		r.Tell("postgres.constraint.deferrable", t.Draft, at, name, "DEFERRABLE", "")
	}
	if k.SkipValidation {
		t.unproven = append(t.unproven, unproven{name, at})
	}
}

// constrain puts a constraint in, and gives its name.
func (r *reader) constrain(t *table, st source, k *pg.Constraint, at syntax.Place) string {
	if st.says(k, notNull) {
		t.holdNotNull(k.Conname, oneColumn(k.RawExpr))
		return k.Conname
	}
	switch k.Contype {
	case pg.ConstrType_CONSTR_PRIMARY, pg.ConstrType_CONSTR_UNIQUE:
		if k.Indexname != "" {
			r.adopt(t, k, at)
			return k.Conname
		}
		i := r.keyConstraint(t, k, at)
		if i == nil {
			return k.Conname
		}
		if st.says(k, overlaps) {
			r.Tell("postgres.key.overlaps", t.Draft, at, i.Name, i.Parts[len(i.Parts)-1].Column, "")
		}
		return i.Name
	case pg.ConstrType_CONSTR_CHECK:
		name := k.Conname
		if name == "" {
			name = t.freeCheck(objectName(t.source, oneColumn(k.RawExpr), "check"))
		}
		c := &schema.Check{Name: name, NotEnforced: st.says(k, slack)}
		t.Table.Checks = append(t.Table.Checks, c)
		t.checks[c] = k.RawExpr
		t.Places[c] = at
		if k.IsNoInherit {
			t.alone[c] = true
		}
		return name
	case pg.ConstrType_CONSTR_FOREIGN:
		fk := r.foreignConstraint(t, k, at)
		if st.says(k, slack) {
			t.slack[fk] = true
		}
		if st.says(k, period) {
			t.periods[fk] = true
		}
		return fk.Name
	case pg.ConstrType_CONSTR_EXCLUSION:
		name := k.Conname
		if name == "" {
			name = objectName(t.source, strings.Join(excluded(k), "_"), "excl")
		}
		r.Tell("postgres.constraint.exclude", t.Draft, at, name, "EXCLUDE", "")
		t.kept[name] = true
		return name
	case pg.ConstrType_CONSTR_NOTNULL:
		t.holdNotNull(k.Conname, strs(k.Keys)...)
	}
	return k.Conname
}

// holdNotNull makes columns NOT NULL by a constraint of a name.
func (t *table) holdNotNull(name string, columns ...string) {
	t.kept[name] = true
	for _, column := range columns {
		if c := t.column(column); c != nil {
			c.NotNull = true
		}
	}
}

// excluded are what the parts of an EXCLUDE are called.
func excluded(k *pg.Constraint) []string {
	var columns []string
	for _, pair := range k.Exclusions {
		for _, n := range pair.GetList().GetItems() {
			if e := n.GetIndexElem(); e != nil {
				columns = append(columns, part(e.Name, e.Expr, columns))
			}
		}
	}
	return columns
}

// keyConstraint reads PRIMARY KEY and UNIQUE; it gives the key, nil where there is none.
func (r *reader) keyConstraint(t *table, k *pg.Constraint, at syntax.Place) *schema.Index {
	i := &schema.Index{Name: k.Conname, Kind: schema.Unique}
	columns := strs(k.Keys)
	for _, name := range columns {
		if t.column(name) == nil {
			r.Tell("postgres.column.missing", t.Draft, at, k.Conname, name, "")
			return nil
		}
	}
	for _, name := range columns {
		i.Parts = append(i.Parts, schema.Part{Column: name})
	}
	own := &index{Index: i, owner: t, place: at, constraint: true, include: strs(k.Including), parts: make([]*pg.Node, len(columns)), classes: make([]string, len(columns)), collation: make([]string, len(columns))}
	t.keys[i] = own
	t.Places[i] = at
	if k.Contype == pg.ConstrType_CONSTR_PRIMARY && t.Table.PrimaryKey != nil {
		r.Tell("postgres.key.twice", t.Draft, at, k.Conname, strings.Join(columns, ", "), "")
		return nil
	}
	if k.Contype == pg.ConstrType_CONSTR_PRIMARY {
		i.Kind = schema.Primary
		if i.Name == "" {
			i.Name = objectName(t.source, "", "pkey")
		}
		r.setPrimary(t, own)
		return i
	}
	if i.Name == "" {
		i.Name = t.freeKey(columns, "key")
	}
	if k.NullsNotDistinct {
		r.Tell("postgres.index.nulls", t.Draft, at, i.Name, "NULLS NOT DISTINCT", "")
	}
	t.Table.Indexes = append(t.Table.Indexes, i)
	r.remember(own)
	return i
}

// setPrimary makes a key the table's primary one; its columns are never null.
func (r *reader) setPrimary(t *table, own *index) {
	own.Kind = schema.Primary
	t.Table.PrimaryKey = own.Index
	for _, p := range own.Parts {
		if c := t.column(p.Column); c != nil {
			c.NotNull = true
		}
	}
	r.remember(own)
}

// remember lets a key be found by its name.
func (r *reader) remember(own *index) {
	space := own.owner.Schema
	r.indexes[dotted(space, own.Name)] = own
	if r.indexes[own.Name] == nil || space == "" {
		r.indexes[own.Name] = own
	}
}

// adopt makes a constraint of an index that is there (USING INDEX).
func (r *reader) adopt(t *table, k *pg.Constraint, at syntax.Place) {
	own, ok := lookup(r.indexes, t.Schema, k.Indexname)
	if !ok || own.owner != t {
		r.Tell("postgres.index.missing", t.Draft, at, k.Conname, k.Indexname, "")
		return
	}
	if k.Contype == pg.ConstrType_CONSTR_PRIMARY && t.Table.PrimaryKey != nil {
		r.Tell("postgres.key.twice", t.Draft, at, k.Conname, keyColumns(own), "")
		return
	}
	own.constraint = true
	if k.Conname != "" {
		own.Name = k.Conname
		r.remember(own)
	}
	if k.Contype == pg.ConstrType_CONSTR_PRIMARY {
		t.removeKey(own.Index)
		r.setPrimary(t, own)
	}
}

// removeKey takes a key out of the table's secondary ones.
func (t *table) removeKey(i *schema.Index) {
	for at, other := range t.Table.Indexes {
		if other == i {
			t.Table.Indexes = append(t.Table.Indexes[:at:at], t.Table.Indexes[at+1:]...)
			return
		}
	}
}

// actions are what a foreign key does, by PostgreSQL's letters.
var actions = map[string]string{"r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"}

// foreignConstraint reads FOREIGN KEY.
func (r *reader) foreignConstraint(t *table, k *pg.Constraint, at syntax.Place) *schema.ForeignKey {
	fk := &schema.ForeignKey{
		Name: k.Conname, Columns: strs(k.FkAttrs), RefTable: k.Pktable.Relname, RefColumns: strs(k.PkAttrs),
		OnDelete: actions[k.FkDelAction], OnUpdate: actions[k.FkUpdAction],
	}
	if fk.Name == "" {
		fk.Name = t.freeForeign(fk.Columns)
	}
	if k.FkMatchtype == "f" && len(fk.Columns) > 1 {
		r.Tell("postgres.foreign.match", t.Draft, at, fk.Name, "MATCH FULL", "")
	}
	if n := len(k.FkDelSetCols); n > 0 && n < len(fk.Columns) {
		r.Tell("postgres.foreign.columns", t.Draft, at, fk.Name, strings.Join(strs(k.FkDelSetCols), ", "), "")
	}
	space := k.Pktable.Schemaname
	if space == "" {
		space = r.schema
	}
	t.Table.ForeignKeys = append(t.Table.ForeignKeys, fk)
	t.foreign[fk] = &foreign{space: space, name: k.Pktable.Relname}
	t.Places[fk] = at
	return fk
}
