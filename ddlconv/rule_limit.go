package ddlconv

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/mysql"
	"github.com/obferry/obferry/ddlconv/oceanbase"
	"github.com/obferry/obferry/ddlconv/schema"
)

// keyParts: a key has its most columns (1070).
func keyParts(w *work, say tell) {
	many := func(index *schema.Index) bool { return len(index.Parts) > oceanbase.MostKeyParts }
	if pk := w.table.PrimaryKey; pk != nil && many(pk) {
		say(pk, "", describe(pk), "")
		w.table.PrimaryKey = nil
	}
	w.dropKeys(say, many)
}

// keyCount: a table has its most keys (1069). Those that only make queries faster go
// first, the last ones first.
func keyCount(w *work, say tell) {
	extra := len(w.table.Indexes) - oceanbase.MostIndexes
	if extra <= 0 {
		return
	}
	gone := map[*schema.Index]bool{}
	for _, unique := range []bool{false, true} {
		for _, index := range slices.Backward(w.table.Indexes) {
			if extra > 0 && (index.Kind == schema.Unique) == unique {
				gone[index] = true
				extra--
			}
		}
	}
	w.dropKeys(say, func(index *schema.Index) bool { return gone[index] })
}

// counted is a column and what it counts towards a row's length.
type counted struct {
	*schema.Column
	bytes int
}

// rowBytes are all columns with what they count, and the sum.
func (w *work) rowBytes() (columns []counted, sum int) {
	for _, c := range w.table.Columns {
		bytes := oceanbase.RowBytes(c, w.width(c))
		columns = append(columns, counted{c, bytes})
		sum += bytes
	}
	return columns, sum
}

// rowLong: a row has its most bytes (1118). The widest strings that are in no key and
// have no default become TEXT or BLOB, which counts less, until the row fits.
func rowLong(w *work, say tell) {
	columns, sum := w.rowBytes()
	if sum <= oceanbase.LongestRow {
		return
	}
	kept := w.keyed()
	columns = slices.DeleteFunc(columns, func(c counted) bool {
		base := c.Base()
		return base != "varchar" && base != "varbinary" || kept[strings.ToLower(c.Name)] ||
			c.Default != nil && *c.Default != "NULL" || c.Generated != ""
	})
	slices.SortStableFunc(columns, func(a, b counted) int { return b.bytes - a.bytes })
	types := map[*schema.Column]string{}
	for _, c := range columns {
		family := "text"
		if c.Base() == "varbinary" {
			family = "blob"
		}
		to := largest(family, c.bytes)
		saved := c.bytes - oceanbase.RowBytes(&schema.Column{Type: to}, 1)
		if sum <= oceanbase.LongestRow || saved <= 0 {
			break
		}
		sum -= saved
		types[c.Column] = to
	}
	if sum > oceanbase.LongestRow {
		return // nothing is gained: see rowRefused
	}
	for _, c := range w.table.Columns {
		if to := types[c]; to != "" {
			retype(c, to, say)
		}
	}
}

// keyed are the columns, in lower case, that are in a key, a foreign key or the
// partition key.
func (w *work) keyed() map[string]bool {
	all := map[string]bool{}
	add := func(names ...string) {
		for _, name := range names {
			all[strings.ToLower(name)] = true
		}
	}
	for _, index := range w.keys() {
		for _, p := range index.Parts {
			add(p.Column)
			add(mysql.Columns(p.Expression)...)
		}
	}
	for _, fk := range w.table.ForeignKeys {
		add(fk.Columns...)
		add(fk.RefColumns...)
	}
	add(partitionColumns(w.table.Partitioning)...)
	return all
}

// rowRefused: a row that is too long however it is turned (1118).
func rowRefused(w *work, say tell) {
	if _, sum := w.rowBytes(); sum > oceanbase.LongestRow {
		say(w.table, "", thousands(sum), thousands(oceanbase.LongestRow))
	}
}
