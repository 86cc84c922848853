package load

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	driver "github.com/go-sql-driver/mysql"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/target"
)

// MaxRowBytes is the largest row in bytes: direct load refuses rows above 2 MB (OceanBase
// 4.3 manual, direct load, limits).
const MaxRowBytes = 2 << 20

// Options say what a load is to do.
type Options struct {
	Table   string
	Columns []string // those written, by position
	// Parallel is with how many threads the server sorts and merges; at least 2, without
	// which it does not load directly.
	Parallel int
	// MaxErrors are the rows that the server may refuse before it gives up.
	MaxErrors int64
	// Method is "" or "full", "inc" or "inc_replace".
	Method string
	// Replace has a row take the place of one of its key that is there; else that one
	// stays.
	Replace bool
	// Writers is how many goroutines write.
	Writers int
	// Timeout is for the whole load, Begin for the server to ask for rows.
	Timeout, Begin time.Duration
}

// Load is one LOAD DATA statement under way. Any number of goroutines may write; it must
// be committed or aborted.
type Load struct {
	options Options
	db      *sql.DB
	stream  *stream
	name    string // under which the driver knows the stream
	lose    context.CancelFunc
	ended   chan struct{} // closed when the statement is over; affected and err then stand

	affected int64
	err      error
}

// numbers gives every stream of the process a name of its own.
var numbers atomic.Int64

// Begin starts the statement and waits until the server asks for rows. Its errors are
// faults: the server's refusal, and "fault.direct.begin.late" where it took too long.
func Begin(ctx context.Context, t *target.Target, o Options) (*Load, error) {
	l := &Load{options: o, stream: newStream(max(o.Writers, 1)), ended: make(chan struct{}),
		name: "obferry-" + strconv.FormatInt(numbers.Add(1), 10)}
	limit := strconv.FormatInt(o.Timeout.Microseconds(), 10)
	seconds := strconv.FormatInt(int64(o.Timeout.Seconds()), 10)
	var err error
	l.db, err = t.Apart(ctx, map[string]string{
		"ob_query_timeout": limit, "ob_trx_timeout": limit,
		// Between two pieces of the stream the server waits as long as it may.
		"net_read_timeout": seconds, "net_write_timeout": seconds,
	}, l.stream.tap)
	if err != nil {
		return nil, err
	}
	driver.RegisterReaderHandler(l.name, func() io.Reader { return l.stream })
	running, lose := context.WithTimeout(context.WithoutCancel(ctx), o.Timeout)
	l.lose = lose
	go l.run(running, l.statement(t.Qualified(o.Table)))
	timer := time.NewTimer(o.Begin)
	defer timer.Stop()
	select {
	case <-l.stream.asked:
		return l, nil
	case <-l.ended:
		err = l.failure()
	case <-timer.C:
		err = fault.New(fault.Connect, "fault.direct.begin.late", "Table", o.Table, "Limit", o.Begin.String())
	case <-ctx.Done():
		err = context.Cause(ctx)
	}
	return nil, errors.Join(err, l.Abort())
}

// statement is the LOAD DATA. Without a method it is one that versions from 4.1 on read.
func (l *Load) statement(table string) string {
	o := &l.options
	method := ""
	if o.Method != "" && o.Method != "full" {
		method = ", '" + o.Method + "'"
	}
	verb := "IGNORE"
	if o.Replace {
		verb = "REPLACE"
	}
	columns := make([]string, len(o.Columns))
	for i, c := range o.Columns {
		columns[i] = schema.Quote(c)
	}
	return fmt.Sprintf(`LOAD DATA /*+ direct(true, %d%s) parallel(%d) */ LOCAL INFILE 'Reader::%s' %s INTO TABLE %s CHARACTER SET utf8mb4 `+
		`FIELDS TERMINATED BY '\t' OPTIONALLY ENCLOSED BY '"' ESCAPED BY '\\' LINES TERMINATED BY '\n' (%s)`,
		o.MaxErrors, method, max(o.Parallel, 2), l.name, verb, table, strings.Join(columns, ", "))
}

func (l *Load) run(ctx context.Context, statement string) {
	defer close(l.ended)
	result, err := l.db.ExecContext(ctx, statement)
	if err == nil {
		l.affected, err = result.RowsAffected()
	}
	l.err = err
}

// failure is why the statement ended.
func (l *Load) failure() error {
	if l.err == nil {
		return fault.New(fault.Connect, "fault.load.early", "Table", l.options.Table)
	}
	return explain(l.err, l.options.Table)
}

// Write takes a batch's rows, to be there when the load is committed. Rows that no direct
// load takes go to refused. An error means that the load is over: abort it.
func (l *Load) Write(ctx context.Context, b *rows.Batch, refused func(row int, reason *fault.Error) error) (taken int, err error) {
	piece, width := l.stream.piece(), len(b.Columns())
	for i := range b.Len() {
		before := len(piece)
		piece = appendRow(piece, b.Row(i), width)
		if size := len(piece) - before; size > MaxRowBytes {
			piece = piece[:before]
			if err := refused(i, fault.New(fault.Row, "fault.direct.rowtoolarge", "Bytes", size, "Limit", MaxRowBytes)); err != nil {
				return 0, err
			}
			continue
		}
		taken++
	}
	if taken == 0 {
		return 0, nil
	}
	select {
	case l.stream.pieces <- piece:
		return taken, nil
	case <-l.ended:
		return 0, l.failure()
	case <-ctx.Done():
		return 0, context.Cause(ctx)
	}
}

// Commit ends the stream and waits for the server to sort and merge. Affected are the rows
// that it says are new or replaced. After an error the rows are not there, unless it is
// "fault.direct.doubt.commit".
func (l *Load) Commit(ctx context.Context) (affected int64, err error) {
	close(l.stream.pieces)
	select {
	case <-l.ended:
	case <-ctx.Done():
		err := fault.New(fault.Connect, "fault.direct.doubt.commit", "Table", l.options.Table, "Trace", "").Because(context.Cause(ctx))
		return 0, errors.Join(err, l.Abort())
	}
	err = l.err
	l.close()
	switch f := fault.Server(err); {
	case err == nil:
		return l.affected, nil
	case f == nil || f.Unknown():
		return 0, fault.New(fault.Connect, "fault.direct.doubt.commit", "Table", l.options.Table, "Trace", "").Because(err)
	}
	return 0, explain(err, l.options.Table)
}

// abortWithin is how long an abort waits for the driver to notice that the connection is
// gone.
const abortWithin = 30 * time.Second

// Abort cuts the load off: the server drops what it has got.
func (l *Load) Abort() error {
	l.stream.abort()
	timer := time.NewTimer(abortWithin)
	defer timer.Stop()
	select {
	case <-l.ended:
	case <-timer.C:
		return fault.New(fault.Connect, "fault.load.stuck", "Table", l.options.Table)
	}
	l.close()
	return nil
}

func (l *Load) close() {
	l.lose()
	driver.DeregisterReaderHandler(l.name)
	_ = l.db.Close() // its one connection is cut or has nothing to say
}

// explain makes a fault of the server's refusal.
func explain(err error, table string) error {
	f := fault.Server(err)
	switch {
	case f == nil:
		return fault.New(fault.Connect, "fault.load.lost", "Table", table).Because(err)
	case f.Kind == fault.Denied, f.Code == needsPrivilege:
		return fault.New(fault.Denied, "fault.load.denied", "Table", table).Because(f).Server(f.Code, f.State, f.Message)
	case f.Code == tooManyErrors:
		return fault.New(fault.Row, "fault.direct.errors", "Table", table).Because(f).Server(f.Code, f.State, f.Message)
	}
	return fault.New(f.Kind, "fault.direct.ended", "Table", table, "Trace", "").Because(f).Server(f.Code, f.State, f.Message)
}

// Codes of the server.
const (
	needsPrivilege = 1227
	// tooManyErrors is ER_TOO_MANY_ROWS, by which a load with more error rows than it may
	// have ends (seen on 4.3.5).
	tooManyErrors = 1172
)
