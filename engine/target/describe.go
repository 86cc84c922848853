package target

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/obferry/obferry/engine/fault"
)

// Column is a column of a table that stands on the target.
type Column struct {
	Name      string
	Type      string // full type in MySQL's words
	Nullable  bool
	Default   bool // has one, or fills itself
	Generated bool
	Key       bool // part of the primary key
	Unique    bool // has a unique key of its own and is never NULL
}

// Table is a table that stands on the target.
type Table struct {
	Name    string
	Columns []Column
}

// Keyed tells whether writing a row twice does not double it, where a row is written
// to these columns: they hold an [Table.Identity].
func (t *Table) Keyed(written []string) bool { return len(t.Identity(written)) > 0 }

// Identity names the columns, of those written, that tell a row from every other: the
// whole primary key, else a column that is unique; none where neither is written. A
// unique key over several columns is not made use of.
func (t *Table) Identity(written []string) []string {
	var key, unique []string
	whole := true
	for _, c := range t.Columns {
		there := among(c.Name, written)
		switch {
		case c.Key:
			key, whole = append(key, c.Name), whole && there
		case c.Unique && there && unique == nil:
			unique = []string{c.Name}
		}
	}
	if whole && len(key) > 0 {
		return key
	}
	return unique
}

// Column finds a column by name, without regard to case.
func (t *Table) Column(name string) *Column {
	for i := range t.Columns {
		if sameName(t.Columns[i].Name, name) {
			return &t.Columns[i]
		}
	}
	return nil
}

// Describe reads a table's columns; nil where there is no such table.
func (t *Target) Describe(ctx context.Context, name string) (*Table, error) {
	const query = `SELECT COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT IS NOT NULL, EXTRA, COLUMN_KEY
		FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION`
	result, err := t.db.QueryContext(ctx, query, t.database, name)
	if err != nil {
		return nil, fault.Explain(err, "fault.target.describe", "Table", name)
	}
	defer result.Close()
	found := &Table{Name: name}
	for result.Next() {
		var c Column
		var nullable, extra, key string
		if err := result.Scan(&c.Name, &c.Type, &nullable, &c.Default, &extra, &key); err != nil {
			return nil, fault.Explain(err, "fault.target.describe", "Table", name)
		}
		c.Nullable = nullable == "YES"
		c.Default = c.Default || c.Nullable || contains(extra, "auto_increment")
		c.Generated = contains(extra, "GENERATED") && !contains(extra, "DEFAULT_GENERATED")
		c.Key, c.Unique = key == "PRI", key == "UNI" && !c.Nullable
		found.Columns = append(found.Columns, c)
	}
	if err := result.Err(); err != nil {
		return nil, fault.Explain(err, "fault.target.describe", "Table", name)
	}
	if len(found.Columns) == 0 {
		return nil, nil
	}
	return found, nil
}

// UniqueKeys names a table's primary and unique keys.
func (t *Target) UniqueKeys(ctx context.Context, name string) ([]string, error) {
	const query = `SELECT DISTINCT INDEX_NAME FROM information_schema.STATISTICS
		WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND NON_UNIQUE = 0 ORDER BY INDEX_NAME`
	result, err := t.db.QueryContext(ctx, query, t.database, name)
	if err != nil {
		return nil, fault.Explain(err, "fault.target.describe", "Table", name)
	}
	defer result.Close()
	var keys []string
	for result.Next() {
		var key string
		if err := result.Scan(&key); err != nil {
			return nil, fault.Explain(err, "fault.target.describe", "Table", name)
		}
		keys = append(keys, key)
	}
	return keys, fault.Explain(result.Err(), "fault.target.describe", "Table", name)
}

// CountedUpTo is how many rows [Target.Rows] counts before "at least" will do.
const CountedUpTo = 1_000_000

// Rows counts a table's rows, up to [CountedUpTo].
func (t *Target) Rows(ctx context.Context, name string) (int64, error) {
	var n int64
	query := "SELECT COUNT(*) FROM (SELECT 1 FROM " + t.qualified(name) + " LIMIT ?) AS counted"
	if err := t.db.QueryRowContext(ctx, query, CountedUpTo).Scan(&n); err != nil {
		return 0, fault.Explain(err, "fault.target.describe", "Table", name)
	}
	return n, nil
}

// Count counts all rows of a table.
func (t *Target) Count(ctx context.Context, name string) (n int64, err error) {
	err = t.db.QueryRowContext(ctx, "SELECT COUNT(*) FROM "+t.qualified(name)).Scan(&n)
	return n, fault.Explain(err, "fault.target.describe", "Table", name)
}

// Empty tells whether a table has no row.
func (t *Target) Empty(ctx context.Context, name string) (bool, error) {
	var one int
	err := t.db.QueryRowContext(ctx, "SELECT 1 FROM "+t.qualified(name)+" LIMIT 1").Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return true, nil
	}
	return false, fault.Explain(err, "fault.target.describe", "Table", name)
}

// ShowCreate is a table as the target tells it back.
func (t *Target) ShowCreate(ctx context.Context, name string) (string, error) {
	var table, text string
	if err := t.db.QueryRowContext(ctx, "SHOW CREATE TABLE "+t.qualified(name)).Scan(&table, &text); err != nil {
		return "", fault.Explain(err, "fault.target.describe", "Table", name)
	}
	return text, nil
}

// Tables lists the database's tables.
func (t *Target) Tables(ctx context.Context) ([]string, error) {
	const query = `SELECT TABLE_NAME FROM information_schema.TABLES
		WHERE TABLE_SCHEMA = ? AND TABLE_TYPE = 'BASE TABLE' ORDER BY TABLE_NAME`
	return t.listed(ctx, query, t.database)
}

// Databases lists those that the user may see, without the server's own.
func (t *Target) Databases(ctx context.Context) ([]string, error) {
	const query = `SELECT SCHEMA_NAME FROM information_schema.SCHEMATA
		WHERE SCHEMA_NAME NOT IN ('information_schema', 'mysql', 'oceanbase', 'sys', 'SYS', 'LBACSYS', 'ORAAUDITOR', '__public', '__recyclebin')
		ORDER BY SCHEMA_NAME`
	return t.listed(ctx, query)
}

// listed are the names that a query gives.
func (t *Target) listed(ctx context.Context, query string, args ...any) (names []string, err error) {
	result, err := t.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fault.Explain(err, "fault.target.databases")
	}
	defer result.Close()
	for result.Next() {
		var name string
		if err := result.Scan(&name); err != nil {
			return nil, fault.Explain(err, "fault.target.databases")
		}
		names = append(names, name)
	}
	return names, fault.Explain(result.Err(), "fault.target.databases")
}

func contains(extra, word string) bool {
	return strings.Contains(strings.ToUpper(extra), strings.ToUpper(word))
}
