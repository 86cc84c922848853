package target

import (
	"context"
	"database/sql/driver"
	"unsafe"

	"github.com/obferry/obferry/engine/fault"
)

// execer is a connection that runs statements: a [wire.Line], or a driver's where there is
// none.
type execer interface {
	Exec(statement []byte) (affected int64, err error)
}

// driven runs statements by the driver, within the time of its context.
type driven struct {
	ctx  context.Context
	conn driver.ExecerContext
}

func newDriven(ctx context.Context, raw any) (driven, error) {
	conn, ok := raw.(driver.ExecerContext)
	if !ok {
		return driven{}, fault.New(fault.Internal, "fault.target.driver")
	}
	return driven{ctx, conn}, nil
}

// Exec runs one. The driver copies it into its packet before ExecContext returns, so the
// buffer's bytes may stand as a string for that long.
func (d driven) Exec(statement []byte) (affected int64, err error) {
	result, err := d.conn.ExecContext(d.ctx, unsafe.String(unsafe.SliceData(statement), len(statement)), nil)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}
