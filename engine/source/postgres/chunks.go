package postgres

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
)

// tidRanges is the version from which a range of ctid is read without the blocks before
// it.
const tidRanges = 140000

// Chunks cuts a table by ranges of its key, whose bounds are taken from the statistics or
// from a sample; nothing is counted. A table without a key is cut by its blocks: such a
// chunk holds the same rows only until End. The first and the last chunk are open, so
// that every row has its place whatever the bounds were.
func (s *Source) Chunks(ctx context.Context, table *source.Table, want int) ([]source.Chunk, error) {
	whole := []source.Chunk{{}}
	t, err := s.known(table)
	if err != nil {
		return nil, err
	}
	key := t.cutBy()
	if split := t.column(table.Selection.Split); split != nil {
		key = []*column{split}
	}
	switch {
	case want <= 1 || !t.heap && t.query == "":
		return whole, nil
	case len(key) == 0 && len(t.key) == 0 && t.query == "" && s.server.Number >= tidRanges:
		return blocks(t.blocks, int64(want)), nil
	case len(key) == 0:
		return whole, nil
	}
	r, err := s.take(ctx)
	if err != nil {
		return nil, err
	}
	defer s.give(r)
	held, end := r.hold(ctx)
	defer end()
	r.sound = false
	if err := r.look(held, table); err != nil {
		return nil, unreadable(err, table.Name)
	}
	bounds, err := t.bounds(held, r.conn, key, want)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, unreadable(err, table.Name)
	}
	r.sound = true
	return withNulls(ranges(key, bounds), key[0], table), nil
}

// withNulls puts the rows that have no value in the column which a person chose for
// cutting into the first chunk: they are in no range.
func withNulls(chunks []source.Chunk, by *column, table *source.Table) []source.Chunk {
	for _, c := range table.Columns {
		if c.Name != by.name || !c.Nullable || len(chunks) == 1 {
			continue
		}
		for i := range chunks {
			chunks[i].Column = "" // not a range alone
		}
		chunks[0].Where += " OR " + quote(by.name) + " IS NULL"
	}
	return chunks
}

// cutBy are the first columns of the key, as far as their values can be put in order.
func (t *table) cutBy() []*column {
	for i, c := range t.key {
		if !c.sorts {
			return t.key[:i]
		}
	}
	return t.key
}

// blocks cuts a table by its blocks. Every row that a snapshot sees lies in one block,
// and stays there as long as the table is held.
func blocks(all, want int64) []source.Chunk {
	step := (all + want - 1) / want
	if step < 1 {
		return []source.Chunk{{}}
	}
	var chunks []source.Chunk
	for from := int64(0); from < all; from += step {
		var conditions []string
		if from > 0 {
			conditions = append(conditions, fmt.Sprintf("ctid >= '(%d,0)'::tid", from))
		}
		if from+step < all {
			conditions = append(conditions, fmt.Sprintf("ctid < '(%d,0)'::tid", from+step))
		}
		chunks = append(chunks, source.Chunk{Where: strings.Join(conditions, " AND "), Fleeting: true})
	}
	return chunks
}

// bound is the lower end of a chunk: a value of every column that the key is cut by.
type bound []string

// bounds finds values that part the key into about as many ranges, in order.
func (t *table) bounds(ctx context.Context, conn *pgx.Conn, key []*column, want int) ([]bound, error) {
	if t.query != "" {
		return t.span(ctx, conn, key[0], want)
	}
	if len(key) == 1 && t.known {
		found, err := t.histogram(ctx, conn, key[0], want)
		if len(found) > 0 || err != nil {
			return found, err
		}
	}
	return t.sample(ctx, conn, key, want)
}

// histogram takes the bounds from the statistics of a column, where it has them.
func (t *table) histogram(ctx context.Context, conn *pgx.Conn, key *column, want int) ([]bound, error) {
	const query = `SELECT unnest(histogram_bounds::text::text[]) FROM pg_stats
		WHERE schemaname = %s AND tablename = %s AND attname = %s AND inherited = %t AND most_common_vals IS NULL`
	result, err := conn.Query(ctx, fmt.Sprintf(query, literal(t.schema), literal(t.name), literal(key.name), t.partitioned))
	if err != nil {
		return nil, err
	}
	values, err := pgx.CollectRows(result, pgx.RowTo[string])
	if err != nil || len(values) < want {
		return nil, err
	}
	var found []bound
	for i := 1; i < want; i++ {
		found = append(found, bound{values[i*(len(values)-1)/want]})
	}
	return distinct(found), nil
}

// How many blocks are looked at for a bound, how many at least, and at most.
const (
	blocksABound   = 4
	blocksAtLeast  = 32
	blocksAtMost   = 16_384
	sampleEvenness = "REPEATABLE (1)" // the same sample for the same table
)

// sample takes the bounds from some blocks of the table.
func (t *table) sample(ctx context.Context, conn *pgx.Conn, key []*column, want int) ([]bound, error) {
	percent := min(100, 100*float64(min(max(blocksABound*want, blocksAtLeast), blocksAtMost))/float64(max(t.blocks, 1)))
	var names, texts []string
	for _, c := range key {
		names = append(names, quote(c.name))
		texts = append(texts, quote(c.name)+"::pg_catalog.text")
	}
	columns := strings.Join(names, ", ")
	query := fmt.Sprintf(`SELECT ARRAY[%s] FROM (SELECT %s, row_number() OVER (ORDER BY %s) AS "place of a row", count(*) OVER () AS "count of rows"
			FROM %s TABLESAMPLE SYSTEM (%s) %s) AS sampled
		WHERE "place of a row" * %d / "count of rows" <> ("place of a row" - 1) * %d / "count of rows" AND "place of a row" < "count of rows"
		ORDER BY "place of a row"`, strings.Join(texts, ", "), columns, columns, t.from(), strconv.FormatFloat(percent, 'f', 6, 64), sampleEvenness, want, want)
	result, err := conn.Query(ctx, query)
	if err != nil {
		return nil, err
	}
	found, err := pgx.CollectRows(result, pgx.RowTo[[]string])
	if err != nil {
		return nil, err
	}
	bounds := make([]bound, len(found))
	for i, f := range found {
		bounds[i] = f
	}
	return distinct(bounds), nil
}

// distinct are bounds without those that are twice there.
func distinct(all []bound) []bound {
	return slices.CompactFunc(all, func(a, b bound) bool { return slices.Equal(a, b) })
}

// ranges are the chunks between bounds. Where the first column alone parts them, the
// others are left out.
func ranges(key []*column, bounds []bound) []source.Chunk {
	firsts := make([]bound, len(bounds))
	for i, b := range bounds {
		firsts[i] = b[:1]
	}
	if len(distinct(firsts)) == len(bounds) {
		key, bounds = key[:1], firsts
	}
	var chunks []source.Chunk
	for i := range len(bounds) + 1 {
		var from, below bound
		if i > 0 {
			from = bounds[i-1]
		}
		if i < len(bounds) {
			below = bounds[i]
		}
		chunks = append(chunks, between(key, from, below))
	}
	return chunks
}

// between is the chunk of the rows whose key is at least from and below below; where one
// of them is nil, it is open there.
func between(key []*column, from, below bound) source.Chunk {
	var conditions []string
	if from != nil {
		conditions = append(conditions, row(key, nil)+" >= "+row(key, from))
	}
	if below != nil {
		conditions = append(conditions, row(key, nil)+" < "+row(key, below))
	}
	chunk := source.Chunk{Where: strings.Join(conditions, " AND ")}
	if len(key) == 1 && key[0].kind == rows.Integer {
		chunk.Column = key[0].name
		if from != nil {
			chunk.From = from[0]
		}
		if below != nil {
			chunk.Below = below[0]
		}
	}
	return chunk
}

// row writes the columns of a key, or values for them.
func row(key []*column, values bound) string {
	parts := make([]string, len(key))
	for i, c := range key {
		parts[i] = quote(c.name)
		if values != nil {
			parts[i] = literal(values[i]) + "::" + c.typ
		}
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return "(" + strings.Join(parts, ", ") + ")"
}
