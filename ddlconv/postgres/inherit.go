package postgres

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

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
