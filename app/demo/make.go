package demo

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/go-sql-driver/mysql"
	"golang.org/x/sync/errgroup"
)

// How the rows are written: parts are tasks, each of statements.
const (
	partRows      = 5_000
	statementRows = 500
)

// session lets rows in as they are: zero dates, id 0, and in any order of tables.
const session = "SET time_zone='+00:00', sql_mode='STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES'," +
	" foreign_key_checks=0, unique_checks=0, character_set_client=utf8mb4, character_set_connection=utf8mb4"

// makeShop makes the shop anew in a database. Wrote hears of every statement's
// rows, from several goroutines at once.
func makeShop(ctx context.Context, db *sql.DB, database string, wrote func(rows int)) error {
	for _, statement := range []string{
		"DROP DATABASE IF EXISTS `" + database + "`",
		"CREATE DATABASE `" + database + "` CHARACTER SET utf8mb4",
	} {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	before, after := ddl()
	if err := execute(ctx, db, database, before); err != nil {
		return err
	}
	group, filling := errgroup.WithContext(ctx)
	group.SetLimit(2)
	for i := range tables {
		for first := 0; first < tables[i].rows; first += partRows {
			group.Go(func() error { return fillInTurn(filling, db, database, &tables[i], first, wrote) })
		}
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for i := range tables { // without it the server takes fresh tables for empty ones
		after = append(after, "ANALYZE TABLE `"+tables[i].name+"`")
	}
	return execute(ctx, db, database, after)
}

// deadlocks is how often a part is begun again that a server has undone because another
// part waited for it: error 1213, where two parts put rows behind the same last row.
const deadlocks = 10

// fillInTurn fills a part, again where the server has undone it in favour of another.
func fillInTurn(ctx context.Context, db *sql.DB, database string, t *table, first int, wrote func(int)) error {
	for tries := 1; ; tries++ {
		done := 0
		err := fill(ctx, db, database, t, first, func(rows int) { done += rows; wrote(rows) })
		if e, ok := errors.AsType[*mysql.MySQLError](err); !ok || e.Number != 1213 || tries == deadlocks {
			return err
		}
		wrote(-done)
	}
}

// fill writes one part of a table. A table without a key is smaller than a part,
// so that even its rows' order is the same each time.
func fill(ctx context.Context, db *sql.DB, database string, t *table, first int, wrote func(int)) error {
	conn, err := connect(ctx, db, database)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }() // gives it back; the part stands or fell with COMMIT
	if _, err := conn.ExecContext(ctx, "BEGIN"); err != nil {
		return err
	}
	var s statement
	for end := min(first+partRows, t.rows); first < end; first += statementRows {
		last := min(first+statementRows, end)
		t.insert(&s, first, last)
		if _, err := conn.ExecContext(ctx, string(s.text)); err != nil {
			return fmt.Errorf("%s, rows %d to %d: %w", t.name, first, last-1, err)
		}
		wrote(last - first)
	}
	_, err = conn.ExecContext(ctx, "COMMIT")
	return err
}

// execute runs statements in a database.
func execute(ctx context.Context, db *sql.DB, database string, statements []string) error {
	conn, err := connect(ctx, db, database)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }() // gives it back
	for _, s := range statements {
		if _, err := conn.ExecContext(ctx, s); err != nil {
			return fmt.Errorf("%.60s: %w", s, err)
		}
	}
	return nil
}

// connect gives a connection that is set up to write the shop into a database.
func connect(ctx context.Context, db *sql.DB, database string) (*sql.Conn, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range []string{session, "USE `" + database + "`"} {
		if _, err := conn.ExecContext(ctx, s); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
	}
	return conn, nil
}
