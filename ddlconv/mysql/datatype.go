package mysql

import (
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// synonyms are types by their other names.
var synonyms = map[string]string{
	"integer": "int", "int1": "tinyint", "int2": "smallint", "int3": "mediumint", "middleint": "mediumint",
	"int4": "int", "int8": "bigint", "bool": "tinyint(1)", "boolean": "tinyint(1)",
	"dec": "decimal", "fixed": "decimal", "numeric": "decimal", "number": "decimal",
	"real": "double", "float4": "float", "float8": "double",
	"character": "char", "varchar2": "varchar", "varcharacter": "varchar", "nchar": "char", "nvarchar": "varchar",
	"clob": "longtext", "raw": "varbinary", "geomcollection": "geometrycollection",
}

// national are the types that imply the national character set, utf8mb3.
var national = map[string]bool{"nchar": true, "nvarchar": true}

// dataType reads a column's type in all its spellings.
func (p *parser) dataType(c *schema.Column) {
	at := p.Peek(0)
	if at.Is("ARRAY") || at.Is("MAP") {
		c.Type = p.nested()
		return
	}
	base := p.plain()
	switch {
	case base == "national":
		c.Charset = "utf8mb3"
		base = p.plain()
	case national[base]:
		c.Charset = "utf8mb3"
	case base == "double":
		p.Accept("PRECISION")
	case base == "long":
		base = p.long()
	case base == "serial":
		c.Type = "bigint unsigned"
		p.serial(c, at)
		return
	}
	if to, ok := synonyms[base]; ok {
		base = to
	}
	if base == "char" && p.AcceptAny("VARYING", "VARCHARACTER", "VARCHAR") {
		base = "varchar"
	}
	switch base {
	case "enum", "set":
		base += p.members()
	case "text", "blob":
		base = p.sized(base)
	case "float":
		base = p.float()
	case "geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geometrycollection":
		p.arguments()
	default:
		base += p.arguments()
	}
	base = p.arrays(base)
	c.Type = base
	p.modifiers(c)
	if base == "char" || base == "binary" || base == "bit" {
		c.Type = base + "(1)"
	}
	if base == "decimal" || strings.HasPrefix(base, "decimal ") {
		c.Type = strings.Replace(c.Type, "decimal", "decimal(10,0)", 1)
	}
}

// binaryAttribute stands for a column's collation until the table's character set
// is known.
const binaryAttribute = "?_bin"

// settlePrimary makes the columns of the primary key what they are by it: never null.
func (p *parser) settlePrimary() {
	pk := p.draft.Table.PrimaryKey
	if pk == nil {
		return
	}
	for _, part := range pk.Parts {
		c := p.draft.Table.Column(part.Column)
		if c == nil {
			continue
		}
		c.NotNull = true
		if c.Default != nil && *c.Default == "NULL" {
			c.Default = nil
		}
	}
}

// resolveBinary gives the columns of a statement with the attribute BINARY their collation,
// and those with the collation binary their character set.
func (p *parser) resolveBinary() {
	table := p.draft.Table
	if table.Collation == "binary" { // COLLATE binary is a character set too
		table.Charset, table.Collation = "binary", ""
	}
	for _, c := range p.read {
		if c.Collation == "binary" {
			c.Charset, c.Collation = "binary", ""
		}
		if c.Collation != binaryAttribute {
			continue
		}
		charset := c.Charset
		if charset == "" {
			charset = table.Charset
		}
		if charset == "" && table.Collation != "" {
			charset = CharsetOf(table.Collation)
		}
		if charset == "" {
			charset = "utf8mb4"
		}
		c.Collation = charset + "_bin"
		if charset == "binary" {
			c.Collation = ""
		}
	}
}

// modifiers reads the words that belong to a type: sign, filling, character set.
func (p *parser) modifiers(c *schema.Column) {
	unsigned, zerofill := false, false
	for more := true; more; {
		switch {
		case p.Accept("UNSIGNED"):
			unsigned = true
		case p.Accept("ZEROFILL"):
			unsigned, zerofill = true, true
		case p.Accept("SIGNED"):
		case p.Accept("ASCII"):
			c.Charset = "latin1"
		case p.Accept("UNICODE"):
			c.Charset = "ucs2"
		case p.Accept("BYTE"):
			c.Charset = "binary"
		case p.Accept("BINARY"):
			// The binary collation of whatever character set the column has.
			c.Collation = binaryAttribute
		case p.characterSet():
			c.Charset = p.plain()
		default:
			more = false
		}
	}
	if unsigned {
		c.Type += " unsigned"
	}
	if zerofill {
		c.Type += " zerofill"
	}
}

// arguments reads (10) or (10,2) where it comes next.
func (p *parser) arguments() string {
	if !p.AcceptSign("(") {
		return ""
	}
	numbers := []string{strconv.FormatUint(p.Integer(), 10)}
	for p.AcceptSign(",") {
		numbers = append(numbers, strconv.FormatUint(p.Integer(), 10))
	}
	p.ExpectSign(")")
	return "(" + strings.Join(numbers, ",") + ")"
}

// members reads the values of an enum or set.
func (p *parser) members() string {
	var members []string
	p.ExpectSign("(")
	for !p.Done() && !p.Peek(0).Sign(")") {
		if t := p.Peek(0); t.Kind == syntax.Word && introducer(t.Value) {
			p.Next()
		}
		members = append(members, schema.QuoteText(p.Literal()))
		if !p.AcceptSign(",") {
			break
		}
	}
	p.ExpectSign(")")
	return "(" + strings.Join(members, ",") + ")"
}

// long reads what LONG is short for.
func (p *parser) long() string {
	if p.Accept("VARBINARY") {
		return "mediumblob"
	}
	p.AcceptAny("VARCHAR", "CHARACTER", "CHAR", "VARCHARACTER")
	p.Accept("VARYING")
	return "mediumtext"
}

// sized reads text or blob with a length, which stands for the smallest of the
// family that holds it: characters of up to four bytes in a text.
func (p *parser) sized(base string) string {
	if !p.AcceptSign("(") {
		return base
	}
	bytes := p.Integer()
	p.ExpectSign(")")
	if base == "text" {
		bytes *= 4
	}
	switch {
	case bytes < 1<<8:
		return "tiny" + base
	case bytes < 1<<16:
		return base
	case bytes < 1<<24:
		return "medium" + base
	}
	return "long" + base
}

// float reads float(p), which is a double from 25 binary digits on, or float(m,d).
func (p *parser) float() string {
	arguments := p.arguments()
	if digits, err := strconv.Atoi(strings.Trim(arguments, "()")); err == nil {
		if digits > 24 {
			return "double"
		}
		return "float"
	}
	return "float" + arguments
}
