package mysql

import (
	"context"
	"database/sql"
	"math/big"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
)

// Chunks cuts a table by ranges of one column: that which its selection names, or the
// first of its key. The bounds are chosen so that about as many rows lie in each range
// (see [Source.cuts]); where no index leads with the column, or the rows are a query's,
// the ranges of an integer are of equal width. Other tables are one chunk. The first and
// the last range are open, so that every row has its place whatever the bounds were.
func (s *Source) Chunks(ctx context.Context, table *source.Table, want int) ([]source.Chunk, error) {
	whole := []source.Chunk{{}}
	column := splitColumn(table)
	if want <= 1 || column == nil {
		return whole, nil
	}
	r, err := s.take(ctx)
	if err != nil {
		return nil, err
	}
	defer s.give(r)
	held, end := s.hold(ctx, r)
	defer end()
	var cuts []string
	if table.Selection.Query == "" {
		cuts, err = s.cuts(held, r, table, column, want)
		if fault.Server(err) != nil && ctx.Err() == nil {
			cuts, err = nil, nil // a server that does not answer that question can be cut by width
		}
	}
	if err == nil && len(cuts) == 0 && column.Kind == rows.Integer {
		cuts, err = s.width(held, r, table, column, want)
	}
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, unreadable(err, table)
	case len(cuts) == 0:
		return whole, nil
	}
	return between(column, cuts), nil
}

// splitColumn is the column by which a table is cut; nil where there is none.
func splitColumn(table *source.Table) *rows.Column {
	name := table.Selection.Split
	if name == "" && table.Selection.Query == "" && len(table.Key) > 0 {
		name = table.Key[0]
	}
	return columnOf(table, name)
}

func columnOf(table *source.Table, name string) *rows.Column {
	for i := range table.Columns {
		if name != "" && strings.EqualFold(table.Columns[i].Name, name) {
			return &table.Columns[i]
		}
	}
	return nil
}

// between are the chunks that lie between bounds. Rows without a value are in the first.
func between(column *rows.Column, cuts []string) []source.Chunk {
	chunks := make([]source.Chunk, 0, len(cuts)+1)
	if column.Kind == rows.Integer && !column.Nullable {
		from := ""
		for _, below := range append(cuts, "") {
			chunks = append(chunks, Range(column.Name, from, below))
			from = below
		}
		return chunks
	}
	name, literal := schema.Quote(column.Name), keyspaceOf(column, "", "").literal
	first := name + " < " + literal(cuts[0])
	if column.Nullable {
		first = "(" + first + " OR " + name + " IS NULL)"
	}
	chunks = append(chunks, source.Chunk{Where: first})
	for i, from := range cuts {
		where := name + " >= " + literal(from)
		if i+1 < len(cuts) {
			where += " AND " + name + " < " + literal(cuts[i+1])
		}
		chunks = append(chunks, source.Chunk{Where: where})
	}
	return chunks
}

// width cuts an integer column's range into parts of equal width.
func (s *Source) width(ctx context.Context, r *reader, table *source.Table, column *rows.Column, want int) ([]string, error) {
	name := schema.Quote(column.Name)
	var low, high sql.NullString
	query := "SELECT MIN(" + name + "), MAX(" + name + ") FROM " + s.origin(table) + condition(table, source.Chunk{})
	if err := r.conn.QueryRowContext(ctx, query).Scan(&low, &high); err != nil {
		return nil, err
	}
	from, okLow := new(big.Int).SetString(low.String, 10)
	to, okHigh := new(big.Int).SetString(high.String, 10)
	if !okLow || !okHigh || from.Cmp(to) >= 0 {
		return nil, nil
	}
	return widths(from, to, want), nil
}

// widths are the bounds between want parts of from..to.
func widths(from, to *big.Int, want int) (cuts []string) {
	width := new(big.Int).Sub(to, from)
	width.Div(width, big.NewInt(int64(want))).Add(width, big.NewInt(1))
	for bound := new(big.Int).Add(from, width); bound.Cmp(to) <= 0; bound = new(big.Int).Add(bound, width) {
		cuts = append(cuts, bound.String())
	}
	return cuts
}

// Range is the rows of a table whose value in an integer column is at least from and
// below below; where one of them is empty, the range is open there.
func Range(column, from, below string) source.Chunk {
	var conditions []string
	if from != "" {
		conditions = append(conditions, schema.Quote(column)+" >= "+from)
	}
	if below != "" {
		conditions = append(conditions, schema.Quote(column)+" < "+below)
	}
	return source.Chunk{Where: strings.Join(conditions, " AND "), Column: column, From: from, Below: below}
}
