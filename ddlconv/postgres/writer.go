package postgres

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/schema"
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
	// depth guards the stack.
	depth int
}

// deepestWritten is how deep an expression may be that is written.
const deepestWritten = 1000

// value is a piece of SQL and what is known of it.
type value struct {
	sql  string
	kind kind
	// loose tells that it must stand in parentheses beside an operator.
	loose bool
	// plain is the text of a string literal, where it is one.
	plain   string
	isPlain bool
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
		return value{sql: w.expr(e.NullTest.Arg).tight() + words, kind: truth, loose: true}
	case *pg.Node_BooleanTest:
		return w.truthTest(e.BooleanTest)
	case *pg.Node_CaseExpr:
		return w.cases(e.CaseExpr)
	case *pg.Node_CoalesceExpr:
		list, k := w.list(e.CoalesceExpr.Args)
		return value{sql: "coalesce(" + list + ")", kind: k}
	case *pg.Node_MinMaxExpr:
		return w.extreme(e.MinMaxExpr)
	case *pg.Node_SqlvalueFunction:
		return w.sqlValue(e.SqlvalueFunction)
	case *pg.Node_FuncCall:
		return w.call(e.FuncCall)
	case *pg.Node_AArrayExpr:
		list, _ := w.list(e.AArrayExpr.Elements)
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
	case *pg.Node_SetToDefault:
		return "DEFAULT"
	}
	return "JSON_TABLE, JSON_QUERY …"
}

// list writes expressions with commas between; the kind is that of the first that has
// one.
func (w *writer) list(nodes []*pg.Node) (string, kind) {
	var parts []string
	found := unknown
	for _, n := range nodes {
		v := w.expr(n)
		parts = append(parts, v.sql)
		if found == unknown || found == literal {
			found = v.kind
		}
	}
	return strings.Join(parts, ", "), found
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
	return value{sql: s, kind: whole}
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
	if c.Arg != nil {
		s += " " + w.expr(c.Arg).sql
	}
	found := unknown
	for _, n := range c.Args {
		when := n.GetCaseWhen()
		then := w.expr(when.GetResult())
		if found == unknown || found == literal {
			found = then.kind
		}
		s += " WHEN " + w.expr(when.GetExpr()).sql + " THEN " + then.sql
	}
	if c.Defresult != nil {
		last := w.expr(c.Defresult)
		if found == unknown || found == literal {
			found = last.kind
		}
		s += " ELSE " + last.sql
	}
	return value{sql: s + " END", kind: found}
}

// extreme writes GREATEST and LEAST. PostgreSQL passes over NULLs, MySQL gives NULL: two
// arguments can be written so that they do the same.
func (w *writer) extreme(m *pg.MinMaxExpr) value {
	name := "greatest"
	if m.Op == pg.MinMaxOp_IS_LEAST {
		name = "least"
	}
	list, k := w.list(m.Args)
	call := name + "(" + list + ")"
	switch len(m.Args) {
	case 1:
		return w.expr(m.Args[0])
	case 2:
		return value{sql: "coalesce(" + call + ", " + list + ")", kind: k}
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
		return value{sql: moments(digits), kind: zoned}
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

// moments is CURRENT_TIMESTAMP with some digits.
func moments(digits int) string {
	if digits <= 0 {
		return "CURRENT_TIMESTAMP"
	}
	return "CURRENT_TIMESTAMP(" + string(rune('0'+min(digits, 6))) + ")"
}
