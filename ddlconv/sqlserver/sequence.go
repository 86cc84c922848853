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
	object    *script.Object
	start     int64
	step      int64
	low, high string
	cache     string // and what stands before it, "" for what the server does
	cycle     string // the same
	uses      []use
}

type use struct {
	draft  *schema.Draft
	column *schema.Column
	place  syntax.Place
}

// sequenceOf is a sequence of the script, nil where it has none of that name.
func (r *reader) sequenceOf(database, name string) *sequence {
	return r.sequences[exact(database, strings.ToLower(name))]
}

// createSequence reads CREATE SEQUENCE.
func (p *parser) createSequence() {
	p.At = 2
	database, name := p.name(p.Cursor)
	s := &sequence{step: 1}
	started, whole := p.sequenceOptions(s)
	least, most := bounds(whole)
	if s.low == "" {
		s.low = least
	}
	if s.high == "" {
		s.high = most
	}
	if !started { // it starts at its least value, or at its greatest where it counts down
		s.restart()
	}
	p.settle("CREATE SEQUENCE", name, func() {
		if p.sequenceOf(database, name) != nil || p.held(script.Sequence, database, name) {
			p.r.Manual(p.s, "CREATE SEQUENCE", name, "sqlserver.table.twice", name)
			return
		}
		s.object = &script.Object{Kind: script.Sequence, Name: name, Original: p.s.Text, Place: p.s.Place}
		p.objectName(s.object, database)
		p.sequences[exact(database, strings.ToLower(name))] = s
		s.write()
		p.r.Objects = append(p.r.Objects, s.object)
		target := s.object.Name
		p.tellObject("sqlserver.sequence", s.object, p.s.Place, "NEXT VALUE FOR "+name, target+".NEXTVAL")
		p.r.Converted(p.s, "CREATE SEQUENCE", name)
	})
}

// alterSequence reads ALTER SEQUENCE: the sequence is made as it leaves it.
func (p *parser) alterSequence() {
	p.At = 2
	database, name := p.name(p.Cursor)
	s := p.sequenceOf(database, name)
	if s == nil {
		p.manual("ALTER SEQUENCE", name, "sqlserver.sequence.alter", firstWords(p.s.Text))
		return
	}
	changed := *s
	p.sequenceOptions(&changed)
	p.settle("ALTER SEQUENCE", name, func() {
		*s = changed
		s.object.Original += "\n" + p.s.Text
		s.write()
		p.r.Folded(p.s, "ALTER SEQUENCE", name)
	})
}

// sequenceOptions reads what is said about a sequence, and tells whether its start is, and
// what type it has.
func (p *parser) sequenceOptions(s *sequence) (started bool, whole string) {
	whole = "bigint"
	for !p.Done() && p.Err == nil && !p.Peek(0).Sign(";") {
		switch {
		case p.Accept("AS"):
			whole, _ = p.dataType(p.Cursor)
		case p.AcceptAny("START", "RESTART"):
			if p.Accept("WITH") || p.Peek(0).Kind == syntax.Number || p.Peek(0).Sign("-") {
				s.start, _ = strconv.ParseInt(p.signed(), 10, 64)
			} else {
				s.restart()
			}
			started = true
		case p.Accept("INCREMENT"):
			p.Accept("BY")
			s.step, _ = strconv.ParseInt(p.signed(), 10, 64)
		case p.Accept("MINVALUE"):
			s.low = p.signed()
		case p.Accept("MAXVALUE"):
			s.high = p.signed()
		case p.Accept("NO", "MINVALUE"), p.Accept("NO", "MAXVALUE"):
		case p.Accept("CYCLE"):
			s.cycle = " CYCLE"
		case p.Accept("NO", "CYCLE"):
			s.cycle = " NOCYCLE"
		case p.Accept("CACHE"):
			if s.cache = ""; p.Peek(0).Kind == syntax.Number {
				s.cache = " CACHE " + p.Next().Raw
			}
			if s.cache == " CACHE 1" || s.cache == " CACHE 0" {
				s.cache = " NOCACHE"
			}
		case p.Accept("NO", "CACHE"):
			s.cache = " NOCACHE"
		default:
			p.Unexpected()
		}
	}
	return started, whole
}

// restart makes the sequence start where it begins when nothing else is said.
func (s *sequence) restart() {
	from := s.low
	if s.step < 0 {
		from = s.high
	}
	s.start, _ = strconv.ParseInt(from, 10, 64)
}

// write writes the statement that makes it.
func (s *sequence) write() {
	s.object.SQL = "CREATE SEQUENCE " + schema.Quote(s.object.Name) + " START WITH " + strconv.FormatInt(s.start, 10) + " INCREMENT BY " +
		strconv.FormatInt(s.step, 10) + " MINVALUE " + s.low + " MAXVALUE " + s.high + s.cache + s.cycle
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
	made := map[*script.Object]*sequence{}
	for _, s := range r.sequences {
		made[s.object] = s
	}
	for _, o := range reading.Objects {
		s := made[o]
		if s == nil || len(s.uses) != 1 {
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
		words := "START WITH " + strconv.FormatInt(s.start, 10) + " INCREMENT BY " + strconv.FormatInt(s.step, 10)
		if s.start < 1 {
			tell(reading, "sqlserver.identity.start", u.draft, u.place, u.column.Name, words, "1")
		}
		if s.step != 1 {
			tell(reading, "sqlserver.identity.step", u.draft, u.place, u.column.Name, words, "1")
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
