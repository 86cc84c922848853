package sheet

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/obferry/obferry/engine/rows"
)

// What a person has typed over a text is what the cell holds.
func TestCellsOfAWorkbook(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.xlsx")
	f := excelize.NewFile()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	date, err := f.NewStyle(&excelize.Style{NumFmt: 22})
	check(err)
	for at, value := range map[string]any{"A1": "text", "B1": 12.5, "C1": true, "D1": time.Date(2024, 1, 31, 8, 0, 0, 0, time.UTC), "E1": 36525, "F1": 1234567890123456789} {
		check(f.SetCellValue("Sheet1", at, value))
	}
	for _, at := range []string{"D1", "E1"} {
		check(f.SetCellStyle("Sheet1", at, at, date))
	}
	check(f.SetCellFormula("Sheet1", "G1", "A1"))
	check(f.SaveAs(path))
	check(f.Close())

	w, err := OpenWorkbook(t.Context(), path)
	check(err)
	defer func() { check(w.Close()) }()
	if names := w.Sheets(); len(names) != 1 || names[0] != "Sheet1" {
		t.Errorf("sheets %q", names)
	}
	seen := 0
	check(w.Rows(t.Context(), "Sheet1", func(r *Row) error {
		seen++
		for i, want := range []struct {
			form Form
			text string
		}{{Characters, "text"}, {Number, "12.5"}, {Boolean, "TRUE"}, {Moment, "2024-01-31 08:00:00"}, {Moment, "1999-12-31 00:00:00"}, {Number, "1234567890123456789"}, {Absent, ""}, {Absent, ""}} {
			if c := r.At(i); c.Form() != want.form || string(c.Text()) != want.text {
				t.Errorf("cell %d is %d %q, want %d %q", i, c.Form(), c.Text(), want.form, want.text)
			}
		}
		if !r.At(3).Midday() || r.At(4).Midday() || !r.At(5).Rounded() || r.At(1).Rounded() || !r.At(6).Uncounted() {
			t.Error("a remark is wrong")
		}
		if v, null := r.At(1).Value(rows.Column{Kind: rows.Decimal, Type: "decimal(10,2)"}); string(v) != "12.50" || null {
			t.Errorf("a decimal is %q", v)
		}
		if v, null := r.At(4).Value(rows.Column{Kind: rows.Date, Type: "date"}); string(v) != "1999-12-31 00:00:00" && string(v) != "1999-12-31" || null {
			t.Errorf("a date is %q", v)
		}
		return nil
	}))
	if seen != 1 {
		t.Errorf("%d rows", seen)
	}
}
