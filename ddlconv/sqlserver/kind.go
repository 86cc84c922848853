package sqlserver

import (
	"fmt"
	"strconv"
	"strings"
)

// kind is what an expression's value is, as far as it decides what an operator means.
type kind uint8

const (
	unknown kind = iota
	integer      // of which "/" takes whole parts
	number       // decimal, money and float
	text
	moment // dates and times, to which "+" adds days
	octets
	truth // a condition
	other
)

// kinds are those of the types.
var kinds = map[string]kind{
	"bit": integer, "tinyint": integer, "smallint": integer, "int": integer, "integer": integer, "bigint": integer,
	"decimal": number, "numeric": number, "dec": number, "money": number, "smallmoney": number,
	"float": number, "real": number, "double precision": number,
	"char": text, "character": text, "varchar": text, "char varying": text, "character varying": text, "text": text,
	"nchar": text, "national char": text, "national character": text, "nvarchar": text, "national char varying": text,
	"national character varying": text, "ntext": text, "national text": text, "sysname": text, "uniqueidentifier": text, "xml": other,
	"date": moment, "time": moment, "datetime": moment, "datetime2": moment, "smalldatetime": moment, "datetimeoffset": moment,
	"binary": octets, "varbinary": octets, "binary varying": octets, "image": octets, "rowversion": octets, "timestamp": octets,
	"sql_variant": other, "hierarchyid": other, "geometry": other, "geography": other, "json": other, "vector": other,
	"cursor": other, "table": other,
}

// kindOf is the kind of a type in the source's words.
func kindOf(typ string) kind { return kinds[baseOf(typ)] }

// baseOf is a type without what stands in parentheses.
func baseOf(typ string) string {
	base, _, _ := strings.Cut(typ, "(")
	return strings.TrimSpace(base)
}

// argumentsOf are the pieces in a type's parentheses: "10", "2" of decimal(10,2).
func argumentsOf(typ string) []string {
	_, rest, found := strings.Cut(typ, "(")
	if !found {
		return nil
	}
	all := strings.Split(strings.TrimSuffix(rest, ")"), ",")
	for i := range all {
		all[i] = strings.TrimSpace(all[i])
	}
	return all
}

// argument is the n-th number in a type's parentheses, or what it is without.
func argument(typ string, n, without int) int {
	all := argumentsOf(typ)
	if n >= len(all) {
		return without
	}
	if all[n] == "max" {
		return longest
	}
	value, err := strconv.Atoi(all[n])
	if err != nil {
		return without
	}
	return value
}

// longest is the length of a type that says (max).
const longest = 1 << 30

// textLength is how many characters a type of text holds.
func textLength(typ string) int {
	switch baseOf(typ) {
	case "text", "ntext", "national text":
		return longest
	case "sysname":
		return 128
	case "uniqueidentifier":
		return 36
	}
	return argument(typ, 0, 1)
}

// textType is a type for text of a length.
func textType(length int) string {
	if length > 4000 {
		return "nvarchar(max)"
	}
	return fmt.Sprintf("nvarchar(%d)", max(length, 1))
}

// ranks order the whole numbers.
var ranks = []string{"bit", "tinyint", "smallint", "int", "bigint"}

func rank(base string) int {
	for i, r := range ranks {
		if r == base {
			return i
		}
	}
	return 3 // integer
}

// digitsOf are the precision and scale of an exact number.
func digitsOf(typ string) (precision, scale int) {
	switch base := baseOf(typ); base {
	case "bit":
		return 1, 0
	case "tinyint":
		return 3, 0
	case "smallint":
		return 5, 0
	case "int", "integer":
		return 10, 0
	case "bigint":
		return 19, 0
	case "money":
		return 19, 4
	case "smallmoney":
		return 10, 4
	}
	return argument(typ, 0, 18), argument(typ, 1, 0)
}

// mostDigits is the most that a decimal of SQL Server has.
const mostDigits = 38

// result is the type that an operator gives of two numbers, by Transact-SQL's rules for
// precision, scale and length.
func result(operator string, a, b string) string {
	ka, kb := kindOf(a), kindOf(b)
	if ka != integer && ka != number || kb != integer && kb != number {
		return ""
	}
	ba, bb := baseOf(a), baseOf(b)
	approximate := func(base string) bool { return base == "float" || base == "real" || base == "double precision" }
	switch {
	case approximate(ba) || approximate(bb):
		return "float"
	case ka == integer && kb == integer:
		return ranks[max(rank(ba), rank(bb))]
	case !strings.HasPrefix(ba, "d") && !strings.HasPrefix(ba, "num") && !strings.HasPrefix(bb, "d") && !strings.HasPrefix(bb, "num"):
		return "money"
	}
	p1, s1 := digitsOf(a)
	p2, s2 := digitsOf(b)
	p, s := 0, 0
	switch operator {
	case "*":
		s, p = s1+s2, p1+p2+1
	case "/":
		s = max(6, s1+p2+1)
		p = p1 - s1 + s2 + s
	default:
		s = max(s1, s2)
		p = max(p1-s1, p2-s2) + s + 1
	}
	if p > mostDigits {
		whole := p - s
		if s > 6 {
			s = max(6, mostDigits-whole)
		}
		p = mostDigits
	}
	return fmt.Sprintf("decimal(%d,%d)", p, min(s, 30))
}

// common is a type that holds the values of two.
func common(a, b string) string {
	switch {
	case a == "" || b == "" || a == b:
		return a + strings.Repeat(b, btoi(a == ""))
	case kindOf(a) == text && kindOf(b) == text:
		return textType(max(textLength(a), textLength(b)))
	case kindOf(a) != kindOf(b) && kindOf(a) != integer && kindOf(a) != number:
		return a
	}
	if typ := result("+", a, b); typ != "" {
		return typ
	}
	return a
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
