package diff

import (
	"slices"
	"strings"
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
	r := &spelling{pieces: spelled(pieces(s))}
	r.read(0)
	for r.at < len(r.pieces) { // what is no expression is taken as it stands
		r.out = append(r.out, r.pieces[r.at])
		r.at++
		r.read(0)
	}
	return truths(r.out)
}

// truths writes 1 = 1 as 1 and 0 = 1 as 0: so the kernel tells TRUE and FALSE back.
func truths(all []string) []string {
	kept := all[:0]
	for _, piece := range all {
		kept = append(kept, piece)
		n := len(kept)
		if n < 3 || piece != "=" || kept[n-2] != "1" || kept[n-3] != "1" && kept[n-3] != "0" {
			continue
		}
		kept = kept[:n-2]
	}
	return kept
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
	case "between", "=", "<=>", ">=", ">", "<=", "<", "<>", "is", "sounds", "like", "regexp", "in", "not like", "not in", "not regexp", "not between", "is not":
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
		case "+":
			r.plus(start, bound)
		case "sounds":
			if r.peek() == "like" {
				r.at++
			}
			r.out = append(r.out, "soundex()")
			r.read(bound)
			r.out = append(r.out, "soundex()", "=")
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

// plus writes the right side of +. A span of time that stands before what it is added to
// is written behind it, as a server tells it.
func (r *spelling) plus(start, bound int) {
	left := slices.Clone(r.out[start:])
	if len(left) == 0 || left[len(left)-1] != "interval" {
		r.read(bound)
		r.out = append(r.out, "+")
		return
	}
	r.out = r.out[:start]
	r.read(bound)
	r.out = append(append(r.out, left...), "+")
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
		if r.peek() == "(" && len(arguments(r.pieces[r.at+1:max(r.at+1, closing(r.pieces, r.at))])) > 1 { // the function
			r.named(piece)
			return
		}
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
var functions = map[string]string{"mod": "mod", "date_add": "+", "date_sub": "-"}

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
