package engine_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/source/postgres/localserver"
	"github.com/obferry/obferry/profiles"
)

// sound fails a test unless everything has crossed and was found equal.
func sound(t *testing.T, result *engine.Result) {
	t.Helper()
	if result.Err != nil || result.Status != engine.StatusDone {
		t.Errorf("%s, %v", result.Status, result.Err)
	}
	for _, table := range result.Tables {
		if table.Err != nil || len(table.Failures) > 0 || len(table.Groups) > 0 {
			t.Errorf("%s: %v, %v, %+v", table.Source, table.Err, table.Failures, table.Groups)
		}
		if c := table.Compared; c == nil || !c.Equal {
			t.Errorf("%s: compared %+v", table.Source, c)
		}
	}
}

// A database of three schemas crosses as its DDL says: names, partitions, keys that point
// from one schema to another, values that count on, columns that are computed.
func TestPostgresDatabaseCrosses(t *testing.T) {
	v := pgVoyage(t)
	v.exec(t, `CREATE SCHEMA sales; CREATE SCHEMA "Old Stock";
		CREATE TABLE customer (id serial PRIMARY KEY, name text NOT NULL, twice int GENERATED ALWAYS AS (length(name) * 2) STORED);
		INSERT INTO customer (name) SELECT 'name ' || i FROM generate_series(1, 300) i; SELECT setval('customer_id_seq', 5000);
		CREATE TABLE sales."Order" (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer int NOT NULL REFERENCES customer, "select" text, "Größe" numeric(10,2), "a""b" int, at timestamptz NOT NULL DEFAULT now());
		INSERT INTO sales."Order" (customer, "select", "Größe", "a""b") SELECT i % 300 + 1, 'x' || i, i / 3.0, i FROM generate_series(1, 2000) i;
		CREATE TABLE "Old Stock".customer (id int PRIMARY KEY, note text); INSERT INTO "Old Stock".customer VALUES (1, 'homonym');
		CREATE TABLE "Old Stock"."dotted.name" (v text, w bytea); INSERT INTO "Old Stock"."dotted.name" SELECT NULL, '\x00' FROM generate_series(1, 50);
		CREATE TABLE sales.event (id int NOT NULL, day date NOT NULL, kind text, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
		CREATE TABLE sales.event_2023 PARTITION OF sales.event FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
		CREATE TABLE sales.event_2024 PARTITION OF sales.event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
		INSERT INTO sales.event SELECT i, date '2023-06-01' + i % 500, 'k' FROM generate_series(1, 1000) i;
		CREATE TABLE empty (id int PRIMARY KEY); CREATE VIEW seen AS SELECT id FROM customer`)
	v.propose(t)
	names := map[string]string{}
	for _, p := range v.plan.Tables {
		names[p.Source] = p.Target
	}
	want := map[string]string{"customer": "customer", "empty": "empty", "sales.Order": "Order", "sales.event": "event",
		"Old Stock.customer": "Old Stock_customer", `Old Stock."dotted.name"`: "dotted.name"}
	for from, to := range want {
		if names[from] != to {
			t.Errorf("%s becomes %q, want %q", from, names[from], to)
		}
	}
	if len(names) != len(want) {
		t.Errorf("tables %v", names)
	}
	result := v.run(t, nil)
	sound(t, result)
	if result.Written != 300+2000+1+50+1000 || result.Read != result.Written {
		t.Errorf("read %d, written %d", result.Read, result.Written)
	}
	for query, want := range map[string]int64{
		"SELECT COUNT(*) FROM `Order` WHERE `select` = CONCAT('x', `a\"b`) AND ABS(`Größe` - `a\"b` / 3) < 0.01":      2000,
		"SELECT SUM(twice) FROM customer WHERE twice = CHAR_LENGTH(name) * 2":                                         2 * (5*300 + 9 + 2*90 + 3*201),
		"SELECT COUNT(*) FROM `dotted.name` WHERE v IS NULL AND w = X'00'":                                            50,
		"SELECT COUNT(*) FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE()":        1,
		"SELECT COUNT(*) FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'event'": 2,
		"SELECT COUNT(*) FROM event PARTITION (event_2024)":                                                           572,
	} {
		if got := number(t, v.to, query); got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
	// The next row gets the next value of the source's sequence.
	if _, err := v.to.Exec("INSERT INTO customer (name) VALUES ('new')"); err != nil {
		t.Fatal(err)
	}
	if id := number(t, v.to, "SELECT id FROM customer WHERE name = 'new'"); id != 5001 {
		t.Errorf("the next customer is %d", id)
	}
	if len(result.Left) != 1 || result.Left[0].Name != "seen" {
		t.Errorf("left behind: %v", result.Left)
	}
	// What differs afterwards is found, and nothing else is.
	if _, err := v.to.Exec("UPDATE `Order` SET `Größe` = `Größe` + 0.01 WHERE id = 77"); err != nil {
		t.Fatal(err)
	}
	again, err := engine.Verify(t.Context(), v.plan, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range again.Tables {
		c := table.Compared
		switch {
		case c == nil:
			t.Errorf("%s was not compared: %v", table.Source, table.Err)
		case table.Source == "sales.Order":
			if c.Equal || len(c.Differing) != 1 || c.Differing[0].Column != "Größe" || !strings.Contains(c.Differing[0].Key, "77") {
				t.Errorf("the difference: %+v", c)
			}
		case table.Source == "customer": // it has one row more by now
			if c.Equal || c.TargetRows != c.SourceRows+1 {
				t.Errorf("one row more: %+v", c)
			}
		case !c.Equal:
			t.Errorf("%s: %+v", table.Source, c)
		}
	}
}

// What a person chooses, a name, columns, a table alone, holds for the script's tables as
// for those of any other source.
func TestPostgresPlanIsFollowed(t *testing.T) {
	v := pgVoyage(t)
	v.exec(t, `CREATE TABLE parent (id int PRIMARY KEY, secret text, keep text); INSERT INTO parent VALUES (1, 's', 'k');
		CREATE TABLE child (id int PRIMARY KEY, p int REFERENCES parent); INSERT INTO child VALUES (7, 1); CREATE TABLE other (id int)`)
	from := engine.Endpoint{URL: v.address.URL()}
	catalog, err := engine.Inspect(t.Context(), from)
	if err != nil {
		t.Fatal(err)
	}
	v.propose(t, "parent", "child")
	for i := range v.plan.Tables {
		if one := &v.plan.Tables[i]; one.Source == "parent" {
			one.Target = "above"
			one.Columns = []engine.ColumnPlan{{Source: "id", Target: "number"}, {Source: "keep", Target: "keep"}}
			if changed := engine.Renamed(catalog, v.plan, i); len(changed) != 2 {
				t.Errorf("changed %v", changed)
			}
			if strings.Contains(one.DDL.Create, "secret") || !strings.Contains(one.DDL.Create, "`number`") {
				t.Errorf("the DDL is\n%s", one.DDL.Create)
			}
			if again := engine.Draw(catalog, v.plan, i); !again.Same(one.DDL) {
				t.Errorf("drawn again:\n%s", again.Text())
			}
		}
	}
	result := v.run(t, nil)
	sound(t, result)
	if n := number(t, v.to, "SELECT COUNT(*) FROM child c JOIN above a ON a.number = c.p WHERE a.keep = 'k'"); n != 1 {
		t.Errorf("%d children", n)
	}
	if n := number(t, v.to, "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()"); n != 2 {
		t.Errorf("%d tables", n)
	}
	if _, err := engine.Propose(t.Context(), from, v.plan.Target, catalog, []string{"paren"}); fault.Of(err) == nil || fault.Of(err).Args["Near"] != "parent" {
		t.Errorf("a name that is not there: %v", err)
	}
}

// Others write while rows are read: what crosses is what was there when reading began.
func TestPostgresIsReadAsOfOneMoment(t *testing.T) {
	const count = 200_000
	v := pgVoyage(t)
	v.exec(t, fmt.Sprintf(`CREATE TABLE account (id int PRIMARY KEY, balance bigint NOT NULL, note text); INSERT INTO account SELECT i, 100, 'n' FROM generate_series(1, %d) i;
		CREATE TABLE trace (v int); INSERT INTO trace SELECT 1 FROM generate_series(1, 1000)`, count))
	writer, err := profiles.OpenPostgres(t.Context(), v.address)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	var done chan struct{}
	written := 0
	write := func() {
		defer close(done)
		for ctx.Err() == nil {
			// The sum stays the same at every moment, and the rows do not.
			_, err := writer.Exec(context.Background(), fmt.Sprintf(`BEGIN; UPDATE account SET balance = balance - 7 WHERE id = %d; UPDATE account SET balance = balance + 7 WHERE id = %d;
				INSERT INTO account VALUES (%d, 0, 'later'); INSERT INTO trace VALUES (2); COMMIT`, written%count+1, (written*7919)%count+1, count+1+written))
			if err != nil {
				t.Error(err)
				return
			}
			written++
		}
	}
	result := v.run(t, func(e engine.Event) {
		if p, ok := e.(engine.PhaseChanged); ok && p.Phase == engine.Copying && done == nil {
			done = make(chan struct{})
			go write()
		}
	})
	stop()
	<-done
	_ = writer.Close(context.Background())
	sound(t, result)
	if written == 0 {
		t.Error("nothing was written meanwhile")
	}
	for query, want := range map[string]int64{
		"SELECT COUNT(*) FROM account": count, "SELECT COUNT(*) FROM account WHERE balance = 100": count, "SELECT COUNT(*) FROM trace": 1000,
	} {
		if got := number(t, v.to, query); got != want {
			t.Errorf("%s: %d, want %d, with %d writes", query, got, want, written)
		}
	}
	t.Logf("%d transactions meanwhile", written)
}

// A run that is cancelled ends soon, and nothing of it stays on the source.
func TestPostgresRunIsCancelled(t *testing.T) {
	v := pgVoyage(t)
	v.exec(t, "CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t SELECT i, repeat('x', 100) FROM generate_series(1, 150000) i")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	result := v.runWithin(ctx, t, func(e engine.Event) {
		if p, ok := e.(engine.Progress); ok && p.Written > 0 {
			cancel()
		}
	})
	if result.Status != engine.StatusInterrupted || result.Written == 0 || result.Written >= 150_000 {
		t.Errorf("%s, %d written, %v", result.Status, result.Written, result.Err)
	}
	for until := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		var left int
		const query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
		if err := v.from.QueryRow(t.Context(), query).Scan(&left); err != nil {
			t.Fatal(err)
		}
		if left == 0 {
			break
		}
		if time.Now().After(until) {
			t.Errorf("%d sessions are left", left)
			break
		}
	}
}

// A source that is stopped while it is read is told as such, with its table.
func TestPostgresSourceIsLost(t *testing.T) {
	dir, err := os.MkdirTemp("", "obferry-lost-") // it becomes that of the server's account
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	server, err := localserver.Start(t.Context(), dir)
	if err != nil {
		if fault.Is(err, fault.Missing) {
			t.Skip("NOT TESTED: there is no PostgreSQL to be stopped")
		}
		t.Fatal(err)
	}
	v := pgVoyage(t)
	v.address = server.Address("postgres")
	own, err := profiles.OpenPostgres(t.Context(), v.address)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := own.Exec(t.Context(), "CREATE TABLE lost (id int PRIMARY KEY, v text); INSERT INTO lost SELECT i, repeat('x', 100) FROM generate_series(1, 150000) i"); err != nil {
		t.Fatal(err)
	}
	stopped := false
	result := v.run(t, func(e engine.Event) {
		if p, ok := e.(engine.Progress); ok && p.Written > 0 && !stopped {
			stopped = true
			_ = own.Close(context.Background())
			if err := server.Stop(); err != nil {
				t.Error(err)
			}
		}
	})
	if len(result.Tables) != 1 {
		t.Fatalf("%v, tables %v", result.Err, result.Tables)
	}
	f := fault.Of(result.Tables[0].Err)
	if f == nil || f.ID != "fault.postgres.lost" || f.Kind != fault.Connect || f.Args["Table"] != "lost" {
		t.Errorf("%s, %v", result.Status, result.Tables[0].Err)
	}
	if result.Tables[0].Written >= 150_000 {
		t.Error("the server was stopped too late to show anything")
	}
}

// A condition, a query and a column to cut by are the source's to carry out.
func TestPostgresSelectionsCross(t *testing.T) {
	v := pgVoyage(t)
	v.exec(t, `CREATE SCHEMA s; CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE part (id int PRIMARY KEY, n int, note text, m mood); INSERT INTO part SELECT i, NULLIF(i % 10, 3), 'it''s ' || i, 'b' FROM generate_series(1, 120000) i; ANALYZE`)
	v.propose(t, "part")
	v.plan.Tables[0].Where, v.plan.Tables[0].Split = "n IS NULL OR n > 6 -- some", "n"
	v.plan.Tables = append(v.plan.Tables,
		engine.TablePlan{Source: "sums", Target: "sums", Query: "SELECT n AS \"Number\", count(*) AS rows, max(note) note, bool_and(id > 0) ok, array_agg(DISTINCT n) list, timestamp(0) '2024-05-06 07:08:09' AS at FROM part GROUP BY n;", Split: "Number"},
		engine.TablePlan{Source: "texts", Target: "texts", Query: "SELECT id, note FROM part WHERE id <= 100", Split: "note"},
		engine.TablePlan{Source: "wrong", Target: "wrong", Query: "SELECT 1 AS a; DROP TABLE part"},
		engine.TablePlan{Source: "twice", Target: "twice", Query: "SELECT 1 AS a, 2 AS a"})
	result := v.run(t, nil)
	if result.Status != engine.StatusPartial || len(result.Tables) != 5 {
		t.Fatalf("%s, %v, %+v", result.Status, result.Err, result.Tables)
	}
	for _, table := range result.Tables {
		f := fault.Of(table.Err)
		switch table.Source {
		case "wrong", "twice":
			if f == nil || f.Kind != fault.Input || f.Args["Table"] != table.Source {
				t.Errorf("%s: %v", table.Source, table.Err)
			}
		default:
			if table.Err != nil || len(table.Groups) > 0 || table.Compared == nil || !table.Compared.Equal {
				t.Errorf("%s: %v, %+v, %+v", table.Source, table.Err, table.Groups, table.Compared)
			}
		}
	}
	for query, want := range map[string]int64{
		"SELECT COUNT(*) FROM part": 4 * 12_000, "SELECT COUNT(*) FROM part WHERE n IS NULL": 12_000, "SELECT COUNT(*) FROM sums": 10, "SELECT COUNT(*) FROM texts": 100,
		"SELECT SUM(`rows`) FROM sums WHERE ok = 1": 120_000, "SELECT COUNT(*) FROM sums WHERE json_extract(list, '$[0]') = `Number`": 9,
	} {
		if got := number(t, v.to, query); got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
	if _, err := v.from.Exec(t.Context(), "SELECT 1 FROM part"); err != nil {
		t.Error("the second statement of a query was run: ", err)
	}
}
