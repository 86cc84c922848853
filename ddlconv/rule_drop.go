package ddlconv

import (
	"github.com/obferry/obferry/ddlconv/mysql"
	"github.com/obferry/obferry/ddlconv/schema"
)

// columnDropped leaves out the columns that the options name, and with them the
// keys, checks, foreign keys and partitions that need them. A column generated from
// one becomes a plain one, which takes the values as they are.
func columnDropped(w *work, say tell) {
	if len(w.options.Drop) == 0 {
		return
	}
	gone := func(names ...string) bool {
		for _, n := range names {
			if holds(w.options.Drop, n) {
				return true
			}
		}
		return false
	}
	needs := func(index *schema.Index) bool {
		for _, p := range index.Parts {
			if p.Column != "" && gone(p.Column) || p.Expression != "" && gone(mysql.Columns(p.Expression)...) {
				return true
			}
		}
		return false
	}
	w.table.Columns = filter(w.table.Columns, func(c *schema.Column) bool {
		if gone(c.Name) {
			say(c, c.Name, c.Type, "")
			return false
		}
		if gone(mysql.Columns(c.Generated)...) {
			say(c, c.Name, c.Generated, "")
			c.Generated = ""
		}
		return true
	})
	if pk := w.table.PrimaryKey; pk != nil && needs(pk) {
		say(pk, "", describe(pk), "")
		w.table.PrimaryKey = nil
	}
	w.dropKeys(say, needs)
	for _, index := range w.table.Indexes {
		index.Storing = filter(index.Storing, func(name string) bool { return !gone(name) })
	}
	w.table.Own = filter(w.table.Own, func(o schema.Option) bool {
		if o.Name != "TTL" || !gone(mysql.Columns(o.Value)...) {
			return true
		}
		say(w.table, "", o.Value, "")
		return false
	})
	w.table.Checks = filter(w.table.Checks, func(c *schema.Check) bool {
		if !gone(mysql.Columns(c.Expression)...) {
			return true
		}
		say(c, c.Name, c.Expression, "")
		return false
	})
	w.table.ForeignKeys = filter(w.table.ForeignKeys, func(fk *schema.ForeignKey) bool {
		if !gone(fk.Columns...) {
			return true
		}
		say(fk, fk.Name, "FOREIGN KEY", "")
		return false
	})
	if by := w.table.Partitioning; by != nil && gone(partitionColumns(by)...) {
		w.unpartition(say)
	}
}
