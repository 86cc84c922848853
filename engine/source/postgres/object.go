package postgres

// types are enums, domains, composite types and ranges, as they were made: one that
// names another is the younger of the two.
const types = `SELECT CASE t.typtype
		WHEN 'e' THEN format('CREATE TYPE %I.%I AS ENUM (%s);', n.nspname, t.typname,
			(SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid))
		WHEN 'd' THEN format('CREATE DOMAIN %I.%I AS %s%s%s%s%s;', n.nspname, t.typname, format_type(t.typbasetype, t.typtypmod),
			(SELECT format(' COLLATE %I.%I', cn.nspname, co.collname) FROM pg_type b, pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
				WHERE b.oid = t.typbasetype AND co.oid = t.typcollation AND t.typcollation <> b.typcollation),
			' DEFAULT ' || coalesce(pg_get_expr(t.typdefaultbin, 0), t.typdefault),
			CASE WHEN t.typnotnull THEN ' NOT NULL' END,
			(SELECT string_agg(format(E'\n\tCONSTRAINT %I %s', k.conname, pg_get_constraintdef(k.oid)), '' ORDER BY k.conname)
				FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'))
		WHEN 'r' THEN format('CREATE TYPE %I.%I AS RANGE (subtype = %s);', n.nspname, t.typname,
			(SELECT format_type(r.rngsubtype, NULL) FROM pg_range r WHERE r.rngtypid = t.oid))
		ELSE format('CREATE TYPE %I.%I AS (%s);', n.nspname, t.typname,
			(SELECT string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum)
				FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped))
	END
	FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
	WHERE {user n} AND {own pg_type t.oid} AND (t.typtype IN ('e', 'd', 'r')
		OR t.typtype = 'c' AND EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
	ORDER BY t.oid`

// options are those of a sequence s.
const options = `format('START WITH %s INCREMENT BY %s %s %s CACHE %s%s', s.seqstart, s.seqincrement,
	CASE WHEN s.seqmin = CASE WHEN s.seqincrement > 0 THEN 1 ELSE CASE s.seqtypid WHEN 'int2'::regtype THEN -32768 WHEN 'int4'::regtype THEN -2147483648 ELSE -9223372036854775808 END END
		THEN 'NO MINVALUE' ELSE 'MINVALUE ' || s.seqmin END,
	CASE WHEN s.seqmax = CASE WHEN s.seqincrement < 0 THEN -1 ELSE CASE s.seqtypid WHEN 'int2'::regtype THEN 32767 WHEN 'int4'::regtype THEN 2147483647 ELSE 9223372036854775807 END END
		THEN 'NO MAXVALUE' ELSE 'MAXVALUE ' || s.seqmax END,
	s.seqcache, CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END)`

// sequences are all but those of identity columns, which are made with these.
const sequences = `SELECT format('CREATE SEQUENCE %s AS %s %s;', {name n c}, format_type(s.seqtypid, NULL), ` + options + `)
	FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE {user n} AND {own pg_class c.oid}
		AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i')
	ORDER BY n.nspname, c.relname`

// ownedSequences tell which column a sequence belongs to.
const ownedSequences = `SELECT format('ALTER SEQUENCE %s OWNED BY %s.%I;', {name n c}, {name tn t}, a.attname)
	FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
	JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'a' AND d.refclassid = 'pg_class'::regclass
	JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace tn ON tn.oid = t.relnamespace
	JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
	WHERE c.relkind = 'S' AND {user n} AND {own pg_class c.oid} ORDER BY n.nspname, c.relname`

// identities are the columns that PostgreSQL itself counts.
const identities = `SELECT format('ALTER TABLE %s ALTER COLUMN %I ADD GENERATED %s AS IDENTITY (SEQUENCE NAME %s %s);',
		{name tn t}, a.attname, CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, {name n c}, ` + options + `)
	FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
	JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i' AND d.refclassid = 'pg_class'::regclass
	JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace tn ON tn.oid = t.relnamespace
	JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid AND a.attidentity <> ''
	WHERE {user n} AND {own pg_class c.oid} ORDER BY n.nspname, c.relname`

// readableSequences give, for every sequence that the account may read, the query for
// its value.
const readableSequences = `SELECT format('SELECT format(''SELECT pg_catalog.setval(%%L, %%s, %%s);'', %L, last_value, CASE WHEN is_called THEN ''true'' ELSE ''false'' END) FROM %s WHERE is_called OR last_value <> %s',
		{name n c}, {name n c}, s.seqstart)
	FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE {user n} AND {own pg_class c.oid} AND has_schema_privilege(n.oid, 'USAGE')
		AND CASE WHEN c.relkind = 'S' THEN has_sequence_privilege(c.oid, 'SELECT') END
	ORDER BY n.nspname, c.relname`

// comments are those of whatever may have one here.
const comments = `SELECT text FROM (
	SELECT 1 AS part, n.nspname || '.' || c.relname AS name, d.objsubid AS sub,
		format('COMMENT ON %s %s%s IS %L;', CASE WHEN d.objsubid > 0 THEN 'COLUMN' ELSE
			CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' WHEN 'i' THEN 'INDEX' WHEN 'I' THEN 'INDEX'
				WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'c' THEN 'TYPE' ELSE 'TABLE' END END,
			{name n c}, (SELECT '.' || quote_ident(a.attname) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = d.objsubid AND d.objsubid > 0), d.description) AS text
		FROM pg_description d JOIN pg_class c ON d.classoid = 'pg_class'::regclass AND c.oid = d.objoid JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE {user n} AND {own pg_class c.oid}
	UNION ALL SELECT 2, n.nspname || '.' || t.relname || '.' || k.conname, 0, format('COMMENT ON CONSTRAINT %I ON %s IS %L;', k.conname, {name n t}, d.description)
		FROM pg_description d JOIN pg_constraint k ON d.classoid = 'pg_constraint'::regclass AND k.oid = d.objoid
		JOIN pg_class t ON t.oid = k.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace WHERE {user n} AND {own pg_class t.oid}
	UNION ALL SELECT 3, n.nspname || '.' || t.typname, 0, format('COMMENT ON %s %I.%I IS %L;', CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, n.nspname, t.typname, d.description)
		FROM pg_description d JOIN pg_type t ON d.classoid = 'pg_type'::regclass AND t.oid = d.objoid
		JOIN pg_namespace n ON n.oid = t.typnamespace WHERE {user n} AND {own pg_type t.oid}
	UNION ALL SELECT 4, n.nspname || '.' || p.proname, 0, format('COMMENT ON %s %s IS %L;',
			CASE p.prokind WHEN 'p' THEN 'PROCEDURE' WHEN 'a' THEN 'AGGREGATE' ELSE 'FUNCTION' END, p.oid::regprocedure, d.description)
		FROM pg_description d JOIN pg_proc p ON d.classoid = 'pg_proc'::regclass AND p.oid = d.objoid
		JOIN pg_namespace n ON n.oid = p.pronamespace WHERE {user n} AND {own pg_proc p.oid}
	UNION ALL SELECT 5, n.nspname || '.' || t.relname || '.' || g.tgname, 0, format('COMMENT ON TRIGGER %I ON %s IS %L;', g.tgname, {name n t}, d.description)
		FROM pg_description d JOIN pg_trigger g ON d.classoid = 'pg_trigger'::regclass AND g.oid = d.objoid
		JOIN pg_class t ON t.oid = g.tgrelid JOIN pg_namespace n ON n.oid = t.relnamespace WHERE {user n} AND {own pg_class t.oid}
	UNION ALL SELECT 6, n.nspname, 0, format('COMMENT ON SCHEMA %I IS %L;', n.nspname, d.description)
		FROM pg_description d JOIN pg_namespace n ON d.classoid = 'pg_namespace'::regclass AND n.oid = d.objoid
		WHERE {user n} AND {own pg_namespace n.oid} AND n.nspname <> 'public'
	UNION ALL SELECT 7, e.extname, 0, format('COMMENT ON EXTENSION %I IS %L;', e.extname, d.description)
		FROM pg_description d JOIN pg_extension e ON d.classoid = 'pg_extension'::regclass AND e.oid = d.objoid WHERE e.extname <> 'plpgsql'
	) AS every ORDER BY part, name, sub`

// privileges are those that owners gave to others, by table, view and sequence.
const privileges = `SELECT format('GRANT %s ON %s%s TO %s;', string_agg(x.privilege_type, ', ' ORDER BY x.privilege_type),
		CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END, {name n c}, CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END)
	FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN LATERAL aclexplode(c.relacl) x
	WHERE {user n} AND {own pg_class c.oid} AND x.grantee <> c.relowner
	GROUP BY n.nspname, c.relname, c.relkind, x.grantee ORDER BY n.nspname, c.relname, x.grantee`

// policies are those of row-level security.
const policies = `SELECT text FROM (
	SELECT n.nspname, c.relname, '' AS name, format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY;', {name n c}) AS text
		FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {user n} AND {own pg_class c.oid} AND c.relrowsecurity
	UNION ALL SELECT n.nspname, c.relname, p.polname, format('CREATE POLICY %I ON %s AS %s FOR %s%s%s;', p.polname, {name n c},
			CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
			CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
			' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')')
		FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {user n} AND {own pg_class c.oid}
	) AS every ORDER BY nspname, relname, name`
