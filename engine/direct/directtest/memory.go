package directtest

import (
	"bytes"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/obferry/obferry/engine/direct/wire"
)

// A Memory keeps the rows of committed loads.
type Memory struct {
	mu     sync.Mutex // guards what follows
	tables map[string][][]wire.Cell
	begun  []wire.BeginArgument
}

// Rows are those of a table, in the order of their landing.
func (m *Memory) Rows(table string) [][]wire.Cell {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.tables[table])
}

// Tables are the names of those that hold rows.
func (m *Memory) Tables() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Sorted(maps.Keys(m.tables))
}

// Begun are the arguments of all BEGINs, in their order.
func (m *Memory) Begun() []wire.BeginArgument {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.begun)
}

// Begin implements Sink.
func (m *Memory) Begin(_ string, b *wire.BeginArgument) (Landing, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.begun = append(m.begun, *b)
	l := &kept{memory: m, begin: *b}
	l.width.Store(int64(len(b.Columns)))
	return l, nil
}

// kept are the rows of one load before its commit.
type kept struct {
	memory *Memory
	begin  wire.BeginArgument
	width  atomic.Int64

	mu   sync.Mutex // guards rows
	rows [][]wire.Cell
}

// Insert implements Landing.
func (k *kept) Insert(a *wire.InsertArgument) error {
	var rows [][]wire.Cell
	err := a.Each(func(cells int) error {
		if err := sameWidth(&k.width, cells); err != nil {
			return err
		}
		rows = append(rows, make([]wire.Cell, 0, cells))
		return nil
	}, func(c wire.Cell) error {
		c.Bytes = bytes.Clone(c.Bytes)
		last := &rows[len(rows)-1]
		*last = append(*last, c)
		return nil
	})
	if err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.rows = append(k.rows, rows...)
	return nil
}

// Commit implements Landing. The rows join those that the table held; keys are not
// known here, so that none replaces another.
func (k *kept) Commit() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.memory.mu.Lock()
	defer k.memory.mu.Unlock()
	if k.memory.tables == nil {
		k.memory.tables = map[string][][]wire.Cell{}
	}
	k.memory.tables[k.begin.Table] = append(k.memory.tables[k.begin.Table], k.rows...)
	return nil
}

// Abort implements Landing.
func (k *kept) Abort() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.rows = nil
}
