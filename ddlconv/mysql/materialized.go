package mysql

import (
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
)

// createMaterialized reads a CREATE MATERIALIZED VIEW of OceanBase, or of a log for one.
// MySQL and MariaDB have none, so that the statement can stay as it is.
func (d *reader) createMaterialized(st *statement, at int) {
	verb, name := "CREATE MATERIALIZED VIEW", at+2
	if st.word(name, "LOG") && st.word(name+1, "ON") {
		verb, name = verb+" LOG", name+2
	}
	p := d.parser(st, nil)
	if p == nil {
		return
	}
	p.At = min(name, len(p.Tokens)-1)
	p.Accept("IF", "NOT", "EXISTS")
	database, called := p.Qualified()
	if p.Err != nil {
		st.Refused(st.Statement, verb, "", p.Err)
		return
	}
	home := d.home(database)
	o := &script.Object{Kind: script.View, Name: called, Original: st.Text, Place: st.Place}
	if verb != "CREATE MATERIALIZED VIEW" {
		o.Name = logName + called
	}
	if d.refusesName(st, verb, o.Kind, home, o.Name, false) {
		return
	}
	o.SQL = verb + " "
	if verb != "CREATE MATERIALIZED VIEW" {
		o.SQL += "ON "
	}
	o.SQL += schema.Quote(called) + " " + inTheOpen(st.Text[p.Peek(0).Offset:], d.mode)
	d.homes[o], d.named[key(o.Kind, o.Name)] = home, true
	st.TellObject("mysql.materialized", o, st.Place, "MATERIALIZED VIEW", "")
	st.Objects = append(st.Objects, o)
	st.Converted(st.Statement, verb, called)
}

// logName begins the name of the log that OceanBase keeps of a table for its views.
const logName = "mlog$_"

// dropMaterialized takes a materialized view, or the log of one, out.
func (d *reader) dropMaterialized(st *statement) {
	at, before := 3, ""
	if st.word(at, "LOG") && st.word(at+1, "ON") {
		at, before = at+2, logName
	}
	database, name := st.nameAt(at)
	if d.dropObject(st, script.View, d.home(database), before+name) {
		st.Folded(st.Statement, "DROP MATERIALIZED VIEW", name)
		return
	}
	st.Passed(st.Statement, "DROP MATERIALIZED VIEW", "")
}
