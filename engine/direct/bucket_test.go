package direct

import (
	"errors"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/direct/wire"
)

// contents reads a bucket's payload back: the first cell of each row, as text.
func contents(t *testing.T, b *Bucket) []string {
	t.Helper()
	a, err := wire.ParseInsert(wire.AppendInsertArgument(nil, wire.Task{Table: 1, ID: 2}, b.payload()))
	if err != nil {
		t.Fatal(err)
	}
	var first []string
	at := 0
	err = a.Each(func(int) error { at = 0; return nil }, func(c wire.Cell) error {
		if at == 0 {
			first = append(first, string(c.Bytes))
		}
		at++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(first) != a.Rows || a.Rows != b.Rows() {
		t.Errorf("%d rows are there, %d are told, the bucket counts %d", len(first), a.Rows, b.Rows())
	}
	return first
}

func fill(b *Bucket, text string) (bool, error) {
	b.Text(text)
	b.Null()
	return b.EndRow()
}

// TestBucketCut holds that rows are cut by size, in order, none lost and none twice.
func TestBucketCut(t *testing.T) {
	b := NewBucket(2, 100)
	var got []string
	var want []string
	for i := range 50 {
		text := strings.Repeat("x", i*7%60) + string(rune('a'+i%26))
		want = append(want, text)
		full, err := fill(b, text)
		if err != nil {
			t.Fatal(err)
		}
		if full {
			if b.Size() > 100 {
				t.Errorf("%d bytes in a bucket of 100", b.Size())
			}
			got = append(got, contents(t, b)...)
			b.Next()
		}
	}
	got = append(got, contents(t, b)...)
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf(" got %q\nwant %q", got, want)
	}
}

// TestBucketLargeRow gives a row that is larger than the bucket one of its own.
func TestBucketLargeRow(t *testing.T) {
	b := NewBucket(2, 100)
	large := strings.Repeat("y", 1000)
	if full, err := fill(b, "first"); full || err != nil {
		t.Fatal(full, err)
	}
	if full, err := fill(b, large); !full || err != nil {
		t.Fatal(full, err)
	}
	if got := contents(t, b); len(got) != 1 || got[0] != "first" {
		t.Errorf("%q", got)
	}
	if _, err := fill(b, "refused"); !errors.As(err, new(*UsageError)) {
		t.Errorf("a row into a full bucket: %v", err)
	}
	b.Next()
	if got := contents(t, b); len(got) != 1 || got[0] != large {
		t.Errorf("%d rows", len(got))
	}
}

// TestBucketRowLimit cuts at the most rows that an INSERT may carry.
func TestBucketRowLimit(t *testing.T) {
	b := NewBucket(2, MaxBufferSize)
	for i := range wire.MaxRows {
		full, err := fill(b, "")
		if err != nil || full != (i == wire.MaxRows-1) {
			t.Fatal(i, full, err)
		}
	}
	if b.Rows() != wire.MaxRows {
		t.Errorf("%d rows", b.Rows())
	}
	b.Next()
	if b.Rows() != 0 || b.Size() != wire.RowsHead {
		t.Errorf("%v is left", b)
	}
}

// TestBucketRowErrors drops rows that cannot be sent, and keeps the others.
func TestBucketRowErrors(t *testing.T) {
	b := NewBucket(2, 0)
	var wrong *RowError
	b.Text("lonely")
	if _, err := b.EndRow(); !errors.As(err, &wrong) || wrong.Cells != 1 || wrong.Width != 2 {
		t.Errorf("too few: %v", err)
	}
	b.Text("one")
	b.Text("two")
	b.Text("three")
	if _, err := b.EndRow(); !errors.As(err, &wrong) || wrong.Cells != 3 {
		t.Errorf("too many: %v", err)
	}
	if _, err := b.EndRow(); !errors.As(err, &wrong) || wrong.Cells != 0 {
		t.Errorf("none: %v", err)
	}
	if _, err := fill(b, strings.Repeat("z", MaxRowBytes)); !errors.As(err, &wrong) || wrong.Size <= MaxRowBytes {
		t.Errorf("too large: %v", err)
	}
	b.Text("dropped")
	b.DropRow()
	if _, err := fill(b, "kept"); err != nil {
		t.Fatal(err)
	}
	if got := contents(t, b); len(got) != 1 || got[0] != "kept" {
		t.Errorf("%q", got)
	}
}

// TestBucketTypes holds the type of each method.
func TestBucketTypes(t *testing.T) {
	want := []wire.Cell{
		{Meta: wire.MetaOf(wire.TinyInt), Number: 0x80}, {Meta: wire.MetaOf(wire.SmallInt), Number: 0xffff8000},
		{Meta: wire.MetaOf(wire.MediumInt), Number: 0xff800000}, {Meta: wire.MetaOf(wire.Int), Number: 0x80000000},
		{Meta: wire.MetaOf(wire.BigInt), Number: 1 << 63}, {Meta: wire.MetaOf(wire.UnsignedTiny), Number: 255},
		{Meta: wire.MetaOf(wire.UnsignedSmall), Number: 65535}, {Meta: wire.MetaOf(wire.UnsignedMedium), Number: 1<<24 - 1},
		{Meta: wire.MetaOf(wire.UnsignedInt), Number: 1<<32 - 1}, {Meta: wire.MetaOf(wire.UnsignedBig), Number: 1<<64 - 1},
		{Meta: wire.MetaOf(wire.Float), Number: 0x3fc00000}, {Meta: wire.MetaOf(wire.Double), Number: 0x3ff8 << 48},
		{Meta: wire.MetaOf(wire.TinyInt), Number: 1}, {Meta: wire.MetaOf(wire.Bit), Number: 5},
		{Meta: wire.MetaOf(wire.DateTime), Number: 1<<64 - 1}, {Meta: wire.MetaOf(wire.Timestamp), Number: 7},
		{Meta: wire.MetaOf(wire.Date), Number: 1<<32 - 1}, {Meta: wire.MetaOf(wire.Time), Number: 1<<64 - 2},
		{Meta: wire.MetaOf(wire.Year), Number: 124}, {Meta: wire.MetaOf(wire.Year), Number: 0},
	}
	b := NewBucket(len(want), 0)
	b.Int8(-128)
	b.Int16(-32768)
	b.Int24(-1 << 23)
	b.Int32(-1 << 31)
	b.Int64(-1 << 63)
	b.Uint8(255)
	b.Uint16(65535)
	b.Uint24(1<<24 - 1)
	b.Uint32(1<<32 - 1)
	b.Uint64(1<<64 - 1)
	b.Float(1.5)
	b.Double(1.5)
	b.Bool(true)
	b.Bit(5)
	b.DateTime(-1)
	b.Timestamp(7)
	b.Date(-1)
	b.Time(-2)
	b.Year(2024)
	b.Year(0)
	if _, err := b.EndRow(); err != nil {
		t.Fatal(err)
	}
	a, err := wire.ParseInsert(wire.AppendInsertArgument(nil, wire.Task{}, b.payload()))
	if err != nil {
		t.Fatal(err)
	}
	at := 0
	err = a.Each(func(int) error { return nil }, func(c wire.Cell) error {
		if c.Meta != want[at].Meta || c.Number != want[at].Number {
			t.Errorf("cell %d is %+v, %+v wanted", at, c, want[at])
		}
		at++
		return nil
	})
	if err != nil || at != len(want) {
		t.Errorf("%d cells, %v", at, err)
	}
}
