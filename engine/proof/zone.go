package proof

import (
	"context"
	"database/sql"
	"regexp"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/fault"
)

// toldMoment is a moment in the bound of a partition.
var toldMoment = regexp.MustCompile(`'(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?)'`)

// localBounds writes the bounds of a table that is cut by a TIMESTAMP in the session's time
// zone, in which they were given: the catalogue tells them in UTC.
func (k *kernel) localBounds(ctx context.Context, t *schema.Table) error {
	if t.Partitioning == nil || !cutByTimestamp(t) {
		return nil
	}
	for i, part := range t.Partitioning.Parts {
		var failed error
		local := toldMoment.ReplaceAllStringFunc(part.Values, func(literal string) string {
			var at sql.NullString
			err := k.conn.QueryRowContext(ctx, "SELECT CONVERT_TZ(?, '+00:00', @@session.time_zone)", toldMoment.FindStringSubmatch(literal)[1]).Scan(&at)
			if err != nil {
				failed = err
			}
			if !at.Valid {
				return literal
			}
			return schema.QuoteText(at.String)
		})
		if failed != nil {
			return fault.Explain(failed, "fault.proof.catalogue", "View", "information_schema.partitions")
		}
		t.Partitioning.Parts[i].Values = local
	}
	return nil
}

// cutByTimestamp tells whether a TIMESTAMP is among the columns that a table is cut by, and
// no other column that holds a date.
func cutByTimestamp(t *schema.Table) bool {
	found := false
	for _, name := range t.Partitioning.Columns {
		c := t.Column(name)
		if c == nil {
			continue
		}
		switch c.Base() {
		case "timestamp":
			found = true
		case "date", "datetime":
			return false
		}
	}
	return found
}
