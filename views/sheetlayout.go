package views

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/obferry/obferry/icons"
)

// choice is one of the values that a part of a layout may have; say names it.
type choice struct{ value, says string }

// encodings, delimiters and dateOrders are what a person may choose from.
func encodings() []choice {
	return []choice{{"utf-8", "UTF-8"}, {"gb18030", "GBK / GB18030"}, {"utf-16le", "UTF-16 LE"}, {"utf-16be", "UTF-16 BE"}}
}

func delimiters() []choice {
	return []choice{{",", say("delimiter.comma")}, {";", say("delimiter.semicolon")}, {"\t", say("delimiter.tab")}, {"|", say("delimiter.bar")}}
}

func dateOrders() []choice {
	return []choice{{"", say("dates.text")}, {"dmy", say("dates.dmy")}, {"mdy", say("dates.mdy")}}
}

// sheetLayout shows how a sheet's rows were found, and lets a person say otherwise;
// the sheet is read again then.
func sheetLayout(m *Model, do Intents, table int) fyne.CanvasObject {
	as := *m.Plan.Tables[table].Sheet
	fields := container.New(&flowLayout{gap: Grid * 2})
	add := func(id string, width float32, field fyne.CanvasObject) {
		fields.Add(fixed(width, 0, stack(2, small(say(id)), field)))
	}
	add("detail.header", Grid*16, rowNumber(&as.HeaderRow))
	add("detail.first", Grid*16, rowNumber(&as.FirstRow))
	if as.Sheet == "" { // delimited text
		add("detail.encoding", Grid*20, choose(encodings(), &as.Encoding))
		add("detail.delimiter", Grid*18, choose(delimiters(), &as.Delimiter))
	}
	add("detail.dates", Grid*22, choose(dateOrders(), &as.DateOrder))
	again := button(say("detail.reread"), icons.Of(icons.Retry), func() { do.ReadSheet(table, as) })
	fields.Add(fixed(0, 0, stack(2, small(" "), again)))
	return fields
}

// rowNumber is a field for a row's number; 0 and what is no number mean none.
func rowNumber(row *int) fyne.CanvasObject {
	field := widget.NewEntry()
	field.SetText(strconv.Itoa(*row))
	field.OnChanged = func(s string) {
		n, err := strconv.Atoi(s)
		if err != nil || n < 0 {
			n = 0
		}
		*row = n
	}
	return field
}

// choose is a list to choose a value from; one that is not in the list stays as it is
// until another is chosen.
func choose(from []choice, value *string) fyne.CanvasObject {
	names := make([]string, len(from))
	for i := range from {
		names[i] = from[i].says
	}
	list := widget.NewSelect(names, nil)
	if i := slices.IndexFunc(from, func(c choice) bool { return c.value == *value }); i >= 0 {
		list.SetSelectedIndex(i)
	}
	list.OnChanged = func(string) { *value = from[list.SelectedIndex()].value }
	return framed(list)
}
