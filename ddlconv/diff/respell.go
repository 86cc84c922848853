package diff

import (
	"iter"
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// names are other words for one thing.
var names = map[string]string{
	"!=": "<>", "%": "mod", "rlike": "regexp", "&&": "and", "current_timestamp": "now", "localtime": "now", "localtimestamp": "now",
	"character_length": "char_length", "substr": "substring", "mid": "substring", "lcase": "lower", "ucase": "upper", "pow": "power",
	"ceil": "ceiling", "day": "dayofmonth", "true": "1", "false": "0", "octet_length": "length", "curdate": "current_date", "curtime": "current_time", "||": "or",
}

// respell writes a call anew that a server tells back as something else; nil for any other
// call. The arguments are spelled here and only where the call is written anew: spelled
// twice, calls within calls would take twice the time at every level.
func respell(name string, args [][]string) []string {
	last := args[len(args)-1]
	switch {
	case name == "if" && len(args) == 3:
		return join([]string{"case", "when"}, spelled(args[0]), []string{"then"}, spelled(args[1]), []string{"else"}, spelled(args[2]), []string{"end"})
	case name == "isnull" && len(args) == 1:
		return join([]string{"("}, spelled(last), []string{")", "is", "null"})
	case name == "adddate" && len(args) == 2:
		return days(args, "+")
	case name == "subdate" && len(args) == 2:
		return days(args, "-")
	case (name == "ln" || name == "log") && len(args) == 1: // as OceanBase tells it back
		return join([]string{"log", "(", constant("2.718281828459045"), ","}, spelled(last), []string{")"})
	case name == "substring" && len(args) == 1 && has(last, "from"):
		return join([]string{"substring", "("}, spelled(replaced(last, map[string]string{"from": ",", "for": ","})), []string{")"})
	case name == "convert" && len(args) == 2:
		return typed(args[0], args[1])
	case name == "convert" && has(last, "using"):
		return join([]string{"convert", "("}, spelled(unquotedSet(last)), []string{")"})
	case name == "char" && has(last, "using"):
		set := unquotedSet(last)
		if n := len(set); n > 2 && set[n-1] == "binary" { // what it is without the word
			set = set[:n-2]
		}
		all := []string{"char", "("}
		for _, arg := range args[:len(args)-1] {
			all = join(all, spelled(arg), []string{","})
		}
		return join(all, spelled(set), []string{")"})
	case name == "cast" && len(args) == 1:
		for as := len(last) - 2; as > 0; as-- {
			if last[as] == "as" {
				return typed(last[:as], last[as+1:])
			}
		}
	}
	return nil
}

// respelled are the names that respell knows.
var respelled = map[string]bool{
	"if": true, "isnull": true, "adddate": true, "subdate": true, "ln": true, "log": true, "substring": true, "convert": true, "char": true, "cast": true,
}

// join writes lists of pieces behind each other.
func join(lists ...[]string) []string {
	var all []string
	for _, list := range lists {
		all = append(all, list...)
	}
	return all
}

// outside gives the pieces that stand outside of all parentheses, with their places.
func outside(pieces []string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		depth := 0
		for i, piece := range pieces {
			switch piece {
			case "(":
				depth++
			case ")":
				depth--
			}
			if depth == 0 && !yield(i, piece) {
				return
			}
		}
	}
}

// has tells whether a word stands outside of all parentheses.
func has(pieces []string, word string) bool {
	for _, piece := range outside(pieces) {
		if piece == word {
			return true
		}
	}
	return false
}

// replaced is a list of pieces with other words for some that stand outside of all
// parentheses.
func replaced(pieces []string, words map[string]string) []string {
	all := slices.Clone(pieces)
	for i, piece := range outside(pieces) {
		if to := words[piece]; to != "" {
			all[i] = to
		}
	}
	return all
}

// unquotedSet is a list of pieces with the character set behind USING without quotes.
func unquotedSet(pieces []string) []string {
	n := len(pieces)
	if n < 2 || pieces[n-2] != "using" || !strings.HasPrefix(pieces[n-1], "'") {
		return pieces
	}
	set, _ := schema.UnquoteText(pieces[n-1])
	return join(pieces[:n-1], []string{strings.ToLower(set)})
}

// days is ADDDATE or SUBDATE of a number of days, or of a span of time.
func days(args [][]string, op string) []string {
	if len(args[1]) > 0 && args[1][0] == "interval" {
		return join([]string{"("}, spelled(args[0]), []string{")", op}, spelled(args[1]))
	}
	return join([]string{"("}, spelled(args[0]), []string{")", op, "interval", "("}, spelled(args[1]), []string{")", names["day"]})
}

// typed is a cast to a type. A server adds casts to text by itself, and such a cast is
// left out; other types have one name, and all the numbers that they have by themselves.
func typed(expression, to []string) []string {
	bytes := false
	words := make([]string, 0, len(to))
	for i := 0; i < len(to); i++ {
		switch {
		case to[i] == "charset" || to[i] == "set", to[i] == "character" && i+1 < len(to) && to[i+1] == "set":
			if to[i] == "character" {
				i++
			}
			i++
			bytes = bytes || i < len(to) && to[i] == "binary"
		case to[i] == "collate":
			i++
		default:
			words = append(words, to[i])
		}
	}
	if len(words) == 0 {
		return nil
	}
	expression = spelled(expression)
	base, rest := words[0], words[1:]
	numbers := strings.Join(rest, "")
	switch base {
	case "char", "varchar", "nchar", "character", "national":
		if !bytes {
			return join([]string{"("}, expression, []string{")"})
		}
		base = "binary"
	case "datetime", "time", "timestamp", "year":
		if numbers == "(0)" || base == "year" {
			numbers = ""
		}
	case "number", "decimal", "dec", "numeric", "fixed":
		base = "decimal"
		switch {
		case numbers == "":
			numbers = "(10,0)"
		case !strings.Contains(numbers, ","):
			numbers = strings.TrimSuffix(numbers, ")") + ",0)"
		}
	case "unsigned", "signed", "integer":
		numbers = ""
		if base == "integer" {
			base = "signed"
		}
	}
	if base == "binary" && numbers == "" {
		return join([]string{"binary", "("}, expression, []string{")"})
	}
	return join([]string{"cast", "("}, expression, []string{"as", base + numbers, ")"})
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
		if respelled[piece] && next(1) == "(" {
			end := closing(pieces, i+1)
			args := arguments(pieces[min(i+2, end):end])
			if anew := respell(piece, args); anew != nil {
				all = join(all, []string{"("}, anew, []string{")"})
				i = end
				continue
			}
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
			if strings.HasPrefix(piece, "is") && next(1) == "unknown" {
				all = append(all, piece)
				piece = "null"
				i++
			}
		case piece == "escape" && next(1) == `'\\'`: // what it is without the word
			i++
			continue
		case piece == "collate" && next(1) != "":
			i++
			continue
		case piece == "returning" && next(1) == "char" && next(2) == "(" && next(3) == "512": // what JSON_VALUE gives without the word
			if i += 4; i+1 < len(pieces) && pieces[i+1] == "charset" {
				i += 2
			}
			continue
		case len(piece) > 1 && piece[0] == '\'' && len(all) > 0 && all[len(all)-1][0] == '\'' && i > 0 && pieces[i-1][0] == '\'':
			left, _ := schema.UnquoteText(all[len(all)-1])
			right, _ := schema.UnquoteText(piece)
			all[len(all)-1] = schema.QuoteText(left + right)
			continue
		case len(piece) > 1 && piece[0] == '\'' && numeral(piece[1:len(piece)-1]):
			piece = piece[1 : len(piece)-1]
		}
		if to := alone[piece]; to != "" && i+1 < len(pieces) && pieces[i+1] == "(" {
			if args := arguments(pieces[min(i+2, len(pieces)):max(i+2, closing(pieces, i+1))]); len(args) == 1 && len(args[0]) > 0 && args[0][0] != "select" {
				piece = to
			}
		}
		all = append(all, piece)
	}
	return all
}

// alone are the operators that a server tells back for IN with one value.
var alone = map[string]string{"in": "=", "not in": "<>"}

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
