package ddlconv

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// mostMembers is how many members an enum or set may have; the kernel takes a few
// more (4019 from some 9,500 on, by their size).
const mostMembers = 9000

// retype gives a column another type and tells of it.
func retype(c *schema.Column, to string, say tell) {
	say(c, c.Name, c.Type, to)
	c.Type = to
}

// typeUUID: a UUID is kept as its text, which compares without regard to case as
// the type did.
func typeUUID(w *work, say tell) {
	for _, c := range w.table.Columns {
		if c.Base() == "uuid" {
			retype(c, "char(36)", say)
			c.Charset, c.Collation = "utf8mb4", "utf8mb4_general_ci"
		}
	}
}

// typeInet: an address is kept as its text. The longest of version 6 ends in four
// decimal numbers.
func typeInet(w *work, say tell) {
	for _, c := range w.table.Columns {
		switch c.Base() {
		case "inet4":
			retype(c, "varchar(15)", say)
		case "inet6":
			retype(c, "varchar(45)", say)
		default:
			continue
		}
		c.Charset, c.Collation = "utf8mb4", "utf8mb4_general_ci"
	}
}

// typeYear: a year of two digits becomes one of four, whatever is written.
func typeYear(w *work, say tell) {
	for _, c := range w.table.Columns {
		if c.Type == "year(2)" {
			retype(c, "year(4)", say)
		}
	}
}

// typeJSON: MariaDB's JSON is a longtext with a check. It stays one, so that every
// byte of a document stays.
func typeJSON(w *work, say tell) {
	if w.from != MariaDB {
		return
	}
	for _, c := range w.table.Columns {
		switch {
		case c.Base() == "json":
			c.Type, c.Charset, c.Collation = "longtext", "utf8mb4", "utf8mb4_bin"
			w.table.Checks = append(w.table.Checks, &schema.Check{Expression: "json_valid(" + schema.Quote(c.Name) + ")"})
			say(c, c.Name, "json", "longtext")
		case c.Base() == "longtext" && w.checksJSON(c):
			say(c, c.Name, "json", "longtext")
		}
	}
}

// checksJSON tells whether a check holds a column to JSON.
func (w *work) checksJSON(c *schema.Column) bool {
	for _, check := range w.table.Checks {
		if strings.EqualFold(check.Expression, "json_valid("+schema.Quote(c.Name)+")") {
			return true
		}
	}
	return false
}

// typeSRID: a reference system other than 0 is refused where the server knows none
// (3548).
func typeSRID(w *work, say tell) {
	for _, c := range w.table.Columns {
		if c.SRID != nil && *c.SRID != 0 {
			say(c, c.Name, "SRID", "")
		}
		c.SRID = nil
	}
}

// typeVector: a vector of MariaDB or MySQL 9 and one of OceanBase are written
// differently.
func typeVector(w *work, say tell) {
	for _, c := range w.table.Columns {
		if c.Base() == "vector" {
			say(c, c.Name, c.Type, c.Type)
		}
	}
}

// typeMembers: an enum of very many members is refused (4019).
func typeMembers(w *work, say tell) {
	for _, c := range w.table.Columns {
		if len(c.Members()) > mostMembers {
			say(c, c.Name, c.Base(), "")
		}
	}
}

// known are the types that OceanBase has under the same name.
const known = " tinyint smallint mediumint int bigint decimal float double bit year date time datetime timestamp char varchar " +
	"binary varbinary tinytext text mediumtext longtext tinyblob blob mediumblob longblob enum set json vector geometry point " +
	"linestring polygon multipoint multilinestring multipolygon geometrycollection "

// typeUnknown: a type that nobody knows.
func typeUnknown(w *work, say tell) {
	for _, c := range w.table.Columns {
		if !strings.Contains(known, " "+c.Base()+" ") {
			say(c, c.Name, c.Type, "")
		}
	}
}
