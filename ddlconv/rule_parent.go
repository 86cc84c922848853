package ddlconv

import (
	"slices"
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/oceanbase"
	"github.com/obferry/obferry/ddlconv/schema"
)

// points is a foreign key in words: "customer (id)".
func points(fk *schema.ForeignKey) string {
	table := fk.RefTable
	if fk.RefSchema != "" {
		table = fk.RefSchema + "." + table
	}
	return table + " (" + strings.Join(fk.RefColumns, ", ") + ")"
}

// drop takes the foreign keys out that a function picks, and tells it of each.
func (s *settling) drop(on func(*work) tell, pick func(*work, *schema.ForeignKey) bool) {
	for _, w := range s.tables {
		w.table.ForeignKeys = filter(w.table.ForeignKeys, func(fk *schema.ForeignKey) bool {
			if !pick(w, fk) {
				return true
			}
			w.forget(fk)
			on(w)(fk, fk.Name, points(fk), strings.Join(fk.Columns, ", "))
			return false
		})
	}
}

// forget takes back what was told of a foreign key that is then left out.
func (w *work) forget(fk *schema.ForeignKey) {
	place, object := w.Places[fk], w.source
	if fk.Name != "" {
		object += "." + fk.Name
	}
	w.notes = filter(w.notes, func(n Note) bool {
		return !strings.HasPrefix(n.Rule, "foreign.") || n.Object != object && n.Object != w.source || n.Line != place.Line || n.Column != place.Column
	})
}

// foreignNowhere: a foreign key points to a table or column that the script does not
// make. With the checks off the kernel would take it, and refuse rows later.
func foreignNowhere(s *settling, on func(*work) tell) {
	s.drop(on, func(w *work, fk *schema.ForeignKey) bool {
		parent := s.parent(fk)
		return parent == nil || len(fk.Columns) != len(fk.RefColumns) ||
			slices.ContainsFunc(fk.RefColumns, func(name string) bool { return parent.table.Column(name) == nil }) ||
			slices.ContainsFunc(fk.Columns, func(name string) bool { return w.table.Column(name) == nil })
	})
}

// foreignWiden: a column and the one it points to must be of one type, sign, character
// set and collation (1215), and no shorter (5319). Where the parent's type holds all
// that the child's does, the child gets it.
func foreignWiden(s *settling, on func(*work) tell) { s.retype(on, wider) }

// foreignFit: where the parent's type holds less, the child gets it nevertheless if it
// points there with this column alone: every value of it is one of the parent's.
func foreignFit(s *settling, on func(*work) tell) { s.retype(on, narrower) }

// foreignType: types that have nothing to do with each other.
func foreignType(s *settling, on func(*work) tell) {
	s.drop(on, func(w *work, fk *schema.ForeignKey) bool {
		verdict, _ := s.compare(w, fk)
		return verdict != alike
	})
}

// foreignParent: the columns that a foreign key points to must lead a key, a unique one
// or not (1215).
func foreignParent(s *settling, on func(*work) tell) {
	for _, w := range s.tables {
		for _, fk := range w.table.ForeignKeys {
			parent := s.parent(fk)
			if parent == nil || slices.ContainsFunc(parent.keys(), func(index *schema.Index) bool { return leads(index, fk.RefColumns) }) {
				continue
			}
			index := &schema.Index{Kind: schema.Plain}
			for _, column := range fk.RefColumns {
				index.Parts = append(index.Parts, schema.Part{Column: column})
			}
			if parent.keyBytes(index) <= oceanbase.LongestKey && len(parent.table.Indexes) < oceanbase.MostIndexes {
				parent.table.Indexes = append(parent.table.Indexes, index)
				on(w)(fk, fk.Name, parent.table.Name, describe(index))
			}
		}
	}
}

// verdict is how the type of a column goes with that of the one it points to.
type verdict int

// The verdicts, from the best to the worst.
const (
	alike    verdict = iota // as it must be
	wider                   // the parent's type holds all that the child's does
	narrower                // it holds less, but is of the same kind
	foreign                 // it is of another kind
)

// retype gives columns the types of those they point to, where all of a foreign key go
// together as well as a verdict says or better. A column that is pointed to may change,
// too: it goes on until none does.
func (s *settling) retype(on func(*work) tell, as verdict) {
	for range len(s.tables) + 1 {
		changed := false
		for _, w := range s.tables {
			for _, fk := range w.table.ForeignKeys {
				found, types := s.compare(w, fk)
				if found != as || as == narrower && len(fk.Columns) > 1 {
					continue
				}
				for i, name := range fk.Columns {
					c := w.table.Column(name)
					was := w.typeWords(c)
					types[i](c)
					if became := w.typeWords(c); became != was {
						on(w)(c, c.Name, was, became)
						changed = true
					}
				}
			}
		}
		if !changed {
			return
		}
	}
}

// typeWords is a column's type with its collation.
func (w *work) typeWords(c *schema.Column) string {
	if !c.Textual() {
		return c.Type
	}
	return c.Type + " " + w.collation(c)
}

// compare tells how well all columns of a foreign key go with the parent's: as well as
// the worst of them. Types give each column the type that it needs.
func (s *settling) compare(w *work, fk *schema.ForeignKey) (worst verdict, types []func(*schema.Column)) {
	parent := s.parent(fk)
	if parent == nil || len(fk.Columns) != len(fk.RefColumns) {
		return alike, nil // the server is asked, as foreign.nowhere is off
	}
	for i, name := range fk.Columns {
		c, to := w.table.Column(name), parent.table.Column(fk.RefColumns[i])
		if c == nil || to == nil {
			return alike, nil
		}
		one, become := w.against(c, parent, to)
		if one != alike && (c.Chosen || c.AutoIncrement && one == narrower) {
			one = foreign
		}
		worst = max(worst, one)
		types = append(types, become)
	}
	return worst, types
}

// against compares a column with the one it points to, and gives what makes it fit.
func (w *work) against(c *schema.Column, parent *work, to *schema.Column) (verdict, func(*schema.Column)) {
	whole := func(c *schema.Column) { c.Type, c.Charset, c.Collation = to.Type, to.Charset, to.Collation }
	base, other := c.Base(), to.Base()
	switch {
	case c.Large() || to.Large() || base == "json" || other == "json" || c.Spatial() || to.Spatial():
		return foreign, whole
	case strings.HasSuffix(base, "char") && strings.HasSuffix(other, "char"):
		return w.againstText(c, parent, to)
	case strings.HasSuffix(base, "binary") && strings.HasSuffix(other, "binary"):
		length, _ := c.Length()
		least, _ := to.Length()
		switch {
		case base == other && length >= least:
			return alike, whole
		case base == other:
			return wider, whole
		}
		return narrower, whole // one pads with zeros, the other does not
	case whole64(base) > 0 && whole64(other) > 0:
		return againstWhole(c, to), whole
	case base == "decimal" && other == "decimal":
		if unsigned(c) == unsigned(to) {
			return alike, whole
		}
		return narrower, whole
	case numeric(base) && numeric(other):
		return againstNumber(c, to), whole
	case base == "date" && other == "datetime":
		return wider, whole
	case base == "datetime" && other == "date":
		return narrower, whole
	case base != other:
		return foreign, whole
	case c.Textual() && w.collation(c) != parent.collation(to):
		return foreign, whole // an enum or set
	}
	return alike, whole
}

// againstText compares strings: by character set, collation, kind and length.
func (w *work) againstText(c *schema.Column, parent *work, to *schema.Column) (verdict, func(*schema.Column)) {
	length, _ := c.Length()
	least, _ := to.Length()
	charset, collation := parent.charset(to), parent.collation(to)
	become := func(c *schema.Column) {
		most := max(length, least)
		if to.Base() == "char" {
			most = min(most, oceanbase.LongestChar)
		}
		c.Type = to.Base() + "(" + strconv.Itoa(most) + ")"
		c.Charset, c.Collation = charset, collation
	}
	sameSet := w.charset(c) == charset
	switch {
	case sameSet && w.collation(c) == collation && c.Base() == to.Base() && length >= least:
		return alike, become
	case (sameSet || charset == "utf8mb4") && (c.Base() == to.Base() || to.Base() == "varchar"):
		return wider, become
	}
	return narrower, become
}

// whole64 is how many bytes a whole number of a type takes, 0 of any other type.
func whole64(base string) int {
	switch base {
	case "tinyint":
		return 1
	case "smallint":
		return 2
	case "mediumint":
		return 3
	case "int":
		return 4
	case "bigint":
		return 8
	}
	return 0
}

// unsigned tells whether a number has no sign.
func unsigned(c *schema.Column) bool {
	return strings.Contains(c.Type, "unsigned") || strings.Contains(c.Type, "zerofill")
}

// againstWhole compares whole numbers.
func againstWhole(c, to *schema.Column) verdict {
	bytes, other := whole64(c.Base()), whole64(to.Base())
	switch {
	case bytes == other && unsigned(c) == unsigned(to):
		return alike
	case unsigned(c) == unsigned(to) && bytes < other, unsigned(c) && !unsigned(to) && bytes < other:
		return wider
	}
	return narrower
}

// numeric tells whether a type is a number.
func numeric(base string) bool {
	return whole64(base) > 0 || base == "decimal" || base == "float" || base == "double"
}

// againstNumber compares numbers of two kinds.
func againstNumber(c, to *schema.Column) verdict {
	base, other := c.Base(), to.Base()
	switch {
	case base == "float" && other == "double":
		return wider
	case base == "double" && other == "double", base == "float" && other == "float":
		return alike
	case other == "decimal" && whole64(base) > 0 && before0(to) >= digits(c):
		return wider
	case base == "decimal" && whole64(other) > 0 && scale(c) == 0 && before0(c) < digits(to) && (unsigned(c) || !unsigned(to)):
		return wider
	}
	return narrower
}

// digits are how many a whole number may have.
func digits(c *schema.Column) int {
	switch whole64(c.Base()) {
	case 1:
		return 3
	case 2:
		return 5
	case 3:
		return 8
	case 4:
		return 10
	}
	return 20
}

// scale is how many digits a decimal has behind the point, before0 how many before it.
func scale(c *schema.Column) int {
	_, behind, found := strings.Cut(c.Type, ",")
	if !found {
		return 0
	}
	n, _ := strconv.Atoi(behind[:len(behind)-len(strings.TrimLeft(behind, "0123456789"))])
	return n
}

func before0(c *schema.Column) int {
	length, _ := c.Length()
	return length - scale(c)
}
