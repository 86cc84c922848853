package rows

// Batch is a run of rows in one reused buffer. Values lie end to end in data;
// ends tells where each stops. A batch belongs to one goroutine at a time:
// whoever holds it may read it until it is given back or reset.
//
// The zero Batch is empty and has no columns: call [Batch.Reset] first.
type Batch struct {
	columns []Column
	data    []byte
	ends    []int  // one per value; ends[i-1]:ends[i] is value i
	nulls   []bool // one per value
	places  []int64
}

// Reset empties the batch and gives it its columns. Buffers are kept.
func (b *Batch) Reset(columns []Column) {
	b.columns = columns
	b.data = b.data[:0]
	b.ends = b.ends[:0]
	b.nulls = b.nulls[:0]
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
	b.ends = append(b.ends, len(b.data))
	b.nulls = append(b.nulls, null)
}

// EndRow ends the row being built. Place is where it came from, for a person to
// find it again: the row number in a sheet, the line in a file (both from 1), or
// 0 where rows have no place and are found by their key.
func (b *Batch) EndRow(place int64) { b.places = append(b.places, place) }

// Value is the bytes of a value and whether it is NULL. The bytes are the
// batch's own: copy them to keep them.
func (b *Batch) Value(row, column int) (value []byte, null bool) {
	i := row*len(b.columns) + column
	return b.data[b.start(i):b.ends[i]], b.nulls[i]
}

// Place is where a row came from, as given to [Batch.EndRow].
func (b *Batch) Place(row int) int64 { return b.places[row] }

func (b *Batch) start(i int) int {
	if i == 0 {
		return 0
	}
	return b.ends[i-1]
}
