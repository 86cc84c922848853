package app

import (
	"bytes"
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/obferry/obferry/engine/practice/practicetest"
	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
)

const shopDDL = `-- a shop
CREATE TABLE customers (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, name varchar(40) COMMENT 'it''s') ENGINE=InnoDB;
CREATE TABLE orders (id int PRIMARY KEY, customer int, CONSTRAINT fk FOREIGN KEY (customer) REFERENCES customers (id)) ENGINE=InnoDB;
INSERT INTO customers VALUES (1, 'a;b');
INSERT INTO customers VALUES (2, 'c');
CREATE VIEW seen AS SELECT id FROM orders;
DELIMITER //
CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW BEGIN SET NEW.id = 1; SET NEW.customer = 2; END//
DELIMITER ;
`

// written puts a text into a file of the test's own.
func written(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// ddl reads standard output as the document of a conversion.
func (o outcome) ddl(t *testing.T) ddlDocument {
	t.Helper()
	var d ddlDocument
	if err := json.Unmarshal([]byte(o.stdout), &d); err != nil {
		t.Fatalf("no JSON on standard output: %v\n%s\n%s", err, o.stdout, o.stderr)
	}
	if d.Exit != o.exit {
		t.Errorf("the document says exit %d, the process %d", d.Exit, o.exit)
	}
	return d
}

// testKernel is the address of a test's kernel, as one types it.
func testKernel(t *testing.T) string {
	t.Helper()
	a := practicetest.Address(t)
	return "oceanbase://root@" + net.JoinHostPort(a.Host, strconv.Itoa(a.Port)) + "/any"
}

// TestDDLConvert prints SQL, or writes it, and converts it once more to the same.
func TestDDLConvert(t *testing.T) {
	path := written(t, "shop.sql", shopDDL)
	printed := call("ddl", "convert", path, "--from", "mysql", "--lang", "en")
	for _, want := range []string{"CREATE TABLE `customers`", "ADD CONSTRAINT `fk` FOREIGN KEY", "DELIMITER $$\n", "\n$$\nDELIMITER ;\n"} {
		if !strings.Contains(printed.stdout, want) {
			t.Errorf("no %q in\n%s", want, printed.stdout)
		}
	}
	if printed.exit != 0 || !strings.Contains(printed.stderr, "All 2 tables are ready") {
		t.Errorf("exit %d\n%s", printed.exit, printed.stderr)
	}
	out, sheet := filepath.Join(t.TempDir(), "out.sql"), filepath.Join(t.TempDir(), "r.xlsx")
	d := call("ddl", "convert", path, "-o", out, "--report", sheet, "--json", "--lang", "en").ddl(t)
	if d.Exit != 0 || d.Verb != "ddl convert" || d.From != "mysql" || d.TargetVersion != "4.3.5" || d.Summary.Tables != 2 || d.Summary.TablesReady != 2 ||
		d.Summary.Others != 2 || d.Summary.Fates["passed"] != 4 || d.Summary.Fates["converted"] != 4 || d.SQLFile != out || d.ReportFile != sheet || len(d.Objects) != 4 {
		t.Errorf("%+v", d)
	}
	text, err := os.ReadFile(out)
	if err != nil || string(text) != printed.stdout {
		t.Errorf("the file is not what was printed: %v", err)
	}
	again := call("ddl", "convert", out, "--from", "mysql")
	if statementsOf(again.stdout) != statementsOf(printed.stdout) {
		t.Errorf("the second time:\n%s\nthe first:\n%s", again.stdout, printed.stdout)
	}
	book, err := excelize.OpenFile(sheet)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if got := strings.Join(book.GetSheetList()[:1], ""); got != "Summary" {
		t.Errorf("the first sheet is %q", got)
	}
	if rows, err := book.GetRows("Statements"); err != nil || len(rows) < 6 {
		t.Errorf("%v %v", err, rows)
	}
}

// statementsOf is SQL without its comments.
func statementsOf(text string) string {
	var kept []string
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "--") && strings.TrimSpace(line) != "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}

// TestDDLLeft has statements that become nothing: each stands in the file and in the
// document, and the exit code tells.
func TestDDLLeft(t *testing.T) {
	path := written(t, "left.sql", shopDDL+"CREATE TABLE broken (a int,,;\nGRANT SELECT ON shop.* TO 'reader'@'%';\n")
	printed := call("ddl", "convert", path, "--from", "mysql", "--lang", "zh")
	if printed.exit != 1 || !strings.Contains(printed.stdout, "-- CREATE TABLE broken (a int,,") || !strings.Contains(printed.stdout, "-- GRANT SELECT") || !strings.ContainsFunc(printed.stderr, isHan) {
		t.Errorf("exit %d\n%s%s", printed.exit, printed.stdout, printed.stderr)
	}
	d := call("ddl", "convert", path, "--from", "mysql", "--json", "--lang", "en").ddl(t)
	if d.Status != "partial" || d.Summary.Tables != 3 || d.Summary.TablesReady != 2 || d.Minutes == 0 || !strings.HasPrefix(d.Headline, "2 of 3 tables are ready, 1 needs a decision") {
		t.Errorf("%+v", d)
	}
	for _, s := range d.Statements {
		if (s.Fate == "manual" || s.Fate == "refused") && (s.Text == "" || s.Rule == "" || s.Line == 0) {
			t.Errorf("%+v", s)
		}
	}
}

// TestDDLCheck proves what holds, and names what does not.
func TestDDLCheck(t *testing.T) {
	target := testKernel(t)
	d := call("ddl", "check", written(t, "shop.sql", shopDDL), "--from", "mysql", "--target", target, "--json", "--lang", "en").ddl(t)
	if d.Exit != 0 || len(d.Failures)+len(d.Untried)+len(d.Differences) > 0 || !strings.HasPrefix(d.Server, "OceanBase") || d.Objects[0].Kernel != "made" {
		t.Errorf("%+v", d)
	}
	bad := written(t, "bad.sql", shopDDL+"CREATE VIEW wrong AS SELECT nothing FROM orders;\n")
	log := written(t, "observer.log", "")
	sheet := filepath.Join(t.TempDir(), "r.xlsx")
	d = call("ddl", "check", bad, "--from", "mysql", "--target", target, "--json", "--observer-log", log, "--report", sheet).ddl(t)
	if d.Exit != 1 || len(d.Failures) != 1 || d.Failures[0].Object != "wrong" || d.Failures[0].Error.Code != 1054 || d.Failures[0].Trace == "" || d.Failures[0].Line != 10 {
		t.Errorf("%+v", d)
	}
	told := call("ddl", "check", bad, "--from", "mysql", "--target", target, "--lang", "en")
	if told.exit != 1 || !strings.Contains(told.stdout, "Refused, line 10") || !strings.Contains(told.stdout, "trace id Y") {
		t.Errorf("exit %d\n%s%s", told.exit, told.stdout, told.stderr)
	}
	book, err := excelize.OpenFile(sheet)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if len(book.GetSheetList()) < 5 {
		t.Errorf("the report has %v", book.GetSheetList())
	}
}

// TestDDLLive converts what a live server holds: a view stands behind the one that it
// names.
func TestDDLLive(t *testing.T) {
	db, from := servertest.Database(t)
	run(t, db, "CREATE TABLE a (id int PRIMARY KEY, n varchar(9)) COMMENT 'x;y'", "CREATE VIEW zv AS SELECT id FROM a", "CREATE VIEW av AS SELECT id FROM zv",
		"CREATE TRIGGER tr BEFORE INSERT ON a FOR EACH ROW BEGIN SET NEW.n = 'b;c'; END", "CREATE PROCEDURE pr() BEGIN SELECT 1; END")
	d := call("ddl", "convert", from.URL(), "--json").ddl(t)
	if d.From != "mariadb" || d.Summary.Tables != 1 || d.Summary.Others != 4 || d.Summary.TablesReady != 1 {
		t.Errorf("%+v", d)
	}
	text := call("ddl", "convert", from.URL()).stdout
	if z, a := strings.Index(text, "VIEW `zv`"), strings.Index(text, "VIEW `av`"); z < 0 || a < z {
		t.Errorf("zv at %d, av at %d in\n%s", z, a, text)
	}
}

// TestDDLBadInput names what is wrong.
func TestDDLBadInput(t *testing.T) {
	good := written(t, "good.sql", shopDDL)
	for name, test := range map[string]struct {
		args []string
		exit int
		id   string
	}{
		"no verb":           {[]string{"ddl"}, 2, "fault.app.ddl"},
		"no file":           {[]string{"ddl", "convert"}, 2, "fault.app.ddl.file"},
		"two files":         {[]string{"ddl", "convert", good, good}, 2, "fault.app.ddl.file"},
		"missing":           {[]string{"ddl", "convert", good + "x"}, 2, "fault.app.ddl.missing"},
		"directory":         {[]string{"ddl", "convert", t.TempDir()}, 2, "fault.app.ddl.directory"},
		"empty":             {[]string{"ddl", "convert", written(t, "e.sql", "\ufeff \n")}, 2, "fault.app.ddl.empty"},
		"binary":            {[]string{"ddl", "convert", written(t, "b.sql", "\x7fELF\x00\x01\x02"), "--from", "mysql"}, 2, "fault.app.ddl.binary.other"},
		"binary of nobody":  {[]string{"ddl", "convert", written(t, "b.sql", "\x00\x01\x02\x03abc\x04")}, 2, "fault.app.ddl.binary"},
		"a program":         {[]string{"ddl", "convert", written(t, "b.sql", "\x7fELF\x00\x01\x02")}, 2, "fault.app.ddl.binary.other"},
		"gzip":              {[]string{"ddl", "convert", written(t, "b.sql.gz", "\x1f\x8b\x08\x00")}, 2, "fault.app.ddl.binary.packed"},
		"zip":               {[]string{"ddl", "convert", written(t, "b.zip", "PK\x03\x04\x00 a.sql")}, 2, "fault.app.ddl.binary.archive"},
		"workbook":          {[]string{"ddl", "convert", written(t, "b.xlsx", "PK\x03\x04\x00 [Content_Types].xml")}, 2, "fault.app.ddl.binary.workbook"},
		"old office":        {[]string{"ddl", "convert", written(t, "b.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")}, 2, "fault.app.ddl.binary.office"},
		"SQLite":            {[]string{"ddl", "convert", written(t, "b.db", "SQLite format 3\x00")}, 2, "fault.app.ddl.binary.sqlite"},
		"pg_dump -Fc":       {[]string{"ddl", "convert", written(t, "b.dump", "PGDMP\x01\x0e\x00")}, 2, "fault.app.ddl.binary.pgdump"},
		"Oracle's exp":      {[]string{"ddl", "convert", written(t, "b.dmp", "\x03\x00\x01EXPORT:V11.02.00")}, 2, "fault.app.ddl.binary.oracle"},
		"SQL Server backup": {[]string{"ddl", "convert", written(t, "b.bak", "TAPE\x00\x00\x03\x00")}, 2, "fault.app.ddl.binary.sqlserver"},
		"xtrabackup":        {[]string{"ddl", "convert", written(t, "b.xb", "XBSTCK01\x00")}, 2, "fault.app.ddl.binary.physical"},
		"encoding":          {[]string{"ddl", "convert", good, "--encoding", "ebcdic"}, 2, "fault.ddl.encoding"},
		"comments alone":    {[]string{"ddl", "convert", written(t, "c.sql", "-- nothing\n"), "--from", "mysql"}, 2, "fault.app.ddl.empty"},
		"unknown dialect":   {[]string{"ddl", "convert", good, "--from", "db2"}, 2, "fault.app.ddl.from.like"},
		"dialect of nobody": {[]string{"ddl", "convert", written(t, "n.sql", "CREATE TABLE t (a int);")}, 2, "fault.app.ddl.from.missing"},
		"version":           {[]string{"ddl", "convert", good, "--target-version", "5.0"}, 2, "fault.app.ddl.version"},
		"rule":              {[]string{"ddl", "convert", good, "--from", "mysql", "--disable", "table.engin"}, 2, "fault.ddl.rule"},
		"rule that stays":   {[]string{"ddl", "convert", good, "--from", "mysql", "--disable", "type.srid"}, 2, "fault.ddl.always"},
		"types missing":     {[]string{"ddl", "convert", good, "--types", good + "x"}, 2, "fault.typemap.missing"},
		"types wrong":       {[]string{"ddl", "convert", good, "--types", good}, 2, "fault.typemap.list"},
		"out's folder":      {[]string{"ddl", "convert", good, "-o", good + "/x/y"}, 2, "fault.report.folder"},
		"file as target":    {[]string{"ddl", "check", good, "--target", "x.csv"}, 2, "fault.target.file"},
		"nobody there":      {[]string{"ddl", "check", good, "--target", "oceanbase://root:hunter2@127.0.0.1:1/d"}, 3, "fault.profiles.refused"},
		"no source there":   {[]string{"ddl", "convert", "mysql://root:hunter2@127.0.0.1:1/d"}, 3, "fault.profiles.refused"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, lang := range []string{"en", "zh"} {
				d := call(append(test.args, "--json", "--lang", lang)...)
				var got heading
				if err := json.Unmarshal([]byte(d.stdout), &got); err != nil {
					t.Fatalf("%v\n%s%s", err, d.stdout, d.stderr)
				}
				if d.exit != test.exit || got.Error == nil || (test.id != "fault.profiles.refused" && got.Error.ID != test.id) || got.Error.Hint == "" {
					t.Fatalf("exit %d, %+v", d.exit, got.Error)
				}
				if strings.Contains(d.stdout+d.stderr, "hunter2") || strings.Contains(d.stdout, "no value") {
					t.Errorf("%s%s", d.stdout, d.stderr)
				}
			}
		})
	}
}

// TestDDLEncoding says what a text that is no UTF-8 was read as, and takes a person's word
// for it.
func TestDDLEncoding(t *testing.T) {
	path := written(t, "latin.sql", "CREATE TABLE t (a int COMMENT 'Ma\xf1ana') ENGINE=InnoDB;\n")
	guessed := call("ddl", "convert", path, "--from", "mysql", "--lang", "en")
	for where, text := range map[string]string{"the SQL": guessed.stdout, "standard error": guessed.stderr} {
		if !strings.Contains(text, "read as windows-1252, by a guess") || !strings.Contains(text, "line 1") || !strings.Contains(text, "--encoding") {
			t.Errorf("%s says nothing of the encoding:\n%s", where, text)
		}
	}
	if guessed.exit != 0 || !strings.Contains(guessed.stdout, "COMMENT 'Mañana'") {
		t.Errorf("exit %d\n%s", guessed.exit, guessed.stdout)
	}
	named := call("ddl", "convert", path, "--from", "mysql", "--encoding", "latin2")
	if named.exit != 0 || !strings.Contains(named.stdout, "COMMENT 'Mańana'") || strings.Contains(named.stderr, "--encoding") {
		t.Errorf("exit %d\n%s%s", named.exit, named.stdout, named.stderr)
	}
}

// TestDDLFromStdin reads what is piped in, and guesses its dialect aloud.
func TestDDLFromStdin(t *testing.T) {
	var stdout, stderr bytes.Buffer
	exit := Run([]string{"ddl", "convert", "-", "--lang", "en"}, strings.NewReader(shopDDL), &stdout, &stderr)
	if exit != 0 || !strings.Contains(stdout.String(), "CREATE TABLE `orders`") || !strings.Contains(stderr.String(), "looks like mysql") {
		t.Errorf("exit %d\n%s%s", exit, stdout.String(), stderr.String())
	}
}
