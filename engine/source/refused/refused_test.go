package refused

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/report"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/words"
)

var columns = []rows.Column{
	{Name: "id", Kind: rows.Integer, Type: "int", Key: true}, {Name: "t", Kind: rows.Text, Type: "text"},
	{Name: "b", Kind: rows.Binary, Type: "blob"}, {Name: "d", Kind: rows.Date, Type: "date"}, {Name: "n", Kind: rows.Decimal, Type: "decimal(10,2)"},
	{Name: "Code", Kind: rows.Text, Type: "text"},
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// spreadsheet has the rows of one table, the text of each as given.
func spreadsheet(t testing.TB, l words.Language, texts ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "e.xlsx")
	e := report.NewErrors(path, l)
	e.Tell(report.About{Family: "f", First: "e.xlsx", Database: "shop", Source: "shop", Target: "shop"})
	for i, text := range texts {
		must(t, e.Add(report.Refused{Table: "items", Source: "goods", Place: int64(100 + i), Columns: columns, Err: fault.New(fault.Row, "fault.report.unknown"),
			Values: []report.Value{{Bytes: []byte(fmt.Sprint(i + 1))}, {Bytes: []byte(text)}, {Bytes: []byte{0, 255}}, {Bytes: []byte("2024-01-31")}, {Bytes: []byte("1.50")}, {Null: true}}}))
	}
	_, _, err := e.Close()
	must(t, err)
	return path
}

// change is what a person does with it.
func change(t testing.TB, path string, do func(f *excelize.File)) {
	t.Helper()
	f, err := excelize.OpenFile(path)
	must(t, err)
	do(f)
	must(t, f.Save())
	must(t, f.Close())
}

// read is what comes of it: the rows delivered, those refused, and what was told.
func read(t testing.TB, path string) (got []string, refused []report.Refused, told []string, err error) {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		return nil, nil, nil, err
	}
	defer func() { must(t, s.Close()) }()
	s.OnRefused = func(r report.Refused) { refused = append(refused, r) }
	tables, err := s.Tables(t.Context())
	if err != nil {
		return nil, nil, nil, err
	}
	for _, table := range tables {
		for _, p := range table.Problems {
			told = append(told, fault.Of(p).ID)
		}
		err := s.Read(t.Context(), table, table.Columns, source.Chunk{}, source.Limit{Rows: 2}, func() *rows.Batch { return &rows.Batch{} }, func(b *rows.Batch) error {
			for i := range b.Len() {
				var values []string
				for j := range b.Columns() {
					v, null := b.Value(i, j)
					if null {
						v = []byte("NULL")
					}
					values = append(values, fmt.Sprintf("%q", v))
				}
				got = append(got, fmt.Sprintf("%d: %s", b.Place(i), strings.Join(values, " ")))
			}
			return nil
		})
		must(t, err)
	}
	return got, refused, told, nil
}

// The cells are F to K: id, t, b, d, n, Code; the rows begin with 2.
func TestWhatIsTypedIsUnderstoodOrRefused(t *testing.T) {
	long := strings.Repeat("x", 40000)
	tests := []struct {
		name, text, cell string
		value            any
		want             string // the values of t to Code, or the id of the refusal
	}{
		{"nothing", "a", "", nil, `"a" "\x00\xff" "2024-01-31" "1.50" "NULL"`},
		{"number for a number", "a", "J2", 12.5, `"a" "\x00\xff" "2024-01-31" "12.50" "NULL"`},
		{"number for a text", "a", "G2", 7, `"7" "\x00\xff" "2024-01-31" "1.50" "NULL"`},
		{"number beyond 15 digits", "a", "G2", 1234567890123456789, "fault.retry.rounded"},
		{"number for a date", "a", "I2", 45322, "fault.retry.nodate"},
		{"date", "a", "I2", time.Date(2025, 2, 3, 0, 0, 0, 0, time.UTC), `"a" "\x00\xff" "2025-02-03" "1.50" "NULL"`},
		{"time of a day", "a", "I2", time.Date(2025, 2, 3, 4, 0, 0, 0, time.UTC), "fault.retry.midday"},
		{"cleared", "a", "I2", nil, `"a" "\x00\xff" "NULL" "1.50" "NULL"`},
		{"empty text", "a", "G2", `""`, `"" "\x00\xff" "2024-01-31" "1.50" "NULL"`},
		{"quoted text", "a", "G2", `""a""`, `"\"a\"" "\x00\xff" "2024-01-31" "1.50" "NULL"`},
		{"formula's look", "=1+1", "", nil, `"=1+1" "\x00\xff" "2024-01-31" "1.50" "NULL"`},
		{"bytes", "a", "H2", "0x0a0B", `"a" "\n\v" "2024-01-31" "1.50" "NULL"`},
		{"no bytes", "a", "H2", "0x", `"a" "" "2024-01-31" "1.50" "NULL"`},
		{"half a byte", "a", "H2", "0x0", "fault.retry.hex"},
		{"text for bytes", "a", "H2", "abc", "fault.retry.hex"},
		{"long text, left alone", long, "J2", 2.5, `"` + long + `" "\x00\xff" "2024-01-31" "2.50" "NULL"`},
		{"long text, replaced", long, "G2", "short", `"short" "\x00\xff" "2024-01-31" "1.50" "NULL"`},
		{"long text, beginning changed", long, "G2", "y" + long[:32000] + report.CutNote(report.Value{Bytes: []byte(long)}, words.English), "fault.retry.cut"},
		{"long text, note removed", long, "G2", long[:32567], "fault.retry.cut"},
		{"control character, left alone", "a\x01b", "", nil, `"a\x01b" "\x00\xff" "2024-01-31" "1.50" "NULL"`},
		{"control character, changed beside it", "a\x01b", "G2", "x␁", `"x\x01" "\x00\xff" "2024-01-31" "1.50" "NULL"`},
		{"picture of its own", "␁\x01", "G2", "x␁", "fault.retry.pictures"},
		{"broken bytes, left alone", "a\xffb", "", nil, `"a\xffb" "\x00\xff" "2024-01-31" "1.50" "NULL"`},
		{"broken bytes, changed beside them", "a\xffb", "G2", "x\uFFFD", "fault.retry.marks"},
		{"broken bytes, replaced", "a\xffb", "G2", "x", `"x" "\x00\xff" "2024-01-31" "1.50" "NULL"`},
		{"beyond the last column", "a", "L2", "stray", "fault.retry.beyond"},
	}
	for i, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := spreadsheet(t, words.Languages[i%2], test.text)
			if test.cell != "" {
				change(t, path, func(f *excelize.File) {
					must(t, f.SetCellValue("items", test.cell, test.value))
					format := 0
					if _, ok := test.value.(time.Time); ok {
						format = 22
					}
					style, err := f.NewStyle(&excelize.Style{NumFmt: format})
					must(t, err)
					must(t, f.SetCellStyle("items", test.cell, test.cell, style))
				})
			}
			got, refused, told, err := read(t, path)
			must(t, err)
			if len(told) > 0 {
				t.Errorf("told %v", told)
			}
			if strings.HasPrefix(test.want, "fault.") {
				if len(got) != 0 || len(refused) != 1 || refused[0].Err.ID != test.want {
					t.Fatalf("delivered %.200q, refused %v", got, refused)
				}
				r := refused[0]
				if r.Place != 100 || r.Source != "goods" || r.Root != 1 || len(r.Values) < len(columns) {
					t.Errorf("refused %+v", r)
				}
				return
			}
			if len(got) != 1 || got[0] != `1: "1" `+test.want {
				t.Errorf("delivered %.300q, refused %v", got, refused)
			}
		})
	}
}

// What is out of order is told before a row is taken.
func TestSpreadsheetsOutOfOrder(t *testing.T) {
	for _, test := range []struct {
		name string
		do   func(t *testing.T, f *excelize.File)
		want string // a fault's id, or what is told and how many rows are delivered
	}{
		{"sorted and moved", func(t *testing.T, f *excelize.File) {
			must(t, f.InsertCols("items", "A", 1))
			must(t, f.DuplicateRowTo("items", 2, 5))
			must(t, f.RemoveRow("items", 2))
		}, " 3"},
		{"own column", func(t *testing.T, f *excelize.File) { must(t, f.SetCellValue("items", "L1", "mine")) }, "fault.retry.othercolumn 3"},
		{"own sheet", func(t *testing.T, f *excelize.File) { _, err := f.NewSheet("mine"); must(t, err) }, "fault.retry.othersheet 3"},
		{"row of its own", func(t *testing.T, f *excelize.File) { must(t, f.SetCellValue("items", "G9", "sum")) }, "fault.retry.nonumber 3"},
		{"deleted row", func(t *testing.T, f *excelize.File) { must(t, f.RemoveRow("items", 3)) }, " 2"},
		{"renamed sheet", func(t *testing.T, f *excelize.File) { must(t, f.SetSheetName("items", "mine")) }, "fault.retry.nosheet fault.retry.othersheet 0"},
		{"column gone", func(t *testing.T, f *excelize.File) { must(t, f.RemoveCol("items", "I")) }, "fault.retry.nocolumn"},
		{"numbers gone", func(t *testing.T, f *excelize.File) { must(t, f.SetCellValue("items", "A1", "which")) }, "fault.retry.nonumbers"},
		{"doubled row", func(t *testing.T, f *excelize.File) { must(t, f.DuplicateRow("items", 2)) }, "fault.retry.twice"},
		{"number of none", func(t *testing.T, f *excelize.File) { must(t, f.SetCellValue("items", "A2", 99)) }, "fault.retry.number"},
		{"index gone", func(t *testing.T, f *excelize.File) { must(t, f.DeleteSheet("obferry")) }, "fault.retry.foreign"},
		{"values gone", func(t *testing.T, f *excelize.File) { must(t, f.DeleteSheet("obferry values")) }, "fault.retry.values"},
		{"index changed", func(t *testing.T, f *excelize.File) { must(t, f.RemoveRow("obferry", 6)) }, "fault.retry.index"},
		{"older", func(t *testing.T, f *excelize.File) { must(t, f.SetCellValue("obferry", "B1", 1)) }, "fault.retry.old"},
		{"newer", func(t *testing.T, f *excelize.File) { must(t, f.SetCellValue("obferry", "B1", 3)) }, "fault.retry.newer"},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := spreadsheet(t, words.English, "a", "b\x01", "c")
			change(t, path, func(f *excelize.File) { test.do(t, f) })
			got, refused, told, err := read(t, path)
			came := strings.Join(told, " ") + fmt.Sprintf(" %d", len(got))
			if err != nil {
				came = fault.Of(err).ID
				for _, l := range words.Languages {
					if text := fault.Text(l, err); strings.Contains(text, "<no value>") || strings.Contains(text, "fault.") || fault.Hint(l, err) == "" {
						t.Errorf("%s: %q, %q", l, text, fault.Hint(l, err))
					}
				}
			}
			if came != test.want || len(refused) > 0 {
				t.Errorf("%s, want %s; refused %v", came, test.want, refused)
			}
		})
	}
	for _, path := range []string{"../sheet/testdata/orders-gbk.csv", "no-such-file.xlsx"} {
		if s, err := Open(t.Context(), path); err == nil {
			t.Errorf("%s was opened", path)
			must(t, s.Close())
		}
	}
}

// A row that could not be read as one is refused until somebody has looked at it.
func TestHeldRows(t *testing.T) {
	path := filepath.Join(t.TempDir(), "e.xlsx")
	e := report.NewErrors(path, words.English)
	e.Tell(report.About{Family: "f", First: "e.xlsx"})
	for range 3 {
		must(t, e.Add(report.Refused{Table: "items", Columns: columns, Held: []int{report.HeldRow}, Err: fault.New(fault.Row, "fault.report.unknown"),
			Values: []report.Value{{Bytes: []byte("1")}, {Bytes: []byte(" b")}}}))
	}
	_, _, err := e.Close()
	must(t, err)
	change(t, path, func(f *excelize.File) { must(t, f.SetCellValue("items", "J3", 5)) })
	change(t, path, func(f *excelize.File) { must(t, f.SetCellValue("items", "C4", nil)) })
	got, refused, _, err := read(t, path)
	must(t, err)
	if len(refused) != 1 || refused[0].Err.ID != "fault.retry.unchanged" || refused[0].Root != 1 || len(refused[0].Held) != 1 {
		t.Errorf("refused %+v", refused)
	}
	if want := []string{`2: "1" " b" "NULL" "NULL" "5.00" "NULL"`, `3: "1" " b" "NULL" "NULL" "NULL" "NULL"`}; strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("delivered %q", got)
	}
}

// Whatever a file is, it is read or refused with a fault.
func FuzzOpen(f *testing.F) {
	path := spreadsheet(f, words.English, "a", "b\x01")
	whole, err := os.ReadFile(path)
	must(f, err)
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Fuzz(func(t *testing.T, file []byte) {
		path := filepath.Join(t.TempDir(), "x.xlsx")
		must(t, os.WriteFile(path, file, 0o600))
		s, err := Open(context.Background(), path)
		if err == nil {
			_, err = s.Tables(context.Background())
			must(t, s.Close())
		}
		if err != nil && fault.Of(err) == nil {
			t.Errorf("%v is no fault", err)
		}
	})
}
