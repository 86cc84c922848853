package mysql

import (
	"slices"
	"strings"
)

// rename reads what stands behind RENAME.
func (a *alteration) rename() {
	switch {
	case a.Accept("COLUMN"):
		unless := a.ifExists()
		old := a.Identifier()
		a.Expect("TO")
		name := a.Identifier()
		c := a.find(old, unless)
		a.renameColumn(old, name)
		c.Name = name
	case a.AcceptAny("INDEX", "KEY"):
		unless := a.ifExists()
		old := a.Identifier()
		a.Expect("TO")
		name := a.Identifier()
		a.index(old, unless).Name = name
	default:
		if !a.AcceptAny("TO", "AS") {
			a.AcceptSign("=")
		}
		a.database, a.renamed = a.Qualified()
	}
}

// renameColumn gives a column another name wherever the table speaks of it.
func (a *alteration) renameColumn(old, name string) {
	if old == name {
		return
	}
	table := a.draft.Table
	named := func(expression string) string {
		if expression == "" {
			return ""
		}
		return Rename(expression, func(n string) (string, bool) {
			if strings.EqualFold(n, old) {
				return name, true
			}
			return n, false
		})
	}
	swap := func(names []string) {
		for i := range names {
			if strings.EqualFold(names[i], old) {
				names[i] = name
			}
		}
	}
	for i, r := range a.draft.Remarks {
		if strings.EqualFold(r.Object, old) {
			a.draft.Remarks[i].Object = name
		}
	}
	indexes := table.Indexes
	if table.PrimaryKey != nil {
		indexes = append(slices.Clone(indexes), table.PrimaryKey)
	}
	for _, index := range indexes {
		for i := range index.Parts {
			if strings.EqualFold(index.Parts[i].Column, old) {
				index.Parts[i].Column = name
			}
			index.Parts[i].Expression = named(index.Parts[i].Expression)
		}
	}
	for _, fk := range table.ForeignKeys {
		swap(fk.Columns)
		if strings.EqualFold(fk.RefTable, table.Name) {
			swap(fk.RefColumns)
		}
	}
	for _, c := range table.Columns {
		c.Generated = named(c.Generated)
	}
	for _, c := range table.Checks {
		c.Expression = named(c.Expression)
	}
	for by := table.Partitioning; by != nil; by = by.Sub {
		by.Expression = named(by.Expression)
		swap(by.Columns)
	}
}
