package postgres

import (
	"context"
	"fmt"
	"math/big"

	"github.com/jackc/pgx/v5"
)

// span cuts the values of an integer column of a query's result into ranges of equal
// width: nobody has counted them, and no sample can be taken of a result.
func (t *table) span(ctx context.Context, conn *pgx.Conn, by *column, want int) ([]bound, error) {
	var low, high *string
	query := fmt.Sprintf("SELECT min(%[1]s)::text, max(%[1]s)::text FROM %[2]s", quote(by.name), t.from())
	if err := conn.QueryRow(ctx, query).Scan(&low, &high); err != nil || low == nil {
		return nil, err
	}
	from, okLow := new(big.Int).SetString(*low, 10)
	to, okHigh := new(big.Int).SetString(*high, 10)
	if !okLow || !okHigh {
		return nil, nil
	}
	width := new(big.Int).Sub(to, from)
	width.Div(width, big.NewInt(int64(want))).Add(width, big.NewInt(1))
	var bounds []bound
	for at := new(big.Int).Add(from, width); at.Cmp(to) <= 0; at = new(big.Int).Add(at, width) {
		bounds = append(bounds, bound{at.String()})
	}
	return bounds, nil
}
