package app

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/text/encoding/korean"
)

// carried has a job carried out whose rows must all arrive.
func (e jobEnds) carried(t *testing.T, file string, args ...string) runDocument {
	t.Helper()
	out := call(append([]string{"run", file, "--json"}, args...)...)
	out.silent(t, jobSecret)
	d := out.document(t)
	if d.Exit != 0 || d.Statistics == nil || d.Read != d.Written {
		t.Fatalf("exit %d, %+v\n%s", d.Exit, d.Error, out.stdout)
	}
	return d
}

// Rows of every kind are made up and written, as many as all channels make together.
func TestJobOfAStream(t *testing.T) {
	e := newJobEnds(t)
	t.Chdir(t.TempDir())
	e.in(t, "CREATE TABLE @.made (s VARCHAR(20), l BIGINT, d DATETIME, b TINYINT(1), y VARBINARY(9), r BIGINT, f DOUBLE, m DATE, t VARCHAR(10))")
	reader := `{ "name": "streamreader", "parameter": { "sliceRecordCount": 500, "column": [
		{ "value": "DataX", "type": "string" }, { "value": 19880808, "type": "long" }, { "value": "1988-08-08 08:08:08", "type": "date" },
		{ "value": true, "type": "bool" }, { "value": "test", "type": "bytes" }, { "random": "5, 9", "type": "long" },
		{ "random": "0, 1", "type": "double" }, { "random": "2014/07/07, 2014/07/08", "type": "date", "dateFormat": "yyyy/MM/dd" }, { "random": "3,10", "type": "string" } ] } }`
	d := e.carried(t, writeJob(t, reader, e.writer(`"column": ["s","l","d","b","y","r","f","m","t"], "batchSize": 256,`, `"made"`), `"speed": { "channel": 4 }`))
	if d.Statistics.ReadRecords != 2000 {
		t.Errorf("%d rows of 2000", d.Statistics.ReadRecords)
	}
	query := "SELECT COUNT(*), COUNT(DISTINCT s, l, d, b, y), MIN(s), MIN(l), MIN(d), MIN(b), MIN(y), MIN(r) >= 5 AND MAX(r) <= 9, MIN(CHAR_LENGTH(t)) >= 3 AND MAX(CHAR_LENGTH(t)) <= 10, MIN(m) >= '2014-07-07' AND MAX(m) <= '2014-07-08' FROM " + e.to.Database + ".made"
	if got := all(t, e.target, query); got != "2000|1|DataX|19880808|1988-08-08 08:08:08|1|test|1|1|1\n" {
		t.Errorf("the target holds %s", got)
	}
}

// Conditions, queries, constants and shards of MySQL, with what is to be done before and
// after the rows.
func TestJobOfQueries(t *testing.T) {
	e := newJobEnds(t)
	t.Chdir(t.TempDir())
	run(t, e.source, "CREATE TABLE o_1 (id INT PRIMARY KEY, c INT)", "INSERT INTO o_1 VALUES (1, 10), (2, 20), (3, 30)",
		"CREATE TABLE o_2 (id INT PRIMARY KEY, c INT)", "INSERT INTO o_2 VALUES (11, 10)",
		"CREATE TABLE names (c INT PRIMARY KEY, name VARCHAR(9))", "INSERT INTO names VALUES (10, 'ten'), (20, 'twenty'), (30, 'thirty')")
	e.in(t, "CREATE TABLE @.t (id INT PRIMARY KEY, v VARCHAR(20))", "CREATE TABLE @.t_1 (id INT PRIMARY KEY, v VARCHAR(20))", "CREATE TABLE @.t_2 (id INT PRIMARY KEY, v VARCHAR(20))")
	for _, test := range []struct{ name, reader, writer, query, want string }{
		{"where", e.reader(`"column": ["id", "c"], "where": "c > 10;", "splitPk": "id",`, `"table": ["o_1"]`), e.writer(`"column": ["id", "v"],`, `"t"`), "t", "2|20\n3|30\n"},
		{"constants", e.reader(`"column": ["id", "concat('c', c + 1)"], "where": "c < 30 -- the small",`, `"table": ["o_1"]`), e.writer(`"column": ["id", "v"],`, `"t"`), "t", "1|c11\n2|c21\n"},
		{"querySql", e.reader("", `"querySql": ["select o.id, n.name from o_1 o join names n on n.c = o.c;"]`), e.writer(`"column": ["id", "v"],`, `"t"`), "t", "1|ten\n2|twenty\n3|thirty\n"},
		{"several queries", e.reader("", `"querySql": ["select id, c from o_1 where id = 1 # one", "(select id, 'x' from o_2)"]`), e.writer(`"column": ["id", "v"],`, `"t"`), "t", "1|10\n11|x\n"},
		{"shards to one", e.reader(`"column": ["*"],`, `"table": ["o_[1-2]"]`), e.writer(`"column": ["id", "v"],`, `"t"`), "t", "1|10\n2|20\n3|30\n11|10\n"},
		{"before and after", e.reader(`"column": ["id", "c"],`, `"table": ["o_1"]`), e.writer(`"column": ["id", "v"], "preSql": ["delete from @table where id = 99"], "postSql": ["update @table set v = concat(v, '!')"],`, `"t"`), "t", "1|10!\n2|20!\n3|30!\n"},
		{"shards to shards", e.reader(`"column": ["id", "c"],`, `"table": ["o_1", "o_2"]`), e.writer(`"column": ["id", "v"], "preSql": ["delete from @table"],`, `"t_[1-2]"`), "t_2", "11|10\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			e.in(t, "DELETE FROM @.t", "DELETE FROM @.t_2")
			if test.name == "before and after" {
				e.in(t, "INSERT INTO @.t VALUES (99, 'gone')")
			}
			e.carried(t, writeJob(t, test.reader, test.writer, `"speed": { "channel": 2 }`))
			if got := all(t, e.target, "SELECT * FROM "+e.to.Database+"."+test.query+" ORDER BY id"); got != test.want {
				t.Errorf("arrived as\n%s", got)
			}
		})
	}
}

// Text files of one shape, one after the other.
func TestJobOfTexts(t *testing.T) {
	e := newJobEnds(t)
	dir := t.TempDir()
	t.Chdir(dir)
	e.in(t, "CREATE TABLE @.t (id INT PRIMARY KEY, name VARCHAR(9), born DATE)")
	for name, text := range map[string]string{
		"part-1.csv": "id,name,born\n1,ann,31/01/2024\n2,\\N,01/02/2024\n", "part-2.csv": "id,name,born\n3,\"\",02/02/2024\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	reader := func(path string) string {
		return `{ "name": "txtfilereader", "parameter": { "path": ["` + path + `"], "skipHeader": true, "nullFormat": "\\N",
			"column": [{ "index": 1, "type": "string" }, { "index": 0, "type": "long" }, { "index": 2, "type": "date", "format": "dd/MM/yyyy" }] } }`
	}
	writer := e.writer(`"column": ["name", "id", "born"],`, `"t"`)
	d := e.carried(t, writeJob(t, reader("part-1.csv"), writer, ""))
	if got := all(t, e.target, "SELECT * FROM "+e.to.Database+".t ORDER BY id"); got != "1|ann|2024-01-31\n2|␀|2024-02-01\n" || d.Written != 2 {
		t.Errorf("arrived as\n%s", got)
	}
	// A name that tells nothing of what it holds, and everything as text.
	if err := os.WriteFile(filepath.Join(dir, "part-00000"), []byte("7\x01sev,en\x012024-03-04\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	plain := `{ "name": "txtfilereader", "parameter": { "path": "part-00000", "column": ["*"], "fieldDelimiter": "\u0001" } }`
	e.carried(t, writeJob(t, plain, e.writer(`"column": ["*"],`, `"t"`), ""))
	if got := all(t, e.target, "SELECT * FROM "+e.to.Database+".t WHERE id = 7"); got != "7|sev,en|2024-03-04\n" {
		t.Errorf("arrived as\n%s", got)
	}
	// Another encoding, a packer, a remark, blanks, a constant and a date of its own form.
	text, err := korean.EUCKR.NewEncoder().String("# 이름\n 8 ; 한국 ;9월\n")
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	archive := zip.NewWriter(&packed)
	w, err := archive.Create("part.txt")
	if err == nil {
		_, err = w.Write([]byte(text))
	}
	if err = errors.Join(err, archive.Close(), os.WriteFile(filepath.Join(dir, "k.zip"), packed.Bytes(), 0o600)); err != nil {
		t.Fatal(err)
	}
	e.carried(t, writeJob(t, `{ "name": "txtfilereader", "parameter": { "path": ["k.*"], "encoding": "EUC-KR", "compress": "zip", "fieldDelimiter": ";",
		"csvReaderConfig": { "useComments": true },
		"column": [{ "index": 1, "type": "string" }, { "index": 0, "type": "long" }, { "value": "29.2.2024", "type": "date", "format": "d.M.yyyy" }] } }`, writer, ""))
	if got := all(t, e.target, "SELECT * FROM "+e.to.Database+".t WHERE id = 8"); got != "8|한국|2024-02-29\n" {
		t.Errorf("arrived as\n%s", got)
	}
	e.carried(t, writeJob(t, reader("part-*.csv"), writer, ""))
	if got := all(t, e.target, "SELECT * FROM "+e.to.Database+".t WHERE id = 3"); got != "3||2024-02-02\n" {
		t.Errorf("arrived as\n%s", got)
	}
}
