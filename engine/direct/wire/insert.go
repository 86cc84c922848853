package wire

// RowsHead is how many bytes of length and row count stand before the rows of an
// INSERT.
const RowsHead = 2 * PaddedLen

// MaxRows is how many rows an INSERT may carry: older servers refuse more with -4019,
// newer ones number rows from batch<<16 on and would number some twice.
const MaxRows = 65535

// PutRowsHead fills in the head of a row payload: payload[:RowsHead], before rows that
// take the rest. Both numbers are varints that are not minimal, so that they have room
// before they are known.
func PutRowsHead(payload []byte, rows int) {
	PutPadded32(payload, uint32(len(payload)-PaddedLen))
	PutPadded32(payload[PaddedLen:], uint32(rows))
}

// AppendRowHead writes what stands before the cells of a row: its number, which the
// server overwrites, and how many cells follow.
func AppendRowHead(dst []byte, cells int) []byte {
	dst = append(dst, 0)
	return AppendVarint32(dst, uint32(cells))
}

// AppendInsertArgument writes the argument of INSERT around a row payload.
func AppendInsertArgument(dst []byte, task Task, payload []byte) []byte {
	dst = task.Append(dst)
	return append(dst, payload...)
}

// InsertTail closes the frame that AppendInsertFrame began: the zero byte after the
// argument.
var InsertTail = []byte{0}

// AppendInsertFrame writes all that stands before the row payload in the frame of an
// INSERT. The frame is the result, the payload, InsertTail: the rows are sent from
// where they were encoded, never copied. The request's argument is not looked at.
func AppendInsertFrame(dst []byte, channel uint32, h *Header, q *Request, task Task, payload []byte) []byte {
	var room [256]byte
	body := q.head(room[:0])
	var ids [20]byte
	id := task.Append(ids[:0])
	argument := len(id) + len(payload)
	body = AppendVarint32(body, uint32(argument))
	bodyLen := len(body) + argument + len(InsertTail)
	length := varintLen(requestVersion) + varintLen(uint64(bodyLen)) + bodyLen

	dst = appendFrameHead(dst, channel, int(h.Length)+length)
	header := len(dst)
	dst = h.append(dst)
	start := len(dst)
	dst = AppendVarint64(dst, requestVersion)
	dst = AppendVarint64(dst, uint64(bodyLen))
	dst = append(dst, body...)
	dst = append(dst, id...)
	h.Checksum = Checksum(dst[start:], payload, InsertTail)
	h.append(dst[:header])
	return dst
}

// An InsertArgument is what INSERT brings. Its rows are parts of what was read.
type InsertArgument struct {
	Task Task
	Rows int    // as the payload counts them
	Raw  []byte // the rows
}

// ParseInsert reads the argument of INSERT up to its rows. The closing zero byte of the
// row payload may be there or missing: the reference client leaves it out.
func ParseInsert(argument []byte) (*InsertArgument, error) {
	r := NewReader("INSERT argument", argument)
	a := &InsertArgument{Task: r.task()}
	n := r.Varint32()
	if r.err == nil && uint64(n) > uint64(r.Left()) {
		r.fail("rows of %d bytes, %d left", n, r.Left())
	}
	payload := NewReader("row payload", r.take(int(min(uint64(n), uint64(len(argument))))))
	if r.err == nil && r.Left() == 1 && r.Uint8() != 0 {
		r.at--
		r.fail("the byte after the rows is not zero")
	}
	if err := r.End(); err != nil {
		return nil, err
	}
	rows := payload.Varint32()
	const shortest = 2 // number and count of cells
	if payload.err == nil && uint64(rows)*shortest > uint64(payload.Left()) {
		payload.fail("%d rows in %d bytes", rows, payload.Left())
	}
	if payload.err != nil {
		return nil, payload.err
	}
	a.Rows = int(rows)
	a.Raw = payload.Rest()
	return a, nil
}

// Each walks the rows: begin is told the number of cells of each, then cell gets them
// in order. Rows that the bytes do not hold, and bytes after the last row, are a
// FormatError; an error of begin or cell ends the walk and is answered.
func (a *InsertArgument) Each(begin func(cells int) error, cell func(Cell) error) error {
	r := NewReader("rows", a.Raw)
	for range a.Rows {
		r.Varint64()
		cells := r.Varint32()
		if r.err != nil {
			return r.err
		}
		if err := begin(int(cells)); err != nil {
			return err
		}
		for range cells {
			c := r.Cell()
			if r.err != nil {
				return r.err
			}
			if err := cell(c); err != nil {
				return err
			}
		}
	}
	return r.End()
}
