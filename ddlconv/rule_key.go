package ddlconv

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/mysql"
	"github.com/obferry/obferry/ddlconv/oceanbase"
	"github.com/obferry/obferry/ddlconv/schema"
)

// keyOverlaps: there is no key over a period.
func keyOverlaps(w *work, say tell) {
	for _, r := range w.remarks(schema.Overlaps) {
		say(r, r.Object, r.Text, "")
	}
}

// keyVector: a vector key of the source has other kinds and measures.
func keyVector(w *work, say tell) {
	for _, r := range w.remarks(schema.Vector) {
		say(r, r.Object, r.Text, "")
	}
}

// keyIgnored: a key that MariaDB ignores is one that OceanBase does not see.
func keyIgnored(w *work, say tell) {
	for _, r := range w.remarks(schema.Ignored) {
		say(r, r.Object, r.Text, "INVISIBLE")
	}
}

// keyDescending: the order of a key's column is taken without a word and forgotten.
func keyDescending(w *work, say tell) {
	for _, index := range w.keys() {
		was := describe(index)
		if !onPart(index, func(p schema.Part) bool { return p.Descending }) {
			continue
		}
		for i := range index.Parts {
			index.Parts[i].Descending = false
		}
		say(index, index.Name, was, "")
	}
}

// keyHash: there are no hash keys; InnoDB has none either.
func keyHash(w *work, say tell) {
	for _, index := range w.keys() {
		if index.Using == "HASH" || index.Using == "RTREE" {
			if index.Kind != schema.Spatial {
				say(index, index.Name, "USING "+index.Using, "")
			}
			index.Using = ""
		}
	}
}

// keyGenerated: the expression of a key may use no generated column (3106).
func keyGenerated(w *work, say tell) {
	w.dropKeys(say, func(index *schema.Index) bool {
		return onPart(index, func(p schema.Part) bool {
			return w.uses(p.Expression, func(c *schema.Column) bool { return c.Generated != "" })
		})
	})
}

// keyExpressionTwice: two keys of one statement may not hold the same expression (4200).
// Added behind, the second is taken.
func keyExpressionTwice(w *work, say tell) {
	seen := map[string]bool{}
	w.dropKeys(say, func(index *schema.Index) bool {
		var own []string
		for _, p := range index.Parts {
			if p.Expression == "" {
				continue
			}
			key := strings.ToLower(strings.Join(strings.Fields(p.Expression), " "))
			if seen[key] {
				return true
			}
			own = append(own, key)
		}
		for _, key := range own {
			seen[key] = true
		}
		return false
	})
}

// keyFunctional: older versions have no keys on expressions.
func keyFunctional(w *work, say tell) {
	w.dropKeys(say, func(index *schema.Index) bool {
		return onPart(index, func(p schema.Part) bool { return p.Expression != "" })
	})
}

// keyMultiValued: older versions have no keys over the members of a JSON array.
func keyMultiValued(w *work, say tell) {
	w.dropKeys(say, func(index *schema.Index) bool {
		return onPart(index, func(p schema.Part) bool { return oceanbase.MultiValued(p.Expression) })
	})
}

// keyExpression: some functions may not stand in a key (3758).
func keyExpression(w *work, say tell) {
	w.dropKeys(say, func(index *schema.Index) bool {
		return onPart(index, func(p schema.Part) bool {
			return p.Expression != "" && w.course.target.RefusesExpression(mysql.Calls(p.Expression))
		})
	})
}

// onPart tells whether a key has a part that a function picks.
func onPart(index *schema.Index, pick func(schema.Part) bool) bool {
	return slices.ContainsFunc(index.Parts, pick)
}

// onColumn tells whether a key has a column, as a column, that a function picks.
func (w *work) onColumn(index *schema.Index, pick func(*schema.Column, schema.Part) bool) bool {
	for _, p := range index.Parts {
		if c := w.table.Column(p.Column); p.Expression == "" && c != nil && pick(c, p) {
			return true
		}
	}
	return false
}

// keyJSON: a JSON column is in no key (3152).
func keyJSON(w *work, say tell) {
	w.dropKeys(say, func(index *schema.Index) bool {
		return w.onColumn(index, func(c *schema.Column, _ schema.Part) bool { return c.Base() == "json" })
	})
}

// keyGeometry: a plain key on a geometry would silently become a spatial one.
func keyGeometry(w *work, say tell) {
	w.dropKeys(say, func(index *schema.Index) bool {
		return index.Kind != schema.Spatial && w.onColumn(index, func(c *schema.Column, _ schema.Part) bool { return c.Spatial() })
	})
}

// keySpatial: a spatial key wants a column that is never null (1252).
func keySpatial(w *work, say tell) {
	w.dropKeys(say, func(index *schema.Index) bool {
		return index.Kind == schema.Spatial && w.onColumn(index, func(c *schema.Column, _ schema.Part) bool { return !c.NotNull })
	})
}

// byPrefix tells whether a key takes only the beginning of a column.
func byPrefix(_ *schema.Column, p schema.Part) bool { return p.Length > 0 }

// large tells whether a column is of the TEXT or BLOB family.
func large(c *schema.Column, _ schema.Part) bool { return c.Large() }

// wholeLarge tells the same of one that a key takes whole.
func wholeLarge(c *schema.Column, p schema.Part) bool { return c.Large() && p.Length == 0 }

// keyPrefixPrimary: a primary key takes no prefix (1064). It takes the whole column,
// and a unique key beside it holds what the prefix held.
func keyPrefixPrimary(w *work, say tell) {
	pk := w.table.PrimaryKey
	if pk == nil || !w.onColumn(pk, byPrefix) || w.onColumn(pk, large) {
		return
	}
	whole := &schema.Index{Kind: schema.Primary, Parts: append([]schema.Part(nil), pk.Parts...), Comment: pk.Comment}
	for i := range whole.Parts {
		whole.Parts[i].Length = 0
	}
	w.primaryToUnique()
	if w.keyBytes(whole) <= oceanbase.LongestKey {
		w.table.PrimaryKey = whole
	}
	say(pk, "", describe(pk), "UNIQUE KEY")
}

// keyLargePrimary: a TEXT or BLOB is in no primary key. A unique key over its
// beginning holds the same, and the table has no primary key.
func keyLargePrimary(w *work, say tell) {
	pk := w.table.PrimaryKey
	if pk == nil || !w.onColumn(pk, large) {
		return
	}
	was := describe(pk)
	if w.onColumn(pk, wholeLarge) {
		w.table.PrimaryKey = nil
		say(pk, "", was, "")
		return
	}
	w.primaryToUnique()
	say(pk, "", was, "UNIQUE KEY")
}

// primaryToUnique makes a unique key of the primary key; its columns are never null.
func (w *work) primaryToUnique() {
	pk := w.table.PrimaryKey
	w.table.PrimaryKey = nil
	for _, p := range pk.Parts {
		if c := w.table.Column(p.Column); c != nil {
			c.NotNull = true
		}
	}
	name := "unique_primary"
	for w.hasIndex(name) {
		name += "_"
	}
	unique := &schema.Index{Name: name, Kind: schema.Unique, Parts: pk.Parts, Comment: pk.Comment}
	w.Places[unique] = w.Places[pk]
	w.table.Indexes = append([]*schema.Index{unique}, w.table.Indexes...)
}

// hasIndex tells whether a name is taken by a key.
func (w *work) hasIndex(name string) bool {
	for _, index := range w.table.Indexes {
		if strings.EqualFold(index.Name, name) {
			return true
		}
	}
	return false
}

// keyLargeUnique: MariaDB keeps whole TEXT and BLOB values unique by a hash; there is
// no such key here (1167).
func keyLargeUnique(w *work, say tell) {
	w.dropKeys(say, func(index *schema.Index) bool {
		return index.Kind == schema.Unique && w.onColumn(index, wholeLarge)
	})
}

// keyLargePlain: a plain key takes the beginning of a TEXT or BLOB (1167).
func keyLargePlain(w *work, say tell) {
	for _, index := range w.table.Indexes {
		if index.Kind != schema.Plain || !w.onColumn(index, wholeLarge) {
			continue
		}
		for i, p := range index.Parts {
			if c := w.table.Column(p.Column); c != nil && wholeLarge(c, p) {
				index.Parts[i].Length = w.prefix(c)
				say(index, index.Name, describe(index), c.Name)
			}
		}
	}
}
