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
	"github.com/obferry/obferry/engine/source/stream"
)

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

// benchLayout is rows like those of benchTable, made up.
func benchLayout(count int64) *stream.Layout {
	return &stream.Layout{Rows: count, Columns: []stream.Column{
		{Name: "id", Type: stream.Long, Random: "0,9000000000000000000"},
		{Name: "name", Random: "8,16"},
		{Name: "amount", Type: stream.Double, Random: "0,1000000"},
		{Name: "at", Type: stream.Date, Random: "2020-01-01 00:00:00,2024-12-31 00:00:00"},
		{Name: "n", Type: stream.Long, Random: "0,1000"},
		{Name: "filler", Value: strings.Repeat("F", 80)},
		{Name: "ratio", Type: stream.Double, Random: "0,1"},
		{Name: "hash", Random: "32,32"},
	}}
}

// generatedVoyage is the voyage of made-up rows into a table that is there.
func generatedVoyage(b *testing.B, count int64) *voyage {
	b.Helper()
	target := practicetest.Address(b)
	name := fmt.Sprintf("bench_%d", time.Now().UnixNano())
	v := &voyage{to: fresh(b, target, name)}
	target.Database = name
	v.plan = &engine.Plan{
		Version: engine.PlanVersion, Source: engine.Endpoint{URL: "stream:"}, Target: engine.Endpoint{URL: target.URL()},
		Tables: []engine.TablePlan{{Source: "t", Target: "t", Stream: benchLayout(count)}}, Mode: engine.Auto, RejectLimit: -1,
	}
	return v
}

// empty gives the voyage an empty table to arrive at.
func (v *voyage) empty(b *testing.B) {
	b.Helper()
	for _, s := range []string{"DROP TABLE IF EXISTS t", benchTable} {
		if _, err := v.to.Exec(s); err != nil {
			b.Fatal(err)
		}
	}
}

// ferry runs the plan and fails where not all rows are across.
func (v *voyage) ferry(b *testing.B, count int64) {
	b.Helper()
	result, err := engine.Run(b.Context(), v.plan, nil)
	if err != nil || result.Written != count {
		b.Fatalf("written %d, refused %d, error %v", result.Written, result.Rejected, err)
	}
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

var _ sync.Mutex
var _ sql.DB
