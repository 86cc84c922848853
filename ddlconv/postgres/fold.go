package postgres

import (
	"slices"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// root is the table that a partition of any level is of, a table that is none itself.
func (t *table) root() *table {
	for t.parent != nil {
		t = t.parent
	}
	return t
}

// fold takes the partitions out of the reading. What they have of their own goes to the
// whole table where all of them have it, and is told where it is lost.
func (r *reader) fold(t *table) {
	own := map[string]bool{}
	for _, piece := range t.Pieces() {
		own[strings.TrimPrefix(piece, "\n")] = true
	}
	for _, child := range t.children {
		r.leave(child)
		delete(r.tables, child.Draft)
		r.pieces[dotted(home(child.Schema), child.source)] = child
		r.settleAs(child, script.Folded)
		if text := child.Whole(); !own[text] {
			t.Append("\n" + text)
		}
		t.bequeath(child)
		if child.spec != nil {
			r.fold(child)
		}
		r.handOver(t, child)
	}
	r.adoptNotNull(t)
	r.adoptChecks(t)
	r.ownDefaults(t)
	r.ownComments(t)
	r.adoptKeys(t)
	r.adoptForeign(t)
}

// bequeath gives a table what its partitions say of how they are kept, and takes the
// sequences that they count by for its own.
func (t *table) bequeath(child *table) {
	for _, one := range child.Remarks {
		if one.Phrase == schema.Storage {
			t.keepRemark(one)
		}
	}
	for _, c := range child.Table.Columns {
		own := t.column(c.Name)
		if own == nil {
			continue
		}
		if q := child.columns[c].sequence; q != nil && t.columns[own].sequence != nil && q != t.columns[own].sequence && q.implied {
			q.used = true
		}
	}
}

// settleAs settles the statement of a partition as one that became part of its table, or
// that of one that is cut off as one that made a table.
func (r *reader) settleAs(child *table, fate script.Fate) {
	place := child.Places[child.Draft]
	for i := range r.Outcomes {
		o := &r.Outcomes[i]
		if (o.Fate == script.Converted || o.Fate == script.Folded) && o.Line == place.Line && o.Column == place.Column {
			o.Fate = fate
		}
	}
}

// handOver gives the table the notes that were left on a partition, but for those that it
// has alike: a dump says every column of a partition again.
func (r *reader) handOver(t, child *table) {
	root := t.root()
	has := map[[3]string]bool{}
	for _, n := range r.Told(root.Draft) {
		_, object, _ := strings.Cut(n.Object, ".")
		has[[3]string{n.Rule, object, n.Was}] = true
	}
	for _, n := range r.Told(child.Draft) {
		object := strings.TrimPrefix(strings.TrimPrefix(n.Object, child.Table.Name), ".")
		if one := [3]string{n.Rule, object, n.Was}; !has[one] {
			has[one] = true
			r.Tell(n.Rule, root.Draft, syntax.Place{Line: n.Line, Column: n.Column}, object, n.Was, n.Became)
		}
	}
}

// lose tells of something that a partition has of its own.
func (r *reader) lose(t, child *table, place syntax.Place, what string) {
	r.Tell("postgres.partition.own", t.root().Draft, place, child.source, what, "")
}

// adoptNotNull makes the columns NOT NULL that are so in all partitions.
func (r *reader) adoptNotNull(t *table) {
	for _, c := range t.Table.Columns {
		if c.NotNull {
			continue
		}
		var holders []*table
		for _, child := range t.children {
			if own := child.column(c.Name); own != nil && own.NotNull {
				holders = append(holders, child)
			}
		}
		if len(holders) == 0 {
			continue
		}
		if len(holders) == len(t.children) {
			c.NotNull = true
			r.Tell("postgres.partition.adopted", t.root().Draft, holders[0].Places[holders[0].column(c.Name)], c.Name, "NOT NULL", "NOT NULL")
			continue
		}
		for _, child := range holders {
			r.lose(t, child, child.Places[child.column(c.Name)], c.Name+" NOT NULL")
		}
	}
}

// adoptChecks gives a table the checks that all its partitions have.
func (r *reader) adoptChecks(t *table) {
	have := map[string]bool{}
	for _, k := range t.Table.Checks {
		have[deparsed(t.checks[k])] = true
	}
	count := map[string]int{}
	for _, child := range t.children {
		seen := map[string]bool{}
		for _, k := range child.Table.Checks {
			if e := deparsed(child.checks[k]); !seen[e] {
				seen[e] = true
				count[e]++
			}
		}
	}
	for _, child := range t.children {
		for _, k := range child.Table.Checks {
			e := deparsed(child.checks[k])
			if have[e] {
				continue
			}
			if count[e] < len(t.children) {
				r.lose(t, child, child.Places[k], "CHECK ("+e+")")
				continue
			}
			have[e] = true
			twin := &schema.Check{Name: t.freeCheck(k.Name)}
			t.Table.Checks = append(t.Table.Checks, twin)
			t.checks[twin] = twinOf(child.checks[k])
			t.Places[twin] = child.Places[k]
			r.Tell("postgres.partition.adopted", t.root().Draft, child.Places[k], twin.Name, k.Name, twin.Name)
		}
	}
}

// ownDefaults tells of the defaults and of what generates a column that a partition has
// otherwise than its table.
func (r *reader) ownDefaults(t *table) {
	for _, child := range t.children {
		for _, c := range child.Table.Columns {
			was, own := t.column(c.Name), child.columns[c]
			if was == nil {
				continue
			}
			whole := t.columns[was]
			if own.def != nil && whole.sequence == nil && !sameNode(own.def, whole.def) {
				r.lose(t, child, child.Places[c], c.Name+" DEFAULT "+deparsed(own.def))
			}
			if own.generated != nil && !sameNode(own.generated, whole.generated) {
				r.lose(t, child, child.Places[c], c.Name+" GENERATED ALWAYS AS ("+deparsed(own.generated)+")")
			}
		}
	}
}

// sameNode tells whether two expressions say the same.
func sameNode(a, b *pg.Node) bool {
	if a == nil || b == nil {
		return a == b
	}
	return deparsed(a) == deparsed(b)
}

// ownComments tells of the comments of partitions and of their columns.
func (r *reader) ownComments(t *table) {
	for _, child := range t.children {
		if child.Table.Comment != "" {
			r.Tell("postgres.partition.comment", t.root().Draft, child.Places[child.Draft], child.source, child.Table.Comment, "")
		}
		for _, c := range child.Table.Columns {
			if was := t.column(c.Name); c.Comment != "" && (was == nil || was.Comment != c.Comment) {
				r.Tell("postgres.partition.comment", t.root().Draft, child.Places[c], child.source+"."+c.Name, c.Comment, "")
			}
		}
	}
}

// signature is a key by what it holds, without its name.
func signature(i *index) string {
	var parts []string
	for at, p := range i.Parts {
		s := p.Column
		if at < len(i.parts) && i.parts[at] != nil {
			s = deparsed(i.parts[at])
		}
		if p.Descending {
			s += " desc"
		}
		parts = append(parts, s)
	}
	where := ""
	if i.where != nil {
		where = deparsed(i.where)
	}
	return strings.Join(parts, ",") + "|" + where
}

// held is a key that partitions have: what it holds, and whether it is unique.
type held struct {
	signature string
	unique    bool
}

// hold is what a key is among others.
func hold(i *index) held {
	return held{signature(i), i.Kind == schema.Primary || i.Kind == schema.Unique}
}

// adoptKeys gives a table the keys that all its partitions have; one that some have is
// lost. One that is unique in each partition is so in the whole table only where it holds
// what the table is partitioned by.
func (r *reader) adoptKeys(t *table) {
	have := map[held]bool{}
	for _, i := range t.ownKeys() {
		one := hold(i)
		have[one], have[held{one.signature, false}] = true, true
	}
	count := map[held]int{}
	first := map[held]*index{}
	var order []held
	for _, child := range t.children {
		seen := map[held]bool{}
		for _, i := range child.ownKeys() {
			one := hold(i)
			if seen[one] || i.attached {
				continue
			}
			seen[one] = true
			if first[one] == nil {
				first[one] = i
				order = append(order, one)
			}
			count[one]++
		}
	}
	for _, one := range order {
		i := first[one]
		if have[one] {
			continue
		}
		if count[one] < len(t.children) {
			r.Tell("postgres.partition.key", t.root().Draft, i.place, i.Name, i.Name, "")
			continue
		}
		r.adoptKey(t, i, have)
	}
}

// adoptKey gives a table a key that all its partitions have.
func (r *reader) adoptKey(t *table, i *index, have map[held]bool) {
	one := hold(i)
	if one.unique && !t.cutBy(i) && r.Follows("postgres.partition.unique") {
		became := ""
		if plain := (held{one.signature, false}); !have[plain] {
			have[plain] = true
			key := r.copyKey(t, i, i.place)
			key.Kind, key.Name = schema.Plain, t.freeKey(strings.Split(keyColumns(i), ", "), "idx")
			t.keys[key].constraint = false
			t.Table.Indexes = append(t.Table.Indexes, key)
			became = key.Name
		}
		r.Tell("postgres.partition.unique", t.root().Draft, i.place, i.Name, keyColumns(i), became)
		return
	}
	have[one] = true
	key := r.copyKey(t, i, i.place)
	if i.Kind == schema.Primary && t.Table.PrimaryKey == nil {
		key.Kind = schema.Primary
		r.setPrimary(t, t.keys[key])
	} else {
		if key.Kind == schema.Primary {
			key.Kind = schema.Unique
		}
		t.Table.Indexes = append(t.Table.Indexes, key)
	}
	r.Tell("postgres.partition.adopted", t.root().Draft, i.place, key.Name, i.Name, key.Name)
}

// keyColumns are the columns of a key, for a note and for a name.
func keyColumns(i *index) string {
	var columns []string
	for at, p := range i.Parts {
		columns = append(columns, part(p.Column, i.parts[at], columns))
	}
	return strings.Join(columns, ", ")
}

// cutBy tells whether a key holds all columns that a table is partitioned by: rows with
// the same values in it then lie in one partition.
func (t *table) cutBy(i *index) bool {
	for _, n := range t.spec.GetPartParams() {
		name, found := n.GetPartitionElem().GetName(), false
		for _, p := range i.Parts {
			found = found || p.Column == name && name != ""
		}
		if !found {
			return false
		}
	}
	return true
}

// cutOff makes a table of its own of a partition. It keeps what it had by its table: the
// keys and the foreign keys.
func (r *reader) cutOff(t, child *table) {
	child.parent, child.bound = nil, nil
	t.children = keep(t.children, func(o *table) bool { return o != child })
	have := map[held]bool{}
	for _, i := range child.ownKeys() {
		have[hold(i)] = true
		i.attached = false
	}
	for _, i := range t.ownKeys() {
		if have[hold(i)] {
			continue
		}
		twin := r.copyKey(child, i, i.place)
		if twin.Kind == schema.Primary {
			twin.Name = objectName(child.source, "", "pkey")
			r.setPrimary(child, child.keys[twin])
			continue
		}
		child.Table.Indexes = append(child.Table.Indexes, twin)
		r.remember(child.keys[twin])
	}
	pointing := map[string]bool{}
	for _, fk := range child.Table.ForeignKeys {
		pointing[pointed(fk)] = true
	}
	for _, fk := range t.Table.ForeignKeys {
		if pointing[pointed(fk)] {
			continue
		}
		twin := *fk
		twin.Columns, twin.RefColumns = append([]string(nil), fk.Columns...), append([]string(nil), fk.RefColumns...)
		child.Table.ForeignKeys = append(child.Table.ForeignKeys, &twin)
		child.foreign[&twin] = t.foreign[fk]
		child.Places[&twin] = t.Places[fk]
	}
	r.settleAs(child, script.Converted)
}

// pieceOf is the partition that a name in a query of a schema means, nil for none.
func (r *reader) pieceOf(space string, v *pg.RangeVar) *table {
	if v.Schemaname != "" {
		space = v.Schemaname
	}
	if piece := r.pieces[dotted(home(space), v.Relname)]; piece != nil || v.Schemaname != "" {
		return piece
	}
	return r.pieces[v.Relname]
}

// nameable tells whether a query can read a partition by its name: one here has the same
// rows, and the same columns in the same order, for a query that reads them all.
func (t *table) nameable() bool {
	return t.piece != "" && slices.EqualFunc(t.Table.Columns, t.parent.Table.Columns, func(a, b *schema.Column) bool { return a.Name == b.Name })
}

// pointed is a foreign key by what it holds, without its name.
func pointed(fk *schema.ForeignKey) string {
	return strings.Join(fk.Columns, ",") + ">" + fk.RefTable + "(" + strings.Join(fk.RefColumns, ",") + ")"
}

// adoptForeign gives a table the foreign keys that all its partitions have.
func (r *reader) adoptForeign(t *table) {
	have := map[string]bool{}
	for _, fk := range t.Table.ForeignKeys {
		have[pointed(fk)] = true
	}
	count := map[string]int{}
	for _, child := range t.children {
		for _, fk := range child.Table.ForeignKeys {
			count[pointed(fk)]++
		}
	}
	for _, child := range t.children {
		for _, fk := range child.Table.ForeignKeys {
			s := pointed(fk)
			if have[s] {
				continue
			}
			have[s] = true
			if count[s] < len(t.children) {
				r.Tell("postgres.partition.key", t.root().Draft, child.Places[fk], fk.Name, fk.Name, "")
				continue
			}
			twin := *fk
			t.Table.ForeignKeys = append(t.Table.ForeignKeys, &twin)
			t.foreign[&twin] = child.foreign[fk]
			t.Places[&twin] = child.Places[fk]
			r.Tell("postgres.partition.adopted", t.root().Draft, child.Places[fk], twin.Name, fk.Name, twin.Name)
		}
	}
}

// ownKeys are a table's keys, the primary one first.
func (t *table) ownKeys() []*index {
	var all []*index
	if pk := t.Table.PrimaryKey; pk != nil {
		all = append(all, t.keys[pk])
	}
	for _, i := range t.Table.Indexes {
		all = append(all, t.keys[i])
	}
	return all
}
