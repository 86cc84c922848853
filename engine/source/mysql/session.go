package mysql

import (
	"context"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/profiles"
)

// session adds the session variables that every reading connection sets, to those
// given: values in UTC, no SQL mode that changes what is read (ANSI_QUOTES,
// PAD_CHAR_TO_FULL_LENGTH), and time enough for a table that takes hours.
func session(server profiles.Server, params map[string]string) map[string]string {
	all := map[string]string{
		"time_zone": "'+00:00'",
		"sql_mode":  "''",
	}
	switch {
	case server.OceanBase():
		// Both in microseconds; the defaults are 10 s and, before 4.0, 100 s.
		all["ob_query_timeout"] = "86400000000"
		all["ob_trx_timeout"] = "86400000000"
	case server.Product == "MariaDB":
		all["net_write_timeout"] = "3600"
		all["max_statement_time"] = "0"
	default:
		all["net_write_timeout"] = "3600"
	}
	for name, value := range params {
		all[name] = value
	}
	return all
}

// Session is the variables by which rows are read, as the server tells them of a
// connection of the kind that reads; the character set is that of SET NAMES.
func (s *Source) Session(ctx context.Context) (map[string]string, error) {
	rows, err := s.db.QueryContext(ctx, "SHOW SESSION VARIABLES WHERE Variable_name IN ('sql_mode', 'time_zone', 'character_set_results',"+
		" 'ob_query_timeout', 'ob_trx_timeout', 'net_write_timeout', 'max_statement_time')")
	if err != nil {
		return nil, fault.Explain(err, "fault.mysql.connect")
	}
	defer rows.Close()
	all := map[string]string{}
	for rows.Next() {
		var name, value string
		if err := rows.Scan(&name, &value); err != nil {
			return nil, fault.Explain(err, "fault.mysql.connect")
		}
		all[name] = value
	}
	return all, fault.Explain(rows.Err(), "fault.mysql.connect")
}
