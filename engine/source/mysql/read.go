package mysql

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
)

// Read streams a chunk. The server sends as the batches are taken: nothing but the
// batch being filled is held here.
func (s *Source) Read(ctx context.Context, table *source.Table, columns []rows.Column, chunk source.Chunk,
	limit source.Limit, fresh func() *rows.Batch, deliver func(*rows.Batch) error) error {
	r, err := s.take(ctx)
	if err != nil {
		return err
	}
	defer s.give(r)
	held, end := s.hold(ctx, r)
	defer end()
	query := s.selection(table, columns, chunk)
	var ours error // deliver's own error, returned as it is
	err = r.conn.Raw(func(raw any) error {
		if r.line != nil {
			var err error
			ours, err = s.readWire(held, r, query, columns, limit, fresh, deliver)
			return err
		}
		queryer, ok := raw.(driver.QueryerContext)
		if !ok {
			return fault.New(fault.Internal, "fault.mysql.driver")
		}
		result, err := queryer.QueryContext(held, query, nil)
		if err != nil {
			return err
		}
		ours, err = drain(result, columns, limit, fresh, deliver)
		if ours != nil {
			// If even that fails, the answer is read to its end: slower, never wrong.
			_ = s.kill(r)
		}
		// Closing reads the rest of the answer; after a kill there is little of it, and
		// its error is the kill's.
		if closing := result.Close(); ours == nil && err == nil {
			err = closing
		}
		return err
	})
	switch {
	case ours != nil:
		return ours
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return unreadable(err, table)
	}
	return nil
}

// unreadable says why a table's rows cannot be had: whoever may list a table is not
// always allowed to read it.
func unreadable(err error, table *source.Table) error {
	if server := fault.Server(err); server != nil && server.Kind == fault.Denied {
		return fault.Explain(err, "fault.mysql.denied", "Table", table.Name)
	}
	return fault.Explain(err, "fault.mysql.read", "Table", table.Name)
}

// selection is the statement that reads a chunk.
func (s *Source) selection(table *source.Table, columns []rows.Column, chunk source.Chunk) string {
	if asWritten(table, columns, chunk) {
		return table.Selection.Query
	}
	var b strings.Builder
	b.WriteString("SELECT ")
	for i, c := range columns {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(expression(schema.Quote(c.Name), c))
	}
	b.WriteString(" FROM " + s.origin(table) + condition(table, chunk))
	return b.String()
}

// asWritten tells whether a query is run as it stands. Within another one a server may
// put its rows aside on disk first; that is done only for a part of its rows or columns,
// or where a FLOAT must be printed with all its digits.
func asWritten(table *source.Table, columns []rows.Column, chunk source.Chunk) bool {
	same := slices.EqualFunc(columns, table.Columns, func(a, b rows.Column) bool {
		return a.Name == b.Name && expression("", b) == ""
	})
	return same && table.Selection.Query != "" && table.Selection.Where == "" && chunk.Where == ""
}

// origin is what rows are selected from.
func (s *Source) origin(table *source.Table) string {
	if query := table.Selection.Query; query != "" {
		return bracket(query) + " AS q"
	}
	return s.qualified(table.Name)
}

// condition is the WHERE of a chunk, "" where every row is taken.
func condition(table *source.Table, chunk source.Chunk) string {
	where := chunk.Where
	if own := table.Selection.Where; own != "" {
		own = bracket(own)
		if where != "" {
			own += " AND " + where
		}
		where = own
	}
	if where == "" {
		return ""
	}
	return " WHERE " + where
}

// bracket puts brackets around what a person wrote, which may end with a comment.
func bracket(text string) string { return "(" + text + "\n)" }

// drain fills batches until the answer ends.
func drain(result driver.Rows, columns []rows.Column, limit source.Limit,
	fresh func() *rows.Batch, deliver func(*rows.Batch) error) (ours, err error) {
	values := make([]driver.Value, len(columns))
	scratch := make([]byte, 0, 64)
	var batch *rows.Batch
	for {
		err := result.Next(values)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if batch == nil {
			batch = fresh()
			batch.Reset(columns)
		}
		for i, v := range values {
			switch v := v.(type) {
			case nil:
				batch.Add(nil, true)
			case []byte:
				batch.Add(v, false)
			default:
				scratch = appendValue(scratch[:0], v, columns[i])
				batch.Add(scratch, false)
			}
		}
		batch.EndRow(0)
		if batch.Len() >= limit.Rows || batch.Bytes() >= limit.Bytes {
			if err := deliver(batch); err != nil {
				return err, nil
			}
			batch = nil
		}
	}
	if batch == nil {
		return nil, nil
	}
	return deliver(batch), nil
}

// appendValue prints a value that the driver has already read as a Go number.
func appendValue(b []byte, value driver.Value, column rows.Column) []byte {
	switch v := value.(type) {
	case int64:
		if column.Kind == rows.Year {
			if column.Type == "year(2)" {
				v = century(v)
			}
			// "0" would be read back as the year 2000, "0000" as itself.
			return fmt.Appendf(b, "%04d", v)
		}
		return strconv.AppendInt(b, v, 10)
	case uint64:
		return strconv.AppendUint(b, v, 10)
	case float64:
		return strconv.AppendFloat(b, v, 'g', -1, 64)
	case float32:
		return strconv.AppendFloat(b, float64(v), 'g', -1, 32)
	case string:
		return append(b, v...)
	case bool:
		return strconv.AppendBool(b, v)
	case time.Time:
		return v.AppendFormat(b, "2006-01-02 15:04:05.999999")
	}
	return fmt.Append(b, value)
}

// century is the year that a YEAR(2), which old servers have and MariaDB still makes,
// shows as two digits: 1970 to 2069.
func century(year int64) int64 {
	if year < 70 {
		return 2000 + year
	}
	return 1900 + year
}
