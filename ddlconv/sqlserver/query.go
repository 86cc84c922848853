package sqlserver

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// subquery reads a query in parentheses.
func (t *translator) subquery() string {
	t.ExpectSign("(")
	sql := t.query()
	t.ExpectSign(")")
	return "(" + sql + ")"
}

// query reads a whole query: WITH, SELECTs joined by UNION and the like, ORDER BY.
func (t *translator) query() string {
	defer t.enter()()
	sql := ""
	if t.Accept("WITH") {
		sql = t.with()
	}
	sql += t.term()
	for !t.Done() {
		word := t.Peek(0).Value
		if !t.AcceptAny("UNION", "EXCEPT", "INTERSECT") {
			break
		}
		if t.Accept("ALL") {
			word += " ALL"
		}
		sql += " " + word + " " + t.term()
	}
	if t.Accept("ORDER", "BY") {
		sql += " ORDER BY " + t.order()
		if t.Accept("OFFSET") {
			t.cannot("OFFSET")
			for !t.Done() && !t.Peek(0).Sign(")") && !t.Ahead("OPTION") {
				t.Next()
			}
		}
	}
	if strings.Contains(sql, topMark) {
		sql = t.settleTop(sql)
	}
	if t.Ahead("FOR") {
		t.cannot("FOR " + t.Peek(1).Raw)
		for !t.Done() && !t.Peek(0).Sign(")") {
			if t.Peek(0).Sign("(") {
				t.skipParentheses()
			} else {
				t.Next()
			}
		}
	}
	if t.Accept("OPTION") {
		t.skipParentheses()
	}
	return sql
}

// topMark stands for a TOP, which becomes the LIMIT behind the query.
const topMark = "\x00TOP "

// settleTop moves a TOP behind the query.
func (t *translator) settleTop(sql string) string {
	before, rest, _ := strings.Cut(sql, topMark)
	count, after, _ := strings.Cut(rest, "\x00")
	if strings.Contains(after, topMark) {
		t.cannot("TOP")
		return sql
	}
	if count == "100 PERCENT" {
		return before + after
	}
	return before + after + " LIMIT " + count
}

// with reads the named queries before one.
func (t *translator) with() string {
	var all []string
	for !t.Done() {
		if t.Ahead("XMLNAMESPACES") {
			t.cannot("WITH XMLNAMESPACES")
			t.Next()
			t.skipParentheses()
		} else {
			name := schema.Quote(t.Identifier())
			if t.Peek(0).Sign("(") {
				name += " (" + quoteAll(t.Names()) + ")"
			}
			t.Expect("AS")
			all = append(all, name+" AS "+t.subquery())
		}
		if !t.AcceptSign(",") {
			break
		}
	}
	return "WITH " + strings.Join(all, ", ") + " "
}

func quoteAll(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = schema.Quote(n)
	}
	return strings.Join(quoted, ", ")
}

// term reads one SELECT or a query in parentheses.
func (t *translator) term() string {
	if t.Peek(0).Sign("(") {
		return t.subquery()
	}
	t.Expect("SELECT")
	sql := "SELECT "
	if t.Accept("DISTINCT") {
		sql += "DISTINCT "
	}
	t.Accept("ALL")
	if t.Accept("TOP") {
		sql += t.top()
	}
	sql += t.items()
	if t.Ahead("INTO") {
		t.cannot("SELECT INTO")
		t.Next()
		t.reader.name(t.Cursor)
	}
	if t.Accept("FROM") {
		sql += " FROM " + t.from()
	}
	if t.Accept("WHERE") {
		sql += " WHERE " + t.condition().sql
	}
	if t.Accept("GROUP", "BY") {
		sql += " GROUP BY " + t.groups()
	}
	if t.Accept("HAVING") {
		sql += " HAVING " + t.condition().sql
	}
	return sql
}

// groups reads what follows GROUP BY.
func (t *translator) groups() string {
	for _, word := range []string{"ROLLUP", "CUBE", "GROUPING"} {
		if t.Ahead(word) {
			t.cannot("GROUP BY " + word)
		}
	}
	sql := t.list()
	if t.Accept("WITH", "ROLLUP") {
		sql += " WITH ROLLUP"
	} else if t.Accept("WITH", "CUBE") {
		t.cannot("WITH CUBE")
	}
	return sql
}

// top reads the number of TOP.
func (t *translator) top() string {
	count := ""
	if t.AcceptSign("(") {
		count = t.sum().sql
		t.ExpectSign(")")
	} else {
		count = t.Next().Raw
	}
	if t.Accept("PERCENT") {
		if count != "100" {
			t.cannot("TOP PERCENT")
		}
		count = "100 PERCENT"
	}
	if t.Accept("WITH", "TIES") {
		t.cannot("TOP WITH TIES")
	}
	return topMark + count + "\x00"
}

// items reads what a SELECT gives.
func (t *translator) items() string {
	var all, names []string
	for !t.Done() {
		sql, name := t.item()
		for _, other := range names {
			if twin(name, other) && !t.listed { // one name here (1060)
				t.cannot(other + ", " + name)
			}
		}
		all, names = append(all, sql), append(names, name)
		if !t.AcceptSign(",") {
			break
		}
	}
	return strings.Join(all, ", ")
}

// item reads one column of what a SELECT gives, with its name before or behind it.
func (t *translator) item() (sql, name string) {
	if t.Peek(0).Sign("*") {
		t.Next()
		return "*", ""
	}
	if t.Peek(0).Named() && t.Peek(1).Sign("=") {
		name = t.Identifier()
		t.Next()
	}
	from := t.At
	v := t.condition()
	last := t.Tokens[max(t.At-1, from)]
	switch next := t.Peek(0); {
	case t.Accept("AS"):
		if t.Peek(0).Kind == syntax.Text {
			name = t.Next().Value
		} else {
			name = t.Identifier()
		}
	case next.Kind == syntax.Name, next.Kind == syntax.Text:
		name = t.Next().Value
	case next.Kind == syntax.Word && !clause[next.Value]:
		name = t.Identifier()
	}
	if name == "" && last.Named() && strings.HasSuffix(v.sql, "`") && !strings.HasSuffix(v.sql, schema.Quote(last.Identifier())) {
		name = last.Identifier() // a column that has another name on the target
	}
	called := name
	if called == "" && last.Named() {
		called = last.Identifier()
	}
	if t.columns != nil {
		t.columns[strings.ToLower(called)] = v.typ
	}
	if name != "" {
		return v.sql + " AS " + schema.Quote(name), called
	}
	return v.sql, called
}

// clause are the words that follow a column or a table in a query, and name neither.
var clause = set("FROM WHERE GROUP HAVING ORDER UNION EXCEPT INTERSECT INTO FOR OPTION ON INNER LEFT RIGHT FULL CROSS OUTER JOIN " +
	"WITH PIVOT UNPIVOT TABLESAMPLE OFFSET AS SELECT SET LOOP HASH MERGE WHEN THEN END ELSE AND OR")

// from reads tables and their joins.
func (t *translator) from() string {
	defer t.enter()()
	sql := t.source()
	for !t.Done() {
		switch {
		case t.AcceptSign(","):
			sql += ", " + t.source()
		case t.Accept("CROSS", "APPLY"), t.Accept("OUTER", "APPLY"):
			t.cannot("APPLY")
			sql += ", " + t.source()
		case t.Accept("CROSS", "JOIN"):
			sql += " CROSS JOIN " + t.source()
		case t.Ahead("PIVOT"), t.Ahead("UNPIVOT"):
			t.cannot(t.Next().Raw)
			t.skipParentheses()
			t.Accept("AS")
			t.Identifier()
		default:
			join, ok := t.join()
			if !ok {
				return sql
			}
			sql += " " + join + " " + t.source()
			pending := 1
			for pending > 0 && !t.Done() { // a JOIN b JOIN c ON … ON …
				if t.Accept("ON") {
					sql += " ON " + t.condition().sql
					pending--
					continue
				}
				if join, ok := t.join(); ok {
					t.cannot("nested JOIN")
					sql += " " + join + " " + t.source()
					pending++
					continue
				}
				t.Unexpected()
			}
		}
	}
	return sql
}

// join reads the words of a join that has a condition.
func (t *translator) join() (string, bool) {
	sql := ""
	switch {
	case t.Accept("INNER"):
		sql = "INNER "
	case t.Ahead("LEFT"), t.Ahead("RIGHT"), t.Ahead("FULL"):
		sql = t.Next().Value + " "
		t.Accept("OUTER")
	case t.Ahead("JOIN"):
	default:
		return "", false
	}
	t.AcceptAny("LOOP", "HASH", "MERGE", "REMOTE")
	t.Expect("JOIN")
	return sql + "JOIN", true
}

// source reads a table, a query or a join in parentheses, with its alias.
func (t *translator) source() string {
	sql, own := "", ""
	switch at := t.Peek(0); {
	case at.Sign("(") && (t.Peek(1).Is("SELECT") || t.Peek(1).Is("WITH")):
		sql = t.subquery()
	case at.Sign("("):
		t.Next()
		if t.Ahead("VALUES") {
			t.cannot("VALUES")
			t.Balanced()
		} else {
			sql = "(" + t.from() + ")"
		}
		t.ExpectSign(")")
		if !t.Ahead("AS") {
			return sql
		}
	case at.Kind == syntax.Variable:
		t.Next()
		t.cannot(at.Raw)
	default:
		database, name := t.reader.name(t.Cursor)
		if t.Peek(0).Sign("(") || t.Peek(0).Sign("::") {
			t.cannot(name + "()")
			if t.AcceptSign("::") {
				t.Identifier()
			}
			t.arguments()
			if t.Accept("WITH") {
				t.skipParentheses()
			}
		}
		target := t.table(database, name)
		sql = schema.Quote(target)
		if target != name {
			own = name
		}
	}
	alias := own
	if t.Accept("AS") {
		alias = t.Identifier()
	} else if next := t.Peek(0); next.Kind == syntax.Name || next.Kind == syntax.Word && !clause[next.Value] {
		alias = t.Identifier()
	}
	if alias != "" {
		sql += " AS " + schema.Quote(alias)
	}
	if t.Peek(0).Sign("(") { // the names of a query's columns, or an old hint
		if t.Peek(1).Is("NOLOCK") {
			t.skipParentheses()
		} else {
			sql += " (" + quoteAll(t.Names()) + ")"
		}
	}
	if t.Ahead("WITH") && t.Peek(1).Sign("(") { // hints about locks and indexes
		t.Next()
		t.skipParentheses()
	}
	if t.Ahead("TABLESAMPLE") || t.Ahead("FOR", "SYSTEM_TIME") {
		t.cannot(t.Peek(0).Raw)
		t.Unexpected()
	}
	return sql
}
