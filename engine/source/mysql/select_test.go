package mysql_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
)

// kept is what a selection of a table gives, chunk by chunk: every value, in order.
func kept(t *testing.T, s source.Selector, name string, of *source.Table, take source.Selection, want int) (table *source.Table, values [][]string) {
	t.Helper()
	table, err := s.Select(t.Context(), name, of, take)
	if err != nil {
		t.Fatal(err)
	}
	chunks, err := s.Chunks(t.Context(), table, want)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range chunks {
		var part []string
		err := s.Read(t.Context(), table, table.Columns, c, source.Limit{Rows: 100, Bytes: 1 << 20},
			func() *rows.Batch { return &rows.Batch{} }, func(b *rows.Batch) error {
				for row := range b.Len() {
					var line []string
					for i := range b.Columns() {
						value, null := b.Value(row, i)
						if null {
							value = []byte("NULL")
						}
						line = append(line, string(value))
					}
					part = append(part, strings.Join(line, "|"))
				}
				return nil
			})
		if err != nil {
			t.Fatalf("%s: %v", c.Where, err)
		}
		values = append(values, part)
	}
	return table, values
}

func flat(parts [][]string) (all []string) {
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

func TestConditionsAndQueries(t *testing.T) {
	_, _, s := filled(t,
		"CREATE TABLE t (id INT PRIMARY KEY, f FLOAT, n INT, v VARCHAR(20), KEY (n))",
		"INSERT INTO t SELECT seq, 16777217, IF(seq % 10 = 0, NULL, seq % 7), CONCAT('v', seq) FROM seq_1_to_1000",
		"CREATE TABLE u (id INT PRIMARY KEY, w DECIMAL(10,3), at DATETIME(3), b VARBINARY(9), big BIGINT UNSIGNED, e ENUM('a','b'), bits BIT(9), d DATE, tm TIME(2), y YEAR)",
		"INSERT INTO u VALUES (1, 1.5, '2024-02-29 01:02:03.004', x'00ff', 18446744073709551615, 'b', b'100000001', '2024-01-01', '-01:02:03.4', 2024)")
	tables, err := s.Tables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Begin(t.Context(), 2); err != nil {
		t.Fatal(err)
	}
	of, other := tables[0], tables[1]

	_, parts := kept(t, s, "t", of, source.Selection{Where: "n = 3 OR n = 4 -- both"}, 4)
	want := 0
	for seq := 1; seq <= 1000; seq++ {
		if n := seq % 7; seq%10 != 0 && (n == 3 || n == 4) {
			want++
		}
	}
	if got := flat(parts); len(parts) < 2 || len(got) != want {
		t.Errorf("a condition: %d rows in %d chunks", len(got), len(parts))
	}
	_, parts = kept(t, s, "t", of, source.Selection{Split: "N"}, 5)
	if got := flat(parts); len(parts) < 2 || len(got) != 1000 {
		t.Errorf("a column that may be NULL: %d rows in %d chunks", len(got), len(parts))
	}
	table, parts := kept(t, s, "q", nil, source.Selection{Query: "SELECT id AS number, f, n FROM t WHERE id <= 20 ORDER BY id # few", Split: "number"}, 3)
	if got := flat(parts); len(parts) != 3 || len(got) != 20 || got[0] != "1|16777216|1" || table.Rows != 20 {
		t.Errorf("a query: %q in %d chunks of %d rows", got, len(parts), table.Rows)
	}
	table, parts = kept(t, s, "q", nil, source.Selection{Query: "WITH x AS (SELECT * FROM u) SELECT * FROM x"}, 3)
	if got := flat(parts); fmt.Sprintf("%q", got) != `["1|1.500|2024-02-29 01:02:03.004|\x00\xff|18446744073709551615|b|\x01\x01|2024-01-01|-01:02:03.40|2024"]` {
		t.Errorf("every type: %q", got)
	}
	var types []string
	for i, c := range table.Columns {
		if c.Kind != other.Columns[i].Kind {
			t.Errorf("%s: kind %d, of the table %d", c.Name, c.Kind, other.Columns[i].Kind)
		}
		types = append(types, c.Type)
	}
	if got := strings.Join(types, " "); got != "int decimal(10,3) datetime(3) longblob bigint unsigned longtext bit(64) date time(2) year" {
		t.Errorf("types: %s", got)
	}
	_, parts = kept(t, s, "q", nil, source.Selection{Query: "SELECT id FROM t LIMIT 7"}, 1)
	if len(flat(parts)) != 7 {
		t.Errorf("a limit of its own: %d rows", len(flat(parts)))
	}
	_, parts = kept(t, s, "q", nil, source.Selection{Query: "SELECT id, n FROM t", Where: "n IS NULL", Split: "id"}, 4)
	if got := flat(parts); len(got) != 100 || len(parts) != 4 {
		t.Errorf("a query with a condition: %d rows in %d chunks", len(got), len(parts))
	}
	// Some columns may be wanted, in another order.
	table, err = s.Select(t.Context(), "q", nil, source.Selection{Query: "SELECT id, v, n FROM t WHERE id = 5"})
	if err != nil {
		t.Fatal(err)
	}
	wanted := []rows.Column{table.Columns[1], table.Columns[2]}
	var got []string
	err = s.Read(t.Context(), table, wanted, source.Chunk{}, source.Limit{Rows: 1, Bytes: 1},
		func() *rows.Batch { return &rows.Batch{} }, func(b *rows.Batch) error {
			for i := range wanted {
				value, _ := b.Value(0, i)
				got = append(got, string(value))
			}
			return nil
		})
	if err != nil || fmt.Sprint(got) != "[v5 5]" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestSelectionsThatAreNone(t *testing.T) {
	db, _, s := filled(t, "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20))", "INSERT INTO t VALUES (1, 'a')")
	tables, err := s.Tables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		take source.Selection
		id   string
		says string
	}{
		{source.Selection{Query: "DELETE FROM t"}, "noselect", "DELETE"},
		{source.Selection{Query: "/* x */ drop table t"}, "noselect", "DROP"},
		{source.Selection{Query: "SHOW TABLES"}, "noselect", "entry"},
		{source.Selection{Query: "SELECT 1; DROP TABLE t"}, "querycut", "entry"},
		{source.Selection{Query: "SELECT 1) AS a, (SELECT 2"}, "querycut", "entry"},
		{source.Selection{Query: "SELECT 'x"}, "querycut", "entry"},
		{source.Selection{Query: "WITH x AS (SELECT 1 AS id) DELETE FROM t"}, "query", "1064"},
		{source.Selection{Query: "SELECT id INTO OUTFILE '/tmp/never' FROM t"}, "query", "entry"},
		{source.Selection{Query: "SELECT idd FROM t"}, "query", "idd"},
		{source.Selection{Query: "SELECT * FROM nowhere"}, "query", "nowhere"},
		{source.Selection{Query: "SELECT FROM t"}, "query", "1064"},
		{source.Selection{Query: "SELECT id, id FROM t"}, "queryname", "id"},
		{source.Selection{Query: "SELECT id FROM t", Split: "x"}, "nosplit", "x"},
		{source.Selection{Where: "id = "}, "where", "1064"},
		{source.Selection{Where: "nothing = 1"}, "where", "nothing"},
		{source.Selection{Where: "id = 1) OR (1 = 1"}, "wherecut", "1 = 1"},
		{source.Selection{Where: "1=1; DELETE FROM t"}, "wherecut", "DELETE"},
		{source.Selection{Where: "1=1 LIMIT 10"}, "where", "LIMIT"},
		{source.Selection{Split: "nothing"}, "nosplit", "nothing"},
	} {
		of := tables[0]
		if c.take.Query != "" {
			of = nil
		}
		_, err := s.Select(t.Context(), "entry", of, c.take)
		f := fault.Of(err)
		if f == nil || f.ID != "fault.mysql."+c.id || f.Kind != fault.Input || !strings.Contains(f.Error(), c.says) ||
			c.take.Query != "" && !strings.Contains(f.Error(), "entry") || strings.Contains(f.Error(), "<no value>") {
			t.Errorf("%+v: %v", c.take, err)
		}
	}
	// A column that rows cannot be cut by changes nothing of what is taken.
	for _, take := range []source.Selection{{Split: "v"}, {Query: "SELECT id, v FROM t", Split: "v"}} {
		table, err := s.Select(t.Context(), "entry", tables[0], take)
		if err != nil || table.Selection.Split != "" || len(table.Problems) != 1 || fault.Of(table.Problems[0]).ID != "fault.mysql.split" {
			t.Errorf("%+v: %+v, %v", take, table, err)
		}
	}
	if len(tables[0].Problems) != 0 {
		t.Error("the table itself has got the problem")
	}
	var n int
	if err := db.QueryRow("SELECT COUNT(*) FROM t").Scan(&n); err != nil || n != 1 {
		t.Errorf("%d rows, %v", n, err)
	}
}
