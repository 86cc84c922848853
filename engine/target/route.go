package target

import (
	"bytes"
	"context"
	"database/sql"
	"math"
	"sort"
	"strconv"
	"strings"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
)

// Route tells the partition that a row belongs to by the value of one of its columns:
// HASH of an integer column, and RANGE and LIST of one column of integers or moments.
// What only the server can compute, such as KEY, has no route. Rows are only sent
// together by it: a wrong answer would cost time, and nothing else.
type Route struct {
	column int // position in the batch
	// parts is how many partitions there are.
	parts int
	place func(value []byte, null bool) int
}

// Parts is how many partitions the table has; 1 without a route.
func (r *Route) Parts() int {
	if r == nil {
		return 1
	}
	return r.parts
}

// RouteOf reads how a table is partitioned; nil where it is not, or has no route by the
// columns that are written, which are given by position.
func (t *Target) RouteOf(ctx context.Context, table string, columns []rows.Column) (*Route, error) {
	const query = `SELECT PARTITION_METHOD, PARTITION_EXPRESSION, PARTITION_DESCRIPTION, PARTITION_ORDINAL_POSITION
		FROM information_schema.PARTITIONS
		WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND PARTITION_METHOD IS NOT NULL ORDER BY PARTITION_ORDINAL_POSITION`
	result, err := t.db.QueryContext(ctx, query, t.database, table)
	if err != nil {
		return nil, fault.Explain(err, "fault.target.describe", "Table", table)
	}
	defer result.Close()
	var method, expression string
	var bounds []string
	last := -1
	for result.Next() {
		var description sql.NullString
		var number int
		if err := result.Scan(&method, &expression, &description, &number); err != nil {
			return nil, fault.Explain(err, "fault.target.describe", "Table", table)
		}
		if number != last { // subpartitions repeat their partition
			bounds, last = append(bounds, description.String), number
		}
	}
	if err := result.Err(); err != nil {
		return nil, fault.Explain(err, "fault.target.describe", "Table", table)
	}
	name := strings.Trim(expression, "`")
	for i, c := range columns {
		if sameName(c.Name, name) {
			return newRoute(i, c.Kind, method, bounds), nil
		}
	}
	return nil, nil
}

func newRoute(column int, kind rows.Kind, method string, bounds []string) *Route {
	r := &Route{column: column, parts: len(bounds)}
	switch method = strings.ToUpper(method); {
	case r.parts < 2:
		return nil
	case method == "HASH" && kind == rows.Integer:
		r.place = func(value []byte, _ bool) int { return hashed(value, r.parts) }
	case strings.HasPrefix(method, "RANGE") && ordered(kind):
		r.place = func(value []byte, null bool) int {
			if null {
				return 0
			}
			return min(sort.Search(len(bounds), func(i int) bool { return below(value, bounds[i], kind) }), r.parts-1)
		}
	case strings.HasPrefix(method, "LIST") && ordered(kind):
		r.place = listed(bounds)
	default:
		return nil
	}
	return r
}

// ordered tells whether the values of a kind can be compared here as the server does.
func ordered(k rows.Kind) bool {
	return k == rows.Integer || k == rows.Date || k == rows.DateTime || k == rows.Year
}

// hashed is the partition of an integer among so many: the remainder of its absolute
// value, as the kernel (4.3.5) puts it.
func hashed(value []byte, parts int) int {
	n, err := strconv.ParseInt(string(value), 10, 64)
	switch {
	case err != nil:
		return 0
	case n == math.MinInt64:
		n = math.MaxInt64
	case n < 0:
		n = -n
	}
	return int(n % int64(parts))
}

// below tells whether a value lies below a partition's upper bound, as the catalogue
// prints it.
func below(value []byte, bound string, kind rows.Kind) bool {
	bound = strings.Trim(bound, "'")
	if strings.EqualFold(bound, "MAXVALUE") {
		return true
	}
	if kind != rows.Integer {
		return bytes.Compare(value, []byte(bound)) < 0
	}
	v, err := strconv.ParseInt(string(value), 10, 64)
	b, wrong := strconv.ParseInt(bound, 10, 64)
	return err == nil && wrong == nil && v < b
}

// listed finds the partition that names a value, or the one for all others.
func listed(bounds []string) func(value []byte, null bool) int {
	places, other := map[string]int{}, 0
	for i, bound := range bounds {
		for _, v := range strings.Split(bound, ",") {
			v = strings.Trim(strings.TrimSpace(v), "'()")
			if strings.EqualFold(v, "DEFAULT") {
				other = i
			}
			places[v] = i
		}
	}
	return func(value []byte, null bool) int {
		if null {
			value = []byte("NULL")
		}
		if i, named := places[string(value)]; named {
			return i
		}
		return other
	}
}

// order sorts a batch's rows by partition, in reused memory.
type order struct {
	which  []int32
	place  []int32
	ends   []int32
	groups [][]int32
}

// of gives the numbers of the batch's rows: those of each partition apart, and within it
// in the order in which they came; the suspects for themselves.
func (o *order) of(b *rows.Batch, r *Route, s *suspicion) (groups [][]int32, suspects []int32) {
	n, parts := b.Len(), r.Parts()
	if r == nil && s.none(b) {
		return o.all(n), nil
	}
	o.which, o.place = append(o.which[:0], make([]int32, n)...), o.place[:0]
	o.ends = append(o.ends[:0], make([]int32, parts+2)...)
	for i := range n {
		p := 0
		switch {
		case s.of(b.Row(i)) >= 0:
			p = parts
		case r != nil:
			p = r.place(b.Value(i, r.column))
		}
		o.place = append(o.place, int32(p))
		o.ends[p+1]++
	}
	for p := range parts + 1 {
		o.ends[p+1] += o.ends[p]
	}
	// ends[p] is where the rows of p begin, and moves to where they end.
	for i, p := range o.place {
		o.which[o.ends[p]] = int32(i)
		o.ends[p]++
	}
	o.groups = o.groups[:0]
	from := int32(0)
	for p := range parts {
		if to := o.ends[p]; from < to {
			o.groups = append(o.groups, o.which[from:to])
			from = to
		}
	}
	return o.groups, o.which[from:]
}

// all gives so many rows as one group.
func (o *order) all(n int) [][]int32 {
	o.which, o.groups = o.which[:0], o.groups[:0]
	for i := range n {
		o.which = append(o.which, int32(i))
	}
	return append(o.groups, o.which)
}
