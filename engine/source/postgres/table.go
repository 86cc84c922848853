package postgres

// tables are all, partitions among them, with the columns that they do not inherit and
// the checks. Defaults that call a sequence stand with the others behind all tables.
const tables = `SELECT format(E'CREATE %s %s (%s)%s%s%s;',
		CASE WHEN c.relkind = 'f' THEN 'FOREIGN TABLE' WHEN c.relpersistence = 'u' THEN 'UNLOGGED TABLE' ELSE 'TABLE' END, {name n c},
		(SELECT string_agg(E'\n\t' || line, ',' ORDER BY part, place, line) || E'\n' FROM (
			SELECT 1 AS part, a.attnum AS place, format('%I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
				(SELECT format(' COLLATE %I.%I', cn.nspname, co.collname) FROM pg_type b, pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
					WHERE b.oid = a.atttypid AND co.oid = a.attcollation AND a.attcollation <> b.typcollation),
				(SELECT format(' GENERATED ALWAYS AS (%s) %s', pg_get_expr(d.adbin, d.adrelid), CASE a.attgenerated WHEN 'v' THEN 'VIRTUAL' ELSE 'STORED' END)
					FROM pg_attrdef d WHERE d.adrelid = c.oid AND d.adnum = a.attnum AND a.attgenerated <> ''),
				CASE WHEN a.attnotnull THEN ' NOT NULL' END) AS line
			FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND (a.attislocal OR c.relispartition)
			UNION ALL SELECT 2, 0, format('CONSTRAINT %I %s', k.conname, pg_get_constraintdef(k.oid))
			FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.conislocal) AS lines),
		(SELECT E'\nINHERITS (' || string_agg({name pn p}, ', ' ORDER BY h.inhseqno) || ')' FROM pg_inherits h
			JOIN pg_class p ON p.oid = h.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE h.inhrelid = c.oid AND NOT c.relispartition),
		CASE WHEN c.relkind = 'p' THEN E'\nPARTITION BY ' || pg_get_partkeydef(c.oid) END,
		(SELECT format(E'\nSERVER %I', v.srvname) FROM pg_foreign_table f JOIN pg_foreign_server v ON v.oid = f.ftserver WHERE f.ftrelid = c.oid))
	FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE c.relkind IN ('r', 'p', 'f') AND {user n} AND {own pg_class c.oid}
	ORDER BY (SELECT count(*) FROM pg_inherits h WHERE h.inhrelid = c.oid AND NOT c.relispartition) > 0,
		CASE WHEN NOT c.relispartition AND EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = c.oid) THEN c.oid END, n.nspname, c.relname`

// partitions tell of which table a table is a part, and of what rows.
const partitions = `SELECT format('ALTER TABLE ONLY %s ATTACH PARTITION %s %s;', {name pn p}, {name n c}, pg_get_expr(c.relpartbound, c.oid))
	FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_inherits h ON h.inhrelid = c.oid
	JOIN pg_class p ON p.oid = h.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
	WHERE c.relispartition AND c.relkind IN ('r', 'p', 'f') AND {user n} AND {own pg_class c.oid} ORDER BY n.nspname, c.relname`

// defaults are those of columns; what a column is generated from stands in the same
// catalogue.
const defaults = `SELECT format('ALTER TABLE ONLY %s ALTER COLUMN %I SET DEFAULT %s;', {name n c}, a.attname, pg_get_expr(d.adbin, d.adrelid))
	FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
	JOIN pg_class c ON c.oid = d.adrelid JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE c.relkind IN ('r', 'p', 'f') AND a.attgenerated = '' AND {user n} AND {own pg_class c.oid} ORDER BY n.nspname, c.relname, a.attnum`

// views stand behind those that they read: a view is as deep as the longest way from it
// down to a view that reads tables alone.
const views = `WITH RECURSIVE reads AS (
		SELECT DISTINCT w.ev_class AS view, d.refobjid AS from_view FROM pg_rewrite w
		JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> w.ev_class
		JOIN pg_class c ON c.oid = d.refobjid WHERE c.relkind IN ('v', 'm')
	), depths AS (
		SELECT c.oid AS view, 0 AS depth FROM pg_class c WHERE c.relkind IN ('v', 'm')
		UNION SELECT r.view, d.depth + 1 FROM depths d JOIN reads r ON r.from_view = d.view WHERE d.depth < 100
	)
	SELECT format(E'CREATE %sVIEW %s AS\n%s%s%s', CASE c.relkind WHEN 'm' THEN 'MATERIALIZED ' ELSE '' END, {name n c},
		rtrim(pg_get_viewdef(c.oid), ';'), CASE WHEN c.relkind = 'm' THEN E'\nWITH NO DATA' ELSE
			(SELECT E'\nWITH ' || upper(split_part(o, '=', 2)) || ' CHECK OPTION' FROM unnest(c.reloptions) AS o WHERE o LIKE 'check_option=%') END, ';')
	FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE c.relkind IN ('v', 'm') AND {user n} AND {own pg_class c.oid}
	ORDER BY (SELECT max(depth) FROM depths WHERE depths.view = c.oid), n.nspname, c.relname`

// keys are primary and unique keys and exclusions. Those that a partition has of its
// parent are there too, as pg_dump has them: the parent's key is attached to them.
const keys = `SELECT format('ALTER TABLE ONLY %s ADD CONSTRAINT %I %s;', {name n t}, k.conname, pg_get_constraintdef(k.oid))
	FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
	WHERE {user n} AND {own pg_class t.oid} AND k.contype IN ('p', 'u', 'x')
	ORDER BY n.nspname, t.relname, k.conname`
