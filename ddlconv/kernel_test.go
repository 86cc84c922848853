package ddlconv_test

import (
	"database/sql"
	"os"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/practice/practicetest"
)

func TestMain(m *testing.M) { os.Exit(practicetest.Run(m)) }

// TestKernelTakesAll creates every golden table on a real kernel, and asks it what
// it made of it: the kernel takes some things without a word and forgets them.
func TestKernelTakesAll(t *testing.T) {
	db := kernel(t)
	for _, g := range goldens(t) {
		t.Run(g.name, func(t *testing.T) {
			c := g.convert(t)
			name := schema.Quote(c.Table.Name)
			if g.name == "mysql-foreign-database" {
				t.Skip("the other database is not there: the kernel refuses the foreign key (1235), as the note says")
			}
			if g.name == "mysql-native-older" {
				if _, err := db.Exec("CREATE TABLEGROUP IF NOT EXISTS near"); err != nil {
					t.Fatal(err)
				}
				defer func() {
					if _, err := db.Exec("DROP TABLEGROUP near"); err != nil {
						t.Error(err)
					}
				}()
			}
			if ddlconv.State(c.Notes) == ddlconv.Blocked {
				if _, err := db.Exec(c.Create); err == nil && g.version == "" {
					t.Errorf("the kernel takes what a note calls blocked:\n%.300s", c.Create)
				}
				return
			}
			for _, statement := range append([]string{"DROP TABLE IF EXISTS " + name, c.Create}, c.After...) {
				if _, err := db.Exec(statement); err != nil {
					t.Fatalf("%v\n%s", err, statement)
				}
			}
			var table, shown string
			if err := db.QueryRow("SHOW CREATE TABLE "+name).Scan(&table, &shown); err != nil {
				t.Fatal(err)
			}
			holdTo(t, c, shown)
			count(t, db, "columns", len(c.Table.Columns), c.Table.Name,
				"SELECT count(*) FROM information_schema.columns WHERE table_schema = database() AND table_name = ?")
			indexes := len(c.Table.Indexes)
			if c.Table.PrimaryKey != nil {
				indexes++
			}
			count(t, db, "keys", indexes, c.Table.Name,
				// A vector index has tables of its own, which the kernel lists beside it.
				"SELECT count(DISTINCT index_name) FROM information_schema.statistics WHERE table_schema = database() AND table_name = ? AND index_name NOT LIKE '%\\_table'")
			if _, err := db.Exec("DROP TABLE " + name); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// kernel is a connection to a database of this test's own, on which foreign keys may
// point to tables that are not there.
func kernel(t *testing.T) *sql.DB {
	t.Helper()
	db, _ := practicetest.Database(t)
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("SET foreign_key_checks = 0, sql_mode = 'STRICT_ALL_TABLES'"); err != nil {
		t.Fatal(err)
	}
	return db
}

// count holds a number that the kernel gives to the one wanted.
func count(t *testing.T, db *sql.DB, what string, want int, table, query string) {
	t.Helper()
	var got int
	if err := db.QueryRow(query, table).Scan(&got); err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("the kernel has %d %s, the conversion %d", got, what, want)
	}
}

// holdTo counts in what the kernel shows of a table the things that it forgets.
func holdTo(t *testing.T, c *ddlconv.Conversion, shown string) {
	t.Helper()
	wants := map[string]int{
		"CONSTRAINT ": 0,
		" INVISIBLE":  0,
		"GENERATED":   0,
		"FULLTEXT":    0,
		"SPATIAL":     0,
		" GLOBAL":     0,
	}
	for _, column := range c.Table.Columns {
		if column.Invisible {
			wants[" INVISIBLE"]++
		}
		if column.Generated != "" {
			wants["GENERATED"]++
		}
	}
	for _, index := range c.Table.Indexes {
		switch index.Kind {
		case schema.FullText:
			wants["FULLTEXT"]++
		case schema.Spatial:
			wants["SPATIAL"]++
		}
		if index.Hidden {
			wants[" INVISIBLE"]++
		}
		if index.Global {
			wants[" GLOBAL"]++
		}
	}
	wants["CONSTRAINT "] = len(c.Table.Checks) + len(c.Table.ForeignKeys)
	for word, want := range wants {
		if got := strings.Count(shown, word); got != want {
			t.Errorf("the kernel shows %q %d times, not %d:\n%s", word, got, want, shown)
		}
	}
	lower := strings.ToLower(shown)
	partitions := strings.Count(lower, "partition `") - strings.Count(lower, "subpartition `")
	want := wantPartitions(c.Table.Partitioning)
	for _, index := range c.Table.Indexes {
		want += wantPartitions(index.Partitioning)
	}
	if partitions != want {
		t.Errorf("the kernel shows %d partitions, not %d:\n%s", partitions, want, shown)
	}
}

// wantPartitions counts the partitions of the first level.
func wantPartitions(by *schema.Partitioning) int {
	if by == nil {
		return 0
	}
	return max(by.Count, len(by.Parts), 1)
}
