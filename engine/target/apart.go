package target

import (
	"context"
	"database/sql"
	"maps"
	"net"

	driver "github.com/go-sql-driver/mysql"

	"github.com/obferry/obferry/engine/fault"
)

// Apart opens a connection of the kind that writes which is nobody else's, with more
// session variables. Tap gets the network's connection beneath, so that it can be cut.
func (t *Target) Apart(ctx context.Context, variables map[string]string, tap func(net.Conn)) (*sql.DB, error) {
	config := t.config.Clone()
	config.Params = maps.Clone(t.config.Params)
	if config.Params == nil {
		config.Params = map[string]string{}
	}
	maps.Copy(config.Params, variables)
	dial := config.DialFunc
	config.DialFunc = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err == nil {
			tap(conn)
		}
		return conn, err
	}
	connector, err := driver.NewConnector(config)
	if err != nil {
		return nil, fault.Explain(err, "fault.target.connect")
	}
	db := sql.OpenDB(connector)
	db.SetMaxOpenConns(1)
	if err := db.PingContext(ctx); err != nil {
		_ = db.Close() // nothing was ever open
		return nil, fault.Explain(err, "fault.target.connect")
	}
	return db, nil
}

// Qualified is a table's name as statements spell it.
func (t *Target) Qualified(table string) string { return t.qualified(table) }
