package sheet

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/words"
)

// failure of Open, or of listing the tables.
func refusal(t *testing.T, path string, layouts map[string]*Layout) *fault.Error {
	t.Helper()
	s, err := Open(path, layouts)
	if err == nil {
		_, err = s.Tables(context.Background())
		if closing := s.Close(); closing != nil {
			t.Error(closing)
		}
	}
	f := fault.Of(err)
	if f == nil {
		t.Fatalf("%s: want a fault, got %v", path, err)
	}
	for _, l := range words.Languages {
		if f.Text(l) == f.ID || strings.Contains(f.Text(l), "<no value>") || f.Hint(l) == "" || strings.Contains(f.Hint(l), "<no value>") {
			t.Errorf("%s in %s: %q, %q", f.ID, l, f.Text(l), f.Hint(l))
		}
	}
	return f
}

// TestRefusedFiles holds that files that are not what they seem get an answer that
// says what they are.
func TestRefusedFiles(t *testing.T) {
	compound := func(name string) string {
		b := make([]byte, 2048)
		copy(b, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
		b[30], b[48] = 9, 1 // sectors of 512 bytes, the directory in sector 1
		for i, c := range []byte(name) {
			b[1024+2*i] = c
		}
		return string(b)
	}
	for _, c := range []struct{ what, name, content, id, part string }{
		{"empty text", "a.csv", "", "fault.sheet.empty", ""},
		{"blank text", "a.csv", "\n\r\n\n", "fault.sheet.empty", ""},
		{"text named as workbook", "a.xlsx", "a,b\n1,2\n", "fault.sheet.named.workbook", "plain text"},
		{"workbook named as text", "a.csv", "PK\x03\x04xxxxxxxx", "fault.sheet.named.text", ""},
		{"truncated workbook", "a.xlsx", "PK\x03\x04xxxxxxxxxxxxxxxxxxxxxxx", "fault.sheet.damaged", ""},
		{"encrypted", "a.xlsx", encrypted(t), "fault.sheet.encrypted", ""},
		{"encrypted, named as text", "a.csv", encrypted(t), "fault.sheet.encrypted", ""},
		{"old", "a.xls", compound("Workbook"), "fault.sheet.old", ""},
		{"another compound file", "a.xlsx", compound("WordDocument"), "fault.sheet.format", "OLE"},
		{"web page", "a.xls", "<html><table><tr><td>1</td></tr></table>", "fault.sheet.format", "HTML"},
		{"PDF", "a.csv", "%PDF-1.7\n", "fault.sheet.format", "PDF"},
		{"binary", "a.csv", strings.Repeat("\x00\x01\x02\x7f\x05abc", 50), "fault.sheet.binary", ""},
		{"noise", "a.csv", noise(5000), "fault.sheet.binary", ""},
		{"numbers of two bytes", "a.csv", smallNumbers(5000), "fault.sheet.binary", ""},
		{"cut in a quote", "a.csv", "a,b\n1,x\n2,\"begun\nand\nnever ended", "fault.sheet.quote", "line 3"},
		{"bytes of no encoding", "a.csv", "a,b\n1,x\n2,caf\xE9\n", "fault.sheet.bytes", "Line 3"},
		{"cut in a character", "a.csv", "名称,说明\n一二三四五六七八九十,甲乙丙丁\n一\xE4", "fault.sheet.cut", "line 3"},
		{"cut in a quote and a character", "a.csv", "名称,说明\n一二三四五六七八九十,\"甲乙丙丁\n一\xE4", "fault.sheet.cut.quote", "on line 3, within the quote that opens on line 2"},
		{"cut in a character, few before it", "a.csv", "a,b\n1,中文\n2,\"甲\xE4\xB8", "fault.sheet.cut.quote", "utf-8"},
		{"cut in a character of GBK", "a.csv", "\xC4\xE3\xBA\xC3,b\n\xC4\xE3,x\n1,\xC4", "fault.sheet.cut", "gb18030"},
		{"cut in a pair", "a.csv", "\xFF\xFEa\x00,\x00b\x00\n\x001\x00,\x00\x00\xD8", "fault.sheet.cut", "utf-16le"},
		{"damage in UTF-8", "a.csv", "名称,说明\n一二三四五六七八九十,甲乙丙丁\n\xC4\xE3\xBA\xC3,x\n", "fault.sheet.bytes", "Line 3"},
		{"damage in GBK", "a.csv", "\xC4\xE3\xBA\xC3,b\n\xC4\xE3,x\nq\xFFq,y\n", "fault.sheet.bytes", "gb18030"},
		{"lone surrogate", "a.csv", "\xFF\xFEa\x00,\x00b\x00\n\x00\x00\xD8a\x00\n\x00", "fault.sheet.bytes", "utf-16le"},
		{"half a unit", "a.csv", "\xFE\xFF\x00a\x00\n\x00b\x00\n\x00", "fault.sheet.cut", "utf-16be"},
	} {
		t.Run(c.what, func(t *testing.T) {
			f := refusal(t, write(t, c.name, c.content), nil)
			if f.ID != c.id || !strings.Contains(f.Text(words.English), c.part) {
				t.Errorf("got %s: %s; want %s with %q", f.ID, f.Text(words.English), c.id, c.part)
			}
		})
	}
	if f := refusal(t, filepath.Join(t.TempDir(), "none.csv"), nil); f.ID != "fault.sheet.missing" || f.Kind != fault.Missing {
		t.Errorf("a missing file: %v", f)
	}
	if f := refusal(t, t.TempDir(), nil); f.ID != "fault.sheet.directory" {
		t.Errorf("a folder: %v", f)
	}
}

// noise is bytes of which any is as likely as another.
func noise(n int) string {
	random := rand.New(rand.NewPCG(1, 2))
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(random.IntN(256))
	}
	return string(b)
}

// smallNumbers are of two bytes each, as sound is stored: valid UTF-16.
func smallNumbers(n int) string {
	random := rand.New(rand.NewPCG(1, 2))
	var b []byte
	for range n {
		b = append(b, byte(1+random.IntN(200)), 0)
	}
	return string(b)
}

// encrypted is a workbook that asks for a password.
func encrypted(t *testing.T) string {
	t.Helper()
	f := excelize.NewFile()
	if err := f.SetSheetRow("Sheet1", "A1", &[]any{"id", "name"}); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b, excelize.Options{Password: "open it"}); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestRefusedLayouts holds that what a person wrote into a layout is checked.
func TestRefusedLayouts(t *testing.T) {
	path := write(t, "a.csv", "a,b\n1,2\n")
	for id, l := range map[string]Layout{
		"fault.sheet.encoding":  {Encoding: "ebcdic"},
		"fault.sheet.delimiter": {Delimiter: "::"},
		"fault.sheet.quoting":   {Quote: "«"},
		"fault.sheet.dates":     {DateOrder: "ydm"},
	} {
		if f := refusal(t, path, map[string]*Layout{"a": &l}); f.ID != id {
			t.Errorf("got %v, want %s", f, id)
		}
	}
}

// TestNamedEncoding holds that naming the encoding, as a hint advises, makes a text
// readable that looks like no text, and does not make noise one.
func TestNamedEncoding(t *testing.T) {
	content := wide("编号,姓名\n" + strings.Repeat("一二三,四五六\n", 9))
	path := write(t, "a.csv", content)
	if f := refusal(t, path, nil); f.ID != "fault.sheet.binary" {
		t.Errorf("unnamed: %v", f)
	}
	named := map[string]*Layout{"a": {Encoding: "utf-16le"}}
	table := list(t, open(t, path, named))[0]
	same(t, "columns", told(table), "编号 varchar(16), 姓名 varchar(16)")
	if f := refusal(t, write(t, "a.csv", smallNumbers(5000)), named); f.ID != "fault.sheet.binary" {
		t.Errorf("noise: %v", f)
	}
}

// wide is a text in UTF-16, low bytes first, without a mark.
func wide(text string) string {
	var b []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		b = append(b, byte(unit), byte(unit>>8))
	}
	return string(b)
}

// TestRaggedRows holds that rows whose values cannot be told to columns are named
// while listing and handed out while reading, all of them, and the others are read.
func TestRaggedRows(t *testing.T) {
	s := open(t, write(t, "data.csv", "a,b,c\n1,2,3\n4,5\n\n6,\"x\ny\",7\n8,9,10,11\n12,13,14,\n\"15\" x,16,17\n18,19,20\n"), nil)
	table := list(t, s)[0]
	same(t, "columns", told(table), "a bigint, b varchar(16), c bigint")
	var problems []string
	for _, p := range table.Problems {
		problems = append(problems, p.Error())
	}
	same(t, "problems", strings.Join(problems, "\n"),
		"2 rows of data have more or fewer fields than the others, on lines 3, 7. They will be left out and reported\n"+
			"In 1 row of data text stands behind a closing quote, on line 9. It will be left out and reported")
	var refused []string
	s.OnRefused = func(table, _ string, place int64, cells []string, err error) {
		refused = append(refused, table+": "+strings.Join(cells, "|")+": "+err.Error())
	}
	places, values := pull(t, s, table, table.Columns)
	readAll(t, s, table) // as a verification does: nothing is handed out again
	same(t, "values", lines(values), "1|2|3\n6|x\ny|7\n12|13|14\n18|19|20")
	if len(places) != 4 || places[1] != 5 || places[2] != 8 || places[3] != 10 {
		t.Errorf("places %v", places)
	}
	same(t, "refused", strings.Join(refused, "\n"),
		"data: 4|5: Line 3 has 2 fields where 3 are expected\n"+
			"data: 8|9|10|11: Line 7 has 4 fields where 3 are expected\n"+
			"data: \"15\" x|16|17: On line 9 text stands behind a closing quote, so the end of its value cannot be known")
}

// TestChangedFile holds that a file that changes after it was listed is not read.
func TestChangedFile(t *testing.T) {
	path := write(t, "data.csv", "a,b\n1,2\n")
	s := open(t, path, nil)
	table := list(t, s)[0]
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(path, later, later); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Begin(context.Background(), 1); fault.Of(err) == nil || fault.Of(err).ID != "fault.sheet.changed" {
		t.Errorf("Begin: %v", err)
	}
	err := s.Read(context.Background(), table, table.Columns, source.Chunk{}, source.Limit{Rows: 1},
		func() *rows.Batch { return new(rows.Batch) }, func(*rows.Batch) error { return nil })
	if fault.Of(err) == nil || fault.Of(err).ID != "fault.sheet.changed" {
		t.Errorf("Read: %v", err)
	}
	if list(t, s)[0].Rows != 1 { // listing anew takes the file as it is
		t.Error("listing anew found other rows")
	}
	if _, _, err := s.Begin(context.Background(), 1); err != nil {
		t.Errorf("Begin after listing anew: %v", err)
	}
}

// TestReadEnds holds that Read ends with the context, and with what deliver says.
func TestReadEnds(t *testing.T) {
	s := open(t, write(t, "data.csv", "a,b\n"+strings.Repeat("1,2\n", 5000)), nil)
	table := list(t, s)[0]
	fresh := func() *rows.Batch { return new(rows.Batch) }
	enough := errors.New("enough")
	err := s.Read(context.Background(), table, table.Columns, source.Chunk{}, source.Limit{Rows: 10}, fresh, func(*rows.Batch) error { return enough })
	if err != enough {
		t.Errorf("got %v, want the error of deliver", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	err = s.Read(ctx, table, table.Columns, source.Chunk{}, source.Limit{Rows: 10}, fresh, func(*rows.Batch) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
	if _, err := open(t, s.path, nil).Tables(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("Tables: got %v, want the context's error", err)
	}
	none := &source.Table{Name: "none"}
	err = s.Read(context.Background(), none, table.Columns, source.Chunk{}, source.Limit{}, fresh, func(*rows.Batch) error { return nil })
	if f := fault.Of(err); f == nil || f.Kind != fault.Missing {
		t.Errorf("reading no table: %v", err)
	}
}
