//go:build unix

package stream_test

import (
	"strconv"
	"testing"

	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/source/stream"
)

// mixed is eight columns like those of an order.
var mixed = []stream.Column{
	{Name: "id", Type: "long", Random: "0,9000000000000000000"},
	{Name: "name", Type: "string", Random: "8,40"},
	{Name: "amount", Type: "double", Random: "0,100000"},
	{Name: "at", Type: "date", Random: "2020-01-01 00:00:00,2024-12-31 00:00:00"},
	{Name: "n", Type: "long", Random: "0,1000"},
	{Name: "filler", Type: "string", Value: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
	{Name: "paid", Type: "bool", Random: "1,1"},
	{Name: "hash", Type: "bytes", Random: "32,32"},
}

// BenchmarkRows makes a row an operation, of eight columns, into batches that nobody
// looks at.
func BenchmarkRows(b *testing.B) {
	s, table := open(b, &stream.Layout{Rows: 1 << 50, Columns: mixed})
	limit := source.Limit{Rows: 1000, Bytes: 1 << 20}
	var batch rows.Batch
	fresh := func() *rows.Batch { return &batch }
	b.ReportAllocs()
	b.ResetTimer()
	before := cpu()
	chunk := source.Chunk{From: "0", Below: strconv.Itoa(b.N)}
	if err := s.Read(b.Context(), table, table.Columns, chunk, limit, fresh, func(*rows.Batch) error { return nil }); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(b.N)/(cpu()-before).Seconds(), "rows/cpu-s")
}
