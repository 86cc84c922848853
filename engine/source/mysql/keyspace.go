package mysql

import (
	"encoding/hex"
	"math/big"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/rows"
)

// keyspace is the order of a key column's values, as far as it is needed to cut between
// two of them. Values are as the server prints them.
type keyspace interface {
	// between is a value that lies between two others, as near to the middle as may be
	// told, and ok false where there is none. It need not occur. Where the server orders
	// values in another way it may lie elsewhere: that costs evenness, and nothing else.
	between(low, high string) (value string, ok bool)
	// literal is a value in SQL.
	literal(value string) string
}

// keyspaceOf is the order of a column's values; nil where they are not to be cut.
// Floating point values are not: what is printed need not be what is compared.
func keyspaceOf(c *rows.Column, charset, collation string) keyspace {
	base, _, _ := strings.Cut(strings.ToLower(c.Type), "(")
	switch c.Kind {
	case rows.Integer:
		return numbers{}
	case rows.Decimal:
		return numbers{places: scaleOf(c.Type)}
	case rows.Date:
		return moments{layout: time.DateOnly, step: 24 * time.Hour}
	case rows.DateTime, rows.Timestamp:
		return moments{layout: "2006-01-02 15:04:05.999999", step: time.Microsecond}
	case rows.Binary:
		return octets{}
	case rows.Text:
		if base == "char" || base == "varchar" {
			return texts{
				folded: !strings.HasSuffix(collation, "_bin"),
				ascii:  !strings.HasPrefix(charset, "utf8"),
			}
		}
	}
	return nil
}

// scaleOf is the number of digits after the point of a decimal type.
func scaleOf(sqlType string) int {
	_, rest, found := strings.Cut(sqlType, ",")
	n := 0
	for _, c := range strings.TrimSpace(rest) {
		if c < '0' || c > '9' {
			break
		}
		n = n*10 + int(c-'0')
	}
	if !found {
		return 0
	}
	return n
}

// numbers are decimal numbers with so many places after the point.
type numbers struct{ places int }

func (s numbers) between(low, high string) (string, bool) {
	from, ok := s.read(low)
	to, also := s.read(high)
	if !ok || !also {
		return "", false
	}
	middle := new(big.Int).Add(from, to)
	middle.Rsh(middle, 1) // rounds down, also below zero
	if middle.Cmp(from) <= 0 || middle.Cmp(to) >= 0 {
		return "", false
	}
	return s.print(middle), true
}

func (s numbers) read(text string) (*big.Int, bool) {
	whole, fraction, _ := strings.Cut(text, ".")
	if len(fraction) > s.places {
		return nil, false
	}
	return new(big.Int).SetString(whole+fraction+strings.Repeat("0", s.places-len(fraction)), 10)
}

func (s numbers) print(n *big.Int) string {
	if s.places == 0 {
		return n.String()
	}
	digits := new(big.Int).Abs(n).String()
	if short := s.places + 1 - len(digits); short > 0 {
		digits = strings.Repeat("0", short) + digits
	}
	point := len(digits) - s.places
	text := digits[:point] + "." + digits[point:]
	if n.Sign() < 0 {
		return "-" + text
	}
	return text
}

func (numbers) literal(value string) string { return value }

// moments are dates and times.
type moments struct {
	layout string
	step   time.Duration
}

func (s moments) between(low, high string) (string, bool) {
	from, err := time.Parse(s.layout, low)
	to, also := time.Parse(s.layout, high)
	if err != nil || also != nil {
		return "", false // a zero date is none that could be halved
	}
	// A Duration does not reach from the year 1 to 9999; microseconds do.
	first, last := from.UnixMicro(), to.UnixMicro()
	step := s.step.Microseconds()
	middle := first + (last-first)/2/step*step
	if middle <= first || middle >= last {
		return "", false
	}
	return time.UnixMicro(middle).UTC().Format(s.layout), true
}

func (moments) literal(value string) string { return schema.QuoteText(value) }

// octets are byte strings, ordered byte by byte.
type octets struct{}

func (octets) between(low, high string) (string, bool) {
	digits := func(s string) []rune {
		var all []rune
		for _, c := range []byte(s) {
			all = append(all, rune(c))
		}
		return all
	}
	middle, ok := interpolate(digits(low), digits(high), 0, 0xff, 0xff)
	out := make([]byte, 0, len(middle))
	for _, c := range middle {
		out = append(out, byte(c))
	}
	return string(out), ok
}

func (octets) literal(value string) string { return "X'" + hex.EncodeToString([]byte(value)) + "'" }

// texts are character strings. Their order is taken to be that of code points, of capital
// letters where the collation folds case.
type texts struct {
	folded bool
	ascii  bool // only such characters may be made up: others may be missing in the column's charset
}

func (s texts) between(low, high string) (string, bool) {
	most := rune(0xffff)
	if s.ascii {
		most = '~'
	}
	from, to := s.fold(low), s.fold(high)
	usual := '~'
	if s.folded {
		usual = '`' // before the small letters, which are none then
	}
	middle, ok := interpolate(from, to, ' '-1, usual, most)
	if !ok && s.folded {
		// Some collations put all signs before digits and letters: then the lower of two may
		// have the higher code point, and lies near the beginning of what both begin with.
		middle, ok = interpolate(from[:alike(from, to)], to, ' '-1, usual, most)
	}
	if !ok {
		return "", false
	}
	last := &middle[len(middle)-1]
	if 0xd800 <= *last && *last < 0xe000 {
		*last = 0xd7ff
	}
	if s.ascii && *last >= utf8.RuneSelf || *last < ' ' || s.folded && unicode.ToUpper(*last) != *last {
		return "", false
	}
	return string(middle), true
}

func (s texts) fold(text string) []rune {
	all := []rune(text)
	if s.folded {
		for i, c := range all {
			all[i] = unicode.ToUpper(c)
		}
	}
	return all
}

func (texts) literal(value string) string { return schema.QuoteText(value) }

// alike is how many digits two strings have in common at their beginning.
func alike(a, b []rune) (n int) {
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// interpolate gives a string about in the middle between two others, of digits from above
// least, which stands for none, up to most: what both begin with, and a digit between
// those in which they differ. Where none is between them it is the second one's digit, if
// others follow there; else the first one's digits and one between that which follows and
// the most, or the usual, where what follows is below that.
func interpolate(low, high []rune, least, usual, most rune) ([]rune, bool) {
	at := alike(low, high)
	if at == len(high) {
		return nil, false
	}
	digit := func(i int) rune {
		if i < len(low) {
			return low[i]
		}
		return least
	}
	from, to := digit(at), high[at]
	middle := append([]rune(nil), low[:at]...)
	switch {
	case to-from > 1:
		return append(middle, from+(to-from)/2), true
	case to-from < 1:
		return nil, false
	case len(high) > at+1:
		return append(middle, to), true
	case at >= len(low):
		return nil, false
	}
	for i := at; i < at+64; i++ {
		middle = append(middle, digit(i))
		next, reach := digit(i+1), most
		if next < usual {
			reach = usual
		}
		if reach-next > 1 {
			return append(middle, next+(reach-next)/2), true
		}
	}
	return nil, false
}
