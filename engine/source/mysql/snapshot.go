package mysql

import (
	"context"
	"database/sql"
	"errors"

	"github.com/obferry/obferry/engine/fault"
)

// reader is a connection that reads, and the number that the server knows it by.
type reader struct {
	conn *sql.Conn
	id   int64
	// wire reads rows past the driver; nil where that is not possible, as with TLS.
	wire *wire
}

// Begin opens the connections that read. On MySQL and MariaDB all of them see the
// same moment: a global read lock is held for as long as it takes each to start its
// transaction. Without the right to that lock one connection reads alone, which is
// as exact and slower.
func (s *Source) Begin(ctx context.Context, readers int) (granted int, warning error, err error) {
	readers = max(readers, 1)
	unlock := func() error { return nil }
	snapshot := !s.server.OceanBase()
	if snapshot && readers > 1 {
		if unlock, err = s.lock(ctx); err != nil {
			if ctx.Err() != nil {
				return 0, nil, ctx.Err()
			}
			warning = fault.Explain(err, "fault.mysql.onereader")
			readers, unlock = 1, func() error { return nil }
		}
	}
	err = s.connect(ctx, readers, snapshot)
	err = errors.Join(err, unlock())
	if err != nil {
		return 0, warning, errors.Join(fault.Explain(err, "fault.mysql.snapshot"), s.End())
	}
	return readers, warning, nil
}

// lock takes the global read lock and gives back what releases it. It waits a few
// seconds at most: while it waits behind a long statement, everyone else waits
// behind it.
func (s *Source) lock(ctx context.Context) (release func() error, err error) {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	for _, statement := range []string{"SET SESSION lock_wait_timeout=5", "FLUSH TABLES WITH READ LOCK"} {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
	}
	return func() error {
		// The lock must go even when the run has been cancelled.
		_, err := conn.ExecContext(context.WithoutCancel(ctx), "UNLOCK TABLES")
		return errors.Join(err, conn.Close())
	}, nil
}

func (s *Source) connect(ctx context.Context, readers int, snapshot bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pool = make(chan *reader, readers)
	for range readers {
		// Nobody has left a connection there before, so that this one is dialled now.
		dialling, line := tapped(ctx)
		conn, err := s.readers.Conn(dialling)
		if err != nil {
			return err
		}
		one := &reader{conn: conn, wire: (*line).wire()}
		s.all = append(s.all, one)
		if snapshot {
			for _, statement := range []string{
				"SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
				"START TRANSACTION /*!40100 WITH CONSISTENT SNAPSHOT */",
			} {
				if _, err := conn.ExecContext(ctx, statement); err != nil {
					return err
				}
			}
		}
		if err := conn.QueryRowContext(ctx, "SELECT CONNECTION_ID()").Scan(&one.id); err != nil {
			return err
		}
		s.pool <- one
	}
	return nil
}

// take waits for a free reader.
func (s *Source) take(ctx context.Context) (*reader, error) {
	s.mu.Lock()
	pool := s.pool
	s.mu.Unlock()
	if pool == nil {
		return nil, fault.New(fault.Internal, "fault.mysql.nobegin")
	}
	select {
	case r := <-pool:
		return r, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (s *Source) give(r *reader) { s.pool <- r }

// End closes the reading connections; their transactions, which wrote nothing, end
// with them.
func (s *Source) End() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var failed []error
	for _, r := range s.all {
		// A connection that the server or a cancelled query has already closed says so
		// here; it is gone either way.
		if err := r.conn.Close(); err != nil && !errors.Is(err, sql.ErrConnDone) {
			failed = append(failed, fault.Explain(err, "fault.mysql.close"))
		}
	}
	s.all, s.pool = nil, nil
	return errors.Join(failed...)
}
