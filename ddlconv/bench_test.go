//go:build unix

package ddlconv_test

import (
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/obferry/obferry/ddlconv"
)

// What is promised of the processor's time, which no other program's work changes: a
// second for a megabyte of MySQL's DDL, and ten for five thousand tables.
const (
	mostPerMegabyte = time.Second
	mostForTables   = 10 * time.Second
	manyTables      = 5000
)

// convertMade converts a made script and wants all its tables.
func convertMade(t testing.TB, d ddlconv.Dialect, text string, tables int) {
	t.Helper()
	s, err := ddlconv.ConvertScript(strings.NewReader(text), d, ddlconv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Tables) != tables {
		t.Fatalf("%d tables, want %d", len(s.Tables), tables)
	}
	for _, o := range s.Outcomes {
		if o.Text != "" {
			t.Fatalf("line %d is %s: %s", o.Line, o.Fate, o.Text)
		}
	}
}

// BenchmarkMegabyte converts a megabyte of what a dump of MySQL holds.
func BenchmarkMegabyte(b *testing.B) {
	const tables = 1190
	made := text(ddlconv.MySQL, tables)
	if len(made) < 1<<20 {
		b.Fatalf("%d bytes are less than a megabyte", len(made))
	}
	b.SetBytes(int64(len(made)))
	begin := processor(b)
	for b.Loop() {
		convertMade(b, ddlconv.MySQL, made, tables)
	}
	hold(b, begin, mostPerMegabyte)
}

// BenchmarkTables converts five thousand tables with keys, comments and foreign keys, as
// the dialects' programs write them: 5,000 to 35,000 statements.
func BenchmarkTables(b *testing.B) {
	for _, d := range []ddlconv.Dialect{ddlconv.MySQL, ddlconv.Postgres, ddlconv.Oracle, ddlconv.SQLServer} {
		b.Run(string(d), func(b *testing.B) {
			made := text(d, manyTables)
			b.SetBytes(int64(len(made)))
			begin := processor(b)
			for b.Loop() {
				convertMade(b, d, made, manyTables)
			}
			hold(b, begin, mostForTables)
		})
	}
}

// hold reports the processor's time of one round, and holds it to what is promised.
func hold(b *testing.B, begin, most time.Duration) {
	b.Helper()
	per := (processor(b) - begin) / time.Duration(b.N)
	b.ReportMetric(per.Seconds(), "cpu-s/op")
	if per > most {
		b.Errorf("it takes %s of the processor", per)
	}
}

// processor is the time that processors have given to this process so far.
func processor(b testing.TB) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// BenchmarkDump passes over a dump's rows.
func BenchmarkDump(b *testing.B) {
	for d := range rowsOf {
		b.Run(string(d), func(b *testing.B) {
			const size = 32 << 20
			b.SetBytes(size)
			for b.Loop() {
				if _, err := ddlconv.ConvertScript(newDump(d, size), d, ddlconv.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkGrowth converts scripts of one kind of statement, and four times as many of
// it: the time may grow with their number, not with its square.
func BenchmarkGrowth(b *testing.B) {
	for _, g := range growths {
		b.Run(string(g.dialect)+"/"+g.name, func(b *testing.B) {
			// 5,000 objects of a kind, or 20,000 changes of one.
			start := 1250
			if g.head != "" && len(g.each) == 1 && strings.Contains(g.name, "comments") {
				start = 5000
			}
			few := fastest(b, g.dialect, g.script(start))
			large := g.script(4 * start)
			var many time.Duration
			for b.Loop() {
				many = fastest(b, g.dialect, large)
			}
			if many > 9*few && many > time.Second {
				b.Errorf("%d statements take %s, four times as many %s", start, few, many)
			}
		})
	}
}

// fastest is the shorter of two times that a conversion takes.
func fastest(b *testing.B, d ddlconv.Dialect, text string) time.Duration {
	b.Helper()
	least := time.Duration(1<<63 - 1)
	for range 2 {
		begin := processor(b)
		if _, err := ddlconv.ConvertScript(strings.NewReader(text), d, ddlconv.Options{}); err != nil {
			b.Fatal(err)
		}
		least = min(least, processor(b)-begin)
	}
	return least
}

// growths are scripts whose statements all look for something among what was read
// before them. In head and each, # stands for a number.
var growths = []growth{
	{ddlconv.MySQL, "alters", "", []string{"CREATE TABLE t# (a int, b int);", "ALTER TABLE t# ADD PRIMARY KEY (a), ADD KEY (b);", "ALTER TABLE t# MODIFY a int NOT NULL AUTO_INCREMENT;"}},
	{ddlconv.MySQL, "comments of one table", "CREATE TABLE t (a int);", []string{"ALTER TABLE t COMMENT 'it is the number # of many of this length';"}},
	{ddlconv.MySQL, "views", "CREATE TABLE t (a int);", []string{"CREATE TABLE v# (a tinyint);", "DROP TABLE IF EXISTS v#; CREATE VIEW v# AS SELECT a FROM db.t;"}},
	{ddlconv.MySQL, "triggers", "CREATE TABLE t (a int);", []string{"DROP TRIGGER IF EXISTS g#; CREATE TRIGGER g# BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1;"}},
	{ddlconv.MySQL, "dropped", "", []string{"CREATE TABLE t# (a int);", "DROP TABLE t#;"}},
	{ddlconv.MySQL, "manual", "", []string{"GRANT ALL ON x# TO y;"}},
	{ddlconv.MySQL, "refused", "", []string{"CREATE TABLE t# (a int;"}},
	{ddlconv.MySQL, "foreign keys of one name", "CREATE TABLE p (a int PRIMARY KEY);", []string{"CREATE TABLE t# (a bigint, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (a), CONSTRAINT c CHECK (a > 1));"}},
	{ddlconv.Postgres, "comments of one table", "CREATE TABLE t (a int);", []string{"COMMENT ON COLUMN t.a IS 'it is the number # of many of this length';"}},
	{ddlconv.Postgres, "partitions", "CREATE TABLE t (a int) PARTITION BY LIST (a);", []string{"CREATE TABLE t# (a int);", "ALTER TABLE t ATTACH PARTITION t# FOR VALUES IN (#);"}},
	{ddlconv.Postgres, "enums", "", []string{"CREATE TYPE e# AS ENUM ('a','b');", "CREATE TABLE t# (a e#);"}},
	{ddlconv.Postgres, "serials", "", []string{"CREATE TABLE t# (id serial PRIMARY KEY);", "SELECT setval('t#_id_seq', 3);"}},
	{ddlconv.Postgres, "indexes of one table", "CREATE TABLE t (a int, b int);", []string{"CREATE INDEX i# ON t (a, (b + #));"}},
	{ddlconv.Postgres, "functions", "", []string{"CREATE FUNCTION f#() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;"}},
	{ddlconv.Oracle, "comments of one table", "CREATE TABLE t (a NUMBER);", []string{"COMMENT ON COLUMN t.a IS 'it is the number # of many of this length';"}},
	{ddlconv.Oracle, "views", "CREATE TABLE t (a NUMBER);", []string{"CREATE OR REPLACE FORCE VIEW v# AS SELECT a FROM t;"}},
	{ddlconv.Oracle, "sequences", "", []string{"CREATE SEQUENCE s#;"}},
	{ddlconv.Oracle, "grants", "", []string{"GRANT SELECT ON x# TO y;"}},
	{ddlconv.SQLServer, "comments of one table", "CREATE TABLE t (a int)\nGO", []string{"EXEC sp_addextendedproperty N'MS_Description', N'it is the number #', N'SCHEMA', N'dbo', N'TABLE', N't', N'COLUMN', N'a'\nGO"}},
	{ddlconv.SQLServer, "views", "CREATE TABLE t (a int)\nGO", []string{"CREATE VIEW v# AS SELECT a FROM t\nGO"}},
	{ddlconv.SQLServer, "dropped", "", []string{"CREATE TABLE t# (a int)\nGO", "DROP TABLE t#\nGO"}},
}

// growth is a script that can be as long as wanted.
type growth struct {
	dialect ddlconv.Dialect
	name    string
	head    string
	each    []string
}

// script has every statement so many times.
func (g growth) script(times int) string {
	var b strings.Builder
	b.WriteString(g.head + "\n")
	for _, statement := range g.each {
		for i := range times {
			b.WriteString(strings.ReplaceAll(statement, "#", strconv.Itoa(i)) + "\n")
		}
	}
	return b.String()
}
