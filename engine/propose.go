package engine

import (
	"context"
	"strings"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/notes"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/source/mysql"
	"github.com/obferry/obferry/engine/source/sheet"
	"github.com/obferry/obferry/engine/source/stream"
	"github.com/obferry/obferry/profiles"
)

// Propose makes a plan that takes the named tables (all where none is named) of a
// source to a target: names, columns, converted DDL with its notes. It does not
// touch the target.
func Propose(ctx context.Context, from, to Endpoint, catalog *Catalog, names []string) (*Plan, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	plan := &Plan{Version: PlanVersion, Source: from, Target: to, Mode: Auto, Create: true, Verify: true, RejectLimit: -1}
	wanted := map[string]bool{}
	for _, name := range names {
		wanted[name] = true
	}
	for _, table := range catalog.Tables {
		if len(names) > 0 && !wanted[table.Name] {
			continue
		}
		delete(wanted, table.Name)
		one := TablePlan{Source: table.Name, Target: catalog.targetName(table)}
		if layout, ok := table.Layout.(*sheet.Layout); ok {
			one.Sheet = layout
			one.Target = table.Proposed.Name
			for i, c := range table.Proposed.Columns {
				one.Columns = append(one.Columns, ColumnPlan{Source: table.Columns[i].Name, Target: c.Name, Type: c.Type})
			}
		}
		if layout, ok := table.Layout.(*stream.Layout); ok {
			one.Stream = layout
		}
		plan.Tables = append(plan.Tables, one)
	}
	for name := range wanted {
		return nil, catalog.lacks("fault.plan.notable", name)
	}
	draw(catalog, plan, func(int) bool { return true })
	return plan, nil
}

// Draw converts the DDL of one of a plan's tables anew, as after a change of names,
// columns or types. What a person has edited stays as it is. A table that cannot be
// converted comes back without Create, with a note that says why.
func Draw(catalog *Catalog, plan *Plan, index int) DDLPlan {
	if plan.Tables[index].DDL.Edited {
		return plan.Tables[index].DDL
	}
	if catalog.scripted != nil {
		return drawScripted(catalog, plan, func(i int) bool { return i == index })[index]
	}
	return drawTable(catalog.Table(plan.Tables[index].Source), catalog, plan, index, tableNames(plan))
}

// Renamed converts anew what the new name of one of a plan's tables concerns: the table
// itself, and those whose DDL speaks of it. It returns the places of the tables whose
// DDL is another now; what a person has edited stays as it is.
func Renamed(catalog *Catalog, plan *Plan, index int) (changed []int) {
	name := strings.ToLower(plan.Tables[index].Source)
	before := make([]DDLPlan, len(plan.Tables))
	for i := range plan.Tables {
		before[i] = plan.Tables[i].DDL
	}
	draw(catalog, plan, func(i int) bool {
		return i == index || strings.Contains(strings.ToLower(before[i].Original), name)
	})
	for i := range plan.Tables {
		if !plan.Tables[i].DDL.Same(before[i]) {
			changed = append(changed, i)
		}
	}
	return changed
}

// Suit converts a plan's DDL for the version of its target's server, as the server names
// it. A plan that names a version keeps it, and so does what a person has edited.
func Suit(catalog *Catalog, plan *Plan, version string) {
	if plan.TargetVersion != "" {
		return
	}
	if plan.TargetVersion = ddlconv.Nearest(version); plan.TargetVersion != ddlconv.Nearest("") {
		draw(catalog, plan, func(i int) bool { return plan.Tables[i].DDL.Create != "" })
	}
}

// draw converts those of a plan's tables that are wanted and that no person has edited.
// Names are looked up once for all of them: there may be thousands.
func draw(catalog *Catalog, plan *Plan, wanted func(int) bool) {
	if catalog.scripted != nil {
		for i, ddl := range drawScripted(catalog, plan, func(i int) bool { return !plan.Tables[i].DDL.Edited && wanted(i) }) {
			plan.Tables[i].DDL = ddl
		}
		return
	}
	names := tableNames(plan)
	tables := make(map[string]*source.Table, len(catalog.Tables))
	for _, t := range catalog.Tables {
		tables[t.Name] = t
	}
	for i := range plan.Tables {
		if one := &plan.Tables[i]; !one.DDL.Edited && wanted(i) {
			one.DDL = drawTable(tables[one.Source], catalog, plan, i, names)
		}
	}
}

// drawTable converts one table; names are those of all tables on the target.
func drawTable(table *source.Table, catalog *Catalog, plan *Plan, index int, names ddlconv.Names) DDLPlan {
	one := plan.Tables[index]
	switch {
	case table == nil:
		return DDLPlan{}
	case table.Proposed != nil:
		return DDLPlan{Create: ddlconv.Render(sheetTable(table, one))}
	}
	dialect := ddlconv.MySQL
	if catalog.Product == "MariaDB" {
		dialect = ddlconv.MariaDB
	}
	columns, drop := renames(table, one)
	drawn := DDLPlan{Original: table.Create}
	conversion, err := ddlconv.Convert(table.Create, dialect,
		ddlconv.Options{Name: one.Target, Names: names, Columns: columns, Drop: drop, Version: plan.TargetVersion})
	if err != nil {
		drawn.Notes = []ddlconv.Note{notes.Refusal(table.Name, err)}
		return drawn
	}
	drawn.Create, drawn.After, drawn.Notes = conversion.Create, conversion.After, conversion.Notes
	return drawn
}

// tableNames are the plan's tables on the target, by their names on the source: also
// by those with the database, which an OceanBase source puts before every parent.
func tableNames(plan *Plan) ddlconv.Names {
	names := map[string]string{}
	from, err := profiles.Parse(plan.Source.URL)
	for _, t := range plan.Tables {
		names[t.Source] = t.Target
		if err == nil && from.Database != "" {
			names[from.Database+"."+t.Source] = t.Target
		}
	}
	return ddlconv.NewNames(names)
}

// renames are the columns that change their name, and those that stay behind.
func renames(table *source.Table, one TablePlan) (columns map[string]string, drop []string) {
	if len(one.Columns) == 0 {
		return nil, nil
	}
	columns = map[string]string{}
	for _, c := range one.Columns {
		if c.Source != c.Target {
			columns[c.Source] = c.Target
		}
	}
	for _, c := range table.Columns {
		if !c.Generated && one.column(c.Name) == nil {
			drop = append(drop, c.Name)
		}
	}
	return columns, drop
}

func (t *TablePlan) column(source string) *ColumnPlan {
	for i := range t.Columns {
		if strings.EqualFold(t.Columns[i].Source, source) {
			return &t.Columns[i]
		}
	}
	return nil
}

// sheetTable is the table proposed for rows that come from no table with the plan's names and types.
func sheetTable(table *source.Table, one TablePlan) *schema.Table {
	drawn := *table.Proposed
	drawn.Name, drawn.Columns = one.Target, nil
	for i, c := range table.Proposed.Columns {
		mapped := one.column(table.Columns[i].Name)
		if len(one.Columns) == 0 {
			mapped = &ColumnPlan{Target: c.Name}
		}
		if mapped == nil {
			continue
		}
		copied := *c
		copied.Name = mapped.Target
		if mapped.Type != "" {
			copied.Type = mapped.Type
		}
		drawn.Columns = append(drawn.Columns, &copied)
	}
	return &drawn
}

// Table finds a table of the catalog by name; nil where there is none.
func (c *Catalog) Table(name string) *source.Table {
	for _, t := range c.Tables {
		if t.Name == name {
			return t
		}
	}
	return nil
}

// layouts are a plan's sheet layouts, by table.
func (p *Plan) layouts() map[string]*sheet.Layout {
	all := map[string]*sheet.Layout{}
	for _, t := range p.Tables {
		if t.Sheet != nil {
			all[t.Source] = t.Sheet
		}
	}
	return all
}

// streams are a plan's tables of generated rows, by name.
func (p *Plan) streams() map[string]*stream.Layout {
	all := map[string]*stream.Layout{}
	for _, t := range p.Tables {
		if t.Stream != nil {
			all[t.Source] = t.Stream
		}
	}
	return all
}

// settled are the columns of those tables of delimited text whose layout and types the
// plan names, all of them: to find them out once more, every row would have to be read
// twice.
func (p *Plan) settled() map[string][]rows.Column {
	all := map[string][]rows.Column{}
	for _, t := range p.Tables {
		if t.Sheet == nil || t.Sheet.FirstRow == 0 || t.Sheet.Encoding == "" || len(t.Columns) == 0 {
			continue
		}
		columns := make([]rows.Column, 0, len(t.Columns))
		for _, c := range t.Columns {
			if c.Type != "" {
				columns = append(columns, rows.Column{Name: c.Source, Kind: mysql.KindOf(c.Type), Type: c.Type})
			}
		}
		if len(columns) == len(t.Columns) {
			all[t.Source] = columns
		}
	}
	return all
}
