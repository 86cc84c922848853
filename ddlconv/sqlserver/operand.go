package sqlserver

import (
	"fmt"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// primary reads a literal, a name, a call, a CASE, or what stands in parentheses.
func (t *translator) primary() value {
	at := t.Peek(0)
	switch {
	case at.Kind == syntax.Text:
		t.Next()
		return value{sql: schema.QuoteText(at.Value), typ: textType(len([]rune(at.Value))), kind: text, literal: &at}
	case at.Kind == syntax.Number:
		t.Next()
		return t.number(at)
	case at.Kind == syntax.Bits:
		t.Next()
		if len(at.Raw)%2 == 1 {
			at.Raw = "0x0" + at.Raw[2:]
		}
		raw := at.Raw
		if raw == "0x" {
			raw = "''"
		}
		return value{sql: raw, typ: fmt.Sprintf("varbinary(%d)", max(len(raw)/2-1, 1)), kind: octets, literal: &at}
	case at.Kind == syntax.Variable:
		t.Next()
		t.cannot(at.Raw)
		return value{sql: at.Raw}
	case at.Sign("("):
		return t.parenthesised()
	case at.Kind == syntax.Word:
		switch at.Value {
		case "NULL":
			t.Next()
			return value{sql: "NULL", literal: &at}
		case "CASE":
			return t.cases()
		case "EXISTS":
			t.Next()
			return value{sql: "EXISTS " + t.subquery(), kind: truth}
		case "NEXT":
			if t.Accept("NEXT", "VALUE", "FOR") {
				_, name := t.reader.name(t.Cursor)
				t.cannot("NEXT VALUE FOR " + name)
				return value{sql: "NEXT VALUE FOR", typ: "bigint", kind: integer}
			}
		}
		if reserved[at.Value] {
			t.Unexpected()
			return value{}
		}
	}
	return t.named()
}

// reserved are words that begin no value, so that one that stands for a value is a fault
// of the text.
var reserved = set("SELECT FROM WHERE AND OR THEN WHEN ELSE END AS ON GROUP ORDER HAVING UNION IN IS BETWEEN LIKE BY INTO " +
	"CREATE TABLE CONSTRAINT PRIMARY FOREIGN CHECK DEFAULT UNIQUE REFERENCES JOIN INNER SET VALUES")

// number is a literal number.
func (t *translator) number(at syntax.Token) value {
	raw := strings.TrimPrefix(strings.TrimPrefix(at.Raw, "$"), "+")
	v := value{sql: raw, kind: number, literal: &at}
	whole, fraction, exact := strings.Cut(raw, ".")
	switch {
	case raw != at.Raw:
		v.typ = "money"
	case strings.ContainsAny(raw, "eE"):
		v.typ = "float"
	case !exact && len(raw) < 11:
		v.typ, v.kind = "int", integer
	default:
		v.typ = fmt.Sprintf("decimal(%d,%d)", max(len(strings.TrimLeft(whole, "0"))+len(fraction), 1), len(fraction))
	}
	if strings.HasSuffix(v.sql, ".") {
		v.sql += "0"
	}
	return v
}

// parenthesised reads an expression or a subquery in parentheses.
func (t *translator) parenthesised() value {
	if t.Peek(1).Is("SELECT") || t.Peek(1).Is("WITH") {
		return value{sql: t.subquery()}
	}
	t.ExpectSign("(")
	v := t.condition()
	t.ExpectSign(")")
	v.sql = "(" + v.sql + ")"
	return v
}

// cases reads CASE … END.
func (t *translator) cases() value {
	t.Expect("CASE")
	sql, v := "CASE", value{}
	if !t.Ahead("WHEN") {
		sql += " " + t.condition().sql
	}
	give := func(word string) {
		given := t.condition()
		sql += " " + word + " " + given.sql
		if given.literal == nil || !given.literal.Is("NULL") {
			if v.typ == "" {
				v.kind = given.kind
			}
			v.typ = common(v.typ, given.typ)
		}
	}
	for t.Accept("WHEN") {
		sql += " WHEN " + t.condition().sql
		t.Expect("THEN")
		give("THEN")
	}
	if t.Accept("ELSE") {
		give("ELSE")
	}
	t.Expect("END")
	v.sql = sql + " END"
	if v.typ != "" {
		v.kind = kindOf(v.typ)
	}
	return v
}

// named reads a column, a call, or a word that is called without parentheses.
func (t *translator) named() value {
	at := t.Peek(0)
	path := []string{t.Identifier()}
	for t.AcceptSign(".") {
		if t.Peek(0).Sign("*") {
			t.Next()
			return value{sql: t.qualifier(path) + "*"}
		}
		for t.AcceptSign(".") { // database..table
			path = append(path, "")
		}
		path = append(path, t.Identifier())
	}
	if t.AcceptSign("::") {
		t.cannot(at.Raw + "::" + t.Peek(0).Raw)
		t.Identifier()
		if t.Peek(0).Sign("(") {
			t.arguments()
		}
		return value{}
	}
	last := path[len(path)-1]
	if t.Peek(0).Sign("(") {
		if len(path) > 1 {
			return t.foreignCall(path)
		}
		return t.call(at)
	}
	if at.Kind == syntax.Word && len(path) == 1 {
		if v, ok := t.bare(at.Value); ok {
			return v
		}
	}
	before := ""
	if len(path) > 1 {
		before = path[len(path)-2]
	}
	if before != "" && t.columns == nil && t.column("", before) != "" {
		t.cannot(before + "." + last) // a property of the column's value
	}
	typ := t.column(before, last)
	if t.own != nil {
		last = t.own(before, last)
	}
	return typed(t.qualifier(path[:len(path)-1])+schema.Quote(last), typ)
}

// qualifier is what stands before a column: the name or alias of its table, without
// schema and database.
func (t *translator) qualifier(path []string) string {
	if len(path) == 0 {
		return ""
	}
	return schema.Quote(path[len(path)-1]) + "."
}

// bare is a word that is called without parentheses.
func (t *translator) bare(word string) (value, bool) {
	switch word {
	case "CURRENT_TIMESTAMP":
		return typed("NOW(3)", "datetime"), true
	case "CURRENT_DATE":
		return typed("CURDATE()", "date"), true
	case "CURRENT_USER", "SESSION_USER", "SYSTEM_USER", "USER":
		t.cannot(word)
		return typed("CURRENT_USER()", "sysname"), true
	}
	return value{}, false
}
