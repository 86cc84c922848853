//go:build unix

package postgres_test

import (
	"fmt"
	"syscall"
	"testing"
	"time"

	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/source/postgres"
	"github.com/obferry/obferry/engine/source/postgres/localserver/servertest"
)

// BenchmarkRead reads a table of eight mixed columns, about 250 bytes a row, into
// batches that nobody keeps: rows a second, and rows a second of this process's own CPU.
func BenchmarkRead(b *testing.B) {
	const count = 300_000
	db, address := servertest.Database(b)
	if _, err := db.Exec(b.Context(), fmt.Sprintf(`CREATE TABLE t (id bigint PRIMARY KEY, name varchar(60), amount numeric(20,4), at timestamptz, n int, filler varchar(100), ratio double precision, hash char(32));
		INSERT INTO t SELECT i, 'name ' || i, i / 7.0, timestamptz '2024-01-01 00:00+00' + i * interval '1 second', i %% 1000, repeat(chr(65 + i %% 26), 80), i / 3.0, md5(i::text) FROM generate_series(1, %d) i;
		ANALYZE t`, count)); err != nil {
		b.Fatal(err)
	}
	s, err := postgres.Open(b.Context(), address)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	tables, err := s.Tables(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	if _, _, err := s.Begin(b.Context(), 1); err != nil {
		b.Fatal(err)
	}
	var batch rows.Batch
	b.ReportAllocs()
	for b.Loop() {
		read, cpu, began := 0, used(b), time.Now()
		err := s.Read(b.Context(), tables[0], tables[0].Columns, source.Chunk{}, source.Limit{Rows: 1000, Bytes: 1 << 20},
			func() *rows.Batch { return &batch }, func(got *rows.Batch) error { read += got.Len(); return nil })
		if err != nil || read != count {
			b.Fatalf("%d rows, %v", read, err)
		}
		b.ReportMetric(count/time.Since(began).Seconds(), "rows/s")
		b.ReportMetric(count/(used(b)-cpu).Seconds(), "rows/cpu-s")
	}
}

// used is the CPU time of this process so far, the system's part included.
func used(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
