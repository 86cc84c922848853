package target

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"math"
	"time"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/wire"
)

// Destination is the table that a writer writes to.
type Destination struct {
	Table string
	// Columns of the target, by position of the batch's columns.
	Columns []string
	// Key names the columns of its primary key, if any.
	Key []string
	// Identity names the columns, of those written, that tell a row from every other
	// ([Table.Identity]); none where nothing does.
	Identity []string
	Mode     Mode
	// Doubt says that some of the rows may be there already because an earlier run wrote
	// them: one that the server then calls a duplicate may be the row itself.
	Doubt bool
	// Marks tell which statements were carried out where rows have no Identity; nil where
	// they could not be made.
	Marks *Marks
	// Types are the target's columns, by position of the batch's columns.
	Types []rows.Column
	// Held are the source's columns, likewise, where it lets no value in that is not of
	// their types, as a database does; nil for others.
	Held []rows.Column
	// Route tells a row's partition; nil where the table has none, or one that only the
	// server can tell.
	Route *Route
}

// Keyed tells whether a row written twice need not be doubled.
func (d *Destination) Keyed() bool { return len(d.Identity) > 0 }

// Hooks are called by a writer as it works, from its own goroutine.
type Hooks struct {
	// Refused gets every row that the server refuses, with the server's reason. The
	// batch is the writer's: copy what is to be kept.
	Refused func(batch *rows.Batch, row int, reason *fault.Error) error
	// Ready returns when a statement may be sent, or with the context's error.
	Ready func(ctx context.Context) error
	// Retrying says that a batch waits before it is sent again.
	Retrying func(attempt int, wait time.Duration, reason *fault.Error)
}

// Tally is what became of rows: those that were written, and those that were left out
// because the target had them already ([Ignore]).
type Tally struct{ Written, Left int }

func (t *Tally) add(more Tally) {
	t.Written += more.Written
	t.Left += more.Left
}

// Writer writes batches over one connection, to one table at a time. It is for one
// goroutine.
type Writer struct {
	target      *Target
	destination *Destination
	hooks       Hooks
	statement   statement
	stride      stride
	density     density
	suspicion   suspicion
	order       order
	refused     int // rows, since the writer was made
	conn        *sql.Conn
	line        *wire.Line // conn's, past its driver; nil where that is not possible
}

// NewWriter makes a writer; its connection is opened with the first batch.
func (t *Target) NewWriter() *Writer { return &Writer{target: t} }

// Aim turns the writer to a table. The buffer and the connection are kept.
func (w *Writer) Aim(d *Destination, hooks Hooks) {
	w.hooks = hooks
	if w.destination == d {
		return
	}
	w.destination = d
	w.density, w.suspicion = density{}, newSuspicion(d.Types, d.Held)
	w.statement.aim(w.target.qualified(d.Table), d.Columns, d.Key, d.Mode)
}

// packetSlack is left free in a statement's packet for the protocol's own bytes.
const packetSlack = 1024

// Write puts a batch's rows into the table and says what became of them. Rows that the
// server refuses go to the Refused hook, and the others of the batch are written. Each
// statement holds rows of one partition only, where that can be told: a transaction over
// several costs the server more. An error means that the table cannot go on.
func (w *Writer) Write(ctx context.Context, batch *rows.Batch) (done Tally, err error) {
	defer w.statement.rest()
	groups, suspects := w.order.of(batch, w.destination.Route, &w.suspicion)
	for _, which := range groups {
		for len(which) > 0 {
			most := which[:min(len(which), w.stride.rows(), w.density.limit())]
			refused := w.refused
			part, dealt, err := w.put(ctx, batch, most)
			done.add(part)
			if err != nil {
				return done, err
			}
			w.density.took(dealt, w.refused-refused)
			which = which[dealt:]
		}
	}
	for i, s := range suspects {
		part, _, err := w.put(ctx, batch, suspects[i:i+1])
		done.add(part)
		if err != nil {
			return done, err
		}
		if column := w.suspicion.of(batch.Row(int(s))); column >= 0 && part.Written > 0 {
			w.suspicion.taken(column)
		}
	}
	return done, nil
}

// put sends the first of some rows, as many as a packet holds, and says how many have
// been dealt with.
func (w *Writer) put(ctx context.Context, batch *rows.Batch, which []int32) (done Tally, dealt int, err error) {
	text, taken := w.statement.write(batch, which, w.target.packet-packetSlack)
	began, refused := time.Now(), w.refused
	done, dealt, err = w.send(ctx, batch, which[:taken], text, w.destination.Doubt)
	if refused == w.refused {
		w.stride.took(taken, time.Since(began))
	}
	return done, dealt, err
}

// send runs one statement and deals with what the server says to it: with the first of
// its rows, up to the first that is to blame, or with all. Doubt says that the rows may be
// there already.
func (w *Writer) send(ctx context.Context, b *rows.Batch, which []int32, text []byte, doubt bool) (done Tally, dealt int, err error) {
	if len(text) > w.target.packet-packetSlack {
		return Tally{}, 1, w.refuse(b, which[0], fault.New(fault.Row, "fault.target.rowtoolarge",
			"Bytes", len(text), "Limit", w.target.packet))
	}
	resent := false // though it may have been carried out
	d, left := w.destination, w.destination.Marks.next(w.destination.Table, len(which))
	for attempt := 0; ; attempt++ {
		if err := w.hooks.Ready(ctx); err != nil {
			return Tally{}, 0, err
		}
		affected, reason, ambiguous := w.exec(ctx, text, left)
		if reason == nil {
			done, err = w.tally(ctx, b, which, affected, resent)
			return done, len(which), err
		}
		resent = resent || ambiguous
		if ctx.Err() != nil {
			return Tally{}, 0, ctx.Err()
		}
		doubt = doubt || ambiguous && d.Marks == nil
		switch class := reason.Class(); {
		case doubt && d.Mode == Insert && reason.ID == duplicate:
			done, err = w.settle(ctx, b, which, reason)
			return done, len(which), err
		case class == fault.Reject && len(which) == 1:
			return Tally{}, 1, w.refuse(b, which[0], reason)
		case class == fault.Reject:
			return w.find(ctx, b, which, reason, doubt)
		case class == fault.Retry && attempt < len(waits), ambiguous && class == fault.Reduce && attempt < resends:
			if ambiguous && !d.Keyed() && d.Marks == nil {
				return Tally{}, 0, d.ambiguous(len(which), reason)
			}
			w.hooks.Retrying(attempt+1, waits[attempt], reason)
			if err := pause(ctx, waits[attempt]); err != nil {
				return Tally{}, 0, err
			}
		case ambiguous && class == fault.Reduce && !d.Keyed():
			// In parts it would be other statements, by which its own fate is not found out.
			return Tally{}, 0, d.ambiguous(len(which), reason)
		case class == fault.Reduce && len(which) > 1:
			done, err = w.halve(ctx, b, which, doubt)
			return done, len(which), err
		default:
			return Tally{}, 0, fault.New(reason.Kind, denied(reason, "fault.target.write"), "Table", d.Table).
				Because(reason).Server(reason.Code, reason.State, reason.Message)
		}
	}
}

// ambiguous is the fault of rows of which nobody knows whether they were written.
func (d *Destination) ambiguous(count int, reason error) error {
	return fault.New(fault.Connect, "fault.target.ambiguous", "Table", d.Table, "Rows", count).Because(reason)
}

// resends is how often a statement of unknown fate is sent again as it is before its rows
// are sent in parts.
const resends = 3

// tally is what a statement that went well came to. One that had been sent before, and may
// have been carried out then, affects no row that it wrote the first time: what it wrote is
// there with all its values.
func (w *Writer) tally(ctx context.Context, b *rows.Batch, which []int32, affected int64, resent bool) (Tally, error) {
	d, count := w.destination, len(which)
	if d.Mode != Ignore || resent && !d.Keyed() {
		return Tally{Written: count}, nil
	}
	written := min(int(affected), count)
	if resent {
		found, err := w.found(ctx, b, which)
		if err != nil {
			return Tally{}, err
		}
		written = min(found, count)
	}
	return Tally{Written: written, Left: count - written}, nil
}

// waits before each further try of a batch: about five minutes in all, which is
// longer than a leader's move or a minor freeze takes.
var waits = []time.Duration{
	100 * time.Millisecond, 500 * time.Millisecond, time.Second, 2 * time.Second, 5 * time.Second,
	10 * time.Second, 15 * time.Second, 30 * time.Second, 30 * time.Second, 60 * time.Second, 60 * time.Second, 60 * time.Second,
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// find writes the rows before the first that is to blame for a statement's refusal, and
// that one alone, for the server to judge. The rows behind it are not dealt with: they go
// into the next statement with others, so that a bad row costs few statements.
func (w *Writer) find(ctx context.Context, b *rows.Batch, which []int32, reason *fault.Error, doubt bool) (done Tally, dealt int, err error) {
	if at := w.destination.culprit(b, which, reason); at >= 0 {
		done, err = w.each(ctx, b, doubt, which[:at], which[at:at+1])
		return done, at + 1, err
	}
	return w.narrow(ctx, b, which, doubt)
}

// narrow is find where the server does not name the row: one of which is to blame. Of two
// halves the first is sent; where it is taken, the row is in the second, which need not be
// sent as a whole to know that. A row among a thousand is found in ten statements.
func (w *Writer) narrow(ctx context.Context, b *rows.Batch, which []int32, doubt bool) (done Tally, dealt int, err error) {
	for refused := w.refused; len(which) > 1; {
		half := which[:len(which)/2]
		text, _ := w.statement.write(b, half, math.MaxInt)
		more, n, err := w.send(ctx, b, half, text, doubt)
		done.add(more)
		dealt += n
		if err != nil || n < len(half) || w.refused > refused {
			return done, dealt, err
		}
		which = which[n:]
	}
	more, err := w.each(ctx, b, doubt, which)
	done.add(more)
	return done, dealt + len(which), err
}

// halve sends the two halves of rows apart.
func (w *Writer) halve(ctx context.Context, b *rows.Batch, which []int32, doubt bool) (Tally, error) {
	middle := len(which) / 2
	return w.each(ctx, b, doubt, which[:middle], which[middle:])
}

// each sends every part until all of its rows have been dealt with.
func (w *Writer) each(ctx context.Context, b *rows.Batch, doubt bool, parts ...[]int32) (done Tally, err error) {
	for _, part := range parts {
		for len(part) > 0 {
			text, _ := w.statement.write(b, part, math.MaxInt)
			more, dealt, err := w.send(ctx, b, part, text, doubt)
			done.add(more)
			if err != nil {
				return done, err
			}
			part = part[dealt:]
		}
	}
	return done, nil
}

func (w *Writer) refuse(b *rows.Batch, row int32, reason *fault.Error) error {
	w.refused++
	return w.hooks.Refused(b, int(row), reason)
}

// exec runs a statement. Where the connection broke while it ran, or the server says that
// it does not know, its fate is ambiguous: it may have been carried out. With a mark it can be run again all the same:
// what was carried out is then not carried out twice.
func (w *Writer) exec(ctx context.Context, text []byte, left mark) (affected int64, reason *fault.Error, ambiguous bool) {
	if reason := w.connect(ctx); reason != nil {
		return 0, reason, false
	}
	affected, err := w.carry(ctx, text, left)
	if err == nil {
		return affected, nil, false
	}
	reason = w.explain(err)
	if reason.Code != 0 && (!reason.Unknown() || errors.As(err, new(undone))) {
		return 0, reason, false
	}
	w.drop()
	return 0, reason, !errors.Is(err, driver.ErrBadConn)
}

// connect opens the writer's connection where it has none.
func (w *Writer) connect(ctx context.Context) (reason *fault.Error) {
	if w.conn != nil {
		return nil
	}
	dialling, line := wire.Tapped(ctx)
	conn, err := w.target.writers.Conn(dialling)
	if err != nil {
		return w.explain(err)
	}
	w.conn, w.line = conn, line()
	return nil
}

// carry runs a statement over the writer's connection.
func (w *Writer) carry(ctx context.Context, text []byte, left mark) (affected int64, err error) {
	marks := w.destination.Marks
	if w.line != nil {
		defer outlive(ctx, func() { _ = w.line.Close() })()
		return marks.exec(w.line, text, left)
	}
	held, end := unhurried(ctx)
	defer end()
	err = w.conn.Raw(func(raw any) error {
		conn, err := newDriven(held, raw)
		if err == nil {
			affected, err = marks.exec(conn, text, left)
		}
		return err
	})
	return affected, err
}

// explain makes a fault of any error; one without a server's code is a lost
// connection.
func (w *Writer) explain(err error) *fault.Error {
	if f := fault.Server(err); f != nil {
		return f
	}
	if f := fault.Of(err); f != nil {
		return f
	}
	return fault.New(fault.Connect, "fault.target.lost").Because(err)
}

// drop forgets a broken connection. Closing it can only say again that it is broken.
func (w *Writer) drop() {
	_ = w.conn.Close()
	w.conn, w.line = nil, nil
}

// Close gives the connection back.
func (w *Writer) Close() error {
	if w.conn == nil {
		return nil
	}
	err := w.conn.Close()
	w.conn, w.line = nil, nil
	if errors.Is(err, sql.ErrConnDone) {
		return nil
	}
	return fault.Explain(err, "fault.target.close")
}
