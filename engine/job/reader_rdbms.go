package job

import (
	"slices"
	"strconv"
	"strings"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/sqltext"
	"github.com/obferry/obferry/profiles"
)

// dialect is what of a reader's SQL is its database's own.
type dialect struct {
	kinds []profiles.Kind
	// words are the kinds as JDBC's URLs name them.
	words string
	quote byte
	// folds tells that names without quotes are meant in lower case.
	folds bool
	// schemas tells that what stands before a table's name is a schema of the URL's
	// database, and not another database.
	schemas bool
}

var (
	mysqlDialect    = dialect{kinds: []profiles.Kind{profiles.MySQL, profiles.OceanBase}, words: "mysql, mariadb, oceanbase", quote: '`'}
	postgresDialect = dialect{kinds: []profiles.Kind{profiles.Postgres}, words: "postgresql", quote: '"', folds: true, schemas: true}
)

// rdbmsIdle are what readers of databases know and has no meaning here.
var rdbmsIdle = idle{
	"fetchSize": machine, "mandatoryEncoding": machine, "checkSlave": machine, "splitFactor": machine, "dryRun": machine,
	"reuseConn": machine, "columnList": machine, "splitMode": machine, "samplePercentage": machine, "hint": machine,
	"jdbcConfig": "fault.job.note.driver", "session": "fault.job.note.session.reader", "preSql": "fault.job.note.session.reader",
	"weakRead": machine, "savePoint": machine, "splitPkSql": machine,
}

// selection is one table, or one query, of a reader.
type selection struct {
	// database is the URL's, or what stands before the table's name.
	database string
	// table with its schema, where it has one.
	table []string
	query string
}

func (r *reading) mysqlReader(s *scope, w *wanted) *offer { return r.rdbms(s, w, mysqlDialect) }

func (r *reading) postgresReader(s *scope, w *wanted) *offer { return r.rdbms(s, w, postgresDialect) }

// query is what a reader of a database is to read, but for the tables.
type query struct {
	dialect
	// columns are names and expressions; nil for all.
	columns []string
	where   string
	split   string
	// database is the URL's.
	database string
	// wanted are the columns that the writer gives them to, by their place.
	wanted []string
}

// rdbms reads the parameters that mysqlreader and postgresqlreader share.
func (r *reading) rdbms(s *scope, w *wanted, d dialect) *offer {
	l := s.login()
	q := query{dialect: d, where: trimmed(s.text("where")), wanted: w.columns}
	columns := s.get("column")
	written, nodes := s.texts("column")
	o := &offer{node: s.node}
	selections := r.connectionsOf(s, l, &q, o)
	if columns != nil {
		o.node = columns
	}
	queries := len(selections) > 0 && selections[0].query != ""
	split := s.get("splitPk")
	switch {
	case queries:
		for _, name := range []string{"column", "where", "splitPk"} {
			if n := s.get(name); n != nil && n.text+strings.Join(written, "") != "" {
				r.note(n, "fault.job.note.query", "Name", name)
			}
		}
		q.columns, q.where = nil, ""
	case columns == nil || len(written) == 0 && len(nodes) == 0:
		if s.need("column") != nil && len(s.list("column")) == 0 {
			r.wrong(columns, "fault.job.empty", "Name", "column")
		}
	case len(written) == 1 && strings.TrimSpace(written[0]) == "*":
		r.note(nodes[0], "fault.job.note.star")
	default:
		for i, one := range written {
			if one = strings.TrimSpace(one); one == "" || one == "*" {
				r.wrong(nodes[i], "fault.job.column.star", "Value", one)
			}
			q.columns = append(q.columns, strings.TrimSpace(one))
		}
	}
	if split != nil && !queries {
		if name, ok := q.name(s.text("splitPk")); ok {
			q.split = name
		} else if strings.TrimSpace(split.text) != "" {
			r.wrong(split, "fault.job.split", "Value", shown(split.text))
		}
	}
	s.end(rdbmsIdle)
	if len(selections)*len(q.columns) > mostCells {
		r.wrong(columns, "fault.job.columns.many", "Most", mostCells)
	}
	if len(r.faults) > 0 || len(selections) == 0 {
		return nil
	}
	groups := [][]selection{selections}
	if len(w.tables) > 1 {
		if len(selections) != len(w.tables) {
			r.wrong(w.node, "fault.job.tables", "Source", len(selections), "Target", len(w.tables))
			return nil
		}
		groups = groups[:0]
		for _, one := range selections {
			groups = append(groups, []selection{one})
		}
	}
	for i, group := range groups {
		one, whole := q.offered(group, at0(w.tables, i))
		if !whole && q.split != "" {
			r.note(split, "fault.job.note.split", "Name", q.split)
		}
		o.tables = append(o.tables, one)
	}
	return o
}

// connectionsOf reads the connections of a reader: the tables or queries of one server.
func (r *reading) connectionsOf(s *scope, l login, q *query, o *offer) (all []selection) {
	var server string
	mixed := map[bool]bool{}
	for _, n := range s.connections() {
		c := r.scope(n)
		c.need("jdbcUrl")
		tables, tableNodes := c.texts("table")
		queries, queryNodes := c.texts("querySql")
		urls, urlNodes := c.texts("jdbcUrl")
		c.end(nil)
		switch {
		case len(tables) == 0 && len(queries) == 0:
			r.wrong(n, "fault.job.nothing")
			continue
		case len(tables) > 0 && len(queries) > 0:
			r.wrong(n, "fault.job.both")
			continue
		case len(urls) == 0:
			continue
		}
		mixed[len(queries) > 0] = true
		var ends []engine.Endpoint
		var first place
		for i, text := range urls {
			p, problem := parsePlace(text)
			switch {
			case problem == "" && (p.tenant != "" || !slices.Contains(q.kinds, p.kind)):
				r.wrong(urlNodes[i], "fault.job.url.kind", "Kinds", q.words)
				continue
			case problem != "":
				r.wrong(urlNodes[i], problem)
				continue
			}
			if strings.Contains(l.user, "@") && p.kind == profiles.MySQL {
				p.kind = profiles.OceanBase // user@tenant#cluster: nothing else has such accounts
			}
			if first.kind == "" {
				first = p
			}
			ends = append(ends, r.ends(urlNodes[i], p, l)...)
		}
		if len(ends) == 0 {
			continue
		}
		at := string(first.kind) + "://" + first.hosts[0].name + ":" + strconv.Itoa(first.hosts[0].port)
		switch {
		case server == "":
			server, o.sources, q.database = at, ends, first.database
		case at != server, q.schemas && first.database != q.database:
			r.wrong(urlNodes[0], "fault.job.sources")
			continue
		}
		for i, text := range tables {
			for _, name := range r.expand(tableNodes[i], text) {
				if one, ok := q.table(first.database, name); ok {
					all = append(all, one)
				} else {
					r.wrong(tableNodes[i], "fault.job.table.name", "Name", shown(name))
				}
			}
		}
		for i, text := range queries {
			text = trimmed(text)
			if text == "" || len(sqltext.Statements(text)) > 1 {
				r.wrong(queryNodes[i], "fault.job.sql.several")
			} else if verb := sqltext.Verb(text); verb != "SELECT" && verb != "WITH" && verb != "VALUES" && verb != "TABLE" {
				r.wrong(queryNodes[i], "fault.job.sql.select", "Verb", shown(verb))
			}
			all = append(all, selection{database: first.database, query: text})
		}
	}
	if len(mixed) > 1 {
		r.wrong(s.node, "fault.job.both")
	}
	return all
}

// table is a table of a job, in the database that the URL names or another one.
func (q *query) table(database, written string) (selection, bool) {
	if q.folds && !strings.Contains(written, `"`) {
		written = strings.ToLower(written)
	}
	parts, ok := nameParts(written)
	if !ok || len(parts) > 2 || slices.Contains(parts, "") {
		return selection{}, false
	}
	if len(parts) == 2 && !q.schemas {
		database, parts = parts[0], parts[1:]
	}
	return selection{database: database, table: parts}, true
}

// called is what a plan calls a table: of PostgreSQL by its name alone in the schema
// public, else with its schema before it, each in quotes where it holds a point or a quote.
func (q *query) called(parts []string) string {
	if !q.schemas {
		return parts[len(parts)-1]
	}
	written := make([]string, len(parts))
	special := false
	for i, part := range parts {
		if written[i] = part; strings.ContainsAny(part, `."`) {
			written[i], special = q.quoted(part), true
		}
	}
	switch {
	case len(parts) == 1 && special:
		written = append([]string{"public"}, written...)
	case len(parts) == 2 && parts[0] == "public" && !special:
		written = written[1:]
	}
	return strings.Join(written, ".")
}

// parts are the schema and the name that a plan calls a table by.
func (q *query) parts(called string) []string {
	if !q.schemas {
		return []string{called}
	}
	for i := 0; i < len(called); i++ {
		switch called[i] {
		case '"':
			i += quotedName(called[i:]) - 1
		case '.':
			return []string{q.bare(called[:i]), q.bare(called[i+1:])}
		}
	}
	return []string{q.bare(called)}
}

// bare is a name out of its quotes, where it stands in them.
func (q *query) bare(name string) string {
	if inner, ok := unquote(name, q.quote); ok {
		return inner
	}
	return name
}

// name is the column that a text names; false where it is an expression.
func (q *query) name(text string) (string, bool) {
	name, ok := columnName(text, q.quote)
	if ok && q.folds && text == name {
		name = strings.ToLower(name)
	}
	return name, ok
}

// names are the columns as names; false where one is an expression, or stands twice.
func (q *query) names() ([]string, bool) {
	seen := map[string]bool{}
	var all []string
	for _, text := range q.columns {
		name, ok := q.name(text)
		if !ok || seen[strings.ToLower(name)] {
			return nil, false
		}
		seen[strings.ToLower(name)] = true
		all = append(all, name)
	}
	return all, true
}

// offered is what a group of tables or queries comes to: a table as it is, where it is
// one and its columns are; else one query over all. Whole tells that it is a table.
func (q *query) offered(group []selection, target string) (o offered, whole bool) {
	first := group[0]
	if len(group) == 1 && first.query == "" && first.database == q.database {
		if names, plain := q.names(); plain {
			return offered{columns: names, plan: engine.TablePlan{Source: q.called(first.table), Where: q.where, Split: q.split}}, true
		}
	}
	var parts []string
	for _, one := range group {
		if one.query == "" {
			one.query = q.sql(one)
		} else if verb := sqltext.Verb(one.query); len(group) > 1 || verb != "SELECT" && verb != "WITH" || strings.HasPrefix(one.query, "(") {
			one.query = "SELECT * FROM (" + one.query + "\n) AS q" // a comment may end the query
		}
		parts = append(parts, one.query)
	}
	o.plan = engine.TablePlan{Source: target, Query: strings.Join(parts, "\nUNION ALL\n")}
	for i := range q.columns {
		o.columns = append(o.columns, q.alias(i))
	}
	return o, false
}

// alias is what a column of a query is called: as the column that it goes to, where that
// is known.
func (q *query) alias(i int) string {
	if name := at0(q.wanted, i); name != "" {
		return name
	}
	return "c" + strconv.Itoa(i+1)
}

// sql selects the columns of one table.
func (q *query) sql(one selection) string {
	var b strings.Builder
	b.WriteString("SELECT ")
	for i, text := range q.columns {
		if i > 0 {
			b.WriteString(", ")
		}
		if name, ok := q.name(text); ok {
			text = q.quoted(name)
		}
		b.WriteString(text + " AS " + q.quoted(q.alias(i)))
	}
	if len(q.columns) == 0 {
		b.WriteString("*")
	}
	b.WriteString(" FROM ")
	if one.database != q.database {
		b.WriteString(q.quoted(one.database) + ".")
	}
	for i, part := range one.table {
		if i > 0 {
			b.WriteString(".")
		}
		b.WriteString(q.quoted(part))
	}
	if q.where != "" {
		b.WriteString(" WHERE (" + q.where + "\n)") // a comment may end the condition
	}
	return b.String()
}

func (q *query) quoted(name string) string {
	mark := string(q.quote)
	return mark + strings.ReplaceAll(name, mark, mark+mark) + mark
}
