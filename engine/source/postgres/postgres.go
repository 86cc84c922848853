// Package postgres reads the DDL of a live PostgreSQL, versions 12 and later, from its
// catalogue: as one text in the order in which pg_dump -s writes it, and with the
// values that sequences have reached. No program of PostgreSQL's is needed here.
package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/profiles"
)

// Script writes the DDL of the whole database that an address names, all schemas but
// the system's. Everything is read in one transaction that writes nothing and sees one
// moment; only the values of sequences, which belong to no transaction, are those of the
// moment in which they are read.
//
// What belongs to an extension is left to it. An error is a fault or the context's.
func Script(ctx context.Context, address profiles.Address, to io.Writer) (err error) {
	conn, err := profiles.OpenPostgres(ctx, address)
	if err != nil {
		return err
	}
	defer func() {
		if e := conn.Close(context.WithoutCancel(ctx)); err == nil {
			err = explain(e, "postgres")
		}
	}()
	tx, err := conn.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
	if err != nil {
		return explain(err, "postgres")
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }() // nothing was written
	r := &reading{tx: tx, to: to}
	// Names are written with their schemas, as all that the catalogue prints depends on
	// the search path; strings, dates and intervals as every session reads them.
	for _, setting := range []string{
		"SET LOCAL search_path = pg_catalog", "SET LOCAL quote_all_identifiers = off", "SET LOCAL datestyle = ISO",
		"SET LOCAL intervalstyle = postgres", "SET LOCAL extra_float_digits = 3", "SET LOCAL standard_conforming_strings = on",
	} {
		if _, err := tx.Exec(ctx, setting); err != nil {
			return explain(err, "settings")
		}
	}
	if err := r.write("SELECT pg_catalog.set_config('search_path', '', false);"); err != nil {
		return err
	}
	for _, c := range chapters {
		if err := r.chapter(ctx, c); err != nil {
			return err
		}
	}
	return r.values(ctx)
}

// reading is a script that is being written.
type reading struct {
	tx pgx.Tx
	to io.Writer
}

func (r *reading) write(statement string) error {
	_, err := fmt.Fprintf(r.to, "%s\n\n", statement)
	return err
}

// chapter writes the statements that a query gives.
func (r *reading) chapter(ctx context.Context, c chapter) error {
	rows, err := r.tx.Query(ctx, filled(c.query))
	if err != nil {
		return explain(err, c.what)
	}
	texts, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return explain(err, c.what)
	}
	for _, text := range texts {
		if err := r.write(text); err != nil {
			return err
		}
	}
	return nil
}

// atOnce is how many sequences are asked for their values by one query.
const atOnce = 200

// values writes what values the sequences have reached; those that the account may not
// read are left as they are made.
func (r *reading) values(ctx context.Context) error {
	rows, err := r.tx.Query(ctx, filled(readableSequences))
	if err != nil {
		return explain(err, "sequences")
	}
	queries, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return explain(err, "sequences")
	}
	for len(queries) > 0 {
		n := min(atOnce, len(queries))
		if err := r.chapter(ctx, chapter{"sequences", strings.Join(queries[:n], "\nUNION ALL\n")}); err != nil {
			return err
		}
		queries = queries[n:]
	}
	return nil
}

// explain makes a fault of what PostgreSQL or the driver said.
func explain(err error, what string) error {
	var said *pgconn.PgError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.As(err, &said) && said.Code == "42501":
		return fault.New(fault.Denied, "fault.postgres.catalogue", "What", what).Because(err).Server(0, said.Code, said.Message)
	case errors.As(err, &said):
		return fault.New(fault.Preflight, "fault.postgres.catalogue", "What", what).Because(err).Server(0, said.Code, said.Message)
	}
	return fault.New(fault.Connect, "fault.postgres.catalogue", "What", what).Because(err)
}
