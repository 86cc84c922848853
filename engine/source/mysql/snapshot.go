package mysql

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/wire"
)

// reader is a connection that reads, and the number that the server knows it by.
type reader struct {
	conn *sql.Conn
	id   int64
	// line reads rows past the driver; nil where that is not possible, as with TLS.
	line *wire.Line
}

// Begin opens the connections that read. On MySQL and MariaDB all of them see the
// same moment: a global read lock is held for as long as it takes each to start its
// transaction, and not while they are dialled. Without the right to that lock one
// connection reads alone, which is as exact and slower.
func (s *Source) Begin(ctx context.Context, readers int) (granted int, warning error, err error) {
	readers = max(readers, 1)
	all, err := s.dial(ctx, readers)
	if err == nil && !s.server.OceanBase() {
		unlock := func() error { return nil }
		if readers > 1 {
			var failed error
			if unlock, failed = s.lock(ctx); failed != nil {
				if ctx.Err() != nil {
					return 0, nil, errors.Join(ctx.Err(), s.End())
				}
				warning = fault.Explain(failed, "fault.mysql.onereader")
				all, unlock = all[:1], func() error { return nil }
			}
		}
		for _, one := range all {
			if err == nil {
				_, err = one.conn.ExecContext(ctx, "START TRANSACTION /*!40100 WITH CONSISTENT SNAPSHOT */")
			}
		}
		err = errors.Join(err, unlock())
	}
	if err != nil {
		return 0, warning, errors.Join(fault.Explain(err, "fault.mysql.snapshot"), s.End())
	}
	pool := make(chan *reader, len(all))
	for _, one := range all {
		pool <- one
	}
	s.mu.Lock()
	s.pool = pool
	s.mu.Unlock()
	return len(all), warning, nil
}

// lockWait is how long the global read lock is waited for: while it waits behind a long
// statement, everyone else waits behind it. unlockTime is how long its release may take.
const (
	lockWait   = 5 * time.Second
	unlockTime = 10 * time.Second
)

// lock takes the global read lock and gives back what releases it.
func (s *Source) lock(ctx context.Context) (release func() error, err error) {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	var before int64
	err = conn.QueryRowContext(ctx, "SELECT @@lock_wait_timeout").Scan(&before)
	for _, statement := range []string{
		fmt.Sprintf("SET SESSION lock_wait_timeout=%d", int(lockWait.Seconds())), "FLUSH TABLES WITH READ LOCK",
	} {
		if err == nil {
			_, err = conn.ExecContext(ctx, statement)
		}
	}
	release = func() error {
		// The lock must go even when the run has been cancelled; and where the server does
		// not answer, it goes with the connection.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), unlockTime)
		defer cancel()
		_, err := conn.ExecContext(ctx, "UNLOCK TABLES")
		if err == nil && before > 0 {
			_, err = conn.ExecContext(ctx, fmt.Sprintf("SET SESSION lock_wait_timeout=%d", before))
		}
		return errors.Join(err, conn.Close())
	}
	if err != nil {
		return nil, errors.Join(err, release())
	}
	return release, nil
}

// dial opens connections that read, each ready for its transaction.
func (s *Source) dial(ctx context.Context, readers int) (all []*reader, err error) {
	for range readers {
		// Nobody has left a connection there before, so that this one is dialled now.
		dialling, line := wire.Tapped(ctx)
		conn, err := s.readers.Conn(dialling)
		if err != nil {
			return nil, err
		}
		one := &reader{conn: conn, line: line()}
		all = append(all, one)
		s.mu.Lock()
		s.all = append(s.all, one)
		s.mu.Unlock()
		if !s.server.OceanBase() {
			if _, err := conn.ExecContext(ctx, "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ"); err != nil {
				return nil, err
			}
		}
		if err := conn.QueryRowContext(ctx, "SELECT CONNECTION_ID()").Scan(&one.id); err != nil {
			return nil, err
		}
	}
	return all, nil
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
