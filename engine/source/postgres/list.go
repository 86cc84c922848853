package postgres

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/profiles"
)

// Tables lists the ordinary and the partitioned tables of all schemas but the system's,
// without those that belong to an extension, by schema and name. A partition is a part
// of its table; a table that inherits from another is one of its own. The types of
// columns are PostgreSQL's, below their domains.
func (s *Source) Tables(ctx context.Context) ([]*source.Table, error) {
	l := &listing{byOID: map[uint32]*listed{}}
	err := s.ask(ctx, func(tx pgx.Tx) error {
		l.tx = tx
		for _, read := range []func(context.Context) error{l.relations, l.columns, l.keys} {
			if err := read(ctx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	known := make(map[string]*table, len(l.order))
	found := make([]*source.Table, len(l.order))
	for i, one := range l.order {
		found[i], known[one.as.Name] = one.as, one.table
	}
	s.mu.Lock()
	s.tables = known
	s.mu.Unlock()
	return found, nil
}

// ask reads the catalogue in a transaction of its own, before Begin.
func (s *Source) ask(ctx context.Context, read func(pgx.Tx) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.keeper == nil || s.keeper.IsClosed() { // by the end of an earlier context
		conn, err := profiles.OpenPostgres(ctx, s.address)
		if err != nil {
			return err
		}
		s.keeper = conn
	}
	tx, err := s.keeper.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
	if err != nil {
		return explain(err, "postgres")
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }() // nothing was written
	if _, err := tx.Exec(ctx, "SET LOCAL search_path = pg_catalog"); err != nil {
		return explain(err, "settings")
	}
	return read(tx)
}

// listing is a list of tables under way.
type listing struct {
	tx    pgx.Tx
	byOID map[uint32]*listed
	order []*listed
}

// listed is a table as others see it, and what is known of it here.
type listed struct {
	as    *source.Table
	table *table
}

// relations finds the tables. How many rows there are is what the planner would think:
// the rows of a block as they were last counted, in the blocks that there are now.
func (l *listing) relations(ctx context.Context) error {
	const query = `SELECT c.oid, n.nspname, c.relname, c.relkind = 'p', leaves.rows::bigint, leaves.bytes::bigint, leaves.blocks, leaves.heap, leaves.known,
			has_table_privilege(c.oid, 'SELECT') AND has_schema_privilege(n.oid, 'USAGE'),
			has_any_column_privilege(c.oid, 'SELECT') AND has_schema_privilege(n.oid, 'USAGE')
		FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		CROSS JOIN LATERAL (SELECT coalesce(sum(CASE WHEN counted THEN density ELSE 8000.0 / (28 + width) END * pages), 0) AS rows,
				coalesce(sum(pages * block), 0) AS bytes, coalesce(max(pages), 0)::bigint AS blocks, coalesce(bool_and(is_heap), false) AS heap,
				coalesce(bool_and(counted AND pages BETWEEN relpages * 0.8 AND relpages * 1.25), false) AS known
			FROM (SELECT p.relpages, p.relpages > 0 AND p.reltuples >= 0 AS counted, p.reltuples / nullif(p.relpages, 0) AS density,
					coalesce(pg_relation_size(p.oid), 0) / current_setting('block_size')::bigint AS pages, current_setting('block_size')::bigint AS block,
					p.relkind = 'r' AND am.amname = 'heap' AS is_heap,
					(SELECT coalesce(sum(CASE WHEN a.attlen > 0 THEN a.attlen ELSE 32 END), 0) FROM pg_attribute a WHERE a.attrelid = p.oid AND a.attnum > 0 AND NOT a.attisdropped) AS width
				FROM pg_class p LEFT JOIN pg_am am ON am.oid = p.relam
				WHERE CASE WHEN c.relkind = 'p' THEN p.oid IN (SELECT t.relid FROM pg_partition_tree(c.oid) t WHERE t.isleaf) AND p.relkind <> 'p' ELSE p.oid = c.oid END) AS leaf) AS leaves
		WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND {user n} AND {own pg_class c.oid}
		ORDER BY n.nspname <> 'public', n.nspname, c.relname`
	return l.each(ctx, "tables", query, func(r pgx.Rows) error {
		one := &listed{as: &source.Table{}, table: &table{}}
		var oid uint32
		var partly bool
		t := one.table
		if err := r.Scan(&oid, &t.schema, &t.name, &t.partitioned, &one.as.Rows, &one.as.Bytes, &t.blocks, &t.heap, &t.known, &t.readable, &partly); err != nil {
			return err
		}
		one.as.Name = Name(t.schema, t.name)
		if !partly {
			one.as.Problems = append(one.as.Problems, fault.New(fault.Denied, "fault.postgres.denied", "Table", one.as.Name))
		}
		l.byOID[oid], l.order = one, append(l.order, one)
		return nil
	})
}

// columns finds the columns of the tables, with their types below all domains.
func (l *listing) columns(ctx context.Context) error {
	const query = `WITH RECURSIVE below AS (
			SELECT t.oid AS domain, t.typbasetype AS type, t.typtypmod AS mod, t.typnotnull AS filled FROM pg_type t WHERE t.typtype = 'd'
			UNION ALL SELECT b.domain, t.typbasetype, t.typtypmod, b.filled OR t.typnotnull FROM below b JOIN pg_type t ON t.oid = b.type WHERE t.typtype = 'd')
		SELECT a.attrelid, a.attname, format_type(t.oid, m.mod), m.mod, tn.nspname, t.typname, t.typtype::text, t.typcategory::text,
			NOT (a.attnotnull OR coalesce(d.filled, false)), a.attgenerated <> ''
		FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
		LEFT JOIN below d ON d.domain = a.atttypid AND NOT EXISTS (SELECT FROM pg_type t WHERE t.oid = d.type AND t.typtype = 'd')
		JOIN pg_type t ON t.oid = coalesce(d.type, a.atttypid) JOIN pg_namespace tn ON tn.oid = t.typnamespace
		CROSS JOIN LATERAL (SELECT coalesce(d.mod, a.atttypmod) AS mod) m
		WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND {user n} AND a.attnum > 0 AND NOT a.attisdropped
		ORDER BY a.attrelid, a.attnum`
	return l.each(ctx, "columns", query, func(r pgx.Rows) error {
		var oid uint32
		var name string
		var is typ
		var nullable, generated bool
		if err := r.Scan(&oid, &name, &is.words, &is.mod, &is.schema, &is.name, &is.class, &is.category, &nullable, &generated); err != nil {
			return err
		}
		one := l.byOID[oid]
		if one == nil {
			return nil // an extension's
		}
		c := columnOf(name, is)
		one.table.columns = append(one.table.columns, c)
		one.as.Columns = append(one.as.Columns, rows.Column{Name: name, Kind: c.kind, Type: is.words, Nullable: nullable, Generated: generated})
		return nil
	})
}

// keys finds each table's key: the primary key, or else the shortest unique one over
// columns that are all NOT NULL. A key over expressions or over some rows tells no rows
// apart. Columns that an index only carries are not of its key.
func (l *listing) keys(ctx context.Context) error {
	const query = `SELECT i.indrelid, i.indisprimary, (SELECT array_agg(a.attname::text ORDER BY k.place)
				FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(number, place) JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
				WHERE k.place <= i.indnkeyatts)
		FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
			AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND {user n}
		ORDER BY i.indrelid, i.indisprimary DESC, i.indnkeyatts, x.relname`
	if err := l.each(ctx, "keys", query, func(r pgx.Rows) error {
		var oid uint32
		var primary bool
		var names []string
		if err := r.Scan(&oid, &primary, &names); err != nil {
			return err
		}
		one := l.byOID[oid]
		if one == nil || len(one.as.Key) > 0 || !primary && one.mayLack(names) {
			return nil
		}
		one.as.Key = names
		return nil
	}); err != nil {
		return err
	}
	for _, one := range l.order {
		for _, name := range one.as.Key {
			one.table.key = append(one.table.key, one.table.column(name))
		}
		for i := range one.as.Columns {
			one.as.Columns[i].Key = slices.Contains(one.as.Key, one.as.Columns[i].Name)
		}
	}
	return nil
}

// mayLack tells whether one of the columns may be NULL.
func (one *listed) mayLack(names []string) bool {
	return slices.ContainsFunc(one.as.Columns, func(c rows.Column) bool { return c.Nullable && slices.Contains(names, c.Name) })
}

// each calls take with every row of a query of the catalogue.
func (l *listing) each(ctx context.Context, what, query string, take func(pgx.Rows) error) error {
	result, err := l.tx.Query(ctx, filled(query))
	if err != nil {
		return explain(err, what)
	}
	defer result.Close()
	for result.Next() {
		if err := take(result); err != nil {
			return explain(err, what)
		}
	}
	return explain(result.Err(), what)
}

// Others lists what the database holds beside those tables: views, sequences that no
// column counts by, tables of other servers, functions, procedures, triggers; and how
// many large objects there are, which belong to no table.
func (s *Source) Others(ctx context.Context) ([]source.Object, error) {
	const query = `SELECT kind, schema, name FROM (
		SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence' ELSE 'foreign table' END AS kind, n.nspname AS schema, c.relname AS name
			FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
			WHERE c.relkind IN ('v', 'm', 'S', 'f') AND NOT c.relispartition AND {user n} AND {own pg_class c.oid}
				AND NOT EXISTS (SELECT FROM pg_depend d WHERE c.relkind = 'S' AND d.classid = 'pg_class'::regclass AND d.objid = c.oid
					AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i'))
		UNION ALL SELECT CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END, n.nspname, p.proname
			FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE {user n} AND {made pg_proc p.oid}
		UNION ALL SELECT 'trigger', n.nspname, g.tgname
			FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
			WHERE {user n} AND {own pg_class c.oid} AND NOT g.tgisinternal AND NOT c.relispartition
		UNION ALL SELECT 'large objects', 'public', count(*)::text FROM pg_largeobject_metadata HAVING count(*) > 0
		) AS every ORDER BY kind, schema <> 'public', schema, name`
	var found []source.Object
	err := s.ask(ctx, func(tx pgx.Tx) error {
		l := &listing{tx: tx}
		return l.each(ctx, "objects", query, func(r pgx.Rows) error {
			var o source.Object
			var schema string
			if err := r.Scan(&o.Kind, &schema, &o.Name); err != nil {
				return err
			}
			o.Name = Name(schema, o.Name)
			found = append(found, o)
			return nil
		})
	})
	return found, err
}
