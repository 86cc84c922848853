package mysql

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/script"
)

// drop reads DROP of whatever it takes away.
func (d *reader) drop(st *statement) {
	second := ""
	if len(st.words) > 1 {
		second = st.words[1].Value
	}
	switch {
	case second == "TABLE", second == "TABLES", second == "TEMPORARY", second == "VIEW", second == "SEQUENCE":
		kind := second
		if second == "TEMPORARY" || second == "TABLES" {
			kind = "TABLE"
		}
		d.dropListed(st, kind, kinds[kind])
	case second == "MATERIALIZED":
		d.dropMaterialized(st)
	case kinds[second] != "":
		database, name := st.nameAt(2)
		if d.dropObject(st, kinds[second], d.home(database), name) {
			st.Folded(st.Statement, "DROP "+second, name)
			return
		}
		st.Passed(st.Statement, "DROP "+second, "")
	case second == "INDEX":
		d.dropIndex(st)
	case second == "DATABASE", second == "SCHEMA":
		_, name := st.nameAt(2)
		d.dropDatabase(st, name)
	case second == "PREPARE":
		st.manual("DROP PREPARE", "", "mysql.dynamic", "DROP PREPARE")
	case st.server("DROP"):
	case second == "PACKAGE":
		st.Passed(st.Statement, "DROP PACKAGE", "")
	default:
		st.unknown()
	}
}

// dropListed takes tables, views or sequences out. Of those that are not there nothing
// is to be done.
func (d *reader) dropListed(st *statement, second string, kind script.ObjectKind) {
	verb := "DROP " + second
	p := d.parser(st, nil)
	if p == nil {
		return
	}
	for !p.Done() && !p.AcceptAny("TABLE", "TABLES", "VIEW", "SEQUENCE") {
		p.Next()
	}
	p.Accept("IF", "EXISTS")
	dropped := ""
	for !p.Done() && !p.Peek(0).Sign(";") {
		database, name := p.Qualified()
		if p.Err != nil {
			break
		}
		home := d.home(database)
		if kind != "" {
			if d.dropObject(st, kind, home, name) {
				dropped = name
			}
		} else if draft := st.Table(home, name); draft != nil {
			d.dropTable(st, draft)
			dropped = name
		}
		p.AcceptAny("RESTRICT", "CASCADE")
		if !p.AcceptSign(",") {
			break
		}
	}
	switch {
	case p.Err != nil:
		st.Refused(st.Statement, verb, "", p.Err)
	case dropped != "":
		st.Folded(st.Statement, verb, dropped)
	default:
		st.Passed(st.Statement, verb, "")
	}
}

// dropIndex folds a DROP INDEX into its table.
func (d *reader) dropIndex(st *statement) {
	d.foldIndex(st, "DROP INDEX", func(a *alteration) {
		a.At = min(2, len(a.Tokens)-1)
		unless := a.ifExists()
		a.dropIndex(a.Identifier(), unless)
	})
}

// dropDatabase takes all out that the script made in a database.
func (d *reader) dropDatabase(st *statement, name string) {
	dropped := false
	for i := len(st.Tables) - 1; i >= 0; i-- {
		if draft := st.Tables[i]; draft.Schema != "" && strings.EqualFold(draft.Schema, name) {
			st.Drop(draft)
			dropped = true
		}
	}
	for i := len(st.Objects) - 1; i >= 0; i-- {
		if o := st.Objects[i]; d.homes[o] != "" && strings.EqualFold(d.homes[o], name) {
			st.Objects = append(st.Objects[:i], st.Objects[i+1:]...)
			dropped = true
		}
	}
	delete(d.defaults, strings.ToLower(name))
	if dropped {
		st.Folded(st.Statement, "DROP DATABASE", name)
		return
	}
	st.Passed(st.Statement, "DROP DATABASE", name)
}
