package oceanbase

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// types are those that every version has under the names of MySQL.
const types = " tinyint smallint mediumint int bigint decimal float double bit year date time datetime timestamp char varchar " +
	"binary varbinary tinytext text mediumtext longtext tinyblob blob mediumblob longblob enum set "

// Since when there are more.
const (
	jsonSince    = "3.2.2" // release notes V3.2.2
	spatialSince = "3.2.4" // release notes V3.2.4; of the 4.x ones, V4.1.0
	vectorSince  = "4.3.5" // and the other types of its own: the documents of V4.3.3 have none; a 4.3.5.3 kernel has them
)

// HasType tells whether the target has a type, by its first word in lower case.
func (t Target) HasType(base string) bool {
	switch base {
	case "json":
		return t.Within(jsonSince, "")
	case "vector", "sparsevector", "array", "map", "roaringbitmap", "string":
		return t.Within(vectorSince, "")
	}
	if (&schema.Column{Type: base}).Spatial() {
		return t.Within(spatialSince, "") && base != "geomcollection"
	}
	return listed(types, base)
}

// HasParser tells whether the target has a parser for full-text keys, "" for the one
// that is taken where none is named. V4.3.3, "CREATE TABLE" has space, ngram and beng;
// a 4.3.5.3 kernel has ik, too.
func (t Target) HasParser(name string) bool {
	switch name {
	case "", "space", "ngram", "beng":
		return true
	case "ik":
		return t.Within("4.3.5", "")
	}
	return false
}

// RefusesPartitionType tells whether a table cannot be partitioned by a column's type
// (1659). Method says by what; an expression that is a column alone counts as that
// column.
func (t Target) RefusesPartitionType(c *schema.Column, method schema.Method) bool {
	base := c.Base()
	if c.Large() || c.Spatial() || base == "json" || base == "vector" {
		return true
	}
	switch method {
	case schema.ByKey:
		return false
	case schema.ByRangeColumns, schema.ByListColumns:
		switch base {
		case "enum", "set", "bit":
			return true
		case "decimal", "float", "double", "timestamp":
			// Release notes V4.3.1 add these to RANGE COLUMNS; a 4.3.5.3 kernel refuses them in
			// LIST COLUMNS.
			return method == schema.ByListColumns || t.Before("4.3.1")
		case "time", "year":
			// V4.2.5, "Partition overview" has whole numbers, DATE, DATETIME and strings alone;
			// a 4.3.5.3 kernel takes these in both.
			return t.Before("4.3.5")
		}
		return false
	}
	switch base {
	case "tinyint", "smallint", "mediumint", "int", "bigint", "year", "bit":
		return false
	}
	return true
}

// MultiValued tells whether an expression of a key makes one entry of every member of a
// JSON array. By the release notes V4.3.1, OceanBase has such keys since then.
func MultiValued(expression string) bool {
	lower := strings.ToLower(expression)
	return strings.Contains(lower, " array)") && strings.Contains(lower, "cast(")
}
