package diff

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// sameExpression tells whether two expressions mean the same as far as words tell. A
// server writes what it has understood: other names of an operator or a function, a cast
// or a character set added, parentheses. These count for nothing; columns, literals and
// operators count, in their order.
func sameExpression(want, got string) bool { return slices.Equal(canonical(want), canonical(got)) }

// canonical is an expression in one spelling, piece by piece: without parentheses that
// only group, casts to text and the character sets of literals, and with one name for
// each operator. A grouping that changes the order of work is kept as a mark behind the
// operator that it changes.
func canonical(s string) []string {
	r := &spelling{pieces: spelled(pieces(s, true))}
	r.read(0)
	for r.at < len(r.pieces) { // what is no expression is taken as it stands
		r.out = append(r.out, r.pieces[r.at])
		r.at++
		r.read(0)
	}
	return r.out
}

// spelling writes an expression's operators behind what they work on, so that no
// parentheses are needed.
type spelling struct {
	pieces []string
	at     int
	out    []string
	depth  int
}

// deepest is how deep an expression may nest; what is deeper is taken as it stands.
const deepest = 500

// binding tells how strongly an operator between two operands binds, 0 of none.
func binding(op string) int {
	switch op {
	case "or":
		return 1
	case "xor":
		return 2
	case "and":
		return 3
	case "between", "=", "<=>", ">=", ">", "<=", "<", "<>", "is", "like", "regexp", "in", "not like", "not in", "not regexp", "not between", "is not":
		return 5
	case "|":
		return 6
	case "&":
		return 7
	case "<<", ">>":
		return 8
	case "-", "+":
		return 9
	case "*", "/", "div", "mod":
		return 10
	case "^":
		return 11
	case "->", "->>", "collate":
		return 13
	}
	return 0
}

func (r *spelling) peek() string {
	if r.at < len(r.pieces) {
		return r.pieces[r.at]
	}
	return ""
}

// read writes the operand that comes next and all operators behind it that bind more
// strongly than the given.
func (r *spelling) read(least int) {
	if r.depth++; r.depth > deepest {
		r.depth--
		return
	}
	defer func() { r.depth-- }()
	start := len(r.out)
	r.operand()
	for {
		op := r.peek()
		bound := binding(op)
		if bound <= least {
			return
		}
		r.at++
		switch op {
		case "and", "or":
			r.chain(op, bound)
		case "between", "not between":
			r.between(slices.Clone(r.out[start:]))
			if op != "between" {
				r.out = append(r.out, "not")
			}
		default:
			r.read(bound)
			r.out = append(r.out, written(op)...)
		}
	}
}

// chain writes the right side of AND or OR. All of a chain stand behind its last
// operand: it is one thing however it is grouped.
func (r *spelling) chain(op string, bound int) {
	ops := 1
	for n := len(r.out); n > 0 && r.out[n-1] == op; n-- {
		r.out = r.out[:n-1]
		ops++
	}
	r.read(bound)
	for range ops {
		r.out = append(r.out, op)
	}
}

// between writes the bounds of what stands there already as two comparisons. What is
// very long is not written twice: one in another would grow without bound.
func (r *spelling) between(left []string) {
	const comparison, longest = 5, 200
	if len(left) > longest {
		left = []string{"between"}
	}
	r.read(comparison)
	r.out = append(append(r.out, ">="), left...)
	if r.peek() == "and" {
		r.at++
	}
	r.read(comparison)
	r.out = append(r.out, "<=", "and")
}

// written is how an operator stands behind its operands.
func written(op string) []string {
	switch op {
	case "->":
		return []string{",", "json_extract()"}
	case "->>":
		return []string{",", "json_extract()", "json_unquote()"}
	case "is not":
		return []string{"is", "not"}
	}
	if positive, negated := strings.CutPrefix(op, "not "); negated {
		return []string{positive, "not"}
	}
	return []string{op}
}

// operand writes a column, a literal, a call, or what stands in parentheses.
func (r *spelling) operand() {
	switch piece := r.peek(); piece {
	case "":
	case "(":
		r.at++
		r.list()
	case "not":
		r.at++
		r.read(4)
		r.out = append(r.out, "not")
	case "!", "-", "~", "+", "binary":
		r.at++
		r.read(12)
		if piece != "+" {
			r.out = append(r.out, map[string]string{"!": "not", "-": "minus", "~": "~", "binary": "binary"}[piece])
		}
	case ")", ",", "when", "then", "else", "end", "as":
	case "case":
		r.at++
		r.out = append(r.out, piece)
		r.cases()
	case "interval":
		r.at++
		r.read(0)
		r.out = append(r.out, r.peek(), piece) // the unit
		r.at++
	default:
		r.at++
		r.named(piece)
	}
}

// cases writes what stands between CASE and END.
func (r *spelling) cases() {
	for r.at < len(r.pieces) {
		before := r.at
		switch piece := r.peek(); piece {
		case "when", "then", "else", "end":
			if piece == "else" && r.at+2 < len(r.pieces) && r.pieces[r.at+1] == "null" && r.pieces[r.at+2] == "end" {
				r.at += 2 // what a CASE without ELSE gives
				continue
			}
			r.at++
			r.out = append(r.out, piece)
			if piece == "end" {
				return
			}
		default:
			r.read(0)
		}
		if r.at == before {
			return
		}
	}
}

// named writes a column, a literal or a call, whose first piece was read.
func (r *spelling) named(piece string) {
	switch {
	case r.peek() == "(":
		r.at++
		if r.peek() == ")" && moments[piece] {
			r.at++
			r.out = append(r.out, piece)
			return
		}
		r.list()
		if n := len(r.out); functions[piece] != "" && n > 0 && r.out[n-1] == "," {
			r.out[n-1] = functions[piece]
			return
		}
		r.out = append(r.out, piece+"()")
	case strings.HasPrefix(r.peek(), "'"): // DATE '2020-01-01'
		r.out = append(r.out, piece, r.peek())
		r.at++
	default:
		r.out = append(r.out, piece)
	}
}

// functions of two operands that are operators too.
var functions = map[string]string{"mod": "mod", "date_add": "+", "adddate": "+", "date_sub": "-", "subdate": "-"}

// moments are the functions that can stand without parentheses.
var moments = map[string]bool{"now": true, "current_date": true, "current_time": true, "utc_timestamp": true, "utc_date": true, "utc_time": true, "current_user": true}

// list writes what stands in parentheses, up to their end.
func (r *spelling) list() {
	items := 0
	for r.at < len(r.pieces) && r.peek() != ")" {
		before := r.at
		r.read(0)
		if r.peek() == "," {
			r.at++
			items++
			continue
		}
		if r.at == before || r.peek() != ")" && r.at < len(r.pieces) && binding(r.peek()) == 0 {
			r.out = append(r.out, r.peek()) // a word between operands: AS, WHEN
			r.at++
		}
	}
	r.at++
	if items > 0 {
		r.out = append(r.out, strings.Repeat(",", items))
	}
}

// names are other words for one thing.
var names = map[string]string{
	"!=": "<>", "%": "mod", "rlike": "regexp", "&&": "and", "current_timestamp": "now", "localtime": "now", "localtimestamp": "now",
	"character_length": "char_length", "substr": "substring", "mid": "substring", "lcase": "lower", "ucase": "upper", "pow": "power",
	"ceil": "ceiling", "day": "dayofmonth", "true": "1", "false": "0", "octet_length": "length", "curdate": "current_date", "curtime": "current_time", "||": "or",
}

// spelled gives every operator its one name, and leaves out what a server adds: the
// character set of a literal, a cast of text to text, COLLATE.
func spelled(pieces []string) []string {
	var all []string
	for i := 0; i < len(pieces); i++ {
		piece := pieces[i]
		next := func(n int) string {
			if i+n < len(pieces) {
				return pieces[i+n]
			}
			return ""
		}
		if name, other := names[piece]; other {
			piece = name
		}
		switch {
		case (piece == "is" || piece == "not") && next(1) != "":
			pair := piece + " " + next(1)
			if name, other := names[next(1)]; other {
				pair = piece + " " + name
			}
			if piece == "not" && binding(pair) > 0 || pair == "is not" {
				piece = pair
				i++
			}
		case piece == "escape" && next(1) == `'\\'`: // what it is without the word
			i++
			continue
		case piece == "1" && next(1) == "=" && (next(2) == "1" || next(2) == "0") && next(3) == ")" && i > 0 && pieces[i-1] == "(":
			piece = next(2) // TRUE and FALSE, as the kernel tells them back
			i += 2
		case piece == "collate" && next(1) != "":
			i++
			continue
		case piece == "if" && next(1) == "(":
			end := closing(pieces, i+1)
			if args := arguments(pieces[min(i+2, end):end]); len(args) == 3 {
				all = append(all, "(", "case", "when")
				all = append(all, spelled(args[0])...)
				all = append(all, "then")
				all = append(all, spelled(args[1])...)
				all = append(all, "else")
				all = append(all, spelled(args[2])...)
				all = append(all, "end", ")")
				i = end
				continue
			}
		case len(piece) > 1 && piece[0] == '\'' && numeral(piece[1:len(piece)-1]):
			piece = piece[1 : len(piece)-1]
		case piece == "cast" && next(1) == "(":
			if end, to := castEnd(pieces, i+1); to {
				all = append(all, "(")
				all = append(all, spelled(pieces[i+2:end])...)
				all = append(all, ")")
				i = closing(pieces, i+1)
				continue
			}
		}
		all = append(all, piece)
	}
	return all
}

// arguments are what commas part, outside of all parentheses.
func arguments(pieces []string) [][]string {
	var all [][]string
	depth, from := 0, 0
	for i, piece := range pieces {
		switch piece {
		case "(":
			depth++
		case ")":
			depth--
		case ",":
			if depth == 0 {
				all = append(all, pieces[from:i])
				from = i + 1
			}
		}
	}
	return append(all, pieces[from:])
}

// numeral tells whether a text is a plain number: a server quotes some of them.
func numeral(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == "" && (s == "0" || s[0] != '0')
}

// castEnd is where AS stands in a cast that begins with a parenthesis at from, and
// whether it casts to text: a server adds such casts by itself.
func castEnd(pieces []string, from int) (as int, text bool) {
	end := closing(pieces, from)
	for as = end - 1; as > from; as-- {
		if pieces[as] == "as" {
			break
		}
	}
	return as, as > from+1 && as+1 < end && (pieces[as+1] == "char" || pieces[as+1] == "varchar")
}

// closing is where the parenthesis that opens at from is closed, the end where it is not.
func closing(pieces []string, from int) int {
	depth := 0
	for i := from; i < len(pieces); i++ {
		switch pieces[i] {
		case "(":
			depth++
		case ")":
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(pieces)
}

// expression is a text without blanks, parentheses and the quotes of names, in lower
// case outside literals.
func expression(s string) string {
	var b strings.Builder
	for _, piece := range pieces(s, true) {
		if piece != "(" && piece != ")" {
			b.WriteString(piece)
		}
	}
	return b.String()
}

// signs are those of several bytes, the longest first.
var signs = []string{"<=>", "->>", "<>", "!=", "<=", ">=", "<<", ">>", "&&", "||", ":=", "->"}

// pieces cuts an expression into words, literals and, where wanted, signs.
func pieces(s string, withSigns bool) []string {
	var all []string
	for i := 0; i < len(s); {
		switch ch := s[i]; {
		case ch == '\'' || ch == '"' || ch == '`':
			text, length := schema.UnquoteText(s[i:])
			if ch == '`' {
				all = append(all, strings.ToLower(text))
			} else {
				all = append(all, schema.QuoteText(text))
			}
			i += max(length, 1)
		case wordByte(ch):
			start := i
			for i < len(s) && (wordByte(s[i]) || s[i] == '.' && s[start] >= '0' && s[start] <= '9') {
				i++
			}
			word := strings.ToLower(s[start:i])
			if strings.HasPrefix(word, "_") && strings.HasPrefix(strings.TrimLeft(s[i:], " "), "'") {
				continue // a literal's character set
			}
			all = append(all, word)
		default:
			length := 1
			for _, sign := range signs {
				if strings.HasPrefix(s[i:], sign) {
					length = len(sign)
					break
				}
			}
			if withSigns && ch > ' ' {
				all = append(all, s[i:i+length])
			}
			i += length
		}
	}
	return slices.DeleteFunc(all, func(piece string) bool { return piece == "" })
}

func wordByte(c byte) bool {
	return c == '_' || c == '$' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// squeeze is a text in lower case without blanks.
func squeeze(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), "")) }
