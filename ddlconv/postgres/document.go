package postgres

import (
	"encoding/json"
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/schema"
)

// document writes the operators of json and jsonb.
func (w *writer) document(name string, leftNode, rightNode *pg.Node) value {
	left := w.expr(leftNode)
	if left.kind != document && left.kind != array && left.kind != unknown {
		return w.refuse(name)
	}
	switch name {
	case "->", "->>":
		step, ok := jsonStep(rightNode)
		if !ok {
			return w.refuse(name)
		}
		return extracted(left, "$"+step, name == "->>")
	case "#>", "#>>":
		items, ok := members(rightNode)
		if !ok {
			return w.refuse(name)
		}
		path := "$"
		for _, n := range items {
			text := textOf(n)
			if _, err := strconv.Atoi(text); err == nil {
				return w.refuse(name) // a key or a place, by what is there
			}
			path += jsonKey(text)
		}
		return extracted(left, path, name == "#>>")
	case "@>":
		right := w.expr(rightNode)
		return value{sql: "json_contains(" + left.sql + ", " + right.sql + ")", kind: truth}
	case "<@":
		right := w.expr(rightNode)
		return value{sql: "json_contains(" + right.sql + ", " + left.sql + ")", kind: truth}
	case "?":
		if key := rightNode.GetAConst().GetSval(); key != nil && left.kind == document {
			return value{sql: "json_contains_path(" + left.sql + ", 'one', " + schema.QuoteText("$"+jsonKey(key.Sval)) + ")", kind: truth}
		}
		if key := textOf(rightNode); key != "" && left.kind == document {
			return value{sql: "json_contains_path(" + left.sql + ", 'one', " + schema.QuoteText("$"+jsonKey(key)) + ")", kind: truth}
		}
	}
	return w.refuse(name)
}

// inDocument writes values that become those of a document, or by pairs its keys and values:
// truth, which is a number here, as JSON's, and a moment as its text, of which the kernel
// makes null else. Was is what makes the document.
func (w *writer) inDocument(nodes []*pg.Node, paired bool, was string) string {
	parts := make([]string, len(nodes))
	for i, n := range nodes {
		v := w.expr(n)
		parts[i] = v.sql
		if paired && i%2 == 0 {
			continue // a key
		}
		switch {
		case v.kind == truth && v.sql != "TRUE" && v.sql != "FALSE":
			parts[i] = "CASE WHEN " + v.sql + " THEN CAST('true' AS JSON) WHEN NOT " + v.tight() + " THEN CAST('false' AS JSON) END"
		case v.kind == moment, v.kind == zoned, v.kind == clock:
			parts[i] = "CAST(" + v.sql + " AS CHAR)"
			w.tell("postgres.expression.json", was, "")
		}
	}
	return strings.Join(parts, ", ")
}

// extracted reads one value of a document, as a document or as text.
func extracted(left value, path string, asText bool) value {
	sql := "json_extract(" + left.sql + ", " + schema.QuoteText(path) + ")"
	if asText {
		return value{sql: "json_unquote(" + sql + ")", kind: text}
	}
	return value{sql: sql, kind: document}
}

// jsonStep is one step of a path.
func jsonStep(n *pg.Node) (string, bool) {
	for n.GetTypeCast() != nil {
		n = n.GetTypeCast().Arg
	}
	c := n.GetAConst()
	switch {
	case c.GetSval() != nil:
		return jsonKey(c.GetSval().Sval), true
	case c.GetIval() != nil && c.GetIval().Ival >= 0:
		return "[" + strconv.Itoa(int(c.GetIval().Ival)) + "]", true
	}
	return "", false
}

// jsonKey is a key of a path in quotes.
func jsonKey(key string) string {
	quoted, err := json.Marshal(key)
	if err != nil {
		return "." + strings.Trim(key, `"`)
	}
	return "." + string(quoted)
}

// jsonTypes are the types of documents, as json_type() calls them.
var jsonTypes = map[string]string{
	"object": "'OBJECT'", "array": "'ARRAY'", "string": "'STRING'", "boolean": "'BOOLEAN'", "null": "'NULL'",
	"number": "'INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL'",
}

// typeOf writes jsonb_typeof(d) = '…'.
func (w *writer) typeOf(sign string, leftNode, rightNode *pg.Node) (value, bool) {
	call := leftNode.GetFuncCall()
	if call == nil || len(call.Args) != 1 || sign != "=" && sign != "<>" {
		return value{}, false
	}
	_, name := split2(strs(call.Funcname))
	types := jsonTypes[textOf(rightNode)]
	if name != "jsonb_typeof" && name != "json_typeof" || types == "" {
		return value{}, false
	}
	word := " IN ("
	if sign == "<>" {
		word = " NOT IN ("
	}
	return value{sql: "json_type(" + w.expr(call.Args[0]).sql + ")" + word + types + ")", kind: truth, loose: true}, true
}
