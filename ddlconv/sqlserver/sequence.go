package sqlserver

import (
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// sequence is a sequence, and the columns that take their default from it.
type sequence struct {
	name  string
	start int64
	step  int64
	uses  []use
}

type use struct {
	draft  *schema.Draft
	column *schema.Column
	place  syntax.Place
}

// createSequence reads CREATE SEQUENCE.
func (p *parser) createSequence() {
	p.At = 2
	_, name := p.name(p.Cursor)
	s := &sequence{name: name, step: 1}
	low, high, cache, cycle := "", "", "", ""
	started, whole := false, "bigint"
	for !p.Done() && p.Err == nil && !p.Peek(0).Sign(";") {
		switch {
		case p.Accept("AS"):
			whole, _ = p.dataType(p.Cursor)
		case p.Accept("START"):
			p.Accept("WITH")
			s.start, _ = strconv.ParseInt(p.signed(), 10, 64)
			started = true
		case p.Accept("INCREMENT"):
			p.Accept("BY")
			s.step, _ = strconv.ParseInt(p.signed(), 10, 64)
		case p.Accept("MINVALUE"):
			low = p.signed()
		case p.Accept("MAXVALUE"):
			high = p.signed()
		case p.Accept("NO", "MINVALUE"), p.Accept("NO", "MAXVALUE"):
		case p.Accept("CYCLE"):
			cycle = " CYCLE"
		case p.Accept("NO", "CYCLE"):
			cycle = " NOCYCLE"
		case p.Accept("CACHE"):
			if p.Peek(0).Kind == syntax.Number {
				cache = " CACHE " + p.Next().Raw
			}
		case p.Accept("NO", "CACHE"):
			cache = " NOCACHE"
		default:
			p.Unexpected()
		}
	}
	least, most := bounds(whole)
	if low == "" {
		low = least
	}
	if high == "" {
		high = most
	}
	if !started { // it starts at its least value, or at its greatest where it counts down
		from := low
		if s.step < 0 {
			from = high
		}
		s.start, _ = strconv.ParseInt(from, 10, 64)
	}
	if cache == " CACHE 1" || cache == " CACHE 0" {
		cache = " NOCACHE"
	}
	p.settle("CREATE SEQUENCE", name, func() {
		p.sequences[strings.ToLower(name)] = s
		o := &script.Object{Kind: script.Sequence, Name: name, Original: p.s.Text, Place: p.s.Place}
		o.SQL = "CREATE SEQUENCE " + schema.Quote(name) + " START WITH " + strconv.FormatInt(s.start, 10) + " INCREMENT BY " +
			strconv.FormatInt(s.step, 10) + " MINVALUE " + low + " MAXVALUE " + high + cache + cycle
		p.r.Objects = append(p.r.Objects, o)
		p.tellObject("sqlserver.sequence", o, p.s.Place, "NEXT VALUE FOR "+name, name+".NEXTVAL")
		p.r.Converted(p.s, "CREATE SEQUENCE", name)
	})
}

// bounds are the least and the greatest value of a whole number.
func bounds(typ string) (low, high string) {
	switch baseOf(typ) {
	case "tinyint":
		return "0", "255"
	case "smallint":
		return "-32768", "32767"
	case "int", "integer":
		return "-2147483648", "2147483647"
	}
	return "-9223372036854775808", "9223372036854775807"
}

// count makes a column that alone takes its default from a sequence one that counts by
// itself.
func (r *reader) count(reading *script.Reading) {
	if !reading.Follows("sqlserver.sequence.auto") {
		return
	}
	for _, o := range reading.Objects {
		s := r.sequences[strings.ToLower(o.Name)]
		if o.Kind != script.Sequence || s == nil || len(s.uses) != 1 {
			continue
		}
		u := s.uses[0]
		if reading.Table(u.draft.Schema, u.draft.Table.Name) != u.draft || u.draft.Table.Column(u.column.Name) != u.column ||
			u.column.Default == nil || kindOf(u.column.Type) != integer || counts(u.draft) {
			continue
		}
		was := *u.column.Default
		u.column.Default, u.column.AutoIncrement = nil, true
		if s.start > 1 {
			u.draft.Table.AutoIncrement = uint64(s.start)
		}
		tell(reading, "sqlserver.sequence.auto", u.draft, u.place, u.column.Name, strings.Trim(was, "()"), "AUTO_INCREMENT")
	}
}

// counts tells whether a table has a column that counts by itself.
func counts(d *schema.Draft) bool {
	for _, c := range d.Table.Columns {
		if c.AutoIncrement {
			return true
		}
	}
	return false
}
