package engine_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/direct/directtest"
	"github.com/obferry/obferry/engine/direct/directtest/land"
	"github.com/obferry/obferry/engine/direct/wire"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/practice/practicetest"
)

// rpcPort gives a voyage's target an RPC port that lands rows in it.
func (v *voyage) rpcPort(t *testing.T, o directtest.Options) *directtest.Server {
	t.Helper()
	config, err := practicetest.Address(t).Config()
	if err != nil {
		t.Fatal(err)
	}
	sink, err := land.Over(config)
	if err != nil {
		t.Fatal(err)
	}
	if o.Sink == nil {
		o.Sink = sink
	}
	s := directtest.Start(t, o)
	t.Cleanup(func() {
		if err := errors.Join(s.Close(), sink.Close()); err != nil {
			t.Error(err)
		}
	})
	_, port, err := net.SplitHostPort(s.Address())
	if err != nil {
		t.Fatal(err)
	}
	if v.plan.Direct.Port, err = strconv.Atoi(port); err != nil {
		t.Fatal(err)
	}
	v.plan.Mode = engine.Direct
	return s
}

// byBothDoors runs a test by LOAD DATA and over the RPC port.
func byBothDoors(t *testing.T, o directtest.Options, begin func(t *testing.T) *voyage, test func(t *testing.T, v *voyage)) {
	t.Helper()
	t.Run("load", func(t *testing.T) {
		v := begin(t)
		v.plan.Mode = engine.Load
		test(t, v)
	})
	t.Run("direct", func(t *testing.T) {
		v := begin(t)
		v.rpcPort(t, o)
		test(t, v)
	})
}

// kinds are values that a door could bend on the way.
var kinds = []string{
	`CREATE TABLE kinds (id BIGINT PRIMARY KEY, i8 TINYINT, u24 MEDIUMINT UNSIGNED, u64 BIGINT UNSIGNED, f FLOAT, d DOUBLE, de DECIMAL(30,10),
		dt DATETIME(6), ts TIMESTAMP(6) NULL, da DATE, ti TIME(6), y YEAR, b VARBINARY(40), bl BLOB, bi BIT(10), t TEXT, e ENUM('a','b'), s SET('x','y'), j JSON)`,
	`INSERT INTO kinds VALUES (-9223372036854775808, -128, 16777215, 18446744073709551615, 1.17549e-38, 1.7976931348623157e308, -12345678901234567890.0123456789,
		'9999-12-31 23:59:59.999999', '2038-01-19 03:14:07.999999', '1000-01-01', '-838:59:58.000001', 2155, x'00095c0a1aff27', x'fffe00', b'1000000001', 'tab\t line\n back\\ nul\0 行é😀 \\N', 'b', 'x,y', '{"a": "\\"b\\n"}')`,
	"INSERT INTO kinds (id) VALUES (0)",
	`INSERT INTO kinds VALUES (1, 0, 0, 0, 0, -0.1, 0, '0001-01-01 00:00:00', '1970-01-01 00:00:01', '2024-02-29', '00:00:00', 1901, '', '', b'0', '', 'a', '', '[]')`,
	"INSERT INTO kinds (id, t, b) VALUES (2, '\\\\N', '\\\\')",
	"CREATE TABLE last (id INT PRIMARY KEY, v VARCHAR(20))", `INSERT INTO last VALUES (1, ''), (2, '"'), (3, '""'), (4, '"a"'), (5, ' '), (6, NULL), (7, 'NULL'), (8, 'null')`,
	"CREATE TABLE one (v VARCHAR(20))", `INSERT INTO one VALUES (''), (NULL), ('\\\\N')`,
}

func TestDirectLoadsBendNothing(t *testing.T) {
	byBothDoors(t, directtest.Options{}, func(t *testing.T) *voyage { return newVoyage(t, kinds...) }, func(t *testing.T, v *voyage) {
		searched := false
		result := v.run(t, func(e engine.Event) {
			if p, ok := e.(engine.PhaseChanged); ok && p.Phase == engine.Finding {
				searched = true
			}
		})
		if searched {
			t.Error("rows were lost and written one by one")
		}
		if result.Status != engine.StatusDone || result.Written != 15 {
			t.Errorf("%s, %d written: %v, %v", result.Status, result.Written, result.Err, result.Tables)
		}
		for _, table := range result.Tables {
			if table.Compared != nil {
				t.Log(table.Compared.Differing)
			}
		}
		sameOnBothSides(t, v)
	})
}

// A load tells its phases, keeps the memstore's brake off, and leaves nothing of its own.
func TestDirectLoadOfManyRows(t *testing.T) {
	begin := func(t *testing.T) *voyage {
		return newVoyage(t, "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4))", fmt.Sprintf(filled, 20_000),
			"CREATE TABLE empty (id INT PRIMARY KEY)", "CREATE TABLE keyless (a INT, b VARCHAR(10))", "INSERT INTO keyless SELECT seq % 7, 'x' FROM seq_1_to_1000")
	}
	byBothDoors(t, directtest.Options{}, begin, func(t *testing.T, v *voyage) {
		var states, statuses []string
		result := v.run(t, func(e engine.Event) {
			switch e := e.(type) {
			case engine.TableChanged:
				if e.Table.Target == "t" {
					states = append(states, string(e.Table.State))
				}
			case engine.Loading:
				if e.Table == "t" {
					statuses = append(statuses, e.Status)
				}
				if e.Limit <= 0 {
					t.Errorf("%s has no limit", e.Status)
				}
			}
		})
		if result.Status != engine.StatusDone || result.Written != 21_000 {
			t.Errorf("%s, %d written: %v", result.Status, result.Written, result.Err)
		}
		if got, want := strings.Join(states, " "), "running beginning running committing copied checking finished"; got != want {
			t.Errorf("states %s, want %s", got, want)
		}
		if len(statuses) < 2 || statuses[0] != "BEGIN" {
			t.Errorf("statuses %v", statuses)
		}
		if n := number(t, v.to, "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()"); n != 3 {
			t.Errorf("%d tables", n)
		}
	})
}

// badRows are rows of which the target refuses three: two that are too long, and one whose
// key another has by the target's collation.
var badRows = []string{
	"CREATE TABLE bad (id INT PRIMARY KEY, name VARCHAR(40))",
	"INSERT INTO bad SELECT seq, CONCAT('row ', seq) FROM seq_1_to_3000",
	"UPDATE bad SET name = REPEAT('x', 40) WHERE id IN (7, 2999)",
}

func (v *voyage) narrow(t *testing.T) {
	t.Helper()
	if _, err := v.to.Exec("CREATE TABLE bad (id INT PRIMARY KEY, name VARCHAR(20))"); err != nil {
		t.Fatal(err)
	}
}

// Rows that the server counts and does not name come into the error spreadsheet, with its
// reason.
func TestLostRowsAreNamed(t *testing.T) {
	byBothDoors(t, directtest.Options{}, func(t *testing.T) *voyage { return newVoyage(t, badRows...) }, func(t *testing.T, v *voyage) {
		v.narrow(t)
		result := v.run(t, nil)
		if result.Status != engine.StatusPartial || result.Written != 2998 || result.Rejected != 2 || result.Skipped != 0 || result.Errors == "" {
			t.Fatalf("%s, %d written, %d refused, %d left out, %q: %v", result.Status, result.Written, result.Rejected, result.Skipped, result.Errors, result.Err)
		}
		table := result.Tables[0]
		if len(table.Groups) != 1 || table.Groups[0].Code != 1406 || table.Groups[0].Count != 2 {
			t.Errorf("causes %+v", table.Groups)
		}
		if c := table.Compared; c == nil || !c.Equal {
			t.Errorf("compared: %+v", c)
		}
	})
}

// Where no row may be refused, the load comes to nothing, and the run says so.
func TestFailedLoadLeavesTheTableAsItWas(t *testing.T) {
	byBothDoors(t, directtest.Options{}, func(t *testing.T) *voyage { return newVoyage(t, badRows...) }, func(t *testing.T, v *voyage) {
		v.narrow(t)
		if _, err := v.to.Exec("INSERT INTO bad VALUES (-1, 'mine')"); err != nil {
			t.Fatal(err)
		}
		v.plan.RejectLimit = 0
		told := map[string]bool{}
		result := v.run(t, func(e engine.Event) {
			if w, ok := e.(engine.Warned); ok {
				told[fault.Of(w.Err).ID] = true
			}
		})
		table := result.Tables[0]
		if result.Status != engine.StatusPartial || table.State != engine.Failed || table.Written != 0 || table.Read != table.Skipped {
			t.Errorf("%s, %s: %d read, %d written, %d left out, %v", result.Status, table.State, table.Read, table.Written, table.Skipped, table.Err)
		}
		if n := number(t, v.to, "SELECT COUNT(*) FROM bad"); n != 1 {
			t.Errorf("%d rows are there", n)
		}
		for _, id := range []string{"fault.direct.undone", "fault.direct.warn.lock", "fault.direct.warn.held.stop"} {
			if !told[id] {
				t.Errorf("%s was not told, but %v", id, told)
			}
		}
	})
}

// What becomes of rows whose key is there.
func TestDirectLoadIntoRowsOfOthers(t *testing.T) {
	for _, c := range []struct {
		duplicates        string
		kept              string
		written, rejected int64
		left              int64
	}{
		{engine.StopOnDuplicate, "mine", 2999, 1, 0}, {engine.ReplaceDuplicates, "row 1", 3000, 0, 0}, {engine.IgnoreDuplicates, "mine", 2999, 0, 1},
	} {
		t.Run(c.duplicates, func(t *testing.T) {
			byBothDoors(t, directtest.Options{}, func(t *testing.T) *voyage { return newVoyage(t, badRows[:2]...) }, func(t *testing.T, v *voyage) {
				v.narrow(t)
				if _, err := v.to.Exec("INSERT INTO bad VALUES (1, 'mine'), (-1, 'mine')"); err != nil {
					t.Fatal(err)
				}
				v.plan.Direct.Duplicates, v.plan.Verify = c.duplicates, false
				result := v.run(t, nil)
				if result.Written != c.written || result.Rejected != c.rejected || result.Skipped != c.left {
					t.Errorf("%d written, %d refused, %d left out: %v %v", result.Written, result.Rejected, result.Skipped, result.Err, result.Tables[0].Err)
				}
				var name string
				if err := v.to.QueryRow("SELECT name FROM bad WHERE id = 1").Scan(&name); err != nil || name != c.kept {
					t.Errorf("row 1 is %q: %v", name, err)
				}
				if n := number(t, v.to, "SELECT COUNT(*) FROM bad"); n != 3001 {
					t.Errorf("%d rows", n)
				}
			})
		})
	}
}

// A run that is ended in the middle of a load leaves the table as it was, and begins it
// anew when it goes on.
func TestCutLoadBeginsAnew(t *testing.T) {
	begin := func(t *testing.T) *voyage {
		return newVoyage(t, "CREATE TABLE t (id INT, name VARCHAR(40), amount DECIMAL(20,4))", fmt.Sprintf(filled, 200_000))
	}
	byBothDoors(t, directtest.Options{}, begin, func(t *testing.T, v *voyage) {
		undone := false
		resumed := v.cut(t, func(e engine.Event) bool {
			if w, ok := e.(engine.Warned); ok && fault.Of(w.Err).ID == "fault.direct.undone" {
				undone = true
			}
			p, ok := e.(engine.Progress)
			return ok && p.Written > 10_000
		})
		if !undone {
			t.Error("nobody was told that nothing stayed")
		}
		if n := number(t, v.to, "SELECT COUNT(*) FROM t"); n != 200_000 || resumed.Written != 200_000 {
			t.Errorf("%d rows, %d written", n, resumed.Written)
		}
	})
}

// Tables that direct load does not bear are refused before it begins, each with what to do
// instead; the others go.
func TestTablesThatBearNoDirectLoad(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE plain (id INT PRIMARY KEY)", "INSERT INTO plain VALUES (1)",
		"CREATE TABLE triggered (id INT PRIMARY KEY)", "CREATE TABLE made (id INT PRIMARY KEY, twice INT AS (id * 2))",
		"CREATE TABLE prefixed (id INT PRIMARY KEY, v VARCHAR(40), KEY (v(3)))", "CREATE TABLE full (id INT PRIMARY KEY, v TEXT, FULLTEXT (v))",
		"CREATE TABLE place (id INT PRIMARY KEY, v POINT)")
	for _, s := range []string{"CREATE TABLE triggered (id INT PRIMARY KEY)", "CREATE TRIGGER before_it BEFORE INSERT ON triggered FOR EACH ROW SET NEW.id = NEW.id"} {
		if _, err := v.to.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	v.plan.Mode = engine.Load
	result := v.run(t, nil)
	want := map[string]string{"plain": "", "triggered": "fault.direct.trigger", "made": "fault.direct.generated",
		"prefixed": "fault.direct.prefix", "full": "fault.direct.fulltext", "place": "fault.direct.type"}
	for _, table := range result.Tables {
		id := ""
		if table.Err != nil {
			id = fault.Of(table.Err).ID
		}
		if id != want[table.Target] {
			t.Errorf("%s: %v", table.Target, table.Err)
		}
	}
	if len(result.Tables) != len(want) {
		t.Errorf("%d tables", len(result.Tables))
	}
}

// What is wrong with the way to the RPC port, and with the server behind it.
func TestBadWaysToTheRPCPort(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1), (2)")
	kernel := practicetest.Address(t)
	for _, c := range []struct {
		name, id     string
		o            directtest.Options
		faults, more string
		change       func(s *directtest.Server)
	}{
		{name: "a SQL port", id: "fault.direct.sqlport", change: func(*directtest.Server) { v.plan.Direct.Port = kernel.Port }},
		{name: "nobody", id: "fault.direct.lost", change: func(s *directtest.Server) { _ = s.Close() }},
		{name: "no port", id: "fault.direct.noport", change: func(*directtest.Server) { v.plan.Direct.Port = 0 }},
		{name: "password", id: "fault.direct.login", o: directtest.Options{Account: directtest.Account{Password: "other"}}},
		{name: "tenant", id: "fault.direct.tenant", o: directtest.Options{Account: directtest.Account{Tenant: "other"}}},
		{name: "version", id: "fault.direct.unsupported", o: directtest.Options{Version: "OceanBase 4.2.1.6"}},
		{name: "table", id: "fault.direct.notable", faults: "BEGIN:code=-5019"},
		{name: "not supported", id: "fault.direct.notsupported", faults: "BEGIN:code=-4007"},
		{name: "begin", id: "fault.direct.refused", faults: "BEGIN:code=-4016"},
		{name: "rows", id: "fault.direct.ended", faults: "INSERT:state=ERROR/-4016"},
		{name: "a row", id: "fault.direct.badrow", faults: "INSERT:state=ERROR/-5167"},
		{name: "a lost answer", id: "fault.direct.doubt.insert", faults: "INSERT:unanswered"},
		{name: "commit", id: "fault.direct.refused", faults: "COMMIT:code=-4016"},
		{name: "a checksum", id: "fault.direct.doubt.insert", faults: "INSERT:badchecksum"},
		{name: "a failing commit", id: "fault.direct.badrow", o: directtest.Options{Closing: []wire.Status{wire.Committing, wire.Committing}}, faults: "GET_STATUS:3:state=ERROR/-5024"},
		{name: "gone at the login", id: "fault.direct.lost", faults: "LOGIN:ignored"},
		{name: "gone at BEGIN", id: "fault.direct.lost", faults: "BEGIN:ignored"},
		{name: "gone while it begins", id: "fault.direct.lost", faults: "GET_STATUS:ignored"},
		{name: "gone with rows", id: "fault.direct.doubt.insert", faults: "INSERT:ignored"},
		{name: "gone at COMMIT", id: "fault.direct.doubt.commit", faults: "COMMIT:ignored"},
		{name: "late heartbeats", id: "fault.direct.heartbeat", faults: "HEART_BEAT:silent", more: "INSERT:delay=7s"},
		{name: "another load", id: "fault.direct.otherload", faults: "BEGIN:code=-4017"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, words := range []string{c.faults, c.more} {
				if words == "" {
					continue
				}
				f, err := directtest.ParseFault(words)
				if err != nil {
					t.Fatal(err)
				}
				c.o.Faults = append(c.o.Faults, f)
			}
			v.plan.Direct.HeartbeatInterval, v.plan.Direct.HeartbeatTimeout = time.Second, 3*time.Second
			s := v.rpcPort(t, c.o)
			if c.change != nil {
				c.change(s)
			}
			began := time.Now()
			result := v.run(t, nil)
			err := result.Err
			if err == nil {
				err = result.Tables[0].Err
			}
			if f := fault.Of(err); f == nil || f.ID != c.id {
				t.Errorf("%v", err)
			}
			if took := time.Since(began); took > time.Minute {
				t.Errorf("it took %v", took)
			}
			if n := number(t, v.to, "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()"); n > 0 && number(t, v.to, "SELECT COUNT(*) FROM t") > 0 {
				t.Error("rows stayed")
			}
		})
	}
}

// A SQL port that is an RPC port is told for one.
func TestRPCPortForASQLPort(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE t (id INT PRIMARY KEY)")
	s := v.rpcPort(t, directtest.Options{})
	at, err := url.Parse(v.plan.Target.URL)
	if err != nil {
		t.Fatal(err)
	}
	at.Host = s.Address()
	v.plan.Target.URL = at.String() + "?timeout=2s"
	result := v.run(t, nil)
	if f := fault.Of(result.Err); f == nil || f.ID != "fault.direct.rpcport" {
		t.Errorf("%v", result.Err)
	}
}

// A row above 2 MB goes into the error spreadsheet, and the others across.
func TestRowTooLargeForADirectLoad(t *testing.T) {
	begin := func(t *testing.T) *voyage {
		return newVoyage(t, "CREATE TABLE t (id INT PRIMARY KEY, v LONGTEXT)", "INSERT INTO t VALUES (1, 'a'), (2, REPEAT('x', 3000000)), (3, 'b')")
	}
	byBothDoors(t, directtest.Options{}, begin, func(t *testing.T, v *voyage) {
		result := v.run(t, nil)
		if result.Status != engine.StatusPartial || result.Written != 2 || result.Rejected != 1 || result.Tables[0].Groups[0].Err.(*fault.Error).ID != "fault.direct.rowtoolarge" {
			t.Errorf("%s, %d written: %v %v", result.Status, result.Written, result.Err, result.Tables)
		}
	})
}

// Mode auto says why it writes in batches.
func TestAutoTellsWhy(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)")
	var why error
	result := v.run(t, func(e engine.Event) {
		if c, ok := e.(engine.ModeChosen); ok && c.Mode == engine.Insert {
			why = c.Why
		}
	})
	if result.Status != engine.StatusDone || fault.Of(why).ID != "run.auto.few" {
		t.Errorf("%s, %v", result.Status, why)
	}
}

// A program that was killed while a load was being committed finds by the table's rows
// whether it had come to its end.
func TestAfterAKill(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE t (id INT, name VARCHAR(40), amount DECIMAL(20,4))", fmt.Sprintf(filled, 1000))
	v.plan.Mode = engine.Load
	path := filepath.Join(v.folder, "plan.yaml")
	if err := v.plan.Save(path); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	// Ended while it commits, the run waits for nothing: as a kill, but for the warning.
	_, err := engine.Run(ctx, v.plan, func(e engine.Event) {
		if l, ok := e.(engine.Loading); ok && l.Status == "COMMIT" {
			cancel()
		}
	})
	if err == nil {
		t.Skip("the load was committed before the run could be ended")
	}
	for range 2 { // the rows that come by others' hands are those that the load had sent
		if n := number(t, v.to, "SELECT COUNT(*) FROM t"); n == 0 {
			if _, err := v.to.Exec("INSERT INTO t SELECT a.n * 100 + b.n * 10 + c.n + 1, 'x', 0 FROM " + tens("a") + ", " + tens("b") + ", " + tens("c")); err != nil {
				t.Fatal(err)
			}
		}
	}
	plan, err := engine.ReadPlan(path)
	if err != nil {
		t.Fatal(err)
	}
	plan.Resume, plan.Verify = true, false
	said := ""
	result, err := engine.Run(t.Context(), plan, func(e engine.Event) {
		if w, ok := e.(engine.Warned); ok && strings.HasPrefix(fault.Of(w.Err).ID, "fault.direct.") {
			said += fault.Of(w.Err).ID + " "
		}
	})
	if err != nil || result.Written != 1000 || !strings.Contains(said, "fault.direct.wasdone") {
		t.Errorf("%d written, told %s: %v", result.Written, said, err)
	}
	if n := number(t, v.to, "SELECT COUNT(*) FROM t"); n != 1000 {
		t.Errorf("%d rows", n)
	}
}

func tens(name string) string {
	one := "SELECT 0 n"
	for i := 1; i < 10; i++ {
		one += " UNION ALL SELECT " + strconv.Itoa(i)
	}
	return "(" + one + ") " + name
}
