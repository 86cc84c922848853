package target

import (
	"context"
	"database/sql"
	"net"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/practice/practicetest"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/profiles"
)

func TestMain(m *testing.M) { os.Exit(practicetest.Run(m)) }

// through opens a database of the test's own by way of a proxy that can be cut.
func through(t *testing.T, rules Rules) (*Target, *toxiproxy.Proxy, *sql.DB) {
	t.Helper()
	db, address := practicetest.Database(t)
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	proxy := toxiproxy.NewProxy(server, t.Name(), "127.0.0.1:0", net.JoinHostPort(address.Host, strconv.Itoa(address.Port)))
	if err := proxy.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(proxy.Stop)
	host, port, err := net.SplitHostPort(proxy.Listen)
	if err != nil {
		t.Fatal(err)
	}
	address.Host = host
	if address.Port, err = strconv.Atoi(port); err != nil {
		t.Fatal(err)
	}
	target, err := Open(t.Context(), address, rules)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = target.Close() }) // its connections may be cut by then
	return target, proxy, db
}

// Every connection has the session variables of a writing one, and one that is opened in
// the place of a broken one has them again.
func TestEveryConnectionHasItsSessionVariables(t *testing.T) {
	for name, c := range map[string]struct {
		rules Rules
		want  map[string]string
	}{
		"exact": {Rules{Exact: true}, map[string]string{"sql_mode": "STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES",
			"time_zone": "+00:00", "foreign_key_checks": "OFF", "ob_query_timeout": "3600000000", "ob_trx_timeout": "3600000000",
			"character_set_client": "utf8mb4", "character_set_connection": "utf8mb4"}},
		"as a person": {Rules{}, map[string]string{"sql_mode": "STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,NO_AUTO_VALUE_ON_ZERO",
			"time_zone": "+08:00", "foreign_key_checks": "ON", "ob_query_timeout": "3600000000", "ob_trx_timeout": "3600000000",
			"character_set_client": "utf8mb4", "character_set_connection": "utf8mb4"}},
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			target, proxy, _ := through(t, c.rules)
			for range 2 {
				var held []*sql.Conn
				for range 3 {
					conn, err := target.db.Conn(t.Context())
					if err != nil {
						t.Fatal(err)
					}
					held = append(held, conn)
					for variable, want := range c.want {
						var name, got string
						if err := conn.QueryRowContext(t.Context(), "SHOW SESSION VARIABLES LIKE '"+variable+"'").Scan(&name, &got); err != nil || !alike(got, want) {
							t.Errorf("%s is %q, want %q: %v", variable, got, want, err)
						}
					}
				}
				proxy.Stop()
				if err := proxy.Start(); err != nil {
					t.Fatal(err)
				}
				for _, conn := range held {
					// A query finds out that it is cut, so that it is not given out again.
					if err := conn.PingContext(t.Context()); err == nil {
						t.Error("the connection is not cut")
					}
					_ = conn.Close()
				}
			}
			told, err := target.Session(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for variable, want := range c.want {
				if !alike(told[variable], want) {
					t.Errorf("told %s=%q, want %q", variable, told[variable], want)
				}
			}
		})
	}
}

// alike compares lists of modes in any order.
func alike(a, b string) bool {
	as, bs := strings.Split(a, ","), strings.Split(b, ",")
	if len(as) != len(bs) {
		return false
	}
	for _, one := range as {
		if !among(one, bs) {
			return false
		}
	}
	return true
}

// writing is a writer with a batch of some rows for table t.
func writing(t *testing.T, target *Target, db *sql.DB, count int) (*Writer, *Destination, *rows.Batch) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(20))"); err != nil {
		t.Fatal(err)
	}
	columns := []rows.Column{{Name: "id", Kind: rows.Integer, Type: "int", Key: true}, {Name: "name", Kind: rows.Text, Type: "varchar(20)", Nullable: true}}
	var b rows.Batch
	b.Reset(columns)
	for i := range count {
		b.Add([]byte(strconv.Itoa(i)), false)
		b.Add([]byte("x"), false)
		b.EndRow(0)
	}
	d := &Destination{Table: "t", Columns: []string{"id", "name"}, Key: []string{"id"}, Identity: []string{"id"}, Mode: Insert, Types: columns}
	return target.NewWriter(), d, &b
}

// hurried shortens the waits before further tries for a test.
func hurried(t *testing.T, shorter ...time.Duration) {
	usual := waits
	t.Cleanup(func() { waits = usual })
	waits = shorter
}

// A batch is tried again as often as there are waits, each told of, and then no more.
func TestTriesHaveALimit(t *testing.T) {
	hurried(t, time.Millisecond, 2*time.Millisecond, time.Millisecond)
	target, proxy, db := through(t, Rules{})
	w, d, b := writing(t, target, db, 5)
	var told []time.Duration
	w.Aim(d, Hooks{
		Ready:   func(ctx context.Context) error { return ctx.Err() },
		Refused: func(*rows.Batch, int, *fault.Error) error { t.Error("a row is to blame"); return nil },
		Retrying: func(attempt int, wait time.Duration, reason *fault.Error) {
			if told = append(told, wait); attempt != len(told) || reason.Kind != fault.Connect {
				t.Errorf("try %d: %v", attempt, reason)
			}
		},
	})
	proxy.Stop()
	done, err := w.Write(t.Context(), b)
	if done.Written != 0 || !fault.Is(err, fault.Connect) || len(told) != 3 || told[1] != 2*time.Millisecond {
		t.Errorf("%d written, told %v: %v", done.Written, told, err)
	}
	if err := proxy.Start(); err != nil {
		t.Fatal(err)
	}
	if done, err := w.Write(t.Context(), b); err != nil || done.Written != 5 {
		t.Errorf("with the server back: %d written, %v", done.Written, err)
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
}

// Whoever cancels while a batch waits for its next try does not wait with it: the test
// would not end.
func TestWaitForATryIsCancelled(t *testing.T) {
	hurried(t, 24*time.Hour)
	target, proxy, db := through(t, Rules{})
	w, d, b := writing(t, target, db, 5)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	w.Aim(d, Hooks{
		Ready:    func(ctx context.Context) error { return ctx.Err() },
		Refused:  func(*rows.Batch, int, *fault.Error) error { t.Error("a row is to blame"); return nil },
		Retrying: func(int, time.Duration, *fault.Error) { cancel() },
	})
	proxy.Stop()
	if done, err := w.Write(ctx, b); done.Written != 0 || err != ctx.Err() {
		t.Errorf("%d written: %v", done.Written, err)
	}
}

// Of two rows of one key, that which is not there is not taken for the one that is, alone
// or among others, whatever a collation says of their letters.
func TestRowsAreFoundByTheirValues(t *testing.T) {
	target, _, db := through(t, Rules{Exact: true})
	for _, s := range []string{
		"CREATE TABLE t (name VARCHAR(10) COLLATE utf8mb4_general_ci, n INT, amount DECIMAL(10,2), at DATETIME(1), b BINARY(4), f FLOAT, PRIMARY KEY (name, n))",
		"INSERT INTO t VALUES ('a', 1, '1.005', '2024-01-01 00:00:00.06', 'x', 0.1), ('b', 2, NULL, NULL, NULL, NULL), ('行\\'', 3, 0, NULL, '', 1)",
	} {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	columns := []rows.Column{{Name: "name", Kind: rows.Text}, {Name: "n", Kind: rows.Integer}, {Name: "amount", Kind: rows.Decimal},
		{Name: "at", Kind: rows.DateTime}, {Name: "b", Kind: rows.Binary}, {Name: "f", Kind: rows.Float}}
	kept := append([]rows.Column(nil), columns...)
	for i, name := range []string{"varchar(10)", "int(11)", "decimal(10,2)", "datetime(1)", "binary(4)", "float"} {
		kept[i].Type = name
	}
	w := target.NewWriter()
	w.Aim(&Destination{Table: "t", Columns: []string{"name", "n", "amount", "at", "b", "f"}, Identity: []string{"name", "n"}, Mode: Insert, Types: kept}, Hooks{})
	const null = "\x00"
	there := [][]string{{"a", "1", "1.005", "2024-01-01 00:00:00.06", "x", "0.1"}, {"b", "2", null, null, null, null}, {"行'", "3", "0.00", null, "", "1"}}
	others := [][]string{{"A", "1", "1.005", "2024-01-01 00:00:00.06", "x", "0.1"}, {"a", "1", "1.02", "2024-01-01 00:00:00.06", "x", "0.1"},
		{"a", "1", null, "2024-01-01 00:00:00.06", "x", "0.1"}, {"b", "2", "0", null, null, null}, {"b", "3", null, null, null, null}}
	count := func(some ...[]string) int {
		var b rows.Batch
		b.Reset(columns)
		var which []int32
		for i, one := range some {
			for _, v := range one {
				b.Add([]byte(v), v == null)
			}
			b.EndRow(0)
			which = append(which, int32(i))
		}
		n, err := w.found(t.Context(), &b, which)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := count(there...); n != 3 {
		t.Errorf("of three rows that are there, %d are found", n)
	}
	for i, other := range others {
		if n := count(other); n != 0 {
			t.Errorf("row %d is not there, and is found", i)
		}
		if n := count(there[2], other); n != 1 {
			t.Errorf("row %d beside one that is there: %d are found", i, n)
		}
	}
}

// The view, its columns and what of it is one's own differ by version.
func TestMemstoreIsAskedForByVersion(t *testing.T) {
	for version, old := range map[string]bool{"2.2.77": true, "3.1.5": true, "3.2.3.0": true, "4.0.0.0": false, "4.2.1.10": false, "4.3.5.3": false, "": false, "10.0.0": false} {
		query := (&Target{server: profiles.Server{Version: version}}).memstoreQuery()
		if !strings.Contains(query, "WHERE TENANT_ID = EFFECTIVE_TENANT_ID() ") {
			t.Errorf("%s: not of one tenant: %s", version, query)
		}
		for _, word := range []string{"gv$memstore ", " TOTAL", "MEM_LIMIT"} {
			if strings.Contains(query, word) != old {
				t.Errorf("%s: %s", version, query)
			}
		}
		for _, word := range []string{"GV$OB_MEMSTORE ", "MEMSTORE_USED", "MEMSTORE_LIMIT"} {
			if strings.Contains(query, word) == old {
				t.Errorf("%s: %s", version, query)
			}
		}
		if !strings.Contains(query, "DESC LIMIT 1") {
			t.Errorf("%s: not the fullest node: %s", version, query)
		}
	}
}

// Where the view knows no tenants, as that of the stand-alone kernel, it is asked all the
// same.
func TestMemstoreOfAServerWithoutTenants(t *testing.T) {
	_, address := practicetest.Database(t)
	to, err := Open(t.Context(), address, Rules{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := to.Close(); err != nil {
			t.Error(err)
		}
	}()
	for range 2 {
		used, limit, err := to.Memstore(t.Context())
		if err != nil || used <= 0 || limit <= used {
			t.Errorf("%d of %d, %v", used, limit, err)
		}
	}
}
