package profiles

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"

	"github.com/go-sql-driver/mysql"
)

// Server is what answered.
type Server struct {
	// Product is "MySQL", "MariaDB", "TiDB", "PostgreSQL", "OceanBase", "OceanBase CE" or "OceanBase seekdb".
	Product string
	// Version is the product's own, in digits and dots: "10.11.19", "4.3.5.3".
	Version string
	// Comment is the server's version_comment.
	Comment string
	// User as the server knows the account, and Tenant where it is an OceanBase.
	User, Tenant string
	// Mode is ob_compatibility_mode, empty for others.
	Mode string
	// Proxy is the version of the ODP in between, empty where there is none.
	Proxy string
	// Charset and Collation are the server's defaults.
	Charset, Collation string
	// TimeZone is the session's; where that says SYSTEM, the system's.
	TimeZone         string
	SQLMode          string
	LowerCaseNames   int   // lower_case_table_names
	MaxAllowedPacket int64 // bytes
	ReadOnly         bool
}

// OceanBase tells whether the server is one.
func (s Server) OceanBase() bool { return strings.HasPrefix(s.Product, "OceanBase") }

// Oracle tells whether it is an OceanBase tenant in Oracle mode.
func (s Server) Oracle() bool { return strings.EqualFold(s.Mode, "ORACLE") }

// identify asks a server what it is.
func identify(ctx context.Context, conn *sql.Conn) (Server, error) {
	var s Server
	var version string
	if err := conn.QueryRowContext(ctx, "SELECT VERSION(), CURRENT_USER()").Scan(&version, &s.User); err != nil {
		return s, err
	}
	variables, err := readVariables(ctx, conn)
	if err != nil {
		return s, err
	}
	s.Comment = variables["version_comment"]
	s.Mode = variables["ob_compatibility_mode"]
	s.Charset, s.Collation = variables["character_set_server"], variables["collation_server"]
	s.SQLMode = variables["sql_mode"]
	if s.TimeZone = variables["time_zone"]; strings.EqualFold(s.TimeZone, "SYSTEM") {
		s.TimeZone = variables["system_time_zone"]
	}
	s.ReadOnly = variables["read_only"] == "ON" || variables["read_only"] == "1"
	// A variable that a server lacks stays at 0, which says that it is not known.
	s.LowerCaseNames, _ = strconv.Atoi(variables["lower_case_table_names"])
	s.MaxAllowedPacket, _ = strconv.ParseInt(variables["max_allowed_packet"], 10, 64)
	s.Product, s.Version = product(version, s.Comment)
	if !s.OceanBase() {
		return s, nil
	}
	for query, into := range map[string]*string{
		"SELECT ob_version()":       &s.Version,
		"SELECT effective_tenant()": &s.Tenant,
		"SELECT proxy_version()":    &s.Proxy,
	} {
		if err := optional(ctx, conn, query, into); err != nil {
			return s, err
		}
	}
	return s, nil
}

func readVariables(ctx context.Context, conn *sql.Conn) (_ map[string]string, err error) {
	rows, err := conn.QueryContext(ctx, `SHOW VARIABLES WHERE Variable_name IN ('version_comment',
		'ob_compatibility_mode', 'character_set_server', 'collation_server', 'sql_mode', 'time_zone',
		'system_time_zone', 'read_only', 'lower_case_table_names', 'max_allowed_packet')`)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	variables := map[string]string{}
	for rows.Next() {
		var name, value string
		if err := rows.Scan(&name, &value); err != nil {
			return nil, err
		}
		variables[strings.ToLower(name)] = value
	}
	return variables, rows.Err()
}

// optional asks what not every version answers: a refusal leaves the value as it is.
func optional(ctx context.Context, conn *sql.Conn, query string, into *string) error {
	var value sql.NullString
	err := conn.QueryRowContext(ctx, query).Scan(&value)
	var refused *mysql.MySQLError
	if errors.As(err, &refused) {
		return nil
	}
	if err == nil && value.String != "" {
		*into = value.String
	}
	return err
}

// product takes VERSION() and version_comment apart.
func product(version, comment string) (name, number string) {
	switch {
	case strings.Contains(comment, "OceanBase") || strings.Contains(version, "OceanBase"):
		both := comment + " " + version
		name = "OceanBase"
		switch {
		case strings.Contains(both, "seekdb"):
			name = "OceanBase seekdb"
		case strings.Contains(both, "OceanBase_CE") || strings.Contains(both, "OceanBase CE"):
			name = "OceanBase CE"
		}
		// 5.7.25-OceanBase_CE-v4.3.2.1, or 3.1.2-OceanBase CE.
		if i := strings.LastIndex(version, "-v"); i >= 0 {
			return name, digits(version[i+2:])
		}
		return name, digits(version)
	case strings.Contains(version, "TiDB"):
		if i := strings.LastIndex(version, "-v"); i >= 0 {
			return "TiDB", digits(version[i+2:])
		}
		return "TiDB", digits(version)
	case strings.Contains(version, "MariaDB"):
		// Old ones pretend to be a MySQL 5.5.5 first.
		return "MariaDB", digits(strings.TrimPrefix(version, "5.5.5-"))
	}
	return "MySQL", digits(version)
}

// digits is a version's leading digits and dots.
func digits(version string) string {
	end := strings.IndexFunc(version, func(r rune) bool { return r != '.' && (r < '0' || r > '9') })
	if end < 0 {
		end = len(version)
	}
	return strings.TrimRight(version[:end], ".")
}
