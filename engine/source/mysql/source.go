// Package mysql reads rows from a live MySQL or MariaDB server, and from an
// OceanBase tenant in MySQL mode where both sides are compared.
//
// Rows are read by the text protocol, straight from the driver into the batch: no
// value becomes a Go number or time on the way unless the driver insists.
package mysql

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"time"

	driver "github.com/go-sql-driver/mysql"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/wire"
	"github.com/obferry/obferry/profiles"
)

// Source is a database on a server.
type Source struct {
	db *sql.DB
	// readers makes the connections that read rows, and keeps none.
	readers  *sql.DB
	server   profiles.Server
	database string
	// sampling is how long a table's keys are asked for before it is cut.
	sampling time.Duration

	mu sync.Mutex // guards the two below
	// pool holds the connections that read; with a snapshot, each has its
	// transaction open.
	pool chan *reader
	all  []*reader
}

var _ source.Source = (*Source)(nil)

// Open connects to the server that an address names and to its database.
func Open(ctx context.Context, address profiles.Address) (*Source, error) {
	probe, server, err := profiles.Open(ctx, address)
	if err != nil {
		return nil, err
	}
	if err := probe.Close(); err != nil {
		return nil, fault.Explain(err, "fault.mysql.close")
	}
	config, err := address.Config()
	if err != nil {
		return nil, err
	}
	config.Params = session(server, config.Params)
	config.ParseTime = false
	config.DialFunc = wire.Tapping(config.DialFunc)
	connector, err := driver.NewConnector(config)
	if err != nil {
		return nil, fault.Explain(err, "fault.mysql.connect")
	}
	readers := sql.OpenDB(connector)
	readers.SetMaxIdleConns(-1)
	return &Source{db: sql.OpenDB(connector), readers: readers, server: server, database: address.Database, sampling: sampleFor}, nil
}

// Server is what was found at the other end.
func (s *Source) Server() profiles.Server { return s.server }

// Close gives back every connection.
func (s *Source) Close() error {
	return errors.Join(s.End(), fault.Explain(errors.Join(s.readers.Close(), s.db.Close()), "fault.mysql.close"))
}
