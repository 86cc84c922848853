package mysql

import (
	"slices"

	"github.com/obferry/obferry/ddlconv/schema"
)

// convert reads CONVERT TO CHARACTER SET: the columns' own give way to the table's, and
// a TEXT whose characters may take more bytes than before becomes a longer one, since it
// must hold as many (MySQL 8.4 Reference Manual, ALTER TABLE Statement).
func (a *alteration) convert() {
	if !a.characterSet() {
		a.Unexpected()
		return
	}
	table := a.draft.Table
	before := make([]int, len(table.Columns))
	for i, c := range table.Columns {
		before[i] = charsetWidth(inForce(table, c))
	}
	table.Charset, table.Collation = "utf8mb4", ""
	if !a.Accept("DEFAULT") {
		table.Charset = a.plain()
	}
	if a.Accept("COLLATE") {
		a.AcceptSign("=")
		table.Collation = a.plain()
	}
	for i, c := range table.Columns {
		if c.Textual() {
			c.Charset, c.Collation = "", ""
			c.Type = longerText(c.Type, before[i], charsetWidth(inForce(table, c)))
		}
	}
}

// inForce is the character set of a column: its own, else the table's, "" where neither
// names one.
func inForce(t *schema.Table, c *schema.Column) string {
	for _, named := range [][2]string{{c.Charset, c.Collation}, {t.Charset, t.Collation}} {
		switch {
		case named[0] != "":
			return named[0]
		case named[1] != "":
			return CharsetOf(named[1])
		}
	}
	return ""
}

// longerText is the TEXT that holds as many characters as one does, when the most bytes
// of a character change.
func longerText(of string, before, after int) string {
	texts := []string{"tinytext", "text", "mediumtext", "longtext"}
	if at := slices.Index(texts, of); at >= 0 && at < len(texts)-1 && after > before {
		return texts[at+1]
	}
	return of
}
