package target

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/practice/practicetest"
	"github.com/obferry/obferry/engine/rows"
)

// ledger is a server that keeps count of rows and marks, and fails where it is told to: a
// statement's kind and how often it has come tell the errors before and after it is carried
// out. No real one can be made to fail at such a moment.
type ledger struct {
	rows  int
	marks map[string]bool
	came  map[string]int
	fails func(kind string, nth int) (before, after error)
}

func (s *ledger) Connect(context.Context) (driver.Conn, error) { return &ledgerConn{ledger: s}, nil }
func (s *ledger) Driver() driver.Driver                        { return nil }

type ledgerConn struct {
	*ledger
	mark string
	add  int
	dead bool
}

func (*ledgerConn) Prepare(string) (driver.Stmt, error) { return nil, errors.ErrUnsupported }
func (*ledgerConn) Begin() (driver.Tx, error)           { return nil, errors.ErrUnsupported }
func (*ledgerConn) Close() error                        { return nil }

func (c *ledgerConn) ExecContext(_ context.Context, statement string, _ []driver.NamedValue) (driver.Result, error) {
	if c.dead {
		return nil, driver.ErrBadConn
	}
	kind := statement
	switch {
	case strings.Contains(statement, "marks"):
		kind = "mark"
	case strings.HasPrefix(statement, "INSERT"):
		kind = "rows"
	}
	c.came[kind]++
	before, after := c.fails(kind, c.came[kind])
	if before != nil {
		return nil, before
	}
	switch kind {
	case "BEGIN", "COMMIT": // BEGIN commits what is open
		if c.mark != "" {
			c.marks[c.mark] = true
		}
		c.rows += c.add
		c.mark, c.add = "", 0
	case "ROLLBACK":
		c.mark, c.add = "", 0
	case "mark":
		if c.marks[statement] {
			return nil, said(1062, "23000", "Duplicate entry '1' for key 'PRIMARY'")
		}
		c.mark = strings.Clone(statement)
	case "rows":
		_, values, _ := strings.Cut(statement, "VALUES ")
		c.add += strings.Count(values, "(")
	}
	if after == errGone {
		c.dead, after = true, said(4012, "25000", "Transaction result is unknown")
	}
	return driver.RowsAffected(1), after
}

// errGone is a COMMIT whose result is not known, over a connection that is then of no use.
var errGone = errors.New("gone")

// Whatever fails beside a COMMIT that was carried out, rows without a key are there once.
func TestMarksKeepRowsSingle(t *testing.T) {
	for name, c := range map[string]struct {
		fails   func(kind string, nth int) (before, after error)
		unclear bool // the writer may give up, saying so
	}{
		"the answer of COMMIT is lost, then the mark is refused for want of memory": {func(kind string, nth int) (before, after error) {
			switch {
			case kind == "COMMIT" && nth == 1:
				return nil, io.ErrUnexpectedEOF
			case kind == "mark" && nth == 2:
				return said(4013, "HY001", "No memory or reach tenant memory limit"), nil
			}
			return nil, nil
		}, false},
		"the mark is refused so again and again": {func(kind string, nth int) (before, after error) {
			switch {
			case kind == "COMMIT" && nth == 1:
				return nil, io.ErrUnexpectedEOF
			case kind == "mark" && nth > 1:
				return said(4013, "HY001", "No memory or reach tenant memory limit"), nil
			}
			return nil, nil
		}, true},
		"the result of COMMIT is not known, and the connection is gone": {func(kind string, nth int) (before, after error) {
			if kind == "COMMIT" && nth == 1 {
				return nil, errGone
			}
			return nil, nil
		}, false},
		"the rows are refused for want of memory, and so is ROLLBACK": {func(kind string, nth int) (before, after error) {
			switch {
			case kind == "rows" && nth == 1:
				return said(4030, "HY000", "Over tenant memory limits"), nil
			case kind == "ROLLBACK" && nth == 1:
				return said(4038, "HY000", "Service not available"), nil
			}
			return nil, nil
		}, false},
		"a mark that is there cannot be rolled back": {func(kind string, nth int) (before, after error) {
			switch {
			case kind == "COMMIT" && nth == 1:
				return nil, io.ErrUnexpectedEOF
			case kind == "ROLLBACK" && nth == 1:
				return said(4038, "HY000", "Service not available"), nil
			}
			return nil, nil
		}, false},
		"BEGIN is refused as a row's fault would be": {func(kind string, nth int) (before, after error) {
			if kind == "BEGIN" && nth == 1 {
				return said(1292, "22007", "Incorrect datetime value"), nil
			}
			return nil, nil
		}, true},
	} {
		server := &ledger{marks: map[string]bool{}, came: map[string]int{}, fails: c.fails}
		writers := sql.OpenDB(server)
		writers.SetMaxIdleConns(-1) // as those of Open
		w := (&Target{writers: writers, packet: 1 << 20, database: "d"}).NewWriter()
		columns := []rows.Column{{Name: "a", Kind: rows.Integer, Type: "int"}}
		w.Aim(&Destination{Table: "t", Columns: []string{"a"}, Marks: &Marks{table: "marks"}, Types: columns}, Hooks{
			Ready:    func(ctx context.Context) error { return ctx.Err() },
			Retrying: func(int, time.Duration, *fault.Error) {},
			Refused: func(_ *rows.Batch, row int, reason *fault.Error) error {
				t.Errorf("%s: row %d is refused: %v", name, row, reason)
				return nil
			},
		})
		var b rows.Batch
		b.Reset(columns)
		for range 4 {
			b.Add([]byte("1"), false)
			b.EndRow(0)
		}
		done, err := w.Write(t.Context(), &b)
		switch {
		case err == nil && (server.rows != 4 || done.Written != 4):
			t.Errorf("%s: %d rows of 4, %d told", name, server.rows, done.Written)
		case err != nil && (!c.unclear || server.rows > 4):
			t.Errorf("%s: %d rows of 4, %v", name, server.rows, err)
		}
		if err := errors.Join(w.Close(), writers.Close()); err != nil {
			t.Error(err)
		}
	}
}

// A number goes into an ENUM or SET as the member of that name, not as the one at that
// place.
func TestNumbersAreMembersByName(t *testing.T) {
	db, address := practicetest.Database(t)
	if _, err := db.Exec("CREATE TABLE e (id INT PRIMARY KEY, q ENUM('2','1'), s SET('4','2','1'))"); err != nil {
		t.Fatal(err)
	}
	target, err := Open(t.Context(), address, Rules{Exact: true})
	if err != nil {
		t.Fatal(err)
	}
	defer target.Close()
	w := target.NewWriter()
	defer w.Close()
	columns := []rows.Column{{Name: "id", Kind: rows.Integer, Type: "int"}, {Name: "q", Kind: rows.Integer, Type: "int"}, {Name: "s", Kind: rows.Integer, Type: "int"}}
	types := []rows.Column{columns[0], {Name: "q", Kind: rows.Enum, Type: "enum('2','1')"}, {Name: "s", Kind: rows.Set, Type: "set('4','2','1')"}}
	w.Aim(&Destination{Table: "e", Columns: []string{"id", "q", "s"}, Key: []string{"id"}, Identity: []string{"id"}, Types: types}, Hooks{
		Ready:    func(ctx context.Context) error { return ctx.Err() },
		Retrying: func(int, time.Duration, *fault.Error) {},
		Refused:  func(_ *rows.Batch, row int, reason *fault.Error) error { return reason },
	})
	var b rows.Batch
	b.Reset(columns)
	for _, v := range []string{"1", "2", "2", "2", "1", "4"} {
		if b.Add([]byte(v), false); v != "" && len(b.Room())%3 == 0 {
			b.EndRow(0)
		}
	}
	if _, err := w.Write(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	var held string
	if err := db.QueryRow("SELECT GROUP_CONCAT(CONCAT(q, '/', s) ORDER BY id) FROM e").Scan(&held); err != nil || held != "2/2,1/4" {
		t.Errorf("%s, %v", held, err)
	}
}
