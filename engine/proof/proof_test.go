package proof_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/diff"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/practice/practicetest"
	"github.com/obferry/obferry/engine/proof"
	"github.com/obferry/obferry/engine/words"
)

func TestMain(m *testing.M) { os.Exit(practicetest.Run(m)) }

// converted makes a script of CREATE TABLEs of MySQL.
func converted(t *testing.T, creates ...string) *ddlconv.Script {
	t.Helper()
	s := &ddlconv.Script{From: ddlconv.MySQL}
	for i, create := range creates {
		c, err := ddlconv.Convert(create, ddlconv.MySQL, ddlconv.Options{})
		if err != nil {
			t.Fatalf("%v\n%s", err, create)
		}
		c.Place = syntax.Place{Line: 10 * (i + 1), Column: 1}
		s.Tables = append(s.Tables, c)
	}
	return s
}

// check proves a script and wants that no scratch database is left.
func check(t *testing.T, s *ddlconv.Script, o proof.Options) *proof.Result {
	t.Helper()
	db, address := practicetest.Database(t)
	result, err := proof.Check(t.Context(), address, s, o)
	if err != nil {
		t.Fatal(err)
	}
	nothingLeft(t, db)
	return result
}

// nothingLeft wants no scratch database of this process on the server.
func nothingLeft(t *testing.T, db *sql.DB) {
	t.Helper()
	var left int
	const query = "SELECT count(*) FROM information_schema.schemata WHERE schema_name LIKE concat('obferry\\_trial\\_', ?, '\\_%')"
	if err := db.QueryRow(query, os.Getpid()).Scan(&left); err != nil {
		t.Fatal(err)
	}
	if left != 0 {
		t.Errorf("%d scratch databases are left", left)
	}
}

func say(all []diff.Difference) string {
	var lines []string
	for _, d := range all {
		lines = append(lines, proof.Text(words.English, d))
	}
	return strings.Join(lines, "\n")
}

const everything = `CREATE TABLE t (
  a bigint unsigned NOT NULL AUTO_INCREMENT, b varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT 'x''y' COMMENT 'it''s',
  c decimal(10,2) DEFAULT 1.5, d datetime(3) DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3),
  e enum('a','b''c') DEFAULT 'a', f int GENERATED ALWAYS AS (c*2) VIRTUAL, g int AS (r2+1) STORED, h text, i json, j timestamp NULL,
  k bit(3) DEFAULT b'101', l int INVISIBLE DEFAULT 7, n char(36) DEFAULT (uuid()), o double DEFAULT (1+1), p varbinary(5) DEFAULT 'ab',
  q date DEFAULT '2020-01-01', r int DEFAULT NULL, r2 int NOT NULL DEFAULT 0, s set('x','y') DEFAULT 'x,y', u boolean DEFAULT true,
  v int(5) zerofill, w float(7,3) DEFAULT '0', x double, y year DEFAULT 2024, z time(6) DEFAULT '10:00:00', aa char, ab tinyblob, ac numeric,
  PRIMARY KEY (a, r2), KEY k1 (b(5), c), UNIQUE KEY u1 (r2, c), FULLTEXT KEY ft (h), KEY fx ((c + 1)), KEY hid (e) INVISIBLE COMMENT 'k',
  KEY (x), CONSTRAINT ck CHECK (c > 0 and b <> 'q'), CONSTRAINT ck2 CHECK (r2 < 9) NOT ENFORCED,
  CONSTRAINT fk FOREIGN KEY (r2) REFERENCES p (id) ON DELETE CASCADE ON UPDATE NO ACTION
) COMMENT 'T' AUTO_INCREMENT=77 PARTITION BY RANGE COLUMNS (r2) SUBPARTITION BY HASH (r2) SUBPARTITIONS 2
  (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (MAXVALUE))`

// TestEqual creates one of everything, and finds nothing to tell of.
func TestEqual(t *testing.T) {
	var last proof.Progress
	calls := 0
	s := converted(t, "CREATE TABLE p (id int PRIMARY KEY)", everything,
		"CREATE TABLE g (m geometry NOT NULL SRID 0, SPATIAL KEY sk (m), d date, KEY (d)) DEFAULT CHARSET gbk",
		"CREATE TABLE h (id int, name varchar(10), PRIMARY KEY (id, name)) PARTITION BY KEY () PARTITIONS 4",
		"CREATE TABLE l (id int) PARTITION BY LIST (id) (PARTITION a VALUES IN (1,2), PARTITION b VALUES IN (3,NULL))",
		"CREATE TABLE r (d date) PARTITION BY RANGE (to_days(d)) (PARTITION a VALUES LESS THAN (to_days('2020-01-01')), PARTITION b VALUES LESS THAN MAXVALUE)",
		"CREATE TABLE c (d datetime, s varchar(9)) PARTITION BY RANGE COLUMNS (d, s) (PARTITION a VALUES LESS THAN ('2020-01-01', 'it''s'), PARTITION b VALUES LESS THAN (MAXVALUE, MAXVALUE))")
	s.Objects = []*script.Object{
		{Kind: script.View, Name: "v", SQL: "CREATE ALGORITHM=UNDEFINED VIEW `v` AS SELECT a FROM t"},
		{Kind: script.Trigger, Name: "tr", SQL: "CREATE TRIGGER tr BEFORE INSERT ON p FOR EACH ROW BEGIN SET NEW.id = 1; END"},
		{Kind: script.Event, Name: "ev", SQL: "CREATE EVENT ev ON SCHEDULE EVERY 1 SECOND ENABLE COMMENT 'x' DO DELETE FROM p"},
		{Kind: script.Procedure, Name: "by_hand", SQL: ""},
	}
	result := check(t, s, proof.Options{Observe: func(p proof.Progress) { last, calls = p, calls+1 }})
	for _, f := range result.Failures {
		t.Errorf("%s: %v\n%s", f.Object, f.Err, f.Statement)
	}
	for _, u := range result.Untried {
		t.Errorf("%s: %s", u.Object, u.Because(words.English))
	}
	if len(result.Differences) > 0 {
		t.Error(say(result.Differences))
	}
	if result.Tried != 11 || result.Taken != 11 || last.Done != 11 || last.Total != 11 || !last.Dropping || calls != 13 || !result.Made["view v"] || !result.Stand["t"] {
		t.Errorf("tried %d, taken %d, last %+v of %d", result.Tried, result.Taken, last, calls)
	}
}

// TestSilentLosses has statements of which the server loses something without a word:
// each is named.
func TestSilentLosses(t *testing.T) {
	for name, test := range map[string]struct {
		model string // what is meant
		says  string // what is run in its place
		want  string
	}{
		"versioned comments": {
			"CREATE TABLE t (a int) PARTITION BY HASH (a) PARTITIONS 4",
			"CREATE TABLE t (a int) /*!50100 TABLESPACE ts1 */ /*!50100 PARTITION BY HASH (a) PARTITIONS 4 */",
			"t: it is not partitioned (HASH (a) was meant).",
		},
		"fulltext parser": {
			"CREATE TABLE t (a text, FULLTEXT KEY f (a) WITH PARSER ngram)", "CREATE TABLE t (a text, FULLTEXT KEY f (a))",
			"t.f: the parser is space, not ngram.",
		},
		"year": {"CREATE TABLE t (a int)", "CREATE TABLE t (a year(2))", "t.a: the type is year, not int."},
		"key":  {"CREATE TABLE t (a int, KEY k (a))", "CREATE TABLE t (a int)", "t: the key k is missing (KEY (a))."},
		"unique": {
			"CREATE TABLE t (a int, UNIQUE KEY k (a))", "CREATE TABLE t (a int, KEY k (a))",
			"t.k: the kind of key is KEY, not UNIQUE KEY.",
		},
		"order":   {"CREATE TABLE t (a int, b int)", "CREATE TABLE t (b int, a int)", "t: the order is b, a, not a, b."},
		"null":    {"CREATE TABLE t (a int NOT NULL)", "CREATE TABLE t (a int)", "t.a: whether it may be NULL is true, not false."},
		"default": {"CREATE TABLE t (a int DEFAULT 1)", "CREATE TABLE t (a int DEFAULT 2)", "t.a: the default is '2', not 1."},
		"length":  {"CREATE TABLE t (a varchar(20))", "CREATE TABLE t (a varchar(10))", "t.a: the type is varchar(10), not varchar(20)."},
		"comment": {"CREATE TABLE t (a int COMMENT 'x')", "CREATE TABLE t (a int)", "t.a: the comment is nothing, not x."},
		"auto":    {"CREATE TABLE t (a int PRIMARY KEY AUTO_INCREMENT)", "CREATE TABLE t (a int PRIMARY KEY)", "t.a: AUTO_INCREMENT is false, not true."},
		"next":    {"CREATE TABLE t (a int PRIMARY KEY AUTO_INCREMENT) AUTO_INCREMENT=9", "CREATE TABLE t (a int PRIMARY KEY AUTO_INCREMENT) AUTO_INCREMENT=5", "t: AUTO_INCREMENT is 5, not 9."},
		"collation": {
			"CREATE TABLE t (a varchar(9) COLLATE utf8mb4_bin)", "CREATE TABLE t (a varchar(9))",
			"t.a: the character set or collation is utf8mb4_general_ci, not utf8mb4_bin.",
		},
		"check":     {"CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 1))", "CREATE TABLE t (a int)", "t: the check c is missing (`a` > 1)."},
		"check of":  {"CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 1))", "CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 2))", "t.c: the expression is (`a` > 2), not `a` > 1."},
		"generated": {"CREATE TABLE t (a int, b int AS (a + 1))", "CREATE TABLE t (a int, b int)", "t.b: what it is generated from is nothing, not `a` + 1."},
		"bound": {
			"CREATE TABLE t (a int) PARTITION BY RANGE (a) (PARTITION p VALUES LESS THAN (1), PARTITION q VALUES LESS THAN MAXVALUE)",
			"CREATE TABLE t (a int) PARTITION BY RANGE (a) (PARTITION p VALUES LESS THAN (2), PARTITION q VALUES LESS THAN MAXVALUE)",
			"t.p: the partition bound or count is 2, not 1.",
		},
		"extra": {"CREATE TABLE t (a int)", "CREATE TABLE t (a int, b int)", "t: the column b was not meant to be there (int(11))."},
	} {
		t.Run(name, func(t *testing.T) {
			s := converted(t, test.model)
			s.Tables[0].Create = test.says
			result := check(t, s, proof.Options{})
			if len(result.Failures) > 0 {
				t.Fatal(result.Failures[0].Err)
			}
			if got := say(result.Differences); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// TestDescending shows that the server loses DESC, and that it is told.
func TestDescending(t *testing.T) {
	s := converted(t, "CREATE TABLE t (a int, KEY k (a))")
	s.Tables[0].Table.Indexes[0].Parts[0].Descending = true
	s.Tables[0].Create = "CREATE TABLE t (a int, KEY k (a DESC))"
	if got, want := say(check(t, s, proof.Options{}).Differences), "t.k: the list of columns is (a), not (a DESC)."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestFailures has statements that the server refuses: the rest goes on, and each has
// its code, its line and what it is about.
func TestFailures(t *testing.T) {
	log := t.TempDir() + "/observer.log"
	if err := os.WriteFile(log, []byte("[2026-01-01] INFO nothing [Y0-0-0-0]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := converted(t, "CREATE TABLE p (id int PRIMARY KEY)", "CREATE TABLE bad (id int)",
		"CREATE TABLE c (id int, x int, CONSTRAINT f1 FOREIGN KEY (id) REFERENCES p (id), CONSTRAINT f2 FOREIGN KEY (x) REFERENCES bad (id), CONSTRAINT f3 FOREIGN KEY (x) REFERENCES nowhere (id))")
	s.Tables[1].Create = "CREATE TABLE bad (id foo)"
	s.Objects = []*script.Object{
		{Kind: script.View, Name: "v", SQL: "CREATE VIEW v AS SELECT nothing FROM p", Place: syntax.Place{Line: 99, Column: 1}},
		{Kind: script.Other, Name: "g", SQL: "GRANT SELECT ON *.* TO x"},
		{Kind: script.View, Name: "w", SQL: "CREATE VIEW `other`.`w` AS SELECT 1"},
		{Kind: script.Trigger, Name: "tr", SQL: "CREATE TRIGGER tr BEFORE INSERT ON other.p FOR EACH ROW SET NEW.id = 1"},
	}
	result := check(t, s, proof.Options{Log: log})
	var failed, untried []string
	for _, f := range result.Failures {
		e := fault.Of(f.Err)
		failed = append(failed, f.Key())
		if e == nil || e.Code == 0 || e.State == "" || e.Message == "" || e.Kind != fault.DDL || f.Statement == "" || f.Line == 0 {
			t.Errorf("%+v: %+v", f, e)
		}
		if !strings.HasPrefix(f.Trace, "Y") {
			t.Errorf("%s has the trace id %q", f.Object, f.Trace)
		}
	}
	for _, u := range result.Untried {
		untried = append(untried, u.Key()+" "+string(u.Why)+" "+u.Name)
	}
	if got, want := strings.Join(failed, ", "), "table bad, foreign c, view v"; got != want {
		t.Errorf("failed: %s, want %s", got, want)
	}
	if got, want := strings.Join(untried, ", "), "foreign c notable bad, other g other GRANT, view w database other, trigger tr database other"; got != want {
		t.Errorf("untried: %s, want %s", got, want)
	}
	if len(result.Differences) > 0 {
		t.Error(say(result.Differences))
	}
}

// TestGoesOnAfterEveryStatement has a statement over which some kernels break the connection: the proof
// goes on.
func TestGoesOnAfterEveryStatement(t *testing.T) {
	s := converted(t, "CREATE TABLE a (id int)", "CREATE TABLE b (id int)")
	s.Tables[0].Create = "CREATE TABLE a (id int DEFAULT (cast(1 as signed)))"
	result := check(t, s, proof.Options{})
	if !result.Stand["b"] {
		t.Errorf("b was not made: %+v", result.Failures)
	}
}

// TestCancel ends a proof in its middle: no scratch database is left, and what is in
// another database is as it was.
func TestCancel(t *testing.T) {
	db, address := practicetest.Database(t)
	if _, err := db.Exec("CREATE TABLE t (id int COMMENT 'mine'); "); err != nil {
		t.Fatal(err)
	}
	s := converted(t, "CREATE TABLE a (id int)", "CREATE TABLE t (other varchar(9))", "CREATE TABLE z (id int)")
	for stop := range 4 {
		ctx, cancel := context.WithCancel(t.Context())
		heard := 0
		if stop == 0 {
			cancel()
		}
		_, err := proof.Check(ctx, address, s, proof.Options{Observe: func(proof.Progress) {
			if heard++; heard == stop {
				cancel()
			}
		}})
		cancel()
		if !errors.Is(err, context.Canceled) {
			t.Errorf("stopped at %d: %v", stop, err)
		}
		nothingLeft(t, db)
	}
	var comment string
	var tables int
	if err := db.QueryRow("SELECT count(*), max(column_comment) FROM information_schema.columns WHERE table_schema = database()").Scan(&tables, &comment); err != nil {
		t.Fatal(err)
	}
	if tables != 1 || comment != "mine" {
		t.Errorf("the other database has %d columns, comment %q", tables, comment)
	}
}

// TestNoServer has nobody at the other end.
func TestNoServer(t *testing.T) {
	address := practicetest.Address(t)
	address.Port = 1
	_, err := proof.Check(t.Context(), address, converted(t, "CREATE TABLE a (id int)"), proof.Options{})
	if !fault.Is(err, fault.Connect) {
		t.Errorf("%v", err)
	}
}
