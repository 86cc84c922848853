package postgres

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/profiles"
)

// reader is a connection that reads. Conn is nil where it has to be opened first; sound
// tells that its transaction sees the snapshot and has met no error, which would have
// ended it; personal that names mean what they mean in the account's own sessions.
type reader struct {
	conn            *pgx.Conn
	sound, personal bool
}

// begins opens a transaction that writes nothing and sees one moment.
const begins = "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"

// settings hold for the transaction alone, so that they reach it through a pooler, too,
// and leave nothing behind. Nothing ends it early; values are written as the readings of
// this package expect them; a table whose rows a policy hides is refused rather than
// read in part; and one reader takes one process.
var settings = strings.Join([]string{
	"SET LOCAL statement_timeout = 0", "SET LOCAL lock_timeout = 0", "SET LOCAL idle_in_transaction_session_timeout = 0",
	"SET LOCAL search_path = pg_catalog", "SET LOCAL client_encoding = 'UTF8'", "SET LOCAL standard_conforming_strings = on",
	"SET LOCAL timezone = 'UTC'", "SET LOCAL datestyle = 'ISO'", "SET LOCAL intervalstyle = 'postgres'",
	"SET LOCAL extra_float_digits = 3", "SET LOCAL bytea_output = 'hex'", "SET LOCAL xmlbinary = 'base64'",
	"SET LOCAL row_security = off", "SET LOCAL jit = off", "SET LOCAL max_parallel_workers_per_gather = 0",
}, "; ")

// transactionTimeout is the version whose servers end long transactions by a setting.
const transactionTimeout = 170000

// Begin fixes the moment that is read. One connection, which reads nothing, keeps the
// snapshot and exports it; every reader takes it up, and takes it up again where its own
// transaction has ended by an error. The tables to be read are held first, so that none
// is emptied or rebuilt meanwhile, which no snapshot protects from.
func (s *Source) Begin(ctx context.Context, readers int) (granted int, warning error, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tables == nil || s.keeper == nil || s.pool != nil {
		return 0, nil, fault.New(fault.Internal, "fault.postgres.order")
	}
	if err := s.keep(ctx); err != nil {
		return 0, nil, explain(err, "snapshot")
	}
	if s.server.Standby {
		warning = fault.New(fault.Preflight, "fault.postgres.standby")
	}
	readers = max(readers, 1)
	s.pool = make(chan *reader, readers)
	for range readers {
		one := &reader{}
		if err := s.join(ctx, one); err != nil {
			if granted == 0 || !full(err) {
				return 0, warning, err
			}
			warning = fault.New(fault.Resource, "fault.postgres.fewreaders", "Readers", granted).Because(err)
			break
		}
		granted++
		s.all = append(s.all, one)
		s.pool <- one
	}
	return granted, warning, nil
}

// keep begins the keeper's transaction, holds the tables and exports its snapshot. Locks
// are taken before there is a snapshot: what they waited for is in it.
func (s *Source) keep(ctx context.Context) error {
	if err := s.transact(ctx, s.keeper, ""); err != nil {
		return err
	}
	for group := range slices.Chunk(s.held(), 200) {
		if _, err := s.keeper.Exec(ctx, "LOCK TABLE "+strings.Join(group, ", ")+" IN ACCESS SHARE MODE"); err != nil {
			return err
		}
	}
	return s.keeper.QueryRow(ctx, "SELECT pg_export_snapshot()").Scan(&s.snapshot)
}

// held are the tables to be read, as LOCK TABLE names them: all, where a query reads what
// only the server knows. One that may not be read cannot be held; reading it tells so.
func (s *Source) held() []string {
	all := s.wanted == nil || len(s.selected) > 0
	var names []string
	for name, t := range s.tables {
		if t.readable && (all || slices.Contains(s.wanted, name)) {
			names = append(names, t.from())
		}
	}
	slices.Sort(names)
	return names
}

// transact begins a transaction, in a snapshot where one is given.
func (s *Source) transact(ctx context.Context, conn *pgx.Conn, snapshot string) error {
	statements := []string{begins}
	if snapshot != "" {
		statements = append(statements, "SET TRANSACTION SNAPSHOT "+literal(snapshot))
	}
	statements = append(statements, settings)
	if s.server.Number >= transactionTimeout {
		statements = append(statements, "SET LOCAL transaction_timeout = 0")
	}
	for _, statement := range statements {
		if _, err := conn.Exec(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// join makes a reader see the snapshot. A request to cancel its last statement may reach
// the server late and end what comes next: then it is tried once more.
func (s *Source) join(ctx context.Context, r *reader) error {
	err := s.enter(ctx, r)
	var said *pgconn.PgError
	if errors.As(err, &said) && said.Code == "57014" && ctx.Err() == nil {
		err = s.enter(ctx, r)
	}
	return err
}

func (s *Source) enter(ctx context.Context, r *reader) error {
	if r.conn == nil || r.conn.IsClosed() {
		conn, err := profiles.OpenPostgres(ctx, s.address)
		if err != nil {
			return err
		}
		r.conn = conn
	} else if _, err := r.conn.Exec(ctx, "ROLLBACK"); err != nil {
		return explain(err, "snapshot")
	}
	if err := s.transact(ctx, r.conn, s.snapshot); err != nil {
		return explain(err, "snapshot")
	}
	r.sound, r.personal = true, false
	return nil
}

// full tells that a server has no connection left.
func full(err error) bool {
	var said *pgconn.PgError
	return errors.As(err, &said) && said.Code == "53300"
}

// take waits for a free reader.
func (s *Source) take(ctx context.Context) (*reader, error) {
	s.mu.Lock()
	pool := s.pool
	s.mu.Unlock()
	if pool == nil {
		return nil, fault.New(fault.Internal, "fault.postgres.order")
	}
	var r *reader
	select {
	case r = <-pool:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if r.sound {
		return r, nil
	}
	if err := s.join(ctx, r); err != nil {
		pool <- r
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, err
	}
	return r, nil
}

func (s *Source) give(r *reader) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.pool != nil {
		s.pool <- r
	}
}

// End gives up the snapshot and closes the readers; their transactions, which wrote
// nothing, end with them.
func (s *Source) End() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.pool == nil {
		return nil
	}
	for _, r := range s.all {
		if r.conn != nil {
			hangUp(r.conn)
		}
	}
	s.all, s.pool, s.snapshot = nil, nil, ""
	if !s.keeper.IsClosed() {
		hangUp(s.keeper) // the next listing opens another
	}
	return nil
}
