package stream

import (
	"context"
	"encoding/binary"
	"sort"
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
)

// Source is tables of generated rows.
type Source struct {
	tables []*source.Table
	makers map[string][]*maker
	rows   map[string]int64
}

var _ source.Source = (*Source)(nil)

// Open makes a source of layouts, by table. A layout that cannot be made is a fault that
// names its table and column.
func Open(layouts map[string]*Layout) (*Source, error) {
	if len(layouts) == 0 {
		return nil, fault.New(fault.Input, "fault.stream.none")
	}
	s := &Source{makers: map[string][]*maker{}, rows: map[string]int64{}}
	names := make([]string, 0, len(layouts))
	for name := range layouts {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		table, makers, err := open(name, layouts[name])
		if err != nil {
			return nil, err
		}
		s.tables = append(s.tables, table)
		s.makers[name], s.rows[name] = makers, table.Rows
	}
	return s, nil
}

func open(name string, layout *Layout) (*source.Table, []*maker, error) {
	if layout.Rows < 0 {
		return nil, nil, fault.New(fault.Input, "fault.stream.rows", "Table", name, "Rows", layout.Rows)
	}
	if len(layout.Columns) == 0 {
		return nil, nil, fault.New(fault.Input, "fault.stream.nocolumns", "Table", name)
	}
	table := &source.Table{
		Name: name, Rows: layout.Rows, Exact: true, Layout: layout,
		Proposed: &schema.Table{Name: name, Charset: "utf8mb4"},
	}
	var makers []*maker
	taken := map[string]bool{}
	for i, c := range layout.Columns {
		m, err := newMaker(name, i, c, layout.Seed)
		if err != nil {
			return nil, nil, err
		}
		key := strings.ToLower(m.column.Name)
		if taken[key] {
			return nil, nil, fault.New(fault.Input, "fault.stream.twice", "Table", name, "Column", m.column.Name)
		}
		taken[key] = true
		makers = append(makers, m)
		table.Columns = append(table.Columns, m.column)
		table.Proposed.Columns = append(table.Proposed.Columns, &schema.Column{Name: m.column.Name, Type: m.column.Type})
	}
	return table, makers, nil
}

// Tables are those of the layouts, by name. Their row counts are exact.
func (s *Source) Tables(ctx context.Context) ([]*source.Table, error) { return s.tables, ctx.Err() }

// Others are none.
func (s *Source) Others(ctx context.Context) ([]source.Object, error) { return nil, ctx.Err() }

// Begin grants every reader: rows are the same at any moment.
func (s *Source) Begin(ctx context.Context, readers int) (granted int, warning error, err error) {
	return max(readers, 1), nil, ctx.Err()
}

// Chunks cuts a table by the numbers of its rows, which count from 0: a chunk's From and
// Below are such numbers, and of no column.
func (s *Source) Chunks(ctx context.Context, table *source.Table, want int) ([]source.Chunk, error) {
	total, err := s.total(table)
	if err != nil {
		return nil, err
	}
	size := max(1, (total+int64(max(want, 1))-1)/int64(max(want, 1)))
	var chunks []source.Chunk
	for from := int64(0); from < total || len(chunks) == 0; from += size {
		chunks = append(chunks, source.Chunk{
			From: strconv.FormatInt(from, 10), Below: strconv.FormatInt(min(from+size, total), 10)})
	}
	return chunks, ctx.Err()
}

func (s *Source) total(table *source.Table) (int64, error) {
	total, there := s.rows[table.Name]
	if !there {
		return 0, fault.New(fault.Missing, "fault.stream.table", "Table", table.Name)
	}
	return total, nil
}

// Read makes a chunk's rows; a row's place is its number, from 1.
func (s *Source) Read(ctx context.Context, table *source.Table, columns []rows.Column, chunk source.Chunk,
	limit source.Limit, fresh func() *rows.Batch, deliver func(*rows.Batch) error) error {
	total, err := s.total(table)
	if err != nil {
		return err
	}
	from, to := max(bound(chunk.From, 0), chunk.After), min(bound(chunk.Below, total), total)
	slots, err := s.slots(table.Name, columns)
	if err != nil {
		return err
	}
	var batch *rows.Batch
	for row := from; row < to; row++ {
		if batch == nil {
			if err := ctx.Err(); err != nil {
				return err
			}
			batch = fresh()
			batch.Reset(columns)
		}
		for i := range slots {
			slots[i].put(batch, uint64(row))
		}
		batch.EndRow(row + 1)
		if limit.Rows > 0 && batch.Len() >= limit.Rows || limit.Bytes > 0 && batch.Bytes() >= limit.Bytes {
			if err := deliver(batch); err != nil {
				return err
			}
			batch = nil
		}
	}
	if batch != nil {
		return deliver(batch)
	}
	return ctx.Err()
}

// bound reads an end of a chunk.
func bound(text string, otherwise int64) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return otherwise
	}
	return max(n, 0)
}

// slot is a wanted column, and the form in which its values are wanted.
type slot struct {
	*maker
	bits int  // of a BIT column, else 0
	day  bool // only the day of a date
}

func (s *Source) slots(table string, columns []rows.Column) ([]slot, error) {
	slots := make([]slot, len(columns))
	for i, wanted := range columns {
		for _, m := range s.makers[table] {
			if m.column.Name == wanted.Name {
				slots[i] = slot{
					maker: m, bits: bitsOf(wanted, m.column), day: wanted.Kind == rows.Date && m.column.Kind == rows.DateTime}
			}
		}
		if slots[i].maker == nil {
			return nil, fault.New(fault.Input, "fault.stream.column", "Table", table, "Column", wanted.Name)
		}
	}
	return slots, nil
}

// bitsOf is the width of a BIT column that whole numbers are wanted for, else 0.
func bitsOf(wanted, made rows.Column) int {
	if wanted.Kind != rows.Bit || made.Kind != rows.Integer {
		return 0
	}
	_, width, _ := strings.Cut(strings.TrimSuffix(wanted.Type, ")"), "(")
	n, err := strconv.Atoi(width)
	if err != nil || n < 1 || n > 64 {
		return 1
	}
	return n
}

// put adds a row's value to the batch.
func (s *slot) put(batch *rows.Batch, row uint64) {
	room := batch.Room()
	made := s.append(room, row)
	switch {
	case s.day:
		made = made[:len(room)+len("2006-01-02")]
	case s.bits > 0:
		var bits [8]byte
		made = append(room, asBits(bits[:0], made[len(room):], s.bits)...)
	}
	batch.Extend(made)
}

// asBits turns the digits of a number into big-endian bytes: as many as so many bits
// take, or more where the number does not go into them, which the server then says. Room
// is for eight bytes.
func asBits(room, digits []byte, width int) []byte {
	n, err := strconv.ParseInt(string(digits), 10, 64)
	if err != nil {
		return digits
	}
	digits = binary.BigEndian.AppendUint64(room, uint64(n))
	size := (width + 7) / 8
	for size < 8 && digits[7-size] != 0 {
		size++
	}
	return digits[8-size:]
}

// End has nothing to give up.
func (s *Source) End() error { return nil }

// Close has nothing to free.
func (s *Source) Close() error { return nil }
