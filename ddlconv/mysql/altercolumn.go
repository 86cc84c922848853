package mysql

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// addColumn reads a column; unless tells that one of that name stays.
func (a *alteration) addColumn(unless bool) {
	a.column()
	if a.Err != nil {
		return
	}
	table := a.draft.Table
	a.place(table.Columns[len(table.Columns)-1], unless)
}

// place moves the last column to where FIRST or AFTER puts it. One of its name may be
// there before.
func (a *alteration) place(c *schema.Column, unless bool) {
	table := a.draft.Table
	last := len(table.Columns) - 1
	table.Columns = table.Columns[:last]
	there := table.Column(c.Name)
	switch {
	case there != nil && unless:
		if a.Accept("AFTER") {
			a.Identifier()
		}
		a.Accept("FIRST")
		return
	case there != nil:
		a.miss(c.Name)
		return
	}
	a.insert(c, last)
}

// insert puts a column where FIRST or AFTER says, else at a position.
func (a *alteration) insert(c *schema.Column, at int) {
	table := a.draft.Table
	switch {
	case a.Accept("FIRST"):
		at = 0
	case a.Accept("AFTER"):
		name := a.Identifier()
		before := slices.IndexFunc(table.Columns, func(other *schema.Column) bool { return strings.EqualFold(other.Name, name) })
		if before < 0 {
			a.miss(name)
			return
		}
		at = before + 1
	}
	table.Columns = slices.Insert(table.Columns, at, c)
}

// change reads the new shape of a column; unless tells that it need not be there.
func (a *alteration) change(old string, unless bool) {
	table := a.draft.Table
	a.column()
	if a.Err != nil {
		return
	}
	last := len(table.Columns) - 1
	c := table.Columns[last]
	table.Columns = table.Columns[:last]
	at := slices.IndexFunc(table.Columns, func(other *schema.Column) bool { return strings.EqualFold(other.Name, old) })
	if at < 0 {
		a.absent(old, unless)
		if !a.Accept("FIRST") && a.Accept("AFTER") {
			a.Identifier()
		}
		return
	}
	was := table.Columns[at]
	a.forget(was.Name)
	a.renameColumn(was.Name, c.Name)
	table.Columns = slices.Delete(table.Columns, at, at+1)
	a.insert(c, at)
}

// forget drops the remarks on the old shape of a column: those that stand before this
// statement.
func (a *alteration) forget(column string) {
	from := a.Tokens[0].Place
	a.draft.Remarks = slices.DeleteFunc(a.draft.Remarks, func(r schema.Remark) bool {
		before := r.Place.Line < from.Line || r.Place.Line == from.Line && r.Place.Column < from.Column
		return before && r.Phrase != schema.Inline && strings.EqualFold(r.Object, column)
	})
}

// miss tells of a name that is not there, or there already, and stops.
func (a *alteration) miss(name string) {
	if a.unknown == "" {
		a.unknown = name
	}
	a.At = len(a.Tokens) - 1
}

// absent misses a name, unless it need not be there.
func (a *alteration) absent(name string, unless bool) {
	if !unless {
		a.miss(name)
	}
}

// find is a column by its name, or misses it unless it need not be there.
func (a *alteration) find(name string, unless bool) *schema.Column {
	c := a.draft.Table.Column(name)
	if c == nil {
		a.absent(name, unless)
		return &schema.Column{}
	}
	return c
}

// alter reads what stands behind ALTER.
func (a *alteration) alter() {
	switch {
	case a.Accept("INDEX"), a.Accept("KEY"):
		unless := a.ifExists()
		index := a.index(a.Identifier(), unless)
		switch {
		case a.AcceptAny("INVISIBLE", "IGNORED"):
			index.Hidden = true
		case a.AcceptAny("VISIBLE"), a.Accept("NOT", "IGNORED"):
			index.Hidden = false
		default:
			a.Unexpected()
		}
	case a.Accept("CHECK"), a.Accept("CONSTRAINT"):
		name := a.Identifier()
		if at := a.check(name); at >= 0 {
			a.draft.Table.Checks[at].NotEnforced = a.Ahead("NOT")
		} else {
			a.miss(name)
		}
		a.Accept("NOT")
		a.Expect("ENFORCED")
	default:
		a.Accept("COLUMN")
		unless := a.ifExists()
		c := a.find(a.Identifier(), unless)
		switch {
		case a.Accept("SET", "DEFAULT"):
			value := a.defaultValue()
			c.Default = &value
		case a.Accept("DROP", "DEFAULT"):
			c.Default = nil
		case a.Accept("SET", "VISIBLE"):
			c.Invisible = false
		case a.Accept("SET", "INVISIBLE"):
			c.Invisible = true
		default:
			a.Unexpected()
		}
	}
}
