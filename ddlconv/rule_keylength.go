package ddlconv

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/oceanbase"
	"github.com/obferry/obferry/ddlconv/schema"
)

// usualKey is the most bytes that InnoDB's keys have.
const usualKey = 3072

// prefix is how many characters of a column go into a key of InnoDB's length.
func (w *work) prefix(c *schema.Column) int { return usualKey / w.width(c) }

// width is the most bytes that one character of a column takes.
func (w *work) width(c *schema.Column) int {
	if !c.Textual() {
		return 1
	}
	return oceanbase.Width(w.charset(c))
}

// partBytes is the most bytes that one part of a key takes, as near as it matters:
// anything that is neither text nor bytes counts as eight.
func (w *work) partBytes(p schema.Part) int {
	c := w.table.Column(p.Column)
	if c == nil {
		return 8
	}
	switch base := c.Base(); {
	case p.Length > 0:
		return p.Length * w.width(c)
	case base == "char", base == "varchar", base == "binary", base == "varbinary":
		length, _ := c.Length()
		return length * w.width(c)
	}
	return 8
}

// keyBytes is the most bytes that a key takes.
func (w *work) keyBytes(index *schema.Index) int {
	sum := 0
	for _, p := range index.Parts {
		sum += w.partBytes(p)
	}
	return sum
}

// keyLongUnique: a unique key may not be too long, and the beginning of its columns
// says nothing of the rest.
func keyLongUnique(w *work, say tell) {
	w.dropKeys(say, func(index *schema.Index) bool {
		return index.Kind == schema.Unique && w.keyBytes(index) > oceanbase.LongestKey
	})
	if pk := w.table.PrimaryKey; pk != nil && w.keyBytes(pk) > oceanbase.LongestKey {
		w.table.PrimaryKey = nil
		say(pk, "", describe(pk), "")
	}
}

// keyLongPlain: a plain key that is too long takes less of its longest column.
func keyLongPlain(w *work, say tell) {
	for _, index := range w.table.Indexes {
		if index.Kind != schema.Plain || w.keyBytes(index) <= oceanbase.LongestKey {
			continue
		}
		var cut []string
		for w.keyBytes(index) > oceanbase.LongestKey {
			longest := 0
			for i, p := range index.Parts {
				if w.partBytes(p) > w.partBytes(index.Parts[longest]) {
					longest = i
				}
			}
			c := w.table.Column(index.Parts[longest].Column)
			if c == nil || w.partBytes(index.Parts[longest]) <= usualKey {
				break
			}
			index.Parts[longest].Length = w.prefix(c)
			cut = append(cut, c.Name)
		}
		say(index, index.Name, describe(index), strings.Join(cut, ", "))
	}
}
