package postgres

import "strings"

// chapter is a part of a script: a query that gives its statements in order.
type chapter struct {
	what  string // as a fault names it
	query string
}

// filled puts into a query what many have in common:
//
//	{user n}       whether the schema n is neither the system's nor another session's
//	{own CLASS o}  whether the object with the oid o belongs to no extension
//	{made CLASS o} the same, and to no type that came with it, as a range's functions do
//	{name n c}     the name of a relation c in the schema n
func filled(query string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(query, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		inside, after, _ := strings.Cut(rest, "}")
		words := strings.Fields(inside)
		switch {
		case len(words) == 2 && words[0] == "user":
			b.WriteString("(" + words[1] + ".nspname !~ '^pg_' AND " + words[1] + ".nspname <> 'information_schema')")
		case len(words) == 3 && (words[0] == "own" || words[0] == "made"):
			kinds := map[string]string{"own": "'e'", "made": "'e', 'i'"}[words[0]]
			b.WriteString("NOT EXISTS (SELECT FROM pg_depend ext WHERE ext.classid = '" + words[1] + "'::regclass AND ext.objid = " + words[2] + " AND ext.deptype IN (" + kinds + "))")
		case len(words) == 3 && words[0] == "name":
			b.WriteString("quote_ident(" + words[1] + ".nspname) || '.' || quote_ident(" + words[2] + ".relname)")
		default:
			b.WriteString("{" + inside + "}")
		}
		query = after
	}
}

// chapters are all parts, in pg_dump's order: what is named stands before what names it.
var chapters = []chapter{
	{"schemas", `SELECT 'CREATE SCHEMA ' || quote_ident(n.nspname) || ';'
		FROM pg_namespace n WHERE {user n} AND {own pg_namespace n.oid} AND n.nspname <> 'public' ORDER BY n.nspname`},
	{"extensions", `SELECT format('CREATE EXTENSION IF NOT EXISTS %I WITH SCHEMA %I;', e.extname, n.nspname)
		FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname <> 'plpgsql' ORDER BY e.oid`},
	{"collations", `SELECT format('CREATE COLLATION %I.%I (provider = %s, locale = %L);', n.nspname, co.collname,
			CASE co.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
			coalesce(to_jsonb(co) ->> 'colllocale', to_jsonb(co) ->> 'colliculocale', to_jsonb(co) ->> 'collcollate'))
		FROM pg_collation co JOIN pg_namespace n ON n.oid = co.collnamespace
		WHERE {user n} AND {own pg_collation co.oid} ORDER BY co.oid`},
	{"types", types},
	{"functions", `SELECT pg_get_functiondef(p.oid) || ';'
		FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
		WHERE {user n} AND {made pg_proc p.oid} AND p.prokind IN ('f', 'p', 'w') ORDER BY p.oid`},
	{"aggregates", `SELECT format('CREATE AGGREGATE %I.%I(%s) (SFUNC = %s, STYPE = %s);', n.nspname, p.proname,
			CASE WHEN p.pronargs = 0 THEN '*' ELSE pg_get_function_arguments(p.oid) END, a.aggtransfn, format_type(a.aggtranstype, NULL))
		FROM pg_proc p JOIN pg_aggregate a ON a.aggfnoid = p.oid JOIN pg_namespace n ON n.oid = p.pronamespace
		WHERE {user n} AND {made pg_proc p.oid} ORDER BY p.oid`},
	{"operators", `SELECT format('CREATE OPERATOR %I.%s (FUNCTION = %s%s%s);', n.nspname, o.oprname, o.oprcode,
			CASE WHEN o.oprleft <> 0 THEN ', LEFTARG = ' || format_type(o.oprleft, NULL) END,
			CASE WHEN o.oprright <> 0 THEN ', RIGHTARG = ' || format_type(o.oprright, NULL) END)
		FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
		WHERE {user n} AND {own pg_operator o.oid} AND o.oprcode <> 0 ORDER BY o.oid`},
	{"casts", `SELECT format('CREATE CAST (%s AS %s) %s;', format_type(c.castsource, NULL), format_type(c.casttarget, NULL),
			CASE c.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || c.castfunc::regprocedure::text WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END)
		FROM pg_cast c WHERE c.oid >= 16384 AND {made pg_cast c.oid} ORDER BY c.oid`},
	{"text search", `SELECT format('CREATE TEXT SEARCH CONFIGURATION %I.%I (PARSER = %s);', n.nspname, c.cfgname,
			(SELECT format('%I.%I', pn.nspname, p.prsname) FROM pg_ts_parser p JOIN pg_namespace pn ON pn.oid = p.prsnamespace WHERE p.oid = c.cfgparser))
		FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace
		WHERE {user n} AND {own pg_ts_config c.oid} ORDER BY c.oid`},
	{"sequences", sequences},
	{"tables", tables},
	{"partitions", partitions},
	{"owners of sequences", ownedSequences},
	{"identities", identities},
	{"defaults", defaults},
	{"views", views},
	{"keys", keys},
	{"indexes", `SELECT pg_get_indexdef(i.indexrelid) || ';'
		FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
		JOIN pg_namespace n ON n.oid = t.relnamespace
		WHERE {user n} AND {own pg_class t.oid} AND t.relkind IN ('r', 'p', 'm')
			AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x'))
		ORDER BY n.nspname, c.relname`},
	{"partitions of indexes", `SELECT format('ALTER INDEX %s ATTACH PARTITION %s;', {name pn p}, {name n c})
		FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid JOIN pg_class p ON p.oid = h.inhparent
		JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_namespace pn ON pn.oid = p.relnamespace
		WHERE p.relkind = 'I' AND {user n} ORDER BY n.nspname, c.relname`},
	{"statistics", `SELECT pg_get_statisticsobjdef(s.oid) || ';'
		FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
		WHERE {user n} AND {own pg_statistic_ext s.oid} ORDER BY s.oid`},
	{"rules", `SELECT pg_get_ruledef(w.oid)
		FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE {user n} AND {own pg_class c.oid} AND w.rulename <> '_RETURN' ORDER BY n.nspname, c.relname, w.rulename`},
	{"triggers", `SELECT pg_get_triggerdef(g.oid) || ';'
		FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE {user n} AND {own pg_class c.oid} AND NOT g.tgisinternal AND coalesce((to_jsonb(g) ->> 'tgparentid')::bigint, 0) = 0
		ORDER BY n.nspname, c.relname, g.tgname`},
	{"foreign keys", `SELECT format('ALTER TABLE %s%s ADD CONSTRAINT %I %s;', CASE WHEN t.relkind = 'p' THEN '' ELSE 'ONLY ' END, {name n t}, k.conname, pg_get_constraintdef(k.oid))
		FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
		WHERE {user n} AND {own pg_class t.oid} AND k.contype = 'f' AND k.conparentid = 0
		ORDER BY n.nspname, t.relname, k.conname`},
	{"policies", policies},
	{"event triggers", `SELECT format('CREATE EVENT TRIGGER %I ON %s EXECUTE FUNCTION %s();', e.evtname, e.evtevent, e.evtfoid::regproc)
		FROM pg_event_trigger e WHERE {own pg_event_trigger e.oid} ORDER BY e.evtname`},
	{"publications", `SELECT format('CREATE PUBLICATION %I%s;', p.pubname, CASE WHEN p.puballtables THEN ' FOR ALL TABLES' ELSE '' END)
		FROM pg_publication p ORDER BY p.pubname`},
	{"comments", comments},
	{"privileges", privileges},
}
