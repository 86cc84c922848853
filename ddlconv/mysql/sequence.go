package mysql

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// sequence is what a CREATE SEQUENCE of MariaDB says.
type sequence struct {
	// start is the first value, "" where none is named.
	start string
	// options are the others, as OceanBase takes them.
	options []string
	// dropped are those that it does not.
	dropped []string
}

// createSequence reads a CREATE SEQUENCE.
func (d *reader) createSequence(st *statement, replace bool) {
	const verb = "CREATE SEQUENCE"
	p := d.parser(st, nil)
	if p == nil {
		return
	}
	for !p.Done() && !p.Accept("SEQUENCE") {
		p.Next()
	}
	p.Accept("IF", "NOT", "EXISTS")
	database, name := p.Qualified()
	q := p.sequence()
	if p.Err != nil {
		st.Refused(st.Statement, verb, name, p.Err)
		return
	}
	home := d.home(database)
	if d.refusesName(st, verb, script.Sequence, home, name, replace) {
		return
	}
	o := &script.Object{Kind: script.Sequence, Name: name, Original: st.Text, Place: st.Place}
	o.SQL = q.sql(name)
	d.homes[o], d.sequences[o], d.named[key(o.Kind, name)] = home, q, true
	if replace {
		st.TellObject("mysql.orreplace", o, st.Place, "OR REPLACE", "")
	}
	if len(q.dropped) > 0 {
		st.TellObject("mysql.sequence.option", o, st.Place, strings.Join(q.dropped, ", "), "")
	}
	d.dropObject(st, script.Sequence, home, name)
	st.Objects = append(st.Objects, o)
	st.Converted(st.Statement, verb, name)
}

// sequence reads the options of a sequence.
func (p *parser) sequence() *sequence {
	q := &sequence{}
	for !p.Done() && !p.Peek(0).Sign(";") {
		from := p.At
		switch {
		case p.Accept("START"):
			if !p.Accept("WITH") {
				p.AcceptSign("=")
			}
			q.start = p.signed()
		case p.Accept("INCREMENT"):
			if !p.Accept("BY") {
				p.AcceptSign("=")
			}
			q.options = append(q.options, "INCREMENT BY "+p.signed())
		case p.Ahead("MINVALUE"), p.Ahead("MAXVALUE"), p.Ahead("CACHE"):
			word := p.Next().Value
			p.AcceptSign("=")
			q.options = append(q.options, word+" "+p.signed())
		case p.Accept("NO"):
			q.options = append(q.options, "NO"+p.Next().Value)
		case p.Ahead("NOMINVALUE"), p.Ahead("NOMAXVALUE"), p.Ahead("NOCACHE"), p.Ahead("CYCLE"), p.Ahead("NOCYCLE"),
			p.Ahead("ORDER"), p.Ahead("NOORDER"):
			q.options = append(q.options, p.Next().Value)
		case p.Accept("AS"):
			p.Next()
			p.AcceptAny("UNSIGNED")
			q.dropped = append(q.dropped, p.since(from))
		case p.Accept("COMMENT"):
			p.AcceptSign("=")
			p.Literal()
			q.dropped = append(q.dropped, p.since(from))
		case p.setting():
			q.dropped = append(q.dropped, p.since(from))
		default:
			p.Unexpected()
		}
	}
	return q
}

// signed takes a whole number with its sign.
func (p *parser) signed() string {
	sign := ""
	if p.AcceptSign("-") {
		sign = "-"
	}
	t := p.Peek(0)
	if t.Kind != syntax.Number {
		p.Unexpected()
		return ""
	}
	p.At++
	return sign + t.Raw
}

// sql is the statement that makes the sequence.
func (q *sequence) sql(name string) string {
	s := "CREATE SEQUENCE " + schema.Quote(name)
	if q.start != "" {
		s += " START WITH " + q.start
	}
	if len(q.options) > 0 {
		s += " " + strings.Join(q.options, " ")
	}
	return s
}

// setval folds SETVAL(s, n, 0), by which mariadb-dump gives a sequence its next value,
// into the sequence, and tells whether the statement is one.
func (d *reader) setval(st *statement) bool {
	if !st.word(1, "SETVAL") || len(st.words) < 6 || !st.words[2].Sign("(") {
		return false
	}
	database, name := st.nameAt(3)
	home := d.home(database)
	value, used := "", true
	for i, w := range st.words {
		if !w.Sign(",") || i+1 >= len(st.words) {
			continue
		}
		if value == "" {
			value = st.words[i+1].Raw
			if st.words[i+1].Kind != syntax.Number {
				return false
			}
			continue
		}
		used = st.words[i+1].Raw != "0" && !st.words[i+1].Is("FALSE")
		break
	}
	for _, o := range st.Objects {
		q := d.sequences[o]
		if q == nil || value == "" || used || !strings.EqualFold(o.Name, name) || !strings.EqualFold(d.homes[o], home) {
			continue
		}
		q.start = value
		o.SQL = q.sql(o.Name)
		o.Original += ";\n" + st.Text
		st.Folded(st.Statement, "SETVAL", name)
		return true
	}
	return false
}
