package postgres

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
)

// createSchema reads a schema with what is made in it.
func (r *reader) createSchema(st source, n *pg.CreateSchemaStmt) verdict {
	before := r.schema
	r.schema = n.Schemaname
	defer func() { r.schema = before }()
	worst := converted(n.Schemaname)
	if len(n.SchemaElts) == 0 {
		worst = passed(n.Schemaname)
	}
	for _, element := range n.SchemaElts {
		if v := r.take(st, element); v.fate == script.Manual {
			worst = v
		}
	}
	return worst
}

// createTable reads CREATE TABLE.
func (r *reader) createTable(st source, n *pg.CreateStmt) verdict {
	name := n.Relation.Relname
	var typed *userType
	if n.OfTypename != nil {
		of := readType(n.OfTypename)
		if typed, _ = lookup(r.types, of.space, of.name); typed == nil || len(typed.fields) == 0 {
			return manual(name, "postgres.table.of", words(st))
		}
	}
	d := schema.NewDraft()
	d.Table.Name = name
	d.Schema = n.Relation.Schemaname
	if d.Schema == "" && n.Relation.Relpersistence != "t" {
		d.Schema = r.schema
	}
	d.Places[d] = st.Place
	d.Places[d.Table] = st.Place
	if r.byName[dotted(home(d.Schema), name)] != nil || r.viewAt(d.Schema, name) != nil && n.Relation.Relpersistence != "t" {
		if n.IfNotExists {
			return passed(name)
		}
		return manual(name, "postgres.table.twice", name)
	}
	for _, element := range n.TableElts {
		if like := element.GetTableLikeClause(); like != nil && r.named(like.Relation) == nil {
			return manual(name, "postgres.table.like", relationName(like.Relation))
		}
	}
	t := r.add(d)
	if v, ok := r.inherit(t, st, n); !ok {
		delete(r.tables, d)
		return v
	}
	t.grow(st)
	if n.Relation.Relpersistence == "t" {
		d.Remarks = append(d.Remarks, schema.Remark{Phrase: schema.Temporary, Text: "TEMPORARY" + commits[n.Oncommit], Place: st.Place})
	}
	if n.Relation.Relpersistence == "u" {
		r.Tell("postgres.table.unlogged", d, st.Place, "", "UNLOGGED", "")
	}
	r.storage(t, st, n)
	if typed != nil {
		r.fields(t, st, typed)
	}
	var keys []*pg.Constraint
	for _, element := range n.TableElts {
		switch e := element.Node.(type) {
		case *pg.Node_ColumnDef:
			keys = append(keys, r.column(t, st, e.ColumnDef)...)
		case *pg.Node_TableLikeClause:
			r.like(t, st, e.TableLikeClause)
		}
	}
	for _, c := range keys {
		r.constraint(t, st, c)
	}
	for _, element := range n.TableElts {
		if c := element.GetConstraint(); c != nil {
			r.constraint(t, st, c)
		}
	}
	if n.Partspec != nil {
		t.spec, t.at = n.Partspec, st.at(n.Partspec.Location)
	}
	if !r.enter(t) {
		delete(r.tables, d)
		return manual(name, "postgres.table.twice", name)
	}
	if t.parent != nil {
		return folded(name)
	}
	return converted(name)
}

// fields gives a table the columns of a type.
func (r *reader) fields(t *table, st source, u *userType) {
	for _, field := range u.fields {
		r.column(t, st, field)
		t.Places[t.column(field.Colname)] = st.Place
	}
	r.Tell("postgres.table.typed", t.Draft, st.Place, "", u.name, "")
}

// commits are what becomes of a temporary table at the end of a transaction.
var commits = map[pg.OnCommitAction]string{
	pg.OnCommitAction_ONCOMMIT_DELETE_ROWS: " ON COMMIT DELETE ROWS", pg.OnCommitAction_ONCOMMIT_DROP: " ON COMMIT DROP",
}

// The parts of a table that LIKE may take beside its columns, as PostgreSQL numbers them.
const (
	likeComments  = 1 << 0
	likeChecks    = 1 << 2
	likeDefaults  = 1 << 3
	likeGenerated = 1 << 4
	likeIdentity  = 1 << 5
	likeIndexes   = 1 << 6
	inheriting    = likeDefaults | likeGenerated
)

// column reads a column, and gives the constraints behind it that are the table's.
func (r *reader) column(t *table, st source, n *pg.ColumnDef) []*pg.Constraint {
	c := t.column(n.Colname)
	var own *column
	if c == nil {
		c, own = &schema.Column{Name: n.Colname}, &column{}
		t.Table.Columns = append(t.Table.Columns, c)
		t.columns[c] = own
	} else {
		own = t.columns[c]
	}
	t.Places[c] = st.at(n.Location)
	if n.TypeName != nil {
		own.typ = readType(n.TypeName)
		c.Type = own.typ.String()
	}
	if own.typ.serial {
		c.NotNull = true
		own.sequence = r.countedBy(t, c, own.typ)
	}
	if n.IsNotNull {
		c.NotNull = true
	}
	if n.CollClause != nil {
		r.collate(t, c, n.CollClause)
	}
	if n.StorageName != "" {
		t.stored(st, n.Colname+": STORAGE "+n.StorageName)
	}
	if n.Compression != "" {
		t.stored(st, n.Colname+": COMPRESSION "+n.Compression)
	}
	var keys []*pg.Constraint
	for _, node := range n.Constraints {
		k := node.GetConstraint()
		if k == nil {
			continue
		}
		switch k.Contype {
		case pg.ConstrType_CONSTR_NULL:
			c.NotNull = false
		case pg.ConstrType_CONSTR_NOTNULL:
			c.NotNull = true
			t.kept[k.Conname] = true
		case pg.ConstrType_CONSTR_DEFAULT:
			r.setDefault(t, c, k.RawExpr)
		case pg.ConstrType_CONSTR_GENERATED:
			own.generated, c.Stored = k.RawExpr, !st.says(k, virtually)
		case pg.ConstrType_CONSTR_IDENTITY:
			r.setIdentity(t, c, k)
		case pg.ConstrType_CONSTR_PRIMARY, pg.ConstrType_CONSTR_UNIQUE:
			k.Keys = []*pg.Node{pg.MakeStrNode(n.Colname)}
			keys = append(keys, k)
		case pg.ConstrType_CONSTR_FOREIGN:
			k.FkAttrs = []*pg.Node{pg.MakeStrNode(n.Colname)}
			keys = append(keys, k)
		case pg.ConstrType_CONSTR_CHECK:
			keys = append(keys, k)
		case pg.ConstrType_CONSTR_ATTR_DEFERRABLE, pg.ConstrType_CONSTR_ATTR_DEFERRED:
			if len(keys) > 0 {
				keys[len(keys)-1].Deferrable = true
			}
		}
	}
	return keys
}

// collate notes how a column compares, where it is said.
func (r *reader) collate(t *table, c *schema.Column, n *pg.CollateClause) {
	_, name := split2(strs(n.Collname))
	t.columns[c].bytewise = isBytewise(name)
	if name == "default" || isBytewise(name) {
		return
	}
	r.Tell("postgres.collate", t.Draft, t.Places[c], c.Name, name, binaryCollation)
}

// isBytewise tells whether a collation is the order of bytes.
func isBytewise(name string) bool {
	return fits(name, "C", "POSIX", "ucs_basic", "C.UTF-8", "C.utf8", "pg_c_utf8")
}

// shortName is a name with a suffix, cut so that both fit into PostgreSQL's 63 bytes.
func shortName(name, suffix string) string {
	const most = 63
	if len(name)+len(suffix) > most {
		name = strings.ToValidUTF8(name[:most-len(suffix)], "")
	}
	return name + suffix
}
