package proof

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"

	"github.com/go-sql-driver/mysql"

	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/profiles"
)

// kernel is the one connection over which everything is tried.
type kernel struct {
	db       *sql.DB
	conn     *sql.Conn
	server   profiles.Server
	database string
	// checks is whether foreign keys are looked at, to set it again on a new connection.
	checks bool
	// logged is whether the server is asked to write into its log why it refuses a
	// statement.
	logged bool
}

// open connects to a server and its scratch database.
func open(ctx context.Context, address profiles.Address, logged bool) (*kernel, error) {
	probe, server, err := profiles.Open(ctx, address)
	if err != nil {
		return nil, err
	}
	if err := probe.Close(); err != nil {
		return nil, fault.Explain(err, "fault.proof.connection")
	}
	config, err := address.Config()
	if err != nil {
		return nil, err
	}
	config.Params = session(config.Params)
	config.MaxAllowedPacket = 0 // ask the server
	config.InterpolateParams = true
	connector, err := mysql.NewConnector(config)
	if err != nil {
		return nil, fault.Explain(err, "fault.proof.connection")
	}
	k := &kernel{db: sql.OpenDB(connector), server: server, database: address.Database, logged: logged}
	k.db.SetMaxOpenConns(1)
	if err := k.connect(ctx); err != nil {
		return nil, errors.Join(err, k.close())
	}
	return k, nil
}

// session is what the connection sets: values as strictly judged as a person's, zero
// dates as defaults taken as they are, names in backquotes, time enough.
func session(params map[string]string) map[string]string {
	all := map[string]string{
		"sql_mode":           "'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES'",
		"foreign_key_checks": "0",
		// In microseconds; the default is 10 s.
		"ob_query_timeout": "600000000",
		"ob_trx_timeout":   "600000000",
	}
	for name, value := range params {
		all[name] = value
	}
	return all
}

// connect takes a connection, in place of one that was lost.
func (k *kernel) connect(ctx context.Context) error {
	if k.conn != nil {
		_ = k.conn.Close() // it is broken already
		k.conn = nil
	}
	conn, err := k.db.Conn(ctx)
	if err != nil {
		return fault.Explain(err, "fault.proof.connection")
	}
	k.conn = conn
	if k.logged {
		// WDIAG is the level at which every function on the way says why it gave up. A server
		// that logs less by default, as a practice kernel does, is asked for it on this
		// connection alone; one that does not know the level (before 4.0) goes on as it was.
		_, _ = conn.ExecContext(ctx, "SET SESSION ob_log_level = 'WDIAG'")
	}
	return k.foreignChecks(ctx, k.checks)
}

// foreignChecks switches foreign_key_checks.
func (k *kernel) foreignChecks(ctx context.Context, on bool) error {
	k.checks = on
	statement := "SET SESSION foreign_key_checks = 0"
	if on {
		statement = "SET SESSION foreign_key_checks = 1"
	}
	_, err := k.conn.ExecContext(ctx, statement)
	return fault.Explain(err, "fault.proof.connection")
}

// exec runs a statement of DDL. Refused is what the server said against it, with the
// trace id; a connection that broke over the statement counts as refused, and is made
// anew. The error is for a server that does not answer any more, or the context's end.
func (k *kernel) exec(ctx context.Context, object, statement string) (refused error, trace string, err error) {
	_, err = k.conn.ExecContext(ctx, statement)
	if err == nil {
		return nil, "", nil
	}
	if ctx.Err() != nil {
		return nil, "", ctx.Err()
	}
	if lost(err) {
		if again := k.connect(ctx); again != nil {
			return nil, "", again
		}
		f := fault.New(fault.DDL, "fault.proof.lost", "Object", object).In(script.Discreet(statement))
		f.Cause = err
		return f, "", nil
	}
	trace = k.trace(ctx)
	refused = fault.Explain(err, "fault.proof.refused", "Object", object)
	if f := fault.Of(refused); f != nil {
		// A server repeats what it did not understand.
		f.Message = script.Discreet(f.Message)
		f.In(script.Discreet(statement))
		f.Kind = fault.DDL
	}
	return refused, trace, ctx.Err()
}

// lost tells whether a connection broke.
func lost(err error) bool {
	return errors.Is(err, driver.ErrBadConn) || errors.Is(err, mysql.ErrInvalidConn) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// trace is the server's id of the statement before, "" where it tells none.
func (k *kernel) trace(ctx context.Context) string {
	var id sql.NullString
	if err := k.conn.QueryRowContext(ctx, "SELECT last_trace_id()").Scan(&id); err != nil {
		return "" // the failure itself is worth more
	}
	return id.String
}

// close gives the connection back.
func (k *kernel) close() error {
	if k.conn != nil {
		_ = k.conn.Close() // closing the pool tells what matters
	}
	return fault.Explain(k.db.Close(), "fault.proof.connection")
}
