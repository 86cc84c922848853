package mysql

import (
	"context"
	"database/sql"
	"math/big"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
)

// Chunks cuts a table by ranges of its key's first column where that is an integer;
// other tables are one chunk. The first and the last range are open, so that every
// row has its place whatever the bounds were.
func (s *Source) Chunks(ctx context.Context, table *source.Table, want int) ([]source.Chunk, error) {
	whole := []source.Chunk{{}}
	column := keyColumn(table)
	if want <= 1 || column == nil || column.Kind != rows.Integer {
		return whole, nil
	}
	r, err := s.take(ctx)
	if err != nil {
		return nil, err
	}
	defer s.give(r)
	held, end := s.hold(ctx, r)
	defer end()
	name := schema.Quote(column.Name)
	var low, high sql.NullString
	query := "SELECT MIN(" + name + "), MAX(" + name + ") FROM " + s.qualified(table.Name)
	if err := r.conn.QueryRowContext(held, query).Scan(&low, &high); err != nil {
		return nil, unreadable(err, table)
	}
	from, okLow := new(big.Int).SetString(low.String, 10)
	to, okHigh := new(big.Int).SetString(high.String, 10)
	if !okLow || !okHigh || from.Cmp(to) >= 0 {
		return whole, nil
	}
	return ranges(column.Name, from, to, want), nil
}

func keyColumn(table *source.Table) *rows.Column {
	if len(table.Key) == 0 {
		return nil
	}
	for i := range table.Columns {
		if strings.EqualFold(table.Columns[i].Name, table.Key[0]) {
			return &table.Columns[i]
		}
	}
	return nil
}

// ranges cuts from..to into want parts of equal width.
func ranges(column string, from, to *big.Int, want int) []source.Chunk {
	width := new(big.Int).Sub(to, from)
	width.Div(width, big.NewInt(int64(want))).Add(width, big.NewInt(1))
	var chunks []source.Chunk
	lower := ""
	for bound := new(big.Int).Add(from, width); bound.Cmp(to) <= 0; bound = new(big.Int).Add(bound, width) {
		upper := bound.String()
		chunks = append(chunks, Range(column, lower, upper))
		lower = upper
	}
	return append(chunks, Range(column, lower, ""))
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
