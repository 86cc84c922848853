package engine

import (
	"encoding/binary"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/words"
)

// dropped is how many of a column's values name a spatial reference system that does
// not come along, and the first one found.
type dropped struct {
	column string
	srid   uint32
	count  int64
}

// countSRIDs counts the geometries of a batch whose spatial reference system does not
// come along: MariaDB keeps one with each value and says nothing of it in the DDL, and
// the target takes SRID 0 alone where its column names no other. The comparison goes by
// the coordinates.
func (w *work) countSRIDs(b *rows.Batch) {
	for i, c := range b.Columns() {
		if c.Kind != rows.Geometry {
			continue
		}
		found := dropped{column: c.Name}
		for row := range b.Len() {
			value, _ := b.Value(row, i)
			if len(value) < 4 {
				continue
			}
			if srid := binary.LittleEndian.Uint32(value); srid != 0 {
				if found.count++; found.count == 1 {
					found.srid = srid
				}
			}
		}
		if found.count > 0 {
			w.drop(found)
		}
	}
}

func (w *work) drop(found dropped) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i := range w.dropped {
		if w.dropped[i].column == found.column {
			w.dropped[i].count += found.count
			return
		}
	}
	w.dropped = append(w.dropped, found)
}

// tellSRIDs warns, once a column, of what [work.countSRIDs] has found in a table that
// has been read.
func (r *run) tellSRIDs(w *work) {
	w.mu.Lock()
	all := w.dropped
	w.mu.Unlock()
	for _, d := range all {
		r.warn(fault.New(fault.Row, "fault.run.srid", "Table", w.plan.Source, "Column", d.column,
			"SRID", int64(d.srid), "Count", d.count, "Rows", words.Number(d.count)))
	}
}
