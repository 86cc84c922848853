// Package target puts rows into OceanBase: it opens the tenant with the session
// that exact copying needs, says what stands there, and writes batches by multi-row
// INSERT, isolating the rows that the server refuses.
package target

import (
	"context"
	"database/sql"
	sqldriver "database/sql/driver"
	"errors"
	"strings"
	"sync/atomic"

	driver "github.com/go-sql-driver/mysql"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/wire"
	"github.com/obferry/obferry/profiles"
)

// Target is a database on an OceanBase tenant.
type Target struct {
	db *sql.DB
	// writers dials each connection anew and gives none to another: what a writer has sent
	// past its driver is nobody else's concern.
	writers  *sql.DB
	server   profiles.Server
	database string
	// packet is the largest statement that the server takes, in bytes.
	packet int
	config *driver.Config
	// alone says that the server keeps no tenants apart in its memstore's view.
	alone atomic.Bool
}

// Rules say how strictly the server is to judge values.
type Rules struct {
	// Exact is for rows of a database: what was stored there is stored here, zero
	// dates and the auto-increment value 0 included, times are in UTC, and foreign
	// keys are not looked at row by row, since both ends of them are on their way.
	// Without it the server judges as it would judge a person's INSERT.
	Exact bool
	// Checked has foreign keys looked at all the same.
	Checked bool
}

// Open connects to the server and its database, which must be there.
func Open(ctx context.Context, address profiles.Address, rules Rules) (*Target, error) {
	probe, server, err := profiles.Open(ctx, address)
	if err != nil {
		return nil, err
	}
	if err := probe.Close(); err != nil {
		return nil, fault.Explain(err, "fault.target.close")
	}
	if err := admit(server); err != nil {
		return nil, err
	}
	config, err := address.Config()
	if err != nil {
		return nil, err
	}
	config.Params = session(server, rules, config.Params)
	config.MaxAllowedPacket = 0 // ask the server
	config.DialFunc = wire.Tapping(config.DialFunc)
	connector, err := driver.NewConnector(config)
	if err != nil {
		return nil, fault.Explain(err, "fault.target.connect")
	}
	writers := sql.OpenDB(connector)
	writers.SetMaxIdleConns(-1)
	t := &Target{db: sql.OpenDB(connector), writers: writers, server: server, database: address.Database, config: config}
	if err := t.db.QueryRowContext(ctx, "SELECT @@max_allowed_packet").Scan(&t.packet); err != nil {
		return nil, errors.Join(fault.Explain(err, "fault.target.connect"), t.Close())
	}
	return t, nil
}

// admit lets nothing but OceanBase be written to.
func admit(server profiles.Server) error {
	if server.OceanBase() {
		return nil
	}
	return fault.New(fault.Input, "fault.target.product", "Product", server.Product, "Version", server.Version)
}

// EnsureDatabase makes a database where it is missing, over an address without one.
func EnsureDatabase(ctx context.Context, address profiles.Address) (created bool, err error) {
	name := address.Database
	address.Database = ""
	db, server, err := profiles.Open(ctx, address)
	if err != nil {
		return false, err
	}
	defer db.Close()
	if err := admit(server); err != nil {
		return false, err
	}
	var found int
	const query = "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ?"
	if err := db.QueryRowContext(ctx, query, name).Scan(&found); err != nil {
		return false, fault.Explain(err, "fault.target.database", "Database", name)
	}
	if found > 0 {
		return false, nil
	}
	statement := "CREATE DATABASE IF NOT EXISTS " + schema.Quote(name) + " DEFAULT CHARACTER SET utf8mb4"
	if _, err := db.ExecContext(ctx, statement); err != nil {
		return false, fault.Explain(err, "fault.target.createdatabase", "Database", name)
	}
	return true, nil
}

// DropDatabase drops a database that this program made, over an address without one.
func DropDatabase(ctx context.Context, address profiles.Address) error {
	name := address.Database
	address.Database = ""
	db, _, err := profiles.Open(ctx, address)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, "DROP DATABASE IF EXISTS "+schema.Quote(name))
	return fault.Explain(err, "fault.target.database", "Database", name)
}

// Server is what was found at the other end.
func (t *Target) Server() profiles.Server { return t.server }

// Database is the name of the database written to.
func (t *Target) Database() string { return t.database }

// Exec runs a statement of DDL. The fault holds the statement; one without a server's
// code, or the context's end, leaves open whether it was carried out.
func (t *Target) Exec(ctx context.Context, table, statement string) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	held, end := unhurried(ctx)
	defer end()
	_, err := t.db.ExecContext(held, statement)
	return refusedDDL(err, "fault.target.ddl", table, statement)
}

// refusedDDL explains an error of a statement of DDL and keeps the statement with it.
func refusedDDL(err error, id, table, statement string) error {
	err = fault.Explain(err, denied(fault.Server(err), id), "Table", table)
	if f := fault.Of(err); f != nil && f.Code != 0 {
		f.In(statement)
		if f.Kind == fault.Row || f.Kind == fault.Internal {
			f.Kind = fault.DDL
		}
	}
	return err
}

// denied is the sentence for a server's refusal: that a right is lacking is no fault of
// the statement, nor of the rows.
func denied(reason *fault.Error, id string) string {
	if reason != nil && reason.Kind == fault.Denied {
		return "fault.target.denied"
	}
	return id
}

// Finish runs a statement that waited for the rows, such as a foreign key, with the
// checks on: what does not hold is refused. As for [Target.Exec], an error without a
// server's code leaves open whether it was carried out.
func (t *Target) Finish(ctx context.Context, table, statement string) error {
	return t.checked(ctx, "fault.target.after", table, statement)
}

// Carry runs a statement of a person's own, with the checks on: what it does to rows
// that others refer to is the server's to judge. As for [Target.Exec], an error without a
// server's code leaves open whether it was carried out.
func (t *Target) Carry(ctx context.Context, table, statement string) error {
	return t.checked(ctx, "fault.target.own", table, statement)
}

// checked runs a statement with foreign keys looked at; id is the sentence for a refusal.
func (t *Target) checked(ctx context.Context, id, table, statement string) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	ctx, end := unhurried(ctx)
	defer end()
	conn, err := t.db.Conn(ctx)
	if err != nil {
		return fault.Explain(err, "fault.target.connect")
	}
	_, err = conn.ExecContext(ctx, "SET SESSION foreign_key_checks=1")
	if err == nil {
		_, err = conn.ExecContext(ctx, statement)
	}
	// What the statement has set on its connection (SET, BEGIN) must not become the rows'.
	_ = conn.Raw(func(any) error { return sqldriver.ErrBadConn })
	if failed := conn.Close(); failed != nil && !errors.Is(failed, sql.ErrConnDone) && !errors.Is(failed, sqldriver.ErrBadConn) {
		err = errors.Join(err, failed)
	}
	return refusedDDL(err, id, table, statement)
}

// Close gives back every connection.
func (t *Target) Close() error {
	return fault.Explain(errors.Join(t.writers.Close(), t.db.Close()), "fault.target.close")
}

func (t *Target) qualified(table string) string {
	return schema.Quote(t.database) + "." + schema.Quote(table)
}

// sameName compares names as the server does that folds them.
func sameName(a, b string) bool { return strings.EqualFold(a, b) }

// Truncate empties a table.
func (t *Target) Truncate(ctx context.Context, table string) error {
	return t.Exec(ctx, table, "TRUNCATE TABLE "+t.qualified(table))
}
