package land_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/obferry/obferry/engine/direct"
	"github.com/obferry/obferry/engine/direct/directtest"
	"github.com/obferry/obferry/engine/direct/directtest/land"
	"github.com/obferry/obferry/engine/direct/wire"
	"github.com/obferry/obferry/engine/practice/practicetest"
)

func TestMain(m *testing.M) { os.Exit(practicetest.Run(m)) }

// A harbour is a server before a database of the test's own.
type harbour struct {
	db       *sql.DB
	database string
	client   *direct.Client
}

func open(t *testing.T) *harbour {
	t.Helper()
	db, address := practicetest.Database(t)
	config, err := address.Config()
	if err != nil {
		t.Fatal(err)
	}
	sink, err := land.Over(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := sink.Close(); err != nil {
			t.Error(err)
		}
	})
	s := directtest.Start(t, directtest.Options{Sink: sink, Account: directtest.Account{Password: "s3cret"}})
	client, err := direct.Dial(t.Context(), direct.Config{Address: s.Address(), Tenant: "t", User: "u", Password: "s3cret", Database: address.Database})
	if err != nil {
		t.Fatal(err)
	}
	return &harbour{db: db, database: address.Database, client: client}
}

func (h *harbour) exec(t *testing.T, statement string) {
	t.Helper()
	if _, err := h.db.ExecContext(t.Context(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// text is a query's rows as text, columns by a bar and rows by a line.
func (h *harbour) text(t *testing.T, query string) string {
	t.Helper()
	rows, err := h.db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for rows.Next() {
		cells := make([]sql.NullString, len(names))
		to := make([]any, len(names))
		for i := range cells {
			to[i] = &cells[i]
		}
		if err := rows.Scan(to...); err != nil {
			t.Fatal(err)
		}
		var words []string
		for _, c := range cells {
			if c.Valid {
				words = append(words, c.String)
			} else {
				words = append(words, "NULL")
			}
		}
		lines = append(lines, strings.Join(words, "|"))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return strings.Join(lines, "\n")
}

func (h *harbour) load(t *testing.T, o direct.Options, write func(b *direct.Bucket, row int), rows int) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	o.Parallel, o.PollInterval = 1, 20*time.Millisecond
	l, err := h.client.Begin(ctx, o)
	if err != nil {
		return err
	}
	defer l.Close()
	w := l.Writer()
	for i := range rows {
		write(w.Bucket, i)
		if err := w.EndRow(ctx); err != nil {
			return err
		}
	}
	if err := w.Flush(ctx); err != nil {
		return err
	}
	return l.Commit(ctx)
}

// TestTypes lands a value of every type.
func TestTypes(t *testing.T) {
	h := open(t)
	h.exec(t, "CREATE TABLE kinds (id BIGINT PRIMARY KEY, i8 TINYINT, u64 BIGINT UNSIGNED, dec_ DECIMAL(30,10), dbl DOUBLE, flt FLOAT, dt DATETIME(6), ts TIMESTAMP(6) NULL, d DATE, tm TIME(6), y YEAR, txt VARCHAR(40), raw_ VARBINARY(40), bits BIT(8), js JSON)")
	err := h.load(t, direct.Options{Table: "kinds", Width: 15}, func(b *direct.Bucket, row int) {
		b.Int64(int64(row) - 1)
		if row == 0 {
			for range 14 {
				b.Null()
			}
			return
		}
		b.Int8(-128)
		b.Uint64(1<<64 - 1)
		b.Text("-12345678901234567890.0000000001")
		b.Double(-1.5)
		b.Float(0.25)
		b.DateTime(-1_000_001)
		b.Timestamp(1700000000123456)
		b.Date(-1)
		b.Time(-3_661_000_001)
		b.Year(2024)
		b.Text("行é😀 'quoted' \\")
		b.Binary([]byte{0, 255, '\'', '\\'})
		b.Bit(5)
		b.Text(`{"a": 1}`)
	}, 2)
	if err != nil {
		t.Fatal(err)
	}
	want := "-1|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n" +
		"0|-128|18446744073709551615|-12345678901234567890.0000000001|-1.5|0.25|1969-12-31 23:59:58.999999|1700000000.123456|1969-12-31|-01:01:01.000001|2024|行é😀 'quoted' \\|00FF275C|101|{\"a\": 1}"
	got := h.text(t, "SELECT id, i8, u64, dec_, dbl, flt, dt, UNIX_TIMESTAMP(ts), d, tm, y, txt, HEX(raw_), BIN(bits), js FROM kinds ORDER BY id")
	if got != want {
		t.Errorf(" got %s\nwant %s", got, want)
	}
}

// TestKeys holds what becomes of rows whose key is there.
func TestKeys(t *testing.T) {
	h := open(t)
	pair := func(b *direct.Bucket, row int) {
		b.Int64(int64(row))
		b.Text("new")
	}
	for i, c := range []struct {
		dup    wire.DupAction
		method string
		errors int64
		want   string
		code   int
	}{
		{dup: wire.DupStop, want: "1|old", code: -5024},
		{dup: wire.DupStop, errors: 1, want: "0|new\n1|old\n2|new"},
		{dup: wire.DupReplace, want: "0|new\n1|new\n2|new"},
		{dup: wire.DupIgnore, want: "0|new\n1|old\n2|new"},
		{method: wire.MethodIncReplace, want: "0|new\n1|new\n2|new"},
	} {
		table := fmt.Sprintf("keyed%d", i)
		h.exec(t, "CREATE TABLE "+table+" (id BIGINT PRIMARY KEY, v VARCHAR(3))")
		h.exec(t, "INSERT INTO "+table+" VALUES (1, 'old')")
		err := h.load(t, direct.Options{Table: table, Width: 2, Dup: c.dup, Method: c.method, MaxErrorRows: c.errors}, pair, 3)
		if !fails(err, c.code) {
			t.Errorf("%+v: %v", c, err)
		}
		if got := h.text(t, "SELECT * FROM "+table+" ORDER BY id"); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

// fails says that an error holds this code of the server, or none for 0.
func fails(err error, code int) bool {
	if code == 0 || err == nil {
		return code == 0 && err == nil
	}
	var said *direct.ServerError
	var over *direct.EndedError
	return errors.As(err, &said) && said.Code == code || errors.As(err, &over) && over.Code == code
}

// TestRefused are loads that a table does not bear.
func TestRefused(t *testing.T) {
	h := open(t)
	h.exec(t, "CREATE TABLE plain (id BIGINT PRIMARY KEY, v VARCHAR(3) NOT NULL, n INT)")
	h.exec(t, "CREATE VIEW seen AS SELECT * FROM plain")
	h.exec(t, "CREATE TABLE made (id BIGINT PRIMARY KEY, twice BIGINT AS (id * 2))")
	h.exec(t, "CREATE TABLE child (id BIGINT PRIMARY KEY, p BIGINT, FOREIGN KEY (p) REFERENCES plain (id))")
	two := func(b *direct.Bucket, row int) {
		b.Int64(int64(row))
		b.Text("four")
	}
	for name, c := range map[string]struct {
		o    direct.Options
		code int
	}{
		"no table":     {direct.Options{Table: "none", Width: 2}, -5019},
		"a view":       {direct.Options{Table: "seen", Width: 3}, -4007},
		"generated":    {direct.Options{Table: "made", Width: 2}, -4007},
		"foreign keys": {direct.Options{Table: "child", Width: 2, Method: wire.MethodInc}, -4007},
		"no column":    {direct.Options{Table: "plain", Columns: []string{"id", "other"}}, -5217},
		"no default":   {direct.Options{Table: "plain", Columns: []string{"id", "n"}}, -4227},
		"no partition": {direct.Options{Table: "plain", Width: 3, Partitions: []string{"p9"}}, -5146},
		"too long":     {direct.Options{Table: "plain", Columns: []string{"id", "V"}}, -5167},
		"a row short":  {direct.Options{Table: "plain", Width: 2}, -4002},
	} {
		if err := h.load(t, c.o, two, 1); !fails(err, c.code) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := h.text(t, "SELECT COUNT(*) FROM plain"); got != "0" {
		t.Errorf("%s rows landed", got)
	}
}

// TestMany lands rows of several goroutines, and none of a load that is aborted.
func TestMany(t *testing.T) {
	h := open(t)
	h.exec(t, "CREATE TABLE many (id BIGINT PRIMARY KEY, v VARCHAR(30))")
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	for _, c := range []struct {
		commit bool
		want   string
	}{{false, "0|NULL"}, {true, "8000|31996000"}} {
		l, err := h.client.Begin(ctx, direct.Options{Table: "many", Width: 2, Parallel: 4, Writers: 4, BufferSize: 20_000, PollInterval: 20 * time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		failures := make(chan error)
		for part := range 4 {
			go func() { failures <- writePart(ctx, l, part*2000) }()
		}
		for range 4 {
			if err := <-failures; err != nil {
				t.Error(err)
			}
		}
		if c.commit {
			err = l.Commit(ctx)
		} else {
			err = l.Abort(ctx)
		}
		if err != nil {
			t.Error(err)
		}
		if got := h.text(t, "SELECT COUNT(*), SUM(id) FROM many"); got != c.want {
			t.Errorf("%s, %s wanted", got, c.want)
		}
	}
}

func writePart(ctx context.Context, l *direct.Load, from int) error {
	w := l.Writer()
	for i := from; i < from+2000; i++ {
		w.Int64(int64(i))
		w.Text("a row of many")
		if err := w.EndRow(ctx); err != nil {
			return err
		}
	}
	return w.Flush(ctx)
}
