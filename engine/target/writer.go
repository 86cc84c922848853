package target

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"math"
	"time"
	"unsafe"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
)

// Destination is the table that a writer writes to.
type Destination struct {
	Table string
	// Columns of the target, by position of the batch's columns.
	Columns []string
	// Key names the columns of its primary key, if any.
	Key []string
	// Keyed tells whether a row written twice is not doubled ([Table.Keyed]): only then
	// may a batch whose fate is unknown be sent again.
	Keyed bool
	Mode  Mode
}

// Hooks are called by a writer as it works, from its own goroutine.
type Hooks struct {
	// Refused gets every row that the server refuses, with the server's reason. The
	// batch is the writer's: copy what is to be kept.
	Refused func(batch *rows.Batch, row int, reason *fault.Error) error
	// Retrying says that a batch waits before it is sent again.
	Retrying func(attempt int, wait time.Duration, reason *fault.Error)
}

// Writer writes batches over one connection, to one table at a time. It is for one
// goroutine.
type Writer struct {
	target      *Target
	destination *Destination
	hooks       Hooks
	statement   statement
	conn        *sql.Conn
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
	w.statement.aim(w.target.qualified(d.Table), d.Columns, d.Key)
}

// packetSlack is left free in a statement's packet for the protocol's own bytes.
const packetSlack = 1024

// Write puts a batch's rows into the table and says how many it took. Rows that the
// server refuses go to the Refused hook, and the others of the batch are written.
// An error means that the table cannot go on.
func (w *Writer) Write(ctx context.Context, batch *rows.Batch) (written int, err error) {
	for from := 0; from < batch.Len(); {
		limit := w.target.packet - packetSlack
		text, next := w.statement.rows(batch, from, batch.Len(), w.destination.Mode, limit)
		n, err := w.send(ctx, batch, from, next, text, w.destination.Mode)
		written += n
		if err != nil {
			return written, err
		}
		from = next
	}
	return written, nil
}

// send runs one statement and deals with what the server says to it.
func (w *Writer) send(ctx context.Context, b *rows.Batch, from, to int, text []byte, mode Mode) (written int, err error) {
	if len(text) > w.target.packet-packetSlack {
		return 0, w.refuse(b, from, fault.New(fault.Row, "fault.target.rowtoolarge",
			"Bytes", len(text), "Limit", w.target.packet))
	}
	for attempt := 0; ; attempt++ {
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
		reason, ambiguous := w.exec(ctx, text)
		if reason == nil {
			return to - from, nil
		}
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
		switch class := reason.Class(); {
		case class == fault.Reject && to-from == 1:
			return 0, w.refuse(b, from, reason)
		case class == fault.Reject, class == fault.Reduce && to-from > 1:
			return w.halve(ctx, b, from, to, mode)
		case class == fault.Retry && attempt < len(waits):
			if ambiguous {
				if !w.destination.Keyed {
					return 0, fault.New(fault.Connect, "fault.target.ambiguous", "Table", w.destination.Table,
						"Rows", to-from).Because(reason)
				}
				if mode == Insert {
					// The rows may be there already: then each would be refused as a duplicate
					// of itself. Written as an upsert the second time, they come out the same.
					mode = Upsert
					text, _ = w.statement.rows(b, from, to, mode, math.MaxInt)
				}
			}
			w.hooks.Retrying(attempt+1, waits[attempt], reason)
			if err := pause(ctx, waits[attempt]); err != nil {
				return 0, err
			}
		default:
			return 0, fault.New(reason.Kind, denied(reason, "fault.target.write"), "Table", w.destination.Table).
				Because(reason).Server(reason.Code, reason.State, reason.Message)
		}
	}
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

// halve sends the two halves of a refused batch apart, so that a bad row among a
// thousand is found in about twenty statements.
func (w *Writer) halve(ctx context.Context, b *rows.Batch, from, to int, mode Mode) (written int, err error) {
	middle := from + (to-from)/2
	for _, half := range [][2]int{{from, middle}, {middle, to}} {
		text, _ := w.statement.rows(b, half[0], half[1], mode, math.MaxInt)
		n, err := w.send(ctx, b, half[0], half[1], text, mode)
		written += n
		if err != nil {
			return written, err
		}
	}
	return written, nil
}

func (w *Writer) refuse(b *rows.Batch, row int, reason *fault.Error) error {
	return w.hooks.Refused(b, row, reason)
}

// exec runs a statement. Where the connection broke while it ran, its fate is
// ambiguous: it may have been carried out.
func (w *Writer) exec(ctx context.Context, text []byte) (reason *fault.Error, ambiguous bool) {
	if w.conn == nil {
		conn, err := w.target.db.Conn(ctx)
		if err != nil {
			return w.explain(err), false
		}
		w.conn = conn
	}
	held, end := unhurried(ctx)
	defer end()
	err := w.conn.Raw(func(raw any) error {
		execer, ok := raw.(driver.ExecerContext)
		if !ok {
			return fault.New(fault.Internal, "fault.target.driver")
		}
		// The driver copies the statement into its packet before ExecContext returns, so
		// the buffer's bytes may stand as a string for that long.
		_, err := execer.ExecContext(held, unsafe.String(unsafe.SliceData(text), len(text)), nil)
		return err
	})
	if err == nil {
		return nil, false
	}
	reason = w.explain(err)
	if reason.Code != 0 {
		return reason, false
	}
	w.drop()
	return reason, !errors.Is(err, driver.ErrBadConn)
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
	w.conn = nil
}

// Close gives the connection back.
func (w *Writer) Close() error {
	if w.conn == nil {
		return nil
	}
	err := w.conn.Close()
	w.conn = nil
	if errors.Is(err, sql.ErrConnDone) {
		return nil
	}
	return fault.Explain(err, "fault.target.close")
}
