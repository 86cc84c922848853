package ddlconv

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/oceanbase"
	"github.com/obferry/obferry/ddlconv/schema"
)

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
	if w.course.from != MariaDB {
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
	if w.native {
		return
	}
	for _, c := range w.table.Columns {
		if c.Base() == "vector" {
			say(c, c.Name, c.Type, c.Type)
		}
	}
}

// typeMembers: an enum of very many members is refused (4019).
func typeMembers(w *work, say tell) {
	for _, c := range w.table.Columns {
		if len(c.Members()) > oceanbase.MostMembers {
			say(c, c.Name, c.Base(), "")
		}
	}
}

// typeJSONMissing: the oldest versions have no JSON; a text keeps every byte of it.
func typeJSONMissing(w *work, say tell) {
	for _, c := range w.table.Columns {
		if c.Base() == "json" {
			retype(c, "longtext", say)
			c.Charset, c.Collation = "utf8mb4", "utf8mb4_bin"
		}
	}
}

// typeLong: a type has its most characters or bytes (1074); the next larger type that
// holds the same takes its place.
func typeLong(w *work, say tell) {
	for _, c := range w.table.Columns {
		length, _ := c.Length()
		switch base := c.Base(); {
		case base == "char" && length > oceanbase.LongestVarchar, base == "varchar" && length > oceanbase.LongestVarchar:
			retype(c, largest("text", length*w.width(c)), say)
		case base == "binary" && length > oceanbase.LongestVarbinary, base == "varbinary" && length > oceanbase.LongestVarbinary:
			retype(c, largest("blob", length), say)
		case (base == "char" || base == "binary") && length > oceanbase.LongestChar:
			retype(c, "var"+c.Type, say)
		}
	}
}

// largest is the type of the TEXT or BLOB family that holds so many bytes, a whole one
// at the least.
func largest(family string, bytes int) string {
	switch {
	case bytes < 1<<16:
		return family
	case bytes < 1<<24:
		return "medium" + family
	}
	return "long" + family
}

// typeUnknown: a type that the target does not have.
func typeUnknown(w *work, say tell) {
	for _, c := range w.table.Columns {
		if !w.course.target.HasType(c.Base()) {
			say(c, c.Name, c.Type, w.course.target.String())
		}
	}
}
