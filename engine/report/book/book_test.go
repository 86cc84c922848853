package book

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

func write(t testing.TB, fill func(b *Book)) *excelize.File {
	t.Helper()
	var out bytes.Buffer
	b := New(&out)
	fill(b)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Whatever text goes in is the text that a reader of the format gets out.
func TestTextsStayWhatTheyAre(t *testing.T) {
	texts := []string{"plain", "", " blanks ", "a\nb\tc\r\nd\r", "<&>\"'", "=1+1", "+1", "-1", "@x", "\t=1", "\r=1",
		"_x0041_", "__x0041__", "_x005F_", "_x00_", "\x01\x1f", "中文 😀", "0012", "1e5", "2024-01-05", "TRUE", strings.Repeat("é", 32767)}
	f := write(t, func(b *Book) {
		s, err := b.Sheet("t", Shape{Frozen: 1, Filter: 3, Widths: []int{10, 0, 30}})
		must(t, err)
		for _, text := range texts {
			must(t, s.Row(Content(text, false), Text(text, Plain), Content(text, true)))
		}
	})
	rows, err := f.GetRows("t")
	must(t, err)
	for i, want := range texts {
		for column := range 3 {
			got := ""
			if i < len(rows) && column < len(rows[i]) {
				got = rows[i][column]
			}
			if got != want {
				t.Errorf("row %d column %d: %.60q, want %.60q", i, column, got, want)
			}
		}
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if formula, err := f.GetCellFormula("t", cell); err != nil || formula != "" {
			t.Errorf("%s became the formula %q (%v)", cell, formula, err)
		}
	}
}

// What looks like a formula keeps its apostrophe when a person edits the cell.
func TestFormulasAreQuoted(t *testing.T) {
	for _, s := range []string{"=1", "+1", "-1", "@a", "\tx", "\rx"} {
		if Content(s, false).style != apostrophe || Content(s, true).style != badApostrophe {
			t.Errorf("%q is not", s)
		}
	}
	if !strings.Contains(styles(), `quotePrefix="1"`) {
		t.Error("the style does not say so")
	}
}

func TestNumbersAndEmptyCells(t *testing.T) {
	f := write(t, func(b *Book) {
		s, err := b.Sheet("t", Shape{})
		must(t, err)
		must(t, s.Row(Number(-9007199254740993), Empty(Plain), Empty(Null), Number(0)))
	})
	rows, err := f.GetRows("t", excelize.Options{RawCellValue: true})
	must(t, err)
	if len(rows) != 1 || strings.Join(rows[0], "|") != "-9007199254740993|||0" {
		t.Errorf("%q", rows)
	}
}

func TestSheetNames(t *testing.T) {
	long := strings.Repeat("表😀", 20)
	wanted := []string{"orders", "Orders", "a/b[c]:d*e?\\", "'quoted'", "", "History", long, long, "x\x00y", "a&b<\"c\">", "last"}
	var names []string
	f := write(t, func(b *Book) {
		for i, w := range wanted {
			s, err := b.Sheet(w, Shape{Hidden: i == 3, First: i == len(wanted)-1})
			must(t, err)
			must(t, s.Row(Number(int64(i))))
			names = append(names, s.Name)
		}
	})
	list := f.GetSheetList()
	if list[0] != "last" || strings.Join(list[1:], "|") != strings.Join(names[:len(names)-1], "|") {
		t.Errorf("tabs %q, written %q", list, names)
	}
	seen := map[string]bool{}
	for i, name := range names {
		if n := len(utf16.Encode([]rune(name))); n > 31 || n == 0 || seen[strings.ToLower(name)] || strings.ContainsAny(name, `[]:*?/\`) {
			t.Errorf("%q became %q", wanted[i], name)
		}
		seen[strings.ToLower(name)] = true
		if got, err := f.GetCellValue(name, "A1"); err != nil || got != string(rune('0'+i%10)) && i < 10 {
			t.Errorf("%q holds %q: %v", name, got, err)
		}
	}
	if visible, err := f.GetSheetVisible(names[3]); err != nil || visible {
		t.Errorf("the hidden sheet is in sight: %v", err)
	}
}

func TestClosedSheetTakesNothing(t *testing.T) {
	b := New(new(bytes.Buffer))
	first, err := b.Sheet("a", Shape{})
	must(t, err)
	if _, err := b.Sheet("b", Shape{}); err != nil {
		t.Fatal(err)
	}
	if first.Row(Number(1)) == nil {
		t.Error("a row was taken and lost")
	}
}

// A workbook is untouched until a program saves it, whether or not anything was changed.
func TestUntouched(t *testing.T) {
	path := filepath.Join(t.TempDir(), "b.xlsx")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	b := New(f)
	s, err := b.Sheet("one", Shape{})
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{s.Row(Text("a", Plain)), b.Close(), f.Close()} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if !Untouched(path) {
		t.Error("touched as it is written")
	}
	saved, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{saved.SetCellValue("one", "A1", "b"), saved.Save(), saved.Close()} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if Untouched(path) || !Ours(path, "one") {
		t.Error("untouched though it was saved")
	}
	if err := os.WriteFile(path, []byte("text"), 0o600); err != nil || Untouched(path) {
		t.Error("a text is untouched", err)
	}
}
