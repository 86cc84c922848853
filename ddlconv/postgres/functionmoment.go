package postgres

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/schema"
)

// zoneless tells of a part of a moment that depends on a time zone: PostgreSQL takes the
// session's, here it is UTC.
func (w *writer) zoneless(v value, was string) {
	if v.kind == zoned && !strings.HasPrefix(v.sql, "CURRENT_TIMESTAMP") {
		w.tell("postgres.expression.zone", was, "UTC")
	}
}

// fields are the parts of a moment, as MySQL reads them.
var fields = map[string]string{
	"year": "year(%)", "month": "month(%)", "day": "dayofmonth(%)", "hour": "hour(%)", "minute": "minute(%)", "quarter": "quarter(%)",
	"dow": "(dayofweek(%) - 1)", "isodow": "(weekday(%) + 1)", "doy": "dayofyear(%)", "week": "week(%, 3)", "epoch": "(timestampdiff(MICROSECOND, '1970-01-01', %) / 1000000)",
	"second": "(second(%) + microsecond(%) / 1000000)", "century": "ceil(year(%) / 100)", "isoyear": "(yearweek(%, 3) DIV 100)",
}

// extract writes one part of a moment.
func (w *writer) extract(args []*pg.Node) value {
	field := strings.ToLower(textOf(args[0]))
	format, ok := fields[field]
	v := w.expr(args[1])
	if !ok || v.kind == span || v.kind == clock && field != "hour" && field != "minute" && field != "second" {
		return w.refuse("extract(" + field + ")")
	}
	switch {
	case v.kind == zoned && field == "epoch":
		v = v.universal()
	case v.kind == zoned && v.call:
		v = v.local()
	case field != "epoch":
		w.zoneless(v, "extract("+field+")")
	}
	return value{sql: strings.ReplaceAll(format, "%", v.sql), kind: decimal}
}

// starts are the formats that cut a moment to the beginning of a unit.
var starts = map[string]string{
	"year": "%Y-01-01", "month": "%Y-%m-01", "day": "%Y-%m-%d", "hour": "%Y-%m-%d %H:00:00", "minute": "%Y-%m-%d %H:%i:00", "second": "%Y-%m-%d %H:%i:%s",
}

// dateTrunc writes date_trunc.
func (w *writer) dateTrunc(args []*pg.Node) value {
	unit := strings.ToLower(textOf(args[0]))
	v := w.expr(args[1])
	format, ok := starts[unit]
	if !ok || v.kind == span {
		return w.refuse("date_trunc(" + unit + ")")
	}
	w.zoneless(v, "date_trunc("+unit+")")
	k := v.kind
	if k == day {
		k = moment
	}
	return value{sql: "CAST(date_format(" + v.sql + ", " + schema.QuoteText(format) + ") AS DATETIME(6))", kind: k}
}

// formats are the parts of to_char's patterns in date_format's, the longest first.
var formats = [][2]string{
	{"YYYY", "%Y"}, {"HH24", "%H"}, {"HH12", "%h"}, {"IYYY", "%x"}, {"DDD", "%j"}, {"MM", "%m"}, {"DD", "%d"}, {"MI", "%i"}, {"SS", "%s"},
	{"US", "%f"}, {"YY", "%y"}, {"IW", "%v"}, {"AM", "%p"}, {"PM", "%p"}, {"Mon", "%b"}, {"Dy", "%a"},
}

// toChar writes to_char of a moment with a pattern of plain parts.
func (w *writer) toChar(args []*pg.Node) value {
	v, p := w.expr(args[0]), w.expr(args[1])
	if !v.kind.timely() || !p.isPlain {
		return w.refuse("to_char()")
	}
	if v.kind == zoned && v.call {
		v = v.local()
	}
	w.zoneless(v, "to_char("+p.plain+")")
	var b strings.Builder
	quoted := false
next:
	for rest := p.plain; rest != ""; {
		if rest[0] == '"' {
			quoted = !quoted
			rest = rest[1:]
			continue
		}
		if !quoted {
			for _, f := range formats {
				if after, ok := strings.CutPrefix(rest, f[0]); ok {
					b.WriteString(f[1])
					rest = after
					continue next
				}
			}
		}
		c := rest[0]
		if !quoted && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
			return w.refuse("to_char(" + p.plain + ")")
		}
		if c == '%' {
			b.WriteByte('%')
		}
		b.WriteByte(c)
		rest = rest[1:]
	}
	return value{sql: "date_format(" + v.sql + ", " + schema.QuoteText(b.String()) + ")", kind: text}
}

// timezone writes AT TIME ZONE 'UTC': moments with a zone are kept in UTC.
func (w *writer) timezone(args []*pg.Node) value {
	zone := strings.ToUpper(textOf(args[0]))
	v := w.expr(args[1])
	if !fits(zone, "UTC", "GMT", "ETC/UTC", "Z", "UCT") {
		return w.refuse("AT TIME ZONE " + textOf(args[0]))
	}
	k := moment
	if v.kind == moment {
		k = zoned
	}
	if rest, ok := strings.CutPrefix(v.sql, "CURRENT_TIMESTAMP"); ok {
		if rest == "" {
			rest = "()"
		}
		return value{sql: "utc_timestamp" + rest, kind: k}
	}
	if v.kind != moment && v.kind != zoned {
		return w.refuse("AT TIME ZONE")
	}
	return value{sql: v.sql, kind: k, loose: v.loose}
}
