package mysql

import (
	"slices"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// copyDraft is a draft with elements of its own, in their old places.
func copyDraft(d *schema.Draft) *schema.Draft {
	table := *d.Table
	fresh := &schema.Draft{
		Table: &table, Schema: d.Schema, Original: d.Original,
		Remarks: slices.Clone(d.Remarks), Places: make(map[any]syntax.Place, len(d.Places)),
	}
	move := func(to, from any) {
		if place, ok := d.Places[from]; ok {
			fresh.Places[to] = place
		}
	}
	move(fresh, d)
	move(&table, d.Table)
	table.Columns = copyEach(d.Table.Columns, move)
	for _, c := range table.Columns {
		if c.Default != nil {
			value := *c.Default
			c.Default = &value
		}
	}
	table.Indexes = copyEach(d.Table.Indexes, move)
	for _, index := range table.Indexes {
		index.Parts = slices.Clone(index.Parts)
	}
	if pk := d.Table.PrimaryKey; pk != nil {
		table.PrimaryKey = copyEach([]*schema.Index{pk}, move)[0]
		table.PrimaryKey.Parts = slices.Clone(pk.Parts)
	}
	table.ForeignKeys = copyEach(d.Table.ForeignKeys, move)
	for _, fk := range table.ForeignKeys {
		fk.Columns, fk.RefColumns = slices.Clone(fk.Columns), slices.Clone(fk.RefColumns)
	}
	table.Checks = copyEach(d.Table.Checks, move)
	table.Partitioning = copyPartitioning(d.Table.Partitioning, move)
	table.Options = slices.Clone(d.Table.Options)
	return fresh
}

// copyEach copies elements, and moves their places along.
func copyEach[T any](list []*T, move func(to, from any)) []*T {
	copies := make([]*T, len(list))
	for i, from := range list {
		to := *from
		copies[i] = &to
		move(&to, from)
	}
	return copies
}

// copyPartitioning copies how a table is cut, on all its levels.
func copyPartitioning(by *schema.Partitioning, move func(to, from any)) *schema.Partitioning {
	if by == nil {
		return nil
	}
	to := *by
	move(&to, by)
	to.Columns, to.Parts = slices.Clone(by.Columns), slices.Clone(by.Parts)
	to.Sub = copyPartitioning(by.Sub, move)
	return &to
}
