package mysql

import (
	"container/heap"
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
)

// A table is cut where the server estimates that as many rows lie on either side, and the
// estimate is the one by which its optimizer plans: two descents of the index and no
// reading of rows (InnoDB; about 0.2 ms). Stepping along the index from bound to bound is
// exact, but reads every entry of it: 0.16 s for each 100,000 of them.
//
// Halving the range with the most rows again and again finds keys that lie crowded in a
// corner of their range after as many halvings as the range has bits, and leaves empty
// ranges alone.
const (
	// piecesEach is how many pieces make a chunk, where there are not so many chunks that
	// asking would take too long: an estimate may be off by half, those of several pieces
	// together less.
	piecesEach, piecesMore = 4, 256
	// sampleFor is how long estimates are asked for. What is known by then is used.
	sampleFor = 700 * time.Millisecond
)

// piece is a range of the key: from low, below high.
type piece struct {
	low, high string
	rows      int64
	next      *piece // nil for the last one, to which high belongs
}

// sampler cuts one table.
type sampler struct {
	source *Source
	reader *reader
	column *rows.Column
	space  keyspace
	from   string // table with the index to use
	until  time.Time
}

// cuts gives values of a key column between which lie about as many rows, at most want-1
// of them, in the server's order; none where the table cannot be cut that way.
func (s *Source) cuts(ctx context.Context, r *reader, table *source.Table, column *rows.Column, want int) ([]string, error) {
	index, charset, collation, err := s.leading(ctx, r, table.Name, column.Name)
	space := keyspaceOf(column, charset, collation)
	if err != nil || index == "" || space == nil {
		return nil, err
	}
	p := &sampler{source: s, reader: r, column: column, space: space, until: time.Now().Add(s.sampling),
		from: s.qualified(table.Name) + " FORCE INDEX (" + schema.Quote(index) + ")"}
	name := schema.Quote(column.Name)
	var low, high sql.NullString
	query := "SELECT MIN(" + name + "), MAX(" + name + ") FROM " + s.qualified(table.Name)
	if err := r.conn.QueryRowContext(ctx, query).Scan(&low, &high); err != nil || !low.Valid {
		return nil, err
	}
	first, total, err := p.halve(ctx, low.String, high.String, min(want*piecesEach, want+piecesMore))
	if err != nil {
		return nil, err
	}
	return p.order(ctx, join(first, total, want), charset, collation)
}

// leading is the index that a column leads, a unique one first, and how its characters
// are written and compared; all "" where there is none.
func (s *Source) leading(ctx context.Context, r *reader, table, column string) (index, charset, collation string, err error) {
	const query = `SELECT s.INDEX_NAME, COALESCE(c.CHARACTER_SET_NAME, ''), COALESCE(c.COLLATION_NAME, '')
		FROM information_schema.STATISTICS s JOIN information_schema.COLUMNS c
		ON c.TABLE_SCHEMA = s.TABLE_SCHEMA AND c.TABLE_NAME = s.TABLE_NAME AND c.COLUMN_NAME = s.COLUMN_NAME
		WHERE s.TABLE_SCHEMA = ? AND s.TABLE_NAME = ? AND s.COLUMN_NAME = ? AND s.SEQ_IN_INDEX = 1
		AND s.SUB_PART IS NULL AND s.INDEX_TYPE = 'BTREE'
		ORDER BY s.INDEX_NAME <> 'PRIMARY', s.NON_UNIQUE, s.INDEX_NAME LIMIT 1`
	err = r.conn.QueryRowContext(ctx, query, s.database, table, column).Scan(&index, &charset, &collation)
	if err == sql.ErrNoRows {
		err = nil
	}
	return index, charset, collation, err
}

// halve cuts the range with the most rows in two until no piece has more than its share
// of them, or the time is over. It gives the first piece, and the rows of all together.
func (p *sampler) halve(ctx context.Context, low, high string, want int) (first *piece, total int64, err error) {
	first = &piece{low: low, high: high}
	if first.rows, err = p.estimate(ctx, first); err != nil {
		return nil, 0, err
	}
	total = first.rows
	for open := (pieces{first}); len(open) > 0 && time.Now().Before(p.until); {
		left := heap.Pop(&open).(*piece)
		if left.rows*int64(want) <= total {
			break
		}
		middle, ok := p.space.between(left.low, left.high)
		if !ok {
			continue
		}
		held := left.rows
		right := &piece{low: middle, high: left.high, next: left.next}
		left.high, left.next = middle, right
		if left.rows, err = p.estimate(ctx, left); err == nil {
			right.rows, err = p.estimate(ctx, right)
		}
		if err != nil {
			return nil, 0, err
		}
		// What a wide range holds is underestimated: its halves tell better.
		total += left.rows + right.rows - held
		heap.Push(&open, left)
		heap.Push(&open, right)
	}
	return first, total, nil
}

// pieces is a heap, the piece with the most rows first.
type pieces []*piece

// Len, Less, Swap, Push and Pop are what container/heap asks for.
func (h pieces) Len() int           { return len(h) }
func (h pieces) Less(i, j int) bool { return h[i].rows > h[j].rows }
func (h pieces) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *pieces) Push(x any)        { *h = append(*h, x.(*piece)) }
func (h *pieces) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

// estimate is about how many rows lie in a range.
func (p *sampler) estimate(ctx context.Context, of *piece) (int64, error) {
	name := schema.Quote(p.column.Name)
	below := " < "
	if of.next == nil {
		below = " <= "
	}
	return p.source.estimate(ctx, p.reader, "SELECT "+name+" FROM "+p.from+
		" WHERE "+name+" >= "+p.space.literal(of.low)+" AND "+name+below+p.space.literal(of.high))
}

// estimated finds the rows that an OceanBase expects, in its plan as JSON.
var estimated = regexp.MustCompile(`"EST\.ROWS":\s*(\d+)`)

// estimate asks the optimizer how many rows a query reads of its first table. A server
// whose plan is not understood says 0.
func (s *Source) estimate(ctx context.Context, r *reader, query string) (count int64, err error) {
	explain := "EXPLAIN "
	switch {
	case s.server.OceanBase():
		explain = "EXPLAIN FORMAT=JSON "
	case s.server.Product == "MySQL":
		explain = "EXPLAIN FORMAT=TRADITIONAL " // a session may have another by default
	}
	result, err := r.conn.QueryContext(ctx, explain+query)
	if err != nil {
		return 0, err
	}
	defer result.Close()
	names, err := result.Columns()
	if err != nil {
		return 0, err
	}
	var text strings.Builder
	values, places := make([]sql.NullString, len(names)), make([]any, len(names))
	for i := range values {
		places[i] = &values[i]
	}
	for first := true; result.Next(); first = false {
		if err := result.Scan(places...); err != nil {
			return 0, err
		}
		for i, name := range names {
			if first && strings.EqualFold(name, "rows") {
				count, _ = strconv.ParseInt(values[i].String, 10, 64) // NULL where nothing is read
			}
		}
		fmt.Fprintln(&text, values[0].String)
	}
	if m := estimated.FindStringSubmatch(text.String()); m != nil {
		count, _ = strconv.ParseInt(m[1], 10, 64)
	}
	return count, result.Err()
}

// join puts pieces that follow each other together until they have a chunk's share of all
// rows, and gives the bounds between.
func join(first *piece, total int64, want int) (cuts []string) {
	var held int64
	for p := first; p.next != nil; p = p.next {
		// A chunk ends with the piece that brings it nearest to its share.
		done := int64(len(cuts) + 1)
		if held += p.rows; (held+p.next.rows/2)*int64(want) >= done*total && len(cuts) < want-1 {
			cuts = append(cuts, p.high)
		}
	}
	return cuts
}

// order puts bounds into the order that the server compares the column's values in, and
// leaves out those that it holds equal to another. Ranges between bounds that are out of
// order would hold rows twice.
func (p *sampler) order(ctx context.Context, cuts []string, charset, collation string) ([]string, error) {
	if _, characters := p.space.(texts); !characters || len(cuts) == 0 {
		return cuts, nil
	}
	var query strings.Builder
	query.WriteString("SELECT MIN(n) FROM (")
	for i, value := range cuts {
		if i > 0 {
			query.WriteString(" UNION ALL ")
		}
		fmt.Fprintf(&query, "SELECT %d AS n, CONVERT(%s USING %s) COLLATE %s AS v", i, p.space.literal(value), charset, collation)
	}
	query.WriteString(") AS bounds GROUP BY v ORDER BY v")
	result, err := p.reader.conn.QueryContext(ctx, query.String())
	if err != nil {
		return nil, err
	}
	defer result.Close()
	var sorted []string
	for result.Next() {
		var i int
		if err := result.Scan(&i); err != nil {
			return nil, err
		}
		sorted = append(sorted, cuts[i])
	}
	return sorted, result.Err()
}
