package engine

import (
	"encoding/binary"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
)

// tellSRID warns, once a table, of a geometry whose spatial reference system does not
// come along: MariaDB keeps one with each value and says nothing of it in the DDL, and
// the target takes SRID 0 alone where its column names no other. The comparison goes by
// the coordinates.
func (r *run) tellSRID(w *work, b *rows.Batch) {
	for i, c := range b.Columns() {
		if c.Kind != rows.Geometry {
			continue
		}
		for row := range b.Len() {
			value, _ := b.Value(row, i)
			if len(value) < 4 {
				continue
			}
			srid := binary.LittleEndian.Uint32(value)
			if srid != 0 && w.foreignSRID.CompareAndSwap(false, true) {
				r.warn(fault.New(fault.Row, "fault.run.srid", "Table", w.plan.Source, "Column", c.Name, "SRID", int64(srid)))
			}
		}
	}
}
