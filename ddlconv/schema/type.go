package schema

import (
	"strconv"
	"strings"
)

// Base is the first word of a column's type: "int", "enum", "varchar".
func (c *Column) Base() string {
	if end := strings.IndexAny(c.Type, "( "); end >= 0 {
		return c.Type[:end]
	}
	return c.Type
}

// Length is the first number in the parentheses of a column's type, and whether
// there is one: 20 for "varchar(20)", 10 for "decimal(10,2)".
func (c *Column) Length() (int, bool) {
	_, rest, found := strings.Cut(c.Type, "(")
	if !found {
		return 0, false
	}
	n, err := strconv.Atoi(rest[:len(rest)-len(strings.TrimLeft(rest, "0123456789"))])
	return n, err == nil
}

// Textual tells whether a column holds characters, and so has a character set.
func (c *Column) Textual() bool {
	switch c.Base() {
	case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set":
		return true
	}
	return false
}

// Large tells whether a column is of the TEXT or BLOB family, which is indexed by a
// prefix only.
func (c *Column) Large() bool {
	switch c.Base() {
	case "tinytext", "text", "mediumtext", "longtext", "tinyblob", "blob", "mediumblob", "longblob":
		return true
	}
	return false
}

// Spatial tells whether a column holds a geometry.
func (c *Column) Spatial() bool {
	switch c.Base() {
	case "geometry", "point", "linestring", "polygon", "multipoint", "multilinestring",
		"multipolygon", "geometrycollection", "geomcollection":
		return true
	}
	return false
}

// Members are the values of an enum or set, unquoted; nil of any other type.
func (c *Column) Members() []string {
	base := c.Base()
	if base != "enum" && base != "set" {
		return nil
	}
	var members []string
	for rest := c.Type; ; {
		start := strings.IndexByte(rest, '\'')
		if start < 0 {
			return members
		}
		member, length := UnquoteText(rest[start:])
		members = append(members, member)
		rest = rest[start+length:]
	}
}
