package app

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
	"github.com/obferry/obferry/profiles"
)

// jobSecret is the password of the account that jobs of these tests read with.
const jobSecret = "hunter2'$x"

// jobEnds are a source and a target for jobs: both ends' addresses and clients. The
// source's account has a password.
type jobEnds struct {
	from, to       profiles.Address
	source, target *sql.DB
}

func newJobEnds(t *testing.T) jobEnds {
	t.Helper()
	var e jobEnds
	e.source, e.from = servertest.Database(t)
	e.to, e.target = kernel(t)
	run(t, e.target, "CREATE DATABASE "+e.to.Database)
	account := "job_" + e.from.Database
	// A server may have an account without a name for its own machine, which goes before %.
	for _, host := range []string{"%", "localhost", "127.0.0.1"} {
		user := account + "@'" + host + "'"
		run(t, e.source, "CREATE OR REPLACE USER "+user+" IDENTIFIED BY '"+strings.ReplaceAll(jobSecret, "'", "''")+"'",
			"GRANT SELECT ON "+e.from.Database+".* TO "+user)
		t.Cleanup(func() {
			if _, err := e.source.Exec("DROP USER " + user); err != nil {
				t.Error(err)
			}
		})
	}
	e.from.User = account
	return e
}

// in runs statements in the target's database.
func (e jobEnds) in(t *testing.T, statements ...string) {
	t.Helper()
	for _, s := range statements {
		run(t, e.target, strings.ReplaceAll(s, "@.", e.to.Database+"."))
	}
}

// reader is a mysqlreader with more parameters; urls are tried before the source's own.
func (e jobEnds) reader(more, what string, urls ...string) string {
	urls = append(urls, fmt.Sprintf("jdbc:mysql://%s:%d/%s?useUnicode=true", e.from.Host, e.from.Port, e.from.Database))
	list, _ := json.Marshal(urls)
	secret, _ := json.Marshal(jobSecret)
	return fmt.Sprintf(`{ "name": "mysqlreader", "parameter": { "username": %q, "password": %s, %s
		"connection": [{ "jdbcUrl": %s, %s }] } }`, e.from.User, secret, more, list, what)
}

// writer is an oceanbasev10writer with more parameters.
func (e jobEnds) writer(more, tables string) string {
	return fmt.Sprintf(`{ "name": "oceanbasev10writer", "parameter": { "username": %q, "password": "", %s
		"connection": [{ "jdbcUrl": "jdbc:mysql://%s:%d/%s", "table": [%s] }] } }`, e.to.User, more, e.to.Host, e.to.Port, e.to.Database, tables)
}

// writeJob writes a job's file, with a comment and a comma too many as jobs have them.
func writeJob(t *testing.T, reader, writer, setting string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "job.json")
	text := "// as it runs every night\n{ \"job\": { \"setting\": { " + setting + " },\n\"content\": [{ \"reader\": " + reader + ",\n\"writer\": " + writer + ", }] } }"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// all are the rows of a query, values apart by | and NULL as ␀.
func all(t *testing.T, db *sql.DB, query string) string {
	t.Helper()
	found, err := db.Query(query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer found.Close()
	columns, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for found.Next() {
		values := make([]sql.NullString, len(columns))
		into := make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := found.Scan(into...); err != nil {
			t.Fatal(err)
		}
		for i, v := range values {
			if i > 0 {
				b.WriteByte('|')
			}
			if !v.Valid {
				v.String = "␀"
			}
			b.WriteString(v.String)
		}
		b.WriteByte('\n')
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A job runs as it is, closes with what DataX closes with, and becomes a plan.
func TestJob(t *testing.T) {
	e := newJobEnds(t)
	t.Chdir(t.TempDir())
	run(t, e.source, "CREATE TABLE orders (id BIGINT PRIMARY KEY, note VARCHAR(20), kept INT)",
		"INSERT INTO orders VALUES (1, 'one', 1), (2, 'far too long', 2), (3, 'three', 3), (4, '四', 4)")
	e.in(t, "CREATE TABLE @.orders_copy (no BIGINT PRIMARY KEY, text VARCHAR(5), at INT)",
		"INSERT INTO @.orders_copy VALUES (1, 'old', 7), (99, 'gone', 8)")
	file := writeJob(t, e.reader(`"column": ["id", "note"],`, `"table": ["orders"]`),
		e.writer(`"column": ["no", "text"], "preSql": ["delete from @table where no = 99"],`, `"orders_copy"`), `"speed": { "channel": 2 }`)

	out := call("run", file)
	out.silent(t, jobSecret)
	if out.exit != 1 {
		t.Fatalf("exit %d\n%s%s", out.exit, out.stdout, out.stderr)
	}
	if got := all(t, e.target, "SELECT * FROM "+e.to.Database+".orders_copy WHERE no < 99 ORDER BY no"); got != "1|one|7\n3|three|␀\n4|四|␀\n" {
		t.Errorf("the rows arrived as\n%s", got)
	}
	for _, want := range []string{"Start time", "End time", "Total time", "Average throughput", "B/s", "Record write speed", "rec/s", "Total records read    4\n", "Total records failed  1\n"} {
		if !strings.Contains(out.stdout, want) {
			t.Errorf("%q is not told:\n%s", want, out.stdout)
		}
	}
	if !strings.Contains(out.stderr, "useUnicode") {
		t.Errorf("the URL's parameter is not told of:\n%s", out.stderr)
	}
	out = call("run", file, "--lang", "zh")
	for _, want := range []string{"任务启动时刻", "任务结束时刻", "任务总计耗时", "任务平均流量", "记录写入速度", "读出记录总数", "读写失败总数"} {
		if !strings.Contains(out.stdout, want) {
			t.Errorf("%q is not told:\n%s", want, out.stdout)
		}
	}

	// The plan of it holds no password, and does the same with one from the environment.
	plan := filepath.Join(t.TempDir(), "plan.yaml")
	out = call("run", file, "--save-plan", plan, "--json")
	out.silent(t, jobSecret)
	d := out.document(t)
	s := d.Statistics
	if s == nil || s.ReadRecords != 4 || s.FailedRecords != 1 || s.End.Before(s.Start) || s.BytesPerSecond <= 0 || s.RecordsPerSecond <= 0 {
		t.Errorf("the statistics are %+v", s)
	}
	if d.PlanFile != plan || d.Exit != 1 || len(d.Warnings) == 0 || d.Warnings[0].ID != "fault.job.note.params" {
		t.Errorf("%+v", d)
	}
	text, err := os.ReadFile(plan)
	if err != nil || strings.Contains(string(text), "hunter2") || !strings.Contains(string(text), "mode: upsert") {
		t.Errorf("%v\n%s", err, text)
	}
	if !strings.Contains(out.stderr, "obferry run "+plan+" --source-password-env VARIABLE") {
		t.Errorf("nobody tells how to run the plan:\n%s", out.stderr)
	}
	t.Setenv("JOB_PW", jobSecret)
	out = call("run", plan, "--source-password-env", "JOB_PW", "--json")
	if d := out.document(t); d.Exit != 1 || d.Written != 3 || d.Rejected != 1 || d.Statistics != nil {
		t.Errorf("the plan: %+v\n%s", d, out.stderr)
	}
}

// "*" is resolved at the servers, by places; columns that rows were to keep are held
// against the key; the first source that answers is read.
func TestJobAsksTheServers(t *testing.T) {
	e := newJobEnds(t)
	t.Chdir(t.TempDir())
	run(t, e.source, "CREATE TABLE a (x INT PRIMARY KEY, y VARCHAR(9))", "INSERT INTO a VALUES (1, 'p'), (2, 'q')")
	e.in(t, "CREATE TABLE @.b (k INT PRIMARY KEY, v VARCHAR(9))")
	rows := func() string { return all(t, e.target, "SELECT * FROM "+e.to.Database+".b ORDER BY k") }
	for name, file := range map[string]string{
		"all of the source": writeJob(t, e.reader(`"column": ["*"],`, `"table": ["a"]`), e.writer(`"column": ["k", "v"],`, `"b"`), ""),
		"all of the target": writeJob(t, e.reader(`"column": ["x", "y"],`, `"table": ["a"]`), e.writer(`"column": ["*"],`, `"b"`), ""),
		"keys kept":         writeJob(t, e.reader(`"column": ["x", "y"],`, `"table": ["a"]`), e.writer(`"column": ["k", "v"], "obUpdateColumns": "v",`, `"b"`), ""),
		"the second place": writeJob(t, e.reader(`"column": ["x", "y"],`, `"table": ["a"]`, "jdbc:mysql://127.0.0.1:1/none?connectTimeout=1000"),
			e.writer(`"column": ["k", "v"],`, `"b"`), ""),
	} {
		e.in(t, "DELETE FROM @.b")
		if out := call("run", file); out.exit != 0 {
			t.Errorf("%s: exit %d\n%s%s", name, out.exit, out.stdout, out.stderr)
		}
		if got := rows(); got != "1|p\n2|q\n" {
			t.Errorf("%s: arrived as\n%s", name, got)
		}
	}
	for id, file := range map[string]string{
		"fault.job.width":         writeJob(t, e.reader(`"column": ["*"],`, `"table": ["a"]`), e.writer(`"column": ["k"],`, `"b"`), ""),
		"fault.job.updatecolumns": writeJob(t, e.reader(`"column": ["x", "y"],`, `"table": ["a"]`), e.writer(`"column": ["k", "v"], "obUpdateColumns": ["k"],`, `"b"`), ""),
		"fault.run.notarget":      writeJob(t, e.reader(`"column": ["x"],`, `"table": ["a"]`), e.writer(`"column": ["*"],`, `"absent"`), ""),
		"fault.run.notable":       writeJob(t, e.reader(`"column": ["*"],`, `"table": ["absent"]`), e.writer(`"column": ["k"],`, `"b"`), ""),
	} {
		out := call("run", file, "--json")
		if d := out.document(t); d.Exit != 2 || d.Error == nil || d.Error.ID != id {
			t.Errorf("exit %d, %+v, want %s", d.Exit, d.Error, id)
		}
		out.silent(t, jobSecret)
	}
}

// A job that cannot be carried out is refused before anything is asked, with every reason.
func TestJobsThatAreRefused(t *testing.T) {
	e := jobEnds{from: profiles.Address{Host: "h", Port: 1, User: "u", Database: "d"}, to: profiles.Address{Host: "h", Port: 1, User: "u", Database: "d"}}
	wrong := writeJob(t, e.reader(`"colum": ["id"], "column": ["id"],`, `"table": ["t"]`), e.writer(`"obWritMode": "insert", "column": ["id"],`, `"t"`), "")
	out := call("run", wrong)
	out.silent(t, "hunter2")
	if out.exit != 2 || strings.Count(out.stderr, "did you mean") != 2 || !strings.Contains(out.stderr, "obWriteMode?") || !strings.Contains(out.stderr, "job.content[0].reader.parameter.colum") {
		t.Errorf("exit %d\n%s", out.exit, out.stderr)
	}
	d := call("run", wrong, "--json").document(t)
	if d.Error == nil || d.Error.ID != "fault.job.unknown" || len(d.Warnings) != 1 || d.Warnings[0].ID != "fault.job.unknown" {
		t.Errorf("%+v", d)
	}
	whole := writeJob(t, e.reader(`"column": ["id"],`, `"table": ["t"]`), e.writer(`"column": ["id"],`, `"t"`), "")
	placeholder := writeJob(t, e.reader(`"column": ["id"], "where": "day = '${day}'",`, `"table": ["t"]`), e.writer(`"column": ["id"],`, `"t"`), "")
	plan := filepath.Join(t.TempDir(), "plan.yaml")
	for _, test := range []struct {
		id   string
		args []string
	}{
		{"fault.job.unset", []string{"run", placeholder}},
		{"fault.job.unset", []string{"verify", placeholder}},
		{"fault.app.set", []string{"run", placeholder, "--set", "hunter2"}},
		{"fault.app.job.resume", []string{"run", whole, "--resume"}},
		{"fault.app.job.only", []string{"run", plan, "--set", "a=b"}},
		{"fault.app.job.only", []string{"run", plan, "--save-plan", "x.yaml"}},
		{"fault.job.nofile", []string{"run", "absent.json"}},
		{"fault.plan.address", []string{"run", "mysql://u:hunter2@h/d.json"}},
		{"fault.app.export", []string{"export"}},
		{"fault.app.export.as", []string{"export", plan}},
		{"fault.app.export.as", []string{"export", plan, "--as", "hunter2"}},
		{"fault.plan.missing", []string{"export", plan, "--as", "datax"}},
	} {
		out := call(append(test.args, "--json")...)
		out.silent(t, "hunter2")
		if d := out.document(t); d.Exit != 2 || d.Error == nil || d.Error.ID != test.id {
			t.Errorf("%v: exit %d, %+v", test.args, d.Exit, d.Error)
		}
	}
}

// A plan becomes jobs, and a job of them does what the plan does.
func TestExport(t *testing.T) {
	e := newJobEnds(t)
	t.Chdir(t.TempDir())
	run(t, e.source, "CREATE TABLE a (`key` INT PRIMARY KEY, `na me` VARCHAR(9))", "INSERT INTO a VALUES (1, 'p'), (2, NULL)",
		"CREATE TABLE b (x INT PRIMARY KEY)")
	e.in(t, "CREATE TABLE @.a (k INT PRIMARY KEY, `v w` VARCHAR(9))", "CREATE TABLE @.b (x INT PRIMARY KEY)")
	plan := func(more string) string {
		path := filepath.Join(t.TempDir(), "plan.yaml")
		text := fmt.Sprintf("version: 1\nsource: {url: %q, password_env: JOB_PW}\ntarget: {url: %q, password_env: NO_PW}\nmode: upsert\nreject_limit: -1\ntables:\n- {source: a, target: a, columns: [{source: key, target: k}, {source: na me, target: v w}]}\n%s",
			e.from.URL(), e.to.URL(), more)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	t.Setenv("JOB_PW", jobSecret)
	t.Setenv("NO_PW", "")
	one, two := plan(""), plan("- {source: b, target: b}\n")

	out := call("export", one, "--as", "datax")
	out.silent(t, jobSecret)
	if out.exit != 0 || !json.Valid([]byte(out.stdout)) || !strings.Contains(out.stdout, `"password": "${JOB_PW}"`) || !strings.Contains(out.stderr, "JOB_PW") {
		t.Errorf("exit %d\n%s%s", out.exit, out.stdout, out.stderr)
	}
	file := filepath.Join(t.TempDir(), "out.json")
	if out := call("export", one, "--as", "datax", "-o", file); out.exit != 0 || !strings.Contains(out.stdout, file) {
		t.Errorf("exit %d\n%s%s", out.exit, out.stdout, out.stderr)
	}
	if out := call("run", file); out.exit != 0 {
		t.Errorf("the job: exit %d\n%s%s", out.exit, out.stdout, out.stderr)
	}
	if got := all(t, e.target, "SELECT * FROM "+e.to.Database+".a ORDER BY k"); got != "1|p\n2|␀\n" {
		t.Errorf("arrived as\n%s", got)
	}

	if out := call("export", two, "--as", "datax"); out.exit != 2 || out.stdout != "" {
		t.Errorf("two jobs on standard output: exit %d\n%s", out.exit, out.stdout)
	}
	folder := filepath.Join(t.TempDir(), "jobs")
	out = call("export", two, "--as", "datax", "-o", folder, "--json")
	var d exportDocument
	if err := json.Unmarshal([]byte(out.stdout), &d); err != nil || d.Exit != 0 || len(d.Jobs) != 2 || d.Jobs[1].File != filepath.Join(folder, "b.json") || len(d.Warnings) == 0 {
		t.Errorf("%v\n%s", err, out.stdout)
	}
	if out := call("run", filepath.Join(folder, "b.json")); out.exit != 0 {
		t.Errorf("the job: exit %d\n%s%s", out.exit, out.stdout, out.stderr)
	}
	if out := call("export", one, "--as", "datax", "-o", one); out.exit != 2 {
		t.Errorf("a plan was written over: exit %d", out.exit)
	}
	if out := call("export", one, "--as", "datax", "-o", filepath.Join(folder, "absent", "x.json")); out.exit != 2 {
		t.Errorf("into a folder that is not there: exit %d", out.exit)
	}
}
