package directtest

import (
	"fmt"
	"sync/atomic"

	"github.com/obferry/obferry/engine/direct/wire"
)

// A Refusal is what a sink answers with a code of the server.
type Refusal struct {
	Code    int // OceanBase's number, negative
	Message string
}

// Error implements error.
func (r *Refusal) Error() string { return fmt.Sprintf("%d: %s", r.Code, r.Message) }

// A Sink is what becomes of loads.
type Sink interface {
	// Begin is asked for every load of a table in the database that was logged in to. A
	// Refusal is answered with its code, another error with -4016.
	Begin(database string, b *wire.BeginArgument) (Landing, error)
}

// A Landing is what becomes of one load.
type Landing interface {
	// Insert takes rows, from many goroutines. The rows are only there for the length
	// of the call. An error turns the load to Failed and is answered.
	Insert(*wire.InsertArgument) error
	// Commit makes the rows visible; an error turns the load to Failed.
	Commit() error
	// Abort forgets the rows. It is called once, unless Commit was.
	Abort()
}

// A Discard looks at rows and forgets them.
type Discard struct {
	// Blind takes the rows as their payload counts them, without a look at their cells:
	// for measuring what a client needs.
	Blind bool
}

// Begin implements Sink.
func (d *Discard) Begin(_ string, b *wire.BeginArgument) (Landing, error) {
	l := &discarded{sink: d}
	l.width.Store(int64(len(b.Columns)))
	return l, nil
}

type discarded struct {
	sink  *Discard
	width atomic.Int64
}

// Insert implements Landing.
func (d *discarded) Insert(a *wire.InsertArgument) error {
	if d.sink.Blind {
		return nil
	}
	return a.Each(d.checkWidth, func(wire.Cell) error { return nil })
}

func (d *discarded) checkWidth(cells int) error { return sameWidth(&d.width, cells) }

// sameWidth holds all rows of a load to the number of its columns, or where BEGIN
// named none to the number of the first row's values.
func sameWidth(width *atomic.Int64, cells int) error {
	width.CompareAndSwap(0, int64(cells))
	if want := width.Load(); int64(cells) != want {
		return &Refusal{Code: codeInvalidArgument, Message: fmt.Sprintf("a row of %d cells, %d wanted", cells, want)}
	}
	return nil
}

// Commit implements Landing.
func (d *discarded) Commit() error { return nil }

// Abort implements Landing.
func (d *discarded) Abort() {}
