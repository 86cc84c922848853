package sqlserver

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/schema"
)

// longestChar is the most characters of a CHAR and bytes of a BINARY.
const longestChar = 255

// otherwise are types that behave otherwise here, also where their words stay.
var otherwise = set("char geometry")

// mapped is a rule's Apply that gives the columns of some types the type that a function
// says, "" for none.
func mapped(to func(base, typ string) string, bases ...string) func(*schema.Draft, rule.Tell) {
	return func(d *schema.Draft, say rule.Tell) {
		for _, c := range d.Table.Columns {
			if c.Chosen || c.Was != "" {
				continue
			}
			base := baseOf(c.Type)
			for _, b := range bases {
				if b != base {
					continue
				}
				if typ := to(base, c.Type); typ != "" {
					if !strings.EqualFold(typ, c.Type) || otherwise[base] {
						say(c, c.Name, c.Type, typ)
					}
					c.Was, c.Type = c.Type, typ
				}
				break
			}
		}
	}
}

// to gives one type to all.
func to(typ string) func(string, string) string { return func(_, _ string) string { return typ } }

// sameInteger keeps a whole number that both have.
func sameInteger(base, _ string) string {
	if base == "integer" {
		return "int"
	}
	return base
}

func decimalType(_, typ string) string {
	p, s := digitsOf(typ)
	return fmt.Sprintf("decimal(%d,%d)", p, s)
}

func moneyType(base, _ string) string {
	if base == "money" {
		return "decimal(19,4)"
	}
	return "decimal(10,4)"
}

func floatType(base, typ string) string {
	if base == "real" || base == "float" && argument(typ, 0, 53) <= 24 {
		return "float"
	}
	return "double"
}

// fraction gives a type the digits of another's seconds, if they are no more than six.
func fraction(name string) func(string, string) string {
	return func(_, typ string) string {
		n := argument(typ, 0, 7)
		if n > 6 {
			return ""
		}
		return name + digitsAfter(n)
	}
}

func charType(_, typ string) string {
	n := textLength(typ)
	if n > longestChar {
		return fmt.Sprintf("varchar(%d)", n)
	}
	return fmt.Sprintf("char(%d)", n)
}

func varcharType(_, typ string) string {
	n := textLength(typ)
	if n >= longest {
		return ""
	}
	return fmt.Sprintf("varchar(%d)", n)
}

// maxType is the type of those that say (max).
func maxType(to string) func(string, string) string {
	return func(_, typ string) string {
		if argument(typ, 0, 1) >= longest {
			return to
		}
		return ""
	}
}

func binaryType(base, typ string) string {
	n := argument(typ, 0, 1)
	switch {
	case n >= longest:
		return "longblob"
	case base == "binary" && n <= longestChar:
		return fmt.Sprintf("binary(%d)", n)
	}
	return fmt.Sprintf("varbinary(%d)", n)
}

// xmlType tells the schemas that a document is held to apart from xml alone.
func xmlType(typed bool) func(string, string) string {
	return func(_, typ string) string {
		if typed == strings.Contains(typ, "(") {
			return "longtext"
		}
		return ""
	}
}

// rowversions become the bytes that they are; new rows get zeros, where the source gave
// each change a number.
func rowversions(d *schema.Draft, say rule.Tell) {
	mapped(to("binary(8)"), "rowversion", "timestamp")(d, func(element any, object, was, became string) {
		say(element, object, was, became)
		c := element.(*schema.Column)
		zero := "''"
		c.Default = &zero
	})
}

// elsewhere are types of other databases that stand in scripts for SQL Server all the
// same, and are left as they are.
var elsewhere = set("double boolean bool longtext mediumtext tinytext longblob mediumblob blob enum set year")

// ownTypes make texts of the columns of a type that is neither SQL Server's nor one that
// the script makes.
func ownTypes(d *schema.Draft, say rule.Tell) {
	for _, c := range d.Table.Columns {
		base := baseOf(c.Type)
		if _, builtin := kinds[base]; c.Chosen || c.Was != "" || builtin || elsewhere[base] || base == "" {
			continue
		}
		c.Was, c.Type = c.Type, "longtext"
		say(c, c.Name, c.Was, c.Type)
	}
}

// vectorType keeps the number of dimensions alone.
func vectorType(_, typ string) string { return fmt.Sprintf("vector(%d)", argument(typ, 0, 1)) }

// defaultMoments give the moment of a row the form that its column takes.
func defaultMoments(d *schema.Draft, say rule.Tell) {
	for _, c := range d.Table.Columns {
		if c.Default == nil || *c.Default != now {
			continue
		}
		value := now
		n, _ := c.Length()
		switch c.Base() {
		case "datetime", "timestamp":
			if value = now + digitsAfter(n); value == now {
				continue
			}
			c.Default = &value // the same moment, with as many digits as the column has
			continue
		case "date":
			value = "(CURDATE())"
		case "time":
			value = "(CURTIME(" + fmt.Sprint(n) + "))"
		case "char", "varchar":
			value = "(DATE_FORMAT(NOW(), '%b %e %Y %l:%i%p'))"
		default:
			continue
		}
		say(c, c.Name, now, value)
		c.Default = &value
	}
}

// defaultLiterals write the defaults that SQL Server converts to the column's type as
// values of that type.
func defaultLiterals(d *schema.Draft, say rule.Tell) {
	for _, c := range d.Table.Columns {
		if c.Default == nil {
			continue
		}
		if value, ok := literalFor(c, *c.Default); ok && value != *c.Default {
			say(c, c.Name, *c.Default, value)
			c.Default = &value
		}
	}
}

// literalFor is a default as a literal of a column's type, and whether it should be.
func literalFor(c *schema.Column, value string) (string, bool) {
	quoted := strings.HasPrefix(value, "'")
	plain := ""
	if quoted {
		plain, _ = schema.UnquoteText(value)
	}
	switch c.Base() {
	case "char", "varchar":
		if literalNumber.MatchString(value) {
			return schema.QuoteText(value), true
		}
	case "tinyint", "smallint", "int", "bigint", "decimal", "float", "double":
		switch {
		case !quoted:
		case strings.EqualFold(plain, "true"):
			return "1", true
		case strings.EqualFold(plain, "false"), strings.TrimSpace(plain) == "":
			return "0", true // an empty string is the number 0
		case literalNumber.MatchString(strings.TrimSpace(plain)):
			return strings.TrimSpace(plain), true
		}
		if c.Type == "tinyint(1)" && literalNumber.MatchString(value) && strings.Trim(value, "0.") != "" {
			return "1", true // every number but 0 is 1
		}
	case "date", "datetime":
		return dateLiteral(c, value, plain, quoted)
	case "time":
		if t, ok := moments(plain); quoted && ok && !ordinaryTime.MatchString(plain) {
			return "'" + t.Format("15:04:05"+fractionLayout(c, t)) + "'", true
		}
	case "binary", "varbinary":
		if literalNumber.MatchString(value) && !strings.ContainsAny(value, ".-e") { // the bytes of a number of four
			var n uint32
			if _, err := fmt.Sscan(value, &n); err == nil {
				return fmt.Sprintf("0x%08X", n), c.Base() == "varbinary"
			}
		}
	}
	return "", false
}

// ordinaryDate is a date as MySQL writes it.
var ordinaryDate = regexp.MustCompile(`^\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d(\.\d{1,6})?)?$`)

// dateLiteral is a default of a date: a number counts days from 1900 on, and the order of
// day and month is the American one unless it is said otherwise.
func dateLiteral(c *schema.Column, value, plain string, quoted bool) (string, bool) {
	layout := "2006-01-02 15:04:05"
	if c.Base() == "date" {
		layout = "2006-01-02"
	}
	switch {
	case quoted && strings.TrimSpace(plain) == "":
		plain = "1900-01-01"
	case quoted:
	case literalNumber.MatchString(value) && !strings.ContainsAny(value, ".e"):
		var days int
		if _, err := fmt.Sscan(value, &days); err != nil {
			return "", false
		}
		start, _ := moments("19000101")
		return "'" + start.AddDate(0, 0, days).Format(layout) + "'", true
	default:
		return "", false
	}
	if t, ok := moments(plain); ok && !ordinaryDate.MatchString(plain) {
		if c.Base() == "datetime" {
			layout += fractionLayout(c, t)
		}
		return "'" + t.Format(layout) + "'", true
	}
	return "", false
}

// ordinaryTime is a time as MySQL writes it.
var ordinaryTime = regexp.MustCompile(`^\d\d:\d\d:\d\d(\.\d{1,6})?$`)

// fractionLayout is how the fraction of a moment's second is written in a column, which has
// so many digits: what is behind them is cut off. "" where there is no fraction.
func fractionLayout(c *schema.Column, t time.Time) string {
	digits, _ := c.Length()
	if digits == 0 || t.Nanosecond() == 0 {
		return ""
	}
	return "." + strings.Repeat("0", digits)
}

// defaultCollation tells what strings compare by where the script says nothing of it.
func defaultCollation(d *schema.Draft, say rule.Tell) {
	for _, c := range d.Table.Columns {
		if c.Textual() && c.Collation == "" {
			say(d.Table, "", "", d.Table.Collation)
			return
		}
	}
}
