package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/source/postgres"
	"github.com/obferry/obferry/engine/source/postgres/localserver/servertest"
	"github.com/obferry/obferry/profiles"
)

// opened is a database that statements have filled, and its tables by name.
func opened(t *testing.T, statements string) (*postgres.Source, map[string]*source.Table, *pgx.Conn, profiles.Address) {
	t.Helper()
	db, address := servertest.Database(t)
	if _, err := db.Exec(t.Context(), statements); err != nil {
		t.Fatal(err)
	}
	s, tables := listed(t, address)
	return s, tables, db, address
}

func listed(t *testing.T, address profiles.Address) (*postgres.Source, map[string]*source.Table) {
	t.Helper()
	s, err := postgres.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	list, err := s.Tables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	tables := map[string]*source.Table{}
	for _, table := range list {
		tables[table.Name] = table
	}
	return s, tables
}

func begin(t *testing.T, s *postgres.Source, readers int) {
	t.Helper()
	if granted, warning, err := s.Begin(t.Context(), readers); err != nil || warning != nil || granted != readers {
		t.Fatalf("%d readers, warned %v, %v", granted, warning, err)
	}
}

// read reads a table by about want chunks: its rows as text, sorted, and the chunks.
func read(t *testing.T, s *postgres.Source, table *source.Table, want int) ([]string, []source.Chunk) {
	t.Helper()
	chunks, err := s.Chunks(t.Context(), table, want)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	var batch rows.Batch
	for _, c := range chunks {
		err := s.Read(t.Context(), table, table.Columns, c, source.Limit{Rows: 1000, Bytes: 1 << 20},
			func() *rows.Batch { return &batch }, func(b *rows.Batch) error {
				for row := range b.Len() {
					var line []string
					for i := range b.Columns() {
						value, null := b.Value(row, i)
						line = append(line, fmt.Sprintf("%q %t", value, null))
					}
					all = append(all, strings.Join(line, "|"))
				}
				return nil
			})
		if err != nil {
			t.Fatalf("%s: %v", c.Where, err)
		}
	}
	slices.Sort(all)
	return all, chunks
}

// Every table is cut into parts that hold all its rows, each once, whatever its key is,
// and with and without statistics.
func TestChunksHoldEveryRowOnce(t *testing.T) {
	const rows = 8_000
	makes := map[string]string{
		"whole":       "(id bigint PRIMARY KEY, v text)|i, repeat('x', 100)",
		"skewed":      "(id int PRIMARY KEY)|CASE WHEN i < 10 THEN -2147483648 + i ELSE i END",
		"texts":       `(id text COLLATE "C" PRIMARY KEY)|'it''s \' || i || chr(8364)`,
		"uuids":       "(id uuid PRIMARY KEY)|md5(i::text)::uuid",
		"moments":     "(id timestamptz PRIMARY KEY)|now() + i * interval '1 second'",
		"dates":       "(id date, n int, PRIMARY KEY (id, n))|date '2024-01-01' + i / 10000, i",
		"pairs":       "(a smallint, b text, PRIMARY KEY (a, b))|i % 3, i::text",
		"firsts":      "(a int, b int, PRIMARY KEY (a, b))|i, 1",
		"numbers":     "(id numeric PRIMARY KEY)|i / 7.0",
		"bytes":       "(id bytea PRIMARY KEY)|decode(md5(i::text), 'hex')",
		"documents":   "(id jsonb PRIMARY KEY)|to_jsonb(i)",
		"uniques":     "(id int NOT NULL UNIQUE, n int UNIQUE)|i, i",
		"keyless":     "(v text)|repeat('y', 100)",
		"partitioned": "(id int, d date, PRIMARY KEY (id, d)) PARTITION BY RANGE (id)|i, date '2024-01-01'",
		"heaps":       "(id int, v text) PARTITION BY HASH (id)|i, repeat('z', 50)",
	}
	db, address := servertest.Database(t)
	for name, how := range makes {
		columns, values, _ := strings.Cut(how, "|")
		statements := []string{"CREATE TABLE " + name + " " + columns}
		switch name {
		case "partitioned":
			statements = append(statements, "CREATE TABLE p1 PARTITION OF partitioned FOR VALUES FROM (0) TO (3000)", "CREATE TABLE p2 PARTITION OF partitioned DEFAULT")
		case "heaps":
			statements = append(statements, "CREATE TABLE h0 PARTITION OF heaps FOR VALUES WITH (MODULUS 2, REMAINDER 0)", "CREATE TABLE h1 PARTITION OF heaps FOR VALUES WITH (MODULUS 2, REMAINDER 1)")
		}
		statements = append(statements, fmt.Sprintf("INSERT INTO %s SELECT %s FROM generate_series(1, %d) i", name, values, rows))
		if _, err := db.Exec(t.Context(), strings.Join(statements, ";")); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	for _, counted := range []bool{false, true} {
		if counted {
			if _, err := db.Exec(t.Context(), "ANALYZE"); err != nil {
				t.Fatal(err)
			}
		}
		s, tables := listed(t, address)
		if len(tables) != len(makes) {
			t.Errorf("%d tables, want %d", len(tables), len(makes))
		}
		begin(t, s, 1)
		for name := range makes {
			whole, _ := read(t, s, tables[name], 1)
			parts, chunks := read(t, s, tables[name], 7)
			if len(whole) != rows || !slices.Equal(whole, parts) {
				t.Errorf("%s: %d rows whole, %d in parts", name, len(whole), len(parts))
			}
			if most := name == "documents"; len(chunks) != 7 && !most && (len(chunks) < 5 || len(chunks) > 7) {
				t.Errorf("%s, counted %t: %d chunks: %v", name, counted, len(chunks), chunks)
			}
			if integer := slices.Contains([]string{"whole", "skewed", "uniques", "firsts", "partitioned"}, name); integer != (chunks[0].Column != "") {
				t.Errorf("%s: %+v", name, chunks[0])
			}
			if n := tables[name].Rows; n < rows/4 || n > rows*4 || counted && (n < rows*9/10 || n > rows*11/10) {
				t.Errorf("%s, counted %t: estimated %d rows", name, counted, n)
			}
		}
	}
}

// What is read is what was there when Begin returned, whatever becomes of it since.
func TestSnapshotHolds(t *testing.T) {
	s, tables, db, _ := opened(t, "CREATE TABLE t (id int PRIMARY KEY, v int); INSERT INTO t SELECT i, 0 FROM generate_series(1, 1000) i; CREATE TABLE k (v int); INSERT INTO k SELECT generate_series(1, 1000)")
	begin(t, s, 2)
	before, _ := read(t, s, tables["t"], 3)
	if _, err := db.Exec(t.Context(), "UPDATE t SET v = 1; DELETE FROM t WHERE id > 500; INSERT INTO t SELECT i FROM generate_series(2000, 2100) i; DELETE FROM k"); err != nil {
		t.Fatal(err)
	}
	if after, _ := read(t, s, tables["t"], 3); len(before) != 1000 || !slices.Equal(before, after) {
		t.Errorf("%d rows before, %d after", len(before), len(after))
	}
	if after, _ := read(t, s, tables["k"], 3); len(after) != 1000 {
		t.Errorf("%d rows of k", len(after))
	}
	// No snapshot protects from these, so they wait.
	if _, err := db.Exec(t.Context(), "SET lock_timeout = '200ms'"); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{"TRUNCATE k", "DROP TABLE t", "VACUUM FULL k"} {
		if _, err := db.Exec(t.Context(), statement); err == nil {
			t.Errorf("%s went through", statement)
		}
	}
	if err := s.End(); err != nil {
		t.Error(err)
	}
	if _, err := db.Exec(t.Context(), "TRUNCATE k"); err != nil {
		t.Errorf("behind the end: %v", err)
	}
}

// Only the tables that are taken are held.
func TestOthersAreNotHeld(t *testing.T) {
	s, tables, db, _ := opened(t, "CREATE TABLE taken (id int PRIMARY KEY); CREATE TABLE other (id int)")
	s.Only([]string{tables["taken"].Name})
	begin(t, s, 1)
	if _, err := db.Exec(t.Context(), "SET lock_timeout = '200ms'; DROP TABLE other"); err != nil {
		t.Error(err)
	}
	if _, err := db.Exec(t.Context(), "DROP TABLE taken"); err == nil {
		t.Error("a table that is being read was dropped")
	}
}

// A reading that is cut off, by its context or by who takes the rows, leaves the snapshot
// and the reader for the next one.
func TestCutOffReadingLeavesTheSnapshot(t *testing.T) {
	s, tables, db, _ := opened(t, "CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t SELECT i, repeat('x', 200) FROM generate_series(1, 100000) i")
	begin(t, s, 1)
	if _, err := db.Exec(t.Context(), "DELETE FROM t WHERE id <= 50000"); err != nil {
		t.Fatal(err)
	}
	table := tables["t"]
	var batch rows.Batch
	no := errors.New("no")
	for name, cut := range map[string]func(cancel func()) error{
		"context": func(cancel func()) error { cancel(); return nil },
		"refused": func(func()) error { return no },
	} {
		ctx, cancel := context.WithCancel(t.Context())
		began := time.Now()
		err := s.Read(ctx, table, table.Columns, source.Chunk{}, source.Limit{Rows: 100, Bytes: 1 << 20},
			func() *rows.Batch { return &batch }, func(*rows.Batch) error {
				err := cut(cancel)
				if ctx.Err() != nil {
					<-ctx.Done()
				}
				return err
			})
		cancel()
		if !errors.Is(err, no) && !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
		if took := time.Since(began); took > 30*time.Second {
			t.Errorf("%s: only after %s", name, took)
		}
		if all, _ := read(t, s, table, 1); len(all) != 100_000 {
			t.Errorf("%s: %d rows after it", name, len(all))
		}
	}
}

// What an account may not read is told by name: where it is listed, and where it is read.
func TestWhatMayNotBeReadIsNamed(t *testing.T) {
	_, _, db, address := opened(t, `CREATE TABLE closed (id int PRIMARY KEY); CREATE TABLE guarded (id int PRIMARY KEY); CREATE TABLE free (id int PRIMARY KEY);
		INSERT INTO guarded VALUES (1), (2); ALTER TABLE guarded ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON guarded USING (id = 1); CREATE SCHEMA away; CREATE TABLE away.t (id int)`)
	role := address.Database + "_poor"
	if _, err := db.Exec(t.Context(), "CREATE ROLE "+role+" LOGIN; GRANT SELECT ON guarded, free, away.t TO "+role); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := db.Exec(context.Background(), "DROP OWNED BY "+role+"; DROP ROLE "+role); err != nil {
			t.Error(err)
		}
	})
	address.User = role
	s, tables := listed(t, address)
	for name, problems := range map[string]int{"closed": 1, "away.t": 1, "guarded": 0, "free": 0} {
		if len(tables[name].Problems) != problems {
			t.Errorf("%s: %v", name, tables[name].Problems)
		}
	}
	begin(t, s, 1)
	for name, id := range map[string]string{"closed": "fault.postgres.denied", "guarded": "fault.postgres.policy", "away.t": "fault.postgres.denied"} {
		err := s.Read(t.Context(), tables[name], tables[name].Columns, source.Chunk{}, source.Limit{Rows: 1, Bytes: 1}, func() *rows.Batch { return &rows.Batch{} }, func(*rows.Batch) error { return nil })
		if f := fault.Of(err); f == nil || f.ID != id || f.Kind != fault.Denied || f.Args["Table"] != name {
			t.Errorf("%s: %v", name, err)
		}
	}
	if all, _ := read(t, s, tables["free"], 1); len(all) != 0 {
		t.Errorf("%d rows", len(all))
	}
}

// What is no table is listed apart, with its schema.
func TestOthersAreListed(t *testing.T) {
	s, tables, _, _ := opened(t, `CREATE SCHEMA s; CREATE TABLE s.t (id serial PRIMARY KEY, n int GENERATED ALWAYS AS IDENTITY); CREATE TABLE u (v int) PARTITION BY LIST (v); CREATE TABLE u1 PARTITION OF u FOR VALUES IN (1);
		CREATE TABLE heir (w int) INHERITS (s.t);
		CREATE VIEW s.v AS SELECT 1 AS a; CREATE MATERIALIZED VIEW m AS SELECT 1 AS a; CREATE SEQUENCE free; CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
		CREATE PROCEDURE p() LANGUAGE sql AS ''; CREATE TRIGGER g BEFORE INSERT ON s.t FOR EACH ROW EXECUTE FUNCTION f(); CREATE EXTENSION hstore; INSERT INTO heir (n, w) VALUES (1, 1); INSERT INTO s.t DEFAULT VALUES; SELECT lo_create(0)`)
	others, err := s.Others(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, o := range others {
		got = append(got, o.Kind+" "+o.Name)
	}
	if want := []string{"function f", "large objects 1", "materialized view m", "procedure p", "sequence free", "trigger s.g", "view s.v"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if len(tables) != 3 || tables["u"] == nil || tables["heir"] == nil || tables["s.t"] == nil {
		t.Errorf("tables %v", tables)
	}
	begin(t, s, 1)
	for _, name := range []string{"s.t", "heir"} {
		if all, _ := read(t, s, tables[name], 1); len(all) != 1 {
			t.Errorf("%s has %d rows: those of another table, too", name, len(all))
		}
	}
}

// A server that lets fewer in than were wanted is read by those, and that is told.
func TestFewerReadersThanWanted(t *testing.T) {
	_, _, db, address := opened(t, "CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t SELECT generate_series(1, 100)")
	role := address.Database + "_few"
	if _, err := db.Exec(t.Context(), "CREATE ROLE "+role+" LOGIN CONNECTION LIMIT 2; GRANT SELECT ON t TO "+role); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := db.Exec(context.Background(), "DROP OWNED BY "+role+"; DROP ROLE "+role); err != nil {
			t.Error(err)
		}
	})
	address.User = role
	s, tables := listed(t, address)
	granted, warning, err := s.Begin(t.Context(), 3)
	if f := fault.Of(warning); granted != 1 || err != nil || f == nil || f.ID != "fault.postgres.fewreaders" {
		t.Fatalf("%d readers, warned %v, %v", granted, warning, err)
	}
	if all, _ := read(t, s, tables["t"], 1); len(all) != 100 {
		t.Errorf("%d rows", len(all))
	}
}

// Text comes as UTF-8, whatever the server keeps it in, and values come alike, whatever
// the account or the database has set for its sessions.
func TestSettingsOfTheSourceDoNotMatter(t *testing.T) {
	db, address := servertest.Database(t)
	name := address.Database + "_latin"
	if _, err := db.Exec(t.Context(), "CREATE DATABASE "+name+" ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := db.Exec(context.Background(), "DROP DATABASE "+name); err != nil {
			t.Error(err)
		}
	})
	for _, setting := range []string{"timezone = 'Asia/Kathmandu'", "datestyle = 'SQL, DMY'", "intervalstyle = 'iso_8601'", "extra_float_digits = -15", "bytea_output = 'escape'",
		"statement_timeout = '5s'", "idle_in_transaction_session_timeout = '1s'", "search_path = nowhere", "standard_conforming_strings = off", "default_transaction_isolation = 'serializable'"} {
		if _, err := db.Exec(t.Context(), "ALTER DATABASE "+name+" SET "+setting); err != nil {
			t.Fatal(err)
		}
	}
	address.Database = name
	inside, err := profiles.OpenPostgres(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	_, err = inside.Exec(t.Context(), "CREATE TABLE public.t (id int PRIMARY KEY, a text, b timestamptz, c interval, d float8, e bytea, f date); INSERT INTO public.t VALUES (1, chr(233), '2024-03-04 00:00+00', '1 day 02:03', 0.1, decode('00', 'hex'), make_date(2024, 3, 4))")
	if err != nil {
		t.Fatal(err)
	}
	if err := inside.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	s, tables := listed(t, address)
	begin(t, s, 1)
	time.Sleep(1200 * time.Millisecond) // longer than the server lets a transaction idle
	all, _ := read(t, s, tables["t"], 1)
	want := `"1" false|"é" false|"2024-03-04 00:00:00" false|"1 day 02:03:00" false|"0.1" false|"\x00" false|"2024-03-04" false`
	if len(all) != 1 || all[0] != want {
		t.Errorf("got %q, want %q", all, want)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
