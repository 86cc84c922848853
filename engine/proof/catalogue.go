package proof

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"

	"github.com/obferry/obferry/engine/fault"
)

// row is a row of a catalogue view, read by the names of its columns: versions differ in
// which they have and in what order.
type row struct {
	columns map[string]int
	values  []sql.RawBytes
}

// text is a column's value, "" where it is NULL or the view has no such column.
func (r row) text(column string) string {
	i, has := r.columns[column]
	if !has {
		return ""
	}
	return string(r.values[i])
}

// null tells whether a column is NULL or the view has none of the name.
func (r row) null(column string) bool {
	i, has := r.columns[column]
	return !has || r.values[i] == nil
}

// number is a column's value as a number, 0 where it is none.
func (r row) number(column string) int {
	n, err := strconv.Atoi(r.text(column))
	if err != nil {
		return 0
	}
	return n
}

// each reads the rows of a view of information_schema that belong to the scratch
// database. A view that this version does not have has no rows.
func (k *kernel) each(ctx context.Context, view, database, order string, take func(row)) error {
	query := "SELECT * FROM information_schema." + view + " WHERE " + database + " = ?"
	if order != "" {
		query += " ORDER BY " + order
	}
	err := k.rows(ctx, query, take, k.database)
	if server := fault.Server(err); server != nil && (server.Code == noTable || server.Code == unknownTable) {
		return nil
	}
	return fault.Explain(err, "fault.proof.catalogue", "View", "information_schema."+view)
}

// What a server says to a view that it does not have.
const (
	noTable      = 1146 // ER_NO_SUCH_TABLE
	unknownTable = 1109 // ER_UNKNOWN_TABLE
)

// rows hands on what a query gives.
func (k *kernel) rows(ctx context.Context, query string, take func(row), args ...any) (err error) {
	result, err := k.conn.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, result.Close()) }()
	names, err := result.Columns()
	if err != nil {
		return err
	}
	r := row{columns: map[string]int{}, values: make([]sql.RawBytes, len(names))}
	into := make([]any, len(names))
	for i, name := range names {
		r.columns[strings.ToUpper(name)] = i
		into[i] = &r.values[i]
	}
	for result.Next() {
		if err := result.Scan(into...); err != nil {
			return err
		}
		take(r)
	}
	return result.Err()
}
