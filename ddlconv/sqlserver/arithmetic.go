package sqlserver

import (
	"strings"
)

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
