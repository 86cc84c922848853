package mysql

import (
	"slices"
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// drop reads what stands behind DROP.
func (a *alteration) drop() {
	switch {
	case a.Accept("PRIMARY", "KEY"):
		a.dropIndex("PRIMARY", false)
	case a.AcceptAny("INDEX", "KEY"):
		unless := a.ifExists()
		a.dropIndex(a.Identifier(), unless)
	case a.Accept("FOREIGN", "KEY"):
		unless := a.ifExists()
		a.dropForeign(a.Identifier(), unless)
	case a.Accept("CHECK"):
		a.dropConstraint(a.Identifier(), false)
	case a.Accept("CONSTRAINT"):
		unless := a.ifExists()
		a.dropConstraint(a.Identifier(), unless)
	case a.Accept("PARTITION"):
		a.ifExists()
		a.dropPartitions(a.list())
	case a.Accept("SYSTEM", "VERSIONING"):
		a.draft.Remarks = slices.DeleteFunc(a.draft.Remarks, func(r schema.Remark) bool { return r.Phrase == schema.Versioning })
	case a.Accept("PERIOD", "FOR"):
		a.Identifier()
		a.draft.Remarks = slices.DeleteFunc(a.draft.Remarks, func(r schema.Remark) bool { return r.Phrase == schema.Period })
	default:
		a.Accept("COLUMN")
		unless := a.ifExists()
		a.dropColumn(a.Identifier(), unless)
		a.AcceptAny("RESTRICT", "CASCADE")
	}
}

// dropColumn takes a column out, and out of the keys that hold it.
func (a *alteration) dropColumn(name string, unless bool) {
	table := a.draft.Table
	if table.Column(name) == nil {
		if !unless {
			a.miss(name)
		}
		return
	}
	table.Columns = slices.DeleteFunc(table.Columns, func(c *schema.Column) bool { return strings.EqualFold(c.Name, name) })
	without := func(index *schema.Index) bool {
		index.Parts = slices.DeleteFunc(index.Parts, func(p schema.Part) bool { return p.Column != "" && strings.EqualFold(p.Column, name) })
		return len(index.Parts) == 0
	}
	if table.PrimaryKey != nil && without(table.PrimaryKey) {
		table.PrimaryKey = nil
	}
	table.Indexes = slices.DeleteFunc(table.Indexes, without)
	a.forget(name)
}

// called tells whether a key has a name: its own, or its first column's where it was
// given none, as MySQL names it.
func called(index *schema.Index, name string) bool {
	if index.Name != "" {
		return strings.EqualFold(index.Name, name)
	}
	return len(index.Parts) > 0 && strings.EqualFold(index.Parts[0].Column, name)
}

// index is a key by its name, or misses it unless it need not be there.
func (a *alteration) index(name string, unless bool) *schema.Index {
	for _, index := range a.draft.Table.Indexes {
		if called(index, name) {
			return index
		}
	}
	a.absent(name, unless)
	return &schema.Index{}
}

// dropIndex takes a key out.
func (a *alteration) dropIndex(name string, unless bool) {
	table := a.draft.Table
	if strings.EqualFold(name, "PRIMARY") {
		if table.PrimaryKey == nil && !unless {
			a.miss("PRIMARY KEY")
		}
		table.PrimaryKey = nil
		return
	}
	at := slices.IndexFunc(table.Indexes, func(index *schema.Index) bool { return called(index, name) })
	switch {
	case at >= 0:
		table.Indexes = slices.Delete(table.Indexes, at, at+1)
	case !unless && !a.impliedIndex(name):
		a.miss(name)
	}
}

// impliedIndex tells whether a key is one that InnoDB makes for a foreign key, under its
// name.
func (a *alteration) impliedIndex(name string) bool {
	return slices.ContainsFunc(a.draft.Table.ForeignKeys, func(fk *schema.ForeignKey) bool {
		return strings.EqualFold(fk.Name, name) || len(fk.Columns) > 0 && strings.EqualFold(fk.Columns[0], name)
	})
}

// dropForeign takes a foreign key out: by its name, or by the number that InnoDB gives
// one without.
func (a *alteration) dropForeign(name string, unless bool) {
	table := a.draft.Table
	at, nameless := -1, 0
	for i, fk := range table.ForeignKeys {
		is := fk.Name
		if is == "" {
			nameless++
			is = table.Name + "_ibfk_" + number(nameless)
		}
		if strings.EqualFold(is, name) {
			at = i
		}
	}
	switch {
	case at >= 0:
		table.ForeignKeys = slices.Delete(table.ForeignKeys, at, at+1)
	case !unless:
		a.miss(name)
	}
}

// check is the position of a check by its name, -1 where there is none. One without a name has
// the one that MySQL gives it, which all of the table get once one of them is called so.
func (a *alteration) check(name string) int {
	table := a.draft.Table
	given := strings.ToLower(table.Name) + "_chk_"
	if strings.HasPrefix(strings.ToLower(name), given) {
		last := 0
		for _, c := range table.Checks {
			if n, err := strconv.Atoi(strings.TrimPrefix(strings.ToLower(c.Name), given)); err == nil {
				last = max(last, n)
			}
		}
		for _, c := range table.Checks {
			if c.Name == "" {
				last++
				c.Name = table.Name + "_chk_" + strconv.Itoa(last)
			}
		}
	}
	return slices.IndexFunc(table.Checks, func(c *schema.Check) bool { return strings.EqualFold(c.Name, name) })
}

// dropConstraint takes a check, foreign key or unique key out.
func (a *alteration) dropConstraint(name string, unless bool) {
	table := a.draft.Table
	at := a.check(name)
	switch {
	case at >= 0:
		table.Checks = slices.Delete(table.Checks, at, at+1)
	case slices.ContainsFunc(table.ForeignKeys, func(fk *schema.ForeignKey) bool { return strings.EqualFold(fk.Name, name) }):
		a.dropForeign(name, unless)
	default:
		a.dropIndex(name, unless)
	}
}
