package diff

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// synonyms are types by the names that a server does not use.
var synonyms = map[string]string{
	"integer": "int", "bool": "tinyint", "boolean": "tinyint", "dec": "decimal", "numeric": "decimal", "fixed": "decimal",
	"real": "double", "geomcollection": "geometrycollection", "character": "char",
}

// whole are the types whose number in parentheses is a display width and says nothing
// about values.
var whole = map[string]bool{"tinyint": true, "smallint": true, "mediumint": true, "int": true, "bigint": true, "year": true}

// implied are the numbers that a type has where none is written.
var implied = map[string]string{"decimal": "(10,0)", "bit": "(1)", "char": "(1)", "binary": "(1)"}

// padded are the display widths of the types with ZEROFILL where none is written: there
// they say how many zeros a client sees.
var padded = map[string]string{"tinyint": "(3)", "smallint": "(5)", "mediumint": "(8)", "int": "(10)", "bigint": "(20)"}

// Normal is a column's type in one spelling for all that hold the same values: display
// widths left out, implied lengths written.
func Normal(c *schema.Column) string {
	if members := c.Members(); members != nil {
		for i := range members {
			members[i] = schema.QuoteText(strings.TrimRight(members[i], " "))
		}
		return strings.ToLower(c.Base()) + "(" + strings.Join(members, ",") + ")"
	}
	text := strings.ToLower(strings.Join(strings.Fields(c.Type), " "))
	text = strings.NewReplacer(", ", ",", " ,", ",", " (", "(", "( ", "(", " )", ")").Replace(text)
	text = strings.Replace(text, "double precision", "double", 1)
	end := strings.IndexAny(text, "( ")
	if end < 0 {
		end = len(text)
	}
	base, rest := text[:end], text[end:]
	if to := synonyms[base]; to != "" {
		base = to
	}
	numbers := ""
	if strings.HasPrefix(rest, "(") {
		if close := strings.IndexByte(rest, ')'); close >= 0 {
			numbers, rest = rest[:close+1], rest[close+1:]
		}
	}
	zerofill := strings.Contains(rest, "zerofill")
	if zerofill && !strings.Contains(rest, "unsigned") {
		rest = " unsigned" + rest
	}
	switch {
	case whole[base] && !zerofill, numbers == "(0)":
		numbers = ""
	case base == "decimal" && numbers != "" && !strings.Contains(numbers, ","):
		numbers = strings.TrimSuffix(numbers, ")") + ",0)"
	case numbers == "" && zerofill && padded[base] != "":
		numbers = padded[base]
	case numbers == "":
		numbers = implied[base]
	}
	return base + numbers + strings.TrimRight(rest, " ")
}

// bare is the type of an enum or set without quotes and backslashes: OceanBase's
// catalogue escapes no quote within a member.
func bare(enum string) string {
	return strings.NewReplacer("'", "", `\`, "", " ", "").Replace(enum)
}
