package oracle

import (
	"strconv"
	"strings"
	"time"

	"github.com/obferry/obferry/ddlconv/syntax"
)

// dateBase tells whether a type holds a date or a time of day on it.
func dateBase(of string) bool {
	base, _ := baseOf(of)
	return base == "date" || base == "timestamp" || base == "datetime"
}

// fraction is how many digits of a second a column keeps, "" for none.
func fraction(of string) string {
	base, sizes := baseOf(of)
	if base != "timestamp" {
		return ""
	}
	if len(sizes) == 0 {
		return "6"
	}
	n, err := strconv.Atoi(sizes[0])
	switch {
	case err != nil:
		return "6"
	case n == 0:
		return ""
	}
	return strconv.Itoa(min(n, 6))
}

// nowWords are the words for the moment.
var nowWords = map[string]bool{
	"SYSDATE": true, "SYSTIMESTAMP": true, "CURRENT_TIMESTAMP": true, "LOCALTIMESTAMP": true, "CURRENT_DATE": true,
}

// moment tells whether tokens are one of them, with or without digits, or TO_DATE and the
// like around one, which leaves it as it is.
func moment(tokens []syntax.Token) bool {
	if len(tokens) == 0 || tokens[0].Kind != syntax.Word || !nowWords[tokens[0].Value] {
		return false
	}
	return len(tokens) == 1 || len(tokens) == 4 && tokens[1].Sign("(") && tokens[2].Kind == syntax.Number && tokens[3].Sign(")")
}

// dateLiteral reads DATE '…', TIMESTAMP '…', TO_DATE('…', '…') and TO_TIMESTAMP('…',
// '…') as MySQL's text of a moment.
func dateLiteral(tokens []syntax.Token) (string, bool) {
	if len(tokens) == 2 && (tokens[0].Is("DATE") || tokens[0].Is("TIMESTAMP")) && tokens[1].Kind == syntax.Text && isoDate(tokens[1].Value) {
		return strings.TrimSpace(tokens[1].Value), true
	}
	if len(tokens) > 3 && (tokens[0].Is("TO_DATE") || tokens[0].Is("TO_TIMESTAMP")) && closes(tokens, 1) == len(tokens)-1 {
		return converted(split(tokens[2 : len(tokens)-1]))
	}
	return "", false
}

// converted reads the arguments of TO_DATE: a text, its format, and what it says of the
// language.
func converted(arguments [][]syntax.Token) (string, bool) {
	for i, a := range arguments {
		if len(a) != 1 || a[0].Kind != syntax.Text || i > 2 {
			return "", false
		}
	}
	if len(arguments) < 2 {
		return "", false
	}
	return readMoment(strings.TrimSpace(arguments[0][0].Value), arguments[1][0].Value)
}

// elements are the parts of a format, the longest first: how Oracle, Go and MySQL write
// them.
var elements = []struct{ oracle, goes, mysql string }{
	{"SYYYY", "2006", "%Y"}, {"YYYY", "2006", "%Y"}, {"RRRR", "2006", "%Y"}, {"HH24", "15", "%H"}, {"HH12", "03", "%h"},
	{"MONTH", "January", ""}, {"MON", "Jan", "%b"}, {"DDD", "002", "%j"}, {"DD", "02", "%d"}, {"MM", "01", "%m"},
	{"MI", "04", "%i"}, {"SS", "05", "%s"}, {"HH", "03", "%h"}, {"AM", "PM", "%p"}, {"PM", "PM", "%p"}, {"RR", "06", "%y"}, {"YY", "06", "%y"},
	{"FF9", "999999999", ""}, {"FF6", "999999", "%f"}, {"FF3", "999", ""}, {"FF", "999999999", "%f"},
}

// layout reads a format into those of Go and MySQL, and tells whether all its parts are
// known to both.
func layout(format string) (goes, mysql string, ok bool) {
	upper := strings.ToUpper(format)
	var g, m strings.Builder
	ok = true
	for i := 0; i < len(format); {
		known := false
		for _, e := range elements {
			if strings.HasPrefix(upper[i:], e.oracle) {
				g.WriteString(e.goes)
				m.WriteString(e.mysql)
				ok = ok && e.mysql != ""
				i += len(e.oracle)
				known = true
				break
			}
		}
		if known {
			continue
		}
		if strings.IndexByte("-/,.;: T\"", upper[i]) < 0 {
			return "", "", false
		}
		if upper[i] != '"' {
			g.WriteByte(format[i])
			m.WriteByte(format[i])
		}
		i++
	}
	return g.String(), m.String(), ok
}

// dateFormat is MySQL's format for one of Oracle's, where all its parts have one.
func dateFormat(format string) (string, bool) {
	if len(format) != len(strings.ToUpper(format)) {
		return "", false
	}
	_, mysql, ok := layout(format)
	return mysql, ok && format != ""
}

// readMoment reads a text in one of Oracle's formats.
func readMoment(s, format string) (string, bool) {
	if len(format) != len(strings.ToUpper(format)) {
		return "", false
	}
	goes, _, _ := layout(format)
	goes = strings.NewReplacer(".999999999", ".999999999", ":999999999", ".999999999").Replace(goes)
	if goes == "" {
		return "", false
	}
	at, err := time.Parse(goes, s)
	if err != nil {
		// A text may leave the time of day out.
		short, _, _ := strings.Cut(goes, " ")
		if at, err = time.Parse(short, s); err != nil {
			return "", false
		}
	}
	if at.Nanosecond() > 0 {
		return at.Format("2006-01-02 15:04:05.000000"), true
	}
	return at.Format("2006-01-02 15:04:05"), true
}

// isoDate tells whether a text is a date or a moment as MySQL reads it.
func isoDate(s string) bool {
	for _, form := range []string{"2006-01-02", "2006-01-02 15:04:05", "2006-01-02 15:04:05.999999999", "2006-01-02T15:04:05"} {
		if _, err := time.Parse(form, strings.TrimSpace(s)); err == nil {
			return true
		}
	}
	return false
}
