package mysql_test

import (
	"fmt"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/obferry/obferry/engine/source"
)

// crowded are tables whose keys lie in a corner of their range, or are of other types
// than integers; each has 60,000 rows.
var crowded = map[string]string{
	"integers": "id BIGINT PRIMARY KEY|IF(seq = 1, -9000000000000000000, IF(seq = 2, 9000000000000000000, 4611686018427387904 + seq))",
	"bigs":     "id BIGINT UNSIGNED PRIMARY KEY|IF(seq < 30000, seq, 18446744073709551615 - seq)",
	"decimals": "id DECIMAL(30,10) PRIMARY KEY|IF(seq = 1, -99999999999999999999.9999999999, seq / 1000)",
	"dates":    "id DATE, n INT, PRIMARY KEY (id, n)|'1000-01-01' + INTERVAL IF(seq < 10, seq, 300000 + seq % 2000) DAY, seq",
	"times":    "id DATETIME(6), n INT, PRIMARY KEY (id, n)|IF(seq = 1, '9999-12-31 23:59:59.999999', '2024-01-01' + INTERVAL seq MICROSECOND), seq",
	"stamps":   "id TIMESTAMP(3) NOT NULL, n INT, PRIMARY KEY (id, n)|'2024-01-01' + INTERVAL seq SECOND, seq",
	"orders":   "id VARCHAR(40) COLLATE utf8mb4_general_ci PRIMARY KEY|CONCAT(IF(seq % 2, 'ord-', 'ORD-'), '2024-', LPAD(seq, 8, '0'))",
	"hashes":   "id CHAR(32) CHARACTER SET latin1 PRIMARY KEY|MD5(seq)",
	"mails":    "id VARCHAR(60) COLLATE utf8mb4_unicode_ci PRIMARY KEY|CONCAT(CHAR(65 + seq % 57 USING utf8mb4), 'é中'' \\\\', seq, '@example.com')",
	"chinese":  "id VARCHAR(20) COLLATE utf8mb4_bin PRIMARY KEY|CONCAT(CONVERT(CHAR(0x4e00 + seq % 20000 USING ucs2) USING utf8mb4), '😀', seq)",
	"gbk":      "id VARCHAR(20) CHARACTER SET gbk PRIMARY KEY|CONCAT('号', LPAD(seq, 6, '0'))",
	"bytes":    "id BINARY(16) PRIMARY KEY|UNHEX(MD5(seq))",
	"prefixed": "id VARBINARY(30) PRIMARY KEY|CONCAT(x'00ff275c', LPAD(seq, 8, '0'))",
	"pairs":    "a INT, b INT, PRIMARY KEY (a, b)|1000000 - seq DIV 30, seq",
}

// Chunks hold every row once and about as many each, whatever the keys are like.
func TestChunksAreEven(t *testing.T) {
	statements := []string{"SET sql_mode = 'STRICT_ALL_TABLES'"}
	for name, shape := range crowded {
		columns, values, _ := strings.Cut(shape, "|")
		statements = append(statements,
			fmt.Sprintf("CREATE TABLE %s (%s, pad CHAR(40)) CHARACTER SET utf8mb4", name, columns),
			fmt.Sprintf("INSERT INTO %s SELECT %s, 'x' FROM seq_1_to_60000", name, values))
		statements = append(statements, "ANALYZE TABLE "+name)
	}
	_, _, s := filled(t, statements...)
	s.SetSampling(time.Minute) // a server that others use too answers more slowly
	tables, err := s.Tables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Begin(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		_, parts := kept(t, s, table.Name, table, source.Selection{}, 8)
		all := flat(parts)
		sort.Strings(all)
		twice := 0
		for i := range all[1:] {
			if all[i] == all[i+1] {
				twice++
			}
		}
		var sizes []int
		for _, p := range parts {
			sizes = append(sizes, len(p))
		}
		if len(all) != 60_000 || twice > 0 {
			t.Errorf("%s: %d rows, %d of them twice", table.Name, len(all), twice)
		}
		sort.Ints(sizes)
		if len(sizes) < 5 || sizes[len(sizes)-1] > 60_000*35/100 {
			t.Errorf("%s: chunks of %v rows", table.Name, sizes)
		}
		t.Logf("%s: %v", table.Name, sizes)
	}
}

func TestTablesThatAreNotCut(t *testing.T) {
	_, _, s := filled(t,
		"CREATE TABLE a (id DOUBLE PRIMARY KEY)", "INSERT INTO a SELECT seq / 3 FROM seq_1_to_3000",
		"CREATE TABLE b (id ENUM('x','y') PRIMARY KEY)", "INSERT INTO b VALUES ('x')",
		"CREATE TABLE c (id INT)", "INSERT INTO c SELECT seq FROM seq_1_to_3000",
		"CREATE TABLE d (id INT PRIMARY KEY)",
		"CREATE TABLE e (id VARCHAR(10) PRIMARY KEY)", "INSERT INTO e VALUES ('one')",
		"CREATE TABLE f (id DATE PRIMARY KEY)", "SET sql_mode = ''", "INSERT INTO f VALUES ('0000-00-00'), ('2024-00-00'), ('2024-01-01')",
		"CREATE TABLE g (id YEAR PRIMARY KEY)", "INSERT INTO g VALUES (1999), (2024)")
	tables, err := s.Tables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Begin(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{3000, 1, 3000, 0, 1, 3, 2} {
		_, parts := kept(t, s, tables[i].Name, tables[i], source.Selection{}, 5)
		if len(parts) != 1 || len(parts[0]) != want {
			t.Errorf("%s: %d chunks", tables[i].Name, len(parts))
		}
	}
	// By a column that no index leads: of equal width.
	_, parts := kept(t, s, "c", tables[2], source.Selection{Split: "id"}, 5)
	if len(parts) != 5 || len(flat(parts)) != 3000 {
		t.Errorf("%d chunks, %d rows", len(parts), len(flat(parts)))
	}
}
