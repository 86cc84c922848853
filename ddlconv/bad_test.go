package ddlconv_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/obferry/obferry/ddlconv"
)

// fates is what became of a text: every outcome with its lines, and every note that a
// person must read, with its line.
func fates(t testing.TB, d ddlconv.Dialect, text string) string {
	t.Helper()
	s, err := ddlconv.ConvertScript(strings.NewReader(text), d, ddlconv.Options{})
	if err != nil {
		return err.Error()
	}
	var all []string
	for _, o := range s.Outcomes {
		all = append(all, strings.TrimSpace(fmt.Sprintf("%d-%d %s %s", o.Line, o.Last, o.Fate, o.Object)))
	}
	notes := s.Notes
	for _, table := range s.Tables {
		notes = append(notes, table.Notes...)
	}
	for _, n := range notes {
		if n.Severity.Weight() >= ddlconv.Manual.Weight() || strings.HasPrefix(n.Rule, "script.") {
			all = append(all, fmt.Sprintf("%d %s", n.Line, n.Rule))
		}
	}
	return strings.Join(all, "; ")
}

// TestUnfinished has texts that end in the middle of a statement: what stands before is
// converted, and the rest is told with its line.
func TestUnfinished(t *testing.T) {
	for _, test := range []struct {
		dialect    ddlconv.Dialect
		text, want string
	}{
		{ddlconv.MySQL, "CREATE TABLE a (x int);\nCREATE TABLE b (y int,\n", "1-1 converted a; 2-2 refused b; 2 script.unfinished"},
		{ddlconv.MySQL, "CREATE TABLE a (x int);\nCREATE TABLE b (y char(3) DEFAULT 'x);\n", "1-1 converted a; 2-2 refused; 2 script.unfinished"},
		{ddlconv.MySQL, "CREATE TABLE a (x int);\nCREATE TABLE b (y int /* no end\n);\n", "1-1 converted a; 2-3 refused; 2 script.unfinished"},
		{ddlconv.MySQL, "CREATE TABLE a (x int);\nCREATE TABLE b (y int) /*!50100 PARTITION", "1-1 converted a; 2-2 refused; 2 script.unfinished"},
		{ddlconv.MySQL, "CREATE TABLE a (x int);\nDELIMITER $$\nCREATE TRIGGER g BEFORE INSERT ON a FOR EACH ROW BEGIN SET @a = 1;\n", "1-1 converted a; 2-2 passed; 3-3 refused; 3 script.unfinished"},
		{ddlconv.Postgres, "CREATE TABLE a (x int);\nCREATE TABLE b (y int,\n", "1-1 converted a; 2-3 refused; 2 script.unfinished"},
		{ddlconv.Postgres, "CREATE TABLE a (x int);\nCREATE TABLE b (y text DEFAULT 'x);\n", "1-1 converted a; 2-3 refused; 2 script.unfinished"},
		{ddlconv.Postgres, "CREATE TABLE a (x int);\nCREATE TABLE b (y int /* no end\n);\n", "1-1 converted a; 2-4 refused; 2 script.unfinished"},
		{ddlconv.Postgres, "CREATE TABLE a (x int);\nCREATE FUNCTION f() RETURNS int AS $$\nBEGIN\n", "1-1 converted a; 2-4 refused; 2 script.unfinished"},
		{ddlconv.Postgres, "CREATE TABLE a (x int);\nCOPY a (x) FROM stdin;\n1\n2", "1-1 converted a; 2-4 refused; 2 script.unfinished"},
		{ddlconv.Postgres, "CREATE TABLE a (x int);\nINSERT INTO a VALUES ('x);\nCREATE TABLE b (y int);\n", "1-1 converted a; 2-4 refused; 2 script.unfinished"},
		{ddlconv.Postgres, "CREATE TABLE a (x int);\n/* files in /etc/*.conf */\nCREATE TABLE b (y int);\n", "1-1 converted a; 2-4 refused; 2 script.unfinished"},
		{ddlconv.Postgres, "CREATE TABLE a (x int);\n/* one /* two */ */ /* three", "1-1 converted a; 2-2 refused; 2 script.unfinished"},
		{ddlconv.Oracle, "CREATE TABLE a (x NUMBER);\nCREATE TABLE b (y NUMBER,\n", "1-1 converted a; 2-2 refused b; 2 script.unfinished"},
		{ddlconv.Oracle, "CREATE TABLE a (x NUMBER);\nCREATE TABLE b (y VARCHAR2(3) DEFAULT 'x);\n", "1-1 converted a; 2-2 refused; 2 script.unfinished"},
		{ddlconv.Oracle, "CREATE TABLE a (x NUMBER);\nCREATE TABLE b (y NUMBER /* no end\n);\n", "1-1 converted a; 2-3 refused; 2 script.unfinished"},
		{ddlconv.Oracle, "CREATE TABLE a (x NUMBER);\nCREATE OR REPLACE TRIGGER g BEFORE INSERT ON a FOR EACH ROW\nBEGIN\n", "1-1 converted a; 2-3 refused; 2 script.unfinished"},
		{ddlconv.SQLServer, "CREATE TABLE a (x int)\nGO\nCREATE TABLE b (y int,\n", "1-1 converted a; 2-2 passed; 3-3 refused b; 3 script.unfinished"},
		{ddlconv.SQLServer, "CREATE TABLE a (x int)\nGO\nCREATE TABLE b (y varchar(3) DEFAULT 'x)\nGO\n", "1-1 converted a; 2-2 passed; 3-5 refused; 3 script.unfinished"},
		{ddlconv.SQLServer, "CREATE TABLE a (x int)\nGO\nCREATE TABLE b (y int /* no end\n)\nGO\n", "1-1 converted a; 2-2 passed; 3-5 refused b; 3 script.unfinished"},
		{ddlconv.SQLServer, "CREATE TABLE a (x int)\nGO\nCREATE PROCEDURE p AS BEGIN\n", "1-1 converted a; 2-2 passed; 3-3 refused p; 3 script.unfinished"},
	} {
		if got := fates(t, test.dialect, test.text); got != test.want {
			t.Errorf("%s %q:\n got %s\nwant %s", test.dialect, test.text, got, test.want)
		}
	}
}

// wide is a text in UTF-16.
func wide(text string, big, mark bool) string {
	var b strings.Builder
	if mark {
		text = "\ufeff" + text
	}
	for _, unit := range utf16.Encode([]rune(text)) {
		if big {
			b.WriteString(string([]byte{byte(unit >> 8), byte(unit)}))
		} else {
			b.WriteString(string([]byte{byte(unit), byte(unit >> 8)}))
		}
	}
	return b.String()
}

// TestEncodings has one text in many encodings, and some in none.
func TestEncodings(t *testing.T) {
	const text, want = "CREATE TABLE `a` (`x` int COMMENT '订单');\r\nCREATE TABLE `订单` (`y` int);\r\n", "1-1 converted a; 2-2 converted 订单"
	narrow, err := simplifiedchinese.GBK.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct{ text, want string }{
		"UTF-8":                 {text, want},
		"UTF-8 with a mark":     {"\ufeff" + text, want},
		"UTF-16LE":              {wide(text, false, false), want},
		"UTF-16LE with a mark":  {wide(text, false, true), want},
		"UTF-16BE":              {wide(text, true, false), want},
		"UTF-16BE with a mark":  {wide(text, true, true), want},
		"GBK":                   {narrow, want + "; 1 script.encoding.unsure"},
		"mixed":                 {text + strings.ReplaceAll(narrow, "`a`", "`b`"), want + "; 3-3 converted b; 4-4 manual 订单; 4 mysql.table.twice; 3 script.encoding.unsure; 3 script.mixed"},
		"line feeds":            {strings.ReplaceAll(text, "\r", ""), want},
		"carriage returns":      {"-- one\r" + strings.ReplaceAll(text, "\n", ""), "2-2 converted a; 3-3 converted 订单"},
		"a line of no encoding": {text + "-- \xff\xfe\xff\nCREATE TABLE c (\n z int);\n", want + "; 4-5 converted c; 3 script.bytes"},
		"NUL":                   {text + "CREATE TABLE c (z int COMMENT 'a\x00b');\n\x00\nCREATE TABLE d (z int);\n", want + "; 3-3 converted c; 4-5 refused; 4 script.refused; 3 script.bytes"},
		"binary":                {strings.Repeat("\x00\x01\x02\x03abcd", 100), "not a text"},
		"gzip":                  {"\x1f\x8b\x08 and so on", "not a text: gzip"},
		"pg_dump's own":         {"PGDMP\x01\x0e\x00\x04\x08\x08 and so on", "not a text: pg_dump"},
		"empty":                 {"", ""},
		"blank":                 {" \n\n\t", ""},
		"comments":              {"-- one\n/* two\n*/\n# three", ""},
	} {
		if got := fates(t, ddlconv.MySQL, test.text); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, test.want)
		}
	}
}

// TestLegacyEncodings has texts of people who never heard of UTF-8: comments and names must
// be what they wrote, and a note tells what they were read as, on the first line of it.
func TestLegacyEncodings(t *testing.T) {
	latin := func(s string) string { return encoded(t, charmap.Windows1252, s) }
	chinese := func(s string) string { return encoded(t, simplifiedchinese.GBK, s) }
	taiwan := func(s string) string { return encoded(t, traditionalchinese.Big5, s) }
	table := func(name, comment string) string {
		return "CREATE TABLE `" + name + "` (x int COMMENT '" + comment + "');\n"
	}
	for name, test := range map[string]struct{ text, encoding, comments, notes string }{
		"Latin-1":          {table("a", latin("Número de teléfono")) + table("b", latin("Año: 5 €")), "", "Número de teléfono|Año: 5 €", "1 script.encoding.unsure 2 windows-1252"},
		"one word":         {"-- x\n" + table("a", latin("Mañana")), "", "Mañana", "2 script.encoding.unsure 1 windows-1252"},
		"German":           {table("a", latin("Größe der Straße")) + table("b", latin("Schlüssel für Änderungen, Übersicht")), "", "Größe der Straße|Schlüssel für Änderungen, Übersicht", "1 script.encoding 2 windows-1252"},
		"Big5":             {table("a", taiwan("訂單編號、客戶名稱、建立時間、更新時間")), "", "訂單編號、客戶名稱、建立時間、更新時間", "1 script.encoding 1 Big5"},
		"Big5, one word":   {table("a", taiwan("訂單")), "", "訂單", "1 script.encoding.unsure 1 Big5"},
		"a backslash":      {table("a", taiwan("成功許可")), "Big5", "成功許可", ""},
		"GBK":              {table("a", chinese("用户表：订单编号、客户名称、创建时间、更新时间")), "", "用户表：订单编号、客户名称、创建时间、更新时间", "1 script.encoding 1 GB18030"},
		"UTF-8, then GBK":  {table("a", "订单") + table("b", chinese("用户表：订单编号、客户名称、创建时间")), "", "订单|用户表：订单编号、客户名称、创建时间", "2 script.encoding 1 GB18030; 2 script.mixed UTF-8 GB18030"},
		"GBK, then UTF-8":  {table("a", chinese("用户表：订单编号、客户名称、创建时间")) + "\n" + table("b", "订单"), "", "用户表：订单编号、客户名称、创建时间|订单", "1 script.encoding 1 GB18030; 3 script.mixed GB18030 UTF-8"},
		"GBK and Latin-1":  {table("a", chinese("用户表：订单编号、客户名称、创建时间")) + table("b", latin("Número de teléfono")), "", "用户表：订单编号、客户名称、创建时间|Número de teléfono", "1 script.encoding 1 GB18030; 2 script.encoding.unsure 1 windows-1252; 2 script.mixed GB18030 windows-1252"},
		"named":            {table("a", latin("Mañana")), "latin1", "Mañana", ""},
		"named wrongly":    {table("a", latin("Mañ")+"\xff\xff"), "gbk", "Ma���", "1 script.bytes 1 U+FFFD"},
		"named UTF-8":      {table("a", latin("Mañana")), "utf8", "Ma�ana", "1 script.bytes 1 U+FFFD"},
		"named UTF-16":     {wide(table("a", "订单"), false, false), "utf-16le", "订单", ""},
		"UTF-32":           {"\xff\xfe\x00\x00" + utf32(table("a", "订单")), "", "订单", ""},
		"a very long line": {"/* " + strings.Repeat(chinese("订单编号客户名称创建时间, "), 60_000) + " */ " + table("a", chinese("订单编号、客户名称")), "", "订单编号、客户名称", "1 script.encoding.unsure 1 GB18030"},
	} {
		s, err := ddlconv.ConvertScript(strings.NewReader(test.text), ddlconv.MySQL, ddlconv.Options{Encoding: test.encoding})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var comments, notes []string
		for _, table := range s.Tables {
			comments = append(comments, table.Table.Columns[0].Comment)
		}
		for _, n := range s.Notes {
			notes = append(notes, fmt.Sprintf("%d %s %s %s", n.Line, n.Rule, n.Was, n.Became))
		}
		if got := strings.Join(comments, "|"); got != test.comments {
			t.Errorf("%s: the comments are %q, want %q", name, got, test.comments)
		}
		if got := strings.Join(notes, "; "); got != test.notes {
			t.Errorf("%s: told %s, want %s", name, got, test.notes)
		}
	}
	var unknown *ddlconv.ParseError
	if _, err := ddlconv.ConvertScript(strings.NewReader("SELECT 1"), ddlconv.MySQL, ddlconv.Options{Encoding: "ebcdic"}); !errors.As(err, &unknown) || unknown.ID != "fault.ddl.encoding" {
		t.Error(err)
	}
}

// encoded is a text in an encoding.
func encoded(t *testing.T, e encoding.Encoding, text string) string {
	t.Helper()
	bytes, err := e.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return bytes
}

// utf32 is a text in UTF-32LE.
func utf32(text string) string {
	var b []byte
	for _, r := range text {
		b = binary.LittleEndian.AppendUint32(b, uint32(r))
	}
	return string(b)
}

// TestLongComments has comments that are longer than what is read at once, and one that
// ends with the file.
func TestLongComments(t *testing.T) {
	long := strings.Repeat("a comment; it's long, ", 100_000)
	for _, d := range []ddlconv.Dialect{ddlconv.MySQL, ddlconv.Postgres, ddlconv.Oracle, ddlconv.SQLServer} {
		text := "-- " + long + "\n/* " + long + " */\nCREATE TABLE a (x int);\n-- it is the end"
		if got := fates(t, d, text); got != "3-3 converted a" {
			t.Errorf("%s: %.200s", d, got)
		}
	}
	if got := fates(t, ddlconv.MySQL, "CREATE TABLE a (x int)$$\nDELIMITER ;"); got != "1-1 refused; 2-2 passed; 1 script.unfinished" {
		t.Error(got)
	}
}

// TestOnlyComments has comments in every dialect's ways, which make no statement.
func TestOnlyComments(t *testing.T) {
	for d, text := range map[ddlconv.Dialect]string{
		ddlconv.Postgres: "-- one\n/* two /* nested */ \n*/\n", ddlconv.Oracle: "-- one\n/* two\n*/\n", ddlconv.SQLServer: "-- one\n/* two /* nested */\n*/\n",
	} {
		if got := fates(t, d, text); got != "" {
			t.Errorf("%s: %s", d, got)
		}
	}
}

// TestTangled has tables that do not go together; each is told with its line.
func TestTangled(t *testing.T) {
	var wideTable strings.Builder
	wideTable.WriteString("CREATE TABLE a (x int")
	for i := range 4999 {
		fmt.Fprintf(&wideTable, ",\n  c%d int", i)
	}
	wideTable.WriteString(");\nCREATE TABLE b (x int);\n")
	for name, test := range map[string]struct{ text, want string }{
		"one name":           {"CREATE TABLE a (x int);\nCREATE TABLE a (y int);\nCREATE TABLE b (z int);", "1-1 converted a; 2-2 manual a; 3-3 converted b; 2 mysql.table.twice"},
		"one but for case":   {"CREATE TABLE a (x int);\nCREATE TABLE A (y int);", "1-1 converted a; 2-2 manual A; 2 mysql.table.twice"},
		"nowhere":            {"CREATE TABLE a (x int,\n FOREIGN KEY (x) REFERENCES nowhere (id));\nCREATE TABLE b (x int);", "1-2 converted a; 3-3 converted b; 2 foreign.nowhere"},
		"a cycle":            {"CREATE TABLE b (id int PRIMARY KEY, c int, CONSTRAINT fb FOREIGN KEY (c) REFERENCES c (id));\nCREATE TABLE c (id int PRIMARY KEY, b int, CONSTRAINT fc FOREIGN KEY (b) REFERENCES b (id));", "1-1 converted b; 2-2 converted c"},
		"its own parent":     {"CREATE TABLE s (id int PRIMARY KEY, p int, CONSTRAINT fs FOREIGN KEY (p) REFERENCES s (id));", "1-1 converted s"},
		"too many columns":   {wideTable.String(), "1-5000 converted a; 5001-5001 converted b; 4097 table.columns"},
		"one very long line": {strings.Repeat("INSERT INTO t VALUES (1,'x');", 350_000) + "CREATE TABLE a (x int);\nCREATE TABLE b (x int);", "1-1 passed; 1-1 converted a; 2-2 converted b"},
		"an enum of 10 MB":   {"CREATE TABLE a (x enum('" + strings.Repeat("0123456','", 1_000_000) + "'));CREATE TABLE b (x int);", "1-1 converted a; 1-1 converted b; 1 type.members"},
	} {
		if got := fates(t, ddlconv.MySQL, test.text); got != test.want {
			t.Errorf("%s:\n got %.300s\nwant %s", name, got, test.want)
		}
	}
	s, err := ddlconv.ConvertScript(strings.NewReader("CREATE TABLE b (id int PRIMARY KEY, c int, FOREIGN KEY (c) REFERENCES c (id));\nCREATE TABLE c (id int PRIMARY KEY, b int, FOREIGN KEY (b) REFERENCES b (id));"), ddlconv.MySQL, ddlconv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if all := s.Statements(); len(all) != 4 || !strings.HasPrefix(all[2], "ALTER TABLE `b`") || !strings.HasPrefix(all[3], "ALTER TABLE `c`") {
		t.Errorf("a cycle becomes %q", all)
	}
}

// failing is a reader whose disk breaks.
type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, os.ErrDeadlineExceeded }

// TestFailing hands a reader's error on.
func TestFailing(t *testing.T) {
	if _, err := ddlconv.ConvertScript(failing{}, ddlconv.MySQL, ddlconv.Options{}); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error(err)
	}
	var unknown *ddlconv.ParseError
	if _, err := ddlconv.ConvertScript(strings.NewReader(""), "cobol", ddlconv.Options{}); !errors.As(err, &unknown) {
		t.Error(err)
	}
}
