package mysql

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
)

// related are the kinds of objects that share their names with tables.
var related = []script.ObjectKind{script.View, script.Sequence}

// holder is what has a name already that an object of a kind would get, in the words of
// SQL: a table, or another object; "" where it is free. An empty kind is a table's.
func (d *reader) holder(st *statement, kind script.ObjectKind, home, name string) string {
	among := []script.ObjectKind{kind}
	if kind == "" || slices.Contains(related, kind) {
		among = related
		if kind != "" && st.own(home, name) != nil {
			return "TABLE"
		}
	}
	for _, one := range among {
		if d.object(st, one, home, name) >= 0 {
			return strings.ToUpper(string(one))
		}
	}
	return ""
}

// refusesName settles a statement whose object would get a name that is taken, since the
// source refuses it (1050, 1304, 1359, 1537), and tells whether it did. With replace, an
// object of its own kind gives way, and no other does (1347).
func (d *reader) refusesName(st *statement, verb string, kind script.ObjectKind, home, name string, replace bool) bool {
	by := d.holder(st, kind, home, name)
	if by == "" || replace && by == strings.ToUpper(string(kind)) {
		return false
	}
	st.manual(verb, name, "mysql.object.twice", by)
	return true
}

// object is the position of an object, -1 where there is none.
func (d *reader) object(st *statement, kind script.ObjectKind, home, name string) int {
	if !d.named[key(kind, name)] {
		return -1 // there may be very many of others
	}
	return slices.IndexFunc(st.Objects, func(o *script.Object) bool {
		return o.Kind == kind && strings.EqualFold(o.Name, name) && strings.EqualFold(d.homes[o], home)
	})
}

// dropObject takes an object out, and tells whether it was there.
func (d *reader) dropObject(st *statement, kind script.ObjectKind, home, name string) bool {
	at := d.object(st, kind, home, name)
	if at < 0 {
		return false
	}
	st.Objects = slices.Delete(st.Objects, at, at+1)
	return true
}

// key is what an object is known by whatever database it is in.
func key(kind script.ObjectKind, name string) string {
	return string(kind) + " " + strings.ToLower(name)
}

// triggerMade remembers by its table a trigger that was made.
func (d *reader) triggerMade(o *script.Object) {
	if on := Tables(o.SQL); len(on) > 0 {
		table := strings.ToLower(on[0][1])
		d.triggers[table] = append(d.triggers[table], o)
	}
}

// triggered are the triggers of a table that are there.
func (d *reader) triggered(st *statement, draft *schema.Draft) (of []*script.Object) {
	for _, o := range d.triggers[strings.ToLower(draft.Table.Name)] {
		on := Tables(o.SQL)
		if len(on) == 0 || st.own(first(on[0][0], d.homes[o]), on[0][1]) != draft {
			continue
		}
		if at := d.object(st, o.Kind, d.homes[o], o.Name); at >= 0 && st.Objects[at] == o {
			of = append(of, o)
		}
	}
	return of
}

// dropTable takes a table out, and its triggers with it, as the source does.
func (d *reader) dropTable(st *statement, draft *schema.Draft) {
	for _, o := range d.triggered(st, draft) {
		d.dropObject(st, o.Kind, d.homes[o], o.Name)
	}
	st.Drop(draft)
}

// retarget writes a trigger with another table.
func retarget(trigger, database, table string) string {
	tokens, err := lex(trigger, mode{})
	if err != nil {
		return trigger
	}
	found := mentionsIn(tokens)
	if len(found) == 0 {
		return trigger
	}
	w := &rewriting{statement: trigger, tokens: tokens}
	at := found[0].at
	if database != "" && at < found[0].name {
		at = found[0].name
	}
	w.replace(at, found[0].name, table)
	return w.done()
}
