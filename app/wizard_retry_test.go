package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/views"
)

// TestWizardRetries corrects a row in the error spreadsheet and has it taken back in the
// window, and goes on with the next spreadsheet.
func TestWizardRetries(t *testing.T) {
	to, db := kernel(t)
	run(t, db, "CREATE DATABASE "+to.Database, "CREATE TABLE "+to.Database+".goods (id INT, name VARCHAR(5))")
	dir := t.TempDir()
	source, first := filepath.Join(dir, "goods.csv"), filepath.Join(dir, "e.xlsx")
	if err := os.WriteFile(source, []byte("id,name\n1,ann\n2,far too long\n3,much too long\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d := drive(t)
	d.ChooseSource(views.FileDoor)
	d.ChooseFile(source)
	d.toObjects(to)
	d.Next()
	d.reach(views.DDLStep)
	d.Next()
	d.until("the checks", func() bool { return d.model.Options.Checked })
	d.SetErrorFile(first)
	d.until("the checks again", func() bool { return d.model.Options.Checked })
	d.Next()
	d.reach(views.ResultStep)
	if d.model.Result.Rejected != 2 || d.model.ErrorFile() != first {
		t.Fatalf("%d refused, in %s: %v", d.model.Result.Rejected, d.model.ErrorFile(), d.model.Result.Err)
	}
	correct := func(path, cell, text string) {
		t.Helper()
		f, err := excelize.OpenFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, failed := range []error{f.SetCellValue("goods", cell, text), f.Save(), f.Close()} {
			if failed != nil {
				t.Fatal(failed)
			}
		}
	}
	retry := func() *views.RetryModel {
		t.Helper()
		before := d.model.Retry
		d.RetryRows()
		d.until("the retry", func() bool { return d.model.Work == nil && d.model.Retry != before })
		return d.model.Retry
	}
	correct(first, "G2", "two")
	correct(first, "A1", "gone")
	if r := retry(); r.Result != nil || r.Err == nil || r.Errors != first {
		t.Errorf("without its numbers: %+v", r)
	}
	correct(first, "A1", "No.")
	r := retry()
	if r.Err != nil || r.Result.Status != engine.StatusPartial || r.Result.Written != 1 || !strings.HasSuffix(r.Errors, "e-retry-1.xlsx") {
		t.Fatalf("the retry: %+v, %+v", r, r.Result)
	}
	correct(r.Errors, "G2", "three")
	if r := retry(); r.Err != nil || r.Result.Status != engine.StatusDone || r.Errors != "" || r.Rounds != 3 {
		t.Errorf("the second retry: %+v, %+v", r, r.Result)
	}
	d.RetryRows() // nothing is left to do
	if d.model.Work != nil {
		t.Error("a retry of nothing goes on")
	}
	if got := one(t, db, "SELECT GROUP_CONCAT(id, name ORDER BY id) FROM "+to.Database+".goods"); got != "1ann,2two,3three" {
		t.Errorf("goods %s", got)
	}
}
