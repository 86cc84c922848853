package target

import (
	"context"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/profiles"
)

// session is the variables that every connection sets as it is opened, a writer's new one
// after a break included.
func session(server profiles.Server, rules Rules, params map[string]string) map[string]string {
	all := map[string]string{
		"sql_mode": "'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,NO_AUTO_VALUE_ON_ZERO'",
	}
	if rules.Exact {
		all["sql_mode"] = "'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES'"
		all["time_zone"] = "'+00:00'"
		all["foreign_key_checks"] = "0"
	}
	if rules.Checked {
		all["foreign_key_checks"] = "1"
	}
	if server.OceanBase() {
		// Both in microseconds; the defaults are 10 s and, before 4.0, 100 s.
		all["ob_query_timeout"] = "3600000000"
		all["ob_trx_timeout"] = "3600000000"
	}
	for name, value := range params {
		all[name] = value
	}
	// A tenant whose default is another would take every row into a transaction that
	// nobody commits.
	all["autocommit"] = "1"
	return all
}

// Session is the variables by which rows are written, as the server tells them of a
// connection of the kind that writes; the character sets are those of SET NAMES.
func (t *Target) Session(ctx context.Context) (map[string]string, error) {
	rows, err := t.db.QueryContext(ctx, "SHOW SESSION VARIABLES WHERE Variable_name IN ('sql_mode', 'time_zone', 'foreign_key_checks',"+
		" 'autocommit', 'character_set_client', 'character_set_connection', 'ob_query_timeout', 'ob_trx_timeout', 'max_allowed_packet')")
	if err != nil {
		return nil, fault.Explain(err, "fault.target.connect")
	}
	defer rows.Close()
	all := map[string]string{}
	for rows.Next() {
		var name, value string
		if err := rows.Scan(&name, &value); err != nil {
			return nil, fault.Explain(err, "fault.target.connect")
		}
		all[name] = value
	}
	return all, fault.Explain(rows.Err(), "fault.target.connect")
}
