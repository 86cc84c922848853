package postgres

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/schema"
)

// operation writes an operator with its sides.
func (w *writer) operation(e *pg.A_Expr) value {
	_, name := split2(strs(e.Name))
	switch e.Kind {
	case pg.A_Expr_Kind_AEXPR_OP:
		if e.Lexpr == nil {
			return w.prefix(name, e.Rexpr)
		}
		return w.infix(name, e.Lexpr, e.Rexpr)
	case pg.A_Expr_Kind_AEXPR_OP_ANY, pg.A_Expr_Kind_AEXPR_OP_ALL:
		return w.anyOf(e, name)
	case pg.A_Expr_Kind_AEXPR_DISTINCT:
		left, right := w.both(w.expr(e.Lexpr), w.expr(e.Rexpr))
		return value{sql: "NOT (" + left.tight() + " <=> " + right.tight() + ")", kind: truth, loose: true}
	case pg.A_Expr_Kind_AEXPR_NOT_DISTINCT:
		left, right := w.both(w.expr(e.Lexpr), w.expr(e.Rexpr))
		return value{sql: left.tight() + " <=> " + right.tight(), kind: truth, loose: true}
	case pg.A_Expr_Kind_AEXPR_NULLIF:
		left, right := w.both(w.expr(e.Lexpr), w.expr(e.Rexpr))
		return value{sql: "nullif(" + left.sql + ", " + right.sql + ")", kind: left.kind, long: left.long}
	case pg.A_Expr_Kind_AEXPR_IN:
		word := " IN ("
		if name == "<>" {
			word = " NOT IN ("
		}
		left := w.expr(e.Lexpr)
		return value{sql: left.tight() + word + w.listAs(e.Rexpr.GetList().GetItems(), left.kind) + ")", kind: truth, loose: true}
	case pg.A_Expr_Kind_AEXPR_LIKE, pg.A_Expr_Kind_AEXPR_ILIKE:
		return w.like(name, e.Lexpr, e.Rexpr)
	case pg.A_Expr_Kind_AEXPR_BETWEEN, pg.A_Expr_Kind_AEXPR_NOT_BETWEEN,
		pg.A_Expr_Kind_AEXPR_BETWEEN_SYM, pg.A_Expr_Kind_AEXPR_NOT_BETWEEN_SYM:
		return w.between(e)
	}
	return w.refuse("SIMILAR TO")
}

// between writes BETWEEN; SYMMETRIC takes its bounds in either order.
func (w *writer) between(e *pg.A_Expr) value {
	bounds := e.Rexpr.GetList().GetItems()
	if len(bounds) != 2 {
		return w.refuse("BETWEEN")
	}
	left := w.expr(e.Lexpr)
	from, to := w.as(w.expr(bounds[0]), left.kind), w.as(w.expr(bounds[1]), left.kind)
	if left.kind == zoned {
		// The call's own moment meets both bounds in UTC.
		from, to = w.inZone(from), w.inZone(to)
	} else {
		_, from = w.meet(left, from)
		_, to = w.meet(left, to)
	}
	low, high := from.tight(), to.tight()
	word := " BETWEEN "
	switch e.Kind {
	case pg.A_Expr_Kind_AEXPR_NOT_BETWEEN, pg.A_Expr_Kind_AEXPR_NOT_BETWEEN_SYM:
		word = " NOT BETWEEN "
	}
	switch e.Kind {
	case pg.A_Expr_Kind_AEXPR_BETWEEN_SYM, pg.A_Expr_Kind_AEXPR_NOT_BETWEEN_SYM:
		low, high = "least("+low+", "+high+")", "greatest("+low+", "+high+")"
	}
	return value{sql: left.tight() + word + low + " AND " + high, kind: truth, loose: true}
}

// prefix writes an operator that stands before.
func (w *writer) prefix(name string, right *pg.Node) value {
	v := w.expr(right)
	switch name {
	case "-", "+":
		if name == "-" && strings.HasPrefix(v.sql, "-") {
			return value{sql: "-(" + v.sql + ")", kind: v.kind}
		}
		return value{sql: strings.TrimPrefix(name, "+") + v.tight(), kind: v.kind}
	case "~":
		if v.kind == whole {
			return value{sql: "CAST(~" + v.tight() + " AS SIGNED)", kind: whole, long: v.long} // MySQL's is a number without sign
		}
	case "@":
		return value{sql: "abs(" + v.sql + ")", kind: v.kind}
	case "|/":
		return value{sql: "sqrt(" + v.sql + ")", kind: floating}
	}
	return w.refuse(name)
}

// compared are the operators that compare, as MySQL writes them.
var compared = map[string]string{"=": "=", "<>": "<>", "!=": "<>", "<": "<", ">": ">", "<=": "<=", ">=": ">="}

// infix writes an operator between two sides.
func (w *writer) infix(name string, leftNode, rightNode *pg.Node) value {
	if name == "||" {
		return w.concat(leftNode, rightNode)
	}
	if fits(name, "->", "->>", "#>", "#>>", "@>", "<@", "?", "?|", "?&") {
		return w.document(name, leftNode, rightNode)
	}
	if v, ok := w.typeOf(name, leftNode, rightNode); ok {
		return v
	}
	left, right := w.expr(leftNode), w.expr(rightNode)
	if sign, ok := compared[name]; ok {
		if left.kind == array || right.kind == array || left.kind == span || right.kind == span {
			return w.refuse(name)
		}
		left, right = w.both(left, right)
		return value{sql: left.tight() + " " + sign + " " + right.tight(), kind: truth, loose: true}
	}
	switch name {
	case "+", "-":
		if v, ok := w.moveTime(name, left, right, leftNode, rightNode); ok {
			return v
		}
		return w.arithmetic(name, left, right)
	case "*", "/", "%":
		return w.arithmetic(name, left, right)
	case "^":
		return value{sql: "pow(" + left.sql + ", " + right.sql + ")", kind: floating}
	case "<<", ">>":
		if left.kind == whole && right.kind == whole {
			return w.shift(name, left, right)
		}
	case "&", "|":
		if left.kind == whole && right.kind == whole {
			if name == "&" && (natural(left) || natural(right)) {
				return value{sql: left.tight() + " & " + right.tight(), kind: whole, long: left.long || right.long, loose: true}
			}
			// MySQL's are numbers without a sign.
			return value{sql: "CAST(" + left.tight() + " " + name + " " + right.tight() + " AS SIGNED)", kind: whole, long: left.long || right.long}
		}
	case "#":
		if left.kind == whole && right.kind == whole {
			return value{sql: "CAST(" + left.tight() + " ^ " + right.tight() + " AS SIGNED)", kind: whole, long: left.long || right.long}
		}
	case "~", "!~", "~*", "!~*":
		return w.matches(name, left, right)
	case "~~", "!~~", "~~*", "!~~*":
		return w.like(name, leftNode, rightNode)
	}
	return w.refuse(name)
}

// shift writes << and >>. MySQL's have no sign: a number below zero is turned over before
// its bits go down, and again behind that. What goes up in an integer is cut to 32 bits on
// the source.
func (w *writer) shift(name string, left, right value) value {
	up := "CAST(" + left.tight() + " " + name + " " + right.tight() + " AS SIGNED)"
	if name == "<<" {
		if !left.long {
			w.tell("postgres.expression.shift", left.tight()+" << "+right.tight(), "")
		}
		return value{sql: up, kind: whole, long: left.long}
	}
	if natural(left) {
		return value{sql: up, kind: whole, long: left.long}
	}
	down := "CAST(~(~" + left.tight() + " >> " + right.tight() + ") AS SIGNED)"
	return value{sql: "CASE WHEN " + left.tight() + " < 0 THEN " + down + " ELSE " + up + " END", kind: whole, long: left.long}
}

// natural tells whether a value is a number that is written out and not below zero.
func natural(v value) bool { return isNumber(v.sql) && v.sql[0] != '-' }

// listAs writes a list of what stands beside a value of a kind.
func (w *writer) listAs(nodes []*pg.Node, k kind) string {
	parts := make([]string, len(nodes))
	for i, n := range nodes {
		parts[i] = w.as(w.expr(n), k).sql
	}
	return strings.Join(parts, ", ")
}

// fits tells whether a word is one of a list.
func fits(word string, list ...string) bool {
	for _, s := range list {
		if s == word {
			return true
		}
	}
	return false
}

// truthOf makes a truth value of a string that stands for one.
func truthOf(v value) value {
	if b, ok := truthWord(v.plain); ok && v.isPlain {
		return value{sql: b, kind: truth}
	}
	return v
}

// truthWord is TRUE or FALSE for a text that PostgreSQL takes for it.
func truthWord(s string) (string, bool) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "t", "true", "y", "yes", "on", "1":
		return "TRUE", true
	case "f", "false", "n", "no", "off", "0":
		return "FALSE", true
	}
	return "", false
}

// arithmetic writes + - * / %. A whole number divided by a whole one is one in
// PostgreSQL, and a decimal in MySQL.
func (w *writer) arithmetic(name string, left, right value) value {
	left, right = beside(left, right.kind), beside(right, left.kind)
	if !left.kind.numeric() || !right.kind.numeric() {
		if left.kind != unknown && !left.kind.numeric() || right.kind != unknown && !right.kind.numeric() || name == "/" {
			return w.refuse(name)
		}
	}
	k := max(left.kind, right.kind)
	sign := name
	switch {
	case name == "/" && left.kind == whole && right.kind == whole:
		sign = "DIV"
	case name == "/" && k == decimal:
		w.tell("postgres.expression.division", left.tight()+" / "+right.tight(), "")
	}
	return value{sql: left.tight() + " " + sign + " " + right.tight(), kind: k, long: left.long || right.long, loose: true}
}

// beside is a string literal as the number that it stands for beside one.
func beside(v value, k kind) value {
	if v.isPlain && k.numeric() && isNumber(v.plain) {
		return value{sql: strings.TrimSpace(v.plain), kind: k}
	}
	return v
}

// moveTime writes sums and differences of dates and moments, where one is.
func (w *writer) moveTime(name string, left, right value, leftNode, rightNode *pg.Node) (value, bool) {
	switch {
	case left.kind.timely() && right.kind == span, left.kind == clock && right.kind == span:
		step, ok := intervalOf(rightNode)
		if !ok {
			return w.refuse("interval"), true
		}
		k := left.kind
		if k == day {
			k = moment
		}
		sql := left.tight()
		for _, s := range step {
			sql += " " + name + " INTERVAL " + s
		}
		return value{sql: sql, kind: k, loose: true, call: left.call}, true
	case left.kind == span && right.kind.timely() && name == "+":
		return w.moveTime(name, right, left, rightNode, leftNode)
	case left.kind == day && right.kind == whole:
		return value{sql: left.tight() + " " + name + " INTERVAL " + right.tight() + " DAY", kind: day, loose: true}, true
	case left.kind == day && right.kind == day && name == "-":
		return value{sql: "datediff(" + left.sql + ", " + right.sql + ")", kind: whole}, true
	case left.kind.timely() || right.kind.timely() || left.kind == span || right.kind == span:
		return w.refuse("interval"), true
	}
	return value{}, false
}

// concat writes ||. What is joined must be text: || joins arrays and documents, too.
func (w *writer) concat(leftNode, rightNode *pg.Node) value {
	var parts []string
	texts, sum := 0, 0
	var walk func(n *pg.Node)
	walk = func(n *pg.Node) {
		if e := n.GetAExpr(); e != nil && e.Kind == pg.A_Expr_Kind_AEXPR_OP && len(e.Name) == 1 && strs(e.Name)[0] == "||" && e.Lexpr != nil {
			walk(e.Lexpr)
			walk(e.Rexpr)
			return
		}
		v := w.expr(n)
		switch v.kind {
		case array, document, bytes, bits, span:
			w.refuse("||")
		case text, literal:
			texts++
		case truth:
			v.sql = "CASE WHEN " + v.sql + " THEN 'true' WHEN NOT " + v.tight() + " THEN 'false' END"
		}
		sum++
		parts = append(parts, v.sql)
	}
	walk(leftNode)
	walk(rightNode)
	if texts == 0 {
		return w.refuse("||")
	}
	return value{sql: "concat(" + strings.Join(parts, ", ") + ")", kind: text}
}

// like writes LIKE; with ILIKE both sides are in lower case.
func (w *writer) like(name string, leftNode, rightNode *pg.Node) value {
	left := w.expr(leftNode)
	escape := ""
	if call := rightNode.GetFuncCall(); call != nil && len(call.Args) == 2 {
		if _, fn := split2(strs(call.Funcname)); fn == "like_escape" {
			rightNode = call.Args[0]
			escape = " ESCAPE " + w.expr(call.Args[1]).sql
		}
	}
	right := w.expr(rightNode)
	l, p := left.tight(), right.tight()
	if strings.HasSuffix(name, "*") {
		l, p = "lower("+left.sql+")", "lower("+right.sql+")"
	}
	word := " LIKE "
	if strings.HasPrefix(name, "!") {
		word = " NOT LIKE "
	}
	return value{sql: l + word + p + escape, kind: truth, loose: true}
}

// matches writes a regular expression's match. Patterns that the two products read
// otherwise are refused.
func (w *writer) matches(name string, left, right value) value {
	if !right.isPlain {
		return w.refuse(name)
	}
	pattern, ok := pattern(right.plain)
	if !ok {
		return w.refuse(right.plain)
	}
	mode := "'c'"
	if strings.HasSuffix(name, "*") {
		mode = "'i'"
	}
	sql := "regexp_like(" + left.sql + ", " + schema.QuoteText(pattern) + ", " + mode + ")"
	if strings.HasPrefix(name, "!") {
		return value{sql: "NOT " + sql, kind: truth, loose: true}
	}
	return value{sql: sql, kind: truth}
}

// pattern is a regular expression of PostgreSQL as ICU's, which OceanBase has.
func pattern(p string) (string, bool) {
	if strings.HasPrefix(p, "***") || strings.Contains(p, "[[.") || strings.Contains(p, "[[=") || strings.Contains(p, "[[:<:]]") {
		return "", false
	}
	if strings.HasPrefix(p, "(?") && !strings.HasPrefix(p, "(?:") && !strings.HasPrefix(p, "(?=") && !strings.HasPrefix(p, "(?!") {
		return "", false
	}
	var b strings.Builder
	for i := 0; i < len(p); i++ {
		if p[i] != '\\' || i+1 >= len(p) {
			b.WriteByte(p[i])
			continue
		}
		i++
		switch c := p[i]; c {
		case 'm', 'M', 'y':
			b.WriteString(`\b`)
		case 'Y':
			b.WriteString(`\B`)
		case 'A', 'Z', 'd', 'D', 's', 'S', 'w', 'W', 'n', 't', 'r', 'f':
			b.WriteString(`\` + string(c))
		default:
			if c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
				return "", false
			}
			b.WriteString(`\` + string(c))
		}
	}
	return b.String(), true
}

// anyOf writes = ANY (ARRAY[…]) as IN, and <> ALL as NOT IN.
func (w *writer) anyOf(e *pg.A_Expr, name string) value {
	all := e.Kind == pg.A_Expr_Kind_AEXPR_OP_ALL
	items, ok := members(e.Rexpr)
	if !ok {
		// "value = ANY (column)" where the column is a JSON array.
		right := w.expr(e.Rexpr)
		if name == "=" && !all && right.kind == array {
			left := w.expr(e.Lexpr)
			return value{sql: "json_contains(" + right.sql + ", json_array(" + left.sql + "))", kind: truth}
		}
		return w.refuse("ANY")
	}
	left := w.expr(e.Lexpr)
	switch {
	case name == "=" && !all && len(items) > 0, name == "<>" && all && len(items) > 0:
		list := w.listAs(items, left.kind)
		word := " IN ("
		if all {
			word = " NOT IN ("
		}
		return value{sql: left.tight() + word + list + ")", kind: truth, loose: true}
	case len(items) == 0:
		return value{sql: map[bool]string{false: "FALSE", true: "TRUE"}[all], kind: truth}
	}
	word := " OR "
	if all {
		word = " AND "
	}
	var parts []string
	for _, item := range items {
		parts = append(parts, w.infix(name, e.Lexpr, item).tight())
	}
	return value{sql: strings.Join(parts, word), kind: truth, loose: true}
}

// members are those of an array that is written out: ARRAY[…], cast or not, or '{…}'.
func members(n *pg.Node) ([]*pg.Node, bool) {
	for n.GetTypeCast() != nil {
		n = n.GetTypeCast().Arg
	}
	if a := n.GetAArrayExpr(); a != nil {
		return a.Elements, true
	}
	if s := n.GetAConst().GetSval(); s != nil {
		items, ok := arrayItems(s.Sval)
		var nodes []*pg.Node
		for _, item := range items {
			if item.null || item.nested {
				return nil, false
			}
			nodes = append(nodes, pg.MakeAConstStrNode(item.text, 0))
		}
		return nodes, ok
	}
	return nil, false
}
