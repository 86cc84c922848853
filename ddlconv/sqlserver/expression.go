package sqlserver

import (
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
	told   []change
	reader *reader
	// column is the type of a column by the name before it and its own; "" where it is
	// not known.
	column func(qualifier, name string) string
	// own is the name on the target of such a column; nil where all keep theirs.
	own func(qualifier, name string) string
	// table is a table's or view's name on the target.
	table func(database, name string) string
	// columns are the types of a query's columns, by their names in lower case.
	columns map[string]string
	listed  bool // a view's columns have names of their own
	depth   int  // how many expressions and queries are open, one in the other
}

// change is something that is written in other words, of which a rule tells.
type change struct{ rule, was, became string }

// tell keeps a change for whoever knows what the expression belongs to.
func (t *translator) tell(rule, was, became string) {
	t.told = append(t.told, change{rule, was, became})
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
