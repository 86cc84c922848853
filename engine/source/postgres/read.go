package postgres

import (
	"context"
	"errors"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
)

// Read streams a chunk by COPY. The server sends as the batches are taken: nothing but
// the batch being filled is held here.
func (s *Source) Read(ctx context.Context, table *source.Table, columns []rows.Column, chunk source.Chunk,
	limit source.Limit, fresh func() *rows.Batch, deliver func(*rows.Batch) error) error {
	known, err := s.known(table)
	if err != nil {
		return err
	}
	chosen := make([]*column, len(columns))
	for i, c := range columns {
		if chosen[i] = known.column(c.Name); chosen[i] == nil {
			return fault.New(fault.Input, "fault.run.nosourcecolumn", "Table", table.Name, "Column", c.Name)
		}
	}
	r, err := s.take(ctx)
	if err != nil {
		return err
	}
	defer s.give(r)
	held, end := r.hold(ctx)
	defer end()
	// What is left of the answer when deliver has refused a batch is read to its end: slower
	// than cancelling, where that fails, and never wrong.
	in := newIntake(columns, chosen, limit, fresh, deliver, func() { _ = r.cancel() })
	r.sound = false
	if err := r.look(held, table); err != nil {
		return unreadable(err, table.Name)
	}
	_, err = r.conn.PgConn().CopyTo(held, in, known.selection(chosen, table.Selection.Where, chunk))
	r.sound = err == nil && in.err == nil
	switch {
	case in.err != nil:
		return in.err
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return unreadable(err, table.Name)
	}
	return in.flush()
}

// known is what is known here of a table that was listed.
func (s *Source) known(as *source.Table) (*table, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	among := s.tables
	if as.Selection.Query != "" {
		among = s.selected
	}
	if t := among[as.Name]; t != nil {
		return t, nil
	}
	return nil, fault.New(fault.Missing, "fault.run.notable", "Table", as.Name, "Near", "")
}

// selection is the statement that sends the rows of a chunk that fulfil a condition.
func (t *table) selection(columns []*column, where string, chunk source.Chunk) string {
	var b strings.Builder
	b.WriteString("COPY (SELECT ")
	for i, c := range columns {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(c.selected())
	}
	b.WriteString(" FROM " + t.from())
	switch {
	case where != "" && chunk.Where != "":
		b.WriteString(" WHERE " + inBrackets(where) + " AND (" + chunk.Where + ")")
	case where != "":
		b.WriteString(" WHERE " + inBrackets(where))
	case chunk.Where != "":
		b.WriteString(" WHERE " + chunk.Where)
	}
	b.WriteString(") TO STDOUT")
	return b.String()
}

// unreadable says why a table's rows cannot be had.
func unreadable(err error, table string) error {
	var said *pgconn.PgError
	if !errors.As(err, &said) {
		return fault.New(fault.Connect, "fault.postgres.lost", "Table", table).Because(err)
	}
	kind, id := fault.Preflight, "fault.postgres.read"
	switch {
	case said.Code == "42501" && strings.Contains(said.Message, "row-level security"):
		kind, id = fault.Denied, "fault.postgres.policy"
	case said.Code == "42501":
		kind, id = fault.Denied, "fault.postgres.denied"
	case said.Code == "40001": // a standby: what is still to be read would be in the way
		kind, id = fault.Connect, "fault.postgres.conflict"
	case strings.HasPrefix(said.Code, "57P"), strings.HasPrefix(said.Code, "08"):
		kind, id = fault.Connect, "fault.postgres.lost"
	case strings.HasPrefix(said.Code, "53"), strings.HasPrefix(said.Code, "58"):
		kind = fault.Resource
	}
	return fault.New(kind, id, "Table", table).Because(err).Server(0, said.Code, said.Message)
}
