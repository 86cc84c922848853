package sqlserver

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/syntax"
)

// comparisons are the operators that compare, in MySQL's words.
var comparisons = map[string]string{"=": "=", "<>": "<>", "!=": "<>", "<": "<", ">": ">", "<=": "<=", ">=": ">=", "!<": ">=", "!>": "<="}

// predicate reads a comparison, or a value alone.
func (t *translator) predicate() value {
	v := t.sum()
	for !t.Done() {
		not := ""
		if next := t.Peek(1); t.Ahead("NOT") && (next.Is("LIKE") || next.Is("IN") || next.Is("BETWEEN")) {
			t.Next()
			not = "NOT "
		}
		operator, compares := comparisons[t.Peek(0).Raw]
		switch {
		case t.Peek(0).Kind == syntax.Symbol && compares:
			t.Next()
			v = t.compare(v, operator)
		case t.Accept("IS"):
			is := " IS NULL"
			if t.Accept("NOT") {
				is = " IS NOT NULL"
			}
			t.Expect("NULL")
			v = value{sql: v.sql + is, kind: truth}
		case t.Accept("LIKE"):
			v = t.like(v, not)
		case t.Accept("BETWEEN"):
			low := t.sum()
			t.Expect("AND")
			v = value{sql: v.sql + " " + not + "BETWEEN " + low.sql + " AND " + t.sum().sql, kind: truth}
		case t.Accept("IN"):
			v = value{sql: v.sql + " " + not + "IN " + t.members(), kind: truth}
		default:
			return v
		}
	}
	return v
}

// compare reads what a value is compared with.
func (t *translator) compare(v value, operator string) value {
	if word := t.Peek(0).Value; t.Ahead("ALL") || t.Ahead("ANY") || t.Ahead("SOME") {
		t.Next()
		return value{sql: v.sql + " " + operator + " " + word + " " + t.subquery(), kind: truth}
	}
	return value{sql: v.sql + " " + operator + " " + t.sum().sql, kind: truth}
}

// members reads the list or subquery of IN.
func (t *translator) members() string {
	if t.Peek(0).Sign("(") && (t.Peek(1).Is("SELECT") || t.Peek(1).Is("WITH")) {
		return t.subquery()
	}
	t.ExpectSign("(")
	var all []string
	for !t.Done() {
		all = append(all, t.sum().sql)
		if !t.AcceptSign(",") {
			break
		}
	}
	t.ExpectSign(")")
	return "(" + strings.Join(all, ", ") + ")"
}
