package engine_test

import (
	"database/sql"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/practice/practicetest"
	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
)

// BenchmarkFerry measures a whole run, MariaDB to kernel, against its floor in the
// same run: statements of the same rows that stand ready in memory, sent by as many
// writers. What lies between the two is what OB Ferry costs.
func BenchmarkFerry(b *testing.B) {
	const count = 300_000
	v := benchVoyage(b, count)
	for b.Loop() {
		ferry := v.measure(b, func() {
			result, err := engine.Run(b.Context(), v.plan, nil)
			if err != nil || result.Written != count {
				b.Fatalf("written %d, error %v", result.Written, err)
			}
		})
		statements := readyStatements(count)
		floor := v.measure(b, func() { v.sendReady(b, statements) })
		b.ReportMetric(count/ferry.Seconds(), "rows/s")
		b.ReportMetric(count/floor.Seconds(), "floor-rows/s")
		b.ReportMetric(floor.Seconds()/ferry.Seconds(), "of-floor")
	}
}

const benchTable = "CREATE TABLE t (id BIGINT PRIMARY KEY, name VARCHAR(60), amount DECIMAL(20,4), at DATETIME(6), n INT, filler VARCHAR(100), ratio DOUBLE, hash CHAR(32))"

// benchRow is row seq as SQL expressions of MariaDB.
const benchRow = "seq, CONCAT('name ', seq), seq / 7, '2024-01-01' + INTERVAL seq SECOND, seq % 1000, REPEAT(CHAR(65 + seq % 26), 80), seq / 3, MD5(seq)"

func benchVoyage(b *testing.B, count int) *voyage {
	b.Helper()
	source, target := servertest.Address(b), practicetest.Address(b)
	name := fmt.Sprintf("bench_%d", time.Now().UnixNano())
	v := &voyage{from: fresh(b, source, name), to: fresh(b, target, name)}
	for _, s := range []string{benchTable, fmt.Sprintf("INSERT INTO t SELECT %s FROM seq_1_to_%d", benchRow, count)} {
		if _, err := v.from.Exec(s); err != nil {
			b.Fatal(err)
		}
	}
	source.Database, target.Database = name, name
	from, to := engine.Endpoint{URL: source.URL()}, engine.Endpoint{URL: target.URL()}
	catalog, err := engine.Inspect(b.Context(), from)
	if err != nil {
		b.Fatal(err)
	}
	if v.plan, err = engine.Propose(b.Context(), from, to, catalog, nil); err != nil {
		b.Fatal(err)
	}
	v.plan.Verify = false
	return v
}

// measure times what fills the table, and empties it before.
func (v *voyage) measure(b *testing.B, fill func()) time.Duration {
	b.Helper()
	if _, err := v.to.Exec("DROP TABLE IF EXISTS t"); err != nil {
		b.Fatal(err)
	}
	began := time.Now()
	fill()
	return time.Since(began)
}

// readyStatements are a table's rows as multi-row INSERTs, with its CREATE TABLE first.
func readyStatements(count int) []string {
	statements := []string{benchTable}
	filler := strings.Repeat("F", 80)
	for first := 1; first <= count; first += 1000 {
		var s strings.Builder
		s.WriteString("INSERT INTO t VALUES ")
		for id := first; id < first+1000; id++ {
			if id > first {
				s.WriteByte(',')
			}
			fmt.Fprintf(&s, "(%d,'name %d',%d.1429,'2024-01-01 00:00:00.000000',%d,'%s','%d.3333','%032d')", id, id, id/7, id%1000, filler, id/3, id)
		}
		statements = append(statements, s.String())
	}
	return statements
}

// sendReady sends statements by as many writers as a run has.
func (v *voyage) sendReady(b *testing.B, statements []string) {
	if _, err := v.to.Exec(statements[0]); err != nil {
		b.Fatal(err)
	}
	todo := make(chan string, len(statements))
	for _, s := range statements[1:] {
		todo <- s
	}
	close(todo)
	var sending sync.WaitGroup
	for range 3 {
		sending.Go(func() { send(b, v.to, todo) })
	}
	sending.Wait()
}

func send(b *testing.B, db *sql.DB, statements <-chan string) {
	for s := range statements {
		if _, err := db.Exec(s); err != nil {
			b.Error(err)
			return
		}
	}
}
