package oracle

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// values reads the values of a partition, and what cannot be read makes the table a plain
// one.
func (r *partitionReader) values(columns []string) string {
	r.ExpectSign("(")
	from := r.At
	r.Balanced()
	tokens := r.Tokens[from:r.At]
	r.ExpectSign(")")
	var values []string
	for i, one := range split(tokens) {
		value, ok := r.value(one, 0)
		if len(columns) == 1 {
			i = 0 // of a list, all are the one column's
		}
		if i < len(columns) && len(one) == 1 && one[0].Kind == syntax.Text && one[0].Value != "" && !isoDate(one[0].Value) {
			if c := r.draft.Table.Column(columns[i]); c != nil && dateBase(c.Type) {
				ok = false // it is read by the session's NLS_DATE_FORMAT
			}
		}
		if !ok && r.refused == "" {
			r.refused, r.refuser = plainText(one), "oracle.partition.value"
		}
		values = append(values, value)
	}
	return strings.Join(values, ", ")
}

// value is one value of a partition in MySQL's words; several in parentheses are one of a
// list over several columns.
func (r *partitionReader) value(tokens []syntax.Token, depth int) (string, bool) {
	if depth > 1 {
		return "", false
	}
	if len(tokens) > 2 && tokens[0].Sign("(") && closes(tokens, 0) == len(tokens)-1 {
		var inner []string
		all := true
		for _, one := range split(tokens[1 : len(tokens)-1]) {
			value, ok := r.value(one, depth+1)
			inner, all = append(inner, value), all && ok
		}
		return "(" + strings.Join(inner, ", ") + ")", all
	}
	if literal, ok := dateLiteral(tokens); ok {
		return schema.QuoteText(literal), true
	}
	sign := ""
	if len(tokens) == 2 && (tokens[0].Sign("-") || tokens[0].Sign("+")) {
		sign, tokens = strings.TrimPrefix(tokens[0].Raw, "+"), tokens[1:]
	}
	if len(tokens) != 1 {
		return "", false
	}
	switch t := tokens[0]; {
	case t.Kind == syntax.Number:
		return sign + strings.TrimRight(t.Raw, "fFdD"), true
	case sign != "":
	case t.Kind == syntax.Text && t.Value == "":
		return "NULL", true // '' is NULL in Oracle
	case t.Kind == syntax.Text:
		return schema.QuoteText(t.Value), true
	case t.Is("MAXVALUE"), t.Is("NULL"), t.Is("DEFAULT"):
		return t.Value, true
	}
	return "", false
}
