package ddlconv_test

import (
	"database/sql"
	"os"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/schema"
)

// natives are tables that say what OceanBase alone does.
var natives = map[string]string{
	"template hash":    "CREATE TABLE `template hash` (id int, b int, PRIMARY KEY (id, b)) PARTITION BY RANGE (`id`) SUBPARTITION BY HASH (b) SUBPARTITION TEMPLATE (SUBPARTITION s0, SUBPARTITION s1) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN MAXVALUE)",
	"template list":    "CREATE TABLE `template list` (id int, b int, PRIMARY KEY (id, b)) PARTITION BY RANGE (id) SUBPARTITION BY LIST (b) SUBPARTITION TEMPLATE (SUBPARTITION s0 VALUES IN (1, 2), SUBPARTITION s1 VALUES IN (DEFAULT)) (PARTITION p0 VALUES LESS THAN (10))",
	"template columns": "CREATE TABLE `template columns` (id int, b int, PRIMARY KEY (id, b)) PARTITION BY KEY (id) SUBPARTITION BY RANGE COLUMNS (b) SUBPARTITION TEMPLATE (SUBPARTITION s0 VALUES LESS THAN (5), SUBPARTITION s1 VALUES LESS THAN (MAXVALUE)) PARTITIONS 4",
	"sub range":        "CREATE TABLE `sub range` (id int, b int, PRIMARY KEY (id, b)) PARTITION BY HASH (id) SUBPARTITION BY RANGE (b) (PARTITION p0 (SUBPARTITION s0 VALUES LESS THAN (5), SUBPARTITION s1 VALUES LESS THAN MAXVALUE), PARTITION p1 (SUBPARTITION s3 VALUES LESS THAN (7)))",
	"sub list":         "CREATE TABLE `sub list` (id int, b int, PRIMARY KEY (id, b)) PARTITION BY LIST (id) SUBPARTITION BY LIST COLUMNS (b) (PARTITION p0 VALUES IN (1) (SUBPARTITION s0 VALUES IN (5)), PARTITION p1 VALUES IN (DEFAULT) (SUBPARTITION s3 VALUES IN (DEFAULT)))",
	"sub key":          "CREATE TABLE `sub key` (id int, b int, PRIMARY KEY (id, b)) PARTITION BY RANGE (id) SUBPARTITION BY KEY (b) SUBPARTITIONS 3 (PARTITION p0 VALUES LESS THAN (10))",
	"sub one":          "CREATE TABLE `sub one` (id int, b int, PRIMARY KEY (id, b)) PARTITION BY RANGE (id) SUBPARTITION BY HASH (b) (PARTITION p0 VALUES LESS THAN (10))",
	"keys": "CREATE TABLE `keys` (id int, b int, c varchar(20), d int, PRIMARY KEY (id), KEY k1 (b) STORING (c, d), UNIQUE KEY k2 (b, c) GLOBAL, KEY k3 (d) LOCAL," +
		" KEY k4 (b) GLOBAL PARTITION BY HASH (b) PARTITIONS 3, KEY k5 (b) BLOCK_SIZE 32768 COMMENT 'x', KEY k6 (b) GLOBAL PARTITION BY RANGE (b) (PARTITION q0 VALUES LESS THAN (3), PARTITION q1 VALUES LESS THAN MAXVALUE)," +
		" KEY k7 (c) COMMENT 'y' INVISIBLE GLOBAL PARTITION BY KEY (c) PARTITIONS 2 WITH COLUMN GROUP (each column), FULLTEXT KEY k8 (c) WITH PARSER ngram PARSER_PROPERTIES = (ngram_token_size = 3)) PARTITION BY HASH (id) PARTITIONS 2",
	"hnsw":         "CREATE TABLE `hnsw` (id int PRIMARY KEY, v VECTOR(3) NOT NULL, tags ARRAY(INT), words ARRAY(VARCHAR(20)), grid INT[][], m MAP(INT, INT), r ROARINGBITMAP, s SPARSEVECTOR, VECTOR INDEX vi (v) WITH (distance = l2, type = hnsw, lib = vsag))",
	"ivf":          "CREATE TABLE `ivf` (id int PRIMARY KEY, v VECTOR(3), VECTOR KEY vi (v) WITH (distance = inner_product, type = ivf_flat, lib = ob) COMMENT 'x')",
	"groups":       "CREATE TABLE `groups` (id int PRIMARY KEY SKIP_INDEX(MIN_MAX), b int SKIP_INDEX(MIN_MAX, SUM)) WITH COLUMN GROUP (all columns, each column)",
	"groups parts": "CREATE TABLE `groups parts` (id int PRIMARY KEY, b int, KEY kc (b) WITH COLUMN GROUP (each column)) PARTITION BY HASH (id) PARTITIONS 2 WITH COLUMN GROUP (each column)",
	"ttl":          "CREATE TABLE `ttl` (id int PRIMARY KEY, ttl datetime) TTL (ttl + INTERVAL 1 DAY)",
	"options": "CREATE TABLE `options` (id int PRIMARY KEY AUTO_INCREMENT, b int) ORGANIZATION = HEAP AUTO_INCREMENT_MODE = 'NOORDER' ROW_FORMAT = COMPACT COMPRESSION = 'lz4_1.0' BLOCK_SIZE = 32768" +
		" TABLET_SIZE = 268435456 PCTFREE = 10 PARALLEL 3 TABLE_MODE = 'QUEUING' LOB_INROW_THRESHOLD = 100 USE_BLOOM_FILTER = TRUE KV_ATTRIBUTES = '{\"Hbase\": {\"TimeToLive\": 3600}}' PROGRESSIVE_MERGE_NUM = 3",
	"plain": "CREATE TABLE `plain` (id int PRIMARY KEY, b int, e varchar(9) COLLATE utf8mb4_bin, c int AS (b + 1) STORED, h int INVISIBLE, KEY ((b + 1)), CONSTRAINT more CHECK (b > 1))",
}

// TestNative creates every table on a kernel, converts what it shows of it, and creates
// that: the kernel must show the same, and a second conversion change nothing.
func TestNative(t *testing.T) {
	db := kernel(t)
	for name, create := range natives {
		t.Run(name, func(t *testing.T) {
			first := remade(t, db, name, create)
			handed, err := ddlconv.Convert(create, ddlconv.MySQL, ddlconv.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if os.Getenv("OBFERRY_CORPUS") != "kernel" {
				t.Log("what is written by hand is converted, and not made without OBFERRY_CORPUS=kernel")
			} else if second := remade(t, db, name, handed.Create); bare(second) != bare(first) {
				t.Errorf("by hand, shown first:\n%s\nthen:\n%s\nof:\n%s", first, second, handed.Create)
			}
			told, err := ddlconv.Convert(first, ddlconv.MySQL, ddlconv.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if second := remade(t, db, name, told.Create); bare(second) != bare(first) {
				t.Errorf("shown first:\n%s\nthen:\n%s\nof:\n%s", first, second, told.Create)
			}
			for _, n := range append(handed.Notes, told.Notes...) {
				if n.Severity != ddlconv.Info {
					t.Errorf("%s tells of %s: [%s]", n.Rule, n.Object, n.Was)
				}
			}
			steady(t, []*ddlconv.Conversion{handed, told})
		})
	}
}

// remade creates a table in place of the one that is there, and gives what the kernel shows.
func remade(t *testing.T, db *sql.DB, name, create string) string {
	t.Helper()
	for _, statement := range []string{"DROP TABLE IF EXISTS " + schema.Quote(name), create} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%v\n%s", err, statement)
		}
	}
	var table, shown string
	if err := db.QueryRow("SHOW CREATE TABLE "+schema.Quote(name)).Scan(&table, &shown); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(shown)
}

// bare leaves out quotes: the kernel tells whether a column was given in them where
// tables are cut, and in a TTL; everywhere else it quotes them itself.
func bare(shown string) string { return strings.ReplaceAll(shown, "`", "") }
