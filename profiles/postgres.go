package profiles

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// OpenPostgres reaches the PostgreSQL that an address names and logs in. The
// connection is the caller's to close. Nothing but the address counts: no variable of
// libpq's, no service and no password file. An error is an *Error.
func OpenPostgres(ctx context.Context, a Address) (*pgx.Conn, error) {
	return openPostgres(ctx, a, &watcher{})
}

// probePostgres is [Probe] for a PostgreSQL.
func probePostgres(ctx context.Context, a Address, observe func(Step)) (_ Server, err error) {
	w := &watcher{observe: observe}
	defer func() { w.end(err) }()
	conn, err := openPostgres(ctx, a, w)
	if err != nil {
		return Server{}, err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }() // nothing is under way
	w.begin(Identifying)
	s := Server{Product: "PostgreSQL"}
	err = conn.QueryRow(ctx, `SELECT current_setting('server_version'), session_user, current_setting('server_encoding'),
		current_setting('TimeZone'), pg_is_in_recovery()`).Scan(&s.Version, &s.User, &s.Charset, &s.TimeZone, &s.ReadOnly)
	if err != nil {
		return Server{}, explainPostgres(a, err)
	}
	s.Comment, s.Version = s.Version, digits(s.Version)
	return s, nil
}

func openPostgres(ctx context.Context, a Address, w *watcher) (*pgx.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, openTimeout)
	defer cancel()
	w.begin(Resolving)
	config, err := a.postgresConfig()
	if err != nil {
		return nil, err
	}
	ctx = context.WithValue(ctx, watcherKey{}, w)
	config.DialFunc = func(ctx context.Context, network, address string) (net.Conn, error) {
		// A request to cancel a statement is dialled here too, long after the watcher's time.
		w := watcherOf(ctx)
		w.begin(Connecting)
		conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
		if err != nil {
			return nil, unreachable(ctx, a, err)
		}
		w.begin(LoggingIn)
		return conn, nil
	}
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return nil, explainPostgres(a, err)
	}
	return conn, nil
}

// postgresConfig is what the driver needs to reach the address. The simple protocol
// is the one that every pooler in between understands.
func (a Address) postgresConfig() (*pgx.ConnConfig, error) {
	if a.Host == "" {
		return nil, newError(BadInput, "nohost")
	}
	timeout := connectTimeout
	if text := a.Params["timeout"]; text != "" {
		d, err := time.ParseDuration(text)
		if err != nil || d <= 0 {
			return nil, newError(BadInput, "timeout")
		}
		timeout = d
	}
	// The driver reads variables of the environment for whatever is not named here. The
	// password is not: the driver's errors repeat the text.
	settings := [][2]string{
		{"host", a.Host}, {"port", strconv.Itoa(a.Port)}, {"user", a.User}, {"dbname", a.Database}, {"sslmode", "prefer"}, {"sslrootcert", ""}, {"sslcert", ""}, {"sslkey", ""},
		{"passfile", filepath.Join(os.DevNull, "none")}, {"target_session_attrs", "any"}, {"sslsni", "1"}, {"application_name", "obferry"},
	}
	var text strings.Builder
	for _, s := range settings {
		if s[0] == "user" && s[1] == "" {
			continue // the driver takes the one of this machine, as psql does
		}
		if value, given := a.Params[s[0]]; given {
			s[1] = value
		}
		text.WriteString(s[0] + "='" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(s[1]) + "' ")
	}
	config, err := pgx.ParseConfig(strings.TrimSpace(text.String()))
	if err != nil {
		return nil, newError(BadInput, "config", "Address", a.address()).because(err)
	}
	config.Password, config.SSLNegotiation = a.Password.Reveal(), ""
	// The driver runs no statement in a session of another encoding or with backslashes in
	// plain strings; a database may have either for all its sessions.
	config.RuntimeParams = map[string]string{"application_name": "obferry", "client_encoding": "UTF8", "standard_conforming_strings": "on"}
	config.ConnectTimeout = timeout
	config.DefaultQueryExecMode = pgx.QueryExecModeSimpleProtocol
	return config, nil
}

// postgresRefusals are what an SQLSTATE means when it comes while logging in
// (PostgreSQL, "PostgreSQL Error Codes").
var postgresRefusals = map[string]refusal{
	"28P01": {Refused, "postgres.login"},
	"28000": {Refused, "postgres.entry"},
	"3D000": {Absent, "database.missing"},
	"42501": {Refused, "database.denied"},
	"53300": {Unreachable, "full"},
	"57P03": {Unreachable, "starting"},
}

// explainPostgres says why a PostgreSQL could not be used.
func explainPostgres(a Address, err error) error {
	var own *Error
	if errors.As(err, &own) {
		return own
	}
	kind, id := Unreachable, "dropped"
	var said *pgconn.PgError
	switch {
	case errors.As(err, &said):
		known, ok := postgresRefusals[said.Code]
		if !ok {
			known = refusal{Refused, "other"}
		}
		if known.id == "postgres.login" && a.Password.Empty() {
			known.id = "login.nopassword"
		}
		e := newError(known.kind, known.id, "Address", a.address(), "User", a.User, "Database", a.Database)
		e.State, e.Message, e.Cause = said.Code, said.Message, said
		return e
	case errors.Is(err, context.Canceled):
		return stopped(a, context.Canceled)
	case errors.Is(err, context.DeadlineExceeded):
		id = "slow"
	case isTLS(err), strings.Contains(err.Error(), "server refused TLS connection"):
		kind, id = Refused, "postgres.tls"
	}
	e := newError(kind, id, "Address", a.address(), "User", a.User)
	e.Cause = err // its own words name the connection again, and every attempt
	return e
}
