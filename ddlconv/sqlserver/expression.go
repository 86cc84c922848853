package sqlserver

import (
	"fmt"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// value is an expression in MySQL's words, and what is known of what it gives.
type value struct {
	sql  string
	typ  string // in the source's words, "" where it is not known
	kind kind
	// parts are the operands of a concatenation.
	parts []string
	// literal is the token of a bare literal, nil of anything else.
	literal *syntax.Token
}

func typed(sql, typ string) value { return value{sql: sql, typ: typ, kind: kindOf(typ)} }

// translator writes expressions and queries of T-SQL in MySQL's words, as they are read.
// What has no words of the same meaning is told by failed; the reading goes on, so that
// the type of the whole may still be known.
type translator struct {
	*syntax.Cursor
	failed string // the first thing that cannot be written, in the source's words
	reader *reader
	// column is the type of a column by the name before it and its own; "" where it is
	// not known.
	column func(qualifier, name string) string
	// table is a table's or view's name on the target.
	table func(database, name string) string
	// columns are the types of a query's columns, by their names in lower case.
	columns map[string]string
	depth   int // how many expressions and queries are open, one in the other
}

// deepest is how deep expressions may lie in each other; more is no text of a person.
const deepest = 1000

// mostPieces is how many strings are joined at most: each is written anew with every one
// that follows.
const mostPieces = 1000

// enter goes one deeper, and fails where that is too deep. What it gives goes back.
func (t *translator) enter() func() {
	if t.depth++; t.depth > deepest {
		t.Unexpected()
	}
	return func() { t.depth-- }
}

// cannot marks the expression as one that cannot be written.
func (t *translator) cannot(what string) {
	if t.failed == "" {
		t.failed = what
	}
}

// condition reads an expression with all its operators.
func (t *translator) condition() value {
	v := t.conjunction()
	for t.Accept("OR") {
		v = value{sql: v.sql + " OR " + t.conjunction().sql, kind: truth}
	}
	return v
}

func (t *translator) conjunction() value {
	v := t.negation()
	for t.Accept("AND") {
		v = value{sql: v.sql + " AND " + t.negation().sql, kind: truth}
	}
	return v
}

func (t *translator) negation() value {
	defer t.enter()()
	if t.Accept("NOT") {
		return value{sql: "NOT " + t.negation().sql, kind: truth}
	}
	return t.predicate()
}

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

// like reads the pattern of LIKE. One with a class of characters becomes a regular
// expression, which regards case as LIKE does: by the collation.
func (t *translator) like(v value, not string) value {
	pattern := t.sum()
	escape, escaped := "", false
	if t.Accept("ESCAPE") {
		escape, escaped = t.sum().sql, true
	}
	switch {
	case pattern.literal == nil || escaped:
		if pattern.literal != nil && strings.ContainsAny(pattern.literal.Value, "[") {
			t.cannot("LIKE " + pattern.literal.Raw + " ESCAPE " + escape)
		}
		sql := v.sql + " " + not + "LIKE " + pattern.sql
		if escaped {
			sql += " ESCAPE " + escape
		}
		return value{sql: sql, kind: truth}
	case strings.Contains(pattern.literal.Value, "["):
		return value{sql: v.sql + " " + not + "REGEXP " + schema.QuoteText(regular(pattern.literal.Value)), kind: truth}
	}
	plain := strings.ReplaceAll(pattern.literal.Value, `\`, `\\`)
	return value{sql: v.sql + " " + not + "LIKE " + schema.QuoteText(plain), kind: truth}
}

// regular is a pattern of LIKE as a regular expression.
func regular(pattern string) string {
	var b strings.Builder
	b.WriteByte('^')
	for rest := pattern; rest != ""; {
		c := rest[0]
		rest = rest[1:]
		switch {
		case c == '%':
			b.WriteString(".*")
		case c == '_':
			b.WriteByte('.')
		case c == '[':
			class, after, closed := strings.Cut(rest, "]")
			if !closed || class == "" {
				b.WriteString(`\[`)
				continue
			}
			rest = after
			b.WriteString("[" + strings.NewReplacer(`\`, `\\`, "[", `\[`).Replace(class) + "]")
		case strings.IndexByte(`\.+*?()|^$]{}`, c) >= 0:
			b.WriteString(`\` + string(c))
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('$')
	return b.String()
}

// sum reads what + and - and the operators on bits join.
func (t *translator) sum() value {
	v := t.product()
	for !t.Done() {
		switch {
		case t.AcceptSign("+"):
			v = t.plus(v, t.product())
		case t.AcceptSign("-"):
			right := t.product()
			if v.kind == moment || right.kind == moment {
				t.cannot(v.sql + " - " + right.sql)
			}
			typ := result("-", v.typ, right.typ)
			v = value{sql: v.sql + " - " + right.sql, typ: typ, kind: numeric(v, right)}
		case t.AcceptSign("&"):
			v = t.bits(v, "&")
		case t.AcceptSign("|"):
			v = t.bits(v, "|")
		case t.AcceptSign("^"):
			v = t.bits(v, "^")
		case t.AcceptSign("||"):
			right := t.product()
			v = t.concatenate(v, right)
		default:
			return v
		}
	}
	return v
}

// numeric is the kind of a result of two numbers.
func numeric(a, b value) kind {
	switch {
	case a.kind == integer && b.kind == integer:
		return integer
	case a.kind == number || b.kind == number:
		return number
	}
	return unknown
}

// bits reads the second operand of an operator on bits, which binds otherwise in MySQL.
func (t *translator) bits(v value, operator string) value {
	right := t.product()
	return value{sql: "(" + v.sql + " " + operator + " " + right.sql + ")", typ: result("+", v.typ, right.typ), kind: integer}
}

// plus is a sum of numbers, or a concatenation where either operand is text: SQL Server
// converts a number beside text to neither, but fails.
func (t *translator) plus(a, b value) value {
	numbers := func(k kind) bool { return k == integer || k == number }
	switch {
	case a.kind == text || b.kind == text:
		if numbers(a.kind) || numbers(b.kind) { // '1' + 2 is 3
			t.cannot(a.sql + " + " + b.sql)
		}
		return t.concatenate(a, b)
	case numbers(a.kind) && numbers(b.kind):
		return value{sql: a.sql + " + " + b.sql, typ: result("+", a.typ, b.typ), kind: numeric(a, b)}
	}
	t.cannot(a.sql + " + " + b.sql)
	return value{sql: a.sql + " + " + b.sql}
}

// concatenate joins two texts, NULL where either is, as + does.
func (t *translator) concatenate(a, b value) value {
	if len(a.parts) > mostPieces {
		t.cannot("+")
		return value{kind: text}
	}
	parts := append([]string(nil), a.parts...)
	if len(parts) == 0 {
		parts = []string{a.sql}
	}
	if len(b.parts) > 0 {
		parts = append(parts, b.parts...)
	} else {
		parts = append(parts, b.sql)
	}
	typ := textType(4000)
	if a.typ != "" && b.typ != "" {
		typ = textType(textLength(a.typ) + textLength(b.typ))
	}
	return value{sql: "CONCAT(" + strings.Join(parts, ", ") + ")", typ: typ, kind: text, parts: parts}
}

// product reads what *, / and % join.
func (t *translator) product() value {
	v := t.unary()
	for !t.Done() {
		switch {
		case t.AcceptSign("*"):
			right := t.unary()
			v = value{sql: v.sql + " * " + right.sql, typ: result("*", v.typ, right.typ), kind: max(numeric(v, right), integer)}
			if v.kind == integer && v.typ == "" {
				v.kind = unknown
			}
		case t.AcceptSign("/"):
			v = t.divide(v, t.unary())
		case t.AcceptSign("%"):
			right := t.unary()
			v = value{sql: v.sql + " % " + right.sql, typ: result("+", v.typ, right.typ), kind: numeric(v, right)}
		default:
			return v
		}
	}
	return v
}

// divide is a quotient: of whole numbers the whole part.
func (t *translator) divide(a, b value) value {
	typ := result("/", a.typ, b.typ)
	switch {
	case a.kind == integer && b.kind == integer:
		return value{sql: a.sql + " DIV " + b.sql, typ: typ, kind: integer}
	case a.kind != number && b.kind != number:
		t.cannot(a.sql + " / " + b.sql)
	}
	return value{sql: a.sql + " / " + b.sql, typ: typ, kind: number}
}

func (t *translator) unary() value {
	defer t.enter()()
	for _, sign := range []string{"-", "+", "~"} {
		if t.AcceptSign(sign) {
			v := t.unary()
			if sign == "+" {
				return v
			}
			if strings.HasPrefix(v.sql, "-") {
				v.sql = " " + v.sql
			}
			return value{sql: sign + v.sql, typ: v.typ, kind: v.kind}
		}
	}
	v := t.primary()
	for t.Accept("COLLATE") {
		collation := t.Identifier()
		if name, ok := collationOf(collation); ok && name != "" {
			v.sql += " COLLATE " + name
		} else if !ok {
			t.cannot("COLLATE " + collation)
		}
	}
	if t.Ahead("AT", "TIME", "ZONE") {
		t.cannot("AT TIME ZONE")
		t.At += 3
		t.unary()
	}
	return v
}

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
	raw := strings.TrimPrefix(at.Raw, "$")
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
	return typed(t.qualifier(path[:len(path)-1])+schema.Quote(last), t.column(before, last))
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

// methods are those of the types that have some, with the type of what they give.
var methods = map[string]string{
	"GETLEVEL": "smallint", "GETANCESTOR": "hierarchyid", "GETDESCENDANT": "hierarchyid", "ISDESCENDANTOF": "bit",
	"GETREPARENTEDVALUE": "hierarchyid", "TOSTRING": "nvarchar(4000)", "VALUE": "", "QUERY": "xml", "EXIST": "bit", "NODES": "table",
	"STASTEXT": "nvarchar(max)", "STASBINARY": "varbinary(max)", "STAREA": "float", "STLENGTH": "float", "STDISTANCE": "float",
	"STSRID": "int", "STX": "float", "STY": "float", "STISVALID": "bit", "STINTERSECTS": "bit", "STCONTAINS": "bit",
	"STBUFFER": "geometry", "STENVELOPE": "geometry", "STCENTROID": "geometry",
}

// foreignCall reads a call of a function with a schema before its name, or of a method:
// neither can be written, but the type of what it gives may be known.
func (t *translator) foreignCall(path []string) value {
	last := path[len(path)-1]
	args := t.arguments()
	typ, method := methods[strings.ToUpper(last)]
	t.cannot(strings.Join(path, ".") + "()")
	if strings.EqualFold(last, "value") && len(args) == 2 && args[1].literal != nil {
		typ = strings.ToLower(strings.ReplaceAll(args[1].literal.Value, " ", ""))
	}
	if !method {
		typ = t.reader.functions[strings.ToLower(last)]
	}
	return typed(schema.Quote(last)+"()", typ)
}

// arguments reads the arguments of a call.
func (t *translator) arguments() []value {
	var all []value
	t.ExpectSign("(")
	for !t.Done() && !t.Peek(0).Sign(")") {
		switch {
		case t.Peek(0).Sign("*") && (t.Peek(1).Sign(")")):
			t.Next()
			all = append(all, value{sql: "*"})
		case t.Accept("DISTINCT"):
			v := t.condition()
			v.sql = "DISTINCT " + v.sql
			all = append(all, v)
		default:
			t.Accept("ALL")
			all = append(all, t.condition())
		}
		if !t.AcceptSign(",") {
			break
		}
	}
	t.ExpectSign(")")
	return all
}
