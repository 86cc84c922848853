package rows

// Batch is a run of rows in one reused buffer. Values lie end to end in data;
// ends tells where each stops. A batch belongs to one goroutine at a time:
// whoever holds it may read it until it is given back or reset.
//
// The zero Batch is empty and has no columns: call [Batch.Reset] first.
type Batch struct {
	columns []Column
	data    []byte
	// ends has a 0 and then, for each value, twice its end in data, and one more for NULL:
	// of a value that costs a few nanoseconds in all, a second list costs one.
	ends   []int
	places []int64
}

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
}

// Columns of every row in the batch.
func (b *Batch) Columns() []Column { return b.columns }

// Len is the number of whole rows in the batch.
func (b *Batch) Len() int { return len(b.places) }

// Bytes is the size of all values together, in bytes.
func (b *Batch) Bytes() int { return len(b.data) }

// Add appends the next value of the row being built; NULL is told by null.
// The bytes are copied.
func (b *Batch) Add(value []byte, null bool) {
	b.data = append(b.data, value...)
	end := len(b.data) << 1
	if null {
		end |= 1
	}
	b.ends = append(b.ends, end)
}

// Room is what the batch holds, for the next value to be appended to where it will lie:
// hand the result to [Batch.Extend].
func (b *Batch) Room() []byte { return b.data }

// Extend takes [Batch.Room] with a value of the row being built appended to it.
func (b *Batch) Extend(data []byte) {
	b.data = data
	b.ends = append(b.ends, len(data)<<1)
}

// EndRow ends the row being built. Place is where it came from, for a person to
// find it again: the row number in a sheet, the line in a file (both from 1), or
// 0 where rows have no place and are found by their key.
func (b *Batch) EndRow(place int64) { b.places = append(b.places, place) }

// Value is the bytes of a value and whether it is NULL. The bytes are the
// batch's own: copy them to keep them.
func (b *Batch) Value(row, column int) (value []byte, null bool) {
	i := row*len(b.columns) + column
	end := b.ends[i+1]
	return b.data[b.ends[i]>>1 : end>>1], end&1 != 0
}

// Row is one row of a batch. It holds until the batch changes.
type Row struct {
	data []byte
	ends []int
}

// Row is a row for whoever reads several of its values.
func (b *Batch) Row(row int) Row {
	n := len(b.columns)
	return Row{b.data, b.ends[row*n : row*n+n+1]}
}

// Value is as [Batch.Value].
func (r Row) Value(column int) (value []byte, null bool) {
	end := r.ends[column+1]
	return r.data[r.ends[column]>>1 : end>>1], end&1 != 0
}

// Place is where a row came from, as given to [Batch.EndRow].
func (b *Batch) Place(row int) int64 { return b.places[row] }
