package postgres

import (
	"context"
	"errors"
	"sync"

	"github.com/jackc/pgx/v5"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/profiles"
)

// Source is a database whose rows are read, all schemas but the system's.
type Source struct {
	address profiles.Address
	server  Server

	mu sync.Mutex // guards what stands below
	// keeper is the connection that lists the tables. From Begin to End its transaction
	// keeps the snapshot that all readers see.
	keeper   *pgx.Conn
	snapshot string // its name; "" where the keeper reads alone
	// tables are what was listed last, by name; wanted are the names of those that Begin
	// holds as they are, nil for all.
	tables map[string]*table
	// selected are the results of queries, likewise.
	selected map[string]*table
	wanted   []string
	// pool holds the connections that read.
	pool chan *reader
	all  []*reader
}

var _ source.Source = (*Source)(nil)

// Server is what was found at the other end.
type Server struct {
	// Version as the server tells it in short: "15.18".
	Version string
	// Number of the version: 150018.
	Number int
	// Standby tells that the server follows another one (hot standby).
	Standby bool
}

// Open connects to the database that an address names.
func Open(ctx context.Context, address profiles.Address) (*Source, error) {
	conn, err := profiles.OpenPostgres(ctx, address)
	if err != nil {
		return nil, err
	}
	s := &Source{address: address, keeper: conn}
	const query = `SELECT split_part(current_setting('server_version'), ' ', 1), current_setting('server_version_num')::int, pg_is_in_recovery()`
	if err := conn.QueryRow(ctx, query).Scan(&s.server.Version, &s.server.Number, &s.server.Standby); err != nil {
		return nil, errors.Join(explain(err, "version"), s.Close())
	}
	if s.server.Number < 120000 {
		return nil, errors.Join(fault.New(fault.Input, "fault.postgres.old", "Version", s.server.Version), s.Close())
	}
	return s, nil
}

// Server is what was found at the other end.
func (s *Source) Server() Server { return s.server }

// Only names the tables that are going to be read: Begin holds them, and no others, as
// they are.
func (s *Source) Only(names []string) {
	s.mu.Lock()
	s.wanted = append([]string{}, names...)
	s.mu.Unlock()
}

// Close gives back every connection.
func (s *Source) Close() error {
	err := s.End()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.keeper != nil {
		hangUp(s.keeper)
		s.keeper = nil
	}
	return err
}

// hangUp ends a connection. Nothing was written over it, and one that is broken already
// says so once more: it is gone either way.
func hangUp(conn *pgx.Conn) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	_ = conn.Close(ctx)
}
