package sheet

import (
	"archive/zip"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// save writes a workbook into a folder of the test's own.
func save(t testing.TB, f *excelize.File) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "book.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// fill writes rows of cells from a cell on.
func fill(t testing.TB, f *excelize.File, sheet string, top int, cells ...[]any) {
	t.Helper()
	for i, row := range cells {
		must(t, f.SetSheetRow(sheet, fmt.Sprintf("A%d", top+i), &row))
	}
}

// format gives a range of cells a number format: a code, or a built-in number.
func format(t testing.TB, f *excelize.File, sheet, from, to string, number any) {
	t.Helper()
	style := &excelize.Style{}
	switch n := number.(type) {
	case int:
		style.NumFmt = n
	case string:
		style.CustomNumFmt = &n
	}
	id, err := f.NewStyle(style)
	must(t, err)
	must(t, f.SetCellStyle(sheet, from, to, id))
}

// TestWorkbook lists and reads a workbook as a library of its own kind writes it.
func TestWorkbook(t *testing.T) {
	tenth := 0.1 // no constant: those are added exactly
	f := excelize.NewFile()
	must(t, f.SetSheetName("Sheet1", "订单"))
	fill(t, f, "订单", 1,
		[]any{"订单号", "金额", "下单日期", "时间", "率", "select", "编号", "备注", "done", "身份证"},
		[]any{1, 12.5, time.Date(2024, 1, 31, 0, 0, 0, 0, time.UTC), 0.75, 0.125, "x", 7, "甲", true, "110101199003078888"},
		[]any{2, tenth + 0.2, time.Date(2023, 12, 31, 0, 0, 0, 0, time.UTC), 0.5, 1, "", 123456, nil, false, "11010119900307888X"},
		nil,
		[]any{3, -1, 1, 0.999999999, 0.5, "z", 42, "乙\n丙", true, "1"})
	format(t, f, "订单", "C2", "C5", `yyyy"年"m"月"d"日";@`)
	format(t, f, "订单", "D2", "D5", 21)
	format(t, f, "订单", "E2", "E5", "0.0%")
	format(t, f, "订单", "G2", "G5", "000000")
	for _, name := range []string{"空", "hidden"} {
		_, err := f.NewSheet(name)
		must(t, err)
	}
	fill(t, f, "hidden", 3, []any{nil, "a", "b"}, []any{nil, 1, "x"})
	must(t, f.SetSheetVisible("hidden", false))

	s := open(t, save(t, f), nil)
	tables := list(t, s)
	if len(tables) != 2 || tables[0].Name != "订单" || tables[1].Name != "hidden" {
		t.Fatalf("tables: %d, %s", len(tables), tables[0].Name)
	}
	orders := tables[0]
	same(t, "columns", told(orders), "订单号 bigint, 金额 decimal(19,17), 下单日期 date, 时间 time, 率 decimal(4,3), select varchar(16), "+
		"编号 varchar(16), 备注 varchar(16), done tinyint(1), 身份证 varchar(32)")
	places, values := pull(t, s, orders, orders.Columns)
	same(t, "values", lines(values),
		"1|12.50000000000000000|2024-01-31|18:00:00|0.125|x|000007|甲|1|110101199003078888\n"+
			"2|0.30000000000000004|2023-12-31|12:00:00|1.000|␀|123456|␀|0|11010119900307888X\n"+
			"3|-1.00000000000000000|1900-01-01|24:00:00|0.500|z|000042|乙\n丙|1|1")
	if fmt.Sprint(places) != "[2 3 5]" {
		t.Errorf("places %v", places)
	}
	hidden := tables[1]
	same(t, "hidden columns", told(hidden), "a bigint, b varchar(16)")
	if len(hidden.Problems) != 1 || !strings.Contains(hidden.Problems[0].Error(), "hidden") {
		t.Errorf("problems of the hidden sheet: %v", hidden.Problems)
	}
	places, values = pull(t, s, hidden, hidden.Columns)
	if fmt.Sprint(places, values) != "[4] [[1 x]]" {
		t.Errorf("hidden rows: %v %v", places, values)
	}
}

// TestHeaders lists sheets whose headers are merged, doubled, missing or below titles.
func TestHeaders(t *testing.T) {
	for _, c := range []struct {
		name    string
		cells   [][]any
		merges  []string
		columns string
		rows    int64
	}{
		{"two rows", [][]any{{"城市", "销售", nil, "成本", nil}, {nil, "Q1", "Q2", "Q1", "Q2"}, {"北京", 1, 2, 3, 4}, {"上海", 5, 6, 7, 8}},
			[]string{"A1:A2", "B1:C1", "D1:E1"}, "城市 varchar(16), 销售_Q1 bigint, 销售_Q2 bigint, 成本_Q1 bigint, 成本_Q2 bigint", 2},
		{"merged title", [][]any{{"2024 report"}, {"id", "name", "n"}, {1, "x", 2}, {2, "y", 3}}, []string{"A1:C1"}, "id bigint, name varchar(16), n bigint", 2},
		{"all text", [][]any{{"code", "name"}, {"a", "b"}, {"c", "d"}}, nil, "code varchar(16), name varchar(16)", 2},
		{"doubled", [][]any{{"n", "N", "n", "n_2"}, {1, 2, 3, 4}}, nil, "n bigint, N_3 bigint, n_4 bigint, n_2 bigint", 1},
		{"none", [][]any{{1, "x"}, {2, "y"}}, nil, "column_1 bigint, column_2 varchar(16)", 2},
		{"an empty one", [][]any{{"a", nil, "c"}, {1, 2, 3}}, nil, "a bigint, column_2 bigint, c bigint", 1},
		{"merged over two columns", [][]any{{"id", "amount", nil}, {1, 2, 3}}, []string{"B1:C1"}, "id bigint, amount bigint, amount_2 bigint", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := excelize.NewFile()
			fill(t, f, "Sheet1", 1, c.cells...)
			for _, m := range c.merges {
				from, to, _ := strings.Cut(m, ":")
				must(t, f.MergeCell("Sheet1", from, to))
			}
			table := list(t, open(t, save(t, f), nil))[0]
			same(t, "columns", told(table), c.columns)
			if table.Rows != c.rows {
				t.Errorf("%d rows, want %d", table.Rows, c.rows)
			}
		})
	}
}

// TestLayoutKept holds that a layout that was proposed, or corrected, finds the same
// rows again in another process.
func TestLayoutKept(t *testing.T) {
	f := excelize.NewFile()
	fill(t, f, "Sheet1", 1, []any{"Report"}, []any{"id", "name", "n"}, []any{1, "x", 2}, []any{2, "y", 3}, []any{"sum", nil, 5})
	path := save(t, f)
	first := list(t, open(t, path, nil))[0]
	layout := *first.Layout.(*Layout)
	again := list(t, open(t, path, map[string]*Layout{"Sheet1": &layout}))[0]
	same(t, "columns", told(again), told(first))
	if layout.HeaderRow != 2 || layout.FirstRow != 3 || !reflect.DeepEqual(*again.Layout.(*Layout), layout) {
		t.Errorf("layout %+v, then %+v", layout, again.Layout)
	}
	layout.LastRow, layout.LastColumn, layout.EmptyIsText = 4, 2, true
	s := open(t, path, map[string]*Layout{"Sheet1": &layout})
	table := list(t, s)[0]
	same(t, "columns without the sum", told(table), "id bigint, name varchar(16)")
	_, values := pull(t, s, table, table.Columns)
	same(t, "values", lines(values), "1|x\n2|y")
}

// raw is a workbook of one sheet, put together by hand.
func raw(t testing.TB, sheet string, parts map[string]string) string {
	t.Helper()
	all := map[string]string{
		"_rels/.rels":                `<Relationships><Relationship Id="r" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<x:workbook xmlns:x="m" xmlns:r="o"><x:sheets><x:sheet name="S &amp; T" sheetId="1" r:id="rId1"/></x:sheets></x:workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://x/styles" Target="styles.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   `<?xml version="1.0" encoding="UTF-8"?><!-- > --><worksheet><sheetData>` + sheet + `</sheetData></worksheet>`,
	}
	for name, text := range parts {
		all[name] = text
	}
	path := filepath.Join(t.TempDir(), "raw.xlsx")
	file, err := os.Create(path)
	must(t, err)
	archive := zip.NewWriter(file)
	for name, text := range all {
		if text == "" {
			continue
		}
		w, err := archive.Create(name)
		must(t, err)
		_, err = w.Write([]byte(text))
		must(t, err)
	}
	must(t, archive.Close())
	must(t, file.Close())
	return path
}

// TestRawWorkbook reads what other programs write: prefixes, no references, rich and
// inline text, codes, formulas, errors, ISO dates, the 1904 epoch, strange styles.
func TestRawWorkbook(t *testing.T) {
	strings0 := `<sst><si><t>name</t></si><si><r><t>rich </t></r><r><t xml:space="preserve">text</t></r><rPh><t>not me</t></rPh></si><si/><si><t><![CDATA[<b>]]> &amp; &#x4E2D;</t></si></sst>`
	styles := `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[h]:mm:ss"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm"/></numFmts>` +
		`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="57"/></cellXfs></styleSheet>`
	sheet := `<row r="2"><c t="s"><v>0</v></c><c t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c><c t="str"><f>"f"&amp;1</f><v>formula</v></c><c t="inlineStr"><is><t>dur</t></is></c><c t="inlineStr"><is><t>dt</t></is></c><c t="inlineStr"><is><t>d</t></is></c><c t="inlineStr"><is><t>e</t></is></c></row>` +
		`<x:row r='4' ><x:c r="A4" t="s"><x:v>1</x:v></x:c><x:c r="B4" t="inlineStr"><x:is><x:t>a_x000D_b_x005F_x0041_</x:t></x:is></x:c><x:c r="C4"><x:f>1+1</x:f><x:v>2</x:v></x:c><x:c r="D4" s="2"><x:v>1.5</x:v></x:c><x:c r="E4" s="3"><x:v>45322.999988425923</x:v></x:c><x:c r="F4" t="d"><x:v>2024-01-31T00:00:00</x:v></x:c><x:c r="G4"><x:v>1E-3</x:v></x:c></x:row>` +
		`<row r="5"><c r="A5" t="s"><v>3</v></c><c r="C5" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="G5"><v>4.0000000000000001E-2</v></c><c r="E5" s="3"><v>60.5</v></c></row>` +
		`<row><c t="s"><v>2</v></c><c/><c><f>SUM(A1)</f></c><c s="2"><v>36</v></c><c><f>E5*2</f><v /></c><c t="str"><f>""</f><v></v></c></row>` +
		`<row r="9"><c r="G9"><v>1234567890123456</v></c></row>`
	s := open(t, raw(t, sheet, map[string]string{"xl/sharedStrings.xml": strings0, "xl/styles.xml": styles}), nil)
	table := list(t, s)[0]
	same(t, "name", table.Name, "S & T")
	same(t, "columns", told(table), "name varchar(16), inline varchar(16), formula bigint, dur varchar(16), dt varchar(32), d datetime, e decimal(19,3)")
	places, values := pull(t, s, table, table.Columns)
	same(t, "values", lines(values),
		"rich text|a\rb_x0041_|2|36:00:00|2024-01-31 23:59:59|2024-01-31 00:00:00|0.001\n"+
			"<b> & 中|␀|#DIV/0!|␀|60.5|␀|0.040\n"+
			"␀|␀|␀|864:00:00|␀|␀|␀\n"+
			"␀|␀|␀|␀|␀|␀|1234567890123456.000")
	if fmt.Sprint(places) != "[4 5 6 9]" {
		t.Errorf("places %v", places)
	}
	var problems []string
	for _, p := range table.Problems {
		problems = append(problems, p.Error())
	}
	same(t, "problems", strings.Join(problems, "\n"),
		"1 cell of S & T holds a formula error: C5 (#DIV/0!). It is sent as this text\n"+
			"2 formulas of S & T were saved without their values: C6, E6. Their cells count as empty\n"+
			"1 cell of S & T holds a number of more than 15 digits, which a spreadsheet rounds: G9 (1234567890123456)")
}

// TestDamagedWorkbooks holds that a workbook that breaks off or contradicts itself is
// a fault and never half a table.
func TestDamagedWorkbooks(t *testing.T) {
	for name, sheet := range map[string]string{
		"cell cut off":      `<row r="1"><c r="A1"><v>1</v>`,
		"bad reference":     `<row r="1"><c r="ZZZZ1"><v>1</v></c></row>`,
		"bad row":           `<row r="9999999"><c><v>1</v></c></row>`,
		"rows that go back": `<row r="2"><c><v>1</v></c></row><row r="2"><c><v>1</v></c></row>`,
		"unknown string":    `<row r="1"><c t="s"><v>5</v></c></row>`,
		"document type":     `<!DOCTYPE x [<!ENTITY a "b">]><row r="1"/>`,
		"tag without name":  `<row r="1">< ></row>`,
	} {
		t.Run(name, func(t *testing.T) {
			if f := refusal(t, raw(t, sheet, nil), nil); f.ID != "fault.sheet.damaged" {
				t.Errorf("got %v", f)
			}
		})
	}
	if f := refusal(t, raw(t, "", nil), nil); f.ID != "fault.sheet.empty" {
		t.Errorf("a workbook without cells: %v", f)
	}
	if f := refusal(t, raw(t, "", map[string]string{"xl/worksheets/sheet1.xml": ""}), nil); f.ID != "fault.sheet.damaged" {
		t.Errorf("a sheet that is not there: %v", f)
	}
	if f := refusal(t, raw(t, "", map[string]string{"xl/workbook.xml": "", "word/document.xml": "<x/>"}), nil); f.ID != "fault.sheet.damaged" && f.ID != "fault.sheet.format" {
		t.Errorf("a document: %v", f)
	}
	whole, err := os.ReadFile(raw(t, `<row r="1"><c><v>1</v></c></row>`, nil))
	must(t, err)
	if f := refusal(t, write(t, "cut.xlsx", string(whole[:len(whole)-30])), nil); f.ID != "fault.sheet.damaged" {
		t.Errorf("a cut archive: %v", f)
	}
}

// bigBook writes a workbook of n rows of ten cells, half of them texts.
func bigBook(t testing.TB, n int) string {
	t.Helper()
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	must(t, err)
	must(t, w.SetRow("A1", []any{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}))
	for i := 2; i <= n+1; i++ {
		row := make([]any, 10)
		for j := range row {
			if row[j] = any(i * j); j%2 == 1 {
				row[j] = fmt.Sprintf("text %d %d", i, j)
			}
		}
		must(t, w.SetRow(fmt.Sprintf("A%d", i), row))
	}
	must(t, w.Flush())
	return save(t, f)
}
