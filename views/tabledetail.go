package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"github.com/obferry/obferry/engine/source"
)

// commonTypes are offered for a sheet's column; any other may be typed.
var commonTypes = []string{"int", "bigint", "decimal(20,4)", "double", "varchar(64)", "varchar(255)", "text", "date", "datetime", "datetime(6)", "time", "tinyint(1)"}

// tableDetail opens below the list of tables: what is wrong with a table, what
// stands in its way on the target, and a sheet's columns; nil where there is
// nothing to say.
func tableDetail(m *Model, do Intents, row int, t *source.Table, onClose func()) fyne.CanvasObject {
	plan := &m.Plan.Tables[row]
	body := container.New(stackLayout{Grid})
	if row < len(m.Objects.States) {
		for _, err := range m.Objects.States[row].Differs {
			body.Add(newErrorBox(do.Copy).warn(err))
		}
	}
	if t != nil {
		for _, err := range t.Problems {
			body.Add(newErrorBox(do.Copy).warn(err))
		}
	}
	title := plan.Source
	if plan.Sheet != nil {
		body.Add(sheetLayout(m, do, row))
		body.Add(sheetColumns(m, do, row))
	}
	if len(body.Objects) == 0 {
		body.Add(databaseColumns(t))
	}
	head := container.NewBorder(nil, nil, nil, widget.NewButton(say("button.close"), onClose), strong(title))
	height := Grid * 30
	if plan.Sheet != nil && len(m.Plan.Tables) < 4 {
		height = Grid * 46 // the columns are what matters here
	}
	return container.NewBorder(gap(1, Grid), nil, nil, nil,
		fixed(0, height, panel(container.NewBorder(head, nil, nil, nil, container.NewVScroll(body)))))
}

// sheetColumns edits names and types.
func sheetColumns(m *Model, do Intents, row int) fyne.CanvasObject {
	grid := container.New(layout.NewGridLayoutWithColumns(3),
		small(say("detail.column")).bold(), small(say("detail.name")).bold(), small(say("detail.type")).bold())
	columns := m.Plan.Tables[row].Columns
	for i := range columns {
		name := widget.NewEntry()
		name.SetText(columns[i].Target)
		name.OnChanged = func(s string) { do.RenameColumn(row, i, s) }
		kind := widget.NewSelectEntry(commonTypes)
		kind.SetText(columns[i].Type)
		kind.OnChanged = func(s string) { do.EditColumnType(row, i, s) }
		grid.Add(newText(columns[i].Source))
		grid.Add(name)
		grid.Add(kind)
	}
	return grid
}

// databaseColumns lists what a table of a database has.
func databaseColumns(t *source.Table) fyne.CanvasObject {
	if t == nil {
		return muted(say("detail.nothing"))
	}
	grid := container.New(layout.NewGridLayoutWithColumns(4))
	for i := range t.Columns {
		c := &t.Columns[i]
		name := newText(c.Name)
		if c.Key {
			name.bold()
		}
		grid.Add(name)
		grid.Add(newText(c.Type).mono().sized(smallSize).colored(colorMuted))
	}
	return grid
}
