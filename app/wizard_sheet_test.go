package app

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/obferry/obferry/views"
)

// TestSheetIsReadAsAPersonSays proposes other columns once the headers are said to be
// elsewhere, keeps the table's name, and carries that across.
func TestSheetIsReadAsAPersonSays(t *testing.T) {
	file := filepath.Join(t.TempDir(), "orders.csv")
	text := "id;when;city\n1;3/4/2024;北京\n2;5/6/2024;上海\n"
	if err := os.WriteFile(file, []byte("a;b;c\nnot;what;it seems\n"+text), 0o600); err != nil {
		t.Fatal(err)
	}
	to, kernelDB := kernel(t)
	d := drive(t)
	d.ChooseSource(views.FileDoor)
	d.ChooseFile(file)
	d.toObjects(to)
	d.RenameTarget(0, "bestellungen")
	d.until("the survey", func() bool { return d.model.Work == nil })

	as := *d.model.Plan.Tables[0].Sheet
	as.HeaderRow, as.FirstRow, as.DateOrder = 3, 1, "dmy" // data cannot begin above its headers
	d.ReadSheet(0, as)
	d.until("the proposal", func() bool { return d.model.Work == nil })
	table := d.model.Plan.Tables[0]
	if d.model.Objects.Err != nil || table.Target != "bestellungen" || len(table.Columns) != 3 ||
		table.Columns[1].Target != "when" || table.Columns[1].Type != "date" || table.Sheet.FirstRow != 4 {
		t.Fatalf("%v, %+v, %+v", d.model.Objects.Err, table, table.Sheet)
	}
	d.Run()
	d.reach(views.ResultStep)
	got := one(t, kernelDB, "SELECT GROUP_CONCAT(id, ' ', `when`, ' ', city ORDER BY id) FROM `"+to.Database+"`.bestellungen")
	if got != "1 2024-04-03 北京,2 2024-06-05 上海" {
		t.Errorf("arrived: %s; %v", got, d.model.Result.Err)
	}

	as.Encoding = "utf-16le" // it is not: the step says so, and what was read stays
	d.ReadSheet(0, as)
	d.until("the answer", func() bool { return d.model.Work == nil })
	if d.model.Objects.Err == nil || d.model.Plan.Tables[0].Sheet.Encoding != "utf-8" {
		t.Errorf("%v, %+v", d.model.Objects.Err, d.model.Plan.Tables[0].Sheet)
	}
}
