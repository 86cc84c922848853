package ddlconv

import (
	"slices"
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// dropForeign takes the foreign keys out that a function picks, and tells it of each.
func (w *work) dropForeign(say tell, pick func(*schema.ForeignKey) bool) {
	w.table.ForeignKeys = filter(w.table.ForeignKeys, func(fk *schema.ForeignKey) bool {
		if !pick(fk) {
			return true
		}
		say(fk, fk.Name, strings.Join(fk.Columns, ", "), fk.RefTable)
		return false
	})
}

// foreignInline: MySQL reads REFERENCES behind a column and makes nothing of it.
func foreignInline(w *work, say tell) {
	if w.course.from == MariaDB {
		return
	}
	for _, r := range w.remarks(schema.Inline) {
		w.table.ForeignKeys = filter(w.table.ForeignKeys, func(fk *schema.ForeignKey) bool { return w.Places[fk] != r.Place })
		say(r, r.Object, r.Text, "")
	}
}

// foreignColumns: the columns of the parent must be named (1064).
func foreignColumns(w *work, say tell) {
	w.dropForeign(say, func(fk *schema.ForeignKey) bool { return len(fk.RefColumns) == 0 })
}

// foreignSelf: a column may not point to itself (1215), and always did.
func foreignSelf(w *work, say tell) {
	w.dropForeign(say, func(fk *schema.ForeignKey) bool {
		return fk.RefSchema == "" && strings.EqualFold(fk.RefTable, w.table.Name) && slices.EqualFunc(fk.Columns, fk.RefColumns, strings.EqualFold)
	})
}

// foreignDefault: SET DEFAULT is refused (1215); InnoDB never did it.
func foreignDefault(w *work, say tell) {
	for _, fk := range w.table.ForeignKeys {
		for _, action := range []*string{&fk.OnDelete, &fk.OnUpdate} {
			if *action == "SET DEFAULT" {
				say(fk, fk.Name, *action, "NO ACTION")
				*action = "NO ACTION"
			}
		}
	}
}

// foreignNull: SET NULL on a column that is never null is refused (1830). It could
// never be done: what stood in its way then still does.
func foreignNull(w *work, say tell) {
	for _, fk := range w.table.ForeignKeys {
		if !w.onForeign(fk, func(c *schema.Column, _ schema.Part) bool { return c.NotNull }) {
			continue
		}
		for _, action := range []*string{&fk.OnDelete, &fk.OnUpdate} {
			if *action == "SET NULL" {
				say(fk, fk.Name, *action, "RESTRICT")
				*action = "RESTRICT"
			}
		}
	}
}

// foreignDatabase: a parent in another database must be there under its name. Of a
// script, whose tables are all known, [foreignNowhere] tells better.
func foreignDatabase(w *work, say tell) {
	if w.course.whole && !w.course.off["foreign.nowhere"] {
		return
	}
	for _, fk := range w.table.ForeignKeys {
		if fk.RefSchema != "" {
			say(fk, fk.Name, fk.RefSchema+"."+fk.RefTable, "")
		}
	}
}

// foreignIndex: no key is made for the columns of a foreign key as InnoDB does it,
// and without one every change of the parent reads the whole child. PostgreSQL makes
// none either: there whoever needed it has made it.
func foreignIndex(w *work, say tell) {
	if w.course.from == Postgres || w.native {
		return
	}
	for _, fk := range w.table.ForeignKeys {
		if slices.ContainsFunc(w.keys(), func(index *schema.Index) bool {
			return leads(index, fk.Columns) && (inOrder(index, fk.Columns) || !w.innoDB())
		}) {
			continue
		}
		if w.onForeign(fk, large) {
			continue
		}
		name := fk.Name
		if w.hasIndex(name) {
			name = ""
		}
		index := &schema.Index{Name: name, Kind: schema.Plain}
		for _, column := range fk.Columns {
			index.Parts = append(index.Parts, schema.Part{Column: column})
		}
		w.table.Indexes = append(w.table.Indexes, index)
		say(fk, fk.Name, "", describe(index))
	}
}

// foreignName gives a foreign key without a name the one that InnoDB does: the table's,
// _ibfk_ and the next number that is free. The kernel makes one of the time of day, by
// which no ALTER TABLE … DROP FOREIGN KEY of a later release finds it. It comes behind
// foreignIndex: the index of a nameless key is called after its column.
func foreignName(w *work, say tell) {
	if !w.innoDB() {
		return
	}
	taken := map[string]bool{}
	for _, fk := range w.table.ForeignKeys {
		taken[strings.ToLower(fk.Name)] = true
	}
	next := 0
	for _, fk := range w.table.ForeignKeys {
		for fk.Name == "" {
			next++
			if name := w.source + "_ibfk_" + strconv.Itoa(next); !taken[strings.ToLower(name)] {
				fk.Name = name
				say(fk, name, "", name)
			}
		}
	}
}

// innoDB tells whether the source makes keys and names for foreign keys as InnoDB does.
func (w *work) innoDB() bool {
	return !w.native && (w.course.from == MySQL || w.course.from == MariaDB)
}

// onForeign tells whether a foreign key has a column that a function picks.
func (w *work) onForeign(fk *schema.ForeignKey, pick func(*schema.Column, schema.Part) bool) bool {
	return slices.ContainsFunc(fk.Columns, func(name string) bool {
		c := w.table.Column(name)
		return c != nil && pick(c, schema.Part{})
	})
}

// inOrder tells whether a key begins with the given columns in their order: InnoDB uses
// no other for a foreign key.
func inOrder(index *schema.Index, columns []string) bool {
	for i, column := range columns {
		if !strings.EqualFold(index.Parts[i].Column, column) {
			return false
		}
	}
	return true
}

// leads tells whether a key begins with the given columns, whole and in any order.
func leads(index *schema.Index, columns []string) bool {
	if index.Kind == schema.FullText || index.Kind == schema.Spatial || len(index.Parts) < len(columns) {
		return false
	}
	for _, p := range index.Parts[:len(columns)] {
		if p.Length > 0 || !holds(columns, p.Column) {
			return false
		}
	}
	return true
}
