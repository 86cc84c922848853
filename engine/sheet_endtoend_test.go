package engine_test

import (
	"archive/zip"
	"bytes"
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/practice/practicetest"
)

// landing is a file, and what a client of the kernel's finds there once it is across.
type landing struct {
	name    string
	write   func(t *testing.T, folder string) (path string)
	columns string   // names and types
	rows    string   // a line each, by the first column; ␀ is NULL
	refused []string // parts of the error spreadsheet's lines, two for each row
}

// Files cross to the kernel, and queries that share nothing with the program find
// what the files hold, to the character.
func TestFilesCross(t *testing.T) {
	for _, l := range append([]landing{workbook}, texts...) {
		t.Run(l.name, func(t *testing.T) {
			to := practicetest.Address(t)
			to.Database = fmt.Sprintf("land_%d", time.Now().UnixNano())
			db := fresh(t, practicetest.Address(t), to.Database)
			folder := t.TempDir()
			from, target := engine.Endpoint{URL: l.write(t, folder)}, engine.Endpoint{URL: to.URL()}
			catalog, err := engine.Inspect(t.Context(), from)
			if err != nil {
				t.Fatal(err)
			}
			plan, err := engine.Propose(t.Context(), from, target, catalog, nil)
			if err != nil {
				t.Fatal(err)
			}
			plan.Errors, plan.Verify = filepath.Join(folder, "errors.xlsx"), true
			result, err := engine.Run(t.Context(), plan, nil)
			if err != nil {
				t.Fatal(err)
			}
			if len(result.Tables) != 1 || result.Tables[0].Compared == nil || !result.Tables[0].Compared.Equal {
				t.Fatalf("status %s, tables %+v", result.Status, result.Tables)
			}
			if want := int64(len(l.refused) / 2); result.Rejected != want {
				t.Errorf("%d rows refused, want %d", result.Rejected, want)
			}
			table := plan.Tables[0].Target
			if got := lines(t, db, "SELECT COLUMN_NAME, COLUMN_TYPE FROM information_schema.COLUMNS"+
				" WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = '"+table+"' ORDER BY ORDINAL_POSITION"); got != l.columns {
				t.Errorf("columns\n%s\nwant\n%s", got, l.columns)
			}
			if got := lines(t, db, "SELECT * FROM `"+table+"` ORDER BY 1"); got != l.rows {
				t.Errorf("rows\n%s\nwant\n%s", got, l.rows)
			}
			if len(l.refused) > 0 {
				holds(t, result.Errors, l.refused)
			} else if result.Status != engine.StatusDone || result.Errors != "" {
				t.Errorf("status %s, errors in %q", result.Status, result.Errors)
			}
		})
	}
}

// lines are a query's rows, the values as the server sends them.
func lines(t *testing.T, db *sql.DB, query string) string {
	t.Helper()
	found, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = found.Close() }()
	names, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	values, places := make([]sql.NullString, len(names)), make([]any, len(names))
	for i := range values {
		places[i] = &values[i]
	}
	var all []string
	for found.Next() {
		if err := found.Scan(places...); err != nil {
			t.Fatal(err)
		}
		cells := make([]string, len(values))
		for i, v := range values {
			if cells[i] = v.String; !v.Valid {
				cells[i] = "␀"
			}
		}
		all = append(all, strings.Join(cells, "|"))
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, "\n")
}

// holds looks for the refused rows in the error spreadsheet by what its lines hold.
func holds(t *testing.T, path string, refused []string) {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var all strings.Builder
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			all.WriteString(strings.Join(row, "|") + "\n")
		}
	}
	for _, want := range refused {
		if !strings.Contains(all.String(), want) {
			t.Errorf("the error spreadsheet lacks %q:\n%s", want, all.String())
		}
	}
}

// text is a landing of delimited text of these bytes.
func text(name, content, columns, rows string, refused ...string) landing {
	return landing{name, func(t *testing.T, folder string) string {
		path := filepath.Join(folder, "data.csv")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}, columns, rows, refused}
}

const (
	cityColumns = "id|bigint(20)\n城市|varchar(16)"
	cityRows    = "1|北京\n2|上海"
)

var texts = []landing{
	text("UTF-8", "id,城市\n1,北京\n2,上海\n", cityColumns, cityRows),
	text("UTF-8 with a byte order mark", "\xEF\xBB\xBFid,城市\r\n1,北京\r\n2,上海\r\n", cityColumns, cityRows),
	text("GBK", "id,\xB3\xC7\xCA\xD0\n1,\xB1\xB1\xBE\xA9\n2,\xC9\xCF\xBA\xA3\n", cityColumns, cityRows),
	// 㐂 (U+3402) and 𠮷 (U+20BB7) take four bytes each.
	text("GB18030", "id,\xB3\xC7\xCA\xD0\n1,\xB1\xB1\xBE\xA9\x81\x39\xEF\x31\n2,\x95\x34\xB2\x35\xC9\xCF\xBA\xA3\n",
		cityColumns, "1|北京㐂\n2|𠮷上海"),
	text("semicolons", "id;betrag;ort\n1;1,5;Köln\n2;22,75;a,b\n",
		"id|bigint(20)\nbetrag|varchar(16)\nort|varchar(16)", "1|1,5|Köln\n2|22,75|a,b"),
	text("quotes", "id,note\n1,\"two\nlines, \"\"quoted\"\"\"\n2,\"a,b\"\n3, spaced \n",
		"id|bigint(20)\nnote|varchar(32)", "1|two\nlines, \"quoted\"\n2|a,b\n3| spaced "),
	text("NULL and empty text", "id,a,b\n1,,x\n2,\"\",y\n3,z,\n",
		"id|bigint(20)\na|varchar(16)\nb|varchar(16)", "1|␀|x\n2||y\n3|z|␀"),
	text("leading zeros and long ids", "id,zip,card\n1,010020,110101199003078888\n2,200001,11010119900307888X\n",
		"id|bigint(20)\nzip|varchar(16)\ncard|varchar(32)", "1|010020|110101199003078888\n2|200001|11010119900307888X"),
	text("ragged", "id,a,b\n1,x,y\n2,short\n3,x,y\n4,x,y,long\n5,x,y\n",
		"id|bigint(20)\na|varchar(16)\nb|varchar(16)", "1|x|y\n3|x|y\n5|x|y",
		"|3|Line 3 has 2 fields where 3 are expected|", "|2|short\n",
		"|5|Line 5 has 4 fields where 3 are expected|", "|4|x|y|long\n"),
}

var workbook = landing{
	name: "workbook",
	write: func(t *testing.T, folder string) string {
		f := excelize.NewFile()
		ok := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		rows := [][]any{
			{"编号", "时间", nil, nil, "身份证", "工号", "邮编", "合计", "公式", "完成", "比率", "备注"},
			{nil, "日期", "时刻", "钟点"},
			{1, time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC), time.Date(2024, 12, 31, 23, 59, 59, 0, time.UTC), 0.5, "110101199003078888", "00042", 10020, 3, "好", true, 0.125, "你好，世界"},
			{2, time.Date(1999, 12, 31, 0, 0, 0, 0, time.UTC), time.Date(2000, 1, 1, 6, 30, 0, 0, time.UTC), 0.75, "110101199003078889", "00007", 200001, 5, 424242.5, false, 1, nil},
			{3, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, "末行𠮷"},
		}
		for i, row := range rows {
			ok(f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row))
		}
		ok(f.MergeCell("Sheet1", "B1", "D1"))
		for _, column := range strings.Split("AEFGHIJKL", "") {
			ok(f.MergeCell("Sheet1", column+"1", column+"2"))
		}
		for column, code := range map[string]string{"B": "yyyy-mm-dd", "C": "yyyy-mm-dd hh:mm:ss", "D": "hh:mm:ss", "G": "000000", "K": "0.0%"} {
			style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
			ok(err)
			ok(f.SetCellStyle("Sheet1", column+"3", column+"5", style))
		}
		ok(f.SetCellFormula("Sheet1", "H3", "1+2"))
		ok(f.SetCellFormula("Sheet1", "H4", "2+3"))
		ok(f.SetCellFormula("Sheet1", "I4", "1/0"))
		path := filepath.Join(folder, "订单.xlsx")
		ok(f.SaveAs(path))
		ok(f.Close())
		failFormula(t, path, "I4", "424242.5")
		return path
	},
	columns: "编号|bigint(20)\n时间_日期|date\n时间_时刻|datetime\n时间_钟点|time\n身份证|bigint(20)\n工号|varchar(16)\n邮编|varchar(16)\n" +
		"合计|bigint(20)\n公式|varchar(16)\n完成|tinyint(1)\n比率|decimal(4,3)\n备注|varchar(16)",
	rows: "1|2024-02-29|2024-12-31 23:59:59|12:00:00|110101199003078888|00042|010020|3|好|1|0.125|你好，世界\n" +
		"2|1999-12-31|2000-01-01 06:30:00|18:00:00|110101199003078889|00007|200001|5|#DIV/0!|0|1.000|␀\n" +
		"3|␀|␀|␀|␀|␀|␀|␀|␀|␀|␀|末行𠮷",
}

// failFormula makes a formula's cached number the error that a spreadsheet program
// would have saved in its place.
func failFormula(t *testing.T, path, cell, cached string) {
	t.Helper()
	archive, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	changed := false
	for _, part := range archive.File {
		in, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(part.Name, "sheet1.xml") {
			before := string(content)
			after := strings.Replace(before, `<v>`+cached+`</v>`, `<v>#DIV/0!</v>`, 1)
			after = strings.Replace(after, `<c r="`+cell+`"`, `<c r="`+cell+`" t="e"`, 1)
			changed, content = strings.Count(after, "#DIV/0!") == 1 && strings.Contains(after, `" t="e"`), []byte(after)
		}
		to, err := w.Create(part.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if !changed {
		t.Fatalf("%s holds no %s", cell, cached)
	}
	for _, err := range []error{w.Close(), archive.Close(), os.WriteFile(path, out.Bytes(), 0o600)} {
		if err != nil {
			t.Fatal(err)
		}
	}
}
