package report

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/words"
)

var orderColumns = []rows.Column{
	{Name: "id", Kind: rows.Integer, Type: "bigint", Key: true},
	{Name: "备注", Kind: rows.Text, Nullable: true},
	{Name: "raw", Kind: rows.Binary, Nullable: true},
}

func tooLong() *fault.Error {
	return fault.FromServer(1406, "22001", "Data too long for column '备注' at row 1")
}

func order(id string, note, raw any) Refused {
	value := func(v any) Value {
		if v == nil {
			return Value{Null: true}
		}
		return Value{Bytes: []byte(v.(string))}
	}
	return Refused{Table: "orders", Source: "Sheet1", Key: "id=" + id, Columns: orderColumns,
		Values: []Value{value(id), value(note), value(raw)}, Err: tooLong()}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func open(t testing.TB, path string) *excelize.File {
	t.Helper()
	f, err := excelize.OpenFile(path)
	must(t, err)
	t.Cleanup(func() { must(t, f.Close()) })
	return f
}

func sheetRows(t testing.TB, f *excelize.File, sheet string) [][]string {
	t.Helper()
	got, err := f.GetRows(sheet)
	must(t, err)
	return got
}

func cell(all [][]string, row, column int) string {
	if row < len(all) && column < len(all[row]) {
		return all[row][column]
	}
	return ""
}

// alone holds that a folder has these files and no others.
func alone(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("the folder holds %q, want %q", got, want)
	}
}

func TestErrorSpreadsheet(t *testing.T) {
	for _, l := range words.Languages {
		dir := t.TempDir()
		path := filepath.Join(dir, "e.xlsx")
		e := NewErrors(path, l)
		must(t, e.Probe())
		ragged := Refused{Table: "people", Source: "p.csv", Place: 17, Columns: orderColumns[:2],
			Values: []Value{{Bytes: []byte("1")}, {Bytes: []byte("2")}, {Bytes: []byte("too many")}},
			Err:    fault.FromServer(1136, "21S01", "Column count doesn't match value count at row 1")}
		must(t, e.Add(order("007", "=cmd()", "\x00\xff")))
		must(t, e.Add(ragged))
		must(t, e.Add(order("8", nil, nil)))
		must(t, e.Add(order("9", "", "")))
		duplicate := order("10", `"quoted"`, nil)
		duplicate.Err = fault.FromServer(1062, "23000", "Duplicate entry '10' for key 'PRIMARY'")
		must(t, e.Add(duplicate))
		at, n, err := e.Close()
		must(t, err)
		if at != path || n != 5 {
			t.Fatalf("%q, %d rows", at, n)
		}
		alone(t, dir, "e.xlsx")

		f := open(t, path)
		if got := strings.Join(f.GetSheetList(), "|"); got != words.In(l, "report.errors.summary", nil)+"|orders|people|obferry" {
			t.Errorf("sheets %q", got)
		}
		got := sheetRows(t, f, "orders")
		want := [][]string{
			{"1", "id=007", tooLong().Text(l), "1406", tooLong().Hint(l), "007", "=cmd()", "0x00FF"},
			{"2", "id=8", tooLong().Text(l), "1406", tooLong().Hint(l), "8", "", ""},
			{"3", "id=9", tooLong().Text(l), "1406", tooLong().Hint(l), "9", `""`, "0x"},
			{"4", "id=10", duplicate.Err.Text(l), "1062", duplicate.Err.Hint(l), "10", `""quoted""`, ""},
		}
		for i, row := range want {
			for j, v := range row {
				if cell(got, i+1, j) != v {
					t.Errorf("%s: row %d column %d is %q, want %q", l, i+1, j, cell(got, i+1, j), v)
				}
			}
		}
		if cell(got, 0, 0) != words.In(l, "report.errors.number", nil) || cell(got, 0, 6) != "备注" {
			t.Errorf("header %q", got[0])
		}
		if people := sheetRows(t, f, "people"); cell(people, 1, 0) != "5" || cell(people, 1, 1) != "17" || cell(people, 1, 7) != "too many" {
			t.Errorf("%q", people)
		}
		checkLooks(t, f)
		checkIndex(t, f)
		summary := sheetRows(t, f, f.GetSheetName(0))
		if !strings.Contains(cell(summary, 0, 0), "5") || cell(summary, 7, 0) != "orders" || cell(summary, 7, 2) != "3" || cell(summary, 7, 3) != "1406" {
			t.Errorf("summary %q", summary)
		}
		for _, line := range append(summary, got...) {
			for _, text := range line {
				if strings.Contains(text, "report.") || strings.Contains(text, "<no value>") {
					t.Errorf("%s: no words for %q", l, text)
				}
			}
		}
	}
}

// The cell to blame is red, NULL is shaded, and what looks like a formula is none.
func checkLooks(t *testing.T, f *excelize.File) {
	t.Helper()
	look := func(at string) (id, pattern int) {
		id, err := f.GetCellStyle("orders", at)
		must(t, err)
		style, err := f.GetStyle(id)
		must(t, err)
		if style.NumFmt != 49 {
			t.Errorf("%s is not formatted as text", at)
		}
		return id, style.Fill.Pattern
	}
	const solid, shaded = 1, 14
	plain, plainFill := look("F2")
	_, badFill := look("G2")
	null, nullFill := look("H3")
	badNull, badNullFill := look("G3")
	_, keyFill := look("F5")
	if plainFill != 0 || badFill != solid || keyFill != solid || nullFill != shaded || badNullFill != shaded || null == badNull || null == plain {
		t.Errorf("fills: plain %d bad %d key %d null %d bad null %d", plainFill, badFill, keyFill, nullFill, badNullFill)
	}
	if formula, err := f.GetCellFormula("orders", "G2"); err != nil || formula != "" {
		t.Errorf("a formula: %q %v", formula, err)
	}
	panes, err := f.GetPanes("orders")
	must(t, err)
	if !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the header is not frozen: %+v", panes)
	}
}

func checkIndex(t *testing.T, f *excelize.File) {
	t.Helper()
	if visible, err := f.GetSheetVisible("obferry"); err != nil || visible {
		t.Errorf("the hidden sheet is in sight: %v", err)
	}
	index := sheetRows(t, f, "obferry")
	var short []string
	want := "obferry|2\nabout|{…}\ntable|1|4|orders|Sheet1\nsheet|1|orders\nrow|1|1|0|id=007\nrow|2|1|0|id=8\nrow|3|1|0|id=9\nrow|4|1|0|id=10\n" +
		"table|2|1|people|p.csv\nsheet|2|people\nrow|5|2|17|"
	index[1][1] = "{…}"
	for _, line := range index {
		short = append(short, strings.Join(line[:min(len(line), 5)], "|"))
	}
	if got := strings.Join(short, "\n"); got != want {
		t.Errorf("index\n%s\nwant\n%s", got, want)
	}
	if !strings.Contains(cell(index, 2, 5), `"备注"`) {
		t.Errorf("columns %q", cell(index, 2, 5))
	}
}

func TestNothingToWrite(t *testing.T) {
	dir := t.TempDir()
	e := NewErrors(filepath.Join(dir, "e.xlsx"), words.English)
	must(t, e.Probe())
	path, n, err := e.Close()
	if path != "" || n != 0 || err != nil {
		t.Errorf("%q %d %v", path, n, err)
	}
	alone(t, dir)
	if err := e.Add(order("1", "x", nil)); err == nil {
		t.Error("a row was taken after the end and lost")
	}
}

// Whatever a value holds, the file holds all of it.
func TestNoValueIsLost(t *testing.T) {
	long := strings.Repeat("长文本😀", 20000)
	values := []any{long, "a\x00b\x1f", "bad \xff\xfe bytes", "\uFFFE", strings.Repeat("\x01", 50000), `"`, `""`, "_x0041_", " \r\n\t"}
	raws := []any{strings.Repeat("\xab", 70000), nil, "", "\x01", "x", "y", "z", "w", "v"}
	path := filepath.Join(t.TempDir(), "e.xlsx")
	e := NewErrors(path, words.English)
	for i := range values {
		must(t, e.Add(order(fmt.Sprint(i), values[i], raws[i])))
	}
	_, _, err := e.Close()
	must(t, err)
	f := open(t, path)
	shownRows, kept := sheetRows(t, f, "orders"), map[string]string{}
	for _, piece := range sheetRows(t, f, "obferry values") {
		text := piece[4]
		if piece[2] == "hex" {
			raw, err := hex.DecodeString(text)
			must(t, err)
			text = string(raw)
		}
		kept[piece[0]+"/"+piece[1]] += text
	}
	for i := range values {
		for j, v := range []any{values[i], raws[i]} {
			at, whole := fmt.Sprintf("%d/%d", i+1, j+2), ""
			display := cell(shownRows, i+1, 6+j)
			hidden, rough := kept[at]
			switch {
			case v == nil:
				if display != "" || rough {
					t.Errorf("%s: NULL is %q", at, display)
				}
				continue
			case rough:
				whole = hidden
				if len(display) > 3*32767 || strings.ContainsAny(display, "\x00\x01\x1f") {
					t.Errorf("%s is not fit to be shown", at)
				}
			case j == 1:
				raw, err := hex.DecodeString(strings.TrimPrefix(display, "0x"))
				must(t, err)
				whole = string(raw)
			default:
				whole = display
				if len(display) >= 2 && display[0] == '"' && display[len(display)-1] == '"' {
					whole = display[1 : len(display)-1]
				}
			}
			if whole != v.(string) {
				t.Errorf("%s: %.40q came back as %.40q", at, v, whole)
			}
		}
	}
	if got := cell(shownRows, 1, 6); !strings.Contains(got, fmt.Sprint(len(long))) {
		t.Error("the cut is not told")
	}
	if got := cell(shownRows, 2, 6); got != "a␀b␟" {
		t.Errorf("control characters are shown as %q", got)
	}
}

func TestManyTablesAtOnce(t *testing.T) {
	defer func(n int) { maxRows = n }(maxRows)
	maxRows = 101
	path := filepath.Join(t.TempDir(), "e.xlsx")
	e := NewErrors(path, words.English)
	var group sync.WaitGroup
	for w := range 4 {
		group.Go(func() {
			for i := range 250 {
				r := order(fmt.Sprint(i), "x", nil)
				r.Table = fmt.Sprintf("a table with a rather long name, number %d", w)
				if err := e.Add(r); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	_, n, err := e.Close()
	must(t, err)
	f := open(t, path)
	perTable, numbers := map[string]int{}, map[string]bool{}
	for _, sheet := range f.GetSheetList()[1:] {
		if strings.HasPrefix(sheet, "obferry") {
			continue
		}
		all := sheetRows(t, f, sheet)
		if len(all) > maxRows || len([]rune(sheet)) > 31 {
			t.Errorf("%q has %d rows", sheet, len(all))
		}
		for _, row := range all[1:] {
			perTable[sheet]++
			numbers[row[0]] = true
		}
	}
	if n != 1000 || len(numbers) != 1000 || len(perTable) != 12 {
		t.Errorf("%d rows, %d numbers, sheets %v", n, len(numbers), perTable)
	}
}

func all(Refused) Fate { return Kept }

// A crash between two rows, or within one, must not cost those before.
func TestResumeAfterACrash(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "e.xlsx")
	e := NewErrors(path, words.English)
	for i := range 10 {
		must(t, e.Add(order(fmt.Sprint(i), "x", nil)))
	}
	// The process dies here: no Close.
	whole, err := os.ReadFile(path + ".partial")
	must(t, err)
	for cut := range 60 {
		must(t, os.WriteFile(path+".partial", whole[:len(whole)-cut], 0o600))
		again := NewErrors(path, words.English)
		n, err := again.Resume(path, all)
		if err != nil || n < 9 || (n < 10) != (cut > 0) {
			t.Fatalf("%d bytes lost: %d rows, %v", cut, n, err)
		}
		must(t, again.Add(order("new", "y", nil)))
		at, total, err := again.Close()
		if err != nil || total != n+1 {
			t.Fatalf("%d rows: %v", total, err)
		}
		got := sheetRows(t, open(t, at), "orders")
		if len(got) != int(n)+2 || cell(got, len(got)-1, 5) != "new" {
			t.Fatalf("%d bytes lost: %d rows in the file", cut, len(got)-1)
		}
	}
	alone(t, dir, "e.xlsx")
	if n, err := NewErrors(path, words.English).Resume(path, all); n != 0 || err != nil {
		t.Errorf("nothing to resume: %d %v", n, err)
	}
}

// A table that is read once more brings its refused rows once more.
func TestResumeLeavesOutWhatIsNotTaken(t *testing.T) {
	path := filepath.Join(t.TempDir(), "e.xlsx")
	e := NewErrors(path, words.English)
	for i := range 10 {
		must(t, e.Add(order(fmt.Sprint(i), "x", nil)))
	}
	e.Keep()
	_, _, err := e.Close()
	must(t, err)
	n, seen := int64(0), 0
	e = NewErrors(filepath.Join(filepath.Dir(path), "other.xlsx"), words.English)
	n, err = e.Resume(path, func(r Refused) Fate {
		if seen++; string(r.Values[0].Bytes) == "7" {
			return Kept
		}
		return Dropped
	})
	if n != 1 || seen != 10 || err != nil {
		t.Fatalf("%d of %d rows taken, %v", n, seen, err)
	}
	// Another name of the same file is no other file.
	e.Keep()
	_, _, err = e.Close()
	must(t, err)
	t.Chdir(filepath.Dir(path))
	e = NewErrors("other.xlsx", words.English)
	if n, err = e.Resume(filepath.Join(filepath.Dir(path), "other.xlsx"), all); n != 1 || err != nil {
		t.Fatalf("%d rows taken, %v", n, err)
	}
	at, _, err := e.Close()
	must(t, err)
	if got := sheetRows(t, open(t, at), "orders"); len(got) != 2 || cell(got, 1, 5) != "7" {
		t.Errorf("%q", got)
	}
	alone(t, filepath.Dir(path), "e.xlsx", "other.xlsx")
}

// Another run's leftover is put aside, not overwritten.
func TestLeftoverIsKept(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "e.xlsx")
	must(t, NewErrors(path, words.English).Add(order("1", "x", nil)))
	e := NewErrors(path, words.English)
	must(t, e.Add(order("2", "x", nil)))
	_, n, err := e.Close()
	if n != 1 || err != nil {
		t.Errorf("%d rows, %v", n, err)
	}
	alone(t, dir, "e.xlsx", "e.xlsx.partial.1")
}

func TestPlacesThatCannotBeWritten(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "not", "there.xlsx")
	e := NewErrors(missing, words.English)
	for name, err := range map[string]error{"probe": e.Probe(), "add": e.Add(order("1", "x", nil))} {
		f := fault.Of(err)
		if f == nil || f.ID != "fault.report.folder" || !strings.Contains(f.Text(words.Chinese), missing) || !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := e.Add(order("2", "x", nil)); err == nil {
		t.Error("the second row was taken though the first was lost")
	}
	dir := t.TempDir() // where the file should go, a folder stands in the way
	must(t, os.Mkdir(filepath.Join(dir, "e.xlsx"), 0o700))
	must(t, os.WriteFile(filepath.Join(dir, "e.xlsx", "in use"), nil, 0o600))
	e = NewErrors(filepath.Join(dir, "e.xlsx"), words.English)
	must(t, e.Add(order("1", "x", nil)))
	_, n, err := e.Close()
	f := fault.Of(err)
	if f == nil || n != 1 || !strings.Contains(f.Hint(words.English), "e.xlsx.partial") {
		t.Errorf("%d %v", n, err)
	}
	alone(t, dir, "e.xlsx", "e.xlsx.partial")
}

// A reader of spools meets whatever a crash left.
func FuzzSpool(f *testing.F) {
	path := filepath.Join(f.TempDir(), "e.xlsx")
	e := NewErrors(path, words.English)
	must(f, e.Add(order("1", "x", nil)))
	must(f, e.Add(order("2", nil, "\x00")))
	whole, err := os.ReadFile(path + ".partial")
	must(f, err)
	f.Add(whole)
	f.Add(whole[:40])
	f.Add([]byte(spoolMagic))
	path = filepath.Join(f.TempDir(), "fuzzed")
	f.Fuzz(func(t *testing.T, content []byte) {
		path := fmt.Sprintf("%s%d", path, os.Getpid())
		must(t, os.WriteFile(path, content, 0o600))
		s, err := reopenSpool(path)
		if err != nil {
			return
		}
		rows := 0
		for _, table := range s.tables {
			err = errors.Join(err, s.each(table, func(Refused) error { rows++; return nil }))
		}
		if err == nil && int64(rows) != s.rows {
			t.Fatalf("%d rows became %d", s.rows, rows)
		}
		if written := writeErrors(io.Discard, s, About{}, words.English); (written == nil) != (err == nil) {
			t.Fatalf("read: %v; written: %v", err, written)
		}
		must(t, s.remove())
	})
}

// What decodes must come from what encodes, value by value.
func FuzzRecord(f *testing.F) {
	body, err := encodeRow(nil, 3, order("1", "x", nil))
	must(f, err)
	f.Add(body)
	f.Fuzz(func(t *testing.T, body []byte) {
		r, err := decodeRow(body)
		if err != nil {
			return
		}
		again, err := encodeRow(nil, 3, r)
		must(t, err)
		back, err := decodeRow(again)
		must(t, err)
		if back.Key != r.Key || back.Place != r.Place || len(back.Values) != len(r.Values) {
			t.Fatalf("%+v became %+v", r, back)
		}
		for i := range r.Values {
			if r.Values[i].Null != back.Values[i].Null || !bytes.Equal(r.Values[i].Bytes, back.Values[i].Bytes) {
				t.Fatalf("value %d", i)
			}
		}
	})
}

// TestOthersFilesAreNotReplaced leaves what somebody else wrote, and replaces its own.
func TestOthersFilesAreNotReplaced(t *testing.T) {
	dir := t.TempDir()
	text, other, empty := filepath.Join(dir, "a.xlsx"), filepath.Join(dir, "b.xlsx"), filepath.Join(dir, "c.xlsx")
	if err := os.WriteFile(text, []byte("not a workbook"), 0o600); err != nil {
		t.Fatal(err)
	}
	f := excelize.NewFile()
	if err := f.SaveAs(other); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{text, other} {
		if f := fault.Of(NewErrors(path, words.English).Probe()); f == nil || f.ID != "fault.report.foreign" {
			t.Errorf("%s: %v", filepath.Base(path), f)
		}
	}
	if err := NewErrors(empty, words.English).Probe(); err != nil {
		t.Error(err)
	}
	ours := filepath.Join(dir, "ours.xlsx")
	e := NewErrors(ours, words.English)
	if err := e.Add(Refused{Table: "t", Err: fault.New(fault.Row, "fault.server.1062")}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if err := NewErrors(ours, words.English).Probe(); err != nil {
		t.Error(err)
	}
	saved, err := excelize.OpenFile(ours) // as a person does who has looked into it
	if err != nil {
		t.Fatal(err)
	}
	if err := saved.SetAppProps(&excelize.AppProperties{Application: "Another program"}); err != nil {
		t.Fatal(err)
	}
	if err := saved.Save(); err != nil {
		t.Fatal(err)
	}
	if err := NewErrors(ours, words.English).Probe(); err != nil {
		t.Error(err)
	}
}
