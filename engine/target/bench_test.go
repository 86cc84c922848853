//go:build unix

package target

import (
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/obferry/obferry/engine/rows"
)

// mixed is a batch of a thousand rows of eight columns, and the types of the target's.
func mixed() (*rows.Batch, []rows.Column) {
	columns := []rows.Column{
		{Name: "id", Kind: rows.Integer, Type: "bigint(20)"}, {Name: "name", Kind: rows.Text, Type: "varchar(60)"},
		{Name: "amount", Kind: rows.Decimal, Type: "decimal(20,4)"}, {Name: "at", Kind: rows.DateTime, Type: "datetime(6)"},
		{Name: "n", Kind: rows.Integer, Type: "int(11)"}, {Name: "filler", Kind: rows.Text, Type: "varchar(100)"},
		{Name: "ratio", Kind: rows.Double, Type: "double"}, {Name: "hash", Kind: rows.Text, Type: "char(32)"},
	}
	var b rows.Batch
	b.Reset(columns)
	for range 1000 {
		for _, v := range []string{"1234567", "name 1234567", "176366.7143", "2024-01-15 06:56:07.000000", "567",
			strings.Repeat("A", 80), "411522.3333333333", strings.Repeat("f", 32)} {
			b.Add([]byte(v), false)
		}
		b.EndRow(0)
	}
	return &b, columns
}

// BenchmarkStatement makes the text of a row an operation: the order of the rows, and
// their literals.
func BenchmarkStatement(b *testing.B) {
	batch, columns := mixed()
	var names []string
	for _, c := range columns {
		names = append(names, c.Name)
	}
	var s statement
	s.aim("`d`.`t`", names, nil, []string{"id"}, Insert)
	suspicion := newSuspicion(columns, columns)
	var o order
	b.ReportAllocs()
	began := cpu(b)
	for i := 0; i < b.N; i += batch.Len() {
		groups, _ := o.of(batch, nil, &suspicion)
		for _, which := range groups {
			if _, taken := s.write(batch, which, 1<<24); taken != batch.Len() {
				b.Fatal(taken)
			}
		}
	}
	b.ReportMetric(float64(b.N)/(cpu(b)-began).Seconds(), "rows/cpu-s")
}

// cpu is the time that this process has spent on its processors.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
