package direct

import (
	"math/big"
	"strconv"
	"testing"
	"time"

	rpc "github.com/obferry/obferry/engine/direct"
	"github.com/obferry/obferry/engine/direct/directtest"
	"github.com/obferry/obferry/engine/direct/wire"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
)

// sent are the cells that a server gets for a row.
func sent(t *testing.T, columns []rows.Column, values ...string) []wire.Cell {
	t.Helper()
	memory := new(directtest.Memory)
	s := directtest.Start(t, directtest.Options{Sink: memory})
	client, err := Dial(t.Context(), Account{Address: s.Address(), Tenant: "t", User: "u", Database: "d"})
	if err != nil {
		t.Fatal(err)
	}
	l, err := client.Begin(t.Context(), Options{Table: "t", Columns: columns, Parallel: 1, Writers: 1})
	if err != nil {
		t.Fatal(err)
	}
	var b rows.Batch
	b.Reset(columns)
	for _, v := range values {
		b.Add([]byte(v), v == "\x00null")
	}
	b.EndRow(0)
	refuse := func(_ int, reason *fault.Error) error { return reason }
	if n, err := l.Write(t.Context(), &b, refuse); n != 1 || err != nil {
		t.Fatalf("%d rows, %v", n, err)
	}
	if err := l.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := l.Abort(); err != nil { // which does nothing any more
		t.Error(err)
	}
	return memory.Rows("t")[0]
}

// Values travel as cells of their columns' types, and as text where they are none.
func TestCells(t *testing.T) {
	cases := []struct {
		column rows.Column
		value  string
		kind   wire.Type
		number uint64
	}{
		{rows.Column{Kind: rows.Integer, Type: "tinyint(4)"}, "-128", wire.TinyInt, 128},
		{rows.Column{Kind: rows.Integer, Type: "tinyint(4)"}, "128", wire.VarChar, 0},
		{rows.Column{Kind: rows.Integer, Type: "smallint"}, "-2", wire.SmallInt, 1<<32 - 2},
		{rows.Column{Kind: rows.Integer, Type: "mediumint"}, "8388607", wire.MediumInt, 8388607},
		{rows.Column{Kind: rows.Integer, Type: "int"}, "2147483648", wire.VarChar, 0},
		{rows.Column{Kind: rows.Integer, Type: "bigint(20)"}, "-9223372036854775808", wire.BigInt, 1 << 63},
		{rows.Column{Kind: rows.Integer, Type: "bigint(20)"}, "-9223372036854775809", wire.VarChar, 0},
		{rows.Column{Kind: rows.Integer, Type: "bigint(20) unsigned"}, "18446744073709551615", wire.UnsignedBig, 1<<64 - 1},
		{rows.Column{Kind: rows.Integer, Type: "bigint(20) unsigned"}, "18446744073709551616", wire.VarChar, 0},
		{rows.Column{Kind: rows.Integer, Type: "int unsigned"}, "-1", wire.VarChar, 0},
		{rows.Column{Kind: rows.Integer, Type: "int"}, "1.0", wire.VarChar, 0},
		{rows.Column{Kind: rows.Integer, Type: "int"}, "", wire.VarChar, 0},
		{rows.Column{Kind: rows.Double}, "-1.5", wire.Double, 0xbff8000000000000},
		{rows.Column{Kind: rows.Double}, "0x1p4", wire.VarChar, 0},
		{rows.Column{Kind: rows.Double}, "1e999", wire.VarChar, 0},
		{rows.Column{Kind: rows.Float}, "0.1", wire.Float, 0x3dcccccd},
		{rows.Column{Kind: rows.Decimal}, "1.50", wire.VarChar, 0},
		{rows.Column{Kind: rows.Bit}, "\x02\x01", wire.Bit, 513},
		{rows.Column{Kind: rows.DateTime}, "1970-01-01 00:00:00.000001", wire.DateTime, 1},
		{rows.Column{Kind: rows.DateTime}, "1970-01-01 00:00:01.5", wire.DateTime, 1500000},
		{rows.Column{Kind: rows.DateTime}, "0000-00-00 00:00:00", wire.VarChar, 0},
		{rows.Column{Kind: rows.DateTime}, "2023-02-29 00:00:00", wire.VarChar, 0},
		{rows.Column{Kind: rows.Timestamp}, "2024-02-29 00:00:00", wire.Timestamp, 1709164800000000},
		{rows.Column{Kind: rows.Date}, "2024-02-29", wire.VarChar, 0},
		{rows.Column{Kind: rows.Time}, "-838:59:59", wire.VarChar, 0},
		{rows.Column{Kind: rows.Text}, "行", wire.VarChar, 0},
		{rows.Column{Kind: rows.Text}, "\x00null", wire.Null, 0},
	}
	var columns []rows.Column
	var values []string
	for i, c := range cases {
		c.column.Name = "c" + strconv.Itoa(i)
		columns, values = append(columns, c.column), append(values, c.value)
	}
	for i, cell := range sent(t, columns, values...) {
		c := cases[i]
		if cell.Meta.Type != c.kind || c.kind != wire.VarChar && c.kind != wire.TinyInt && cell.Number != c.number || c.kind == wire.TinyInt && uint8(cell.Number) != uint8(c.number) {
			t.Errorf("%s %q is %v %d, want %v %d", c.column.Type, c.value, cell.Meta.Type, cell.Number, c.kind, c.number)
		}
		if c.kind == wire.VarChar && string(cell.Bytes) != c.value {
			t.Errorf("%q is the text %q", c.value, cell.Bytes)
		}
	}
}

func TestBytesAreNoText(t *testing.T) {
	cell := sent(t, []rows.Column{{Name: "b", Kind: rows.Binary}}, "\xff\x00")[0]
	if cell.Meta != wire.BinaryMeta() || string(cell.Bytes) != "\xff\x00" {
		t.Errorf("%+v", cell)
	}
}

// Moments are those of the standard library.
func FuzzMoment(f *testing.F) {
	for _, s := range []string{"2024-02-29 23:59:59.999999", "1969-12-31 23:59:59", "0001-01-01 00:00:00.5", "9999-12-31 00:00:00", "2023-02-29 00:00:00", "1900-02-29 00:00:00", "2000-02-29 00:00:00", "2024-1-01 00:00:00", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := moment([]byte(s))
		want, err := time.Parse("2006-01-02 15:04:05.999999", s)
		if !ok {
			if err == nil && want.Year() > 0 && len(s) >= 19 && want.Format("2006-01-02 15:04:05") == s[:19] && len(s) <= 26 && (len(s) == 19 || s[19] == '.' && len(s) > 20) {
				t.Errorf("%q is a moment", s)
			}
			return
		}
		if err != nil || want.UnixMicro() != got {
			t.Errorf("%q is %d, want %d (%v)", s, got, want.UnixMicro(), err)
		}
	})
}

// Integers are those of arithmetic without limits.
func FuzzInteger(f *testing.F) {
	for _, s := range []string{"0", "-0", "18446744073709551615", "18446744073709551616", "-9223372036854775808", "007", "-", "1_0", "99999999999999999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, negative, ok := integer([]byte(s))
		if !ok {
			return
		}
		want, parsed := new(big.Int).SetString(s, 10)
		got := new(big.Int).SetUint64(v)
		if negative {
			got.Neg(got)
		}
		if !parsed || got.Cmp(want) != 0 {
			t.Errorf("%q is %v", s, got)
		}
	})
}

// rowOf is a row of eight columns of all sorts.
func rowOf() (*rows.Batch, []rows.Column) {
	columns := []rows.Column{{Name: "id", Kind: rows.Integer, Type: "bigint(20)"}, {Name: "n", Kind: rows.Integer, Type: "int(11)"}, {Name: "d", Kind: rows.Double},
		{Name: "de", Kind: rows.Decimal}, {Name: "dt", Kind: rows.DateTime}, {Name: "da", Kind: rows.Date}, {Name: "s", Kind: rows.Text}, {Name: "t", Kind: rows.Text}}
	var b rows.Batch
	b.Reset(columns)
	for range 1000 {
		for _, v := range []string{"1234567890", "-42", "3.25", "12345.6789", "2024-01-02 03:04:05.123456", "2024-01-02", "a name of a person", string(make([]byte, 150))} {
			b.Add([]byte(v), false)
		}
		b.EndRow(0)
	}
	return &b, columns
}

// BenchmarkWrite turns rows into cells and cuts them into INSERTs, for a server that takes
// no look at them.
func BenchmarkWrite(b *testing.B) {
	s := directtest.Start(b, directtest.Options{Sink: &directtest.Discard{Blind: true}})
	client, err := Dial(b.Context(), Account{Address: s.Address(), Tenant: "t", User: "u", Database: "d"})
	if err != nil {
		b.Fatal(err)
	}
	batch, columns := rowOf()
	l, err := client.Begin(b.Context(), Options{Table: "t", Columns: columns, Parallel: 1, Writers: 1})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := l.Write(b.Context(), batch, func(_ int, reason *fault.Error) error { return reason }); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*float64(batch.Len())/b.Elapsed().Seconds(), "rows/s")
	if err := l.Abort(); err != nil {
		b.Error(err)
	}
}

// BenchmarkCells is the encoding alone.
func BenchmarkCells(b *testing.B) {
	batch, columns := rowOf()
	puts, bucket := putsOf(columns), rpc.NewBucket(len(columns), 1<<20)
	b.ReportAllocs()
	for b.Loop() {
		for i := range batch.Len() {
			row := batch.Row(i)
			for column, put := range puts {
				value, _ := row.Value(column)
				put(bucket, value)
			}
			if full, err := bucket.EndRow(); err != nil {
				b.Fatal(err)
			} else if full {
				bucket.Next()
			}
		}
	}
	b.ReportMetric(float64(b.N)*float64(batch.Len())/b.Elapsed().Seconds(), "rows/s")
}
