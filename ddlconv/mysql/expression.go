package mysql

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// expressionText writes tokens as one piece of SQL: names in backquotes as they
// were, strings in single quotes, comments gone.
func expressionText(tokens []syntax.Token) string {
	var b strings.Builder
	for i, t := range tokens {
		opensText := i+1 < len(tokens) && tokens[i+1].Kind == syntax.Text
		if t.Kind == syntax.Word && introducer(t.Value) && opensText {
			continue // the statement travels as utf8mb4: so does the string
		}
		introduced := i > 0 && tokens[i-1].Spaced && tokens[i-1].Kind == syntax.Word && introducer(tokens[i-1].Value)
		switch {
		case b.Len() == 0:
		case t.Spaced, t.Kind == syntax.Text && introduced, joins(b.String(), t):
			b.WriteByte(' ')
		}
		switch t.Kind {
		case syntax.Name:
			b.WriteString(schema.Quote(t.Value))
		case syntax.Text:
			b.WriteString(schema.QuoteText(t.Value))
		default:
			b.WriteString(t.Raw)
		}
	}
	return strings.TrimSpace(b.String())
}

// joins tells whether a token would mean something else right behind what is
// written: a string behind a word (x'4D') or another string, and a second minus, with
// which a comment may begin.
func joins(written string, t syntax.Token) bool {
	last := written[len(written)-1]
	if t.Kind == syntax.Text {
		return last == '\'' || wordly(last)
	}
	return t.Sign("-") && last == '-'
}

// introducer tells whether a word names the character set of the string behind it,
// other than binary, which makes bytes of it.
func introducer(upper string) bool {
	return strings.HasPrefix(upper, "_") && upper != "_BINARY" && Charset(strings.ToLower(upper[1:]))
}

// grammar are the reserved words of expressions: a column of such a name stands in
// backquotes.
var grammar = map[string]bool{
	"CASE": true, "WHEN": true, "THEN": true, "ELSE": true, "AND": true, "OR": true, "XOR": true, "NOT": true, "NULL": true, "IN": true,
	"IS": true, "LIKE": true, "BETWEEN": true, "DIV": true, "MOD": true, "REGEXP": true, "RLIKE": true, "TRUE": true, "FALSE": true,
	"AS": true, "DISTINCT": true, "INTERVAL": true, "BINARY": true, "COLLATE": true, "EXISTS": true, "FROM": true,
}

// withinCase tells whether a CASE has begun and not ended.
func withinCase(tokens []syntax.Token) bool {
	depth := 0
	for _, t := range tokens {
		switch {
		case t.Kind != syntax.Word:
		case t.Value == "CASE":
			depth++
		case t.Value == "END" && depth > 0:
			depth--
		}
	}
	return depth > 0
}

// columnAt tells whether the name at i can be a column: it is not called, and no
// grammar word such as the unit of an interval or the type of a cast. The last token
// of all must be the end.
func columnAt(tokens []syntax.Token, i int) bool {
	t := tokens[i]
	if !t.Named() || t.Kind == syntax.Word && (grammar[t.Value] || t.Value == "END" && withinCase(tokens[:i])) {
		return false
	}
	after := tokens[i+1]
	if after.Sign("(") || after.Sign(".") {
		return false
	}
	if t.Kind == syntax.Name || i == 0 {
		return t.Kind == syntax.Name || after.Kind != syntax.Text
	}
	switch before := tokens[i-1]; before.Kind {
	case syntax.Number, syntax.Text, syntax.Name, syntax.Bits, syntax.Variable: // INTERVAL 1 DAY
		return false
	case syntax.Word:
		switch before.Value {
		case "AS", "COLLATE", "CHARSET", "SET", "USING":
			return false
		}
	case syntax.Symbol:
		if before.Raw == ")" || before.Raw == "." {
			return false
		}
	}
	return after.Kind != syntax.Text && !after.Is("FROM") // DATE '2020-01-01', EXTRACT(YEAR FROM d)
}

// Columns are the names in an expression that can be columns. A text that cannot
// be read has none.
func Columns(expression string) []string {
	tokens, err := lex(expression, mode{})
	if err != nil {
		return nil
	}
	var names []string
	for i, t := range tokens {
		if columnAt(tokens, i) {
			names = append(names, t.Identifier())
		}
	}
	return names
}

// bareCalls are the functions that are called without parentheses.
var bareCalls = map[string]bool{
	"CURRENT_TIMESTAMP": true, "CURRENT_DATE": true, "CURRENT_TIME": true, "CURRENT_USER": true,
	"LOCALTIME": true, "LOCALTIMESTAMP": true, "UTC_DATE": true, "UTC_TIME": true, "UTC_TIMESTAMP": true,
	"SELECT": true,
}

// joining are the operators that are words: a parenthesis behind one opens no call.
var joining = map[string]bool{"AND": true, "OR": true, "XOR": true, "NOT": true, "IN": true, "LIKE": true, "BETWEEN": true, "IS": true}

// Calls are the functions that an expression calls, in lower case, DIV and SELECT among
// them and "@" for a variable.
func Calls(expression string) []string {
	tokens, err := lex(expression, mode{})
	if err != nil {
		return nil
	}
	var calls []string
	for i, t := range tokens {
		switch {
		case t.Kind == syntax.Variable:
			calls = append(calls, "@")
		case t.Kind == syntax.Word && (bareCalls[t.Value] || t.Value == "DIV" || tokens[i+1].Sign("(") && !joining[t.Value]):
			calls = append(calls, strings.ToLower(t.Value))
		case t.Kind == syntax.Name && tokens[i+1].Sign("("):
			calls = append(calls, strings.ToLower(t.Value))
		}
	}
	return calls
}

// Rename writes an expression with its columns under other names, all in
// backquotes. The function tells the new name of a column, and whether it is one.
func Rename(expression string, rename func(string) (string, bool)) string {
	tokens, err := lex(expression, mode{})
	if err != nil {
		return expression
	}
	renamed := append([]syntax.Token(nil), tokens[:len(tokens)-1]...)
	for i := range renamed {
		if !columnAt(tokens, i) {
			continue
		}
		if to, ok := rename(tokens[i].Identifier()); ok {
			renamed[i].Kind, renamed[i].Value = syntax.Name, to
		}
	}
	return expressionText(renamed)
}

// boolean are the words and symbols that make a truth value of what stands around
// them, and the functions that give one.
var boolean = map[string]bool{
	"=": true, "<": true, ">": true, "<=": true, ">=": true, "<>": true, "!=": true, "<=>": true,
	"!": true, "&&": true, "LIKE": true, "IN": true, "BETWEEN": true, "IS": true, "REGEXP": true,
	"RLIKE": true, "AND": true, "OR": true, "XOR": true, "NOT": true, "EXISTS": true, "TRUE": true, "FALSE": true,
}

// predicates are the functions that give a truth value.
var predicates = map[string]bool{
	"JSON_VALID": true, "JSON_CONTAINS": true, "JSON_CONTAINS_PATH": true, "JSON_OVERLAPS": true,
	"JSON_SCHEMA_VALID": true, "REGEXP_LIKE": true, "ISNULL": true,
}

// Truth tells whether an expression plainly gives a truth value: by an operator
// outside of all parentheses, or as a call of a predicate.
func Truth(expression string) bool {
	tokens, err := lex(expression, mode{})
	if err != nil {
		return false
	}
	tokens = strip(tokens[:len(tokens)-1])
	depth, cases := 0, 0
	for i, t := range tokens {
		switch {
		case t.Sign("("):
			depth++
		case t.Sign(")"):
			depth--
		case t.Is("CASE"):
			cases++
		case t.Is("END"):
			cases--
		case depth > 0 || cases > 0:
		case t.Kind == syntax.Word && boolean[t.Value], t.Kind == syntax.Symbol && boolean[t.Raw]:
			return true
		case i == 0 && t.Kind == syntax.Word && predicates[t.Value] && closes(tokens, 1) == len(tokens)-1:
			return true
		}
	}
	return false
}

// strip takes off parentheses that hold the whole.
func strip(tokens []syntax.Token) []syntax.Token {
	for len(tokens) > 1 && tokens[0].Sign("(") && closes(tokens, 0) == len(tokens)-1 {
		tokens = tokens[1 : len(tokens)-1]
	}
	return tokens
}

// closes is where the parenthesis that opens at a token is closed, -1 if nowhere.
func closes(tokens []syntax.Token, open int) int {
	depth := 0
	for i := open; i < len(tokens); i++ {
		switch {
		case tokens[i].Sign("("):
			depth++
		case tokens[i].Sign(")"):
			if depth--; depth == 0 {
				return i
			}
		case depth == 0:
			return -1
		}
	}
	return -1
}
