package diff

import (
	"encoding/hex"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// kept is the value that a column keeps of a literal, in one spelling: numbers rounded to
// the column's scale, dates and times written out, bytes of whatever form they are given
// in. What is no literal of the column's type is given back without what encloses it.
func kept(c *schema.Column, text string) string {
	text = bared(text)
	quoted := text != "" && (text[0] == '\'' || text[0] == '"')
	raw := text
	if quoted {
		unquoted, length := schema.UnquoteText(text)
		if length != len(text) {
			return text
		}
		raw = unquoted
	}
	bytes, bits := byteLiteral(text)
	base := c.Base()
	switch {
	case numeric(c):
		if n, ok := number(raw); ok {
			return rounded(c, n)
		}
		if base == "bit" && quoted {
			return new(big.Int).SetBytes([]byte(raw)).String()
		}
	case base == "year":
		return calendarYear(raw, quoted)
	case base == "date", base == "datetime", base == "timestamp", base == "time":
		if at, ok := readMoment(c, raw); ok {
			return at
		}
	case base == "enum", base == "set":
		return members(c, raw)
	case base == "binary" || base == "varbinary", c.Textual():
		switch {
		case bits:
			raw = bytes
		case !quoted:
			raw = spelledNumber(raw)
		}
		if base == "char" {
			raw = strings.TrimRight(raw, " ")
		}
		return schema.QuoteText(raw)
	}
	return text
}

func numeric(c *schema.Column) bool {
	switch base := c.Base(); {
	case base == "year":
		return false
	case whole[base]:
		return true
	case base == "decimal", base == "float", base == "double", base == "bit", base == "bool", base == "boolean", base == "integer", base == "numeric":
		return true
	}
	return false
}

// number reads a numeric literal of any form: 1.50, 1e3, b'101', x'1F', 0x1F, TRUE.
func number(s string) (*big.Rat, bool) {
	lower := strings.ToLower(strings.TrimSpace(s))
	switch lower {
	case "true":
		return big.NewRat(1, 1), true
	case "false":
		return new(big.Rat), true
	}
	if bytes, ok := byteLiteral(lower); ok {
		return new(big.Rat).SetInt(new(big.Int).SetBytes([]byte(bytes))), true
	}
	if len(lower) > 100 || strings.ContainsAny(lower, "/_xpo") {
		return nil, false
	}
	if _, exponent, found := strings.Cut(lower, "e"); found && len(strings.TrimLeft(exponent, "+-0")) > 3 {
		return nil, false // no column holds it, and it would be spelled out
	}
	return new(big.Rat).SetString(lower)
}

// byteLiteral reads the bytes of b'101', x'1F', 0x1F and 0b101, and tells whether a text
// is one of them.
func byteLiteral(s string) (bytes string, ok bool) {
	lower := strings.ToLower(strings.TrimSpace(s))
	for _, form := range []struct {
		prefix, suffix string
		binary         bool
	}{{"b'", "'", true}, {"x'", "'", false}, {"0b", "", true}, {"0x", "", false}} {
		inner, found := strings.CutPrefix(lower, form.prefix)
		if !found || !strings.HasSuffix(inner, form.suffix) {
			continue
		}
		inner = strings.TrimSuffix(inner, form.suffix)
		if form.binary {
			n, ok := new(big.Int).SetString("0"+inner, 2)
			if !ok || strings.Contains(inner, "_") {
				return "", false
			}
			return string(n.FillBytes(make([]byte, (len(inner)+7)/8))), true
		}
		if len(inner)%2 == 1 {
			inner = "0" + inner
		}
		all, err := hex.DecodeString(inner)
		return string(all), err == nil
	}
	return "", false
}

// rounded is a number as a column keeps it: whole numbers and fixed scales rounded half
// away from zero, FLOAT to the six digits that a server shows of it.
func rounded(c *schema.Column, n *big.Rat) string {
	base, numbers, _ := strings.Cut(strings.TrimSuffix(Normal(c), ")"), "(")
	base, _, _ = strings.Cut(base, " ")
	numbers, _, _ = strings.Cut(numbers, ")")
	_, decimals, scaled := strings.Cut(numbers, ",")
	scale, err := strconv.Atoi(decimals)
	switch {
	case base == "bit":
		return n.RatString()
	case scaled && err == nil && scale <= 100:
		return trimmed(n.FloatString(scale))
	case base == "float":
		f, _ := n.Float32()
		return strconv.FormatFloat(float64(f), 'g', 6, 32)
	case base == "double":
		f, _ := n.Float64()
		return strconv.FormatFloat(f, 'g', -1, 64)
	}
	return trimmed(n.FloatString(0))
}

// trimmed is a number without zeros behind its point and a minus before zero.
func trimmed(s string) string {
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}

// spelledNumber is how a column of characters keeps a number that stands without quotes.
func spelledNumber(s string) string {
	lower := strings.ToLower(s)
	switch {
	case lower == "true":
		return "1"
	case lower == "false":
		return "0"
	case strings.Contains(lower, "e"):
		if n, ok := number(lower); ok {
			return trimmed(n.FloatString(30))
		}
	}
	return strings.TrimPrefix(s, "+")
}

// calendarYear is a year of four digits: two digits are those of 1970 to 2069, and a text
// of zero is the year 2000, a number of zero none.
func calendarYear(s string, quoted bool) string {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	switch {
	case err != nil || n < 0 || n > 99:
		return s
	case n == 0 && (!quoted || len(strings.TrimSpace(s)) > 3):
		return "0"
	case n < 70:
		n += 2000
	default:
		n += 1900
	}
	return strconv.Itoa(n)
}

// members are those of an enum or a set that a text names, in the words and the order of
// the type: neither case nor order counts in the text.
func members(c *schema.Column, text string) string {
	all := c.Members()
	pick := func(member string) string {
		member = strings.TrimRight(member, " ")
		at := slices.IndexFunc(all, func(m string) bool { return strings.TrimRight(m, " ") == member })
		if at < 0 {
			at = slices.IndexFunc(all, func(m string) bool { return strings.EqualFold(strings.TrimRight(m, " "), member) })
		}
		if at < 0 {
			return "?" + member
		}
		return strconv.Itoa(at)
	}
	if c.Base() == "enum" || text == "" {
		return pick(text)
	}
	picked := strings.Split(text, ",")
	for i := range picked {
		picked[i] = pick(picked[i])
	}
	slices.Sort(picked)
	return strings.Join(slices.Compact(picked), ",")
}
