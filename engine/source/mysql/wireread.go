package mysql

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"slices"

	mysql "github.com/go-sql-driver/mysql"

	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/wire"
)

// readWire reads a query's rows straight from the connection into batches: each value
// is copied once, and nothing is made for a row. Ours is deliver's own error.
func (s *Source) readWire(held context.Context, r *reader, query string, columns []rows.Column,
	limit source.Limit, fresh func() *rows.Batch, deliver func(*rows.Batch) error) (ours, err error) {
	// Where the statement's end is not waited for any longer, the connection is lost.
	lost := context.AfterFunc(held, func() { _ = r.line.Close() })
	defer lost()
	count, err := r.line.Query(query)
	if err != nil {
		return nil, broken(err)
	}
	if count != len(columns) {
		return nil, broken(wire.ErrProtocol)
	}
	take := take
	if slices.ContainsFunc(columns, func(c rows.Column) bool { return c.Kind == rows.Year }) {
		take = takeYears
	}
	var batch *rows.Batch
	for {
		row, err := r.line.Row()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return ours, broken(err)
		}
		if ours != nil {
			continue // what the server had sent before it was told to stop
		}
		if batch == nil {
			batch = fresh()
			batch.Reset(columns)
		}
		if !take(batch, row, columns) {
			return nil, broken(wire.ErrProtocol)
		}
		if batch.Len() >= limit.Rows || batch.Bytes() >= limit.Bytes {
			if ours = deliver(batch); ours != nil {
				// If even that fails, the answer is read to its end: slower, never wrong.
				_ = s.kill(r)
			}
			batch = nil
		}
	}
	if ours != nil || batch == nil {
		return ours, nil
	}
	return deliver(batch), nil
}

// take puts a row's values into a batch, in the form in which they came: each behind its
// length. False where the row does not hold as many.
func take(batch *rows.Batch, row []byte, columns []rows.Column) bool {
	from, before := batch.Lay(row), 0 // before is where the value before has ended
	for i := range columns {
		size, rest, ok := wire.Length(row[before:])
		if size > uint64(len(rest)) {
			return false
		}
		begin := len(row) - len(rest)
		stop := begin + int(size)
		if columns[i].Kind == rows.Integer {
			begin += zeros(row[begin:stop])
		}
		batch.Span(begin-before, from+stop, !ok)
		before = stop
	}
	batch.EndRow(0)
	return before == len(row)
}

// takeYears is take for rows that have years in them, which may change their form.
func takeYears(batch *rows.Batch, row []byte, columns []rows.Column) bool {
	for i := range columns {
		size, rest, ok := wire.Length(row)
		if size > uint64(len(rest)) {
			return false
		}
		value := rest[:size]
		row = rest[size:]
		switch columns[i].Kind {
		case rows.Integer:
			value = value[zeros(value):]
		case rows.Year:
			if ok {
				value = wholeYear(value, columns[i].Type)
			}
		}
		batch.Add(value, !ok)
	}
	batch.EndRow(0)
	return len(row) == 0
}

// mostZeros is more than the widest number has (INT(255) ZEROFILL), and with a value's
// length before them still a gap.
const mostZeros = rows.MostGap - 9

// zeros is how many of them ZEROFILL has put before a number.
func zeros(v []byte) int {
	n := 0
	for n < len(v)-1 && n < mostZeros && v[n] == '0' {
		n++
	}
	return n
}

// wholeYear gives a year four digits: "0" would be read back as the year 2000, "0000" as
// itself, and a YEAR(2) means one of 1970 to 2069.
func wholeYear(v []byte, kind string) []byte {
	if len(v) >= 4 {
		return v
	}
	year := int64(0)
	for _, c := range v {
		year = year*10 + int64(c-'0')
	}
	return appendValue(nil, year, rows.Column{Kind: rows.Year, Type: kind})
}

// broken has the driver give up a connection, but for an error that the server sent:
// that leaves it as it was.
func broken(err error) error {
	var server *mysql.MySQLError
	if errors.As(err, &server) {
		return err
	}
	return errors.Join(driver.ErrBadConn, err)
}
