package oceanbase

import (
	"unicode/utf8"

	"github.com/obferry/obferry/ddlconv/schema"
)

// The limits of a table. Those without a source of their own are in the documents of
// V3.1.5 to V4.3.3, "Product specification limits", and were met on a 4.3.5.3 kernel.
const (
	// MostColumns is how many columns a table may have (1117 beyond).
	MostColumns = 4096
	// MostIndexes is how many keys it may have, the primary one not counted (1069 beyond).
	MostIndexes = 128
	// MostKeyParts is how many columns a key may have (1070 beyond).
	MostKeyParts = 64
	// LongestKey is the most bytes of a key (1071 beyond). V4.2.1 alone gives 1.5 MB for
	// one that is not the primary key.
	LongestKey = 16384
	// LongestRow is the most bytes that a row may take by its types, as [RowBytes] counts
	// them (1118 beyond).
	LongestRow = 1536 << 10
	// MostPartitions is how many partitions, subpartitions counted, a table may have
	// unless its tenant is set otherwise (1499 beyond).
	MostPartitions = 8192
	// LongestVarchar is the most characters of a VARCHAR (1074 beyond), LongestVarbinary
	// the most bytes of a VARBINARY.
	LongestVarchar   = 262144
	LongestVarbinary = 1048576
	// LongestChar is the most characters of a CHAR and bytes of a BINARY (1074 beyond).
	LongestChar = 256
	// LongestTableComment and LongestColumnComment are in characters (1628 and 1629 beyond
	// on a 4.3.5.3 kernel).
	LongestTableComment  = 4096
	LongestColumnComment = 1024
	// MostMembers is how many members an enum or set may have; a 4.3.5.3 kernel takes a few
	// more (4019 from some 9,500 on, by their size).
	MostMembers = 9000
	// LongestName is the most characters that the name of a table, key or constraint
	// has, LongestColumnName those of a column (1059 beyond).
	LongestName       = 64
	LongestColumnName = 128
)

// FitsName tells whether a name is short enough for a key or constraint, FitsColumnName
// for a column. A 4.3.5.3 kernel counts characters; the documents up to V4.3.3 give
// bytes.
func (t Target) FitsName(name string) bool { return t.fits(name, LongestName) }

// FitsColumnName tells whether a name is short enough for a column.
func (t Target) FitsColumnName(name string) bool { return t.fits(name, LongestColumnName) }

func (t Target) fits(name string, most int) bool {
	if t.Before("4.3.5") {
		return len(name) <= most
	}
	return utf8.RuneCountInString(name) <= most
}

// largeInRow is what a TEXT, BLOB, JSON, geometry or vector counts in a row, whatever it
// holds; a tiny one counts its 255 bytes. Tried on a 4.3.5.3 kernel.
const largeInRow = 8192

// RowBytes is what a column counts towards [LongestRow]. Width is the most bytes of a
// character of the column. Numbers and times count nothing.
func RowBytes(c *schema.Column, width int) int {
	switch base := c.Base(); base {
	case "char", "varchar":
		length, _ := c.Length()
		return length * width
	case "binary", "varbinary":
		length, _ := c.Length()
		return length
	case "tinytext", "tinyblob":
		return 255
	case "enum":
		longest := 0
		for _, m := range c.Members() {
			longest = max(longest, utf8.RuneCountInString(m))
		}
		return longest * width
	case "set":
		all := -1
		for _, m := range c.Members() {
			all += utf8.RuneCountInString(m) + 1
		}
		return max(all, 0) * width
	default:
		if c.Large() || c.Spatial() || base == "json" || base == "vector" {
			return largeInRow
		}
	}
	return 0
}
