package postgres

import (
	"fmt"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// writer writes expressions of PostgreSQL in MySQL's language. Its first failure sticks.
type writer struct {
	r *reader
	// column gives a column's text and kind by the parts of its name.
	column func(parts []string) (value, bool)
	// nextScope is where a query within a query finds its columns.
	queries *queries
	// now is how many digits of a second the moment of the call has.
	now int
	// refused is what cannot be written, in the source's words.
	refused string
	// wide tells that something was written whose meaning differs a little.
	wide bool
	// told are the rules of what differs in what was written, with the words there.
	told []hint
	// long tells that one of the last list was a bigint.
	long bool
	// depth guards the stack.
	depth int
}

// deepestWritten is how deep an expression may be that is written.
const deepestWritten = 1000

// value is a piece of SQL and what is known of it.
type value struct {
	sql  string
	kind kind
	// long tells that a whole number is a bigint.
	long bool
	// loose tells that it must stand in parentheses beside an operator.
	loose bool
	// plain is the text of a string literal, where it is one.
	plain   string
	isPlain bool
	// call tells that it is the moment of the call, or one at a fixed distance from it.
	call bool
}

// tight is a value as it can stand beside an operator.
func (v value) tight() string {
	if v.loose {
		return "(" + v.sql + ")"
	}
	return v.sql
}

// refuse ends the writing: what cannot be written, in a word.
func (w *writer) refuse(what string) value {
	if w.refused == "" {
		w.refused = what
	}
	return value{sql: "NULL"}
}

// failed tells whether the writing has ended.
func (w *writer) failed() bool { return w.refused != "" }

// hint is something that differs a little in what was written.
type hint struct{ rule, was, became string }

// tell keeps what differs, each once.
func (w *writer) tell(rule, was, became string) {
	for _, h := range w.told {
		if h.rule == rule {
			return
		}
	}
	w.told = append(w.told, hint{rule, was, became})
}

// confess leaves a note of what differs in an expression of a table.
func (r *reader) confess(w *writer, t *table, place syntax.Place, object string) {
	for _, h := range w.told {
		r.Tell(h.rule, t.Draft, place, object, h.was, h.became)
	}
}

// expr writes one expression.
func (w *writer) expr(n *pg.Node) value {
	if w.failed() || n == nil {
		return w.refuse("")
	}
	w.depth++
	defer func() { w.depth-- }()
	if w.depth > deepestWritten {
		return w.refuse("…")
	}
	switch e := n.Node.(type) {
	case *pg.Node_AConst:
		return w.constant(e.AConst)
	case *pg.Node_ColumnRef:
		return w.columnRef(e.ColumnRef)
	case *pg.Node_TypeCast:
		return w.cast(e.TypeCast)
	case *pg.Node_AExpr:
		return w.operation(e.AExpr)
	case *pg.Node_BoolExpr:
		return w.logic(e.BoolExpr)
	case *pg.Node_NullTest:
		words := " IS NULL"
		if e.NullTest.Nulltesttype == pg.NullTestType_IS_NOT_NULL {
			words = " IS NOT NULL"
		}
		if row := e.NullTest.Arg.GetRowExpr(); row != nil && len(row.Args) > 0 {
			parts := make([]string, len(row.Args)) // a row is what all that is in it is (error 1241)
			for i, one := range row.Args {
				parts[i] = w.expr(one).tight() + words
			}
			return value{sql: strings.Join(parts, " AND "), kind: truth, loose: true}
		}
		return value{sql: w.expr(e.NullTest.Arg).tight() + words, kind: truth, loose: true}
	case *pg.Node_BooleanTest:
		return w.truthTest(e.BooleanTest)
	case *pg.Node_CaseExpr:
		return w.cases(e.CaseExpr)
	case *pg.Node_CoalesceExpr:
		list, k := w.alike(e.CoalesceExpr.Args)
		return value{sql: "coalesce(" + list + ")", kind: k, long: w.long}
	case *pg.Node_MinMaxExpr:
		return w.extreme(e.MinMaxExpr)
	case *pg.Node_SqlvalueFunction:
		return w.sqlValue(e.SqlvalueFunction)
	case *pg.Node_FuncCall:
		return w.call(e.FuncCall)
	case *pg.Node_AArrayExpr:
		list := w.inDocument(e.AArrayExpr.Elements, false, "ARRAY[]")
		if w.queries != nil {
			w.tell("postgres.expression.array", "ARRAY[]", "json_array")
		}
		return value{sql: "json_array(" + list + ")", kind: array}
	case *pg.Node_RowExpr:
		list, _ := w.list(e.RowExpr.Args)
		return value{sql: "(" + list + ")", kind: other}
	case *pg.Node_CollateClause:
		return w.collate(e.CollateClause)
	case *pg.Node_SubLink:
		return w.subquery(e.SubLink)
	}
	return w.refuse(nodeWord(n))
}

// nodeWord is what a kind of node is called in PostgreSQL's own code, for a reason.
func nodeWord(n *pg.Node) string {
	switch n.Node.(type) {
	case *pg.Node_AIndirection:
		return "a[…]"
	case *pg.Node_XmlExpr, *pg.Node_XmlSerialize:
		return "XML"
	case *pg.Node_ParamRef:
		return "$1"
	case *pg.Node_GroupingFunc:
		return "GROUPING"
	case *pg.Node_GroupingSet:
		return "GROUPING SETS"
	case *pg.Node_SetToDefault:
		return "DEFAULT"
	}
	return strings.TrimPrefix(fmt.Sprintf("%T", n.GetNode()), "*pg_query.Node_")
}

// list writes expressions with commas between; the kind is that of the first that has
// one.
func (w *writer) list(nodes []*pg.Node) (string, kind) {
	values, found := w.values(nodes)
	return join(values), found
}

// alike writes expressions of one type with commas between: quoted strings among them are
// of the type of the others.
func (w *writer) alike(nodes []*pg.Node) (string, kind) {
	values, found := w.values(nodes)
	for i, v := range values {
		values[i] = w.as(v, found)
	}
	return join(values), found
}

// values writes expressions one by one; the kind is that of the first that has one.
func (w *writer) values(nodes []*pg.Node) ([]value, kind) {
	all := make([]value, len(nodes))
	found := unknown
	w.long = false
	long := false
	for i, n := range nodes {
		all[i] = w.expr(n)
		if found == unknown || found == literal {
			found = all[i].kind
		}
		long = long || all[i].long
	}
	w.long = long
	return all, found
}

// join puts commas between values.
func join(values []value) string {
	parts := make([]string, len(values))
	for i, v := range values {
		parts[i] = v.sql
	}
	return strings.Join(parts, ", ")
}

// as is a quoted string as what it stands for beside a value of a kind.
func (w *writer) as(v value, k kind) value {
	if v.kind != literal || !v.isPlain {
		return v
	}
	switch {
	case k == truth:
		return truthOf(v)
	case k.numeric():
		if !isNumber(strings.TrimSpace(v.plain)) {
			return w.refuse("'" + v.plain + "'") // NaN or an infinity, beside which no row would be let in
		}
		return beside(v, k)
	case k.timely(), k == clock, k == bytes:
		return w.literalOf(v.plain, typeRef{}, k)
	}
	return v
}

// both are two sides of an operator, each as what it stands for beside the other.
func (w *writer) both(left, right value) (value, value) {
	return w.meet(w.as(left, right.kind), w.as(right, left.kind))
}

// constant writes a literal.
func (w *writer) constant(c *pg.A_Const) value {
	if c.Isnull {
		return value{sql: "NULL"}
	}
	switch v := c.Val.(type) {
	case *pg.A_Const_Ival:
		return value{sql: modifier(pg.MakeAConstIntNode(int64(v.Ival.Ival), 0)), kind: whole}
	case *pg.A_Const_Fval:
		return numberValue(v.Fval.Fval)
	case *pg.A_Const_Boolval:
		if v.Boolval.Boolval {
			return value{sql: "TRUE", kind: truth}
		}
		return value{sql: "FALSE", kind: truth}
	case *pg.A_Const_Sval:
		return textValue(v.Sval.Sval)
	case *pg.A_Const_Bsval:
		s := v.Bsval.Bsval
		if len(s) > 0 && strings.Trim(s[1:], "0123456789abcdefABCDEF") == "" {
			return value{sql: s[:1] + "'" + s[1:] + "'", kind: bits}
		}
	}
	return w.refuse("?")
}

// numberValue writes a number that is no small whole one.
func numberValue(s string) value {
	s = strings.ReplaceAll(s, "_", "")
	lower := strings.ToLower(s)
	switch {
	case strings.HasPrefix(lower, "0x"), strings.HasPrefix(lower, "0b"):
		return value{sql: lower, kind: whole}
	case strings.ContainsAny(lower, "e"):
		return value{sql: s, kind: decimal}
	case strings.Contains(s, "."):
		return value{sql: s, kind: decimal}
	}
	return value{sql: s, kind: whole, long: true}
}

// textValue writes a string.
func textValue(s string) value {
	return value{sql: schema.QuoteText(s), kind: literal, plain: s, isPlain: true}
}

// columnRef writes a column's name.
func (w *writer) columnRef(c *pg.ColumnRef) value {
	var parts []string
	for _, f := range c.Fields {
		switch {
		case f.GetString_() != nil:
			parts = append(parts, f.GetString_().Sval)
		case f.GetAStar() != nil:
			parts = append(parts, "*")
		}
	}
	if v, ok := w.column(parts); ok {
		return v
	}
	return w.refuse(strings.Join(parts, "."))
}

// logic writes AND, OR and NOT.
func (w *writer) logic(b *pg.BoolExpr) value {
	if b.Boolop == pg.BoolExprType_NOT_EXPR {
		return value{sql: "NOT " + w.expr(b.Args[0]).tight(), kind: truth, loose: true}
	}
	word := " AND "
	if b.Boolop == pg.BoolExprType_OR_EXPR {
		word = " OR "
	}
	var parts []string
	for _, n := range b.Args {
		parts = append(parts, w.expr(n).tight())
	}
	return value{sql: strings.Join(parts, word), kind: truth, loose: true}
}

// truthTest writes IS TRUE and its like.
func (w *writer) truthTest(b *pg.BooleanTest) value {
	words := map[pg.BoolTestType]string{
		pg.BoolTestType_IS_TRUE: "IS TRUE", pg.BoolTestType_IS_NOT_TRUE: "IS NOT TRUE", pg.BoolTestType_IS_FALSE: "IS FALSE",
		pg.BoolTestType_IS_NOT_FALSE: "IS NOT FALSE", pg.BoolTestType_IS_UNKNOWN: "IS NULL", pg.BoolTestType_IS_NOT_UNKNOWN: "IS NOT NULL",
	}[b.Booltesttype]
	return value{sql: w.expr(b.Arg).tight() + " " + words, kind: truth, loose: true}
}

// cases writes CASE.
func (w *writer) cases(c *pg.CaseExpr) value {
	s := "CASE"
	var subject value
	if c.Arg != nil {
		subject = w.expr(c.Arg)
		s += " " + subject.sql
	}
	var whens []string
	var thens []value
	for _, n := range c.Args {
		when := n.GetCaseWhen()
		whens = append(whens, w.as(w.expr(when.GetExpr()), subject.kind).sql)
		thens = append(thens, w.expr(when.GetResult()))
	}
	if c.Defresult != nil {
		thens = append(thens, w.expr(c.Defresult))
	}
	found, long := unknown, false
	for _, v := range thens {
		if found == unknown || found == literal {
			found = v.kind
		}
		long = long || v.long
	}
	for i, v := range thens {
		if i < len(whens) {
			s += " WHEN " + whens[i] + " THEN " + w.as(v, found).sql
		} else {
			s += " ELSE " + w.as(v, found).sql
		}
	}
	return value{sql: s + " END", kind: found, long: long}
}

// extreme writes GREATEST and LEAST. PostgreSQL passes over NULLs, MySQL gives NULL: two
// arguments can be written so that they do the same.
func (w *writer) extreme(m *pg.MinMaxExpr) value {
	name := "greatest"
	if m.Op == pg.MinMaxOp_IS_LEAST {
		name = "least"
	}
	list, k := w.alike(m.Args)
	call := name + "(" + list + ")"
	switch len(m.Args) {
	case 1:
		return w.expr(m.Args[0])
	case 2:
		return value{sql: "coalesce(" + call + ", " + list + ")", kind: k, long: w.long}
	}
	return w.refuse(strings.ToUpper(name))
}

// collate writes an expression that compares in a way of its own: all do alike here.
func (w *writer) collate(c *pg.CollateClause) value {
	v := w.expr(c.Arg)
	switch _, name := split2(strs(c.Collname)); name {
	case "default", "C", "POSIX", "ucs_basic":
		return v
	default:
		return w.refuse("COLLATE " + name)
	}
}

// sqlValue writes CURRENT_TIMESTAMP and its like.
func (w *writer) sqlValue(f *pg.SQLValueFunction) value {
	digits := w.now
	switch f.Op {
	case pg.SQLValueFunctionOp_SVFOP_CURRENT_TIMESTAMP_N, pg.SQLValueFunctionOp_SVFOP_LOCALTIMESTAMP_N,
		pg.SQLValueFunctionOp_SVFOP_CURRENT_TIME_N, pg.SQLValueFunctionOp_SVFOP_LOCALTIME_N:
		digits = int(f.Typmod)
	}
	switch f.Op {
	case pg.SQLValueFunctionOp_SVFOP_CURRENT_DATE:
		return value{sql: "curdate()", kind: day}
	case pg.SQLValueFunctionOp_SVFOP_CURRENT_TIME, pg.SQLValueFunctionOp_SVFOP_CURRENT_TIME_N,
		pg.SQLValueFunctionOp_SVFOP_LOCALTIME, pg.SQLValueFunctionOp_SVFOP_LOCALTIME_N:
		return value{sql: "curtime(" + modifier(pg.MakeAConstIntNode(int64(digits), 0)) + ")", kind: clock}
	case pg.SQLValueFunctionOp_SVFOP_CURRENT_TIMESTAMP, pg.SQLValueFunctionOp_SVFOP_CURRENT_TIMESTAMP_N:
		return value{sql: w.moment(digits), kind: zoned, call: true}
	case pg.SQLValueFunctionOp_SVFOP_LOCALTIMESTAMP, pg.SQLValueFunctionOp_SVFOP_LOCALTIMESTAMP_N:
		return value{sql: moments(digits), kind: moment}
	case pg.SQLValueFunctionOp_SVFOP_CURRENT_USER, pg.SQLValueFunctionOp_SVFOP_USER, pg.SQLValueFunctionOp_SVFOP_CURRENT_ROLE,
		pg.SQLValueFunctionOp_SVFOP_SESSION_USER:
		return value{sql: "current_user()", kind: text}
	case pg.SQLValueFunctionOp_SVFOP_CURRENT_CATALOG:
		return value{sql: "database()", kind: text}
	}
	return w.refuse("CURRENT_SCHEMA")
}

// moment is the moment of the call as a column with a zone holds it. A query has it in
// UTC; a default finds its own words.
func (w *writer) moment(digits int) string {
	now := moments(digits)
	if w.queries == nil {
		return now
	}
	return "utc_timestamp(" + strings.Trim(strings.TrimPrefix(now, "CURRENT_TIMESTAMP"), "()") + ")"
}

// moments is CURRENT_TIMESTAMP with some digits.
func moments(digits int) string {
	if digits <= 0 {
		return "CURRENT_TIMESTAMP"
	}
	return "CURRENT_TIMESTAMP(" + string(rune('0'+min(digits, 6))) + ")"
}
