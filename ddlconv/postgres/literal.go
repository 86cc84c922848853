package postgres

import (
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/schema"
)

// cast writes a cast. That of a literal says what the literal is; that of anything else
// is written where it changes something.
func (w *writer) cast(c *pg.TypeCast) value {
	t := readType(c.TypeName)
	k := w.r.kindOf(t)
	if s := c.Arg.GetAConst().GetSval(); s != nil {
		return w.literalOf(s.Sval, t, k)
	}
	v := w.expr(c.Arg)
	if v.isPlain {
		return w.literalOf(v.plain, t, k)
	}
	if c.Arg.GetAConst().GetIsnull() || v.sql == "NULL" {
		return value{sql: "NULL", kind: k}
	}
	made := w.castTo(v, t, k)
	made.long = k == whole && t.name == "bigint"
	return made
}

// castTo makes a value of another kind.
func (w *writer) castTo(v value, t typeRef, k kind) value {
	switch {
	case v.kind == zoned && v.call && k == day && !v.loose:
		return value{sql: "curdate()", kind: day}
	case v.kind == zoned && v.call && (k == day || k == clock || k == moment):
		v = v.local()
	case k == day || k == clock || k == moment:
		w.zoneless(v, "::"+t.String())
	case k == zoned && (v.kind == moment || v.kind == day) && !v.isPlain:
		w.tell("postgres.expression.zone", v.sql, "UTC")
	}
	as := func(to string) value { return value{sql: "CAST(" + v.sql + " AS " + to + ")", kind: k} }
	switch k {
	case text:
		if _, ok := t.number(0); ok && (t.name == "character varying" || t.name == "character") && v.kind != text {
			return as("CHAR(" + t.mods[0] + ")")
		}
		switch v.kind {
		case text, literal:
			return value{sql: v.sql, kind: text, loose: v.loose}
		case truth:
			return value{sql: "CASE WHEN " + v.sql + " THEN 'true' WHEN NOT " + v.tight() + " THEN 'false' END", kind: text}
		case whole, decimal, day, unknown, document, moment:
			return as("CHAR")
		}
		return w.refuse("::" + t.String())
	case whole:
		switch v.kind {
		case whole:
			return v
		case truth:
			return value{sql: v.sql, kind: whole, loose: v.loose}
		case decimal, floating, text, unknown, document:
			return as("SIGNED")
		}
	case decimal:
		if len(t.mods) > 0 {
			return as("DECIMAL(" + strings.Join(t.mods, ",") + ")")
		}
		switch v.kind {
		case whole, decimal:
			return value{sql: v.sql, kind: decimal, loose: v.loose}
		case floating, text, unknown, document:
			return as("DECIMAL(65,30)")
		}
	case floating:
		switch {
		case v.kind.numeric():
			return value{sql: v.sql + " + 0E0", kind: floating, loose: true}
		case v.kind == text, v.kind == unknown:
			return as("DOUBLE")
		}
	case truth:
		switch v.kind {
		case truth:
			return v
		case whole:
			return value{sql: v.tight() + " <> 0", kind: truth, loose: true}
		case text:
			word := "lower(trim(" + v.sql + "))"
			return value{sql: "CASE WHEN " + word + " IN ('t', 'true', 'y', 'yes', 'on', '1') THEN TRUE WHEN " + word + " IN ('f', 'false', 'n', 'no', 'off', '0') THEN FALSE END", kind: truth}
		case document:
			return value{sql: "CASE json_unquote(" + v.sql + ") WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END", kind: truth}
		}
	case day:
		switch v.kind {
		case day:
			return v
		case moment, text, unknown, zoned:
			return as("DATE")
		}
	case moment, zoned:
		digits := digitsOf(t)
		switch v.kind {
		case moment, zoned:
			if len(t.mods) == 0 {
				return value{sql: v.sql, kind: k, loose: v.loose}
			}
			return as("DATETIME(" + strconv.Itoa(digits) + ")")
		case day, text, unknown:
			return as("DATETIME(" + strconv.Itoa(digits) + ")")
		}
	case clock:
		switch v.kind {
		case clock:
			return v
		case moment, zoned, text, unknown:
			return as("TIME(" + strconv.Itoa(digitsOf(t)) + ")")
		}
	case document:
		switch v.kind {
		case document:
			return v
		case text, unknown:
			return as("JSON")
		}
	case array:
		if v.kind == array {
			return v
		}
	case span:
		if v.kind == span {
			return v
		}
	case bytes, bits, place, other, unknown:
		if v.kind == k && k != other {
			return v
		}
	}
	return w.refuse("::" + t.String())
}

// digitsOf is how many digits of a second a type keeps.
func digitsOf(t typeRef) int {
	if n, ok := t.number(0); ok {
		return min(max(n, 0), 6)
	}
	return 6
}

// literalOf writes a string literal of a type.
func (w *writer) literalOf(s string, t typeRef, k kind) value {
	trimmed := strings.TrimSpace(s)
	switch k {
	case text, unknown:
		return value{sql: schema.QuoteText(s), kind: text, plain: s, isPlain: true}
	case whole, decimal, floating:
		if isNumber(trimmed) {
			return value{sql: strings.TrimPrefix(trimmed, "+"), kind: k}
		}
	case truth:
		if b, ok := truthWord(s); ok {
			return value{sql: b, kind: truth}
		}
	case day, moment, zoned, clock:
		return w.timeLiteral(trimmed, t, k)
	case document, span:
		return value{sql: schema.QuoteText(s), kind: k, plain: s, isPlain: true}
	case array:
		if items, ok := arrayItems(trimmed); ok {
			if doc, ok := arrayDocument(items, t); ok {
				return value{sql: schema.QuoteText(doc), kind: array}
			}
		}
	case bits:
		if trimmed != "" && strings.Trim(trimmed, "01") == "" {
			return value{sql: "b'" + trimmed + "'", kind: bits}
		}
	case bytes:
		if b, ok := bytesOf(s); ok {
			return value{sql: "x'" + hex.EncodeToString(b) + "'", kind: bytes}
		}
	case other:
		if u, ok := lookup(w.r.types, t.space, t.name); ok && u.domain && u.base.name != t.name {
			return w.literalOf(s, u.base, w.r.kindOf(u.base))
		}
		if t.name != "regclass" {
			return value{sql: schema.QuoteText(s), kind: other, plain: s, isPlain: true}
		}
	}
	return w.refuse("'" + s + "'::" + t.String())
}

// isNumber tells whether a text is a finite number that MySQL reads alike.
func isNumber(s string) bool {
	if s == "" || strings.Trim(s, "0123456789+-.eE") != "" {
		return false
	}
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}

// timeLayouts are the ways in which dumps write moments.
var timeLayouts = []string{
	"2006-01-02 15:04:05.999999999Z07:00", "2006-01-02 15:04:05.999999999Z07", "2006-01-02 15:04:05.999999999 Z07:00", "2006-01-02 15:04:05.999999999Z0700", "2006-01-02T15:04:05.999999999Z07", "2006-01-02 15:04Z07:00", "2006-01-02 15:04Z07", "2006-01-02 15:04:05.999999999 MST",
	"2006-01-02T15:04:05.999999999Z07:00", "2006-01-02 15:04:05.999999999", "2006-01-02T15:04:05.999999999",
	"2006-01-02 15:04", "2006-01-02", "2006-1-2", "2006/01/02",
}

// timeLiteral writes a date, a moment or a time of day. A moment with its zone is written
// in UTC, as the column that holds it is.
func (w *writer) timeLiteral(s string, t typeRef, k kind) value {
	switch strings.ToLower(s) {
	case "now":
		if k == zoned {
			return value{sql: w.moment(w.now), kind: k, call: true}
		}
		return value{sql: moments(w.now), kind: k}
	case "today":
		return value{sql: "curdate()", kind: day}
	case "epoch":
		s = "1970-01-01 00:00:00+00"
	}
	if k == clock {
		zoneless, _, _ := strings.Cut(strings.ReplaceAll(s, "-", "+"), "+")
		for _, layout := range []string{"15:04:05.999999999", "15:04"} {
			if at, err := time.Parse(layout, strings.TrimSpace(zoneless)); err == nil {
				return value{sql: schema.QuoteText(at.Format("15:04:05.999999")), kind: k, plain: s}
			}
		}
		return w.refuse("'" + s + "'")
	}
	for _, layout := range timeLayouts {
		at, err := time.Parse(layout, s)
		if err != nil || at.Year() < 1 {
			continue
		}
		if zone := at.Format("MST"); strings.HasSuffix(layout, "MST") && !fits(zone, "UTC", "GMT", "Z") {
			break // a name of a zone, whose offset is not known here
		}
		switch k {
		case day:
			return value{sql: schema.QuoteText(at.Format("2006-01-02")), kind: k}
		case zoned:
			if !strings.Contains(layout, "Z07") && !strings.HasSuffix(layout, "MST") {
				w.tell("postgres.expression.zone", "'"+s+"'", "UTC")
			}
			at = at.UTC()
		}
		return value{sql: schema.QuoteText(at.Format("2006-01-02 15:04:05.999999")), kind: k}
	}
	return w.refuse("'" + s + "'")
}

// bytesOf reads a bytea literal: \x and digits, or bytes with \ooo among them.
func bytesOf(s string) ([]byte, bool) {
	if digits, ok := strings.CutPrefix(s, `\x`); ok {
		b, err := hex.DecodeString(digits)
		return b, err == nil
	}
	var b []byte
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			b = append(b, s[i])
			continue
		}
		switch {
		case strings.HasPrefix(s[i:], `\\`):
			b = append(b, '\\')
			i++
		case i+3 < len(s):
			n, err := strconv.ParseUint(s[i+1:i+4], 8, 8)
			if err != nil {
				return nil, false
			}
			b = append(b, byte(n))
			i += 3
		default:
			return nil, false
		}
	}
	return b, true
}

// item is one member of an array.
type item struct {
	text         string
	null, nested bool
}

// arrayItems reads an array literal: {a,"b c",NULL}. Of arrays within arrays it gives
// the text.
func arrayItems(s string) ([]item, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 2 || s[0] != '{' || s[len(s)-1] != '}' {
		return nil, false
	}
	s = s[1 : len(s)-1]
	if strings.TrimSpace(s) == "" {
		return nil, true
	}
	var items []item
	var b strings.Builder
	quoted, was, depth := false, false, 0
	end := func() {
		text := b.String()
		one := item{text: text, nested: strings.HasPrefix(text, "{") && !was}
		if !was {
			one.text = strings.TrimSpace(text)
			one.null = strings.EqualFold(one.text, "null")
		}
		items = append(items, one)
		b.Reset()
		was = false
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s):
			i++
			b.WriteByte(s[i])
		case c == '"' && depth == 0:
			quoted, was = !quoted, true
		case c == ',' && !quoted && depth == 0:
			end()
		default:
			if !quoted && c == '{' {
				depth++
			}
			if !quoted && c == '}' {
				depth--
			}
			b.WriteByte(c)
		}
	}
	end()
	return items, !quoted && depth == 0
}

// arrayDocument is an array as a JSON document.
func arrayDocument(items []item, t typeRef) (string, bool) {
	parts := make([]string, len(items))
	for i, one := range items {
		switch {
		case one.nested:
			inner, ok := arrayItems(one.text)
			if !ok {
				return "", false
			}
			if parts[i], ok = arrayDocument(inner, t); !ok {
				return "", false
			}
		case one.null:
			parts[i] = "null"
		case t.name == "boolean":
			b, ok := truthWord(one.text)
			if !ok {
				return "", false
			}
			parts[i] = strings.ToLower(b)
		case isNumber(one.text) && fits(t.name, "smallint", "integer", "bigint", "numeric", "real", "double precision"):
			parts[i] = one.text
		default:
			quoted, err := json.Marshal(one.text)
			if err != nil {
				return "", false
			}
			parts[i] = string(quoted)
		}
	}
	return "[" + strings.Join(parts, ", ") + "]", true
}

// spans are the units of an interval as MySQL names them.
var spans = map[string]string{
	"microsecond": "MICROSECOND", "us": "MICROSECOND", "sec": "SECOND", "second": "SECOND", "s": "SECOND", "min": "MINUTE", "minute": "MINUTE", "m": "MINUTE",
	"hour": "HOUR", "hr": "HOUR", "h": "HOUR", "day": "DAY", "d": "DAY", "week": "WEEK", "w": "WEEK", "mon": "MONTH", "month": "MONTH",
	"year": "YEAR", "yr": "YEAR", "y": "YEAR",
}

// intervalOf reads an interval that is written out, as what stands behind INTERVAL in
// MySQL, one for each unit.
func intervalOf(n *pg.Node) ([]string, bool) {
	c := n.GetTypeCast()
	if c == nil || readType(c.TypeName).name != "interval" {
		return nil, false
	}
	s := textOf(c.Arg)
	words := strings.Fields(strings.ToLower(s))
	var steps []string
	for i := 0; i < len(words); i++ {
		amount := words[i]
		if hours, rest, ok := strings.Cut(amount, ":"); ok {
			minutes, seconds, _ := strings.Cut(rest, ":")
			for _, part := range [][2]string{{hours, "HOUR"}, {minutes, "MINUTE"}, {seconds, "SECOND"}} {
				if part[0] != "" && strings.Trim(part[0], "0.") != "" {
					if !isNumber(part[0]) || strings.HasPrefix(part[0], "-") {
						return nil, false
					}
					steps = append(steps, strings.TrimLeft(part[0], "0")+" "+part[1])
				}
			}
			continue
		}
		if !isNumber(amount) || i+1 >= len(words) {
			return nil, false
		}
		unit := spans[words[i+1]]
		if unit == "" {
			unit = spans[strings.TrimSuffix(words[i+1], "s")]
		}
		if unit == "" {
			return nil, false
		}
		steps = append(steps, amount+" "+unit)
		i++
	}
	return steps, len(steps) > 0
}
