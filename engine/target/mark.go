package target

import (
	"context"
	"database/sql/driver"
	"fmt"
	"strconv"
	"sync/atomic"
	"unsafe"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/fault"
)

// Marks is a table beside those written to, in which each statement leaves its number in
// the transaction of its rows. Where a connection breaks and nobody knows whether the
// rows are there, the number tells: rows of a table without a key are never doubled by
// being sent again. A nil Marks leaves none.
type Marks struct {
	table string // quoted, with its database
	last  atomic.Int64
}

// MakeMarks makes the table.
func (t *Target) MakeMarks(ctx context.Context, name string) (*Marks, error) {
	m := &Marks{table: t.qualified(name)}
	err := t.Exec(ctx, name, "CREATE TABLE "+m.table+" (mark BIGINT PRIMARY KEY) COMMENT "+schema.QuoteText("OB Ferry: statements of a run under way"))
	if err != nil {
		return nil, err
	}
	return m, nil
}

// DropMarks drops the table that an ended run has left, where it is there.
func (t *Target) DropMarks(ctx context.Context, name string) error {
	return t.Exec(ctx, name, "DROP TABLE IF EXISTS "+t.qualified(name))
}

// next numbers a statement; 0 without marks.
func (m *Marks) next() int64 {
	if m == nil {
		return 0
	}
	return m.last.Add(1)
}

// exec runs a statement, with its mark in one transaction. A mark that is there already
// says that the statement was carried out: it is not run again. An error that is the
// server's leaves no transaction open.
func (m *Marks) exec(ctx context.Context, conn driver.ExecerContext, text []byte, mark int64) (affected int64, err error) {
	// The driver copies the statement into its packet before ExecContext returns, so the
	// buffer's bytes may stand as a string for that long.
	statement := unsafe.String(unsafe.SliceData(text), len(text))
	if m == nil {
		return run(ctx, conn, statement)
	}
	if _, err := run(ctx, conn, "BEGIN"); err != nil {
		return 0, err
	}
	_, err = run(ctx, conn, "INSERT INTO "+m.table+" VALUES ("+strconv.FormatInt(mark, 10)+")")
	if f := fault.Server(err); f != nil && f.ID == duplicate {
		_, err := run(ctx, conn, "ROLLBACK")
		return 0, err
	}
	if err == nil {
		affected, err = run(ctx, conn, statement)
	}
	committing := err == nil
	if committing {
		_, err = run(ctx, conn, "COMMIT")
	}
	if err == nil {
		return affected, nil
	}
	if fault.Server(err) != nil {
		if _, lost := run(ctx, conn, "ROLLBACK"); lost != nil {
			return 0, fmt.Errorf("%w, and then: %w", lost, err)
		}
		if !committing {
			return 0, undone{err}
		}
	}
	return 0, err
}

// undone is a server's error behind which nothing of a statement can have stayed.
type undone struct{ error }

func (u undone) Unwrap() error { return u.error }

func run(ctx context.Context, conn driver.ExecerContext, statement string) (affected int64, err error) {
	result, err := conn.ExecContext(ctx, statement, nil)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}
