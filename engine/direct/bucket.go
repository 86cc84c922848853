package direct

import (
	"fmt"

	"github.com/obferry/obferry/engine/direct/wire"
)

// Limits of what one INSERT carries.
const (
	// DefaultBufferSize is the size in bytes at which a bucket is cut, as in the
	// reference client.
	DefaultBufferSize = 1 << 20
	// MaxBufferSize is the largest: an INSERT must stay below the server's limit of a
	// packet, 16 MiB and more, depending on its version.
	MaxBufferSize = 8 << 20
	// MaxRowBytes is the largest row in bytes as encoded: full direct load refuses rows
	// above 2 MB (OceanBase 4.3 manual, direct load, limits).
	MaxRowBytes = 2 << 20
)

// A Bucket encodes rows into one buffer, which is used again for the next INSERT: no
// row costs an allocation. A row is as many values as there are columns, in their
// order, and then [Bucket.EndRow]. A Bucket belongs to one goroutine at a time.
type Bucket struct {
	buf   []byte // head, then whole rows, then the row that is being written
	end   int    // where the rows of this INSERT end
	rows  int
	width int // cells of every row
	cells int // of the row that is being written
	unit  int // buffer size
	room  int // what the rows of this INSERT may fill, head included
	held  int // where the row ends that no longer fitted; 0 for none
}

// NewBucket makes a bucket for rows of width columns, cut at size bytes; a size of 0 is
// DefaultBufferSize, and none is larger than MaxBufferSize.
func NewBucket(width, size int) *Bucket {
	if size <= 0 {
		size = DefaultBufferSize
	}
	b := &Bucket{width: width, unit: min(size, MaxBufferSize)}
	b.buf = make([]byte, wire.RowsHead, b.unit+4<<10)
	b.end = wire.RowsHead
	return b
}

// Rows is how many rows the next INSERT will carry.
func (b *Bucket) Rows() int { return b.rows }

// Size is how many bytes the rows of the next INSERT take.
func (b *Bucket) Size() int { return b.end }

// EndRow closes a row. It answers full when the rows before it, and it too unless it
// is the one that no longer fitted, should now be inserted; [Bucket.Next] then makes
// the bucket ready for more. A row of too few or too many values, or one larger than
// MaxRowBytes, is a RowError; the row is dropped and the bucket goes on.
func (b *Bucket) EndRow() (full bool, err error) {
	size := len(b.buf) - b.end
	switch {
	case b.held > 0:
		err = &UsageError{What: "a row was written into a full bucket"}
	case b.cells != b.width:
		err = &RowError{Cells: b.cells, Width: b.width, Size: size}
	case size > MaxRowBytes:
		err = &RowError{Cells: b.cells, Width: b.width, Size: size}
	}
	if err != nil {
		b.DropRow()
		return b.held > 0, err
	}
	b.cells = 0
	if b.rows == 0 {
		b.room = (wire.RowsHead + size + b.unit - 1) / b.unit * b.unit
	}
	if len(b.buf) > b.room {
		b.held = len(b.buf)
		return true, nil
	}
	b.end = len(b.buf)
	b.rows++
	return b.rows == wire.MaxRows, nil
}

// DropRow forgets the values that were written since the last row ended.
func (b *Bucket) DropRow() {
	b.cells = 0
	b.buf = b.buf[:max(b.end, b.held)]
}

// Next forgets the rows that were inserted. The one that did not fit among them is
// now the first.
func (b *Bucket) Next() {
	b.DropRow()
	b.buf = append(b.buf[:wire.RowsHead], b.buf[b.end:]...)
	held := b.held > 0
	b.end, b.rows, b.held = wire.RowsHead, 0, 0
	if held {
		b.cells = b.width
		// The row is not larger than a row may be and has all its cells; it is the
		// first, so that it fits.
		_, _ = b.EndRow()
	}
}

// payload is the row payload of the next INSERT.
func (b *Bucket) payload() []byte {
	p := b.buf[:b.end]
	wire.PutRowsHead(p, b.rows)
	return p
}

// start begins a value, and with the first of a row the row.
func (b *Bucket) start() []byte {
	if b.cells == 0 {
		b.buf = wire.AppendRowHead(b.buf, b.width)
	}
	b.cells++
	return b.buf
}

// Null writes NULL, whatever the column.
func (b *Bucket) Null() { b.buf = wire.AppendNull(b.start()) }

// Int8 writes a TINYINT.
func (b *Bucket) Int8(v int8) { b.buf = wire.AppendByte(b.start(), wire.TinyInt, uint8(v)) }

// Int16 writes a SMALLINT.
func (b *Bucket) Int16(v int16) {
	b.buf = wire.Append32(b.start(), wire.SmallInt, uint32(int32(v)))
}

// Int24 writes a MEDIUMINT.
func (b *Bucket) Int24(v int32) { b.buf = wire.Append32(b.start(), wire.MediumInt, uint32(v)) }

// Int32 writes an INT.
func (b *Bucket) Int32(v int32) { b.buf = wire.Append32(b.start(), wire.Int, uint32(v)) }

// Int64 writes a BIGINT.
func (b *Bucket) Int64(v int64) { b.buf = wire.Append64(b.start(), wire.BigInt, uint64(v)) }

// Uint8 writes an unsigned TINYINT.
func (b *Bucket) Uint8(v uint8) { b.buf = wire.AppendByte(b.start(), wire.UnsignedTiny, v) }

// Uint16 writes an unsigned SMALLINT.
func (b *Bucket) Uint16(v uint16) {
	b.buf = wire.Append32(b.start(), wire.UnsignedSmall, uint32(v))
}

// Uint24 writes an unsigned MEDIUMINT.
func (b *Bucket) Uint24(v uint32) { b.buf = wire.Append32(b.start(), wire.UnsignedMedium, v) }

// Uint32 writes an unsigned INT.
func (b *Bucket) Uint32(v uint32) { b.buf = wire.Append32(b.start(), wire.UnsignedInt, v) }

// Uint64 writes an unsigned BIGINT.
func (b *Bucket) Uint64(v uint64) { b.buf = wire.Append64(b.start(), wire.UnsignedBig, v) }

// Float writes a FLOAT.
func (b *Bucket) Float(v float32) { b.buf = wire.AppendFloat(b.start(), v) }

// Double writes a DOUBLE.
func (b *Bucket) Double(v float64) { b.buf = wire.AppendDouble(b.start(), v) }

// Bool writes a TINYINT of 1 or 0.
func (b *Bucket) Bool(v bool) {
	var n uint8
	if v {
		n = 1
	}
	b.buf = wire.AppendByte(b.start(), wire.TinyInt, n)
}

// Bit writes the bits of a BIT column as a number.
func (b *Bucket) Bit(v uint64) { b.buf = wire.Append64(b.start(), wire.Bit, v) }

// DateTime writes a DATETIME: µs from 1970-01-01 00:00:00 to what a clock on the wall
// shows, in no zone.
func (b *Bucket) DateTime(micros int64) {
	b.buf = wire.Append64(b.start(), wire.DateTime, uint64(micros))
}

// Timestamp writes a TIMESTAMP: µs since 1970-01-01 00:00:00 UTC.
func (b *Bucket) Timestamp(micros int64) {
	b.buf = wire.Append64(b.start(), wire.Timestamp, uint64(micros))
}

// Date writes a DATE: days since 1970-01-01. That the server counts days is read in its
// source; a date as text needs no such belief.
func (b *Bucket) Date(days int32) { b.buf = wire.Append32(b.start(), wire.Date, uint32(days)) }

// Time writes a TIME: µs, signed. As for Date, the unit is read in the server's source.
func (b *Bucket) Time(micros int64) {
	b.buf = wire.Append64(b.start(), wire.Time, uint64(micros))
}

// Year writes a YEAR from 1901 to 2155, or 0 for '0000'. As for Date, the form is read
// in the server's source.
func (b *Bucket) Year(year int) {
	if year != 0 {
		year -= 1900
	}
	b.buf = wire.AppendByte(b.start(), wire.Year, uint8(year))
}

// Text writes a string of UTF-8, which the server casts to the column's type: it is
// the way for decimals, dates in words, JSON, and everything without a type here.
func (b *Bucket) Text(v string) { b.buf = wire.AppendText(b.start(), wire.VarChar, v) }

// TextBytes is Text for bytes of UTF-8.
func (b *Bucket) TextBytes(v []byte) { b.buf = wire.AppendText(b.start(), wire.VarChar, v) }

// Binary writes bytes that are no text.
func (b *Bucket) Binary(v []byte) { b.buf = wire.AppendBinary(b.start(), v) }

// String tells what the bucket holds, not the values.
func (b *Bucket) String() string { return fmt.Sprintf("%d rows, %d bytes", b.rows, b.end) }
