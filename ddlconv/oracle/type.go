package oracle

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/schema"
)

// baseOf cuts a type in Oracle's words into what stands before its first parenthesis and
// what stands in it.
func baseOf(of string) (base string, sizes []string) {
	base, rest, sized := strings.Cut(of, "(")
	base, _, _ = strings.Cut(base, " with ")
	if !sized {
		return base, nil
	}
	inner, _, _ := strings.Cut(rest, ")")
	for _, s := range strings.Split(inner, ",") {
		sizes = append(sizes, strings.TrimSpace(s))
	}
	return strings.TrimSpace(base), sizes
}

// digits is the number that a size begins with: "20" of "20 char".
func digits(size string) string {
	return size[:len(size)-len(strings.TrimLeft(size, "0123456789"))]
}

// number is a size as a number, -1 where it is none.
func number(size string) int {
	n, err := strconv.Atoi(digits(size))
	if err != nil {
		return -1
	}
	return n
}

// small tells whether a number of so many digits fits a bigint.
func small(size string) bool { n := number(size); return n > 0 && n <= 18 }

func characterBase(base string) bool {
	switch base {
	case "varchar2", "varchar", "nvarchar2", "char", "nchar", "character", "character varying", "char varying", "nchar varying",
		"national character", "national char", "national character varying", "national char varying", "nvarchar":
		return true
	}
	return false
}

// fixedBase tells whether a character type is padded with blanks.
func fixedBase(base string) bool {
	switch base {
	case "char", "nchar", "character", "national character", "national char":
		return true
	}
	return false
}

func integerBase(base string) bool { return base == "integer" || base == "int" || base == "smallint" }

func numberBase(of string) bool {
	switch base, _ := baseOf(of); base {
	case "number", "numeric", "decimal", "dec", "float", "real", "double precision", "binary_float", "binary_double",
		"binary_integer", "pls_integer", "bigint", "tinyint", "mediumint", "double":
		return true
	default:
		return integerBase(base)
	}
}

// target is what becomes of a type: MySQL's, and the rule that tells why.
type target struct{ to, rule string }

// mapType is what becomes of a type in Oracle's words, in a column that is part of a key
// or not, and counts or not. A type that is no built-in one of Oracle has no target but
// a place for its values.
func mapType(of string, key, counts bool) target {
	base, sizes := baseOf(of)
	switch {
	case base == "number":
		return numberType(sizes, key, counts)
	case base == "numeric", base == "decimal", base == "dec":
		if len(sizes) == 0 {
			sizes = []string{"38"}
		}
		return numberType(sizes, key, counts)
	case integerBase(base), base == "binary_integer", base == "pls_integer":
		return numberType([]string{"38"}, key, counts)
	case characterBase(base):
		return characterType(base, sizes)
	}
	first := -1
	if len(sizes) > 0 {
		first = number(sizes[0])
	}
	switch base {
	case "float":
		if first > 0 && first <= 49 { // 15 decimal digits, which a double keeps
			return target{"double", "oracle.type.float.short"}
		}
		return target{"double", "oracle.type.float"}
	case "real", "double precision":
		return target{"double", "oracle.type.float"}
	case "binary_float":
		return target{"float", "oracle.type.binary"}
	case "binary_double":
		return target{"double", "oracle.type.binary"}
	case "long", "long varchar", "clob", "nclob", "character large object":
		return target{"longtext", "oracle.type.clob"}
	case "blob", "long raw", "binary large object":
		return target{"longblob", "oracle.type.blob"}
	case "raw":
		if first > 0 {
			return target{"varbinary(" + strconv.Itoa(first) + ")", "oracle.type.raw"}
		}
	case "date":
		return target{"datetime", "oracle.type.date"}
	case "timestamp":
		return timestampType(of, sizes)
	case "interval year to month", "interval year":
		return target{"varchar(14)", "oracle.type.interval"}
	case "interval day to second", "interval day":
		return target{"varchar(32)", "oracle.type.interval"}
	case "rowid":
		return target{"varchar(18)", "oracle.type.rowid"}
	case "urowid":
		if first <= 0 {
			first = 4000
		}
		return target{"varchar(" + strconv.Itoa(first) + ")", "oracle.type.rowid"}
	case "bfile":
		return target{"varchar(2000)", "oracle.type.bfile"}
	case "xmltype", "sys.xmltype", "public.xmltype":
		return target{"longtext", "oracle.type.xml"}
	case "json":
		return target{"json", "oracle.type.json"}
	case "boolean", "bool":
		return target{"tinyint(1)", "oracle.type.boolean"}
	case "sdo_geometry", "mdsys.sdo_geometry", "st_geometry", "mdsys.st_geometry":
		return target{"geometry", "oracle.type.geometry"}
	case "vector":
		if first > 0 {
			return target{"vector(" + strconv.Itoa(first) + ")", "oracle.type.vector"}
		}
		return target{"longtext", "oracle.type.vector"}
	case "":
		return target{"varchar(4000)", "oracle.type.missing"}
	}
	if strings.HasPrefix(of, "interval day") {
		return target{"varchar(32)", "oracle.type.interval"}
	}
	if strings.HasPrefix(of, "interval year") {
		return target{"varchar(14)", "oracle.type.interval"}
	}
	if to := elsewhere[base]; to != "" {
		if strings.HasSuffix(to, "(") {
			if len(sizes) == 0 {
				return target{to + "1)", "oracle.type.elsewhere"}
			}
			return target{to + digits(sizes[0]) + ")", "oracle.type.elsewhere"}
		}
		return target{to, "oracle.type.elsewhere"}
	}
	return target{"longtext", "oracle.type.object"}
}

// elsewhere are types of other databases that stand in scripts for Oracle all the same.
var elsewhere = map[string]string{
	"bigint": "bigint", "tinyint": "tinyint", "mediumint": "mediumint", "double": "double", "datetime": "datetime", "time": "time",
	"text": "longtext", "longtext": "longtext", "mediumtext": "mediumtext", "longblob": "longblob", "bytea": "longblob",
	"varbinary": "varbinary(", "binary": "binary(", "bit": "bit(",
}

// numberType is what becomes of NUMBER. Without a precision it holds up to 40 digits and
// fractions, which no type does: a column of a key holds whole numbers in practice and
// keeps all of 38 digits, any other keeps 35 before the point and 30 behind it.
func numberType(sizes []string, key, counts bool) target {
	if len(sizes) == 0 {
		switch {
		case counts:
			return target{"bigint", "oracle.type.number.counts"}
		case key:
			return target{"decimal(38,0)", "oracle.type.number.key"}
		}
		return target{"decimal(65,30)", "oracle.type.number"}
	}
	precision := number(sizes[0])
	if sizes[0] == "*" {
		precision = 38
	}
	scale, err := 0, error(nil)
	if len(sizes) > 1 {
		scale, err = strconv.Atoi(sizes[1])
	}
	if precision <= 0 || err != nil {
		return numberType(nil, key, counts)
	}
	switch {
	case scale < 0 && precision-scale > 65:
		return target{"decimal(65,0)", "oracle.type.number.digits"}
	case scale < 0:
		to := wholeType(min(precision-scale, 65), counts)
		return target{to.to, "oracle.type.number.scale"}
	case scale == 0:
		return wholeType(min(precision, 65), counts)
	case scale > 30:
		whole := max(precision-scale, 0)
		return target{fmt.Sprintf("decimal(%d,30)", min(whole+30, 65)), "oracle.type.number.digits"}
	case scale > precision:
		return target{fmt.Sprintf("decimal(%d,%d)", scale, scale), "oracle.type.number.scale"}
	}
	return target{fmt.Sprintf("decimal(%d,%d)", min(precision, 65), scale), "oracle.type.decimal"}
}

// wholeType is the type for whole numbers of so many digits.
func wholeType(precision int, counts bool) target {
	switch {
	case precision <= 2:
		return target{"tinyint", "oracle.type.integer"}
	case precision <= 4:
		return target{"smallint", "oracle.type.integer"}
	case precision <= 9:
		return target{"int", "oracle.type.integer"}
	case precision <= 18:
		return target{"bigint", "oracle.type.integer"}
	case counts: // AUTO_INCREMENT takes no decimal (1063)
		return target{"bigint", "oracle.type.number.counts"}
	}
	return target{fmt.Sprintf("decimal(%d,0)", precision), "oracle.type.integer"}
}

// characterType is what becomes of the types for characters. A length in bytes becomes
// one in characters, which is never shorter.
func characterType(base string, sizes []string) target {
	length := 1
	if len(sizes) > 0 {
		length = max(number(sizes[0]), 1)
	}
	if !fixedBase(base) {
		return target{"varchar(" + strconv.Itoa(length) + ")", "oracle.type.varchar"}
	}
	if length > 255 {
		return target{"varchar(" + strconv.Itoa(length) + ")", "oracle.type.char.long"}
	}
	return target{"char(" + strconv.Itoa(length) + ")", "oracle.type.char"}
}

// timestampType is what becomes of TIMESTAMP, which has up to nine digits of a second.
func timestampType(of string, sizes []string) target {
	to := "datetime"
	if digits := fraction(of); digits != "" {
		to += "(" + digits + ")"
	}
	switch {
	case strings.HasSuffix(of, "zone"):
		return target{to, "oracle.type.timestamp.zone"}
	case len(sizes) > 0 && number(sizes[0]) > 6:
		return target{to, "oracle.type.timestamp.digits"}
	}
	return target{to, "oracle.type.timestamp"}
}

// isKey tells whether a column identifies rows or points to one: it is in the primary
// key, in a foreign key, or a foreign key points to it.
func isKey(d *schema.Draft, c *schema.Column) bool {
	is := func(name string) bool { return strings.EqualFold(name, c.Name) }
	if d.Table.PrimaryKey != nil {
		for _, p := range d.Table.PrimaryKey.Parts {
			if is(p.Column) {
				return true
			}
		}
	}
	for _, fk := range d.Table.ForeignKeys {
		for _, name := range fk.Columns {
			if is(name) {
				return true
			}
		}
	}
	for _, r := range d.Remarks {
		if r.Phrase == pointedTo && is(r.Object) {
			return true
		}
	}
	return false
}

// open tells whether a column's type is still in Oracle's words.
func open(c *schema.Column) bool { return !c.Chosen && c.Was == "" }

// typesOf makes the function of a rule on types: it changes those that the rule is for.
func typesOf(id string) func(*schema.Draft, rule.Tell) {
	return func(d *schema.Draft, say rule.Tell) {
		for _, c := range d.Table.Columns {
			if !open(c) {
				continue
			}
			t := mapType(c.Type, false, c.AutoIncrement)
			if t.rule == "oracle.type.number" && isKey(d, c) {
				t = mapType(c.Type, true, c.AutoIncrement)
			}
			if t.rule != id {
				continue
			}
			retype(c, t.to)
			say(c, c.Name, c.Was, c.Type)
		}
	}
}

// retype gives a column its type in MySQL's words.
func retype(c *schema.Column, to string) {
	c.Was, c.Type = c.Type, to
	if c.Was == "" {
		c.Was = "-"
	}
}

// settleTypes gives columns the type that a foreign key asks for.
func settleTypes(d *schema.Draft, say rule.Tell) {
	for _, r := range d.Remarks {
		if r.Phrase != settledAs {
			continue
		}
		c := d.Table.Column(r.Object)
		if c == nil || !open(c) {
			continue
		}
		retype(c, r.Text)
		say(c, c.Name, c.Was, c.Type)
	}
}

// mostRow is how many bytes a row may have: between 1.57 MB and 2.1 MB is the limit that
// the kernel was seen to have (1118).
const mostRow = 1_500_000

// wideRows makes texts of the longest columns of a row that would be too long.
func wideRows(d *schema.Draft, say rule.Tell) {
	bytes := func(c *schema.Column) int {
		n, _ := c.Length()
		switch c.Base() {
		case "varchar", "char":
			return 4 * n
		case "varbinary":
			return n
		}
		return 8
	}
	sum := 0
	for _, c := range d.Table.Columns {
		sum += bytes(c)
	}
	for sum > mostRow {
		var longest *schema.Column
		for _, c := range d.Table.Columns {
			if c.Base() == "varchar" && !inKey(d.Table, c.Name) && !c.Chosen && (longest == nil || bytes(c) > bytes(longest)) {
				longest = c
			}
		}
		if longest == nil || bytes(longest) < 4000 {
			return
		}
		was := longest.Type
		sum -= bytes(longest)
		longest.Type, longest.Default = "text", nil
		if n := number(strings.TrimPrefix(was, "varchar(")); n*4 > 65535 {
			longest.Type = "mediumtext"
		}
		say(longest, longest.Name, was, longest.Type)
	}
}

// inKey tells whether a column is in a key of its table.
func inKey(t *schema.Table, name string) bool {
	all := t.Indexes
	if t.PrimaryKey != nil {
		all = append([]*schema.Index{t.PrimaryKey}, all...)
	}
	for _, index := range all {
		for _, p := range index.Parts {
			if strings.EqualFold(p.Column, name) {
				return true
			}
		}
	}
	for _, fk := range t.ForeignKeys {
		for _, column := range fk.Columns {
			if strings.EqualFold(column, name) {
				return true
			}
		}
	}
	return false
}
