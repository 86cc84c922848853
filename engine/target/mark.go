package target

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync/atomic"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/fault"
)

// Marks is a table beside those written to, in which each statement leaves its number in
// the transaction of its rows. Where a connection breaks and nobody knows whether the
// rows are there, the number tells: rows of a table without a key are never doubled by
// being sent again. And it tells how many rows of a table are the run's own, which a run
// that goes on must know before it empties one. A nil Marks leaves none.
type Marks struct {
	table string // quoted, with its database
	last  atomic.Int64
}

// MakeMarks makes the table.
func (t *Target) MakeMarks(ctx context.Context, name string) (*Marks, error) {
	m := &Marks{table: t.qualified(name)}
	err := t.Exec(ctx, name, "CREATE TABLE "+m.table+
		" (mark BIGINT PRIMARY KEY, target VARCHAR(64) COLLATE utf8mb4_bin NOT NULL, written INT NOT NULL) COMMENT "+schema.QuoteText("OB Ferry: statements of a run under way"))
	if err != nil {
		return nil, err
	}
	return m, nil
}

// DropMarks drops the table that an ended run has left, where it is there.
func (t *Target) DropMarks(ctx context.Context, name string) error {
	return t.Exec(ctx, name, "DROP TABLE IF EXISTS "+t.qualified(name))
}

// Marked are how many rows a run has written to each table that has no key, by what is
// left of its marks; none where those are gone.
func (t *Target) Marked(ctx context.Context, name string) (written map[string]int64, err error) {
	found, err := t.db.QueryContext(ctx, "SELECT target, SUM(written) FROM "+t.qualified(name)+" GROUP BY target")
	if err != nil {
		return nil, unmarked(err, name)
	}
	written = map[string]int64{}
	for found.Next() {
		var table string
		var count int64
		if err := found.Scan(&table, &count); err != nil {
			return nil, errors.Join(unmarked(err, name), found.Close())
		}
		written[table] = count
	}
	return written, errors.Join(unmarked(found.Err(), name), found.Close())
}

// Owned counts a table's rows, and those of them that a run has written by its marks, both
// at one moment: a statement of the run may be ending yet. Known is false where the marks
// are gone.
func (t *Target) Owned(ctx context.Context, name, table string) (there, own int64, known bool, err error) {
	query := "SELECT (SELECT COUNT(*) FROM " + t.qualified(table) + "), (SELECT COALESCE(SUM(written), 0) FROM " + t.qualified(name) + " WHERE target = ?)"
	if err = t.db.QueryRowContext(ctx, query, table).Scan(&there, &own); err != nil {
		return 0, 0, false, unmarked(err, name)
	}
	return there, own, true, nil
}

// unmarked is nil where marks are gone, or are not such as tell of rows.
func unmarked(err error, name string) error {
	if f := fault.Server(err); f != nil && (f.Code == noTable || f.Code == noColumn) {
		return nil
	}
	return fault.Explain(err, "fault.target.describe", "Table", name)
}

// The server's codes for a table and a column that are not there (ER_NO_SUCH_TABLE,
// ER_BAD_FIELD_ERROR).
const noTable, noColumn = 1146, 1054

// mark is what a statement leaves: its number, and how many rows it writes to which table.
type mark struct {
	number int64
	table  string
	rows   int
}

// next is the mark of one more statement; without marks, none.
func (m *Marks) next(table string, rows int) mark {
	if m == nil {
		return mark{}
	}
	return mark{m.last.Add(1), table, rows}
}

// values are the mark's in the table.
func (m mark) values() string {
	return "(" + strconv.FormatInt(m.number, 10) + ", " + schema.QuoteText(m.table) + ", " + strconv.Itoa(m.rows) + ")"
}

// exec runs a statement, with its mark in one transaction. A mark that is there already
// says that the statement was carried out: it is not run again. An error that is the
// server's leaves no transaction open.
func (m *Marks) exec(conn execer, text []byte, left mark) (affected int64, err error) {
	if m == nil {
		return conn.Exec(text)
	}
	if _, err := conn.Exec([]byte("BEGIN")); err != nil {
		return 0, err
	}
	_, err = conn.Exec([]byte("INSERT INTO " + m.table + " VALUES " + left.values()))
	if f := fault.Server(err); f != nil && f.ID == duplicate {
		_, err := conn.Exec([]byte("ROLLBACK"))
		return 0, err
	}
	if err == nil {
		affected, err = conn.Exec(text)
	}
	committing := err == nil
	if committing {
		_, err = conn.Exec([]byte("COMMIT"))
	}
	if err == nil {
		return affected, nil
	}
	if fault.Server(err) != nil {
		if _, lost := conn.Exec([]byte("ROLLBACK")); lost != nil {
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
