package oracle

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// class is what kind of value a piece of an expression gives, as far as can be told.
type class uint8

const (
	anything class = iota
	moments        // a date or time: MySQL adds and subtracts those otherwise
	numbers
	texts
	operator // no value, but a word or mark between values
)

// piece is a part of an expression in MySQL's words.
type piece struct {
	text   string
	spaced bool
	class  class
	mark   string // of an operator: the mark or word itself
}

// translator rewrites expressions, and the queries of views, into MySQL's language.
type translator struct {
	// kind tells of which class a column is.
	kind func(name string) class
	// names are quoted, as those of a query must be: OceanBase reserves other words.
	names bool
	// refused are the first words that have no counterpart.
	refused string
	depth   int
}

// deepest is how many parentheses may lie in each other: more is no expression that
// anybody wrote, and would take ever longer.
const deepest = 200

// longest is how many bytes an expression may have. DECODE repeats its first argument,
// which may hold another.
const longest = 1 << 20

const tooLong = "…"

// refuse keeps the first words that have no counterpart.
func (t *translator) refuse(words string) {
	if t.refused == "" {
		t.refused = words
	}
}

// translate rewrites an expression over the columns of the table that is read. What has no
// counterpart comes back as refused.
func (p *parser) translate(tokens []syntax.Token) (expression, refused string) {
	expression, _, refused = p.translateAs(tokens)
	return expression, refused
}

// translateAs does so, and tells the class of the value.
func (p *parser) translateAs(tokens []syntax.Token) (expression string, value class, refused string) {
	t := &translator{kind: p.kind}
	expression, value = t.sequence(tokens)
	return expression, value, t.refused
}

// kind is the class of a column of the table that is read.
func (p *parser) kind(name string) class {
	if p.draft == nil {
		return anything
	}
	return classOf(p.draft.Table, name)
}

// classOf is the class of a table's column.
func classOf(table *schema.Table, name string) class {
	c := table.Column(name)
	switch {
	case c == nil:
		return anything
	case dateBase(c.Type):
		return moments
	case numberBase(c.Type):
		return numbers
	}
	return texts
}

// sequence rewrites tokens in a row, and tells the class of their value where they are
// one value.
func (t *translator) sequence(tokens []syntax.Token) (string, class) {
	if t.depth == 0 && nested(tokens) > deepest {
		t.refused = tooLong
	}
	if t.refused == tooLong {
		return "", anything
	}
	t.depth++
	defer func() { t.depth-- }()
	var pieces []piece
	for i := 0; i < len(tokens); {
		one, n := t.piece(tokens, i)
		one.spaced = tokens[i].Spaced && i > 0
		pieces = append(pieces, one)
		i += max(n, 1)
	}
	pieces = t.concatenate(pieces)
	addDays(pieces)
	for i, one := range pieces {
		if one.mark != "+" && one.mark != "-" {
			continue
		}
		if i > 0 && pieces[i-1].class == moments || i+1 < len(pieces) && pieces[i+1].class == moments {
			t.refuse(strings.TrimSpace(one.mark) + " on a date")
		}
	}
	var b strings.Builder
	value := anything
	for _, one := range pieces {
		if one.text == "" {
			continue
		}
		if one.spaced && b.Len() > 0 || joins(b.String(), one.text) {
			b.WriteByte(' ')
		}
		b.WriteString(one.text)
		if one.class != operator {
			value = one.class
		}
	}
	if len(pieces) != 1 && value == moments {
		value = anything
	}
	if b.Len() > longest {
		t.refused = tooLong
		return "", anything
	}
	return b.String(), value
}

// addDays writes a whole number that is added to a date, or taken from one, as so many
// days.
func addDays(pieces []piece) {
	for i := 1; i+1 < len(pieces); i++ {
		mark, number := pieces[i].mark, &pieces[i+1]
		if mark != "+" && mark != "-" || pieces[i-1].class != moments || number.text == "" || strings.Trim(number.text, "0123456789") != "" {
			continue
		}
		if i+2 < len(pieces) && (pieces[i+2].mark == "*" || pieces[i+2].mark == "/") {
			continue
		}
		// what comes of it is a date again, to which more may be added
		pieces[i].mark, number.text, number.class = "days", "INTERVAL "+number.text+" DAY", moments
	}
}

// joins tells whether a piece would mean something else right behind what is written.
func joins(written, next string) bool {
	if written == "" {
		return false
	}
	last := written[len(written)-1]
	return wordly(last) && (wordly(next[0]) || next[0] == '\'' || next[0] == '`') || last == '\'' && next[0] == '\'' ||
		last == '`' && (wordly(next[0]) || next[0] == '`') || last == '-' && next[0] == '-' || last == ')' && wordly(next[0])
}

// concatenate makes calls of chains of ||. Oracle takes a NULL in one as nothing, as
// CONCAT_WS does and CONCAT does not.
func (t *translator) concatenate(pieces []piece) []piece {
	var made []piece
	for i := 0; i < len(pieces); i++ {
		if pieces[i].mark != "||" {
			made = append(made, pieces[i])
			continue
		}
		if len(made) == 0 || made[len(made)-1].class == operator || i+1 == len(pieces) {
			t.refuse("||")
			return pieces
		}
		first := made[len(made)-1]
		if len(made) > 1 && strings.Contains(" + - * / ", " "+made[len(made)-2].mark+" ") && made[len(made)-2].mark != "" {
			t.refuse("||")
		}
		operands := []string{first.text}
		for i < len(pieces) && pieces[i].mark == "||" {
			if i+1 == len(pieces) || pieces[i+1].class == operator {
				t.refuse("||")
				return pieces
			}
			operands = append(operands, pieces[i+1].text)
			i += 2
		}
		if i < len(pieces) && pieces[i].mark != "" && strings.Contains(" + - * / ", " "+pieces[i].mark+" ") {
			t.refuse("||")
		}
		i--
		made[len(made)-1] = piece{text: "CONCAT_WS('', " + strings.Join(operands, ", ") + ")", spaced: first.spaced, class: texts}
	}
	return made
}

// piece rewrites the value or mark at i, and tells how many tokens it takes.
func (t *translator) piece(tokens []syntax.Token, i int) (piece, int) {
	one := tokens[i]
	switch one.Kind {
	case syntax.Text:
		if one.Value == "" {
			return piece{text: "NULL", class: texts}, 1 // as Oracle reads ''
		}
		return piece{text: schema.QuoteText(one.Value), class: texts}, 1
	case syntax.Number:
		number := one.Raw
		if strings.IndexByte("fFdD", number[len(number)-1]) >= 0 {
			number = number[:len(number)-1]
		}
		return piece{text: number, class: numbers}, 1
	case syntax.Variable:
		t.refuse(one.Raw)
		return piece{text: one.Raw}, 1
	case syntax.Name:
		return t.name(tokens, i)
	case syntax.Word:
		return t.word(tokens, i)
	}
	switch one.Raw {
	case "(":
		return t.group(tokens, i)
	case "^=":
		return piece{text: "<>", class: operator, mark: "<>"}, 1
	case "||", "+", "-", "*", "/", ",", "=", "<", ">", "<=", ">=", "<>", "!=", ".":
		return piece{text: one.Raw, class: operator, mark: one.Raw}, 1
	}
	t.refuse(one.Raw)
	return piece{text: one.Raw, class: operator}, 1
}

// group rewrites what stands in parentheses. An outer join's (+) has no counterpart.
func (t *translator) group(tokens []syntax.Token, i int) (piece, int) {
	end := closes(tokens, i)
	if end < 0 {
		t.refuse("(")
		return piece{text: "("}, len(tokens) - i
	}
	inner := tokens[i+1 : end]
	if len(inner) == 1 && inner[0].Sign("+") {
		t.refuse("(+)")
	}
	text, value := t.sequence(inner)
	return piece{text: "(" + text + ")", class: value}, end + 1 - i
}

// nested is how many parentheses and CASEs lie in each other.
func nested(tokens []syntax.Token) int {
	depth, most := 0, 0
	for _, one := range tokens {
		switch {
		case one.Sign("("), one.Is("CASE"):
			depth++
			most = max(most, depth)
		case one.Sign(")"), one.Is("END"):
			depth--
		}
	}
	return most
}

// bare takes the parentheses around an expression off.
func bare(tokens []syntax.Token) []syntax.Token {
	if nested(tokens) > deepest {
		return tokens
	}
	for range deepest {
		if len(tokens) < 3 || !tokens[0].Sign("(") || closes(tokens, 0) != len(tokens)-1 {
			break
		}
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
		}
	}
	return -1
}

// name rewrites a name, with what it belongs to before points, or a call.
func (t *translator) name(tokens []syntax.Token, i int) (piece, int) {
	parts, n := []syntax.Token{tokens[i]}, 1
	for i+n+1 < len(tokens) && tokens[i+n].Sign(".") && (tokens[i+n+1].Named() || tokens[i+n+1].Sign("*")) {
		parts = append(parts, tokens[i+n+1])
		n += 2
	}
	last := parts[len(parts)-1]
	if i+n < len(tokens) && tokens[i+n].Sign("(") {
		if i+n+1 < len(tokens) && tokens[i+n+1].Sign("+") {
			t.refuse("(+)") // an outer join
		}
		t.refuse(plainText(tokens[i:i+n]) + "(…)")
	}
	if len(parts) == 1 && last.Is("DUAL") {
		return piece{text: "DUAL"}, n // quoted, it would be a table
	}
	if len(parts) > 2 || last.Is("NEXTVAL") || last.Is("CURRVAL") {
		t.refuse(plainText(tokens[i : i+n]))
	}
	if last.Is("ROWID") || last.Is("ORA_ROWSCN") {
		t.refuse(last.Raw) // also behind a table's name; no column can have it
	}
	if len(parts) == 1 && last.Kind == syntax.Word {
		switch last.Value {
		case "ROWNUM", "LEVEL", "USER", "UID", "SESSIONTIMEZONE", "DBTIMEZONE", "OBJECT_VALUE", "XMLDATA":
			if last.Value != "LEVEL" || t.kind("level") == anything {
				t.refuse(last.Raw)
			}
		}
	}
	text := make([]string, len(parts))
	for k, part := range parts {
		switch {
		case part.Sign("*"):
			text[k] = "*"
		case part.Kind == syntax.Name, t.names:
			text[k] = schema.Quote(part.Identifier())
		default:
			text[k] = part.Raw
		}
	}
	return piece{text: strings.Join(text, "."), class: t.kind(last.Identifier())}, n
}

// word rewrites a bare word: a keyword, a moment, a literal, a call or a name.
func (t *translator) word(tokens []syntax.Token, i int) (piece, int) {
	one := tokens[i]
	pointed := i+1 < len(tokens) && tokens[i+1].Sign(".")
	called := i+1 < len(tokens) && tokens[i+1].Sign("(")
	if pointed {
		return t.name(tokens, i)
	}
	for _, words := range untaken[one.Value] {
		if ahead(tokens, i+1, words...) {
			t.refuse(plainText(tokens[i : i+1+len(words)]))
		}
	}
	switch one.Value {
	case "SYSDATE", "CURRENT_DATE":
		return piece{text: "NOW()", class: moments}, 1
	case "SYSTIMESTAMP", "CURRENT_TIMESTAMP", "LOCALTIMESTAMP":
		n := 1
		if called {
			if end := closes(tokens, i+1); end > 0 {
				n = end + 1 - i
			}
		}
		return piece{text: "NOW(6)", class: moments}, n
	case "CASE":
		return t.cases(tokens, i)
	case "DATE", "TIMESTAMP":
		if i+1 < len(tokens) && tokens[i+1].Kind == syntax.Text {
			return piece{text: one.Value + schema.QuoteText(tokens[i+1].Value), class: moments}, 2
		}
	case "INTERVAL":
		t.refuse("INTERVAL")
	case "IS":
		if i+1 < len(tokens) && (tokens[i+1].Is("JSON") || tokens[i+1].Is("OF") || tokens[i+1].Is("A") || tokens[i+1].Is("EMPTY")) {
			t.refuse("IS " + tokens[i+1].Raw)
		}
		if ahead(tokens, i+1, "NOT", "JSON") {
			t.refuse("IS NOT JSON")
		}
	case "LIKE2", "LIKE4", "LIKEC", "PRIOR", "MULTISET", "SUBMULTISET":
		t.refuse(one.Raw)
	}
	if keywords[one.Value] {
		return piece{text: one.Raw, class: operator, mark: one.Value}, 1
	}
	if called {
		return t.call(tokens, i)
	}
	return t.name(tokens, i)
}

// ahead tells whether tokens from one on are the given keywords.
func ahead(tokens []syntax.Token, from int, words ...string) bool {
	for k, w := range words {
		if from+k >= len(tokens) || !tokens[from+k].Is(w) {
			return false
		}
	}
	return true
}

// cases rewrites CASE … END as one value.
func (t *translator) cases(tokens []syntax.Token, i int) (piece, int) {
	depth := 0
	for k := i; k < len(tokens); k++ {
		switch {
		case tokens[k].Is("CASE"):
			depth++
		case tokens[k].Is("END"):
			if depth--; depth > 0 {
				continue
			}
			inner, value := t.sequence(tokens[i+1 : k])
			return piece{text: "CASE " + inner + " END", class: value}, k + 1 - i
		}
	}
	t.refuse("CASE")
	return piece{text: "CASE"}, len(tokens) - i
}

// untaken are the phrases of a query that have no counterpart, by their first word.
var untaken = map[string][][]string{
	"CONNECT": {{"BY"}}, "START": {{"WITH"}}, "GROUPING": {{"SETS"}}, "WITHIN": {{"GROUP"}}, "NULLS": {{"FIRST"}, {"LAST"}},
	"AT": {{"TIME"}, {"LOCAL"}}, "VERSIONS": {{"BETWEEN"}}, "FULL": {{"JOIN"}, {"OUTER"}}, "CROSS": {{"APPLY"}}, "OUTER": {{"APPLY"}},
	"FETCH": {{"FIRST"}, {"NEXT"}}, "MODEL": {{"DIMENSION"}, {"PARTITION"}, {"RETURN"}, {"REFERENCE"}}, "MINUS": {{"ALL"}},
	"INTERSECT": {{"ALL"}}, "AS": {{"OF"}}, "ORDER": {{"SIBLINGS"}}, "FOR": {{"UPDATE"}},
}

// keywords are the words of a query that are no names.
var keywords = map[string]bool{}

func init() {
	for _, w := range strings.Fields(`ALL AND ANY AS ASC BETWEEN BY CASE CROSS DESC DISTINCT ELSE END ESCAPE EXISTS FROM FULL GROUP
		HAVING IN INNER INTERSECT IS JOIN LEFT LIKE MINUS NATURAL NOT NULL ON OR ORDER OUTER OVER PARTITION RANGE RIGHT ROWS SELECT
		SOME THEN UNION UNIQUE USING WHEN WHERE WITH CURRENT ROW UNBOUNDED PRECEDING FOLLOWING TRUE FALSE CONNECT START`) {
		keywords[w] = true
	}
}
