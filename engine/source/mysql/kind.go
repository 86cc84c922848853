package mysql

import (
	"strings"

	"github.com/obferry/obferry/engine/rows"
)

// kinds of MySQL's and MariaDB's data types, by information_schema's DATA_TYPE.
// Types that are not here are read as text, which every server prints them as
// (uuid, inet4, inet6).
var kinds = map[string]rows.Kind{
	"tinyint": rows.Integer, "smallint": rows.Integer, "mediumint": rows.Integer,
	"int": rows.Integer, "integer": rows.Integer, "bigint": rows.Integer, "boolean": rows.Integer,
	"decimal": rows.Decimal, "numeric": rows.Decimal, "number": rows.Decimal,
	"float": rows.Float, "double": rows.Double, "real": rows.Double,
	"bit":    rows.Bit,
	"binary": rows.Binary, "varbinary": rows.Binary, "tinyblob": rows.Binary, "blob": rows.Binary,
	"mediumblob": rows.Binary, "longblob": rows.Binary, "vector": rows.Binary,
	"date": rows.Date, "datetime": rows.DateTime, "timestamp": rows.Timestamp,
	"time": rows.Time, "year": rows.Year,
	"enum": rows.Enum, "set": rows.Set, "json": rows.JSON,
	"geometry": rows.Geometry, "point": rows.Geometry, "linestring": rows.Geometry,
	"polygon": rows.Geometry, "multipoint": rows.Geometry, "multilinestring": rows.Geometry,
	"multipolygon": rows.Geometry, "geometrycollection": rows.Geometry, "geomcollection": rows.Geometry,
}

// KindOf is the kind of a data type, named as information_schema or DDL names it,
// with or without its length.
func KindOf(dataType string) rows.Kind {
	base := strings.ToLower(dataType)
	if end := strings.IndexAny(base, "( "); end >= 0 {
		base = base[:end]
	}
	return kinds[base] // rows.Text is the zero kind
}

// expression is how a column is selected so that its bytes are exact. A FLOAT is
// printed with six digits, which do not give it back; times 1e0 it is a DOUBLE with
// the same value, printed with all the digits it needs, and the sign of zero is kept.
// A FLOAT(M,D) is printed with all its D decimals, and has to be: 99999.99 is held as
// 99999.9921875, which as a FLOAT(7,2) is out of range.
func expression(quoted string, column rows.Column) string {
	if column.Kind == rows.Float && !strings.Contains(column.Type, ",") {
		return quoted + "*1e0"
	}
	return quoted
}
