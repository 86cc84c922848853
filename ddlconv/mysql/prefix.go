package mysql

import (
	"strconv"

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
