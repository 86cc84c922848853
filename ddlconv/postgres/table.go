package postgres

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
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

// home is a schema, "" for the one in which things are made that name none.
func home(space string) string {
	if space == "public" {
		return ""
	}
	return space
}

// inherit takes the columns of the tables that a table inherits from or is a partition
// of.
func (r *reader) inherit(t *table, st source, n *pg.CreateStmt) (verdict, bool) {
	for _, node := range n.InhRelations {
		v := node.GetRangeVar()
		parent := r.named(v)
		if parent == nil {
			return manual(t.Table.Name, "postgres.table.parent", relationName(v)), false
		}
		if n.Partbound != nil {
			t.parent, t.bound, t.at = parent, n.Partbound, st.at(n.Partbound.Location)
			parent.children = append(parent.children, t)
			parent.grow(st)
		} else {
			t.from(parent)
			r.Tell("postgres.table.inherits", t.Draft, st.at(v.Location), "", relationName(v), "")
		}
		r.copyColumns(t, parent, st.at(v.Location), inheriting)
		r.copyChecks(t, parent, st.at(v.Location))
	}
	return verdict{}, true
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

// copyColumns gives a table another's columns, where it has none of the name.
func (r *reader) copyColumns(t, from *table, at syntax.Place, with uint32) {
	for _, c := range from.Table.Columns {
		if t.column(c.Name) != nil {
			continue
		}
		twin := &schema.Column{Name: c.Name, Type: c.Type, NotNull: c.NotNull, Stored: c.Stored}
		was := from.columns[c]
		own := &column{typ: was.typ, bytewise: was.bytewise}
		if with&likeComments != 0 {
			twin.Comment = c.Comment
		}
		if with&likeDefaults != 0 && !was.identity {
			own.def, own.sequence = twinOf(was.def), was.sequence
		}
		if with&likeGenerated != 0 {
			own.generated = twinOf(was.generated)
		}
		t.Table.Columns = append(t.Table.Columns, twin)
		t.columns[twin] = own
		t.Places[twin] = at
		if with&likeIdentity != 0 && was.identity {
			r.likeIdentity(t, twin, was)
		}
	}
}

// likeIdentity makes a column count by a sequence of its own, like another's.
func (r *reader) likeIdentity(t *table, c *schema.Column, was *column) {
	r.setIdentity(t, c, nil)
	own := t.columns[c]
	own.always = was.always
	if q := was.sequence; q != nil {
		own.sequence.start, own.sequence.step, own.sequence.least, own.sequence.most = q.start, q.step, q.least, q.most
		own.sequence.cycle, own.sequence.cache = q.cycle, q.cache
	}
}

// like reads LIKE within CREATE TABLE.
func (r *reader) like(t *table, st source, n *pg.TableLikeClause) {
	from := r.named(n.Relation)
	at := st.at(n.Relation.Location)
	r.copyColumns(t, from, at, n.Options)
	if n.Options&likeChecks != 0 {
		for _, check := range from.Table.Checks {
			c := &schema.Check{Name: check.Name}
			t.Table.Checks = append(t.Table.Checks, c)
			t.checks[c] = twinOf(from.checks[check])
			t.Places[c] = at
		}
	}
	if n.Options&likeIndexes == 0 {
		return
	}
	if pk := from.Table.PrimaryKey; pk != nil && t.Table.PrimaryKey == nil {
		twin := r.copyKey(t, from.keys[pk], at)
		t.Table.PrimaryKey = twin
	}
	for _, i := range from.Table.Indexes {
		t.Table.Indexes = append(t.Table.Indexes, r.copyKey(t, from.keys[i], at))
	}
}

// copyKey is a table's own key like another's.
func (r *reader) copyKey(t *table, from *index, at syntax.Place) *schema.Index {
	twin := *from.Index
	twin.Parts = append([]schema.Part(nil), from.Parts...)
	var columns []string
	for at, p := range twin.Parts {
		columns = append(columns, part(p.Column, from.parts[at], columns))
	}
	if twin.Kind != schema.Primary {
		suffix := "idx"
		if twin.Kind == schema.Unique && from.constraint {
			suffix = "key"
		}
		twin.Name = t.freeKey(columns, suffix)
	}
	own := *from
	own.parts = make([]*pg.Node, len(from.parts))
	for at, e := range from.parts {
		own.parts[at] = twinOf(e)
	}
	own.where = twinOf(from.where)
	own.Index, own.owner, own.place, own.parentOf, own.attached = &twin, t, at, nil, false
	t.keys[&twin] = &own
	t.Places[&twin] = at
	return &twin
}

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
