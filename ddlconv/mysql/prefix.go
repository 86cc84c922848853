package mysql

import (
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/schema"
)

// longestTiny is the most that a TINYTEXT or TINYBLOB holds, and so the longest prefix of
// one: MySQL and MariaDB cut a longer one without a word, the kernel refuses it.
const longestTiny = 255

// tinyPrefix cuts the prefixes of keys that are longer than their column.
func tinyPrefix(d *schema.Draft, say rule.Tell) {
	keys := d.Table.Indexes
	if d.Table.PrimaryKey != nil {
		keys = append([]*schema.Index{d.Table.PrimaryKey}, keys...)
	}
	for _, index := range keys {
		for i, p := range index.Parts {
			c := d.Table.Column(p.Column)
			if p.Length > longestTiny && c != nil && (c.Base() == "tinytext" || c.Base() == "tinyblob") {
				index.Parts[i].Length = longestTiny
				say(index, index.Name, strconv.Itoa(p.Length), strconv.Itoa(longestTiny))
			}
		}
	}
}

// longestMyISAM is the most bytes of a column in a key of a MyISAM table.
const longestMyISAM = 1000

// myISAMKeys tells of keys that are whole here and were cut there: MyISAM takes the first
// thousand bytes of a column, with no more than a warning.
func myISAMKeys(d *schema.Draft, say rule.Tell) {
	t := d.Table
	if !strings.EqualFold(engineOf(t), "MyISAM") {
		return
	}
	for _, index := range t.Indexes {
		for _, p := range index.Parts {
			c := t.Column(p.Column)
			if index.Kind != schema.Plain || p.Length > 0 || c == nil || !c.Textual() {
				continue
			}
			width := charsetWidth(inForce(t, c))
			if length, _ := c.Length(); length*width > longestMyISAM {
				say(index, index.Name, p.Column+"("+strconv.Itoa(longestMyISAM/width)+")", p.Column)
			}
		}
	}
}
