package postgres

import (
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

const (
	// longestEntry is the most bytes of a value in one of PostgreSQL's B-trees, a third of
	// a page (PostgreSQL 17, "B-Tree Indexes": "approximately one third of a page").
	longestEntry = 2704
	// longestKey is the most bytes of a key of OceanBase (1071).
	longestKey = 16384
	// longestPlain is the most characters of a text that is indexed by an expression.
	longestPlain = 768
	// longestDefault is the most characters of a text with a default, longestRow the most
	// bytes that such texts of a table take together (1118).
	longestDefault = 65535
	longestRow     = 1 << 20
)

// endless tells whether a type is a text or bytes without a length.
func endless(t typeRef) bool {
	if t.array {
		return false
	}
	switch t.name {
	case "text", "bytea", "citext", "xml":
		return true
	case "character varying":
		return len(t.mods) == 0
	}
	return false
}

// bytesOfKey is what a column takes of a key.
func bytesOfKey(t typeRef) int {
	switch t.name {
	case "character varying", "character":
		if n, ok := t.number(0); ok {
			return 4 * n
		}
		return 4
	case "uuid":
		return 4 * 36
	case "name":
		return 4 * 63
	case "inet", "cidr", "macaddr", "macaddr8":
		return 4 * 43
	}
	return 16
}

// bound finds the texts without a length that must have one: those in a unique key or
// that a table is partitioned by, and the other ends of foreign keys. PostgreSQL keeps no
// longer value in a key than [longestEntry], so that a length of as many characters holds
// all that was there.
func (r *reader) bound() {
	most := map[*schema.Column]int{}
	owner := map[*schema.Column]*table{}
	limit := func(t *table, columns []string) {
		var found []*schema.Column
		left := longestKey - 64 // for what a partial index adds
		for _, name := range columns {
			c := t.column(name)
			if c == nil {
				continue
			}
			if endless(t.columns[c].typ) {
				found = append(found, c)
			} else {
				left -= bytesOfKey(t.columns[c].typ)
			}
		}
		for _, c := range found {
			n := min(longestEntry, max(left/(4*len(found)), 1))
			if old, ok := most[c]; !ok || n < old {
				most[c] = n
			}
			owner[c] = t
		}
	}
	r.eachTable(func(t *table) {
		for _, i := range t.ownKeys() {
			if i.Kind != schema.Primary && i.Kind != schema.Unique {
				continue
			}
			var columns []string
			for at, p := range i.Parts {
				if p.Column != "" {
					columns = append(columns, p.Column)
				}
				if i.parts[at] != nil {
					for _, c := range t.Table.Columns {
						if names(i.parts[at], c.Name) {
							columns = append(columns, c.Name)
						}
					}
				}
			}
			limit(t, columns)
		}
		for by := t.Table.Partitioning; by != nil; by = by.Sub {
			limit(t, by.Columns)
		}
	})
	r.boundForeign(most, owner)
	r.eachTable(func(t *table) {
		for _, c := range t.Table.Columns {
			if n, ok := most[c]; ok {
				t.Remarks = append(t.Remarks, schema.Remark{Phrase: boundedPhrase, Object: c.Name, Text: strconv.Itoa(n), Place: t.Places[c]})
			}
		}
		r.boundDefaults(t, most)
	})
}

// boundForeign gives both ends of a foreign key one length.
func (r *reader) boundForeign(most map[*schema.Column]int, owner map[*schema.Column]*table) {
	for changed, rounds := true, 0; changed && rounds < 100; rounds++ {
		changed = false
		r.eachTable(func(t *table) {
			for _, fk := range t.Table.ForeignKeys {
				f := t.foreign[fk]
				if f == nil {
					continue
				}
				parent := r.find(f.space, f.name)
				if parent == nil {
					continue
				}
				to := fk.RefColumns
				if len(to) == 0 && parent.Table.PrimaryKey != nil {
					for _, p := range parent.Table.PrimaryKey.Parts {
						to = append(to, p.Column)
					}
				}
				for i, name := range fk.Columns {
					if i >= len(to) {
						break
					}
					c, other := t.column(name), parent.column(to[i])
					if c == nil || other == nil {
						continue
					}
					for _, pair := range [][2]*schema.Column{{c, other}, {other, c}} {
						n, ok := most[pair[0]]
						own := t
						if pair[1] == other {
							own = parent
						}
						if !ok || !endless(own.columns[pair[1]].typ) {
							continue
						}
						if old, was := most[pair[1]]; !was || old > n {
							most[pair[1]], changed = n, true
							owner[pair[1]] = own
						}
					}
					if _, ok := most[c]; !ok && endless(t.columns[c].typ) {
						most[c], changed = longestEntry, true // the parent has a length of its own
					}
				}
			}
		})
	}
}

// boundDefaults finds the texts that keep their default only with a length.
func (r *reader) boundDefaults(t *table, most map[*schema.Column]int) {
	var found []*schema.Column
	for _, c := range t.Table.Columns {
		own := t.columns[c]
		if _, ok := most[c]; ok || !endless(own.typ) || own.typ.name == "bytea" || own.def == nil || textOf(own.def) == "" && own.def.GetAConst().GetIsnull() {
			continue
		}
		if n := bare(own.def); n.GetAConst().GetIsnull() || n.GetTypeCast().GetArg().GetAConst().GetIsnull() {
			continue
		}
		found = append(found, c)
	}
	for _, c := range found {
		n := min(longestDefault, longestRow/(4*len(found)))
		t.Remarks = append(t.Remarks, schema.Remark{Phrase: defaultPhrase, Object: c.Name, Text: strconv.Itoa(n), Place: t.Places[c]})
	}
}

// bounded tells whether a column gets a length by a remark.
func (t *table) bounded(name string, phrase schema.Phrase) bool {
	for _, r := range t.Remarks {
		if r.Phrase == phrase && r.Object == name {
			return true
		}
	}
	return false
}

// settleKeys writes the expressions of keys, and makes keys of OceanBase of PostgreSQL's
// kinds of index.
func (r *reader) settleKeys(t *table) {
	t.Table.Indexes = keep(t.Table.Indexes, func(i *schema.Index) bool { return r.settleKey(t, t.keys[i]) })
}

// settleKey writes one key, and tells whether it is kept.
func (r *reader) settleKey(t *table, i *index) bool {
	if !r.method(t, i) {
		return false
	}
	written := make([]value, len(i.parts))
	writers := make([]*writer, len(i.parts))
	for at, e := range i.parts {
		if e == nil {
			continue
		}
		w := r.rowWriter(t, 6)
		v := w.expr(e)
		if !w.failed() && (v.kind == document || v.kind == array || v.kind == span || v.kind == place) {
			w.refuse("json")
		}
		if w.failed() {
			r.Tell("postgres.index.expression", t.Draft, i.place, i.Name, w.refused, "")
			return false
		}
		written[at], writers[at] = v, w
	}
	for at, e := range i.parts {
		if e == nil {
			continue
		}
		v, w := written[at], writers[at]
		if c := t.plain(v.sql); c != nil {
			i.Parts[at].Column = c.Name // a cast to what it is anyway
			continue
		}
		i.Parts[at].Expression = r.sized(t, i, v)
		r.Tell("postgres.index.written", t.Draft, i.place, i.Name, deparsed(e), i.Parts[at].Expression)
		r.confess(w, t, i.place, i.Name)
	}
	r.twice(t, i)
	for at, class := range i.classes {
		r.class(t, i, at, class)
	}
	for _, c := range i.collation {
		if c != "" && c != "C" && c != "default" && c != "POSIX" {
			r.Tell("postgres.collate", t.Draft, i.place, i.Name, c, binaryCollation)
		}
	}
	if i.nulls != "" {
		r.Tell("postgres.index.order", t.Draft, i.place, i.Name, i.nulls, "")
	}
	r.includes(t, i)
	return r.partial(t, i)
}

// plain is the column that an expression is and nothing else, nil without.
func (t *table) plain(sql string) *schema.Column {
	for _, c := range t.Table.Columns {
		if sql == schema.Quote(t.target(c)) {
			return c
		}
	}
	return nil
}

// twice writes an expression that another key of the table has so that the two differ:
// the kernel takes none twice (4200).
func (r *reader) twice(t *table, i *index) {
	if !r.Follows("postgres.index.twice") {
		return
	}
	for at := range i.Parts {
		p := &i.Parts[at]
		was := p.Expression
		if was == "" {
			continue
		}
		for t.expressions[p.Expression] {
			p.Expression = "coalesce(" + p.Expression + ")"
		}
		if t.expressions == nil {
			t.expressions = map[string]bool{}
		}
		if t.expressions[p.Expression] = true; p.Expression != was {
			r.Tell("postgres.index.twice", t.Draft, i.place, i.Name, was, p.Expression)
		}
	}
}

// sized gives a text of any length one that a key takes. Of a unique key it holds all
// that PostgreSQL's did.
func (r *reader) sized(t *table, i *index, v value) string {
	if v.kind != text {
		return v.sql
	}
	large := v.sql != strings.TrimLeft(v.sql, "cC(") || strings.Contains(v.sql, "json_") || strings.Contains(v.sql, "CAST(") || strings.Contains(v.sql, "regexp_")
	for _, c := range t.Table.Columns {
		if strings.Contains(v.sql, schema.Quote(t.target(c))) && endless(t.columns[c].typ) && !t.bounded(c.Name, boundedPhrase) {
			large = true
		}
	}
	if !large {
		return v.sql
	}
	n := longestPlain
	if i.Kind == schema.Unique {
		n = longestEntry
	}
	if len(i.Parts) > 1 {
		n = min(n, longestKey/4/len(i.Parts)-64)
	}
	r.Tell("postgres.index.sized", t.Draft, i.place, i.Name, v.sql, strconv.Itoa(n))
	// The kernel takes LEFT() of a text of any length, and no CAST to more than 255
	// characters (3757).
	return "left(" + v.sql + ", " + strconv.Itoa(n) + ")"
}

// method makes a key of one of PostgreSQL's kinds of index, and tells whether it is one.
func (r *reader) method(t *table, i *index) bool {
	switch i.method {
	case "", "btree":
		return true
	case "hash":
		i.Using = "HASH"
		return true
	case "brin":
		for at := range i.parts {
			if i.parts[at] == nil && r.kindAt(t, i, at) == other {
				r.Tell("postgres.index.method", t.Draft, i.place, i.Name, i.method, "")
				return false
			}
		}
		r.Tell("postgres.index.brin", t.Draft, i.place, i.Name, "BRIN", "")
		return true
	}
	if i.method == "gist" && len(i.Parts) == 1 && i.parts[0] == nil {
		if c := t.column(i.Parts[0].Column); c != nil && r.kindOf(t.columns[c].typ) == place {
			i.Kind = schema.Spatial
			return true
		}
	}
	// Indexes on plain values that an extension made possible (btree_gin, btree_gist).
	plain := i.method == "gin" || i.method == "gist"
	for at := range i.Parts {
		switch k := r.kindAt(t, i, at); {
		case i.parts[at] != nil, i.classes[at] != "" && !strings.HasSuffix(i.classes[at], "_btree_ops"):
			plain = false
		case k != whole && k != decimal && k != floating && k != truth && k != day && k != moment && k != zoned && k != clock && k != text:
			plain = false
		}
	}
	if plain {
		r.Tell("postgres.index.brin", t.Draft, i.place, i.Name, strings.ToUpper(i.method), "")
		return true
	}
	r.Tell("postgres.index.method", t.Draft, i.place, i.Name, i.method, "")
	return false
}

// kindAt is the kind of the column that a part of a key is.
func (r *reader) kindAt(t *table, i *index, at int) kind {
	if c := t.column(i.Parts[at].Column); c != nil {
		return r.kindOf(t.columns[c].typ)
	}
	return unknown
}

// class notes an operator class that compares in a way of its own.
func (r *reader) class(t *table, i *index, _ int, class string) {
	switch class {
	case "", "text_ops", "int4_ops", "int8_ops", "varchar_ops":
		return
	}
	if strings.HasSuffix(class, "_pattern_ops") {
		r.Tell("postgres.index.pattern", t.Draft, i.place, i.Name, class, "")
		return
	}
	r.Tell("postgres.index.class", t.Draft, i.place, i.Name, class, "")
}

// includes stores the columns that a covering index carries beside its own. A primary key
// has the whole row with it.
func (r *reader) includes(t *table, i *index) {
	if len(i.include) == 0 {
		return
	}
	was := strings.Join(i.include, ", ")
	left := false
	if i.Kind == schema.Plain || i.Kind == schema.Unique {
		for _, name := range i.include {
			c := t.column(name)
			switch {
			case c == nil || i.on(name):
			case r.storable(t, c):
				i.Storing = append(i.Storing, name)
			default:
				left = true
			}
		}
	}
	if left {
		r.Tell("postgres.index.include", t.Draft, i.place, i.Name, was, strings.Join(i.Storing, ", "))
		return
	}
	r.Tell("postgres.index.stored", t.Draft, i.place, i.Name, was, strings.Join(i.Storing, ", "))
}

// on tells whether a column is a part of a key.
func (i *index) on(name string) bool {
	for _, p := range i.Parts {
		if p.Column == name {
			return true
		}
	}
	return false
}

// storable tells whether a key takes a column behind STORING: no TEXT, BLOB (1167) or JSON
// (3152).
func (r *reader) storable(t *table, c *schema.Column) bool {
	typ := t.columns[c].typ
	if endless(typ) {
		return t.bounded(c.Name, boundedPhrase)
	}
	switch r.kindOf(typ) {
	case document, array, other, place:
		return false
	case bits:
		return typ.name == "bit"
	}
	n, _ := typ.number(0)
	return n <= mostVarchar
}

// partial makes a key of an index with WHERE. A unique one stays unique among the same
// rows: a last part is 1 for them and NULL, which equals nothing, for all others.
func (r *reader) partial(t *table, i *index) bool {
	if i.where == nil {
		return true
	}
	if i.Kind != schema.Unique {
		r.Tell("postgres.index.partial", t.Draft, i.place, i.Name, i.condition, "")
		return true
	}
	w := r.rowWriter(t, 6)
	v := w.expr(i.where)
	if w.failed() || !r.Follows("postgres.index.partial.unique") {
		i.Kind = schema.Plain
		r.Tell("postgres.index.partial.lost", t.Draft, i.place, i.Name, i.condition, w.refused)
		return true
	}
	r.confess(w, t, i.place, i.Name)
	// The kernel takes no expression in two keys of one table (4200): each has its number.
	if t.conditions == nil {
		t.conditions = map[string]int{}
	}
	t.conditions[v.sql]++
	number := t.conditions[v.sql]
	i.Parts = append(i.Parts, schema.Part{Expression: "CASE WHEN " + v.sql + " THEN " + strconv.Itoa(number) + " END"})
	r.Tell("postgres.index.partial.unique", t.Draft, i.place, i.Name, i.condition, v.sql)
	return true
}
