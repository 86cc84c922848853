package mysql

import (
	"context"
	"database/sql"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
)

// Tables lists the base tables of the database, by name.
func (s *Source) Tables(ctx context.Context) ([]*source.Table, error) {
	if s.database == "" {
		return nil, fault.New(fault.Input, "fault.mysql.nodatabase")
	}
	found, err := s.list(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.columns(ctx, found); err != nil {
		return nil, err
	}
	if err := s.keys(ctx, found); err != nil {
		return nil, err
	}
	for _, table := range found {
		if table.Create, err = s.ShowCreate(ctx, table.Name); err != nil {
			return nil, err
		}
		for i := range table.Columns {
			for _, key := range table.Key {
				if strings.EqualFold(table.Columns[i].Name, key) {
					table.Columns[i].Key = true
				}
			}
		}
	}
	return found, nil
}

func (s *Source) list(ctx context.Context) ([]*source.Table, error) {
	const query = `SELECT TABLE_NAME, COALESCE(TABLE_ROWS, 0), COALESCE(DATA_LENGTH, 0), COALESCE(ENGINE, ''),
			COALESCE(UPDATE_TIME, '')
		FROM information_schema.TABLES
		WHERE TABLE_SCHEMA = ? AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')
		ORDER BY TABLE_NAME, CAST(TABLE_NAME AS BINARY)` // Users and users may both be there
	result, err := s.db.QueryContext(ctx, query, s.database)
	if err != nil {
		return nil, fault.Explain(err, "fault.mysql.list", "Database", s.database)
	}
	defer result.Close()
	var found []*source.Table
	for result.Next() {
		table := &source.Table{}
		var engine string
		if err := result.Scan(&table.Name, &table.Rows, &table.Bytes, &engine, &table.State); err != nil {
			return nil, fault.Explain(err, "fault.mysql.list", "Database", s.database)
		}
		if engine != "" && !strings.EqualFold(engine, "InnoDB") && !strings.EqualFold(engine, "OceanBase") {
			table.Problems = append(table.Problems,
				fault.New(fault.Input, "fault.mysql.engine", "Table", table.Name, "Engine", engine))
		}
		if s.server.OceanBase() {
			table.State = "" // a compaction changes it too
		}
		found = append(found, table)
	}
	return found, fault.Explain(result.Err(), "fault.mysql.list", "Database", s.database)
}

func (s *Source) columns(ctx context.Context, tables []*source.Table) error {
	const query = `SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, IS_NULLABLE, EXTRA
		FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? ORDER BY TABLE_NAME, ORDINAL_POSITION`
	result, err := s.db.QueryContext(ctx, query, s.database)
	if err != nil {
		return fault.Explain(err, "fault.mysql.list", "Database", s.database)
	}
	defer result.Close()
	byName := named(tables)
	for result.Next() {
		var table, name, base, full, nullable, extra string
		if err := result.Scan(&table, &name, &base, &full, &nullable, &extra); err != nil {
			return fault.Explain(err, "fault.mysql.list", "Database", s.database)
		}
		if t := byName[table]; t != nil {
			kind := KindOf(base)
			t.Columns = append(t.Columns, rows.Column{
				Name: name, Kind: kind, Type: full, Nullable: nullable == "YES",
				// Days may be none of the calendar's; a decimal is always a number.
				Sound: kind == rows.Decimal, Generated: generated(extra),
			})
		}
	}
	return fault.Explain(result.Err(), "fault.mysql.list", "Database", s.database)
}

// generated reads the EXTRA column of information_schema.COLUMNS. MySQL writes
// "DEFAULT_GENERATED" for an expression default, which is no generated column.
func generated(extra string) bool {
	extra = strings.ToUpper(extra)
	return strings.Contains(extra, "VIRTUAL") || strings.Contains(extra, "STORED") || strings.Contains(extra, "PERSISTENT")
}

// keys finds each table's key: the primary key, or else the shortest unique key
// over columns that are all NOT NULL and whole.
func (s *Source) keys(ctx context.Context, tables []*source.Table) error {
	const query = `SELECT TABLE_NAME, INDEX_NAME, COLUMN_NAME, SUB_PART, NULLABLE
		FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ? AND NON_UNIQUE = 0
		ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX`
	result, err := s.db.QueryContext(ctx, query, s.database)
	if err != nil {
		return fault.Explain(err, "fault.mysql.list", "Database", s.database)
	}
	defer result.Close()
	type index struct {
		columns  []string
		unusable bool
	}
	found := map[string]map[string]*index{}
	for result.Next() {
		var table, name string
		var column, part, nullable sql.NullString
		if err := result.Scan(&table, &name, &column, &part, &nullable); err != nil {
			return fault.Explain(err, "fault.mysql.list", "Database", s.database)
		}
		if found[table] == nil {
			found[table] = map[string]*index{}
		}
		one := found[table][name]
		if one == nil {
			one = &index{}
			found[table][name] = one
		}
		one.columns = append(one.columns, column.String)
		// An expression has no column; a prefix does not tell rows apart by their whole values.
		one.unusable = one.unusable || !column.Valid || part.Valid || nullable.String == "YES"
	}
	for name, table := range named(tables) {
		for label, one := range found[name] {
			switch {
			case strings.EqualFold(label, "PRIMARY"):
				table.Key = one.columns
			case one.unusable:
			case found[name]["PRIMARY"] != nil:
			case table.Key == nil, len(one.columns) < len(table.Key),
				len(one.columns) == len(table.Key) && strings.Join(one.columns, ",") < strings.Join(table.Key, ","):
				table.Key = one.columns
			}
		}
	}
	return fault.Explain(result.Err(), "fault.mysql.list", "Database", s.database)
}

func named(tables []*source.Table) map[string]*source.Table {
	byName := make(map[string]*source.Table, len(tables))
	for _, t := range tables {
		byName[t.Name] = t
	}
	return byName
}

// ShowCreate is a table's own DDL.
func (s *Source) ShowCreate(ctx context.Context, table string) (string, error) {
	var name, text string
	row := s.db.QueryRowContext(ctx, "SHOW CREATE TABLE "+s.qualified(table))
	if err := row.Scan(&name, &text); err != nil {
		return "", fault.Explain(err, "fault.mysql.create", "Table", table)
	}
	return text, nil
}

// Others lists what the database holds beside base tables: views, triggers,
// routines, events, sequences.
func (s *Source) Others(ctx context.Context) ([]source.Object, error) {
	const query = `SELECT LOWER(TABLE_TYPE), TABLE_NAME FROM information_schema.TABLES
			WHERE TABLE_SCHEMA = ? AND TABLE_TYPE NOT IN ('BASE TABLE', 'SYSTEM VERSIONED')
		UNION ALL SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = ?
		UNION ALL SELECT LOWER(ROUTINE_TYPE), ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = ?
		UNION ALL SELECT 'event', EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA = ?`
	d := s.database
	result, err := s.db.QueryContext(ctx, query, d, d, d, d)
	if err != nil {
		return nil, fault.Explain(err, "fault.mysql.list", "Database", s.database)
	}
	defer result.Close()
	var found []source.Object
	for result.Next() {
		var o source.Object
		if err := result.Scan(&o.Kind, &o.Name); err != nil {
			return nil, fault.Explain(err, "fault.mysql.list", "Database", s.database)
		}
		found = append(found, o)
	}
	return found, fault.Explain(result.Err(), "fault.mysql.list", "Database", s.database)
}

func (s *Source) qualified(table string) string {
	return schema.Quote(s.database) + "." + schema.Quote(table)
}
