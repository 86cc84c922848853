package ddlconv_test

import (
	"database/sql"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
)

// losses are statements that the kernel takes without a word and of which it keeps less
// than is written.
var losses = []struct {
	name, statement string
	// lost is what the kernel does not show of the statement as it stands.
	lost string
	// kept is what it shows of the converted statement; "" where it cannot keep it, and
	// the rule tells of the loss.
	kept string
	rule string
}{
	{"all versioned comments, for the sake of one", "CREATE TABLE t (a int) /*!50100 TABLESPACE ts1 */ /*!50100 PARTITION BY HASH (a) PARTITIONS 3 */", "partition by", "partition by hash", "table.storage"},
	{"LINEAR in one", "CREATE TABLE t (a int) /*!50100 PARTITION BY LINEAR HASH (a) PARTITIONS 3 */", "partition by", "partition by hash", "partition.linear"},
	{"LINEAR KEY in one", "CREATE TABLE t (a int PRIMARY KEY) /*!50100 PARTITION BY LINEAR KEY (a) PARTITIONS 3 */", "partition by", "partition by key", "partition.linear"},
	{"a partition's COMMENT in one", "CREATE TABLE t (a int) /*!50100 PARTITION BY RANGE (a) (PARTITION p0 VALUES LESS THAN (1) COMMENT = 'x') */", "partition by", "partition by range", ""},
	{"a comment of six digits", "CREATE TABLE t (a int) /*!100100 COMMENT='kept' */", "kept", "kept", ""},
	{"a comment of MariaDB", "CREATE TABLE t (a int) /*M! COMMENT='kept' */", "kept", "kept", ""},
	{"an engine", "CREATE TABLE t (a int) ENGINE=MEMORY", "memory", "", "table.engine"},
	{"DESC in a key", "CREATE TABLE t (a int, KEY k (a DESC))", "desc)", "", "key.desc"},
	{"USING HASH", "CREATE TABLE t (a int, KEY k (a) USING HASH)", "hash", "", "key.hash"},
	{"a prefix in a full-text key", "CREATE TABLE t (a text, FULLTEXT KEY k (a(10)))", "`a`(10)", "", "fulltext.prefix"},
	{"the parser of a full-text key", "CREATE TABLE t (a text, FULLTEXT KEY k (a))", "ngram", "", "fulltext.default"},
	{"utf8mb3", "CREATE TABLE t (a varchar(10) CHARACTER SET utf8mb3)", "utf8mb3", "", ""},
	{"two digits of a year", "CREATE TABLE t (a year(2))", "year(2)", "", ""},
	{"the key of a foreign key", "CREATE TABLE t (a int PRIMARY KEY, b int, CONSTRAINT f FOREIGN KEY (b) REFERENCES t (a))", "key `f` (`b`)", "key `f` (`b`)", ""},
}

// show makes the tables of some statements, shows the first and drops it.
func show(t *testing.T, db *sql.DB, statements ...string) string {
	t.Helper()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%v\n%s", err, s)
		}
	}
	var name, shown string
	if err := db.QueryRow("SHOW CREATE TABLE t").Scan(&name, &shown); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("DROP TABLE t"); err != nil {
		t.Fatal(err)
	}
	return strings.ToLower(shown)
}

// TestSilentLosses shows every loss on the kernel, and that converting either keeps the
// thing or tells of it.
func TestSilentLosses(t *testing.T) {
	db := kernel(t)
	for _, l := range losses {
		t.Run(l.name, func(t *testing.T) {
			if shown := show(t, db, l.statement); strings.Contains(shown, l.lost) {
				t.Errorf("the kernel keeps %q:\n%s", l.lost, shown)
			}
			c, err := ddlconv.Convert(l.statement, ddlconv.MySQL, ddlconv.Options{})
			if err != nil {
				t.Fatal(err)
			}
			told := false
			for _, n := range c.Notes {
				told = told || n.Rule == l.rule
			}
			if l.rule != "" && !told {
				t.Errorf("%s does not tell of it: %+v", l.rule, c.Notes)
			}
			if l.kept == "" {
				if len(c.Notes) == 0 {
					t.Error("nothing is told")
				}
				return
			}
			if shown := show(t, db, append([]string{c.Create}, c.After...)...); !strings.Contains(shown, l.kept) {
				t.Errorf("the kernel does not keep %q:\n%s", l.kept, shown)
			}
		})
	}
}

// TestSpatialKey has a plain key on a geometry, of which the kernel makes a spatial one.
func TestSpatialKey(t *testing.T) {
	const plain = "CREATE TABLE t (a point NOT NULL SRID 0, KEY k (a))"
	if shown := show(t, kernel(t), plain); !strings.Contains(shown, "spatial key") {
		t.Errorf("the kernel keeps a plain key on a geometry:\n%s", shown)
	}
	c, err := ddlconv.Convert(plain, ddlconv.MySQL, ddlconv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Notes) == 0 {
		t.Errorf("nothing is told of\n%s", c.Create)
	}
}
