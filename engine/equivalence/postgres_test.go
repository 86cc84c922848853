package equivalence_test

import (
	"net"
	"os/exec"
	"regexp"
	"sort"
	"strings"
	"testing"
)

// postgres is a database of PostgreSQL, reached through psql.
type postgres struct {
	t        *testing.T
	address  string // host:port
	database string
}

// psql runs psql with some arguments, in a database.
func (p *postgres) psql(database string, args ...string) (out string, err error) {
	p.t.Helper()
	host, port, err := net.SplitHostPort(p.address)
	if err != nil {
		p.t.Fatal(err)
	}
	command := exec.CommandContext(p.t.Context(), "psql", append([]string{"-X", "-q", "-h", host, "-p", port, "-U", "postgres", "-d", database}, args...)...)
	command.Env = append(command.Environ(), "PGOPTIONS=-c client_min_messages=error", "PGCLIENTENCODING=UTF8")
	text, err := command.CombinedOutput()
	return string(text), err
}

// rows reads a query whole, as text; NULL is the empty text.
func (p *postgres) rows(query string) [][]string {
	p.t.Helper()
	out, err := p.psql(p.database, "-A", "-t", "-F", "\x1f", "-R", "\x1e", "-c", query)
	if err != nil {
		p.t.Fatalf("%v: %s", err, out)
	}
	out = strings.TrimSuffix(strings.TrimSuffix(out, "\n"), "\x1e")
	if out == "" {
		return nil
	}
	var all [][]string
	for _, line := range strings.Split(out, "\x1e") {
		all = append(all, strings.Split(line, "\x1f"))
	}
	return all
}

// userRelations holds a query to what a script made.
const userRelations = `n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
	AND NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')`

// read reads the catalogue. A partition is no table of its own, but a part of its
// parent.
func (p *postgres) read() catalogue {
	var all catalogue
	tables := map[string]*table{}
	for _, r := range p.rows(`SELECT c.oid, n.nspname, c.relname, obj_description(c.oid, 'pg_class'), pg_get_partkeydef(c.oid) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND ` + userRelations + ` ORDER BY 2, 3`) {
		one := &table{schema: r[1], name: r[2], comment: r[3]}
		if r[4] != "" {
			method, by, _ := strings.Cut(r[4], " ")
			one.partitions = &partitions{by: strings.ToLower(method) + " " + expression(by)}
		}
		all = append(all, one)
		tables[r[0]] = one
	}
	p.readColumns(tables)
	p.readKeys(tables)
	p.readConstraints(tables)
	for _, r := range p.rows(`SELECT i.inhparent, c.relname, pg_get_expr(c.relpartbound, c.oid) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE c.relispartition ORDER BY 1, 2`) {
		if t := tables[r[0]]; t != nil && t.partitions != nil {
			t.partitions.parts = append(t.partitions.parts, strings.ToLower(r[1])+" "+r[2])
		}
	}
	return all
}

func (p *postgres) readColumns(tables map[string]*table) {
	enums := map[string][]string{}
	for _, r := range p.rows(`SELECT enumtypid, enumlabel FROM pg_enum ORDER BY enumtypid, enumsortorder`) {
		enums[r[0]] = append(enums[r[0]], r[1])
	}
	for _, r := range p.rows(`SELECT a.attrelid, a.attname, format_type(CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE a.atttypid END, CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END),
			CASE WHEN a.attnotnull OR t.typnotnull THEN 't' END, coalesce(pg_get_expr(d.adbin, d.adrelid), t.typdefault), a.attidentity, a.attgenerated, col_description(a.attrelid, a.attnum),
			CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE a.atttypid END, coalesce(o.collisdeterministic::text, '')
		FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type t ON t.oid = a.atttypid
		LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum LEFT JOIN pg_collation o ON o.oid = a.attcollation
		WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND ` + userRelations + ` ORDER BY a.attrelid, a.attnum`) {
		t := tables[r[0]]
		if t == nil {
			continue
		}
		c := &column{name: r[1], values: postgresValues(r[2]), notNull: r[3] == "t", auto: r[5] != "", comment: r[7]}
		if members := enums[r[8]]; members != nil {
			c.values, c.collation = "enum "+strings.Join(members, " | "), "utf8mb4_bin"
		}
		if r[9] == "true" {
			// A deterministic collation tells strings apart by their bytes.
			c.collation = "utf8mb4_bin"
		}
		switch {
		case r[6] != "":
			c.generated = "stored"
		case strings.HasPrefix(r[4], "nextval("):
			c.auto = true
		case r[4] != "":
			c.value = postgresDefault(r[4], c.values)
		}
		t.columns = append(t.columns, c)
	}
}

// postgresDefault is a default in the words that the kernel shows.
func postgresDefault(s, values string) string {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(strings.ToUpper(s), "NULL::") || strings.EqualFold(s, "NULL") {
		return ""
	}
	if now, is := moment(s); is {
		return "= " + now
	}
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") || strings.HasPrefix(s, "'") {
		if m := castLiteral.FindStringSubmatch(s); m != nil {
			inner, _ := unquote(m[1])
			if now, is := moment(inner); is || strings.EqualFold(inner, "now") {
				return "= " + now
			}
			return "= " + literal(inner, values)
		}
	}
	if m := castNumber.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	if inner, quoted := unquote(s); quoted {
		return "= " + literal(inner, values)
	}
	return "= " + literal(s, values)
}

var (
	castLiteral = regexp.MustCompile(`^\(?('(?:[^']|'')*')(?:::[^()']+(?:\([0-9,]+\))?(?:\[\])?)+\)?(?:::[^()']+(?:\([0-9,]+\))?)*$`)
	castNumber  = regexp.MustCompile(`^\(*(-?[0-9.]+)\)*(?:::[a-z0-9 ]+(?:\([0-9,]+\))?)*$`)
	typeForm    = regexp.MustCompile(`^(.*?)(?:\(([0-9,-]+)\))?( with(?:out)? time zone)?$`)
)

// postgresValues says what a type takes, in the words of mysqlValues where they agree.
func postgresValues(formatted string) string {
	if strings.HasSuffix(formatted, "[]") {
		return "array of " + strings.TrimSuffix(formatted, "[]")
	}
	m := typeForm.FindStringSubmatch(formatted)
	base, args := m[1], m[2]
	digits := " 6 digits"
	if args != "" {
		digits = " " + args + " digits"
	}
	switch base + m[3] {
	case "smallint":
		return integerValues(16, false)
	case "integer":
		return integerValues(32, false)
	case "bigint":
		return integerValues(64, false)
	case "numeric":
		if args == "" {
			return "decimal without bound"
		}
		return "decimal " + args
	case "real":
		return "float 24 bits, NaN and infinities"
	case "double precision":
		return "float 53 bits, NaN and infinities"
	case "character varying":
		if args != "" {
			return "text " + args + " characters"
		}
		return "text without bound"
	case "text":
		return "text without bound"
	case "character", `"char"`:
		return "text " + args + " characters filled"
	case "bytea":
		return "bytes without bound"
	case "date":
		return "date -4713..5874897"
	case "timestamp without time zone":
		return "datetime -4713..294276" + digits
	case "timestamp with time zone":
		return "moment -4713..294276" + digits
	case "time without time zone":
		return "time" + digits
	}
	return formatted
}

func (p *postgres) readKeys(tables map[string]*table) {
	for _, r := range p.rows(`SELECT x.indrelid, c.relname, am.amname, x.indisprimary, x.indisunique, pg_get_expr(x.indpred, x.indrelid), obj_description(c.oid, 'pg_class'),
			(SELECT string_agg(CASE WHEN k.n > x.indnkeyatts THEN '+' ELSE '' END || CASE WHEN k.attnum = 0 THEN '(' || pg_get_indexdef(x.indexrelid, k.n::int, true) || ')' ELSE a.attname END
				|| CASE WHEN k.n <= x.indnkeyatts AND x.indoption[k.n - 1] & 1 = 1 THEN ' desc' ELSE '' END, chr(29) ORDER BY k.n)
				FROM unnest(x.indkey::int[]) WITH ORDINALITY k(attnum, n) LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.attnum)
		FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_am am ON am.oid = c.relam
		LEFT JOIN pg_constraint o ON o.conindid = c.oid AND o.contype = 'x' WHERE o.oid IS NULL AND ` + userRelations + ` ORDER BY 1, 2`) {
		t := tables[r[0]]
		if t == nil {
			continue
		}
		k := &key{kind: "plain", name: r[1], comment: r[6]}
		switch {
		case r[3] == "t":
			k.kind = "primary"
		case r[4] == "t":
			k.kind = "unique"
		case r[2] != "btree" && r[2] != "hash":
			k.kind = r[2]
		}
		if r[5] != "" {
			k.where = expression(r[5])
		}
		for _, part := range strings.Split(r[7], "\x1d") {
			switch {
			case strings.HasPrefix(part, "+"):
				k.include = append(k.include, strings.ToLower(part[1:]))
			case strings.HasPrefix(part, "("):
				k.parts = append(k.parts, "("+expression(part)+")")
			default:
				k.parts = append(k.parts, strings.ToLower(part))
			}
		}
		t.keys = append(t.keys, k)
	}
}

var actions = map[string]string{"a": "restrict", "r": "restrict", "c": "cascade", "n": "set null", "d": "set default"}

func (p *postgres) readConstraints(tables map[string]*table) {
	for _, r := range p.rows(`SELECT o.conrelid, o.conname, o.contype, o.confdeltype, o.confupdtype, f.relname,
			(SELECT string_agg(a.attname, chr(29) ORDER BY k.n) FROM unnest(o.conkey) WITH ORDINALITY k(attnum, n) JOIN pg_attribute a ON a.attrelid = o.conrelid AND a.attnum = k.attnum),
			(SELECT string_agg(a.attname, chr(29) ORDER BY k.n) FROM unnest(o.confkey) WITH ORDINALITY k(attnum, n) JOIN pg_attribute a ON a.attrelid = o.confrelid AND a.attnum = k.attnum)
		FROM pg_constraint o LEFT JOIN pg_class f ON f.oid = o.confrelid WHERE o.contype IN ('f', 'c', 'x') AND o.conparentid = 0 ORDER BY 1, 2`) {
		t := tables[r[0]]
		switch {
		case t == nil:
		case r[2] == "f":
			t.foreign = append(t.foreign, &foreign{name: r[1], columns: strings.Split(strings.ToLower(r[6]), "\x1d"), parent: strings.ToLower(r[5]),
				parentColumns: strings.Split(strings.ToLower(r[7]), "\x1d"), onDelete: actions[r[3]], onUpdate: actions[r[4]]})
		case r[2] == "c":
			t.checks = append(t.checks, &check{name: r[1]})
		default:
			t.checks = append(t.checks, &check{name: r[1], expression: "exclude"})
		}
	}
	for _, t := range tables {
		sort.Slice(t.checks, func(i, j int) bool { return t.checks[i].name < t.checks[j].name })
	}
}
