package rows

// Batch is a run of rows in one reused buffer. Values lie one behind the other in data,
// with a few bytes between them where a source's own form has some; ends tells where each
// begins and stops. A batch belongs to one goroutine at a time: whoever holds it may read
// it until it is given back or reset.
//
// The zero Batch is empty and has no columns: call [Batch.Reset] first.
type Batch struct {
	columns []Column
	data    []byte
	ends    []end
	places  []int64
	gaps    int // bytes of data that are no value's
}

// end is one word for each value, after one for the beginning: its end in data, what is
// left out between the value before it and this one, and whether it is NULL. Of a value that
// costs a few nanoseconds in all, a second list costs one.
type end uint64

const (
	gapBits = 9
	endBits = gapBits + 1
)

// MostGap is how many bytes may lie unused before a value ([Batch.Span]).
const MostGap = 1<<gapBits - 1

func (e end) stop() int  { return int(e >> endBits) }
func (e end) gap() int   { return int(e >> 1 & MostGap) }
func (e end) null() bool { return e&1 != 0 }

// generous is how large a buffer may be, in bytes, to be kept for further rows. A larger one
// was made for a few long values, and several batches would hold as much for the rest of a
// run.
const generous = 4 << 20

// Reset empties the batch and gives it its columns. Buffers of a usual size are kept.
func (b *Batch) Reset(columns []Column) {
	b.columns = columns
	if cap(b.data) > generous {
		b.data = nil
	}
	b.data = b.data[:0]
	b.ends = append(b.ends[:0], 0)
	b.places = b.places[:0]
	b.gaps = 0
}

// Columns of every row in the batch.
func (b *Batch) Columns() []Column { return b.columns }

// Len is the number of whole rows in the batch.
func (b *Batch) Len() int { return len(b.places) }

// Bytes is the size of all values together, in bytes.
func (b *Batch) Bytes() int { return len(b.data) - b.gaps }

// Add appends the next value of the row being built; NULL is told by null.
// The bytes are copied.
func (b *Batch) Add(value []byte, null bool) {
	b.data = append(b.data, value...)
	b.Span(0, len(b.data), null)
}

// Room is what the batch holds, for the next value to be appended to where it will lie:
// hand the result to [Batch.Extend].
func (b *Batch) Room() []byte { return b.data }

// Extend takes [Batch.Room] with a value of the row being built appended to it.
func (b *Batch) Extend(data []byte) {
	b.data = data
	b.Span(0, len(data), false)
}

// Lay copies bytes that hold the row's next values, each with at most [MostGap] bytes
// before it: call [Batch.Span] for each of them. It gives the number of the first byte.
func (b *Batch) Lay(data []byte) (from int) {
	from = len(b.data)
	b.data = append(b.data, data...)
	return from
}

// Span says where the next value lies in what was laid: so many bytes behind the value
// before it, up to stop.
func (b *Batch) Span(gap, stop int, null bool) {
	b.gaps += gap
	e := end(stop)<<endBits | end(gap)<<1
	if null {
		e |= 1
	}
	b.ends = append(b.ends, e)
}

// EndRow ends the row being built. Place is where it came from, for a person to
// find it again: the row number in a sheet, the line in a file (both from 1), or
// 0 where rows have no place and are found by their key.
func (b *Batch) EndRow(place int64) { b.places = append(b.places, place) }

// Value is the bytes of a value and whether it is NULL. The bytes are the
// batch's own: copy them to keep them.
func (b *Batch) Value(row, column int) (value []byte, null bool) {
	return b.Row(row).Value(column)
}

// Row is one row of a batch. It holds until the batch changes.
type Row struct {
	data []byte
	ends []end
}

// Row is a row for whoever reads several of its values.
func (b *Batch) Row(row int) Row {
	n := len(b.columns)
	return Row{b.data, b.ends[row*n : row*n+n+1]}
}

// Value is as [Batch.Value].
func (r Row) Value(column int) (value []byte, null bool) {
	e := r.ends[column+1]
	return r.data[r.ends[column].stop()+e.gap() : e.stop()], e.null()
}

// Cursor gives a row's values one after the other, which costs less than asking for each.
type Cursor struct {
	data []byte
	ends []end
	from int
}

// Cursor stands before the row's first value.
func (r Row) Cursor() Cursor { return Cursor{r.data, r.ends[1:], r.ends[0].stop()} }

// Next gives the next value, as [Batch.Value]; there must be one.
func (c *Cursor) Next() (value []byte, null bool) {
	e := c.ends[0]
	c.ends = c.ends[1:]
	from, stop := c.from+e.gap(), e.stop()
	c.from = stop
	return c.data[from:stop], e.null()
}

// Len is the number of the row's values.
func (r Row) Len() int { return len(r.ends) - 1 }

// Size is how many bytes the row takes, at most.
func (r Row) Size() int { return r.ends[len(r.ends)-1].stop() - r.ends[0].stop() }

// Place is where a row came from, as given to [Batch.EndRow].
func (b *Batch) Place(row int) int64 { return b.places[row] }
