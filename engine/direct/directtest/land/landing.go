package land

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"sync"

	"github.com/obferry/obferry/engine/direct/directtest"
	"github.com/obferry/obferry/engine/direct/wire"
)

// Limits of one statement. It must stay below the least max_allowed_packet in use,
// 4 MiB, also where its values grow by being escaped.
const (
	statementRows  = 500
	statementBytes = 1 << 20
)

// codeInvalidArgument is OceanBase's own number.
const codeInvalidArgument = -4002

// A landing is one load in its transaction.
type landing struct {
	tx      *sql.Tx
	verb    verb
	width   int
	allowed int64 // error rows that BEGIN bears

	mu     sync.Mutex // guards the transaction, which takes one statement at a time, and errors
	errors int64
}

// A verb is the statement that brings rows, around their values.
type verb struct {
	before, after string
}

// newVerb is an INSERT whose rows meet others of their key as BEGIN says.
func newVerb(database string, b *wire.BeginArgument, columns []string) verb {
	v := verb{before: "INSERT INTO "}
	switch {
	case b.Dup == wire.DupReplace, b.Method == wire.MethodIncReplace:
		v.before = "REPLACE INTO "
	case b.Dup == wire.DupIgnore:
		// IGNORE would also pass over values that do not fit.
		v.after = " ON DUPLICATE KEY UPDATE " + quote(columns[0]) + " = " + quote(columns[0])
	}
	v.before += quote(database) + "." + quote(b.Table)
	if len(b.Partitions) > 0 {
		v.before += " PARTITION (" + quoteAll(b.Partitions) + ")"
	}
	v.before += " (" + quoteAll(columns) + ") VALUES "
	return v
}

func quote(name string) string { return "`" + strings.ReplaceAll(name, "`", "``") + "`" }

func quoteAll(names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = quote(name)
	}
	return strings.Join(quoted, ", ")
}

// statement is the SQL for some rows.
func (l *landing) statement(rows int) string {
	one := "(" + strings.TrimSuffix(strings.Repeat("?,", l.width), ",") + ")"
	return l.verb.before + strings.TrimSuffix(strings.Repeat(one+",", rows), ",") + l.verb.after
}

// Insert implements directtest.Landing.
func (l *landing) Insert(a *wire.InsertArgument) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	var values []any
	size := 0
	send := func() error {
		err := l.send(values)
		values, size = values[:0], 0
		return err
	}
	err := a.Each(func(cells int) error {
		if cells != l.width {
			return &directtest.Refusal{Code: codeInvalidArgument, Message: fmt.Sprintf("a row of %d cells, %d wanted", cells, l.width)}
		}
		if len(values) >= statementRows*l.width || size >= statementBytes {
			return send()
		}
		return nil
	}, func(c wire.Cell) error {
		v, err := value(c)
		values = append(values, v)
		size += len(c.Bytes) + 8
		return err
	})
	if err != nil {
		return err
	}
	return send()
}

// send brings rows in one statement, or, where the server refuses it, one by one, to
// count those that do not fit.
func (l *landing) send(values []any) error {
	if len(values) == 0 {
		return nil
	}
	_, err := l.tx.ExecContext(context.Background(), l.statement(len(values)/l.width), values...)
	if err == nil {
		return nil
	}
	one := l.statement(1)
	for len(values) > 0 {
		if _, err := l.tx.ExecContext(context.Background(), one, values[:l.width]...); err != nil {
			if l.errors++; !blamesRow(err) || l.errors > l.allowed {
				return explain(err)
			}
		}
		values = values[l.width:]
	}
	return nil
}

// Commit implements directtest.Landing.
func (l *landing) Commit() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return explain(l.tx.Commit())
}

// Abort implements directtest.Landing.
func (l *landing) Abort() {
	l.mu.Lock()
	defer l.mu.Unlock()
	// A rollback that does not reach the server comes about by the connection's end.
	_ = l.tx.Rollback()
}
