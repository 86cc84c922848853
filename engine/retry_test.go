package engine_test

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
)

// editor is a person with an error spreadsheet.
type editor struct {
	t    *testing.T
	path string
	*excelize.File
}

func edit(t *testing.T, path string) *editor {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return &editor{t, path, f}
}

func (e *editor) must(err error) {
	e.t.Helper()
	if err != nil {
		e.t.Fatal(err)
	}
}

// save ends the work.
func (e *editor) save() {
	e.t.Helper()
	e.must(e.Save())
	e.must(e.Close())
}

// cell finds a cell by a text that its row has in a column, and by the title of its own.
func (e *editor) cell(sheet, by, text, title string) string {
	e.t.Helper()
	all, err := e.GetRows(sheet)
	e.must(err)
	column := func(title string) int {
		for i, name := range all[0] {
			if name == title {
				return i
			}
		}
		e.t.Fatalf("sheet %s has no column %s: %q", sheet, title, all[0])
		return 0
	}
	for i, row := range all[1:] {
		if at := column(by); at < len(row) && row[at] == text {
			name, err := excelize.CoordinatesToCellName(column(title)+1, i+2)
			e.must(err)
			return name
		}
	}
	e.t.Fatalf("sheet %s has no row with %s %q", sheet, by, text)
	return ""
}

// put types a value; one that is a date gets a date's format, as programs do it.
func (e *editor) put(sheet, by, text, title string, value any) {
	e.t.Helper()
	at := e.cell(sheet, by, text, title)
	e.must(e.SetCellValue(sheet, at, value))
	format := 0
	if _, ok := value.(time.Time); ok {
		format = 22
	}
	if _, ok := value.(string); ok {
		return
	}
	style, err := e.NewStyle(&excelize.Style{NumFmt: format})
	e.must(err)
	e.must(e.SetCellStyle(sheet, at, at, style))
}

// drop deletes a row.
func (e *editor) drop(sheet, by, text string) {
	e.t.Helper()
	_, row, err := excelize.CellNameToCoordinates(e.cell(sheet, by, text, by))
	e.must(err)
	e.must(e.RemoveRow(sheet, row))
}

// retry takes a spreadsheet back into the voyage's target, and tells the warnings' ids.
func (v *voyage) retry(t *testing.T, path string) (*engine.Result, string) {
	t.Helper()
	plan, err := engine.ProposeRetry(t.Context(), path, v.plan.Target, engine.RetryOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	result, err := engine.Run(t.Context(), plan, func(e engine.Event) {
		if w, ok := e.(engine.Warned); ok {
			told = append(told, fault.Of(w.Err).ID)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return result, strings.Join(told, " ")
}

func (v *voyage) ferry(t *testing.T) *engine.Result {
	t.Helper()
	result, err := engine.Run(t.Context(), v.plan, nil)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func sums(r *engine.Result) string {
	return strings.Join([]string{string(r.Status), strconv.FormatInt(r.Written, 10), strconv.FormatInt(r.Rejected, 10)}, " ")
}

// causes are why rows were refused.
func causes(r *engine.Result) string {
	var all []string
	for _, t := range r.Tables {
		for _, g := range t.Groups {
			all = append(all, t.Target+" "+strconv.FormatInt(g.Count, 10)+" "+g.Err.Error())
		}
	}
	return strings.Join(all, "\n")
}

// A person corrects some rows of several tables, deletes one, and goes on with what is
// refused again: nothing is lost, and nothing is written twice, whatever is retried again.
func TestCorrectedRowsAreTakenBack(t *testing.T) {
	v := newVoyage(t,
		"CREATE TABLE people (id INT PRIMARY KEY, name VARCHAR(50), born DATE, pay DECIMAL(10,2), boss INT)",
		"INSERT INTO people VALUES (1,'ann','1990-01-01',1.00,NULL),(10,'too long child','1990-01-01',2.00,11),"+
			"(11,'too long parent','1990-01-01',3.00,12),(12,'too long grand','1990-01-01',3.00,1),(13,'too long gone',NULL,NULL,NULL),(14,'too long orphan',NULL,NULL,99)",
		"CREATE TABLE log (said VARCHAR(50), at DATETIME(3))",
		"INSERT INTO log VALUES ('ok','2024-01-01 00:00:00.5'),('too long one','2024-01-02 00:00:00'),('too long two','2024-01-03 00:00:00'),('too long two','2024-01-03 00:00:00')",
	)
	for _, s := range []string{
		"CREATE TABLE people (id INT PRIMARY KEY, name VARCHAR(5), born DATE, pay DECIMAL(10,2), boss INT, FOREIGN KEY (boss) REFERENCES people (id))",
		"CREATE TABLE log (said VARCHAR(5), at DATETIME(3))",
	} {
		if _, err := v.to.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	first := v.ferry(t)
	if got := sums(first); got != "partial 2 8" {
		t.Fatalf("the run: %s", got)
	}
	e := edit(t, first.Errors)
	e.put("people", "id", "10", "name", "child")
	e.put("people", "id", "11", "name", "par")
	e.put("people", "id", "11", "born", time.Date(2001, 2, 3, 0, 0, 0, 0, time.UTC))
	e.put("people", "id", "12", "name", "=gr")
	e.put("people", "id", "12", "pay", 1234.5)
	e.put("people", "id", "14", "name", "orph")
	e.drop("people", "id", "13")
	e.put("log", "said", "too long one", "at", time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC))
	e.put("log", "said", "too long one", "said", "one")
	e.save()

	second, told := v.retry(t, first.Errors)
	if got := sums(second); got != "partial 4 3" || told != "fault.retry.deleted" {
		t.Errorf("the retry: %s, told %s\n%s", got, told, causes(second))
	}
	if want := strings.TrimSuffix(first.Errors, ".xlsx") + "-retry-1.xlsx"; second.Errors != want {
		t.Errorf("what is refused again is in %s", second.Errors)
	}
	if r := second.Retry; r == nil || r.Refused != 8 || r.Deleted != 1 || r.Taken != 0 {
		t.Errorf("found %+v", r)
	}
	people := "1|ann|1990-01-01|1.00|␀\n10|child|1990-01-01|2.00|11\n11|par|2001-02-03|3.00|12\n12|=gr|1990-01-01|1234.50|1"
	if got := lines(t, v.to, "SELECT * FROM people ORDER BY id"); got != people {
		t.Errorf("people\n%s\nwant\n%s", got, people)
	}
	if got := lines(t, v.to, "SELECT * FROM log ORDER BY at"); got != "ok|2024-01-01 00:00:00.500\none|2024-05-06 07:08:09.000" {
		t.Errorf("log\n%s", got)
	}

	// The first spreadsheet once more: everything of it was taken, or has moved on.
	again, told := v.retry(t, first.Errors)
	if got := sums(again); got != "done 0 0" || told != "fault.retry.deleted fault.retry.taken fault.retry.moved" {
		t.Errorf("the same once more: %s, told %s", got, told)
	}
	if r := again.Retry; r.Taken != 4 || r.Moved != 3 || again.Errors != "" {
		t.Errorf("found %+v, errors in %q", r, again.Errors)
	}

	// The second round, its rows sorted and its columns moved about.
	e = edit(t, second.Errors)
	for range 2 {
		e.put("log", "said", "too long two", "said", "two")
	}
	e.must(e.InsertCols("people", "B", 2))
	e.must(e.SetCellValue("people", "B1", "my own"))
	e.put("people", "id", "14", "boss", 1)
	_, err := e.NewSheet("scratch")
	e.must(err)
	e.save()
	third, told := v.retry(t, second.Errors)
	if got := sums(third); got != "done 3 0" || told != "fault.retry.othersheet fault.retry.othercolumn" && told != "fault.retry.othercolumn fault.retry.othersheet" {
		t.Errorf("the second retry: %s, told %s\n%s", got, told, causes(third))
	}
	if got := lines(t, v.to, "SELECT said, COUNT(*) FROM log GROUP BY said ORDER BY said"); got != "ok|1\none|1\ntwo|2" {
		t.Errorf("log\n%s", got)
	}
	if got := lines(t, v.to, "SELECT name, boss FROM people WHERE id = 14"); got != "orph|1" {
		t.Errorf("the orphan: %s", got)
	}
	for _, path := range []string{first.Errors, second.Errors} {
		if again, _ := v.retry(t, path); sums(again) != "done 0 0" {
			t.Errorf("%s once more: %s", filepath.Base(path), sums(again))
		}
	}
	if got := lines(t, v.to, "SELECT COUNT(*) FROM log"); got != "4" {
		t.Errorf("%s rows in a table without a key", got)
	}
}

// What a person does not touch comes back to the byte, of every type.
func TestUntouchedValuesComeBack(t *testing.T) {
	const columns = "id INT PRIMARY KEY, t LONGTEXT, b LONGBLOB, j JSON, bits BIT(12), g GEOMETRY, d DATE, dt DATETIME(6), ts TIMESTAMP(3) NULL, tm TIME(6), y YEAR, " +
		"dc DECIMAL(30,10), f FLOAT, db DOUBLE, big BIGINT UNSIGNED, e ENUM('a','','b c'), s SET('x','y'), c CHAR(10)"
	texts := []string{
		"'=1+1'", "'+1'", "'-1'", "'@a'", "'\\ttab'", "'\\'quoted'", "'\"both\"'", "'\"'", "'\"\"'", "''", "NULL", "' blanks '", "'a\\0b\\r\\n\\n\\r'", "'_x0041_ _x000D_'",
		"REPEAT('长😀', 30000)", "REPEAT('x', 32767)", "'\\b\\Z'", "'0x41'", "'NULL'", "'TRUE'", "'00012'", "'␀'", "'1e5'", "'2024-01-31'", "CONVERT(0xEFBFBD USING utf8mb4)",
	}
	values := []string{}
	for i, text := range texts {
		id := strconv.Itoa(i)
		values = append(values, "("+id+","+text+",CONCAT(UNHEX('00FF'),REPEAT('z',"+strconv.Itoa(i*3000)+")),'{\"a\": [1, null, \"x\\\\\"\"]}',b'101"+
			"000000001',ST_GeomFromText('POINT(1 2)'),'0000-00-00','2024-02-29 23:59:59.123456','2024-03-31 02:30:00.5','-838:59:59',2024,"+
			"-12345678901234567890.0123456789,0.1,1e-300,18446744073709551615,'','x,y','pad','far too long')")
	}
	v := newVoyage(t)
	load(t, v.from, "CREATE TABLE kinds ("+columns+", bad VARCHAR(20))", "INSERT INTO kinds VALUES "+strings.Join(values, ","))
	var err error
	if v.catalog, err = engine.Inspect(t.Context(), v.plan.Source); err != nil {
		t.Fatal(err)
	}
	path := v.plan.Errors
	if v.plan, err = engine.Propose(t.Context(), v.plan.Source, v.plan.Target, v.catalog, nil); err != nil {
		t.Fatal(err)
	}
	v.plan.Errors, v.plan.Verify = path, false
	if _, err := v.to.Exec("CREATE TABLE kinds (" + columns + ", bad VARCHAR(5))"); err != nil {
		t.Fatal(err)
	}
	first := v.ferry(t)
	if got := sums(first); got != "partial 0 "+strconv.Itoa(len(texts)) {
		t.Fatalf("the run: %s %v", got, first.Tables[0].Err)
	}
	e := edit(t, first.Errors)
	for i := range texts {
		e.put("kinds", "id", strconv.Itoa(i), "bad", "short")
	}
	e.save()
	second, told := v.retry(t, first.Errors)
	if got := sums(second); got != "done "+strconv.Itoa(len(texts))+" 0" {
		t.Fatalf("the retry: %s, told %s\n%s", got, told, causes(second))
	}
	question := "SELECT id, HEX(t), HEX(b), j, HEX(bits), HEX(ST_AsBinary(g)), d, dt, UNIX_TIMESTAMP(ts), tm, y, dc, f, db, big, e+0, s, c FROM kinds ORDER BY id"
	was, is := strings.Split(lines(t, v.from, question), "\n"), strings.Split(lines(t, v.to, question), "\n")
	for i := range was {
		if was[i] != is[i] {
			t.Errorf("row %d\n%.300s\nwas\n%.300s", i, is[i], was[i])
		}
	}
}
