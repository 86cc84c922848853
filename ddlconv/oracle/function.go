package oracle

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// same are the functions that mean the same under the same name, with the class of their
// value.
var same = map[string]class{
	"UPPER": texts, "LOWER": texts, "TRIM": texts, "ABS": numbers, "CEIL": numbers, "FLOOR": numbers, "MOD": numbers, "SIGN": numbers,
	"SQRT": numbers, "POWER": numbers, "EXP": numbers, "LN": numbers, "SIN": numbers, "COS": numbers, "TAN": numbers,
	"ASIN": numbers, "ACOS": numbers, "ATAN": numbers, "COALESCE": anything, "NULLIF": anything, "GREATEST": anything,
	"LEAST": anything, "ASCII": numbers, "SOUNDEX": texts, "REVERSE": texts, "BITAND": numbers,
	"COUNT": numbers, "SUM": numbers, "AVG": numbers, "MIN": anything, "MAX": anything, "ROW_NUMBER": numbers, "RANK": numbers,
	"DENSE_RANK": numbers, "NTILE": numbers, "LAG": anything, "LEAD": anything, "FIRST_VALUE": anything, "LAST_VALUE": anything,
	"VAR_POP": numbers, "VAR_SAMP": numbers, "STDDEV_POP": numbers, "STDDEV_SAMP": numbers, "EXTRACT": numbers,
	"PERCENT_RANK": numbers, "CUME_DIST": numbers,
}

// otherNames are those that mean the same under another name.
var otherNames = map[string]string{
	"NVL": "IFNULL", "LENGTH": "CHAR_LENGTH", "LENGTHC": "CHAR_LENGTH", "LENGTHB": "LENGTH", "STDDEV": "STDDEV_SAMP",
	"VARIANCE": "VAR_SAMP", "CEILING": "CEIL",
}

// call rewrites a call of a function by its bare name.
func (t *translator) call(tokens []syntax.Token, i int) (piece, int) {
	name := tokens[i].Value
	end := closes(tokens, i+1)
	if end < 0 {
		t.refuse("(")
		return piece{text: name}, len(tokens) - i
	}
	n := end + 1 - i
	inner := tokens[i+2 : end]
	if name == "EXTRACT" || name == "TRIM" || name == "COUNT" {
		text, _ := t.inside(inner)
		return piece{text: name + "(" + text + ")", class: same[name]}, n
	}
	if name == "CAST" {
		return piece{text: t.cast(inner)}, n
	}
	arguments := split(inner)
	if class, ok := same[name]; ok && name != "BITAND" {
		return piece{text: name + "(" + strings.Join(t.each(arguments), ", ") + ")", class: class}, n
	}
	if to, ok := otherNames[name]; ok {
		texts, classes := t.values(arguments)
		value := numbers
		if name == "NVL" {
			value = classes[0]
		}
		return piece{text: to + "(" + strings.Join(texts, ", ") + ")", class: value}, n
	}
	text, value := t.special(name, arguments)
	if text == "" {
		t.refuse(name)
		text = name + "()"
	}
	return piece{text: text, class: value}, n
}

// inside rewrites what stands in a call whose words are not all values: EXTRACT(YEAR FROM
// d), TRIM(LEADING '0' FROM s), COUNT(DISTINCT a).
func (t *translator) inside(tokens []syntax.Token) (string, class) {
	if len(tokens) > 2 && tokens[0].Kind == syntax.Word && (tokens[1].Is("FROM") || tokens[0].Is("LEADING") || tokens[0].Is("TRAILING") || tokens[0].Is("BOTH")) {
		rest, value := t.sequence(tokens[1:])
		return tokens[0].Value + " " + rest, value
	}
	return t.sequence(tokens)
}

// split cuts tokens at the commas outside of parentheses.
func split(tokens []syntax.Token) [][]syntax.Token {
	var parts [][]syntax.Token
	depth, from := 0, 0
	for i, one := range tokens {
		switch {
		case one.Sign("("):
			depth++
		case one.Sign(")"):
			depth--
		case one.Sign(",") && depth == 0:
			parts = append(parts, tokens[from:i])
			from = i + 1
		}
	}
	return append(parts, tokens[from:])
}

// each rewrites the arguments of a call.
func (t *translator) each(arguments [][]syntax.Token) []string {
	texts, _ := t.values(arguments)
	return texts
}

// values rewrites the arguments of a call, and tells the class of each. None is rewritten
// twice, or the time would double with every call in another.
func (t *translator) values(arguments [][]syntax.Token) ([]string, []class) {
	texts, classes := make([]string, len(arguments)), make([]class, len(arguments))
	for i, a := range arguments {
		texts[i], classes[i] = t.sequence(a)
	}
	return texts, classes
}

// special rewrites the calls that are written otherwise, "" for one that is not known.
func (t *translator) special(name string, arguments [][]syntax.Token) (string, class) {
	given := len(arguments)
	a, classes := t.values(arguments)
	switch {
	case name == "BITAND" && given == 2:
		return "(" + a[0] + " & " + a[1] + ")", numbers
	case name == "NVL2" && given == 3:
		return "IF(" + a[0] + " IS NOT NULL, " + a[1] + ", " + a[2] + ")", classes[1]
	case name == "DECODE" && given >= 3:
		return decode(a), classes[2]
	case name == "CONCAT" && given == 2:
		return "CONCAT_WS('', " + a[0] + ", " + a[1] + ")", texts
	case (name == "LTRIM" || name == "RTRIM") && given == 1:
		return name + "(" + a[0] + ")", texts
	case name == "REPLACE" && given == 3 && a[2] == "NULL":
		return "REPLACE(" + a[0] + ", " + a[1] + ", '')", texts // '' is written, and takes text out
	case name == "REPLACE" && given == 3:
		return "REPLACE(" + strings.Join(a, ", ") + ")", texts
	case name == "REPLACE" && given == 2:
		return "REPLACE(" + a[0] + ", " + a[1] + ", '')", texts
	case name == "INSTR" && given == 2:
		return "INSTR(" + a[0] + ", " + a[1] + ")", numbers
	case name == "INSTR" && given == 3 && positive(arguments[2]):
		return "LOCATE(" + a[1] + ", " + a[0] + ", " + a[2] + ")", numbers
	case name == "SUBSTR" && (given == 2 || given == 3) && (positive(arguments[1]) || negative(arguments[1])):
		return "SUBSTR(" + strings.Join(a, ", ") + ")", texts
	case (name == "LPAD" || name == "RPAD") && given == 3:
		return name + "(" + strings.Join(a, ", ") + ")", texts
	case (name == "LPAD" || name == "RPAD") && given == 2:
		return name + "(" + a[0] + ", " + a[1] + ", ' ')", texts
	case name == "LOG" && given == 2:
		return "LOG(" + a[0] + ", " + a[1] + ")", numbers
	case name == "ROUND" && given <= 2:
		return round("ROUND", arguments, a, classes[0])
	case name == "TRUNC" && given <= 2:
		return round("TRUNCATE", arguments, a, classes[0])
	case name == "TO_CHAR":
		return toChar(arguments, a, classes[0])
	case name == "TO_DATE", name == "TO_TIMESTAMP":
		if literal, ok := converted(arguments); ok {
			return "TIMESTAMP" + schema.QuoteText(literal), moments
		}
	case name == "REGEXP_LIKE" && given == 2 && len(arguments[1]) == 1 && arguments[1][0].Kind == syntax.Text && !strings.Contains(arguments[1][0].Value, "[:"):
		return "REGEXP_LIKE(" + a[0] + ", " + a[1] + ")", anything
	}
	return "", anything
}

// decode writes DECODE as a CASE. Oracle takes two NULLs in it for equal.
func decode(a []string) string {
	var b strings.Builder
	b.WriteString("CASE")
	for i := 1; i+1 < len(a); i += 2 {
		b.WriteString(" WHEN " + a[0] + " <=> " + a[i] + " THEN " + a[i+1])
	}
	if len(a)%2 == 0 {
		b.WriteString(" ELSE " + a[len(a)-1])
	}
	return b.String() + " END"
}

// round writes ROUND or TRUNC of a number; of a date, TRUNC takes its time off.
func round(name string, arguments [][]syntax.Token, a []string, value class) (string, class) {
	switch {
	case value == moments && name == "TRUNCATE" && len(a) == 1:
		return "CAST(DATE(" + a[0] + ") AS DATETIME)", moments
	case len(a) == 2 && (positive(arguments[1]) || negative(arguments[1]) || a[1] == "0"):
		return name + "(" + a[0] + ", " + a[1] + ")", numbers
	case value == numbers && len(a) == 1:
		return name + "(" + a[0] + ", 0)", numbers
	}
	return "", anything
}

// toChar writes TO_CHAR of a value alone, or of a date in a format of simple parts.
func toChar(arguments [][]syntax.Token, a []string, value class) (string, class) {
	switch {
	case len(a) == 1 && value != moments:
		return "CAST(" + a[0] + " AS CHAR)", texts
	case len(a) == 2 && value == moments && len(arguments[1]) == 1 && arguments[1][0].Kind == syntax.Text:
		if format, ok := dateFormat(arguments[1][0].Value); ok {
			return "DATE_FORMAT(" + a[0] + ", " + schema.QuoteText(format) + ")", texts
		}
	}
	return "", anything
}

// positive tells whether tokens are a whole number from 1 on.
func positive(tokens []syntax.Token) bool {
	return len(tokens) == 1 && tokens[0].Kind == syntax.Number && strings.Trim(tokens[0].Raw, "0123456789") == "" && strings.Trim(tokens[0].Raw, "0") != ""
}

// negative tells whether tokens are such a number behind a minus.
func negative(tokens []syntax.Token) bool {
	return len(tokens) == 2 && tokens[0].Sign("-") && positive(tokens[1:])
}

// cast writes CAST(value AS type).
func (t *translator) cast(inner []syntax.Token) string {
	as := -1
	depth := 0
	for i, one := range inner {
		switch {
		case one.Sign("("):
			depth++
		case one.Sign(")"):
			depth--
		case one.Is("AS") && depth == 0:
			as = i
		}
	}
	if as < 0 {
		t.refuse("CAST")
		return "CAST"
	}
	value, _ := t.sequence(inner[:as])
	p := &parser{Cursor: syntax.Cursor{Tokens: append(append([]syntax.Token(nil), inner[as+1:]...), syntax.Token{})}}
	of := p.dataType()
	to := ""
	switch base, sizes := baseOf(of); {
	case p.Err != nil || !p.Done():
	case characterBase(base) && len(sizes) > 0:
		to = "CHAR(" + digits(sizes[0]) + ")"
	case base == "date":
		to = "DATETIME"
	case base == "timestamp" && !strings.Contains(of, "zone"):
		to = "DATETIME(6)"
	case integerBase(base), base == "number" && len(sizes) == 1 && small(sizes[0]):
		to = "SIGNED"
	case base == "number" && len(sizes) == 2:
		to = "DECIMAL(" + sizes[0] + ", " + sizes[1] + ")"
	}
	if to == "" {
		t.refuse("CAST(… AS " + of + ")")
	}
	return "CAST(" + value + " AS " + to + ")"
}
