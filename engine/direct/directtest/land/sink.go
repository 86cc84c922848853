package land

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/go-sql-driver/mysql"

	"github.com/obferry/obferry/engine/direct/directtest"
	"github.com/obferry/obferry/engine/direct/wire"
)

// beginLimit is how long the server may take over what BEGIN asks of it.
const beginLimit = 30 * time.Second

// A Sink lands loads in the tables of one server. It must be closed.
type Sink struct {
	db *sql.DB
}

// New makes a sink for a server of this DSN (user:password@tcp(host:port)/). The
// database is that of each load's own login.
func New(dsn string) (*Sink, error) {
	config, err := mysql.ParseDSN(dsn)
	if err != nil {
		return nil, err
	}
	return Over(config)
}

// Over is New for a driver's configuration, which it changes: values are put into the
// statements here, and moments are UTC.
func Over(config *mysql.Config) (*Sink, error) {
	config.InterpolateParams = true
	config.DBName = ""
	if config.Params == nil {
		config.Params = map[string]string{}
	}
	config.Params["time_zone"] = "'+00:00'"
	connector, err := mysql.NewConnector(config)
	if err != nil {
		return nil, err
	}
	return &Sink{db: sql.OpenDB(connector)}, nil
}

// Close closes the connections to the server.
func (s *Sink) Close() error { return s.db.Close() }

// Begin implements directtest.Sink.
func (s *Sink) Begin(database string, b *wire.BeginArgument) (directtest.Landing, error) {
	ctx, cancel := context.WithTimeout(context.Background(), beginLimit)
	defer cancel()
	t, err := s.describe(ctx, database, b.Table)
	if err != nil {
		return nil, explain(err)
	}
	if err := t.accepts(b); err != nil {
		return nil, err
	}
	columns := b.Columns
	if len(columns) == 0 {
		columns = t.names()
	}
	// The transaction outlives this call: it ends with the load.
	tx, err := s.db.BeginTx(context.Background(), nil)
	if err != nil {
		return nil, explain(err)
	}
	return &landing{tx: tx, verb: newVerb(database, b, columns), width: len(columns), allowed: b.MaxErrorRows}, nil
}

// codes are OceanBase's own numbers for the errors of SQL that rows meet.
var codes = map[uint16]int{
	1048: -4235, // NULL into NOT NULL
	1049: -5154, // no such database
	1054: -5217, // no such column
	1062: -5024, // duplicate key
	1146: -5019, // no such table
	1235: -4007, // not supported
	1264: -4224, // number out of range
	1292: -4219, // bad date or number
	1366: -4219, // bad text for a type
	1406: -5167, // text too long
	1526: -5284, // no partition for the value
	3819: -5693, // CHECK violated
}

const codeUnexpected = -4016

// blamesRow says that an error is about the row, not about the server or the way to
// it.
func blamesRow(err error) bool {
	var said *mysql.MySQLError
	return errors.As(err, &said) && codes[said.Number] != 0
}

// explain turns an error of the server into a refusal with OceanBase's own code.
func explain(err error) error {
	var refusal *directtest.Refusal
	if errors.As(err, &refusal) {
		return refusal
	}
	var said *mysql.MySQLError
	if !errors.As(err, &said) {
		return err
	}
	if code, known := codes[said.Number]; known {
		return &directtest.Refusal{Code: code, Message: said.Message}
	}
	return &directtest.Refusal{Code: codeUnexpected, Message: said.Error()}
}
