package target

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-sql-driver/mysql"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
)

// forgetful is a server that carries its first statement out and answers with an error all
// the same, or with early set refuses it before. No real one here can be made to do so at
// that moment.
type forgetful struct {
	code   uint16
	state  string
	early  bool
	table  map[string]int
	marks  map[string]bool
	rows   []string // of the open transaction
	mark   string
	open   bool
	failed bool
}

func (s *forgetful) Connect(context.Context) (driver.Conn, error) { return forgetting{s}, nil }
func (s *forgetful) Driver() driver.Driver                        { return nil }

type forgetting struct{ *forgetful }

func (forgetting) Prepare(string) (driver.Stmt, error) { return nil, errors.ErrUnsupported }
func (forgetting) Begin() (driver.Tx, error)           { return nil, errors.ErrUnsupported }
func (forgetting) Close() error                        { return nil }

// fail is the error, the first time.
func (s *forgetful) fail() error {
	if s.failed {
		return nil
	}
	s.failed = true
	return said(s.code, s.state, "said so")
}

func said(code uint16, state, message string) error {
	e := &mysql.MySQLError{Number: code, Message: message}
	copy(e.SQLState[:], state)
	return e
}

func (l forgetting) ExecContext(_ context.Context, statement string, _ []driver.NamedValue) (driver.Result, error) {
	s := l.forgetful
	switch {
	case statement == "BEGIN":
		s.open = true
	case statement == "ROLLBACK":
		s.open, s.rows, s.mark = false, nil, ""
	case strings.Contains(statement, "marks"):
		if s.marks[statement] {
			return nil, said(1062, "23000", "Duplicate entry '1' for key 'PRIMARY'")
		}
		s.mark = strings.Clone(statement)
	case statement == "COMMIT":
		s.keep(s.rows)
		s.marks[s.mark] = true
		s.open, s.rows = false, nil
		return driver.RowsAffected(0), s.fail()
	default:
		if s.early {
			if err := s.fail(); err != nil {
				return nil, err
			}
		}
		_, values, _ := strings.Cut(strings.Clone(statement), "VALUES ")
		all := strings.Split(strings.Trim(values, "()"), "),(")
		if s.open {
			s.rows = all
			return driver.RowsAffected(len(all)), nil
		}
		s.keep(all)
		if err := s.fail(); err != nil {
			return nil, err
		}
		return driver.RowsAffected(len(all)), nil
	}
	return driver.RowsAffected(0), nil
}

func (s *forgetful) keep(all []string) {
	for _, row := range all {
		s.table[row]++
	}
}

// What a server says of a statement whose end it does not know is no refusal: no row is
// doubled, and none is said to be missing that is there.
func TestStatementsOfUnknownFate(t *testing.T) {
	for _, answer := range []struct {
		code  uint16
		state string
	}{{2013, "HY000"}, {2006, "HY000"}, {5066, "HY000"}, {4124, "HY000"}, {4265, "HY000"}, {1317, "70100"}, {4012, "25000"}} {
		for _, c := range []struct {
			marked, early bool
			mode          Mode
			id            string
		}{{false, false, Insert, "fault.target.ambiguous"}, {true, false, Insert, ""}, {true, true, Insert, ""}, {true, false, Ignore, ""}} {
			server := &forgetful{code: answer.code, state: answer.state, early: c.early, table: map[string]int{}, marks: map[string]bool{}}
			db := sql.OpenDB(server)
			columns := []rows.Column{{Name: "id", Kind: rows.Integer, Type: "int"}}
			d := &Destination{Table: "t", Columns: []string{"id"}, Mode: c.mode, Types: columns}
			if c.marked {
				d.Marks = &Marks{table: "marks"}
			}
			w := (&Target{db: db, writers: db, packet: 1 << 20, database: "d"}).NewWriter()
			w.Aim(d, Hooks{
				Ready:    func(ctx context.Context) error { return ctx.Err() },
				Retrying: func(int, time.Duration, *fault.Error) {},
				Refused: func(_ *rows.Batch, row int, reason *fault.Error) error {
					t.Errorf("%d/%s: row %d is refused: %v", answer.code, answer.state, row, reason)
					return nil
				},
			})
			var b rows.Batch
			b.Reset(columns)
			for i := range 8 {
				b.Add([]byte(strconv.Itoa(i)), false)
				b.EndRow(int64(i))
			}
			done, err := w.Write(t.Context(), &b)
			if got := fault.Of(err); (got == nil) != (c.id == "") || got != nil && got.ID != c.id {
				t.Errorf("%d/%s, marked %v: %v", answer.code, answer.state, c.marked, err)
			}
			if c.id == "" && (done.Written != 8 || done.Left != 0) {
				t.Errorf("%d/%s, marked %v: %+v", answer.code, answer.state, c.marked, done)
			}
			for row, times := range server.table {
				if times != 1 || len(server.table) != 8 {
					t.Errorf("%d/%s, marked %v, early %v: row %s stands %d times, %d rows", answer.code, answer.state, c.marked, c.early, row, times, len(server.table))
				}
			}
			if err := errors.Join(w.Close(), db.Close()); err != nil {
				t.Error(err)
			}
		}
	}
}
