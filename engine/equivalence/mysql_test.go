package equivalence_test

import (
	"database/sql"
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"testing"
)

// product is which server an information_schema belongs to.
type product string

const (
	mariaDB product = "MariaDB"
	kernel  product = "kernel"
)

// rows reads a query whole, as text; NULL is "\x00".
func rows(t *testing.T, db *sql.DB, query string, args ...any) [][]string {
	t.Helper()
	result, err := db.QueryContext(t.Context(), query, args...)
	if err != nil {
		t.Fatalf("%v: %s", err, query)
	}
	defer result.Close()
	names, err := result.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var all [][]string
	for result.Next() {
		values := make([]sql.NullString, len(names))
		into := make([]any, len(names))
		for i := range values {
			into[i] = &values[i]
		}
		if err := result.Scan(into...); err != nil {
			t.Fatal(err)
		}
		row := make([]string, len(names))
		for i, v := range values {
			row[i] = null
			if v.Valid {
				row[i] = v.String
			}
		}
		all = append(all, row)
	}
	if err := result.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// null stands for NULL among the values of rows.
const null = "\x00"

// text is a value with NULL as the empty text.
func text(s string) string {
	if s == null {
		return ""
	}
	return s
}

// readMySQL reads the catalogue of a database of MariaDB or the kernel.
func readMySQL(t *testing.T, db *sql.DB, database string, of product) catalogue {
	t.Helper()
	var all catalogue
	byName := map[string]*table{}
	for _, r := range rows(t, db, `SELECT TABLE_NAME, TABLE_COMMENT FROM information_schema.TABLES
		WHERE TABLE_SCHEMA = ? AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY TABLE_NAME`, database) {
		one := &table{name: r[0], comment: text(r[1])}
		all = append(all, one)
		byName[r[0]] = one
	}
	m := &mysqlReader{t: t, db: db, database: database, of: of, tables: byName}
	m.readChecks()
	m.readColumns()
	m.readKeys()
	m.readForeign()
	m.readPartitions()
	return all
}

// mysqlReader reads the parts of a catalogue into its tables.
type mysqlReader struct {
	t        *testing.T
	db       *sql.DB
	database string
	of       product
	tables   map[string]*table
}

func (m *mysqlReader) rows(query string) [][]string {
	m.t.Helper()
	return rows(m.t, m.db, query, m.database)
}

func (m *mysqlReader) readColumns() {
	for _, r := range m.rows(`SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, COLLATION_NAME, IS_NULLABLE, COLUMN_DEFAULT, EXTRA,
		GENERATION_EXPRESSION, COLUMN_COMMENT FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? ORDER BY TABLE_NAME, ORDINAL_POSITION`) {
		t := m.tables[r[0]]
		if t == nil {
			continue // of a view
		}
		c := &column{name: r[1], values: mysqlValues(r[2]), collation: collation(text(r[3])), notNull: r[4] == "NO", comment: text(r[8])}
		extra := strings.ToLower(text(r[6]))
		c.auto = strings.Contains(extra, "auto_increment")
		c.hidden = strings.Contains(extra, "invisible")
		if _, by, found := strings.Cut(extra, "on update "); found {
			c.onUpdate, _ = moment(strings.Fields(by)[0])
		}
		if e := text(r[7]); e != "" {
			kind := "virtual "
			if strings.Contains(extra, "stored") {
				kind = "stored "
			}
			c.generated = kind + expression(e)
		} else {
			c.value = m.value(r[5], c.values, func() bool { return m.computed(t, c) })
		}
		if strings.HasPrefix(c.values, "text") && t.takeJSON(c.name) {
			c.values, c.collation = "json", ""
		}
		t.columns = append(t.columns, c)
	}
}

// value is a default. MariaDB shows it as SQL; the kernel shows a literal without its
// quotes, so that computed must tell whether a text is one.
func (m *mysqlReader) value(s, values string, computed func() bool) string {
	if s == null || m.of == mariaDB && s == "NULL" {
		return ""
	}
	if m.of == mariaDB {
		if inner, quoted := unquote(s); quoted {
			return "= " + literal(inner, values)
		}
	}
	words := strings.HasPrefix(values, "text") || strings.HasPrefix(values, "enum") || strings.HasPrefix(values, "set") || strings.HasPrefix(values, "bytes")
	if m.of == kernel && words {
		if looks := strings.Contains(s, "(") || strings.EqualFold(s, "CURRENT_TIMESTAMP"); !looks || !computed() {
			return "= " + literal(s, values)
		}
	}
	if now, is := moment(s); is {
		return "= " + now
	}
	if l := literal(s, values); m.of == kernel && !strings.Contains(l, "(") || number.MatchString(s) || bits.MatchString(s) {
		return "= " + l
	}
	return "= " + expression(s)
}

// computed tells whether the kernel's default of a column is an expression, which SHOW
// CREATE TABLE alone tells from a text that looks like one.
func (m *mysqlReader) computed(t *table, c *column) bool {
	shown := rows(m.t, m.db, "SHOW CREATE TABLE `"+m.database+"`.`"+t.name+"`")[0][1]
	return regexp.MustCompile("(?m)^ *`" + regexp.QuoteMeta(c.name) + "` .* DEFAULT (\\(|CURRENT_TIMESTAMP)").MatchString(shown)
}

// takeJSON tells whether a check makes a text column what MariaDB calls JSON, and takes
// that check away.
func (t *table) takeJSON(column string) bool {
	for i, c := range t.checks {
		if c.expression == "json_valid"+strings.ToLower(column) {
			t.checks = append(t.checks[:i], t.checks[i+1:]...)
			return true
		}
	}
	return false
}

var (
	typeWords = regexp.MustCompile(`^([a-z0-9]+)(?:\((.*)\))?(.*)$`)
	integers  = map[string]int{"tinyint": 8, "smallint": 16, "mediumint": 24, "int": 32, "bigint": 64}
	large     = map[string]string{"tiny": "255", "": "65535", "medium": "16777215", "long": "4294967295"}
)

// mysqlValues says what a column type takes.
func mysqlValues(columnType string) string {
	m := typeWords.FindStringSubmatch(columnType)
	if m == nil {
		return columnType
	}
	base, args, rest := m[1], m[2], strings.ToLower(m[3])
	unsigned, end := strings.Contains(rest, "unsigned"), ""
	if strings.Contains(rest, "zerofill") {
		end = " zerofill"
	}
	if size, ok := integers[base]; ok {
		return integerValues(size, unsigned) + end
	}
	if unsigned {
		end = " not negative" + end
	}
	fractions := " " + strconv.Itoa(atoi(args)) + " digits"
	switch base {
	case "decimal":
		return "decimal " + args + end
	case "float":
		return "float 24 bits" + rounded(args) + end
	case "double":
		return "float 53 bits" + rounded(args) + end
	case "bit":
		return "bits " + args
	case "char":
		return "text " + args + " characters filled"
	case "varchar":
		return "text " + args + " characters"
	case "binary":
		return "bytes " + args + " filled"
	case "varbinary":
		return "bytes " + args
	case "date":
		return "date 1000..9999"
	case "time":
		return "time" + fractions
	case "datetime":
		return "datetime 1000..9999" + fractions
	case "timestamp":
		return "moment 1970..2038" + fractions
	case "year":
		return "year 1901..2155"
	case "enum", "set":
		return base + " " + strings.Join(members(args), " | ")
	}
	if size, ok := strings.CutSuffix(base, "text"); ok && large[size] != "" {
		return "text " + large[size] + " bytes"
	}
	if size, ok := strings.CutSuffix(base, "blob"); ok && large[size] != "" {
		return "bytes " + large[size]
	}
	return base
}

// members are those of an enum or set. MariaDB doubles quotes and backslashes within
// them, the kernel does not.
func members(args string) []string {
	list := strings.Split(strings.TrimSuffix(strings.TrimPrefix(args, "'"), "'"), "','")
	for i := range list {
		list[i] = strings.NewReplacer("''", "'", `\\`, `\`).Replace(list[i])
	}
	return list
}

// rounded are the digits that a float is rounded to, where it is.
func rounded(args string) string {
	if !strings.Contains(args, ",") {
		return ""
	}
	return " rounded " + args
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// integerValues is the range of an integer of some bits.
func integerValues(size int, unsigned bool) string {
	if unsigned {
		return fmt.Sprintf("integer 0..%d", ^uint64(0)>>(64-size))
	}
	return fmt.Sprintf("integer %d..%d", -1<<(size-1), int64(^uint64(0)>>(65-size)))
}

// collation is a collation's name in one spelling.
func collation(name string) string {
	if real, ok := standIns[name]; ok {
		return real
	}
	if rest, ok := strings.CutPrefix(name, "utf8_"); ok {
		return "utf8mb3_" + rest
	}
	return name
}

func (m *mysqlReader) readKeys() {
	columns := "INDEX_COMMENT, 'YES', NULL"
	if m.of == kernel {
		columns = "INDEX_COMMENT, IS_VISIBLE, EXPRESSION"
	} else {
		columns = "INDEX_COMMENT, IF(IGNORED = 'YES', 'NO', 'YES'), NULL"
	}
	var last *key
	var of string
	for _, r := range m.rows(`SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE, COLUMN_NAME, SUB_PART, COLLATION, INDEX_TYPE, ` + columns + `
		FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ? ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX`) {
		t := m.tables[r[0]]
		if t == nil {
			continue
		}
		if last == nil || of != r[0] || last.name != r[1] {
			last, of = &key{name: r[1], kind: "plain", comment: text(r[7]), hidden: r[8] == "NO"}, r[0]
			switch {
			case r[1] == "PRIMARY":
				// The kernel shows the table's comment here.
				last.kind, last.comment = "primary", ""
			case r[6] == "FULLTEXT", r[6] == "SPATIAL":
				last.kind = strings.ToLower(r[6])
			case strings.HasPrefix(r[3], "__cellid"):
				last.kind = "spatial" // which the kernel's STATISTICS do not say
			case r[2] == "0":
				last.kind = "unique"
			}
			t.keys = append(t.keys, last)
		}
		part := strings.ToLower(r[3])
		if e := text(r[9]); e != "" {
			part = "(" + expression(e) + ")"
		}
		if n := text(r[4]); n != "" && n != "0" && last.kind != "fulltext" && last.kind != "spatial" {
			part += "(" + n + ")"
		}
		if r[5] == "D" {
			part += " desc"
		}
		last.parts = append(last.parts, part)
	}
	if m.of == kernel {
		m.readHiddenParts()
	}
}

var fullText = regexp.MustCompile("(FULLTEXT|SPATIAL) KEY `([^`]+)` \\(([^)]*)\\)")

// readHiddenParts reads the columns of full-text and spatial keys from SHOW CREATE
// TABLE: the kernel's STATISTICS show columns of its own in their place.
func (m *mysqlReader) readHiddenParts() {
	for _, t := range m.tables {
		for _, k := range t.keys {
			if k.kind != "fulltext" && k.kind != "spatial" {
				continue
			}
			shown := rows(m.t, m.db, "SHOW CREATE TABLE `"+m.database+"`.`"+t.name+"`")[0][1]
			for _, found := range fullText.FindAllStringSubmatch(shown, -1) {
				if found[2] == k.name {
					k.parts = strings.Split(strings.ToLower(strings.ReplaceAll(found[3], "`", "")), ", ")
				}
			}
		}
	}
}

func (m *mysqlReader) readForeign() {
	rules := map[string][]string{}
	for _, r := range m.rows(`SELECT TABLE_NAME, CONSTRAINT_NAME, DELETE_RULE, UPDATE_RULE FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = ?`) {
		rules[r[0]+"."+r[1]] = r[2:]
	}
	var last *foreign
	var of string
	for _, r := range m.rows(`SELECT TABLE_NAME, CONSTRAINT_NAME, COLUMN_NAME, REFERENCED_TABLE_NAME, REFERENCED_COLUMN_NAME FROM information_schema.KEY_COLUMN_USAGE
		WHERE TABLE_SCHEMA = ? AND REFERENCED_TABLE_NAME IS NOT NULL ORDER BY TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION`) {
		t := m.tables[r[0]]
		if t == nil {
			continue
		}
		if last == nil || of != r[0] || last.name != r[1] {
			last, of = &foreign{name: r[1], parent: strings.ToLower(r[3])}, r[0]
			if by := rules[r[0]+"."+r[1]]; by != nil {
				last.onDelete, last.onUpdate = action(by[0]), action(by[1])
			}
			t.foreign = append(t.foreign, last)
		}
		last.columns = append(last.columns, strings.ToLower(r[2]))
		last.parentColumns = append(last.parentColumns, strings.ToLower(r[4]))
	}
}

// action is what happens to a child; NO ACTION and RESTRICT are one in MySQL.
func action(s string) string {
	s = strings.ToLower(s)
	if s == "no action" {
		return "restrict"
	}
	return s
}

func (m *mysqlReader) readChecks() {
	query := `SELECT TABLE_NAME, CONSTRAINT_NAME, CHECK_CLAUSE FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = ?`
	if m.of == kernel {
		query = `SELECT t.TABLE_NAME, t.CONSTRAINT_NAME, c.CHECK_CLAUSE FROM information_schema.CHECK_CONSTRAINTS c
			JOIN information_schema.TABLE_CONSTRAINTS t ON t.CONSTRAINT_SCHEMA = c.CONSTRAINT_SCHEMA AND t.CONSTRAINT_NAME = c.CONSTRAINT_NAME
			WHERE t.CONSTRAINT_TYPE = 'CHECK' AND c.CONSTRAINT_SCHEMA = ?`
	}
	for _, r := range m.rows(query) {
		if t := m.tables[r[0]]; t != nil {
			t.checks = append(t.checks, &check{name: r[1], expression: expression(r[2])})
		}
	}
}

// mainKey are the columns that PARTITION BY KEY () means.
func (t *table) mainKey() []string {
	for _, kind := range []string{"primary", "unique"} {
		for _, k := range t.keys {
			if k.kind == kind {
				return k.parts
			}
		}
	}
	return nil
}

func (m *mysqlReader) readPartitions() {
	type part struct {
		text string
		subs []string
	}
	parts := map[string][]*part{}
	seen := map[string]*part{}
	for _, r := range m.rows(`SELECT TABLE_NAME, PARTITION_NAME, SUBPARTITION_NAME, PARTITION_METHOD, SUBPARTITION_METHOD, PARTITION_EXPRESSION, SUBPARTITION_EXPRESSION,
		PARTITION_DESCRIPTION, PARTITION_COMMENT FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = ? AND PARTITION_NAME IS NOT NULL
		ORDER BY TABLE_NAME, PARTITION_ORDINAL_POSITION, SUBPARTITION_ORDINAL_POSITION`) {
		t := m.tables[r[0]]
		if t == nil {
			continue
		}
		if t.partitions == nil {
			if r[3] == "KEY" && text(r[5]) == "" {
				r[5] = strings.Join(t.mainKey(), ",")
			}
			t.partitions = &partitions{by: strings.ToLower(r[3]) + " " + expression(text(r[5])), subBy: strings.ToLower(text(r[4])) + " " + expression(text(r[6]))}
		}
		id := r[0] + "." + r[1]
		if seen[id] == nil {
			seen[id] = &part{text: strings.ToLower(r[1]) + " " + blanks.ReplaceAllString(strings.ToLower(text(r[7])), "")}
			parts[r[0]] = append(parts[r[0]], seen[id])
			if comment := text(r[8]); comment != "" {
				t.partitions.comments = append(t.partitions.comments, fmt.Sprintf("%s %q", r[1], comment))
			}
		}
		if sub := text(r[2]); sub != "" {
			seen[id].subs = append(seen[id].subs, strings.ToLower(sub))
		}
	}
	for name, list := range parts {
		for _, p := range list {
			sort.Strings(p.subs)
			m.tables[name].partitions.parts = append(m.tables[name].partitions.parts, strings.TrimSpace(p.text+" "+strings.Join(p.subs, " ")))
		}
	}
}
