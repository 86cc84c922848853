package demo

import (
	"context"
	"database/sql"
	"errors"
	"sync/atomic"
	"time"

	"github.com/go-sql-driver/mysql"

	"github.com/obferry/obferry/engine/fault"
)

// shopVersion is the hash of the shop's tables and rows. A shop of another version
// is made anew.
const shopVersion = "9300ddde9577fff7"

// marker is a database of its own, so that the shop holds nothing but the shop. Its
// one row is written last: where it stands, so does all before it.
const marker = "obferry_demo"

// ensureShop makes the shop unless it stands there whole.
func ensureShop(ctx context.Context, db *sql.DB, tell func(Stage)) error {
	stands, err := shopStands(ctx, db)
	if err != nil {
		return fault.Explain(err, "fault.demo.shop")
	}
	if stands {
		return nil
	}
	tell(Stage{Step: MakingShop, Total: ShopRows})
	if err := makeMarked(ctx, db, tell); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fault.Explain(err, "fault.demo.shop")
	}
	return nil
}

func makeMarked(ctx context.Context, db *sql.DB, tell func(Stage)) error {
	if _, err := db.ExecContext(ctx, "DROP DATABASE IF EXISTS "+marker); err != nil {
		return err
	}
	var written, told atomic.Int64
	began := time.Now()
	err := makeShop(ctx, db, shopDatabase, func(rows int) {
		done := written.Add(int64(rows))
		now := int64(time.Since(began) / (200 * time.Millisecond))
		if last := told.Load(); now > last && told.CompareAndSwap(last, now) {
			tell(Stage{Step: MakingShop, Done: int(done), Total: ShopRows})
		}
	})
	if err != nil {
		return err
	}
	for _, s := range []string{
		"CREATE DATABASE " + marker,
		"CREATE TABLE " + marker + ".shop (version VARCHAR(64) PRIMARY KEY)",
		"INSERT INTO " + marker + ".shop VALUES ('" + shopVersion + "')",
	} {
		if _, err := db.ExecContext(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// shopStands tells whether the shop was made whole, by this version, and nobody
// has taken rows from it or added some.
func shopStands(ctx context.Context, db *sql.DB) (bool, error) {
	var version string
	err := db.QueryRowContext(ctx, "SELECT version FROM "+marker+".shop").Scan(&version)
	if err != nil && !isMissing(err) {
		return false, err
	}
	if version != shopVersion {
		return false, nil
	}
	for _, t := range tables {
		var rows int
		err := db.QueryRowContext(ctx, "SELECT COUNT(*) FROM "+shopDatabase+".`"+t.name+"`").Scan(&rows)
		if err != nil && !isMissing(err) {
			return false, err
		}
		if rows != t.rows {
			return false, nil
		}
	}
	return true, nil
}

// isMissing tells whether a database, table or row is not there.
func isMissing(err error) bool {
	var said *mysql.MySQLError
	return errors.Is(err, sql.ErrNoRows) || errors.As(err, &said) && (said.Number == 1049 || said.Number == 1146)
}
