package land

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/obferry/obferry/engine/direct/directtest"
	"github.com/obferry/obferry/engine/direct/wire"
)

// Codes of refusals, OceanBase's own numbers.
const (
	codeNotSupported = -4007
	codeNoDefault    = -4227
	codeNoTable      = -5019
	codeNoColumn     = -5217
	codeNoPartition  = -5146
)

// A table is what direct load wants to know of one.
type table struct {
	columns    []column
	base       bool // neither a view nor the server's own
	triggers   int
	foreign    int // foreign keys that it has
	partitions []string
}

type column struct {
	name      string
	generated bool
	mayOmit   bool // NULL, a default, or numbered by itself
}

func (t *table) names() []string {
	var names []string
	for _, c := range t.columns {
		names = append(names, c.name)
	}
	return names
}

// describe reads a table's shape; a table that is not there is a refusal.
func (s *Sink) describe(ctx context.Context, database, name string) (*table, error) {
	var kind string
	err := s.db.QueryRowContext(ctx, "SELECT table_type FROM information_schema.tables WHERE table_schema = ? AND table_name = ?", database, name).Scan(&kind)
	if err == sql.ErrNoRows {
		return nil, &directtest.Refusal{Code: codeNoTable, Message: fmt.Sprintf("Table '%s.%s' doesn't exist", database, name)}
	}
	if err != nil {
		return nil, err
	}
	t := &table{base: kind == "BASE TABLE"}
	if err := s.readColumns(ctx, t, database, name); err != nil {
		return nil, err
	}
	for query, to := range map[string]*int{
		"SELECT COUNT(*) FROM information_schema.triggers WHERE event_object_schema = ? AND event_object_table = ?":                               &t.triggers,
		"SELECT COUNT(*) FROM information_schema.table_constraints WHERE table_schema = ? AND table_name = ? AND constraint_type = 'FOREIGN KEY'": &t.foreign,
	} {
		if err := s.db.QueryRowContext(ctx, query, database, name).Scan(to); err != nil {
			return nil, err
		}
	}
	t.partitions, err = s.list(ctx, "SELECT DISTINCT partition_name FROM information_schema.partitions WHERE table_schema = ? AND table_name = ? AND partition_name IS NOT NULL", database, name)
	return t, err
}

func (s *Sink) readColumns(ctx context.Context, t *table, database, name string) error {
	rows, err := s.db.QueryContext(ctx, "SELECT column_name, extra, is_nullable = 'YES' OR column_default IS NOT NULL FROM information_schema.columns WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position", database, name)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var c column
		var extra string
		if err := rows.Scan(&c.name, &extra, &c.mayOmit); err != nil {
			return err
		}
		extra = strings.ToUpper(extra)
		c.generated = strings.Contains(extra, "GENERATED")
		c.mayOmit = c.mayOmit || strings.Contains(extra, "AUTO_INCREMENT")
		t.columns = append(t.columns, c)
	}
	return rows.Err()
}

func (s *Sink) list(ctx context.Context, query string, args ...any) ([]string, error) {
	rows, err := s.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var one string
		if err := rows.Scan(&one); err != nil {
			return nil, err
		}
		list = append(list, one)
	}
	return list, rows.Err()
}

// accepts refuses what a direct load of the table refuses.
func (t *table) accepts(b *wire.BeginArgument) error {
	unsupported := func(what string) error {
		return &directtest.Refusal{Code: codeNotSupported, Message: "direct load of " + what + " is not supported"}
	}
	incremental := b.Method == wire.MethodInc || b.Method == wire.MethodIncReplace
	switch {
	case !t.base:
		return unsupported("a view")
	case t.triggers > 0:
		return unsupported("a table with triggers")
	case slices.ContainsFunc(t.columns, func(c column) bool { return c.generated }):
		return unsupported("a table with a generated column")
	case incremental && t.foreign > 0:
		return unsupported("a table with foreign keys, incrementally,")
	}
	for _, name := range b.Partitions {
		if !holds(t.partitions, name) {
			return &directtest.Refusal{Code: codeNoPartition, Message: "Unknown partition '" + name + "'"}
		}
	}
	if len(b.Columns) == 0 {
		return nil
	}
	for _, name := range b.Columns {
		if !holds(t.names(), name) {
			return &directtest.Refusal{Code: codeNoColumn, Message: "Unknown column '" + name + "'"}
		}
	}
	for _, c := range t.columns {
		if !c.mayOmit && !holds(b.Columns, c.name) {
			return &directtest.Refusal{Code: codeNoDefault, Message: "Field '" + c.name + "' doesn't have a default value"}
		}
	}
	return nil
}

func holds(names []string, name string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) })
}
