package postgres

import (
	"bytes"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
)

// intake takes the text that COPY sends, row by row, straight into batches. A row takes
// no allocation.
type intake struct {
	columns []rows.Column
	forms   []form
	limit   source.Limit
	fresh   func() *rows.Batch
	deliver func(*rows.Batch) error
	// enough is called once where a batch was refused: nothing more is wanted.
	enough func()

	batch *rows.Batch // being filled; nil between two
	// part is the beginning of a row whose end has not come yet.
	part []byte
	// plain and shaped hold a value without its escapes, and in its column's form.
	plain, shaped []byte
	// err is deliver's own, or that of a row that could not be read.
	err error
}

func newIntake(columns []rows.Column, chosen []*column, limit source.Limit,
	fresh func() *rows.Batch, deliver func(*rows.Batch) error, enough func()) *intake {
	in := &intake{columns: columns, limit: limit, fresh: fresh, deliver: deliver, enough: enough}
	for _, c := range chosen {
		in.forms = append(in.forms, c.form)
	}
	return in
}

// Write takes a piece of the answer: a row, as servers send it, but nothing relies on
// where it is cut. It never fails, or the driver would give the connection up.
func (in *intake) Write(piece []byte) (int, error) {
	for rest := piece; len(rest) > 0 && in.err == nil; {
		end := bytes.IndexByte(rest, '\n') // never within a row: it is escaped there
		if end < 0 {
			in.part = append(in.part, rest...)
			break
		}
		line := rest[:end]
		rest = rest[end+1:]
		if len(in.part) > 0 {
			in.part = append(in.part, line...)
			line = in.part
		}
		in.row(line)
		in.part = in.part[:0]
	}
	return len(piece), nil
}

// row takes one row, without its end.
func (in *intake) row(line []byte) {
	if in.batch == nil {
		in.batch = in.fresh()
		in.batch.Reset(in.columns)
	}
	escaped := bytes.IndexByte(line, '\\') >= 0
	last := len(in.columns) - 1
	for i := range in.columns {
		value := line
		end := bytes.IndexByte(line, '\t')
		if end >= 0 {
			value, line = line[:end], line[end+1:]
		}
		if (end < 0) != (i == last) {
			in.stop(fault.New(fault.Internal, "fault.postgres.copy", "Columns", len(in.columns)))
			return
		}
		if escaped {
			if len(value) == 2 && value[0] == '\\' && value[1] == 'N' {
				in.batch.Add(nil, true)
				continue
			}
			value = in.unescape(value)
		}
		if shape := in.forms[i]; shape != nil {
			in.shaped = shape(in.shaped[:0], value)
			value = in.shaped
		}
		in.batch.Add(value, false)
	}
	in.batch.EndRow(0)
	if in.batch.Len() >= in.limit.Rows || in.batch.Bytes() >= in.limit.Bytes {
		in.stop(in.flush())
	}
}

// stop keeps an error, if it is one, and says that nothing more is wanted.
func (in *intake) stop(err error) {
	if err != nil {
		in.err = err
		in.enough()
	}
}

// flush delivers the batch being filled.
func (in *intake) flush() error {
	if in.batch == nil {
		return nil
	}
	batch := in.batch
	in.batch = nil
	return in.deliver(batch)
}

// letters are what the letters behind a backslash stand for; others stand for themselves.
var letters = [256]byte{'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v'}

// unescape gives a value without the backslashes that COPY puts before what would end
// it. It is good until the next one.
func (in *intake) unescape(value []byte) []byte {
	at := bytes.IndexByte(value, '\\')
	if at < 0 {
		return value
	}
	plain := in.plain[:0]
	for at >= 0 && at+1 < len(value) {
		plain = append(plain, value[:at]...)
		c := value[at+1]
		if letter := letters[c]; letter != 0 {
			c = letter
		}
		plain = append(plain, c)
		value = value[at+2:]
		at = bytes.IndexByte(value, '\\')
	}
	in.plain = append(plain, value...)
	return in.plain
}
