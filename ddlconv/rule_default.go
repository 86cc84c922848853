package ddlconv

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/mysql"
	"github.com/obferry/obferry/ddlconv/schema"
)

const currentTimestamp = "CURRENT_TIMESTAMP"

// timely tells whether a column may have CURRENT_TIMESTAMP as its default.
func timely(c *schema.Column) bool { return c.Base() == "datetime" || c.Base() == "timestamp" }

// isExpression tells whether a default is an expression and no literal.
func isExpression(value string) bool { return strings.HasPrefix(value, "(") }

// dropDefaults takes the defaults away that a function picks, and tells it of each.
func (w *work) dropDefaults(say tell, pick func(c *schema.Column, value string) bool) {
	for _, c := range w.table.Columns {
		if c.Default != nil && *c.Default != "NULL" && pick(c, *c.Default) {
			say(c, c.Name, *c.Default, "")
			c.Default = nil
		}
	}
}

// defaultNow: MariaDB takes CURRENT_TIMESTAMP for a column of any type. OceanBase
// takes it as an expression, except for numbers, where the moment does not fit.
func defaultNow(w *work, say tell) {
	for _, c := range w.table.Columns {
		if c.Default == nil || timely(c) || !strings.HasPrefix(*c.Default, currentTimestamp) {
			continue
		}
		was := *c.Default
		switch c.Base() {
		case "date", "time", "year", "char", "varchar":
			expression := "(" + was + ")"
			c.Default = &expression
			say(c, c.Name, was, expression)
		default:
			c.Default = nil
			say(c, c.Name, was, "")
		}
	}
}

// defaultPrecision: CURRENT_TIMESTAMP must have as many digits as its column (1067);
// MariaDB lets it have fewer.
func defaultPrecision(w *work, say tell) {
	for _, c := range w.table.Columns {
		if !timely(c) {
			continue
		}
		want := currentTimestamp
		if digits, ok := c.Length(); ok && digits > 0 {
			want += "(" + strconv.Itoa(digits) + ")"
		}
		if c.Default != nil && strings.HasPrefix(*c.Default, currentTimestamp) && *c.Default != want {
			say(c, c.Name, *c.Default, want)
			c.Default = &want
		}
		if c.OnUpdate != "" && c.OnUpdate != want {
			say(c, c.Name, "ON UPDATE "+c.OnUpdate, "ON UPDATE "+want)
			c.OnUpdate = want
		}
	}
}

// defaultLarge: a TEXT, BLOB, JSON or geometry column has no default (1067, 1101).
func defaultLarge(w *work, say tell) {
	w.dropDefaults(say, func(c *schema.Column, _ string) bool {
		return c.Large() || c.Spatial() || c.Base() == "json"
	})
}

// defaultSequence: the next value of a sequence is no default (1064).
func defaultSequence(w *work, say tell) {
	w.dropDefaults(say, func(_ *schema.Column, value string) bool {
		if !isExpression(value) {
			return false
		}
		upper := strings.ToUpper(value)
		for _, call := range mysql.Calls(value) {
			if call == "nextval" || call == "lastval" || call == "setval" {
				return true
			}
		}
		return strings.Contains(upper, "VALUE FOR ") || strings.Contains(upper, ".NEXTVAL")
	})
}

// defaultColumn: a default may not name a column (1235).
func defaultColumn(w *work, say tell) {
	w.dropDefaults(say, func(_ *schema.Column, value string) bool {
		if !isExpression(value) {
			return false
		}
		for _, name := range mysql.Columns(value) {
			if w.table.Column(name) != nil {
				return true
			}
		}
		return false
	})
}

// defaultFunction: a default may not call what OceanBase has no function for, or
// fails over.
func defaultFunction(w *work, say tell) {
	w.dropDefaults(say, func(_ *schema.Column, value string) bool {
		return isExpression(value) && w.course.target.RefusesDefault(mysql.Calls(value))
	})
}

// defaultExpression: older versions take constants alone.
func defaultExpression(w *work, say tell) {
	w.dropDefaults(say, func(_ *schema.Column, value string) bool { return isExpression(value) })
}

// defaultBits: a bit value of no bits is 0 in MySQL, and none here; a text is its bytes
// there, and no value of a bit column here (1067).
func defaultBits(w *work, say tell) {
	for _, c := range w.table.Columns {
		if c.Base() != "bit" || c.Default == nil {
			continue
		}
		became := ""
		switch value := *c.Default; {
		case strings.EqualFold(value, "b''"):
			became = "b'0'"
		case strings.HasPrefix(value, "'"):
			text, _ := schema.UnquoteText(value)
			bits := new(big.Int).SetBytes([]byte(text))
			if length, ok := c.Length(); text == "" || bits.BitLen() > max(length, 1) || !ok && bits.BitLen() > 1 {
				continue
			}
			became = "b'" + bits.Text(2) + "'"
		default:
			continue
		}
		say(c, c.Name, *c.Default, became)
		c.Default = &became
	}
}

// defaultInvalid: a default must be a value of its column (1067); a source that is
// not strict lets others pass.
func defaultInvalid(w *work, say tell) {
	w.dropDefaults(say, func(c *schema.Column, value string) bool {
		if !strings.HasPrefix(value, "'") {
			return false
		}
		text, _ := schema.UnquoteText(value)
		switch c.Base() {
		case "tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double", "year":
			_, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
			return err != nil
		case "bit":
			return true
		case "enum":
			return !member(c, text)
		case "set":
			for _, one := range strings.Split(text, ",") {
				if text != "" && !member(c, one) {
					return true
				}
			}
		}
		return false
	})
	w.dropDefaults(say, func(c *schema.Column, _ string) bool { return c.AutoIncrement })
}

// member tells whether an enum or set has a member, without regard to case and to blanks
// at the end, which MySQL takes off when the table is made.
func member(c *schema.Column, text string) bool {
	return slices.ContainsFunc(c.Members(), func(m string) bool {
		return strings.EqualFold(strings.TrimRight(m, " "), strings.TrimRight(text, " "))
	})
}
