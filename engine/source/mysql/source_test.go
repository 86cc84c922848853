package mysql_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/source/mysql"
	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
	"github.com/obferry/obferry/profiles"
)

func TestMain(m *testing.M) { os.Exit(servertest.Main(m)) }

// filled makes a database and opens it as a source.
func filled(t *testing.T, statements ...string) (*sql.DB, profiles.Address, *mysql.Source) {
	t.Helper()
	address := servertest.Address(t)
	config, err := address.Config()
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("mysql", config.FormatDSN())
	if err != nil {
		t.Fatal(err)
	}
	address.Database = fmt.Sprintf("source_%d", time.Now().UnixNano())
	t.Cleanup(func() {
		if _, err := db.Exec("DROP DATABASE " + address.Database); err != nil {
			t.Error(err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, s := range append([]string{"CREATE DATABASE " + address.Database, "USE " + address.Database}, statements...) {
		db.SetMaxOpenConns(1) // USE is the connection's
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%.200s: %v", s, err)
		}
	}
	return db, address, opened(t, address)
}

func opened(t *testing.T, address profiles.Address) *mysql.Source {
	t.Helper()
	s, err := mysql.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// read gathers every value of a table, "NULL" for NULL.
func read(t *testing.T, s *mysql.Source, table *source.Table, chunk source.Chunk) (values []string) {
	t.Helper()
	err := s.Read(t.Context(), table, table.Columns, chunk, source.Limit{Rows: 3, Bytes: 1 << 20},
		func() *rows.Batch { return &rows.Batch{} }, func(b *rows.Batch) error {
			for row := range b.Len() {
				for column := range b.Columns() {
					value, null := b.Value(row, column)
					if null {
						value = []byte("NULL")
					}
					values = append(values, string(value))
				}
			}
			return nil
		})
	if err != nil {
		t.Fatal(err)
	}
	return values
}

func TestValuesAreWhatTheServerHolds(t *testing.T) {
	_, _, s := filled(t, "CREATE TABLE t (f FLOAT, d DOUBLE, y YEAR, b BIT(12), i BIGINT UNSIGNED, tm TIME(3), ts TIMESTAMP NULL, n VARCHAR(3), fd FLOAT(7,2))",
		"SET time_zone = '+09:00'",
		"INSERT INTO t VALUES (16777217, -1.5e-7, 0, b'101010111100', 18446744073709551615, '-100:00:00.5', '2024-01-01 09:00:00', NULL, 99999.99)")
	tables, err := s.Tables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Begin(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	got := read(t, s, tables[0], source.Chunk{})
	want := []string{"16777216", "-0.00000015", "0000", "\x0a\xbc", "18446744073709551615", "-100:00:00.500", "2024-01-01 00:00:00", "NULL", "99999.99"}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%s: got %q, want %q", tables[0].Columns[i].Name, got[i], want[i])
		}
	}
}

func TestEveryReaderSeesTheSameMoment(t *testing.T) {
	db, _, s := filled(t, "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t SELECT seq FROM seq_1_to_100")
	tables, err := s.Tables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	granted, warning, err := s.Begin(t.Context(), 3)
	if granted != 3 || warning != nil || err != nil {
		t.Fatalf("granted %d, warning %v, error %v", granted, warning, err)
	}
	if _, err := db.Exec("INSERT INTO t VALUES (1000)"); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("DELETE FROM t WHERE id < 50"); err != nil {
		t.Fatal(err)
	}
	for range 3 { // a reader each
		if got := read(t, s, tables[0], source.Chunk{}); len(got) != 100 {
			t.Errorf("read %d rows", len(got))
		}
	}
	chunks, err := s.Chunks(t.Context(), tables[0], 4)
	if err != nil || len(chunks) != 4 {
		t.Fatalf("%d chunks, error %v", len(chunks), err)
	}
	var all []string
	for _, c := range chunks {
		all = append(all, read(t, s, tables[0], c)...)
	}
	if len(all) != 100 {
		t.Errorf("%d rows", len(all))
	}
}

// A table that fails must not take the reader with it, nor its snapshot.
func TestEndedReadLeavesTheReaderToOtherTables(t *testing.T) {
	db, _, s := filled(t, "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t SELECT seq FROM seq_1_to_200000",
		"CREATE VIEW slow AS SELECT SLEEP(1000) AS id")
	tables, err := s.Tables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Begin(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("INSERT INTO t VALUES (0)"); err != nil {
		t.Fatal(err)
	}
	table, slow := tables[0], *tables[0]
	slow.Name = "slow"
	for _, c := range []struct {
		table *source.Table
		after time.Duration
	}{{table, 0}, {table, time.Millisecond}, {&slow, 200 * time.Millisecond}} {
		ctx, cancel := context.WithCancel(t.Context())
		var batch rows.Batch
		began := time.Now()
		time.AfterFunc(c.after, cancel)
		err := s.Read(ctx, c.table, c.table.Columns, source.Chunk{}, source.Limit{Rows: 10, Bytes: 1 << 20},
			func() *rows.Batch { return &batch }, func(*rows.Batch) error { <-ctx.Done(); return ctx.Err() })
		if !errors.Is(err, context.Canceled) || time.Since(began) > 4*time.Second {
			t.Errorf("%s: %v after %v", c.table.Name, err, time.Since(began))
		}
	}
	if n := len(read(t, s, table, source.Chunk{})); n != 200_000 {
		t.Errorf("read %d rows", n)
	}
}

func TestWithoutTheLockOneReaderReads(t *testing.T) {
	db, address, _ := filled(t, "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)")
	user := fmt.Sprintf("u%d", time.Now().UnixNano())
	// Both, since an anonymous user of localhost would come before one of any host.
	both := user + "@'%', " + user + "@localhost"
	for _, s := range []string{"CREATE USER " + both, "GRANT SELECT ON " + address.Database + ".* TO " + both} {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	address.User = user
	s := opened(t, address)
	granted, warning, err := s.Begin(t.Context(), 4)
	if granted != 1 || warning == nil || err != nil {
		t.Errorf("granted %d, warning %v, error %v", granted, warning, err)
	}
	if _, err := db.Exec("DROP USER " + both); err != nil {
		t.Fatal(err)
	}
}

// A deliverer that gives up must not have to wait for the rest of a large answer, and
// the reader must serve again.
func TestGivingUpIsQuickAndTheReaderServesAgain(t *testing.T) {
	_, _, s := filled(t, "CREATE TABLE t (id INT PRIMARY KEY, v CHAR(200) DEFAULT 'x')", "CREATE TABLE u (id INT)",
		"INSERT INTO t (id) SELECT seq FROM seq_1_to_300000", "INSERT INTO u VALUES (7)")
	tables, err := s.Tables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Begin(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	enough := errors.New("enough")
	err = s.Read(t.Context(), tables[0], tables[0].Columns, source.Chunk{}, source.Limit{Rows: 10, Bytes: 1 << 20},
		func() *rows.Batch { return &rows.Batch{} }, func(*rows.Batch) error { return enough })
	if !errors.Is(err, enough) {
		t.Errorf("got %v", err)
	}
	if got := read(t, s, tables[1], source.Chunk{}); len(got) != 1 || got[0] != "7" {
		t.Errorf("afterwards: %q", got)
	}
}

func TestCancellingEndsARead(t *testing.T) {
	_, _, s := filled(t, "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t SELECT seq FROM seq_1_to_100000")
	tables, err := s.Tables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Begin(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var once sync.Once
	err = s.Read(ctx, tables[0], tables[0].Columns, source.Chunk{}, source.Limit{Rows: 10, Bytes: 1 << 20},
		func() *rows.Batch { return &rows.Batch{} }, func(*rows.Batch) error { once.Do(cancel); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestKeysAreTheRowsOwn(t *testing.T) {
	_, _, s := filled(t,
		"CREATE TABLE a_pk (b INT, a INT, u INT NOT NULL UNIQUE, PRIMARY KEY (a, b))",
		"CREATE TABLE b_unique (a INT NOT NULL, b INT NOT NULL, c INT NOT NULL, UNIQUE two (a, b), UNIQUE one (c))",
		"CREATE TABLE c_nullable (a INT UNIQUE)",
		"CREATE TABLE d_prefix (a VARCHAR(50) NOT NULL, UNIQUE (a(5)))",
		"CREATE TABLE e_none (a INT)")
	tables, err := s.Tables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"[a b]", "[c]", "[]", "[]", "[]"}
	for i, table := range tables {
		if got := fmt.Sprint(table.Key); got != want[i] {
			t.Errorf("%s: key %s, want %s", table.Name, got, want[i])
		}
	}
}

func TestNamesThatNeedQuoting(t *testing.T) {
	_, _, s := filled(t, "CREATE TABLE `a``b \"c\" 'd' 中` (`select` INT PRIMARY KEY, `x``y` INT)", "INSERT INTO `a``b \"c\" 'd' 中` VALUES (1, 2), (5, 6)")
	tables, err := s.Tables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Begin(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	chunks, err := s.Chunks(t.Context(), tables[0], 2)
	if err != nil || len(chunks) != 2 {
		t.Fatalf("%v, %v", chunks, err)
	}
	if got := read(t, s, tables[0], chunks[1]); fmt.Sprint(got) != "[5 6]" {
		t.Errorf("got %v", got)
	}
}

func TestTableThatIsGone(t *testing.T) {
	db, _, s := filled(t, "CREATE TABLE t (id INT PRIMARY KEY)")
	tables, err := s.Tables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("DROP TABLE t"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Begin(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	err = s.Read(t.Context(), tables[0], tables[0].Columns, source.Chunk{}, source.Limit{Rows: 3, Bytes: 1 << 20},
		func() *rows.Batch { return &rows.Batch{} }, func(*rows.Batch) error { return nil })
	if f := fault.Of(err); f == nil || f.Kind != fault.Missing || f.Code != 1146 {
		t.Errorf("got %v", err)
	}
}
